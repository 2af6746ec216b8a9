//! The sessions that were kept, as a list that is always at hand.
//!
//! One thread reads and changes them, in order; the list on the board is what was on disk after the last of it. A session
//! that looks as it did is not read again.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::mpsc::Receiver;

use crate::core::history::Reached;
use crate::io::packs::Packs;
use crate::io::places::Places;
use crate::io::session::error::SessionError;
use crate::io::session::mark::Mark;
use crate::io::session::record::Answer;
use crate::io::session::record::Kind;
use crate::io::session::record::Session;
use crate::io::session::stamp::Stamp;
use crate::io::session::store::Listed;
use crate::io::session::store::Standing;
use crate::io::session::store::Store;
use crate::runtime::studio::Waker;
use crate::runtime::studio::board::Board;
use crate::runtime::studio::board::Reader;
use crate::runtime::studio::board::board;
use crate::runtime::studio::errand::Busy;
use crate::runtime::studio::errand::Worker;

/// What there is.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Shelf {
    /// Whether the disk was read at all yet.
    pub read: bool,
    /// The latest first.
    pub entries: Vec<Arc<Entry>>,
    /// Why the sessions could not be read, or the last change was not made.
    pub fault: Option<String>,
    /// The session that was deleted last, which can be brought back.
    pub deleted: Option<String>,
}

/// One session of the list.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Its name on disk.
    pub id: String,
    /// What a person calls it.
    pub name: String,
    /// What it was for; `None` where it cannot be read.
    pub kind: Option<Kind>,
    /// When it began.
    pub began: Option<Stamp>,
    /// How it stands.
    pub standing: Standing,
    /// It is a loop that can be gone on with.
    pub unfinished: bool,
    /// Length of its sound, in ms.
    pub sound_ms: Option<usize>,
    /// What was asked in it.
    pub answers: Vec<Answered>,
    /// Why it cannot be read.
    pub fault: Option<String>,
}

/// One question of a session.
#[derive(Debug, Clone, PartialEq)]
pub struct Answered {
    /// Id of the question.
    pub question: String,
    /// Its name for people.
    pub title: String,
    /// The judgement that counts; `None` if there is none.
    pub score: Option<Scored>,
}

/// A judgement in short.
#[derive(Debug, Clone, PartialEq)]
pub struct Scored {
    /// 1 to 5.
    pub score: u8,
    /// What was offered before any probe.
    pub unprompted: u8,
    /// How far each dimension was reached, in the order of the scorecard.
    pub levels: Vec<Reached>,
}

impl Shelf {
    /// The latest loop that was left or interrupted, and can be gone on with.
    pub fn unfinished(&self) -> Option<&Arc<Entry>> {
        self.entries.iter().find(|entry| entry.unfinished)
    }
}

enum Job {
    Read,
    Delete(String),
    UndoDelete(String),
}

/// The list, and what can be done with it.
pub struct Library {
    shelf: Reader<Shelf>,
    worker: Worker<Job>,
    store: Store,
}

impl Library {
    /// Begins to read.
    pub(super) fn open(places: &Places, packs: Arc<Packs>, waker: Waker) -> std::io::Result<Self> {
        let store = Store::new(places);
        let (board, shelf) = board(Shelf::default(), waker);
        let librarian =
            Librarian { store: store.clone(), packs, board, deleted: None, known: HashMap::new() };
        let worker = Worker::start("library", move |jobs| librarian.work(&jobs))?;
        let library = Self { shelf, worker, store };
        library.refresh().ok();
        Ok(library)
    }

    /// What there is.
    pub fn shelf(&self) -> Arc<Shelf> {
        self.shelf.newest()
    }

    /// Where the sessions lie.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Reads the disk again.
    pub fn refresh(&self) -> Result<(), Busy> {
        self.worker.ask(Job::Read)
    }

    /// Moves a session to the trash.
    pub fn delete(&self, id: &str) -> Result<(), Busy> {
        self.worker.ask(Job::Delete(id.to_owned()))
    }

    /// Brings one back from there.
    pub fn undo_delete(&self, id: &str) -> Result<(), Busy> {
        self.worker.ask(Job::UndoDelete(id.to_owned()))
    }
}

struct Librarian {
    store: Store,
    packs: Arc<Packs>,
    board: Board<Shelf>,
    deleted: Option<String>,
    /// What was read, and how the session looked then.
    known: HashMap<String, (Mark, Arc<Entry>)>,
}

impl Librarian {
    fn work(mut self, jobs: &Receiver<Job>) {
        while let Ok(job) = jobs.recv() {
            let done = match job {
                Job::Read => Ok(()),
                Job::Delete(id) => self.store.delete(&id, Stamp::now()).map(|_| self.deleted = Some(id)),
                Job::UndoDelete(id) => self.store.undo_delete(&id).map(|_| self.deleted = None),
            };
            self.show(done.err().map(|fault| fault.to_string()));
        }
    }

    /// Nobody is woken to be shown the same.
    fn show(&mut self, fault: Option<String>) {
        let shelf = match self.read() {
            Ok(entries) => Shelf { read: true, entries, fault, deleted: self.deleted.clone() },
            Err(unread) => Shelf { read: true, fault: Some(unread.to_string()), ..Shelf::default() },
        };
        if *self.board.newest() != shelf {
            self.board.show(shelf);
        }
    }

    /// Those that changed are read; the rest is known.
    fn read(&mut self) -> Result<Vec<Arc<Entry>>, SessionError> {
        let seen = self.store.look()?;
        let mut before = std::mem::take(&mut self.known);
        for seen in seen {
            let entry = match before.remove(&seen.id) {
                Some((mark, entry)) if mark == seen.mark => entry,
                _ => Arc::new(entry(&seen.read(), &self.packs)),
            };
            self.known.insert(seen.id, (seen.mark, entry));
        }
        let mut entries: Vec<_> = self.known.values().map(|(_, entry)| Arc::clone(entry)).collect();
        entries.sort_unstable_by(|a, b| (b.began, &b.id).cmp(&(a.began, &a.id)));
        Ok(entries)
    }
}

fn entry(listed: &Listed, packs: &Packs) -> Entry {
    let session = listed.session.as_ref().ok();
    let answers =
        session.map(|session| session.answers.iter().map(|answer| answered(answer, packs)).collect());
    Entry {
        id: listed.id.clone(),
        name: session.map_or_else(|| listed.id.clone(), |session| session.name.clone()),
        kind: session.map(|session| session.kind),
        began: listed.began(),
        standing: listed.standing(),
        unfinished: !listed.in_use && session.is_some_and(Session::may_go_on),
        sound_ms: listed.sound_ms(),
        answers: answers.unwrap_or_default(),
        fault: listed.session.as_ref().err().map(ToString::to_string),
    }
}

fn answered(answer: &Answer, packs: &Packs) -> Answered {
    let score = answer.verdict().map(|verdict| {
        let read = verdict.to_verdict();
        let levels = read.dimensions.into_iter().map(|d| Reached {
            id: d.id,
            label: d.label,
            level: d.level,
            weight: d.weight,
        });
        Scored { score: verdict.score, unprompted: verdict.unprompted, levels: levels.collect() }
    });
    let title = packs.get(&answer.question).map_or(&answer.question_text, |rubric| &rubric.title);
    Answered { question: answer.question.clone(), title: title.clone(), score }
}
