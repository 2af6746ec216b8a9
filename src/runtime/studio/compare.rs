//! Two sessions of one question, side by side.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::mpsc::Receiver;

use crate::core::history::compare::Comparison;
use crate::core::history::compare::Pair;
use crate::core::history::compare::Side;
use crate::core::history::compare::compare;
use crate::io::packs::Packs;
use crate::io::session::record::Answer;
use crate::io::session::record::Session;
use crate::io::session::stamp::Stamp;
use crate::io::session::store::Store;
use crate::io::session::verdict::VerdictFile;
use crate::runtime::studio::Waker;
use crate::runtime::studio::board::Board;
use crate::runtime::studio::board::Reader;
use crate::runtime::studio::board::board;
use crate::runtime::studio::errand::Busy;
use crate::runtime::studio::errand::Worker;

/// What lies side by side.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Table {
    /// Nothing was asked for yet.
    #[default]
    Empty,
    /// Two sessions are being read.
    Reading,
    /// Here they are.
    Laid(Box<Laid>),
    /// Why they cannot be compared, and what to do.
    Failed(String),
}

/// Two takes of one question.
#[derive(Debug, Clone, PartialEq)]
pub struct Laid {
    /// The question's name for people.
    pub title: String,
    /// The earlier take, and the later one.
    pub takes: Pair<Head>,
    /// How they differ.
    pub comparison: Comparison,
    /// Names of the parts of the story, by id.
    pub beats: BTreeMap<String, String>,
}

/// One of the takes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Head {
    /// The session's name on disk.
    pub id: String,
    /// What a person calls it.
    pub name: String,
    /// When it began.
    pub began: String,
}

/// The question, and the two sessions.
type Job = (String, [String; 2]);

/// Where two sessions are laid side by side.
pub struct Compare {
    table: Reader<Table>,
    worker: Worker<Job>,
}

impl Compare {
    /// Nothing is read yet.
    pub(super) fn start(store: Store, packs: Arc<Packs>, waker: Waker) -> std::io::Result<Self> {
        let (board, table) = board(Table::Empty, waker);
        let worker = Worker::start("compare", move |jobs| work(&jobs, &store, &packs, &board))?;
        Ok(Self { table, worker })
    }

    /// What lies there.
    pub fn table(&self) -> Arc<Table> {
        self.table.newest()
    }

    /// Lays two sessions of that question side by side, the earlier one first, however they are named.
    pub fn lay(&self, question: &str, sessions: [String; 2]) -> Result<(), Busy> {
        self.worker.ask((question.to_owned(), sessions))
    }
}

fn work(jobs: &Receiver<Job>, store: &Store, packs: &Packs, board: &Board<Table>) {
    while let Ok((question, ids)) = jobs.recv() {
        board.show(Table::Reading);
        let laid = lay(store, packs, &question, &ids);
        board.show(laid.map_or_else(Table::Failed, |laid| Table::Laid(Box::new(laid))));
    }
}

fn lay(store: &Store, packs: &Packs, question: &str, ids: &[String; 2]) -> Result<Laid, String> {
    let [one, other] = ids;
    let (one, other) = (read(store, one)?, read(store, other)?);
    let in_order = (one.1.began, &one.0) <= (other.1.began, &other.0);
    let (before, after) = if in_order { (one, other) } else { (other, one) };
    let sides = [(&before.0, &before.1), (&after.0, &after.1)].map(|(id, session)| {
        let take = take(session, question);
        take.ok_or_else(|| format!("{id} has no judged answer to this question; choose another session"))
    });
    let [first, second] = sides;
    let (first, second) = (first?, second?);
    let rubric = packs.get(question);
    let beats =
        rubric.map(|rubric| rubric.beats.iter().map(|beat| (beat.id.clone(), beat.label.clone())).collect());
    Ok(Laid {
        title: rubric.map_or_else(|| question.to_owned(), |rubric| rubric.title.clone()),
        comparison: compared(&before.1, first, &after.1, second),
        takes: Pair { before: head(&before), after: head(&after) },
        beats: beats.unwrap_or_default(),
    })
}

fn read(store: &Store, id: &str) -> Result<(String, Session), String> {
    let listed = store.find(id).map_err(|fault| fault.to_string())?;
    listed.session.map(|session| (listed.id, session)).map_err(|fault| fault.to_string())
}

/// The answer to a question that was given last, with the judgement that counts.
fn take<'s>(session: &'s Session, question: &str) -> Option<(&'s Answer, &'s VerdictFile)> {
    let mut answers = session.answers.iter().rev().filter(|answer| answer.question == question);
    answers.find_map(|answer| Some((answer, answer.verdict()?)))
}

type Take<'s> = (&'s Answer, &'s VerdictFile);

fn compared(before: &Session, first: Take<'_>, after: &Session, second: Take<'_>) -> Comparison {
    let (said, said_after) = (first.0.transcript(), second.0.transcript());
    let (verdict, verdict_after) = (first.1.to_verdict(), second.1.to_verdict());
    let (heard, heard_after) = (first.0.recording(&before.name), second.0.recording(&after.name));
    compare(
        Side { transcript: &said, verdict: &verdict, delivery: heard.as_ref().map(|heard| &heard.delivery) },
        Side {
            transcript: &said_after,
            verdict: &verdict_after,
            delivery: heard_after.as_ref().map(|heard| &heard.delivery),
        },
    )
}

fn head((id, session): &(String, Session)) -> Head {
    Head { id: id.clone(), name: session.name.clone(), began: Stamp::to_minute(session.began) }
}
