//! What is chosen in more than one screen: microphone, voice, pace, speech model.
//!
//! Lists are made when somebody opens them, for making them may take seconds.

use eframe::egui::ComboBox;
use eframe::egui::Id;
use eframe::egui::PopupCloseBehavior;
use eframe::egui::Slider;
use eframe::egui::TextEdit;
use eframe::egui::Ui;
use egui_material_icons::icons;

use crate::io::settings::Settings;
use crate::runtime::studio::Studio;
use crate::runtime::studio::check::Voices;
use crate::runtime::studio::speech_models::Model;
use crate::runtime::studio::speech_models::State;
use crate::ui::theme;
use crate::ui::widgets;
use crate::ui::words;

/// Voices shown at once; some systems have thousands.
const VOICES: usize = 60;

/// Width of the column of names, in points.
const NAMES: f32 = 110.0;

/// Height of a long list, in points.
const HEIGHT: f32 = 320.0;

/// Width of a choice, with room for a button beside it.
fn width(ui: &Ui) -> f32 {
    (ui.available_width() - 50.0).min(300.0)
}

/// The microphone; whether another was chosen.
pub(super) fn microphone_ui(ui: &mut Ui, settings: &mut Settings, studio: &Studio) -> bool {
    let found = studio.check.devices.shown();
    let before = settings.microphone.clone();
    widgets::row(ui, "Microphone", NAMES, |ui, name| {
        let shown = before.clone().unwrap_or_else(|| "The one the system uses".to_owned());
        let choice = ComboBox::from_id_salt("microphone").selected_text(shown).truncate();
        let choice = choice.width(width(ui)).show_ui(ui, |ui| {
            ui.selectable_value(&mut settings.microphone, None, "The one the system uses");
            for device in &found.microphones {
                ui.selectable_value(&mut settings.microphone, Some(device.name.clone()), &device.name);
            }
            if found.looking {
                ui.label(theme::caption(ui, "Looking for microphones…"));
            }
        });
        choice.response.labelled_by(name).on_hover_text("Which microphone hears you");
        // One may have been plugged in since: whoever opens the list sees what there is now.
        let (was_open, is_open) = (Id::unique("microphones are listed"), choice.inner.is_some());
        let before = ui.data_mut(|data| std::mem::replace(data.get_temp_mut_or(was_open, false), is_open));
        if is_open && !before && !found.looking {
            studio.check.devices.look().ok();
        }
        if found.looking {
            ui.spinner().on_hover_text("Looking for microphones");
        } else if widgets::icon_button(ui, icons::ICON_REFRESH, "Look for microphones again").clicked() {
            studio.check.devices.look().ok();
        }
    });
    settings.microphone != before
}

/// The interviewer's voice.
pub(super) fn voice_ui(ui: &mut Ui, settings: &mut Settings, studio: &Studio) {
    widgets::row(ui, "Voice", NAMES, |ui, name| {
        let shown = settings.voice.clone().unwrap_or_else(|| "The system's own".to_owned());
        let choice = ComboBox::from_id_salt("voice").selected_text(shown).truncate().width(width(ui));
        let choice = choice.height(HEIGHT).close_behavior(PopupCloseBehavior::CloseOnClickOutside);
        let choice = choice.show_ui(ui, |ui| voices_ui(ui, settings, studio));
        choice.response.labelled_by(name).on_hover_text("Who asks the questions");
    });
}

fn voices_ui(ui: &mut Ui, settings: &mut Settings, studio: &Studio) {
    let before = settings.voice.clone();
    // Room for the list from the start: what opens small stays small when the list has come.
    ui.set_min_height((ui.ctx().content_rect().height() * 0.45).min(HEIGHT - 20.0));
    ui.selectable_value(&mut settings.voice, None, "The system's own");
    match &*studio.check.voices.shown() {
        Voices::Unknown => {
            studio.check.voices.ask().ok();
        }
        Voices::Listing => {
            ui.horizontal(|ui| {
                ui.spinner();
                ui.label(theme::caption(ui, "Asking for the voices; this takes a few seconds"));
            });
        }
        Voices::Failed(fault) => {
            ui.label(theme::caption(ui, words::no_voice(fault)));
            if widgets::quiet_button(ui, "Ask again").clicked() {
                studio.check.voices.ask().ok();
            }
        }
        Voices::Listed(all) => {
            let id = Id::unique("search the voices");
            let mut search = ui.data(|data| data.get_temp::<String>(id)).unwrap_or_default();
            ui.add(TextEdit::singleline(&mut search).hint_text("Search").desired_width(f32::INFINITY));
            let wanted = search.to_lowercase();
            let fits = |name: &str, language: &str| {
                name.to_lowercase().contains(&wanted) || language.to_lowercase().contains(&wanted)
            };
            let mut found = all.iter().filter(|voice| fits(&voice.name, &voice.language));
            for voice in found.by_ref().take(VOICES) {
                let shown = format!("{}  ({})", voice.name, voice.language);
                ui.selectable_value(&mut settings.voice, Some(voice.name.clone()), shown);
            }
            let more = found.count();
            if more > 0 {
                ui.label(theme::caption(ui, format!("{more} more; search to find them")));
            }
            ui.data_mut(|data| data.insert_temp(id, search));
        }
    }
    if settings.voice != before {
        ui.close();
    }
}

/// How fast the interviewer speaks.
pub(super) fn pace_ui(ui: &mut Ui, settings: &mut Settings) {
    widgets::row(ui, "Pace", NAMES, |ui, name| {
        let mut pace = settings.pace;
        let slider =
            Slider::new(&mut pace, -1.0..=1.0).step_by(0.1).custom_formatter(|pace, _| pace_words(pace));
        let moved = ui.add(slider).labelled_by(name).on_hover_text("How fast the interviewer speaks");
        // Every change is kept on disk, so a change is one that is over.
        if moved.changed() {
            settings.pace = pace;
        }
    });
}

fn pace_words(pace: f64) -> String {
    match pace {
        p if p <= -0.55 => "much slower",
        p if p <= -0.05 => "slower",
        p if p < 0.05 => "as usual",
        p if p < 0.55 => "faster",
        _ => "much faster",
    }
    .to_owned()
}

/// The speech model, of those that are here.
pub(super) fn model_ui(ui: &mut Ui, settings: &mut Settings, studio: &Studio) {
    let shown = studio.models.shown();
    let best = match (&shown.best, shown.read) {
        (Some(best), _) => format!("The best one here ({best})"),
        (None, true) => "The best one here (there is none yet)".to_owned(),
        (None, false) => "The best one here".to_owned(),
    };
    widgets::row(ui, "Speech model", NAMES, |ui, name| {
        let text = settings.model.clone().unwrap_or_else(|| best.clone());
        let choice = ComboBox::from_id_salt("model").selected_text(text).truncate().width(width(ui));
        let choice = choice.show_ui(ui, |ui| {
            if !shown.read {
                studio.models.read().ok();
            }
            ui.selectable_value(&mut settings.model, None, best);
            // One that understands nobody is for those who look for it in the list of all models.
            let fit = |model: &&Model| model.state == State::Here && !model.synthetic_only;
            for model in shown.models.iter().filter(fit) {
                ui.selectable_value(&mut settings.model, Some(model.name.clone()), &model.name);
            }
        });
        choice.response.labelled_by(name).on_hover_text("What turns your words into text");
    });
}
