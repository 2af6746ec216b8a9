//! Buttons: the one thing to do, what else can be done, and icons.

use eframe::egui::Align2;
use eframe::egui::Button;
use eframe::egui::Color32;
use eframe::egui::CornerRadius;
use eframe::egui::FontFamily;
use eframe::egui::FontId;
use eframe::egui::Response;
use eframe::egui::RichText;
use eframe::egui::Sense;
use eframe::egui::Stroke;
use eframe::egui::Ui;
use eframe::egui::WidgetInfo;
use eframe::egui::accesskit::Role;
use eframe::egui::vec2;
use egui_material_icons::FONT_FAMILY;
use egui_material_icons::MaterialIcon;

use crate::ui::theme;

/// Height of an entry of the bar on the left, in points.
const NAV_HEIGHT: f32 = 42.0;

/// Height of the one thing to do, in points.
pub(in crate::ui) const PRIMARY: f32 = 38.0;

/// Size of icons, in points.
const ICON: f32 = 20.0;

/// The one thing to do on a screen.
pub(in crate::ui) fn primary_button(ui: &mut Ui, label: &str) -> Response {
    let (palette, space) = (theme::palette(ui), theme::space());
    let text = RichText::new(label).color(palette.on_accent);
    let button = Button::new(text)
        .fill(palette.accent)
        .stroke(Stroke::new(1.0, palette.accent))
        .corner_radius(CornerRadius::same(space.radius * 3 / 5));
    ui.add(button.min_size(vec2(0.0, PRIMARY)))
}

/// Something else that can be done.
pub(in crate::ui) fn quiet_button(ui: &mut Ui, label: &str) -> Response {
    let fill = Color32::TRANSPARENT;
    ui.add(Button::new(label).fill(fill).stroke(Stroke::new(1.0, theme::palette(ui).border)))
}

/// An icon to press; its name is read out and shown as a tooltip.
pub(in crate::ui) fn icon_button(ui: &mut Ui, icon: MaterialIcon, name: &str) -> Response {
    let side = ui.spacing().interact_size.y;
    let (rect, response) = ui.allocate_exact_size(vec2(side, side), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), name));
    let visuals = ui.style().interact(&response);
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, visuals.corner_radius, theme::palette(ui).soft);
    }
    ring(ui, &response, visuals.corner_radius);
    let colour = if ui.is_enabled() { visuals.text_color() } else { theme::palette(ui).muted };
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, icon.codepoint, icon_font(ICON), colour);
    response.on_hover_text(name)
}

/// An icon that is on or off; its name is read out and shown as a tooltip.
pub(in crate::ui) fn toggle_button(ui: &mut Ui, icon: MaterialIcon, name: &str, on: bool) -> Response {
    let side = ui.spacing().interact_size.y;
    let (rect, response) = ui.allocate_exact_size(vec2(side, side), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Switch, ui.is_enabled(), on, name));
    let palette = theme::palette(ui);
    let radius = CornerRadius::same(theme::space().radius * 3 / 5);
    if on || response.hovered() {
        ui.painter().rect_filled(rect, radius, if on { palette.soft } else { palette.sunken });
    }
    ring(ui, &response, radius);
    let colour = if on { palette.accent } else { palette.text };
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, icon.codepoint, icon_font(ICON), colour);
    response.on_hover_text(name)
}

/// A small disc in the colour of what stands beside it.
pub(in crate::ui) fn dot(ui: &mut Ui, colour: Color32) {
    let (rect, _) = ui.allocate_exact_size(vec2(10.0, 10.0), Sense::hover());
    ui.painter().circle_filled(rect.center(), 5.0, colour);
}

/// An entry of the bar on the left; whether it was chosen.
pub(in crate::ui) fn nav_button(
    ui: &mut Ui,
    icon: MaterialIcon,
    name: &str,
    purpose: &str,
    with_name: bool,
    chosen: bool,
) -> bool {
    let palette = theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), NAV_HEIGHT), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, name));
    let radius = CornerRadius::same(theme::space().radius * 3 / 5);
    if chosen || response.hovered() {
        let fill = if chosen { palette.soft } else { palette.sunken };
        ui.painter().rect_filled(rect, radius, fill);
    }
    ring(ui, &response, radius);
    let colour = if chosen { palette.accent } else { palette.text };
    let at = if with_name { rect.left_center() + vec2(22.0, 0.0) } else { rect.center() };
    ui.painter().text(at, Align2::CENTER_CENTER, icon.codepoint, icon_font(ICON), colour);
    if with_name {
        let at = rect.left_center() + vec2(44.0, 0.0);
        ui.painter().text(at, Align2::LEFT_CENTER, name, theme::body_font(), colour);
    }
    let tip = if with_name { purpose.to_owned() } else { format!("{name}: {purpose}") };
    response.on_hover_text(tip).clicked()
}

/// Shows where the keyboard is.
pub(in crate::ui) fn ring(ui: &Ui, response: &Response, radius: CornerRadius) {
    if response.has_focus() {
        let stroke = Stroke::new(2.0, theme::palette(ui).accent);
        ui.painter().rect_stroke(response.rect, radius, stroke, eframe::egui::StrokeKind::Inside);
    }
}

/// The font of icons.
pub(in crate::ui) fn icon_font(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name(FONT_FAMILY.into()))
}
