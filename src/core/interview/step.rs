//! One step: an event comes in, the interview changes, effects go out.
//!
//! An event that makes no sense in this state changes nothing: late answers and double key presses are ordinary. Only
//! what changed something is to be written down; reading that back gives the same interview.

use crate::core::interview::effect::Effect;
use crate::core::interview::event::Event;
use crate::core::interview::event::Kind;
use crate::core::interview::state::Interview;
use crate::core::interview::state::Phase;

/// No event is later than this, in ms: a damaged line must not make a sum of times overflow.
const LATEST_MS: u64 = 1 << 53;

/// What a step did.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct Outcome {
    /// Whether the event changed something: then it belongs into `events.jsonl`, before the effects are performed.
    pub changed: bool,
    /// To be performed in this order.
    pub effects: Vec<Effect>,
}

impl Interview<'_> {
    /// Takes one event.
    pub fn step(&mut self, event: &Event) -> Outcome {
        let before = self.now;
        self.now = self.now.max(event.at_ms.min(LATEST_MS));
        let changed = self.phase != Phase::Over && self.take(&event.kind);
        if changed {
            self.settle();
        } else {
            self.now = before;
        }
        self.arm(event.kind == Kind::Tick);
        Outcome { changed, effects: std::mem::take(&mut self.effects) }
    }

    /// Whether the event changed something.
    fn take(&mut self, kind: &Kind) -> bool {
        match kind {
            Kind::Start => self.start(),
            Kind::Tick => self.tick(),
            Kind::VoiceStarted { utterance } => self.voice_started(*utterance),
            Kind::VoiceFinished { utterance } => self.voice_finished(*utterance),
            Kind::VoiceStopped { utterance } => self.voice_stopped(*utterance),
            Kind::VoiceFailed { utterance } => self.voice_failed(*utterance),
            Kind::SpokenOver => self.plan.settings.barge_in && self.barge_in(),
            Kind::SpeechBegan { opening } => self.speech_began(*opening),
            Kind::SpeechPaused { opening, segment, silent_since_ms } => {
                self.speech_paused(*opening, *segment, *silent_since_ms)
            }
            Kind::Noise { opening } => self.noise(*opening),
            Kind::SegmentClosed { opening, segment, goes_on, .. } => {
                self.segment_closed(*opening, *segment, *goes_on)
            }
            Kind::EarClosed { opening } => self.ear_closed(*opening),
            Kind::DeviceLost => self.device_lost(),
            Kind::DeviceBack { name } => self.device_back(name),
            Kind::Heard { segment, pass, words } => self.turn.segments.heard((*segment, *pass), words),
            Kind::NotHeard { segment, pass } => self.not_heard(*segment, *pass),
            Kind::Refused { segment, pass } => self.turn.segments.refused((*segment, *pass), self.now),
            Kind::FloorKey => self.floor_key(),
            Kind::KeepListening => self.keep_listening(),
            Kind::Typed { text } => self.typed(text),
            Kind::Pause => self.pause(),
            Kind::Resume => self.resume(),
            Kind::Redo => self.redo(),
            Kind::Skip => self.skip(),
            Kind::SayAgain => self.say_again(),
            Kind::Continue => self.go_on(),
            Kind::EndNow => self.end_now(),
            Kind::Reopened => self.reopen(),
            Kind::Unknown => false,
        }
    }

    /// A time has come: does what was due.
    fn tick(&mut self) -> bool {
        let late = !self.behind && self.turn.segments.is_behind(self.now);
        let offers = self.turn.segments.may_offer(self.now);
        let due = self.voice_is_due() || self.ear_is_due() || self.floor_is_due() || self.break_is_due();
        late || offers || due
    }

    /// What follows from any change: segments are offered, words judged, the ring drawn, an ended turn concluded.
    fn settle(&mut self) {
        let offers = self.turn.segments.offer(self.now);
        self.effects.extend(offers);
        self.say_whether_behind();
        self.plan_ahead();
        self.draw_ring();
        self.conclude_if_heard();
    }

    /// Asks for the next tick, if it is another than was asked for, or that one is spent.
    fn arm(&mut self, spent: bool) {
        let due = self.next_due();
        if due != self.armed || spent {
            self.armed = due;
            if let Some(at_ms) = due {
                self.emit(Effect::Wake { at_ms });
            }
        }
    }

    fn next_due(&self) -> Option<u64> {
        if self.phase == Phase::Over {
            return None;
        }
        let behind = self.turn.segments.behind_from().filter(|_| !self.behind);
        let offer = self.turn.segments.next_offer();
        let due = [offer, behind, self.voice_due(), self.ear_due(), self.floor_due(), self.break_due()];
        due.into_iter().flatten().min()
    }
}
