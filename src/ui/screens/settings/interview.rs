//! How an interview is held.

use eframe::egui::Slider;
use eframe::egui::Ui;

use crate::core::interview::floor::PATIENCE_RANGE_MS;
use crate::io::settings::Settings;
use crate::ui::screens::settings::NAMES;
use crate::ui::theme;
use crate::ui::widgets;

/// Draws the card.
pub(super) fn card_ui(ui: &mut Ui, settings: &mut Settings) {
    widgets::card(ui, |ui| {
        ui.label(theme::heading("Interview"));
        widgets::row(ui, "Mode", NAMES, |ui, _| {
            ui.selectable_value(&mut settings.real, false, "Practice")
                .on_hover_text("What was heard and what is missing is shown as you speak");
            ui.selectable_value(&mut settings.real, true, "Real")
                .on_hover_text("Nothing is shown before the end");
        });
        row(ui, "Probes for each question, at most", &mut settings.probes, 0..=4, |n| match n {
            0 => "none".to_owned(),
            n => format!("{n}"),
        });
        row(ui, "Time to think", &mut settings.think_s, 0..=120, |s| match s {
            0 => "none".to_owned(),
            s => format!("{s} s"),
        });
        row(ui, "Longest answer", &mut settings.limit_min, 0..=15, |min| match min {
            0 => "no limit".to_owned(),
            min => format!("{min} min"),
        });
        ui.checkbox(&mut settings.automatic_end, "A silence ends the answer")
            .on_hover_text("Without it only you end an answer, with a key or a button");
        if settings.automatic_end {
            patience_ui(ui, settings);
        }
        ui.checkbox(&mut settings.barge_in, "Speaking stops the voice")
            .on_hover_text("For headphones: with a loudspeaker the voice would stop itself");
        ui.checkbox(&mut settings.typed, "Type the answers, even where there is a microphone");
    });
}

/// A whole number with its name.
fn row<N: eframe::egui::emath::Numeric>(
    ui: &mut Ui,
    name: &str,
    number: &mut N,
    range: std::ops::RangeInclusive<N>,
    words: impl Fn(i64) -> String + 'static,
) {
    widgets::row(ui, name, NAMES, |ui, name| {
        let mut moved = *number;
        let slider = Slider::new(&mut moved, range).integer().custom_formatter(move |n, _| words(n as i64));
        let slider = ui.add(slider).labelled_by(name);
        if slider.changed() {
            *number = moved;
        }
    });
}

fn patience_ui(ui: &mut Ui, settings: &mut Settings) {
    widgets::row(ui, "Longest silence that is waited for", NAMES, |ui, name| {
        let mut seconds = settings.patience_ms as f32 / 1_000.0;
        let range = *PATIENCE_RANGE_MS.start() as f32 / 1_000.0..=*PATIENCE_RANGE_MS.end() as f32 / 1_000.0;
        let slider = Slider::new(&mut seconds, range).step_by(0.5).fixed_decimals(1).suffix(" s");
        let slider = ui.add(slider).labelled_by(name);
        let slider = slider.on_hover_text("After a whole sentence. An unfinished one is waited for longer.");
        if slider.changed() {
            settings.patience_ms = (seconds * 1_000.0).round() as u32;
        }
    });
}
