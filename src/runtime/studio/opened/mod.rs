//! The session that is looked back at: read, corrected, judged anew and exported on a thread of its own.
//!
//! Whatever changes it takes the session's lock and gives it back at once, so that nothing stands in the way of another
//! instance of the program.

pub mod envelope;
pub mod page;
mod work;

use std::path::PathBuf;
use std::sync::Arc;

use crate::io::packs::Packs;
use crate::io::report::format::Format;
use crate::io::session::store::Store;
use crate::runtime::studio::Waker;
use crate::runtime::studio::board::Reader;
use crate::runtime::studio::board::board;
use crate::runtime::studio::errand::Busy;
use crate::runtime::studio::errand::Worker;
use crate::runtime::studio::opened::page::Page;
use crate::runtime::studio::opened::work::Clerk;

/// What there is to show.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Opened {
    /// The session, once it was read.
    pub page: Option<Arc<Page>>,
    /// The last thing that was asked for, in the order of asking, and what became of it.
    pub news: Option<(u64, News)>,
}

/// What became of something that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// A session was opened.
    Opened,
    /// It could not be.
    NotOpened(String),
    /// A word was corrected, or a correction was taken back, and the answer was judged anew.
    Corrected,
    /// The answers were judged anew; whether anything came to be said otherwise.
    Rescored(bool),
    /// The report lies here.
    Exported(PathBuf),
    /// Something else could not be done.
    Fault(String),
}

enum Job {
    Open(String),
    Correct { answer: usize, word: usize, said: String },
    Undo { answer: usize },
    Rescore,
    Export { format: Format, folder: PathBuf },
}

/// The way to the thread.
pub struct OpenedSession {
    shown: Reader<Opened>,
    worker: Worker<Job>,
}

impl OpenedSession {
    /// Nothing is open at first.
    pub fn start(store: Store, packs: Arc<Packs>, waker: Waker) -> std::io::Result<Self> {
        let (board, shown) = board(Opened::default(), waker);
        let clerk = Clerk::new(store, packs, board);
        let worker = Worker::start("opened", move |jobs| clerk.work(&jobs))?;
        Ok(Self { shown, worker })
    }

    /// What there is to show.
    pub fn shown(&self) -> Arc<Opened> {
        self.shown.newest()
    }

    /// Opens a session in the place of the one before.
    pub fn open(&self, id: &str) -> Result<(), Busy> {
        self.worker.ask(Job::Open(id.to_owned()))
    }

    /// Puts a word of the transcript right, and judges anew.
    pub fn correct(&self, answer: usize, word: usize, said: &str) -> Result<(), Busy> {
        self.worker.ask(Job::Correct { answer, word, said: said.to_owned() })
    }

    /// Takes the last correction of an answer back, and judges anew.
    pub fn undo_correction(&self, answer: usize) -> Result<(), Busy> {
        self.worker.ask(Job::Undo { answer })
    }

    /// Judges all answers by the rubrics as they are now.
    pub fn rescore(&self) -> Result<(), Busy> {
        self.worker.ask(Job::Rescore)
    }

    /// Writes the report into a folder, with the sound beside it.
    pub fn export(&self, format: Format, folder: PathBuf) -> Result<(), Busy> {
        self.worker.ask(Job::Export { format, folder })
    }
}

#[cfg(test)]
mod tests;
