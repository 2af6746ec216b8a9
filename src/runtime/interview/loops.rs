//! From a plan of a loop to what is asked in it: questions are drawn without those of the last loops, and every part gets
//! its interviewer.

use thiserror::Error;

use crate::core::interview::draw;
use crate::core::interview::loops::LoopPlan;
use crate::core::interview::loops::What;
use crate::core::interview::plan::Question;
use crate::core::interview::schedule::Host;
use crate::core::interview::schedule::Schedule;
use crate::core::interview::schedule::Slot;
use crate::core::interview::schedule::SlotKind;
use crate::io::packs::Packs;
use crate::io::session::error::SessionError;
use crate::io::session::record::Kind;
use crate::io::session::record::Session;
use crate::io::session::store::Store;
use crate::runtime::interview::prepare;
use crate::runtime::interview::prepare::UnknownQuestion;

/// Questions of so many last loops are not drawn again, as long as there are others.
const LATELY: usize = 3;

/// A loop that can be held.
#[derive(Debug, Clone)]
pub struct Prepared<'p> {
    /// All questions: those of the plan, then the spare ones.
    pub questions: Vec<Question<'p>>,
    /// When each is asked, and by whom.
    pub schedule: Schedule,
}

/// What is wished for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Id of the plan.
    pub plan: String,
    /// Questions that are to be asked; the rest is drawn.
    pub chosen: Vec<String>,
    /// Questions of the last loops, latest first.
    pub lately: Vec<String>,
    /// The same seed draws the same questions.
    pub seed: u64,
}

/// Why no loop can be held as wished.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum LoopError {
    /// No plan has this id.
    #[error("unknown plan: {id}; choose one of: {known}")]
    NoPlan {
        /// What was asked for.
        id: String,
        /// What there is.
        known: String,
    },
    /// More questions were chosen than the plan has room for.
    #[error("{chosen} questions are chosen, and the plan asks {room}; choose fewer, or a longer plan")]
    TooMany {
        /// How many were chosen.
        chosen: usize,
        /// How many it asks.
        room: usize,
    },
    /// An interviewer of the plan has a manner that nobody knows.
    #[error("no manner is called {0:?}; put it back into loops/manners.toml")]
    NoManner(String),
    /// No pack has this id.
    #[error(transparent)]
    Question(#[from] UnknownQuestion),
}

/// Draws the questions and makes the schedule.
pub fn prepare<'p>(packs: &'p Packs, wanted: &Wanted) -> Result<Prepared<'p>, LoopError> {
    let loops = packs.loops();
    let plan = loops.plan(&wanted.plan).ok_or_else(|| LoopError::NoPlan {
        id: wanted.plan.clone(),
        known: loops.plans.iter().map(|plan| plan.id.as_str()).collect::<Vec<_>>().join(", "),
    })?;
    // What is chosen has to be known, and to have room.
    prepare::questions(packs, &wanted.chosen)?;
    let room = plan.questions().count();
    if wanted.chosen.len() > room {
        return Err(LoopError::TooMany { chosen: wanted.chosen.len(), room });
    }
    let known: Vec<&str> = packs.ids().collect();
    let drawn = draw::draw(plan, &known, &wanted.lately, &wanted.chosen, wanted.seed);
    let asked = drawn.questions.len();
    let all: Vec<String> = drawn.questions.into_iter().chain(drawn.spares).collect();
    let questions = prepare::questions(packs, &all)?;
    let schedule = Schedule {
        id: plan.id.clone(),
        title: plan.title.clone(),
        hosts: hosts(plan, packs)?,
        slots: slots(plan),
        spares: (asked..questions.len()).collect(),
    };
    Ok(Prepared { questions, schedule })
}

fn hosts(plan: &LoopPlan, packs: &Packs) -> Result<Vec<Host>, LoopError> {
    let host = |who: &crate::core::interview::loops::Interviewer| {
        let manner = packs.loops().manner(&who.manner);
        Ok(Host {
            name: who.name.clone(),
            pitch: who.voice,
            manner_name: who.manner.clone(),
            manner: manner.ok_or_else(|| LoopError::NoManner(who.manner.clone()))?.clone(),
        })
    };
    plan.interviewers.iter().map(host).collect()
}

fn slots(plan: &LoopPlan) -> Vec<Slot> {
    let mut question = 0..;
    let slot = |part: &crate::core::interview::loops::Part| {
        let kind = match part.what {
            What::Opening => SlotKind::Opening,
            What::Question(_) => SlotKind::Question(question.next().unwrap_or_default()),
            What::Break => SlotKind::Break,
            What::Closing => SlotKind::Closing,
        };
        Slot { kind, host: part.interviewer, minutes: part.minutes }
    };
    plan.parts.iter().map(slot).collect()
}

/// What the last loops asked, latest first.
pub fn lately(store: &Store) -> Result<Vec<String>, SessionError> {
    let listed = store.list()?.into_iter().filter_map(|listed| listed.session.ok());
    let loops = listed.filter(|session| session.kind == Kind::Loop).take(LATELY);
    Ok(loops.flat_map(|session| session.answers).map(|answer| answer.question).collect())
}

/// The latest loop that was left or interrupted before its end.
pub fn unfinished(store: &Store) -> Result<Option<String>, SessionError> {
    let mut listed = store.list()?.into_iter();
    let open = |listed: &crate::io::session::store::Listed| {
        !listed.in_use && listed.session.as_ref().is_ok_and(Session::may_go_on)
    };
    Ok(listed.find(open).map(|listed| listed.id))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(plan: &str, chosen: &[&str]) -> Wanted {
        let chosen = chosen.iter().map(|id| (*id).to_owned()).collect();
        Wanted { plan: plan.into(), chosen, lately: Vec::new(), seed: 7 }
    }

    #[test]
    fn every_plan_gets_its_questions_and_everything_else_is_spare() {
        let packs = Packs::load(None).unwrap();
        for plan in &packs.loops().plans {
            let made = prepare(&packs, &wanted(&plan.id, &[])).unwrap();
            let asked = made.schedule.slots.iter().filter_map(|slot| slot.kind.question());
            assert_eq!(asked.collect::<Vec<_>>(), (0..plan.questions().count()).collect::<Vec<_>>());
            assert_eq!(made.questions.len(), packs.all().len());
            assert_eq!(made.schedule.minutes(), plan.minutes);
        }
    }

    #[test]
    fn what_cannot_be_held_says_what_can() {
        let packs = Packs::load(None).unwrap();
        let said = |wanted| prepare(&packs, &wanted).unwrap_err().to_string();
        assert!(said(wanted("endless", &[])).contains("choose one of: quick, standard, long"));
        assert!(said(wanted("quick", &["no_such"])).contains("unknown question: no_such"));
        let four = ["risk", "failure", "ambiguity", "influence"];
        assert!(said(wanted("quick", &four)).starts_with("4 questions are chosen, and the plan asks 3"));
    }
}
