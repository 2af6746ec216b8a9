//! Where to start: the last sessions, and what can be done from a terminal until it can be done here.

use eframe::egui::Ui;
use egui_material_icons::icons;

use crate::runtime::studio::Studio;
use crate::ui::nav::Place;
use crate::ui::screens::Ask;
use crate::ui::theme;
use crate::ui::widgets;
use crate::ui::widgets::Wanted;

/// How many of the last sessions are shown.
const LAST: usize = 4;

/// Draws it.
pub(in crate::ui) fn home_ui(ui: &mut Ui, studio: &Studio) -> Vec<Ask> {
    let mut asks = Vec::new();
    let shelf = studio.library.shelf();
    widgets::page(ui, "What you practised", |ui| {
        if shelf.read && shelf.entries.is_empty() {
            let why = "What you practise and review is kept on this machine only.";
            widgets::empty(ui, icons::ICON_MIC, "Nothing here yet", why);
            let check = |ui: &mut Ui| widgets::primary_button(ui, "Try microphone and voice").clicked();
            if studio.is_first_start() && ui.vertical_centered(check).inner {
                asks.push(Ask::Go(Place::Check));
            }
            return;
        }
        for entry in shelf.entries.iter().take(LAST) {
            if widgets::entry_ui(ui, entry, false) == Some(Wanted::Open) {
                asks.push(Ask::Open(entry.id.clone()));
            }
        }
        ui.add_space(theme::space().m);
        if shelf.entries.len() > LAST && widgets::primary_button(ui, "All sessions").clicked() {
            asks.push(Ask::Go(Place::Library));
        }
    });
    asks
}
