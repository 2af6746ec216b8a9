//! Builds the view of an interview.

use crate::core::interview::clock::AMBER_MS;
use crate::core::interview::clock::GRACE_MS;
use crate::core::interview::plan::Mode;
use crate::core::interview::state::Floor;
use crate::core::interview::state::Interview;
use crate::core::interview::state::Microphone;
use crate::core::interview::state::Phase;
use crate::core::interview::state::Speech;
use crate::core::interview::state::Then;
use crate::core::view::ClockView;
use crate::core::view::Coaching;
use crate::core::view::Command;
use crate::core::view::LimitView;
use crate::core::view::LoopView;
use crate::core::view::PartView;
use crate::core::view::Stage;
use crate::core::view::View;

/// So many gaps are shown.
const GAPS_SHOWN: usize = 3;

impl Interview<'_> {
    /// What there is to show.
    pub fn view(&self) -> View {
        let floor = if let Phase::Floor(floor) = &self.phase { Some(floor) } else { None };
        let shows_all = self.plan.settings.mode == Mode::Practice || self.is_over();
        View {
            stage: self.stage(),
            question: self.question.min(self.plan.questions.len().saturating_sub(1)),
            questions: self.plan.questions.len(),
            interviewer: self.host_index().or(self.current().map(|q| q.interviewer)).unwrap_or(0),
            rehearsal: self.loop_view(),
            asked: self.asked.clone(),
            caption: if let Phase::Asking(asking) = &self.phase { Some(asking.text.clone()) } else { None },
            lines: self.lines.clone(),
            heard: self.words().text(),
            tentative: joined(self.turn.segments.tentative().map(|w| w.text.as_str())),
            clock: self.clock(),
            ring: floor.and_then(|f| f.ring),
            think_until_ms: floor.and_then(|f| f.think_until),
            microphone: self.microphone,
            voice: self.plan.settings.voice && self.voice.failed_at.is_none(),
            behind: if self.behind { self.turn.segments.waiting() } else { 0 },
            may_skip: self.turn.may_skip,
            notices: self.notices.clone(),
            coaching: if shows_all { self.coaching() } else { None },
            done: if shows_all { self.done.clone() } else { Vec::new() },
            commands: self.commands(),
        }
    }

    fn stage(&self) -> Stage {
        match &self.phase {
            Phase::Ready => Stage::Ready,
            Phase::Asking(_) => Stage::Asking,
            Phase::Hushing { .. } | Phase::HoldOff { .. } => Stage::Opening,
            Phase::Floor(_) if self.microphone != Microphone::Here => Stage::NoMicrophone,
            Phase::Floor(Floor { speech: Speech::Talking, .. }) => Stage::Speaking,
            Phase::Floor(floor) if floor.think_until.is_some_and(|at| at > self.now) => Stage::Thinking,
            Phase::Floor(_) => Stage::Listening,
            Phase::Finishing { .. } => Stage::Finishing,
            Phase::Shown => Stage::Done,
            Phase::Break { .. } => Stage::Break,
            Phase::Held { .. } => Stage::Held,
            Phase::Over => Stage::Over,
        }
    }

    fn clock(&self) -> Option<ClockView> {
        let (spent_ms, runs_since_ms) = self.turn.clock.reading();
        let limit = self.plan.settings.limit_ms.map(|red_ms| LimitView {
            amber_ms: red_ms.saturating_sub(AMBER_MS),
            red_ms,
            end_ms: red_ms + GRACE_MS,
        });
        self.turn.clock.has_begun().then_some(ClockView { spent_ms, runs_since_ms, limit })
    }

    fn loop_view(&self) -> Option<LoopView> {
        let (schedule, rehearsal) = (self.plan.schedule?, self.rehearsal.as_ref()?);
        let name = |host: usize| schedule.hosts.get(host).map_or_else(String::new, |host| host.name.clone());
        let parts = rehearsal.rounds.iter().enumerate().map(|(at, round)| PartView {
            kind: round.slot.kind,
            host: name(round.slot.host),
            minutes: round.slot.minutes,
            now: rehearsal.at == Some(at) && !self.is_over(),
            end: round.end,
        });
        Some(LoopView {
            title: schedule.title.clone(),
            host: self.host().map_or_else(String::new, |host| host.name.clone()),
            began_ms: rehearsal.from,
            held_ms: if let Phase::Held { since, .. } = &self.phase { Some(*since) } else { None },
            length_ms: schedule.length_ms(),
            part_ends_ms: self.round_ends_at().unwrap_or(rehearsal.from),
            break_ends_ms: self.break_due(),
            parts: parts.collect(),
        })
    }

    fn coaching(&self) -> Option<Coaching> {
        let (rubric, talk) = (self.current()?.rubric, self.talk.as_ref()?);
        let verdict = talk.verdict();
        let is_told = |id: &str| verdict.segments.iter().any(|span| span.beat == id);
        let name = |id: &str| {
            rubric.dimension(id).map_or_else(|| id.to_owned(), |dimension| dimension.label.clone())
        };
        let gaps = verdict.next_probe.iter().take(GAPS_SHOWN);
        Some(Coaching {
            beats: rubric.beats.iter().map(|beat| (beat.label.clone(), is_told(&beat.id))).collect(),
            gaps: gaps.map(|gap| (name(&gap.dimension), gap.receipt.needless_if.clone())).collect(),
            receipt: self.probing.as_ref().map(|gap| gap.receipt.clone()),
        })
    }

    fn commands(&self) -> Vec<Command> {
        let (key, again) = (Command::FloorKey, Command::SayAgain);
        let turn = [Command::Type, Command::Redo, Command::Skip, Command::Pause, Command::EndNow];
        let with = |some: &[Command]| some.iter().copied().chain(turn).collect();
        match &self.phase {
            Phase::Ready => vec![Command::Start, Command::EndNow],
            Phase::Asking(asking) if asking.then != Then::Turn => {
                vec![key, Command::Pause, Command::EndNow]
            }
            Phase::Floor(Floor { ring: Some(_), .. }) => with(&[key, again, Command::KeepListening]),
            Phase::Asking(_) | Phase::HoldOff { .. } | Phase::Floor(_) => with(&[key, again]),
            Phase::Hushing { .. } => with(&[again]),
            Phase::Finishing { .. } => vec![Command::Pause, Command::EndNow],
            Phase::Shown => vec![Command::Continue, Command::Redo, Command::EndNow],
            Phase::Break { .. } => vec![Command::Continue, Command::Pause, Command::EndNow],
            Phase::Held { .. } => vec![Command::Resume, Command::EndNow],
            Phase::Over => Vec::new(),
        }
    }
}

fn joined<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.map(str::trim).collect::<Vec<_>>().join(" ")
}
