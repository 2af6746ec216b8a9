//! How the app looks, and how an interview is held.

mod interview;
mod sound;

use eframe::egui::Slider;
use eframe::egui::Ui;

use crate::io::settings::Settings;
use crate::io::settings::ThemeChoice;
use crate::runtime::studio::Studio;
use crate::ui::screens::Ask;
use crate::ui::theme;
use crate::ui::widgets;

/// Names of the themes.
const THEMES: [(ThemeChoice, &str); 3] =
    [(ThemeChoice::System, "As the system"), (ThemeChoice::Light, "Light"), (ThemeChoice::Dark, "Dark")];

/// Draws it. Whatever is changed is kept at once.
pub(in crate::ui) fn settings_ui(ui: &mut Ui, studio: &mut Studio) -> Vec<Ask> {
    let mut settings = studio.settings().clone();
    let mut asks = Vec::new();
    widgets::page(ui, "Settings", |ui| {
        asks.extend(sound::card_ui(ui, &mut settings, studio));
        interview::card_ui(ui, &mut settings);
        widgets::card(ui, |ui| look(ui, &mut settings));
        widgets::card(ui, |ui| {
            ui.label(theme::heading("Privacy"));
            ui.label("What you say, its transcript and its verdict stay on this machine.");
            ui.label("The one thing this program ever fetches is a speech model, when you ask for it.");
            ui.label(theme::caption(ui, format!("Kept in {}", studio.library.store().folder().display())));
        });
    });
    let kept = studio.set(|kept| *kept = settings);
    asks.extend(kept.err().map(|fault| Ask::Fault(fault.to_string())));
    asks
}

fn look(ui: &mut Ui, settings: &mut Settings) {
    ui.label(theme::heading("Look"));
    ui.horizontal(|ui| {
        ui.label("Theme");
        for (choice, name) in THEMES {
            ui.selectable_value(&mut settings.theme, choice, name);
        }
    });
    ui.horizontal(|ui| {
        let name = ui.label("Text size");
        let mut percent = (settings.text_size * 100.0).round();
        let slider = Slider::new(&mut percent, 80.0..=200.0).step_by(10.0).suffix(" %");
        // While it is dragged everything would move under the pointer.
        let moved = ui.add(slider).labelled_by(name.id);
        if moved.drag_stopped() || moved.lost_focus() {
            settings.text_size = percent / 100.0;
        }
    });
    ui.checkbox(&mut settings.reduced_motion, "Less motion");
}
