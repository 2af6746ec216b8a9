//! The person has the floor: the key, the silence that ends an answer, the clock, and the patience before a first word.

use crate::core::interview::clock::GRACE_MS;
use crate::core::interview::effect::Notice;
use crate::core::interview::floor;
use crate::core::interview::floor::Patience;
use crate::core::interview::floor::SoFar;
use crate::core::interview::floor::Wait;
use crate::core::interview::lines;
use crate::core::interview::state::Ear;
use crate::core::interview::state::End;
use crate::core::interview::state::Floor;
use crate::core::interview::state::Interview;
use crate::core::interview::state::Microphone;
use crate::core::interview::state::Phase;
use crate::core::interview::state::Ring;
use crate::core::interview::state::Speech;
use crate::core::interview::state::Then;
use crate::core::interview::state::Turn;

/// After so many ms without a word the interviewer says "take your time", once.
const NUDGE_MS: u64 = 12_000;

/// After so many ms without a word the person learns that the question may be skipped.
const MAY_SKIP_MS: u64 = 30_000;

impl Interview<'_> {
    /// A new turn of the person's: what the ear reports of earlier openings does not belong to it.
    pub(super) fn begin_turn(&mut self, think_ms: u64) {
        self.turn = Turn { from_opening: self.openings + 1, think_ms, ..Turn::default() };
    }

    /// Gives the person the floor.
    pub(super) fn open_floor(&mut self) {
        let thinks = std::mem::take(&mut self.turn.think_ms);
        let think_until = (thinks > 0).then_some(self.now + thinks);
        self.phase =
            Phase::Floor(Floor { speech: self.silent_from_now(), think_until, ring: None, kept: false });
        if self.turn.clock.has_begun() && self.microphone == Microphone::Here {
            self.turn.clock.run(self.now);
        }
        self.open_ear();
    }

    /// A silence that begins now.
    pub(super) fn silent_from_now(&self) -> Speech {
        let since = self.now;
        if self.turn.segments.any_speech() { Speech::Quiet { since } } else { Speech::NotYet { since } }
    }

    /// The key: ends the answer, or the time to think, or takes the floor from the voice.
    pub(super) fn floor_key(&mut self) -> bool {
        let spoke = self.turn.segments.any_speech();
        match &mut self.phase {
            Phase::Asking(_) => self.barge_in(),
            Phase::HoldOff { .. } => {
                self.open_floor();
                true
            }
            Phase::Floor(floor) if spoke || matches!(floor.speech, Speech::Talking) => {
                self.end_turn(End::Key);
                true
            }
            Phase::Floor(floor) => {
                if floor.think_until.take().is_none() {
                    self.tell(Notice::NothingSaid);
                }
                true
            }
            _ => false,
        }
    }

    /// Shuts the ear; the turn is concluded when everything is heard.
    pub(super) fn end_turn(&mut self, end: End) {
        let since = match &self.phase {
            Phase::Floor(Floor { speech: Speech::Quiet { since }, .. }) => *since,
            _ => self.now,
        };
        self.shut_ear();
        self.turn.clock.stop(self.now);
        self.phase = Phase::Finishing { end, since };
    }

    /// The silence that will end the answer, from what was heard so far. The first word ends the time to think.
    pub(super) fn draw_ring(&mut self) {
        let ring = self.ring();
        let spoke = self.turn.segments.any_speech();
        if let Phase::Floor(floor) = &mut self.phase {
            floor.ring = ring;
            floor.think_until = floor.think_until.filter(|_| !spoke);
        }
    }

    /// More is to come: the silence that is running ends nothing, however long it gets.
    pub(super) fn keep_listening(&mut self) -> bool {
        let Phase::Floor(floor) = &mut self.phase else { return false };
        let rang = floor.ring.is_some();
        floor.kept |= rang;
        rang
    }

    fn ring(&self) -> Option<Ring> {
        let Phase::Floor(Floor { speech: Speech::Quiet { since }, kept: false, .. }) = &self.phase else {
            return None;
        };
        let listens = matches!(self.ear, Ear::Open { .. });
        if !self.plan.settings.automatic_end || !listens || !self.turn.segments.any_speech() {
            return None;
        }
        let (question, talk) = (self.current()?, self.talk.as_ref()?);
        let text = self.words().text();
        let so_far = SoFar {
            text: &text,
            all_heard: self.turn.segments.all_settled(),
            story: talk.story(question.rubric),
            reply: talk.is_reply(),
        };
        let wait = floor::wait(&so_far, &self.pauses, &self.patience(), self.plan.endings);
        let Wait::For(ms) = wait else { return None };
        Some(Ring { from_ms: *since, to_ms: since + u64::from(ms) })
    }

    /// When the next thing happens that the floor waits for.
    pub(super) fn floor_due(&self) -> Option<u64> {
        let Phase::Floor(floor) = &self.phase else { return None };
        let ring = floor.ring.map(|ring| ring.to_ms);
        [ring, self.time_is_up(), self.nudge_at(), self.may_skip_at()].into_iter().flatten().min()
    }

    pub(super) fn floor_is_due(&mut self) -> bool {
        let Phase::Floor(floor) = &self.phase else { return false };
        let is_due = |at: Option<u64>| at.is_some_and(|at| at <= self.now);
        let cut = matches!(floor.speech, Speech::Talking);
        if is_due(self.time_is_up()) {
            self.tell(Notice::TimeUp);
            self.end_turn(End::Time { cut });
        } else if is_due(floor.ring.map(|ring| ring.to_ms)) {
            self.end_turn(End::Silence);
        } else if is_due(self.nudge_at()) {
            self.turn.nudged = true;
            let text = lines::nth(&self.plan.lines.take_your_time, self.question);
            self.say(text, Then::Turn);
        } else if is_due(self.may_skip_at()) {
            self.turn.may_skip = true;
            self.tell(Notice::MaySkip);
        } else {
            return false;
        }
        true
    }

    /// How long silences are waited for: as the interviewer of a loop does, else as it was set.
    fn patience(&self) -> Patience {
        let set = self.plan.settings.patience;
        self.manner().map_or(set, |manner| Patience { ms: manner.patience_ms, ..set })
    }

    /// When the answer is ended by the clock, its own or that of the loop.
    pub(super) fn time_is_up(&self) -> Option<u64> {
        let limit = self.plan.settings.limit_ms.and_then(|limit| self.turn.clock.at(limit + GRACE_MS));
        limit.into_iter().chain(self.round_is_up()).min()
    }

    fn nudge_at(&self) -> Option<u64> {
        if self.turn.nudged { None } else { self.wordless_since().map(|since| since + NUDGE_MS) }
    }

    fn may_skip_at(&self) -> Option<u64> {
        if self.turn.may_skip { None } else { self.wordless_since().map(|since| since + MAY_SKIP_MS) }
    }

    /// Since when nothing is said and nothing was: time to think does not count.
    fn wordless_since(&self) -> Option<u64> {
        let Phase::Floor(floor) = &self.phase else { return None };
        if self.microphone != Microphone::Here || floor.ring.is_some() {
            return None;
        }
        let since = match floor.speech {
            Speech::NotYet { since } => since,
            // Fillers only: no silence ends them.
            Speech::Quiet { since } if self.plan.settings.automatic_end => since,
            Speech::Quiet { .. } | Speech::Talking => return None,
        };
        Some(since.max(floor.think_until.unwrap_or(0)))
    }
}
