//! The speech models: which are here, how fast each is on this machine; fetched, taken in and removed one at a time.
//!
//! The thread `speech-models` does what is asked for in order. Nothing is fetched unless a person asked for that model.

mod desk;
mod speed;
pub(super) mod told;

use std::sync::Arc;
use std::sync::Mutex;

use std::path::PathBuf;

use crate::io::models::cancel::Cancel;
use crate::io::models::store::Store;
use crate::runtime::studio::Waker;
use crate::runtime::studio::board::Reader;
use crate::runtime::studio::board::board;
use crate::runtime::studio::errand::Busy;
use crate::runtime::studio::errand::Worker;
use crate::runtime::studio::speech_models::desk::Desk;

/// What there is to show.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Shown {
    /// Whether the disk was read at all yet.
    pub read: bool,
    /// Those of the list, best choice first, then those that somebody took in under names of their own.
    pub models: Vec<Model>,
    /// The one that is used where none is chosen.
    pub best: Option<String>,
    /// What is being done.
    pub now: Option<Doing>,
    /// How the last of it ended.
    pub ended: Option<Ended>,
}

/// One speech model.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// What it can be chosen by.
    pub name: String,
    /// Size of its file.
    pub bytes: u64,
    /// In a few words; empty for a model of the person's own.
    pub good_for: String,
    /// How it stands.
    pub state: State,
    /// The one to fetch when nobody knows which.
    pub recommended: bool,
    /// Comes with the program: neither fetched nor removed.
    pub bundled: bool,
    /// Understands synthetic voices only.
    pub synthetic_only: bool,
    /// Seconds of speech that it reads in a second here, if that was measured.
    pub speed: Option<f32>,
}

/// How a model stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Here.
    Here,
    /// So many bytes of it are here.
    Partial(u64),
    /// Not here.
    Absent,
    /// Here, and of no use.
    Broken,
}

/// What is being done.
#[derive(Debug, Clone, PartialEq)]
pub enum Doing {
    /// A model is being fetched.
    Fetching {
        /// Which.
        name: String,
        /// Bytes that are here.
        have: u64,
        /// Bytes of all of it.
        total: u64,
        /// Seconds that are left at this pace, once that can be told.
        left_s: Option<u64>,
        /// What it waits for, if it waits.
        waits: Option<Waits>,
    },
    /// A file is being taken in.
    Importing {
        /// Its name.
        file: String,
        /// Bytes that were copied.
        have: u64,
        /// Bytes of all of it.
        total: u64,
    },
    /// It is measured how fast a model is.
    Measuring {
        /// Which.
        name: String,
    },
}

/// What a model that is being fetched waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Waits {
    /// Another process fetches the same.
    Other,
    /// The network failed, and is tried again.
    Network(String),
    /// All bytes are here; they are compared with what they should be.
    Checking,
}

/// How something ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// Counts what ended, so that the same words twice are two messages.
    pub number: usize,
    /// Whether it went well.
    pub well: bool,
    /// The person called it off.
    pub called_off: bool,
    /// For the person.
    pub text: String,
}

enum Job {
    Read,
    Fetch(String),
    Import(PathBuf),
    Remove(String),
    Measure(String),
}

/// The way to the thread that deals with models.
pub struct SpeechModels {
    shown: Reader<Shown>,
    /// Calls off what is in work.
    cancel: Arc<Mutex<Arc<Cancel>>>,
    store: Store,
    worker: Worker<Job>,
}

impl SpeechModels {
    /// Nothing is read before it is asked for.
    pub fn start(store: Store, waker: Waker) -> std::io::Result<Self> {
        let (board, shown) = board(Shown::default(), waker);
        let cancel = Arc::new(Mutex::new(Arc::new(Cancel::new())));
        let desk = Desk::new(store.clone(), board, Arc::clone(&cancel));
        let worker = Worker::start("speech-models", move |jobs| desk.work(&jobs))?;
        Ok(Self { shown, cancel, store, worker })
    }

    /// What there is to show.
    pub fn shown(&self) -> Arc<Shown> {
        self.shown.newest()
    }

    /// Where the models lie, for messages.
    pub fn folder(&self) -> PathBuf {
        self.store.folder()
    }

    /// Reads the disk.
    pub fn read(&self) -> Result<(), Busy> {
        self.worker.ask(Job::Read)
    }

    /// Fetches a model of the list, going on where an earlier attempt ended; then measures it.
    pub fn fetch(&self, name: &str) -> Result<(), Busy> {
        self.worker.ask(Job::Fetch(name.to_owned()))
    }

    /// Takes in a file that the person has; then measures it.
    pub fn import(&self, file: PathBuf) -> Result<(), Busy> {
        self.worker.ask(Job::Import(file))
    }

    /// Deletes a model's file.
    pub fn remove(&self, name: &str) -> Result<(), Busy> {
        self.worker.ask(Job::Remove(name.to_owned()))
    }

    /// Measures how fast a model is here.
    pub fn measure(&self, name: &str) -> Result<(), Busy> {
        self.worker.ask(Job::Measure(name.to_owned()))
    }

    /// Calls off what is in work. What was fetched is kept.
    pub fn call_off(&self) {
        if let Ok(cancel) = self.cancel.lock() {
            cancel.ask();
        }
    }
}

impl Drop for SpeechModels {
    fn drop(&mut self) {
        // Whoever closes the window does not wait for a download.
        self.call_off();
    }
}
