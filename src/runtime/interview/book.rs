//! The session on disk while it is held: events before their effects, answers once they are judged.

use crate::core::interview::event::Event;
use crate::core::interview::plan::Mode;
use crate::core::interview::plan::Plan;
use crate::core::interview::state::Interview;
use crate::io::session::error::SessionError;
use crate::io::session::events::EventLog;
use crate::io::session::plan_line::PLAN_VERSION;
use crate::io::session::plan_line::PlanLine;
use crate::io::session::plan_line::PlannedModel;
use crate::io::session::plan_line::PlannedQuestion;
use crate::io::session::record::Answer;
use crate::io::session::record::Session;
use crate::io::session::stamp::Stamp;
use crate::io::session::writer::SessionWriter;
use crate::io::session::writer::Syncer;
use crate::runtime::interview::answers;
use crate::runtime::interview::delivery::Delivered;
use crate::runtime::interview::rehearsal;

/// What heard the answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Model {
    /// Its name.
    pub name: String,
    /// Whether it understands synthetic voices only.
    pub synthetic_only: bool,
}

/// Owns the session's folder.
pub(super) struct Book {
    writer: SessionWriter,
    log: EventLog,
    model: Option<Model>,
    /// When each question that is done was judged.
    judged: Vec<Stamp>,
    /// Answers of earlier sittings.
    before: Vec<Answer>,
}

impl Book {
    pub(super) fn open(
        writer: SessionWriter,
        plan: &Plan<'_>,
        model: Option<Model>,
    ) -> Result<Self, SessionError> {
        let mut log = writer.events()?;
        log.append_line(&plan_line(plan, model.as_ref()))?;
        Ok(Self { writer, log, model, judged: Vec::new(), before: Vec::new() })
    }

    /// Goes on with a loop, of which so many questions are done.
    pub(super) fn go_on(
        writer: SessionWriter,
        model: Option<Model>,
        done: usize,
    ) -> Result<Self, SessionError> {
        let log = writer.events()?;
        let mut before = writer.session().answers.clone();
        before.truncate(done);
        let at = |answer: &Answer| answer.verdicts.last().map_or_else(Stamp::now, |judged| judged.at);
        let judged = before.iter().map(at).collect();
        Ok(Self { writer, log, model, judged, before })
    }

    pub(super) fn write(&mut self, event: &Event) -> Result<(), SessionError> {
        self.log.append_line(event)
    }

    /// Brings the answers on disk up to those that are done.
    pub(super) fn judge(
        &mut self,
        interview: &Interview<'_>,
        heard: &[Delivered],
    ) -> Result<(), SessionError> {
        let answers = self.answers(interview, heard);
        let rehearsal = rehearsal::of(interview);
        self.writer.change(|session| {
            session.answers = answers;
            session.rehearsal = rehearsal;
        })
    }

    fn answers(&mut self, interview: &Interview<'_>, heard: &[Delivered]) -> Vec<Answer> {
        let done = interview.done().len();
        // One that was given again is judged anew.
        self.judged.truncate(done.saturating_sub(1));
        self.judged.resize_with(done, Stamp::now);
        let mut answers = answers::of(interview, heard, self.model.as_ref(), &self.judged);
        // What an earlier sitting judged is not judged anew.
        for (answer, before) in answers.iter_mut().zip(&self.before) {
            answer.clone_from(before);
        }
        answers
    }

    pub(super) fn session(&self) -> &Session {
        self.writer.session()
    }

    pub(super) fn syncer(&self) -> Syncer {
        self.writer.syncer()
    }

    /// Nothing was said.
    pub(super) fn abandon(self) {
        drop(self.log);
        self.writer.abandon();
    }

    /// Lets go of a loop that is to be gone on with. Its sound file is complete.
    pub(super) fn leave(self) -> Result<(), SessionError> {
        self.log.sync()?;
        self.writer.leave()
    }

    /// Closes the session in good order. Its sound file is complete.
    pub(super) fn finish(self) -> Result<(), SessionError> {
        self.log.sync()?;
        self.writer.finish()
    }
}

fn plan_line(plan: &Plan<'_>, model: Option<&Model>) -> PlanLine {
    let settings = &plan.settings;
    let questions = plan.questions.iter().map(|question| PlannedQuestion {
        id: question.rubric.id().to_owned(),
        fingerprint: question.rubric.stamp.fingerprint.clone(),
        ask: question.ask.clone(),
        interviewer: question.interviewer,
        minutes_ms: question.minutes_ms,
    });
    PlanLine {
        at_ms: 0,
        event: "plan".to_owned(),
        version: PLAN_VERSION,
        questions: questions.collect(),
        real: settings.mode == Mode::Real,
        probes: settings.max_probes,
        think_ms: settings.think_ms,
        limit_ms: settings.limit_ms,
        patience_ms: settings.patience.ms,
        automatic_end: settings.automatic_end,
        barge_in: settings.barge_in,
        voice: settings.voice,
        ears: settings.ears,
        model: model
            .map(|model| PlannedModel { name: model.name.clone(), synthetic_only: model.synthetic_only }),
        schedule: plan.schedule.map(rehearsal::planned),
    }
}
