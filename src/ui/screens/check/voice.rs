//! The interviewer's voice: which, how fast, and whether it can be heard.

use eframe::egui::ComboBox;
use eframe::egui::Slider;
use eframe::egui::Ui;
use egui_material_icons::icons;

use crate::io::settings::Settings;
use crate::io::voice::settings::VoiceSettings;
use crate::runtime::studio::Studio;
use crate::runtime::studio::check::voice::VoiceState;
use crate::ui::screens::Ask;
use crate::ui::screens::check::Stands;
use crate::ui::screens::check::head;
use crate::ui::theme;
use crate::ui::widgets;

/// What is said to try it.
const SENTENCE: &str = "Hello. I will ask you about something you did, and I may push back.";

/// The name of the voice that the system prefers.
const DEFAULT: &str = "The system's choice";

/// More voices than this nobody looks through; English ones come first.
const MOST: usize = 60;

pub(super) fn voice_ui(ui: &mut Ui, studio: &mut Studio, asks: &mut Vec<Ask>) {
    let state = studio.check.voice.shown();
    let mut settings = studio.settings().clone();
    widgets::card(ui, |ui| {
        let (stands, words) = verdict(&state, &settings);
        head(ui, icons::ICON_RECORD_VOICE_OVER, "Interviewer's voice", stands, &words);
        ui.checkbox(&mut settings.speak, "Ask aloud; captions are shown in any case");
        if settings.speak {
            choice(ui, studio, &state, &mut settings, asks);
            ui.horizontal(|ui| {
                let possible = !state.speaks;
                let pressed =
                    ui.add_enabled_ui(possible, |ui| widgets::primary_button(ui, "Hear the voice").clicked());
                if pressed.inner {
                    let voice = VoiceSettings { voice: settings.voice.clone(), pace: settings.pace };
                    let asked = studio.check.voice.say(voice, SENTENCE);
                    asks.extend(asked.err().map(|busy| Ask::Fault(busy.to_string())));
                }
                if state.speaks {
                    ui.label(theme::caption(ui, SENTENCE));
                }
            });
        }
    });
    if let Err(fault) = studio.set(|kept| *kept = settings) {
        asks.push(Ask::Fault(fault.to_string()));
    }
}

fn choice(ui: &mut Ui, studio: &Studio, state: &VoiceState, settings: &mut Settings, asks: &mut Vec<Ask>) {
    ui.horizontal_wrapped(|ui| {
        let name = ui.label("Voice");
        let shown = settings.voice.clone().unwrap_or_else(|| DEFAULT.to_owned());
        let combo = ComboBox::from_id_salt("voice").width(240.0).selected_text(shown).show_ui(ui, |ui| {
            ui.selectable_value(&mut settings.voice, None, DEFAULT);
            for voice in english(state) {
                let label = format!("{} ({})", voice.0, voice.1);
                ui.selectable_value(&mut settings.voice, Some(voice.0.to_owned()), label);
            }
        });
        let opened = combo.response.labelled_by(name.id).clicked();
        if opened && state.voices.is_none() && !state.lists {
            asks.extend(studio.check.voice.list().err().map(|busy| Ask::Fault(busy.to_string())));
        }
        if state.lists {
            ui.spinner();
            ui.label(theme::caption(ui, "Looking for voices"));
        }
        let name = ui.label("Pace");
        ui.add(Slider::new(&mut settings.pace, -1.0..=1.0).step_by(0.1).show_value(false))
            .labelled_by(name.id);
    });
}

/// Names and languages of English voices.
fn english(state: &VoiceState) -> impl Iterator<Item = (&str, &str)> {
    let voices = state.voices.iter().flatten();
    let english = voices.filter(|voice| voice.language.to_lowercase().starts_with("en"));
    english.map(|voice| (voice.name.as_str(), voice.language.as_str())).take(MOST)
}

fn verdict(state: &VoiceState, settings: &Settings) -> (Stands, String) {
    if !settings.speak {
        return (Stands::Unknown, "captions only".to_owned());
    }
    match state {
        VoiceState { speaks: true, .. } => (Stands::Unknown, "speaking".to_owned()),
        VoiceState { fault: Some(fault), .. } => (Stands::Attention, fault.clone()),
        VoiceState { spoken: true, .. } => (Stands::Good, "it spoke".to_owned()),
        _ => (Stands::Unknown, "not tried".to_owned()),
    }
}
