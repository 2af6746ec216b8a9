//! Everything that was kept.

use eframe::egui::Ui;
use egui_material_icons::icons;

use crate::runtime::studio::Studio;
use crate::runtime::studio::library::Entry;
use crate::ui::screens::Ask;
use crate::ui::theme;
use crate::ui::widgets;
use crate::ui::widgets::Wanted;

/// What is looked for.
#[derive(Debug, Default)]
pub(in crate::ui) struct Library {
    search: String,
}

impl Library {
    /// Draws it.
    pub(in crate::ui) fn ui(&mut self, ui: &mut Ui, studio: &Studio) -> Vec<Ask> {
        let mut asks = Vec::new();
        let shelf = studio.library.shelf();
        widgets::page(ui, "Library", |ui| {
            if shelf.read && shelf.entries.is_empty() {
                let why = "What you practise and review is kept on this machine only.";
                widgets::empty(ui, icons::ICON_FOLDER_OPEN, "Nothing here yet", why);
                return;
            }
            ui.horizontal(|ui| {
                let name = ui.label("Search");
                ui.add(widgets::field(&mut self.search, "name or question")).labelled_by(name.id);
            });
            ui.add_space(theme::space().s);
            let wanted = self.search.trim().to_lowercase();
            let found: Vec<&Entry> = shelf.entries.iter().filter(|entry| matches(entry, &wanted)).collect();
            if found.is_empty() && shelf.read {
                let why = "No session has this in its name or its questions.";
                widgets::empty(ui, icons::ICON_SEARCH, "Nothing found", why);
            }
            for entry in found {
                match widgets::entry_ui(ui, entry, true) {
                    Some(Wanted::Delete) => asks.push(Ask::Delete(entry.id.clone())),
                    Some(Wanted::Open) => asks.push(Ask::Open(entry.id.clone())),
                    None => {}
                }
            }
        });
        asks
    }
}

fn matches(entry: &Entry, wanted: &str) -> bool {
    let has = |text: &str| text.to_lowercase().contains(wanted);
    has(&entry.name) || has(&entry.id) || entry.answers.iter().any(|answered| has(&answered.title))
}
