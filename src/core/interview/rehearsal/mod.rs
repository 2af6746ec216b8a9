//! A loop runs by its clock: parts end at fixed moments, a question is begun only if there is time for it, probes leave
//! room for what comes after, and what is left at the end is given to one more question.
//!
//! The clock stands still while the person holds the session.

mod reopen;
mod rounds;
mod said;

use crate::core::interview::clock::GRACE_MS;
use crate::core::interview::loops::Manner;
use crate::core::interview::schedule::Host;
use crate::core::interview::schedule::Round;
use crate::core::interview::schedule::Schedule;
use crate::core::interview::schedule::SlotEnd;
use crate::core::interview::schedule::SlotKind;
use crate::core::interview::state::Floor;
use crate::core::interview::state::Interview;
use crate::core::interview::state::Microphone;
use crate::core::interview::state::Phase;
use crate::core::interview::state::Speech;

/// A question is begun if so much of its time is left, in ms: it is asked in ten seconds, and answered in fifty at least.
const QUESTION_NEEDS_MS: u64 = 60_000;

/// A probe is asked if so much is left, in ms.
const PROBE_NEEDS_MS: u64 = 45_000;

/// With as much left, in ms, an interviewer asks more than they do by themselves.
const AMPLE_MS: u64 = 150_000;

/// The most open questions after an answer.
const MOST_DEEPER: usize = 3;

/// With less than this left, in ms, a probe comes with a word about the time.
const SHORT_MS: u64 = 90_000;

/// A break is no shorter, in ms, however late it begins.
const BREAK_MS: u64 = 60_000;

/// Who stopped speaking so short a time ago, in ms, may be drawing breath.
const BREATH_MS: u64 = 1_500;

/// Where a loop stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::core::interview) struct Rehearsal {
    /// When it began; later by what was held.
    pub(in crate::core::interview) from: u64,
    /// Which round goes on.
    pub(in crate::core::interview) at: Option<usize>,
    /// The slots in order, and spare questions as they are asked.
    pub(in crate::core::interview) rounds: Vec<Round>,
    /// Which interviewers have said who they are.
    met: Vec<bool>,
    /// Who spoke last.
    host: usize,
}

impl Rehearsal {
    fn new(schedule: &Schedule, from: u64) -> Self {
        Self {
            from,
            at: None,
            rounds: schedule.slots.iter().copied().map(Round::waiting).collect(),
            met: vec![false; schedule.hosts.len()],
            host: 0,
        }
    }

    fn now(&self) -> Option<&Round> {
        self.rounds.get(self.at?)
    }

    fn now_mut(&mut self) -> Option<&mut Round> {
        self.rounds.get_mut(self.at?)
    }

    /// By when a round ends, in ms since the loop began. A spare one takes what is left.
    pub(in crate::core::interview) fn ends_at(&self, round: usize) -> u64 {
        let minutes =
            |rounds: &[Round]| rounds.iter().map(|r| u64::from(r.slot.minutes)).sum::<u64>() * 60_000;
        match self.rounds.get(round).map(|r| r.slot.kind) {
            Some(SlotKind::Spare(_)) | None => minutes(&self.rounds),
            Some(_) => minutes(&self.rounds[..=round]),
        }
    }
}

impl Interview<'_> {
    /// What became of each part of a loop so far; nothing where this is none.
    pub fn rounds(&self) -> &[Round] {
        self.rehearsal.as_ref().map_or(&[], |rehearsal| &rehearsal.rounds)
    }

    pub(in crate::core::interview) fn begin_loop(&mut self, schedule: &Schedule) {
        // Nothing that is heard before the first question belongs to it.
        self.begin_turn(0);
        self.rehearsal = Some(Rehearsal::new(schedule, self.now));
        self.next_round();
    }

    /// Ms since the loop began, without what was held.
    fn elapsed(&self) -> u64 {
        let from = self.rehearsal.as_ref().map_or(self.now, |rehearsal| rehearsal.from);
        let until = if let Phase::Held { since, .. } = &self.phase { *since } else { self.now };
        until.saturating_sub(from)
    }

    /// The time of the round that goes on is over then, on the session's clock.
    pub(in crate::core::interview) fn round_ends_at(&self) -> Option<u64> {
        let rehearsal = self.rehearsal.as_ref()?;
        Some(rehearsal.from + rehearsal.ends_at(rehearsal.at?))
    }

    /// Who interviews at the moment, and how.
    pub(in crate::core::interview) fn host(&self) -> Option<&Host> {
        let schedule = self.plan.schedule?;
        schedule.hosts.get(self.rehearsal.as_ref()?.host)
    }

    pub(in crate::core::interview) fn host_index(&self) -> Option<usize> {
        self.rehearsal.as_ref().map(|rehearsal| rehearsal.host)
    }

    pub(in crate::core::interview) fn manner(&self) -> Option<&Manner> {
        self.host().map(|host| &host.manner)
    }

    /// When the floor is taken because the round's time is over: at once from who is silent, with a grace from who speaks
    /// or types.
    pub(in crate::core::interview) fn round_is_up(&self) -> Option<u64> {
        let Phase::Floor(Floor { speech, .. }) = &self.phase else { return None };
        let ends = self.round_ends_at()?;
        Some(match speech {
            _ if self.microphone != Microphone::Here => ends + GRACE_MS,
            Speech::Talking => ends + GRACE_MS,
            Speech::Quiet { since } => ends.max(since + BREATH_MS).min(ends + GRACE_MS),
            Speech::NotYet { .. } => ends,
        })
    }

    /// Whether the clock leaves room for a probe, after so many turns of the person's. An interviewer who has asked as
    /// often as they do by themselves goes on only where much time is left.
    pub(in crate::core::interview) fn round_has_time(&self, turns: usize) -> bool {
        let usual = self.manner().is_none_or(|manner| turns <= manner.probes);
        let needs = if usual { PROBE_NEEDS_MS } else { AMPLE_MS };
        self.round_ends_at().is_none_or(|ends| self.now + needs <= ends)
    }

    /// Ends the round that goes on.
    pub(in crate::core::interview) fn end_round(&mut self, how: SlotEnd) {
        let (elapsed, done) = (self.elapsed(), self.done.len().checked_sub(1));
        let question = self.question;
        let Some(round) = self.rehearsal.as_mut().and_then(Rehearsal::now_mut) else { return };
        if round.end.is_none() {
            (round.end, round.ended_ms) = (Some(how), Some(elapsed));
            round.done = done.filter(|_| round.slot.kind.question() == Some(question));
        }
    }

    /// Nothing follows: what was not begun is named as such.
    pub(in crate::core::interview) fn end_loop(&mut self) {
        self.end_round(SlotEnd::Left);
        for round in self.rehearsal.iter_mut().flat_map(|rehearsal| &mut rehearsal.rounds) {
            round.end.get_or_insert(SlotEnd::Left);
        }
    }

    /// Moves what counts from a moment on by the time that was held.
    pub(in crate::core::interview) fn shift(&mut self, held_ms: u64) {
        self.question_from += held_ms;
        if let Some(rehearsal) = &mut self.rehearsal {
            rehearsal.from += held_ms;
        }
    }
}
