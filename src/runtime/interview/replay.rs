//! A session's events, played back: they build the same interview, and so the same views, as when they happened.

use std::path::Path;

use thiserror::Error;

use crate::core::interview::effect::Effect;
use crate::core::interview::event::Event;
use crate::core::interview::event::Kind;
use crate::core::interview::floor::Patience;
use crate::core::interview::plan::Mode;
use crate::core::interview::plan::Plan;
use crate::core::interview::plan::Question;
use crate::core::interview::plan::Settings;
use crate::core::interview::schedule::Schedule;
use crate::core::interview::state::Interview;
use crate::io::packs::Packs;
use crate::io::session::error::SessionError;
use crate::io::session::events;
use crate::io::session::plan_line::PLAN_VERSION;
use crate::io::session::plan_line::PlanLine;
use crate::runtime::interview::rehearsal;

/// Why a session cannot be played back.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ReplayError {
    /// Its events cannot be read.
    #[error(transparent)]
    Session(#[from] SessionError),
    /// There is no plan among them: it was no interview, or ended before it began.
    #[error("this session has no interview in it")]
    NoPlan,
    /// Written by a later version of the program.
    #[error(
        "held by a newer Pushback (version {version} of the plan, this one knows {PLAN_VERSION}); use the newer program"
    )]
    Newer {
        /// The version of its plan.
        version: u32,
    },
    /// A manner of an interviewer that nobody knows any more.
    #[error("the manner {manner:?} is not in loops/manners.toml any more; put it back")]
    NoManner {
        /// Its name.
        manner: String,
    },
    /// A question that there is no pack for any more.
    #[error("the question {id} is not among the packs any more; put its pack back")]
    NoQuestion {
        /// Its id.
        id: String,
    },
}

/// What was written down of an interview.
#[derive(Debug, Clone, PartialEq)]
pub struct Script {
    /// By what it was held.
    pub plan: PlanLine,
    /// What happened, in order.
    pub events: Vec<Event>,
}

/// Reads a session's folder.
pub fn read(folder: &Path) -> Result<Script, ReplayError> {
    let first = events::lines::<PlanLine>(folder)?.next();
    let plan = match first {
        Some(Ok(plan)) if plan.version > PLAN_VERSION => {
            return Err(ReplayError::Newer { version: plan.version });
        }
        Some(Ok(plan)) => plan,
        Some(Err(_)) | None => return Err(ReplayError::NoPlan),
    };
    let events: Result<Vec<Event>, SessionError> = events::lines::<Event>(folder)?.collect();
    let events = events?.into_iter().filter(|event| event.kind != Kind::Unknown).collect();
    Ok(Script { plan, events })
}

impl Script {
    /// Its questions, as the packs of today judge them.
    pub fn questions<'p>(&self, packs: &'p Packs) -> Result<Vec<Question<'p>>, ReplayError> {
        let planned = self.plan.questions.iter().map(|planned| {
            let none = || ReplayError::NoQuestion { id: planned.id.clone() };
            Ok(Question {
                rubric: packs.get(&planned.id).ok_or_else(none)?,
                ask: planned.ask.clone(),
                interviewer: planned.interviewer,
                minutes_ms: planned.minutes_ms,
            })
        });
        planned.collect()
    }

    /// The clock of a loop, with the manners of today; nothing where it was none.
    pub fn schedule(&self, packs: &Packs) -> Result<Option<Schedule>, ReplayError> {
        let made = self.plan.schedule.as_ref().map(|planned| rehearsal::schedule(planned, packs.loops()));
        made.transpose().map_err(|manner| ReplayError::NoManner { manner })
    }

    /// How it was held.
    pub fn settings(&self) -> Settings {
        let plan = &self.plan;
        Settings {
            mode: if plan.real { Mode::Real } else { Mode::Practice },
            max_probes: plan.probes,
            think_ms: plan.think_ms,
            limit_ms: plan.limit_ms,
            patience: Patience::of(plan.patience_ms),
            automatic_end: plan.automatic_end,
            barge_in: plan.barge_in,
            voice: plan.voice,
            ears: plan.ears,
        }
    }

    /// Plays it on; `seen` is shown the interview after each event, with what the event had done.
    pub fn play<'p>(
        &self,
        plan: &'p Plan<'p>,
        mut seen: impl FnMut(&Interview<'p>, &Event, Vec<Effect>),
    ) -> Interview<'p> {
        let mut interview = Interview::new(plan);
        for event in &self.events {
            let outcome = interview.step(event);
            seen(&interview, event, outcome.effects);
        }
        interview
    }
}
