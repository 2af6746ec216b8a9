//! A loop runs by its clock: parts end at fixed moments, a question is begun only if there is time for it, probes leave
//! room for what comes after, and what is left at the end is given to one more question.
//!
//! The clock stands still while the person holds the session.

use crate::core::interview::clock::GRACE_MS;
use crate::core::interview::effect::Notice;
use crate::core::interview::lines;
use crate::core::interview::loops::Manner;
use crate::core::interview::schedule::Host;
use crate::core::interview::schedule::Round;
use crate::core::interview::schedule::Schedule;
use crate::core::interview::schedule::Slot;
use crate::core::interview::schedule::SlotEnd;
use crate::core::interview::schedule::SlotKind;
use crate::core::interview::state::End;
use crate::core::interview::state::Floor;
use crate::core::interview::state::Interview;
use crate::core::interview::state::Microphone;
use crate::core::interview::state::Phase;
use crate::core::interview::state::Speech;
use crate::core::interview::state::Then;

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
pub(super) struct Rehearsal {
    /// When it began; later by what was held.
    pub(super) from: u64,
    /// Which round goes on.
    pub(super) at: Option<usize>,
    /// The slots in order, and spare questions as they are asked.
    pub(super) rounds: Vec<Round>,
    /// Which interviewers have said who they are.
    met: Vec<bool>,
    /// Who spoke last.
    host: usize,
}

/// What comes next.
struct Following {
    /// Which round: of those there are, or a spare question before this one.
    round: Option<(usize, Option<Slot>)>,
    /// Rounds that there is no time for.
    passed: Vec<usize>,
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
    pub(super) fn ends_at(&self, round: usize) -> u64 {
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

    pub(super) fn begin_loop(&mut self, schedule: &Schedule) {
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
    pub(super) fn round_ends_at(&self) -> Option<u64> {
        let rehearsal = self.rehearsal.as_ref()?;
        Some(rehearsal.from + rehearsal.ends_at(rehearsal.at?))
    }

    /// Who interviews at the moment, and how.
    pub(super) fn host(&self) -> Option<&Host> {
        let schedule = self.plan.schedule?;
        schedule.hosts.get(self.rehearsal.as_ref()?.host)
    }

    pub(super) fn host_index(&self) -> Option<usize> {
        self.rehearsal.as_ref().map(|rehearsal| rehearsal.host)
    }

    pub(super) fn manner(&self) -> Option<&Manner> {
        self.host().map(|host| &host.manner)
    }

    /// When the floor is taken because the round's time is over: at once from who is silent, with a grace from who speaks
    /// or types.
    pub(super) fn round_is_up(&self) -> Option<u64> {
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
    pub(super) fn round_has_time(&self, turns: usize) -> bool {
        let usual = self.manner().is_none_or(|manner| turns <= manner.probes);
        let needs = if usual { PROBE_NEEDS_MS } else { AMPLE_MS };
        self.round_ends_at().is_none_or(|ends| self.now + needs <= ends)
    }

    /// An open question where nothing is left to probe and much time is: none twice in a loop.
    pub(super) fn deeper(&self, end: End) -> Option<String> {
        if matches!(end, End::Time { .. } | End::Skip | End::Session) {
            return None;
        }
        let ample = self.round_ends_at().is_some_and(|ends| self.now + AMPLE_MS <= ends);
        let more = self.talk.as_ref().is_some_and(|talk| talk.deeper() < MOST_DEEPER);
        let wordings = self.manner().filter(|_| ample && more)?.goes_deeper.iter();
        wordings.into_iter().find(|wording| !self.spoken.contains(wording)).cloned()
    }

    /// What is said before a probe.
    pub(super) fn before_probe(&self) -> String {
        let Some(manner) = self.manner() else { return String::new() };
        let short = self.round_ends_at().is_some_and(|ends| self.now + SHORT_MS > ends);
        let wordings = if short { &manner.time_is_short } else { &manner.before_probe };
        lines::nth(wordings, self.spoken.len())
    }

    /// What is said before a question: who asks, if that is not known yet, and that a question comes.
    pub(super) fn before_question(&mut self) -> String {
        let (plan, Some(rehearsal)) = (self.plan, &mut self.rehearsal) else { return String::new() };
        let host = rehearsal.host;
        let Some(who) = plan.schedule.and_then(|schedule| schedule.hosts.get(host)) else {
            return String::new();
        };
        let introduced = introduction(rehearsal, host, who);
        let asked =
            |r: &&Round| r.slot.host == host && r.began_ms.is_some() && r.slot.kind.question().is_some();
        let nth = rehearsal.rounds.iter().filter(asked).count().saturating_sub(1);
        let spare = rehearsal.now().is_some_and(|r| matches!(r.slot.kind, SlotKind::Spare(_)));
        let before = match spare {
            true => lines::nth(&who.manner.time_is_left, nth),
            false => lines::nth(&who.manner.before_question, nth),
        };
        lines::joined(&[introduced, before])
    }

    /// What is said after a question: that time is up, and who goes on.
    pub(super) fn parting(&self, end: End) -> String {
        let Some(manner) = self.manner() else { return String::new() };
        let host = self.host_index();
        let following = self.following().round;
        let next = following.and_then(|(at, spare)| Some(spare.unwrap_or(self.rounds().get(at)?.slot)));
        let stopped = match end {
            End::Time { .. } => lines::nth(&manner.time_is_up, self.question),
            _ => String::new(),
        };
        let passes_on = next.filter(|slot| Some(slot.host) != host && slot.kind.question().is_some());
        let name = passes_on.and_then(|slot| self.plan.schedule?.hosts.get(slot.host)).map(|next| &next.name);
        let hands_over =
            name.map(|name| lines::filled(&lines::nth(&manner.hands_over, self.question), &[("next", name)]));
        lines::joined(&[stopped, hands_over.unwrap_or_default()])
    }

    /// Ends the round that goes on.
    pub(super) fn end_round(&mut self, how: SlotEnd) {
        let (elapsed, done) = (self.elapsed(), self.done.len().checked_sub(1));
        let question = self.question;
        let Some(round) = self.rehearsal.as_mut().and_then(Rehearsal::now_mut) else { return };
        if round.end.is_none() {
            (round.end, round.ended_ms) = (Some(how), Some(elapsed));
            round.done = done.filter(|_| round.slot.kind.question() == Some(question));
        }
    }

    /// Nothing follows: what was not begun is named as such.
    pub(super) fn end_loop(&mut self) {
        self.end_round(SlotEnd::Left);
        for round in self.rehearsal.iter_mut().flat_map(|rehearsal| &mut rehearsal.rounds) {
            round.end.get_or_insert(SlotEnd::Left);
        }
    }

    /// What can still be begun.
    fn following(&self) -> Following {
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
    pub(super) fn next_round(&mut self) {
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
        rehearsal.host = round.slot.host;
        self.begin_round(rehearsal_kind(&self.rehearsal));
    }

    /// No question is dropped without being named.
    fn pass_over(&mut self, at: usize) {
        let Some(round) = self.rehearsal.as_mut().and_then(|r| r.rounds.get_mut(at)) else { return };
        round.end = Some(SlotEnd::NotReached);
        if let Some(question) = round.slot.kind.question() {
            self.tell(Notice::NotAsked { question });
        }
    }

    fn begin_round(&mut self, kind: Option<SlotKind>) {
        match kind {
            Some(SlotKind::Question(question) | SlotKind::Spare(question)) => self.ask_question(question),
            Some(SlotKind::Opening) => self.open_loop(),
            Some(SlotKind::Break) => {
                let minutes =
                    self.round_ends_at().map_or(0, |ends| ends.saturating_sub(self.now).max(BREAK_MS));
                let minutes = lines::number((minutes + 30_000) / 60_000);
                let say = self.manner().map(|manner| lines::nth(&manner.break_begins, 0)).unwrap_or_default();
                self.say(lines::filled(&say, &[("minutes", &minutes)]), Then::Part);
            }
            Some(SlotKind::Closing) => {
                let say = self.manner().map(|manner| lines::nth(&manner.closes, 0)).unwrap_or_default();
                self.say(say, Then::Part);
            }
            None => self.finish(),
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
    pub(super) fn part_is_said(&mut self) {
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

    pub(super) fn break_due(&self) -> Option<u64> {
        if let Phase::Break { until } = self.phase { Some(until) } else { None }
    }

    pub(super) fn break_is_due(&mut self) -> bool {
        self.break_due().is_some_and(|until| until <= self.now) && self.end_break()
    }

    /// The break is over, or long enough.
    pub(super) fn end_break(&mut self) -> bool {
        if !matches!(self.phase, Phase::Break { .. }) {
            return false;
        }
        let say = self.manner().map(|manner| lines::nth(&manner.break_ends, 0)).unwrap_or_default();
        self.end_round(SlotEnd::Done);
        self.say(say, Then::Part);
        true
    }

    /// Goes on with an interview that was interrupted: nobody hears or speaks any more, and what was asked last is asked
    /// again. What was told in turns before that stays told.
    pub(super) fn reopen(&mut self) -> bool {
        if matches!(self.phase, Phase::Ready | Phase::Over) {
            return false;
        }
        self.forget_devices();
        if let Phase::Held { since, then } = &self.phase {
            let (held, then) = (self.now.saturating_sub(*since), then.as_ref().clone());
            self.shift(held);
            self.phase = then;
        }
        match &self.phase {
            Phase::Asking(asking) if asking.then == Then::Close => self.close_question(),
            Phase::Asking(asking) if asking.then == Then::Part => self.part_is_said(),
            Phase::Shown | Phase::Break { .. } => {}
            Phase::Finishing { end: End::Skip, .. } => {
                self.record(true);
                self.next_question();
            }
            _ => self.ask_again(),
        }
        true
    }

    fn forget_devices(&mut self) {
        self.ear = super::state::Ear::Shut;
        self.voice = super::state::Voice::default();
        self.quiet_from = self.now;
        self.behind = false;
        if self.microphone == Microphone::Lost {
            self.microphone = Microphone::Here;
        }
        self.armed = None;
    }

    fn ask_again(&mut self) {
        if let Some(talk) = &mut self.talk {
            talk.forget_turn();
        }
        self.begin_turn(0);
        let welcome = self.manner().map(|manner| lines::nth(&manner.break_ends, 0)).unwrap_or_default();
        self.utter(lines::joined(&[welcome, self.asked.clone()]), Then::Turn);
    }

    /// Moves what counts from a moment on by the time that was held.
    pub(super) fn shift(&mut self, held_ms: u64) {
        self.question_from += held_ms;
        if let Some(rehearsal) = &mut self.rehearsal {
            rehearsal.from += held_ms;
        }
    }
}

fn rehearsal_kind(rehearsal: &Option<Rehearsal>) -> Option<SlotKind> {
    rehearsal.as_ref().and_then(Rehearsal::now).map(|round| round.slot.kind)
}

/// Says who it is, once.
fn introduction(rehearsal: &mut Rehearsal, host: usize, who: &Host) -> String {
    let met = rehearsal.met.get_mut(host).is_none_or(|met| std::mem::replace(met, true));
    if met {
        return String::new();
    }
    lines::filled(&lines::nth(&who.manner.introduces, host), &[("name", &who.name)])
}
