//! The microphone: which, how loud, and whether that is good.

use eframe::egui::RichText;
use eframe::egui::Ui;

use crate::io::settings::Settings;
use crate::runtime::studio::Studio;
use crate::runtime::studio::check::Heard;
use crate::runtime::studio::check::Hearing;
use crate::runtime::studio::check::Line;
use crate::ui::choices;
use crate::ui::screens::Ask;
use crate::ui::screens::check::act::Act;
use crate::ui::screens::check::meter::meter_ui;
use crate::ui::theme;
use crate::ui::words;

/// What is in its card.
pub(super) fn card_ui(ui: &mut Ui, first: bool, settings: &mut Settings, studio: &Studio) -> Option<Ask> {
    let hearing = studio.check.ear.shown();
    let other = choices::microphone_ui(ui, settings, studio);
    if other && hearing.line != Line::Closed {
        studio.check.ear.listen(settings.microphone.clone()).ok();
    }
    if !matches!(hearing.line, Line::Closed | Line::Missing(_)) {
        meter_ui(ui, hearing.level);
    }
    let (text, colour) = verdict(ui, &hearing, studio);
    ui.label(RichText::new(text).color(colour));
    if hearing.instead {
        let chosen = settings.microphone.as_deref().unwrap_or_default();
        let text = format!("{chosen} is not there, so the system's own is listened to.");
        ui.label(RichText::new(text).color(theme::palette(ui).warn));
    }
    Act::Listen.button_ui(ui, first, settings, studio)
}

/// What to say about it.
fn verdict(ui: &Ui, hearing: &Hearing, studio: &Studio) -> (String, eframe::egui::Color32) {
    let palette = theme::palette(ui);
    let told = |text: &str, colour| (text.to_owned(), colour);
    match (&hearing.line, hearing.heard) {
        (Line::Missing(fault), _) => (words::no_microphone(fault), palette.bad),
        (Line::Gone(name), _) => (
            format!("{name} went away. Plug it in again, or choose another; it is noticed by itself."),
            palette.warn,
        ),
        (Line::Opening, _) => told("Opening the microphone…", palette.muted),
        (Line::Open(_), Heard::Silent) => told(
            "This microphone is silent. It is muted or not connected: look for a switch on it, or choose another.",
            palette.warn,
        ),
        (Line::Open(_), Heard::Clipping) => told(
            "Too loud: your voice is cut off. Turn the microphone down, or move away from it.",
            palette.warn,
        ),
        (Line::Open(_), Heard::TooQuiet) => told(
            "Too quiet: speak as in an interview. If it stays so, turn the microphone up or come closer.",
            palette.warn,
        ),
        (Line::Open(_), Heard::Nothing) => told("Say something, as loudly as in an interview.", palette.text),
        (Line::Open(name), Heard::Good) => (format!("You are heard well through {name}."), palette.good),
        (Line::Closed, _) if hearing.passed => told("You were heard well.", palette.good),
        (Line::Closed, _) => match &studio.check.devices.shown().no_microphone {
            Some(fault) => (words::no_microphone(fault), palette.bad),
            None => told("Nothing listens until you ask for it, and nothing here is kept.", palette.muted),
        },
    }
}
