//! Cards, pages, pills, and what is shown where there is nothing.

use eframe::egui::Align;
use eframe::egui::Align2;
use eframe::egui::Color32;
use eframe::egui::CornerRadius;
use eframe::egui::FontId;
use eframe::egui::Frame;
use eframe::egui::Id;
use eframe::egui::InnerResponse;
use eframe::egui::Layout;
use eframe::egui::Margin;
use eframe::egui::ScrollArea;
use eframe::egui::Sense;
use eframe::egui::Stroke;
use eframe::egui::TextEdit;
use eframe::egui::Ui;
use eframe::egui::UiBuilder;
use eframe::egui::WidgetInfo;
use eframe::egui::accesskit::Role;
use eframe::egui::vec2;
use egui_material_icons::MaterialIcon;

use crate::ui::theme;
use crate::ui::widgets::buttons::icon_font;

/// The widest that text is comfortable to read, in points.
const WIDEST: f32 = 1_080.0;

/// A page that scrolls, in the middle of the window, with its title.
pub(in crate::ui) fn page<R>(ui: &mut Ui, title: &str, contents: impl FnOnce(&mut Ui) -> R) -> R {
    middle(ui, title, WIDEST, |ui| {
        if !title.is_empty() {
            ui.label(theme::title(title));
            ui.add_space(theme::space().m);
        }
        contents(ui)
    })
}

/// What scrolls in the middle of the window, no wider than that.
pub(in crate::ui) fn middle<R>(
    ui: &mut Ui,
    salt: &str,
    widest: f32,
    contents: impl FnOnce(&mut Ui) -> R,
) -> R {
    let space = theme::space();
    let scroll = ScrollArea::vertical().id_salt(salt).auto_shrink(false);
    let shown = scroll.show(ui, |ui| {
        let width = (ui.available_width() - 2.0 * space.l).min(widest);
        let side = (ui.available_width() - width) / 2.0;
        ui.horizontal_top(|ui| {
            ui.add_space(side);
            ui.vertical(|ui| {
                ui.set_width(width);
                ui.add_space(space.l);
                let inner = contents(ui);
                ui.add_space(space.xl);
                inner
            })
            .inner
        })
        .inner
    });
    shown.inner
}

/// A page that does not scroll as a whole, for what scrolls by itself.
pub(in crate::ui) fn sheet<R>(ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let space = theme::space();
    let width = (ui.available_width() - 2.0 * space.l).min(WIDEST);
    let side = (ui.available_width() - width) / 2.0;
    let inside = ui.available_rect_before_wrap().shrink2(vec2(side, space.l));
    ui.scope_builder(UiBuilder::new().max_rect(inside), contents).inner
}

/// A card: things that belong together.
pub(in crate::ui) fn card<R>(ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
    let (palette, space) = (theme::palette(ui), theme::space());
    Frame::NONE
        .fill(palette.surface)
        .stroke(Stroke::new(1.0, palette.border))
        .corner_radius(CornerRadius::same(space.radius))
        .inner_margin(Margin::same(space.l as i8))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            contents(ui)
        })
}

/// A card that fills a column.
pub(in crate::ui) fn column_card<R>(ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
    // Columns stretch what is in them.
    card(ui, |ui| ui.with_layout(Layout::top_down(Align::Min), contents).inner)
}

/// One line to write in.
pub(in crate::ui) fn field<'t>(text: &'t mut String, hint: &str) -> TextEdit<'t> {
    TextEdit::singleline(text).hint_text(hint.to_owned()).align(eframe::egui::Align2::LEFT_CENTER)
}

/// What there has to be beside the column of names; with less room names stand above.
const BESIDE: f32 = 330.0;

/// Something to set, with its name to the left of it, or above it where there is little room. The name's id is for
/// `labelled_by`.
pub(in crate::ui) fn row<R>(
    ui: &mut Ui,
    name: &str,
    column: f32,
    contents: impl FnOnce(&mut Ui, Id) -> R,
) -> R {
    let room = ui.available_width();
    let beside = room >= column + BESIDE;
    let above = (!beside).then(|| ui.label(name).id);
    ui.horizontal(|ui| {
        let id = above.unwrap_or_else(|| {
            let begin = ui.cursor().left();
            let id = ui.label(name).id;
            ui.add_space((column - (ui.cursor().left() - begin)).max(0.0));
            id
        });
        let slider = ui.spacing().slider_width;
        ui.spacing_mut().slider_width = slider.min(ui.available_width() - 110.0);
        contents(ui, id)
    })
    .inner
}

/// A word in a coloured frame.
pub(in crate::ui) fn pill(ui: &mut Ui, text: &str, colour: Color32) {
    let font = FontId::proportional(theme::sizes().caption);
    let galley = ui.painter().layout_no_wrap(text.to_owned(), font, colour);
    let size = galley.size() + vec2(16.0, 6.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    let radius = CornerRadius::same((size.y / 2.0) as u8);
    ui.painter().rect_stroke(rect, radius, Stroke::new(1.0, colour), eframe::egui::StrokeKind::Inside);
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, colour);
}

/// What is shown where there is nothing.
pub(in crate::ui) fn empty(ui: &mut Ui, icon: MaterialIcon, what: &str, why: &str) {
    let (palette, space) = (theme::palette(ui), theme::space());
    ui.vertical_centered(|ui| {
        ui.add_space(space.xl);
        let (rect, _) = ui.allocate_exact_size(vec2(64.0, 64.0), Sense::hover());
        ui.painter().circle_filled(rect.center(), 32.0, palette.soft);
        let font = icon_font(30.0);
        ui.painter().text(rect.center(), Align2::CENTER_CENTER, icon.codepoint, font, palette.accent);
        ui.add_space(space.s);
        ui.label(theme::heading(what));
        ui.label(theme::muted(ui, why));
        ui.add_space(space.xl);
    });
}
