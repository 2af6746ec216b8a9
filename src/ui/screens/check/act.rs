//! What is tried out with a key.

use eframe::egui::Context;
use eframe::egui::Key;
use eframe::egui::KeyboardShortcut;
use eframe::egui::Modifiers;
use eframe::egui::Ui;

use crate::io::settings::Settings;
use crate::io::voice::settings::VoiceSettings;
use crate::runtime::studio::Studio;
use crate::runtime::studio::check::Line;
use crate::runtime::studio::check::Saying;
use crate::runtime::studio::check::Stage;
use crate::runtime::studio::errand::Busy;
use crate::ui::screens::Ask;
use crate::ui::screens::check::Step;
use crate::ui::widgets;

/// What the voice says when it is tried.
const VOICED: &str = "Hello. I will ask you one question at a time, and I will ask again where it is vague.";

/// Something to try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ui) enum Act {
    Listen,
    Voice,
    Chime,
    Sentence,
}

impl Act {
    /// All of them, in the order they are listed.
    pub(in crate::ui) const ALL: [Self; 4] = [Self::Listen, Self::Voice, Self::Chime, Self::Sentence];

    /// Its name.
    pub(in crate::ui) fn name(self) -> &'static str {
        match self {
            Self::Listen => "Listen to my microphone",
            Self::Voice => "Hear the voice",
            Self::Chime => "Play a sound",
            Self::Sentence => "Say a sentence",
        }
    }

    /// Where it belongs.
    pub(super) fn step(self) -> Step {
        match self {
            Self::Listen => Step::Microphone,
            Self::Voice | Self::Chime => Step::Voice,
            Self::Sentence => Step::Sentence,
        }
    }

    /// Its name while it is being done.
    fn stopping(self) -> &'static str {
        match self {
            Self::Listen => "Stop listening",
            Self::Voice => "Stop the voice",
            Self::Chime => "Stop the sound",
            Self::Sentence => "Cancel",
        }
    }

    /// Its key.
    pub(in crate::ui) fn key(self) -> KeyboardShortcut {
        let key = match self {
            Self::Listen => Key::M,
            Self::Voice => Key::V,
            Self::Chime => Key::P,
            Self::Sentence => Key::S,
        };
        KeyboardShortcut::new(Modifiers::NONE, key)
    }

    /// The one whose key is pressed. While a field is written in, keys are letters.
    pub(super) fn pressed(ctx: &Context) -> Option<Self> {
        if ctx.text_edit_focused() {
            return None;
        }
        Self::ALL.into_iter().find(|act| ctx.input_mut(|input| input.consume_shortcut(&act.key())))
    }

    /// Its button; pressed, it is done, or stopped while it is being done.
    pub(super) fn button_ui(
        self,
        ui: &mut Ui,
        first: bool,
        settings: &Settings,
        studio: &Studio,
    ) -> Option<Ask> {
        let running = self.is_running(studio);
        let label = if running { self.stopping() } else { self.name() };
        let button = if first && !running { widgets::primary_button } else { widgets::quiet_button };
        let tip = format!("{label} ({})", ui.ctx().format_shortcut(&self.key()));
        button(ui, label).on_hover_text(tip).clicked().then(|| self.perform(settings, studio))?
    }

    /// Does it, or stops it.
    pub(super) fn perform(self, settings: &Settings, studio: &Studio) -> Option<Ask> {
        let check = &studio.check;
        let (microphone, model) = (settings.microphone.clone(), settings.model.clone());
        let done: Result<(), Busy> = match (self, self.is_running(studio)) {
            (Self::Listen, false) => check.ear.listen(microphone),
            (Self::Listen, true) => check.ear.close(),
            (Self::Voice, false) => {
                let voice = VoiceSettings { voice: settings.voice.clone(), pace: settings.pace };
                check.hear_the_voice(VOICED, voice)
            }
            (Self::Voice, true) => check.voice.stop(),
            (Self::Chime, false) => check.loudspeaker.chime(),
            (Self::Chime, true) => {
                check.loudspeaker.stop();
                Ok(())
            }
            (Self::Sentence, false) => check.say_a_sentence(microphone, model),
            (Self::Sentence, true) => {
                check.ear.call_off();
                check.sentence.call_off();
                Ok(())
            }
        };
        done.err().map(|busy| Ask::Fault(busy.to_string()))
    }

    fn is_running(self, studio: &Studio) -> bool {
        let check = &studio.check;
        match self {
            Self::Listen => check.ear.shown().line != Line::Closed,
            Self::Voice => {
                matches!(check.voice.shown().saying, Saying::Waiting | Saying::Aloud | Saying::Shown)
            }
            Self::Chime => check.loudspeaker.shown().now.is_some(),
            Self::Sentence => matches!(check.sentence.shown().stage, Stage::Recording | Stage::Reading),
        }
    }
}
