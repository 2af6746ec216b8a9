//! What the cards of jobs have in common: how they begin, and the question they are about.

use eframe::egui::ComboBox;
use eframe::egui::Label;
use eframe::egui::RichText;
use eframe::egui::Ui;
use egui_material_icons::MaterialIcon;

use crate::io::settings::Settings;
use crate::runtime::studio::Studio;
use crate::ui::screens::home::act::Act;
use crate::ui::theme;
use crate::ui::widgets;
use crate::ui::widgets::icon_font;

/// Width of the column of names, in points.
const NAMES: f32 = 80.0;

/// Height of the list of questions, in points.
const LIST: f32 = 320.0;

/// Room for two lines of what a job is, in points, so that cards beside each other agree.
const WHAT: f32 = 44.0;

/// An icon, the name, and what it is, as high as that of a card beside it.
pub(super) fn head_ui(ui: &mut Ui, icon: MaterialIcon, name: &str, what: &str) {
    let top = title_ui(ui, icon, name, what);
    ui.add_space((WHAT - (ui.cursor().top() - top)).max(0.0));
    ui.add_space(theme::space().xs);
}

/// An icon, the name, and what it is. Tells where the name ends, in points from the top of the window.
pub(super) fn title_ui(ui: &mut Ui, icon: MaterialIcon, name: &str, what: &str) -> f32 {
    ui.horizontal(|ui| {
        let colour = theme::palette(ui).accent;
        ui.label(RichText::new(icon.codepoint).font(icon_font(24.0)).color(colour));
        ui.label(theme::heading(name));
    });
    let top = ui.cursor().top();
    ui.add(Label::new(theme::muted(ui, what)).wrap());
    top
}

/// Chooses the question. `salt` tells one list from another.
pub(super) fn question_ui(ui: &mut Ui, salt: &str, settings: &mut Settings, studio: &Studio) {
    let chosen = studio.question();
    let (title, words) =
        studio.packs.get(&chosen).map_or((chosen.as_str(), ""), |r| (r.title.as_str(), r.question()));
    widgets::row(ui, "Question", NAMES, |ui, name| {
        let width = ui.available_width();
        let choice = ComboBox::from_id_salt(salt).selected_text(title).truncate().width(width);
        let choice = choice.height(LIST).show_ui(ui, |ui| {
            for id in studio.packs.ids() {
                let Some(rubric) = studio.packs.get(id) else { continue };
                let label = ui.selectable_label(id == chosen, &rubric.title);
                if label.on_hover_text(rubric.question()).clicked() {
                    settings.question = Some(id.to_owned());
                }
            }
        });
        let key = ui.ctx().format_shortcut(&Act::Question.key());
        choice.response.labelled_by(name).on_hover_text(format!("{words}\n({key} for the next one)"));
    });
}

/// The question that follows the chosen one; after the last comes the first.
pub(super) fn question_after(studio: &Studio) -> Option<String> {
    let chosen = studio.question();
    let mut ids = studio.packs.ids().skip_while(|id| **id != *chosen).skip(1);
    ids.next().or_else(|| studio.packs.ids().next()).map(str::to_owned)
}

/// Something to set, with its name.
pub(super) fn row_ui(ui: &mut Ui, name: &str, contents: impl FnOnce(&mut Ui)) {
    widgets::row(ui, name, NAMES, |ui, _| contents(ui));
}
