//! The interviewer's voice, and the loudspeaker it comes from.

use eframe::egui::RichText;
use eframe::egui::Ui;

use crate::io::settings::Settings;
use crate::runtime::studio::Studio;
use crate::runtime::studio::check::Saying;
use crate::runtime::studio::check::Sound;
use crate::ui::choices;
use crate::ui::screens::Ask;
use crate::ui::screens::check::act::Act;
use crate::ui::theme;
use crate::ui::words;

/// What is in its card.
pub(super) fn card_ui(ui: &mut Ui, first: bool, settings: &mut Settings, studio: &Studio) -> Option<Ask> {
    ui.checkbox(&mut settings.speak, "Say the questions aloud")
        .on_hover_text("Without it questions are shown as text only");
    if settings.speak {
        choices::voice_ui(ui, settings, studio);
        choices::pace_ui(ui, settings);
    }
    told_ui(ui, settings, studio);
    let sounding = studio.check.loudspeaker.shown();
    if let Some(fault) = &sounding.fault {
        ui.label(RichText::new(words::no_loudspeaker(fault)).color(theme::palette(ui).bad));
    } else if sounding.played == Some(Sound::Chime) {
        let found = studio.check.devices.shown();
        let name = found.loudspeaker.as_deref().unwrap_or("the loudspeaker");
        ui.label(format!(
            "Two tones were played on {name}. Nothing heard? Turn it up in the system's settings."
        ));
    }
    ui.horizontal_wrapped(|ui| {
        let voice = if settings.speak { Act::Voice.button_ui(ui, first, settings, studio) } else { None };
        Act::Chime.button_ui(ui, false, settings, studio).or(voice)
    })
    .inner
}

fn told_ui(ui: &mut Ui, settings: &Settings, studio: &Studio) {
    let (palette, speaking) = (theme::palette(ui), studio.check.voice.shown());
    if !settings.speak {
        ui.label(theme::muted(ui, "Questions are shown as text."));
        return;
    }
    if let Some(fault) = &speaking.fault {
        ui.label(RichText::new(words::no_voice(fault)).color(palette.bad));
        return;
    }
    let (text, colour) = match speaking.saying {
        Saying::Nothing => ("Hear who asks the questions.", palette.muted),
        Saying::Waiting => ("Waiting for the voice…", palette.muted),
        Saying::Aloud => ("Listen…", palette.text),
        Saying::Shown => ("The voice is not ready yet; the sentence can only be shown.", palette.muted),
        Saying::Heard => {
            ("Did you hear it? If not, play a sound to see whether the loudspeaker is on.", palette.good)
        }
        Saying::Unheard => ("The voice was not ready. Try once more.", palette.warn),
    };
    ui.label(RichText::new(text).color(colour));
    if speaking.instead {
        let text = "The voice that was chosen is not there, so the system's own speaks.";
        ui.label(RichText::new(text).color(palette.warn));
    }
}
