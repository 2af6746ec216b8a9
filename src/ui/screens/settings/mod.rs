//! How the app looks, what it keeps, and what becomes of it. One file a card.

mod interview;
mod look;
mod privacy;
mod sound;
mod storage;

use eframe::egui::Ui;

use crate::runtime::studio::Studio;
use crate::ui::screens::Ask;
use crate::ui::screens::settings::storage::Retention;
use crate::ui::widgets;

/// Width of the column of names, in points.
const NAMES: f32 = 240.0;

/// What is being chosen. What is chosen is the studio's.
#[derive(Debug, Default)]
pub(in crate::ui) struct Settings {
    retention: Retention,
}

impl Settings {
    /// Draws it. Whatever is changed is kept at once.
    pub(in crate::ui) fn ui(&mut self, ui: &mut Ui, studio: &mut Studio) -> Vec<Ask> {
        let mut settings = studio.settings().clone();
        let mut asks = Vec::new();
        widgets::page(ui, "Settings", |ui| {
            asks.extend(sound::card_ui(ui, &mut settings, studio));
            interview::card_ui(ui, &mut settings);
            look::card_ui(ui, &mut settings);
            storage::folder_ui(ui, studio, &mut asks);
            self.retention.card_ui(ui, studio, &mut asks);
            privacy::card_ui(ui);
        });
        studio.set(|kept| *kept = settings);
        asks
    }
}
