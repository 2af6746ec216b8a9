//! From the theme to what egui draws with.

use eframe::egui::Context;
use eframe::egui::CornerRadius;
use eframe::egui::FontFamily;
use eframe::egui::FontId;
use eframe::egui::Margin;
use eframe::egui::Shadow;
use eframe::egui::Stroke;
use eframe::egui::Style;
use eframe::egui::TextStyle;
use eframe::egui::Theme as Darkness;
use eframe::egui::Visuals;
use eframe::egui::style::WidgetVisuals;
use eframe::egui::vec2;

use crate::ui::theme::Palette;
use crate::ui::theme::THEME;

/// The height of buttons and fields, in points: large enough for a finger.
const TOUCH: f32 = 34.0;

/// Sets both themes; which of them holds is asked for elsewhere.
pub(in crate::ui) fn install(ctx: &Context) {
    egui_material_icons::initialize(ctx);
    for (darkness, palette) in [(Darkness::Light, &THEME.light), (Darkness::Dark, &THEME.dark)] {
        ctx.set_style_of(darkness, style(darkness, palette));
    }
}

fn style(darkness: Darkness, palette: &Palette) -> Style {
    let (space, sizes) = (THEME.space, THEME.text);
    let mut style = darkness.default_style();
    let proportional = |size| FontId::new(size, FontFamily::Proportional);
    style.text_styles = [
        (TextStyle::Small, proportional(sizes.caption)),
        (TextStyle::Body, proportional(sizes.body)),
        (TextStyle::Button, proportional(sizes.body)),
        (TextStyle::Heading, proportional(sizes.heading)),
        (TextStyle::Monospace, FontId::new(sizes.body, FontFamily::Monospace)),
    ]
    .into();
    style.spacing.item_spacing = vec2(space.s, space.s);
    style.spacing.button_padding = vec2(space.m, space.xs + 2.0);
    style.spacing.interact_size = vec2(TOUCH, TOUCH);
    style.spacing.menu_margin = Margin::same(space.s as i8);
    style.spacing.window_margin = Margin::same(space.l as i8);
    style.spacing.combo_width = 220.0;
    style.spacing.slider_width = 220.0;
    style.spacing.icon_width = 18.0;
    style.visuals = visuals(darkness, palette);
    style
}

fn visuals(darkness: Darkness, palette: &Palette) -> Visuals {
    let radius = CornerRadius::same(THEME.space.radius);
    let small = CornerRadius::same(THEME.space.radius * 3 / 5);
    let mut visuals = darkness.default_visuals();
    visuals.panel_fill = palette.window;
    visuals.window_fill = palette.surface;
    visuals.window_stroke = Stroke::new(1.0, palette.border);
    visuals.window_corner_radius = radius;
    visuals.menu_corner_radius = small;
    let shadow = Shadow { color: visuals.window_shadow.color, ..Shadow::default() };
    visuals.window_shadow = Shadow { blur: 24, offset: [0, 8], ..shadow };
    visuals.popup_shadow = Shadow { blur: 12, offset: [0, 4], ..shadow };
    visuals.extreme_bg_color = palette.sunken;
    visuals.text_edit_bg_color = Some(palette.sunken);
    visuals.faint_bg_color = palette.sunken;
    visuals.hyperlink_color = palette.accent;
    visuals.weak_text_color = Some(palette.muted);
    visuals.warn_fg_color = palette.warn;
    visuals.error_fg_color = palette.bad;
    visuals.selection.bg_fill = palette.soft;
    visuals.selection.stroke = Stroke::new(1.5, palette.accent);
    visuals.striped = false;
    let widget = |fill, border, text| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: Stroke::new(1.0, border),
        corner_radius: small,
        fg_stroke: Stroke::new(1.2, text),
        expansion: 0.0,
    };
    visuals.widgets.noninteractive = widget(palette.surface, palette.border, palette.text);
    visuals.widgets.inactive = widget(palette.sunken, palette.border, palette.text);
    visuals.widgets.hovered = widget(palette.soft, palette.accent, palette.text);
    visuals.widgets.active = widget(palette.soft, palette.accent, palette.text);
    visuals.widgets.open = widget(palette.sunken, palette.accent, palette.text);
    visuals
}
