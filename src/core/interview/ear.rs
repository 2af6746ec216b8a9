//! The ear: opened and shut, and what it reports. Any speech cancels a silence that would have ended the answer.

use crate::core::interview::clock::Clock;
use crate::core::interview::effect::Effect;
use crate::core::interview::effect::Notice;
use crate::core::interview::state::Ear;
use crate::core::interview::state::End;
use crate::core::interview::state::Floor;
use crate::core::interview::state::Interview;
use crate::core::interview::state::Microphone;
use crate::core::interview::state::Phase;
use crate::core::interview::state::Speech;

/// A silence of so many ms is a pause that a speaker may be in the habit of.
const HABIT_MS: u32 = 500;

/// An ear that was told to shut and says nothing for so many ms has nothing to say.
const SHUTS_WITHIN_MS: u64 = 3_000;

impl Interview<'_> {
    pub(super) fn open_ear(&mut self) {
        if self.microphone != Microphone::Here || matches!(self.ear, Ear::Open { .. }) {
            return;
        }
        self.openings += 1;
        self.ear = Ear::Open { opening: self.openings };
        self.emit(Effect::Listen { opening: self.openings, not_before_ms: self.quiet_from });
    }

    pub(super) fn shut_ear(&mut self) {
        if let Ear::Open { opening } = self.ear {
            self.ear = Ear::Shutting { opening, until: self.now + SHUTS_WITHIN_MS };
            self.emit(Effect::StopListening { opening });
        }
    }

    pub(super) fn ear_closed(&mut self, opening: u32) -> bool {
        let shutting = matches!(self.ear, Ear::Shutting { opening: of, .. } if of == opening);
        if shutting {
            self.ear_has_shut();
        }
        shutting
    }

    /// Whatever was still open will not be closed any more.
    pub(super) fn ear_has_shut(&mut self) {
        self.ear = Ear::Shut;
        let dropped = self.turn.segments.forget_open();
        self.effects.extend(dropped);
    }

    pub(super) fn ear_due(&self) -> Option<u64> {
        if let Ear::Shutting { until, .. } = self.ear { Some(until) } else { None }
    }

    pub(super) fn ear_is_due(&mut self) -> bool {
        let due = self.ear_due().is_some_and(|at| at <= self.now);
        if due {
            self.ear_has_shut();
        }
        due
    }

    /// Speech, whatever it is, cancels the silence. If the turn was ending by it, it does not end.
    pub(super) fn speech_began(&mut self, opening: u32) -> bool {
        if !self.is_ours(opening) {
            return false;
        }
        let began = self.takes_the_floor();
        if began {
            self.turn.clock.run(self.now);
        }
        let (grew, dropped) = self.turn.segments.grow();
        self.effects.extend(dropped);
        began || grew
    }

    /// Whether speech that is seen now is news to the floor.
    fn takes_the_floor(&mut self) -> bool {
        match &mut self.phase {
            Phase::Floor(floor) => {
                floor.kept = false;
                match std::mem::replace(&mut floor.speech, Speech::Talking) {
                    Speech::Quiet { since } => self.went_on_after(since),
                    Speech::NotYet { .. } => {}
                    Speech::Talking => return false,
                }
                true
            }
            Phase::Finishing { end: End::Silence, since } => {
                let since = *since;
                self.went_on_after(since);
                self.phase = Phase::Floor(Floor {
                    speech: Speech::Talking,
                    think_until: None,
                    ring: None,
                    kept: false,
                });
                self.open_ear();
                true
            }
            _ => false,
        }
    }

    fn went_on_after(&mut self, since: u64) {
        let pause = u32::try_from(self.now.saturating_sub(since)).unwrap_or(u32::MAX);
        if pause >= HABIT_MS {
            self.turn.pause = self.turn.pause.max(Some(pause));
        }
    }

    pub(super) fn speech_paused(&mut self, opening: u32, segment: u32, silent_since: u64) -> bool {
        if !self.is_ours(opening) {
            return false;
        }
        let since = silent_since.min(self.now);
        if let Phase::Floor(floor) = &mut self.phase {
            if floor.speech != Speech::Talking {
                return false;
            }
            floor.speech = Speech::Quiet { since };
            self.turn.segments.pause(segment);
            return true;
        }
        self.turn.segments.pause(segment)
    }

    pub(super) fn noise(&mut self, opening: u32) -> bool {
        if !self.is_ours(opening) {
            return false;
        }
        let dropped = self.turn.segments.forget_open();
        self.effects.extend(dropped);
        self.turn.pause = None;
        if !self.turn.segments.any_speech() {
            // A cough does not begin an answer.
            self.turn.clock = Clock::default();
        }
        let silent = self.silent_from_now();
        if let Phase::Floor(floor) = &mut self.phase {
            floor.speech = silent;
        }
        true
    }

    pub(super) fn segment_closed(&mut self, opening: u32, segment: u32, goes_on: bool) -> bool {
        let belongs = (self.turn.from_opening..=self.openings).contains(&opening);
        if !belongs || !self.turn.segments.close(segment, self.now) {
            return false;
        }
        if let Some(pause) = self.turn.pause.take() {
            self.pauses.learn(pause);
        }
        let since = self.now;
        if let Phase::Floor(floor) = &mut self.phase {
            let talking = matches!(floor.speech, Speech::Talking);
            if !goes_on && (talking || matches!(floor.speech, Speech::NotYet { .. })) {
                floor.speech = Speech::Quiet { since };
            }
        }
        true
    }

    pub(super) fn not_heard(&mut self, segment: u32, pass: u32) -> bool {
        let Some(complete) = self.turn.segments.failed((segment, pass)) else { return false };
        if complete {
            self.tell(Notice::NotHeard);
        }
        true
    }

    /// Whether this opening of the ear belongs to the turn and is the one that reports now.
    fn is_ours(&self, opening: u32) -> bool {
        let reports = match self.ear {
            Ear::Open { opening: of } | Ear::Shutting { opening: of, .. } => of == opening,
            Ear::Shut => false,
        };
        reports && opening >= self.turn.from_opening
    }
}
