//! The interviewer speaks: always with a caption, with the voice as long as it works.
//!
//! The ear is shut before anything is said, and the floor opens only when the voice is silent and its echo has faded.

use crate::core::interview::effect::Effect;
use crate::core::interview::effect::Notice;
use crate::core::interview::state::Asking;
use crate::core::interview::state::Interview;
use crate::core::interview::state::Line;
use crate::core::interview::state::Microphone;
use crate::core::interview::state::Phase;
use crate::core::interview::state::Speaker;
use crate::core::interview::state::Then;

/// The echo of a voice fades in this time, in ms.
pub(super) const HOLD_OFF_MS: u64 = 250;

/// A voice that was stopped is silent after this time at the latest, in ms.
pub(super) const HUSH_MS: u64 = 500;

/// A voice that has not begun after this time, in ms, hangs.
const BEGINS_WITHIN_MS: u64 = 2_000;

/// Once it sounds, a voice takes so many ms for each character, slow voices included, and so many beside.
const SPOKEN_CHAR_MS: u64 = 150;
const SPOKEN_BESIDE_MS: u64 = 2_000;

/// A caption without a voice is left to be read: so many ms for each character, and so many beside.
const READ_CHAR_MS: u64 = 45;
const READ_BESIDE_MS: u64 = 1_000;

/// A voice that failed is tried again after this time, in ms.
const TRY_AGAIN_MS: u64 = 60_000;

impl Interview<'_> {
    pub(super) fn start(&mut self) -> bool {
        if self.phase != Phase::Ready {
            return false;
        }
        if !self.plan.settings.voice {
            self.voice.told = true;
            self.tell(Notice::NoVoice);
        }
        if self.microphone == Microphone::None {
            self.tell(Notice::TypeInstead);
        }
        match self.plan.schedule {
            Some(schedule) => self.begin_loop(schedule),
            None => self.ask_question(0),
        }
        true
    }

    /// Says something for the first time.
    pub(super) fn say(&mut self, text: String, then: Then) {
        if !text.is_empty() {
            let (speaker, question) = (Speaker::Interviewer, self.question);
            self.lines.push(Line { speaker, text: text.clone(), question });
        }
        self.utter(text, then);
    }

    /// Says something, after the ear is shut.
    pub(super) fn utter(&mut self, text: String, then: Then) {
        self.shut_ear();
        self.turn.clock.stop(self.now);
        self.utterances += 1;
        let utterance = self.utterances;
        let sounding = !text.is_empty() && self.voice_works();
        let until = if sounding { self.now + BEGINS_WITHIN_MS } else { self.read_until(&text) };
        if sounding {
            let of_question = || self.current().map_or(0, |q| q.interviewer);
            let interviewer = self.host_index().unwrap_or_else(of_question);
            self.emit(Effect::Speak { utterance, text: text.clone(), interviewer });
            if self.plan.settings.barge_in {
                self.emit(Effect::WatchForSpeech { utterance });
            }
        }
        self.phase = Phase::Asking(Asking { utterance, text, then, sounding, until });
    }

    pub(super) fn voice_started(&mut self, utterance: u32) -> bool {
        let now = self.now;
        let Some(asking) = self.sounding(utterance) else { return false };
        asking.until = now + SPOKEN_BESIDE_MS + SPOKEN_CHAR_MS * length(&asking.text);
        true
    }

    pub(super) fn voice_finished(&mut self, utterance: u32) -> bool {
        if self.sounding(utterance).is_some() {
            self.voice.failed_at = None;
            self.quiet_from = self.now;
            self.after_saying();
            return true;
        }
        self.voice_stopped(utterance)
    }

    pub(super) fn voice_stopped(&mut self, utterance: u32) -> bool {
        let hushed = matches!(&self.phase, Phase::Hushing { utterance: of, .. } if *of == utterance);
        if hushed {
            self.hushed();
        }
        hushed
    }

    /// The voice does not work: the caption stays, and the person is told once.
    pub(super) fn voice_failed(&mut self, utterance: u32) -> bool {
        let Some(asking) = self.sounding(utterance) else { return self.voice_stopped(utterance) };
        let text = asking.text.clone();
        asking.sounding = false;
        let until = self.read_until(&text);
        if let Phase::Asking(asking) = &mut self.phase {
            asking.until = until;
        }
        self.voice.failed_at = Some(self.now);
        // It may come to life again in the middle of the answer.
        self.emit(Effect::StopVoice { utterance });
        if !std::mem::replace(&mut self.voice.told, true) {
            self.tell(Notice::NoVoice);
        }
        true
    }

    /// Takes the floor from the voice. What it was saying counts as said.
    pub(super) fn barge_in(&mut self) -> bool {
        let Phase::Asking(asking) = &self.phase else { return false };
        let (utterance, sounding, then) = (asking.utterance, asking.sounding, asking.then);
        self.hush();
        if then != Then::Turn {
            self.go_on_after(then);
        } else if sounding {
            self.phase = Phase::Hushing { utterance, until: self.now + HUSH_MS };
        } else {
            self.open_floor();
        }
        true
    }

    /// Stops the voice, if it sounds.
    pub(super) fn hush(&mut self) {
        let Phase::Asking(asking) = &self.phase else { return };
        if asking.sounding {
            let utterance = asking.utterance;
            self.quiet_from = self.now;
            self.emit(Effect::StopVoice { utterance });
        }
    }

    /// Does what is due while the interviewer speaks.
    pub(super) fn voice_is_due(&mut self) -> bool {
        if self.voice_due().is_none_or(|at| at > self.now) {
            return false;
        }
        match &self.phase {
            Phase::Asking(asking) if asking.sounding => self.voice_failed(asking.utterance),
            Phase::Asking(_) => {
                self.after_saying();
                true
            }
            Phase::Hushing { .. } => {
                self.hushed();
                true
            }
            Phase::HoldOff { .. } => {
                self.open_floor();
                true
            }
            _ => false,
        }
    }

    pub(super) fn voice_due(&self) -> Option<u64> {
        match &self.phase {
            Phase::Asking(asking) => Some(asking.until),
            Phase::Hushing { until, .. } | Phase::HoldOff { until } => Some(*until),
            _ => None,
        }
    }

    fn after_saying(&mut self) {
        let Phase::Asking(asking) = &self.phase else { return };
        let (then, sounded) = (asking.then, asking.sounding);
        if then != Then::Turn {
            self.go_on_after(then);
            return;
        }
        let fades = if sounded { HOLD_OFF_MS } else { 0 };
        self.phase = Phase::HoldOff { until: self.now + fades };
    }

    fn go_on_after(&mut self, then: Then) {
        match then {
            Then::Close => self.close_question(),
            Then::Part => self.part_is_said(),
            Then::Turn => {}
        }
    }

    fn hushed(&mut self) {
        self.quiet_from = self.now;
        self.open_floor();
    }

    fn sounding(&mut self, utterance: u32) -> Option<&mut Asking> {
        match &mut self.phase {
            Phase::Asking(asking) if asking.utterance == utterance && asking.sounding => Some(asking),
            _ => None,
        }
    }

    fn voice_works(&self) -> bool {
        let tried_again = |at: u64| self.now >= at + TRY_AGAIN_MS;
        self.plan.settings.voice && self.voice.failed_at.is_none_or(tried_again)
    }

    fn read_until(&self, text: &str) -> u64 {
        if text.is_empty() { self.now } else { self.now + READ_BESIDE_MS + READ_CHAR_MS * length(text) }
    }
}

fn length(text: &str) -> u64 {
    text.chars().count() as u64
}
