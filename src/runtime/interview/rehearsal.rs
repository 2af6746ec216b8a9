//! A loop's clock between core and disk: the schedule in the first line of the events, and what became of its parts in
//! `session.json`.

use crate::core::interview::loops::Loops;
use crate::core::interview::plan::Plan;
use crate::core::interview::schedule::Host;
use crate::core::interview::schedule::Round;
use crate::core::interview::schedule::Schedule;
use crate::core::interview::schedule::Slot;
use crate::core::interview::schedule::SlotEnd;
use crate::core::interview::schedule::SlotKind;
use crate::core::interview::state::Interview;
use crate::io::session::plan_line::PlannedHost;
use crate::io::session::plan_line::PlannedLoop;
use crate::io::session::plan_line::PlannedSlot;
use crate::io::session::rehearsal::Interviewer;
use crate::io::session::rehearsal::Part;
use crate::io::session::rehearsal::PartEnd;
use crate::io::session::rehearsal::PartKind;
use crate::io::session::rehearsal::Rehearsal;

/// As the first line of the events has it.
pub(super) fn planned(schedule: &Schedule) -> PlannedLoop {
    let host = |host: &Host| PlannedHost {
        name: host.name.clone(),
        pitch: host.pitch,
        manner: host.manner_name.clone(),
    };
    let slot = |slot: &Slot| PlannedSlot {
        what: kind(slot.kind),
        question: slot.kind.question(),
        host: slot.host,
        minutes: slot.minutes,
    };
    PlannedLoop {
        id: schedule.id.clone(),
        title: schedule.title.clone(),
        hosts: schedule.hosts.iter().map(host).collect(),
        slots: schedule.slots.iter().map(slot).collect(),
        spares: schedule.spares.clone(),
    }
}

/// Back from there; the manners are those of today. The name of one that is gone is the error.
pub(super) fn schedule(planned: &PlannedLoop, loops: &Loops) -> Result<Schedule, String> {
    let hosts = planned.hosts.iter().map(|host| {
        let manner = loops.manner(&host.manner).ok_or_else(|| host.manner.clone())?;
        Ok(Host {
            name: host.name.clone(),
            pitch: host.pitch,
            manner_name: host.manner.clone(),
            manner: manner.clone(),
        })
    });
    let slot = |slot: &PlannedSlot| {
        let kind = match (slot.what, slot.question) {
            (PartKind::Opening, _) => SlotKind::Opening,
            (PartKind::Question, question) => SlotKind::Question(question.unwrap_or_default()),
            (PartKind::Break, _) => SlotKind::Break,
            (PartKind::Closing, _) => SlotKind::Closing,
        };
        Slot { kind, host: slot.host, minutes: slot.minutes }
    };
    Ok(Schedule {
        id: planned.id.clone(),
        title: planned.title.clone(),
        hosts: hosts.collect::<Result<_, String>>()?,
        slots: planned.slots.iter().map(slot).collect(),
        spares: planned.spares.clone(),
    })
}

/// How the loop stands, for `session.json`; nothing where it is none.
pub(super) fn of(interview: &Interview<'_>) -> Option<Rehearsal> {
    let plan = interview.plan();
    let schedule = plan.schedule?;
    let waiting: Vec<Round>;
    let rounds = match interview.rounds() {
        [] => {
            waiting = schedule.slots.iter().copied().map(Round::waiting).collect();
            &waiting
        }
        rounds => rounds,
    };
    let host = |host: &Host| Interviewer { name: host.name.clone(), manner: host.manner_name.clone() };
    Some(Rehearsal {
        plan: schedule.id.clone(),
        title: schedule.title.clone(),
        minutes: schedule.minutes(),
        interviewers: schedule.hosts.iter().map(host).collect(),
        parts: rounds.iter().map(|round| part(round, plan)).collect(),
    })
}

fn part(round: &Round, plan: &Plan<'_>) -> Part {
    let question = round.slot.kind.question().and_then(|at| plan.questions.get(at));
    Part {
        what: kind(round.slot.kind),
        question: question.map(|question| question.rubric.id().to_owned()),
        interviewer: round.slot.host,
        minutes: round.slot.minutes,
        began_ms: round.began_ms,
        ended_ms: round.ended_ms,
        end: round.end.map(end),
        answer: round.done,
    }
}

fn kind(kind: SlotKind) -> PartKind {
    match kind {
        SlotKind::Opening => PartKind::Opening,
        SlotKind::Question(_) | SlotKind::Spare(_) => PartKind::Question,
        SlotKind::Break => PartKind::Break,
        SlotKind::Closing => PartKind::Closing,
    }
}

fn end(end: SlotEnd) -> PartEnd {
    match end {
        SlotEnd::Done => PartEnd::Done,
        SlotEnd::TimeUp => PartEnd::TimeUp,
        SlotEnd::Skipped => PartEnd::Skipped,
        SlotEnd::NotReached => PartEnd::NotReached,
        SlotEnd::Left => PartEnd::Left,
    }
}
