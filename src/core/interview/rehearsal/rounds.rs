//! From one part of a loop to the next: what there is still time for is begun, what there is none for is named.

use crate::core::interview::effect::Notice;
use crate::core::interview::lines;
use crate::core::interview::rehearsal::BREAK_MS;
use crate::core::interview::rehearsal::QUESTION_NEEDS_MS;
use crate::core::interview::rehearsal::Rehearsal;
use crate::core::interview::rehearsal::said::introduction;
use crate::core::interview::schedule::Round;
use crate::core::interview::schedule::Slot;
use crate::core::interview::schedule::SlotEnd;
use crate::core::interview::schedule::SlotKind;
use crate::core::interview::state::Interview;
use crate::core::interview::state::Phase;
use crate::core::interview::state::Then;

/// What comes next.
pub(super) struct Following {
    /// Which round: of those there are, or a spare question before this one.
    pub(super) round: Option<(usize, Option<Slot>)>,
    /// Rounds that there is no time for.
    pub(super) passed: Vec<usize>,
}

impl Interview<'_> {
    /// What can still be begun.
    pub(super) fn following(&self) -> Following {
        let mut following = Following { round: None, passed: Vec::new() };
        let Some(rehearsal) = &self.rehearsal else { return following };
        let elapsed = self.elapsed();
        for at in rehearsal.at.map_or(0, |at| at + 1)..rehearsal.rounds.len() {
            let slot = rehearsal.rounds[at].slot;
            match slot.kind {
                SlotKind::Question(_) if elapsed + QUESTION_NEEDS_MS > rehearsal.ends_at(at) => {
                    following.passed.push(at);
                    continue;
                }
                SlotKind::Closing => following.round = Some((at, self.spare(elapsed))),
                _ => following.round = Some((at, None)),
            }
            break;
        }
        following
    }

    /// One more question, if there is time for it.
    fn spare(&self, elapsed: u64) -> Option<Slot> {
        let (schedule, rehearsal) = (self.plan.schedule?, self.rehearsal.as_ref()?);
        let is_spare = |r: &&Round| matches!(r.slot.kind, SlotKind::Spare(_));
        let question = *schedule.spares.get(rehearsal.rounds.iter().filter(is_spare).count())?;
        let fits = elapsed + QUESTION_NEEDS_MS <= schedule.length_ms();
        fits.then_some(Slot { kind: SlotKind::Spare(question), host: rehearsal.host, minutes: 0 })
    }

    /// Goes on to the next round that there is time for.
    pub(in crate::core::interview) fn next_round(&mut self) {
        self.end_round(SlotEnd::Done);
        let Following { round, passed } = self.following();
        for at in passed {
            self.pass_over(at);
        }
        let Some((at, spare)) = round else {
            self.finish();
            return;
        };
        let elapsed = self.elapsed();
        let Some(rehearsal) = &mut self.rehearsal else { return };
        if let Some(slot) = spare {
            rehearsal.rounds.insert(at, Round::waiting(slot));
        }
        rehearsal.at = Some(at);
        let round = &mut rehearsal.rounds[at];
        round.began_ms = Some(elapsed);
        let Slot { kind, host, .. } = round.slot;
        rehearsal.host = host;
        self.begin_round(kind);
    }

    /// No question is dropped without being named.
    fn pass_over(&mut self, at: usize) {
        let Some(round) = self.rehearsal.as_mut().and_then(|r| r.rounds.get_mut(at)) else { return };
        round.end = Some(SlotEnd::NotReached);
        if let Some(question) = round.slot.kind.question() {
            self.tell(Notice::NotAsked { question });
        }
    }

    fn begin_round(&mut self, kind: SlotKind) {
        match kind {
            SlotKind::Question(question) | SlotKind::Spare(question) => self.ask_question(question),
            SlotKind::Opening => self.open_loop(),
            SlotKind::Break => {
                let minutes =
                    self.round_ends_at().map_or(0, |ends| ends.saturating_sub(self.now).max(BREAK_MS));
                let minutes = lines::number((minutes + 30_000) / 60_000);
                let say = self.manner().map(|manner| lines::nth(&manner.break_begins, 0)).unwrap_or_default();
                self.say(lines::filled(&say, &[("minutes", &minutes)]), Then::Part);
            }
            SlotKind::Closing => {
                let say = self.manner().map(|manner| lines::nth(&manner.closes, 0)).unwrap_or_default();
                self.say(say, Then::Part);
            }
        }
    }

    fn open_loop(&mut self) {
        let plan = self.plan;
        let Some((schedule, rehearsal)) = plan.schedule.zip(self.rehearsal.as_mut()) else { return };
        let host = rehearsal.host;
        let Some(who) = schedule.hosts.get(host) else { return self.next_round() };
        let say = introduction(rehearsal, host, who);
        self.say(say, Then::Part);
    }

    /// What the interviewer had to say beside questions is said.
    pub(in crate::core::interview) fn part_is_said(&mut self) {
        let round = self.rehearsal.as_ref().and_then(Rehearsal::now).copied();
        match round {
            Some(Round { slot: Slot { kind: SlotKind::Break, .. }, end: None, .. }) => {
                let until = self.round_ends_at().unwrap_or(self.now).max(self.now + BREAK_MS);
                self.phase = Phase::Break { until };
            }
            Some(Round { slot: Slot { kind: SlotKind::Closing, .. }, .. }) => {
                self.end_round(SlotEnd::Done);
                self.finish();
            }
            _ => self.next_round(),
        }
    }

    pub(in crate::core::interview) fn break_due(&self) -> Option<u64> {
        if let Phase::Break { until } = self.phase { Some(until) } else { None }
    }

    pub(in crate::core::interview) fn break_is_due(&mut self) -> bool {
        self.break_due().is_some_and(|until| until <= self.now) && self.end_break()
    }

    /// The break is over, or long enough.
    pub(in crate::core::interview) fn end_break(&mut self) -> bool {
        if !matches!(self.phase, Phase::Break { .. }) {
            return false;
        }
        let say = self.manner().map(|manner| lines::nth(&manner.break_ends, 0)).unwrap_or_default();
        self.end_round(SlotEnd::Done);
        self.say(say, Then::Part);
        true
    }
}
