//! The thread that prepares and leads an interview.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;

use crate::core::interview::event::Kind;
use crate::core::interview::plan::Plan;
use crate::core::interview::plan::Question;
use crate::core::interview::plan::Settings;
use crate::core::interview::schedule::Schedule;
use crate::io::log::unquoted;
use crate::io::packs::Packs;
use crate::io::session::record;
use crate::io::session::stamp::Stamp;
use crate::io::session::store::Store;
use crate::io::session::writer::SessionWriter;
use crate::runtime::interview;
use crate::runtime::interview::Desk;
use crate::runtime::interview::Ears;
use crate::runtime::interview::Held;
use crate::runtime::interview::Inbox;
use crate::runtime::interview::Setup;
use crate::runtime::interview::loops;
use crate::runtime::interview::loops::Prepared;
use crate::runtime::interview::loops::Wanted;
use crate::runtime::interview::missing::Missing;
use crate::runtime::interview::prepare;
use crate::runtime::interview::replay;
use crate::runtime::interview::replay::Script;
use crate::runtime::review::Fault;
use crate::runtime::speaker::Speaker;
use crate::runtime::studio::board::Board;
use crate::runtime::studio::practise::Practice;
use crate::runtime::studio::practise::Progress;
use crate::runtime::studio::practise::Rehearse;
use crate::runtime::studio::practise::Step;
use crate::runtime::studio::practise::Wishes;
use crate::runtime::studio::practise::face::BoardFace;
use crate::runtime::studio::practise::face::tell;
use crate::runtime::studio::speech_models::told;

/// What the thread has.
pub(super) struct Lead {
    pub(super) store: Store,
    pub(super) packs: Arc<Packs>,
    pub(super) board: Arc<Board<Practice>>,
    pub(super) levels: Arc<Board<Vec<f32>>>,
    pub(super) desk: Desk,
}

/// What an interview is held with, beside the devices.
struct Made<'p> {
    questions: Vec<Question<'p>>,
    schedule: Option<Schedule>,
    settings: Settings,
    before: Option<Script>,
    session: SessionWriter,
}

impl Lead {
    /// Prepares, holds, and says how it ended.
    pub(super) fn hold(&self, wishes: &Wishes, inbox: Inbox, stop: &AtomicBool) {
        tracing::info!(typed = wishes.hearing.is_none(), voice = wishes.voice.is_some(), "practise");
        let progress = match self.held(wishes, inbox, stop) {
            Ok(Some((id, held))) if held.left => Progress::Left(id),
            Ok(Some((id, held))) if held.kept => Progress::Kept(id),
            Ok(_) => Progress::Nothing,
            Err(fault) => {
                tracing::warn!(why = unquoted(&fault.to_string()), "the interview could not be held");
                Progress::Failed(fault.to_string())
            }
        };
        self.progress(progress);
    }

    /// `None` where it was called off before it began.
    fn held(
        &self,
        wishes: &Wishes,
        inbox: Inbox,
        stop: &AtomicBool,
    ) -> Result<Option<(String, Held)>, Fault> {
        let ears = self.ears(wishes);
        if stop.load(Ordering::Relaxed) {
            return Ok(None);
        }
        self.progress(Progress::Preparing(Step::Session));
        let Made { questions, schedule, settings, before, session } = self.made(wishes)?;
        let speed = wishes.hearing.as_ref().map_or(1.0, |hearing| hearing.speed);
        let voice = wishes.voice.clone().filter(|_| speed <= 1.0).map(Speaker::system).transpose()?;
        let settings = Settings { ears: ears.is_some(), voice: voice.is_some(), ..settings };
        let (lines, endings) = (self.packs.lines(), self.packs.endings());
        let leaves = schedule.is_some();
        let plan = Plan { questions: &questions, settings, schedule: schedule.as_ref(), lines, endings };
        let id = session.id();
        let setup = Setup { ears, voice, session, speed, before, leaves };
        self.progress(Progress::Held);
        // Whoever pressed the button is ready.
        self.desk.ask(Kind::Start).ok();
        let mut face = BoardFace::new(Arc::clone(&self.board), Arc::clone(&self.levels));
        let held = interview::hold(&plan, setup, inbox, &mut face, stop)?;
        Ok(Some((id, held)))
    }

    /// What is asked, by which clock, and the session it is written to.
    fn made(&self, wishes: &Wishes) -> Result<Made<'_>, Fault> {
        match &wishes.rehearsal {
            None => {
                let questions = prepare::questions(&self.packs, &wishes.questions)?;
                let name = questions.first().map_or("", |question| question.rubric.title.as_str());
                let session = self.store.create(record::Kind::Practise, name, Stamp::now())?;
                Ok(Made { questions, schedule: None, settings: wishes.settings, before: None, session })
            }
            Some(Rehearse::Begin { plan, chosen, seed }) => {
                let lately = loops::lately(&self.store)?;
                let wanted = Wanted { plan: plan.clone(), chosen: chosen.clone(), lately, seed: *seed };
                let Prepared { questions, schedule } = loops::prepare(&self.packs, &wanted)?;
                let session = self.store.create(record::Kind::Loop, &schedule.title, Stamp::now())?;
                let schedule = Some(schedule);
                Ok(Made { questions, schedule, settings: wishes.settings, before: None, session })
            }
            Some(Rehearse::GoOn(id)) => {
                let session = self.store.go_on(id, Stamp::now())?;
                let script = replay::read(session.path())?;
                let (questions, schedule) = (script.questions(&self.packs)?, script.schedule(&self.packs)?);
                Ok(Made { questions, schedule, settings: script.settings(), before: Some(script), session })
            }
        }
    }

    /// What is missing is told, and done without.
    fn ears(&self, wishes: &Wishes) -> Option<Ears> {
        match prepare::ears(wishes.hearing.as_ref()?) {
            Ok((name, ears)) => {
                let practice = Practice { microphone: Some(name), ..Practice::clone(&self.board.newest()) };
                self.board.show(practice);
                Some(ears)
            }
            Err(fault) => {
                tracing::warn!(why = unquoted(&fault.to_string()), "answers cannot be heard");
                tell(&self.board, &format!("Your answers cannot be heard, so type them. {}", why(&fault)));
                None
            }
        }
    }

    fn progress(&self, progress: Progress) {
        self.board.show(Practice { progress, ..Practice::clone(&self.board.newest()) });
    }
}

/// Everything that is missing, and where to see to it.
fn why(fault: &Fault) -> String {
    let parts = match fault.downcast_ref::<Missing>() {
        Some(Missing { model, microphone }) => {
            let microphone = microphone.as_ref().map(|error| told::sentence(&error.to_string()));
            [Some(told::other(model.as_ref())), microphone]
        }
        None => [Some(told::other(fault.as_ref())), None],
    };
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    format!("{} Check is where to see to it.", parts.join(" "))
}
