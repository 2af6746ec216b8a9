//! How the window looks.

use eframe::egui::Slider;
use eframe::egui::Ui;

use crate::io::settings::Settings;
use crate::io::settings::ThemeChoice;
use crate::ui::screens::settings::NAMES;
use crate::ui::theme;
use crate::ui::widgets;

/// Names of the themes.
const THEMES: [(ThemeChoice, &str); 3] =
    [(ThemeChoice::System, "As the system"), (ThemeChoice::Light, "Light"), (ThemeChoice::Dark, "Dark")];

pub(super) fn card_ui(ui: &mut Ui, settings: &mut Settings) {
    widgets::card(ui, |ui| {
        ui.label(theme::heading("Look"));
        widgets::row(ui, "Theme", NAMES, |ui, _| {
            for (choice, name) in THEMES {
                ui.selectable_value(&mut settings.theme, choice, name);
            }
        });
        widgets::row(ui, "Text size", NAMES, |ui, name| {
            let mut percent = (settings.text_size * 100.0).round();
            let slider = Slider::new(&mut percent, 80.0..=200.0).step_by(10.0).max_decimals(0).suffix(" %");
            // While it is dragged everything would move under the pointer.
            let moved = ui.add(slider).labelled_by(name);
            if moved.drag_stopped() || moved.lost_focus() {
                settings.text_size = percent / 100.0;
            }
        });
        ui.checkbox(&mut settings.reduced_motion, "Less motion");
    });
}
