//! Speech models: what is here, what can be fetched, and how fast one is on this machine.
//!
//! One thread does one thing after the other. Calling it off reaches a download that waits for the network.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::sync::mpsc::Receiver;
use std::time::Instant;

use crate::io::models::cancel::Cancel;
use crate::io::models::manifest::Manifest;
use crate::io::models::size_text;
use crate::io::models::store::Listed;
use crate::io::models::store::State;
use crate::io::models::store::Store;
use crate::io::places::Places;
use crate::runtime::listener::Listener;
use crate::runtime::review::Fault;
use crate::runtime::review::Listen;
use crate::runtime::studio::Waker;
use crate::runtime::studio::board::Board;
use crate::runtime::studio::board::Reader;
use crate::runtime::studio::board::board;
use crate::runtime::studio::errand::Busy;
use crate::runtime::studio::errand::Worker;

/// The sound that speed is measured with.
const SAMPLE: &str = "assets/samples/middling.wav";

/// What is known about speech models.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ModelsState {
    /// All there are, best choice first; nothing until they were listed.
    pub models: Vec<ModelRow>,
    /// They were listed.
    pub listed: bool,
    /// The one that is used where none is chosen; why there is none.
    pub best: Option<Result<String, String>>,
    /// What is being done.
    pub doing: Option<Doing>,
    /// Why the last thing was not done.
    pub fault: Option<String>,
    /// How many times as fast as one speaks a model writes down, by its name.
    pub speeds: BTreeMap<String, f32>,
}

/// One model.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts about a file")]
pub struct ModelRow {
    /// What people call it.
    pub name: String,
    /// How large it is, as people write it.
    pub size: String,
    /// What it is good for.
    pub good_for: String,
    /// It is here and whole.
    pub installed: bool,
    /// Part of it is here.
    pub begun: Option<String>,
    /// What is wrong with its file.
    pub broken: Option<String>,
    /// It comes with the program.
    pub bundled: bool,
    /// It understands synthetic voices only.
    pub synthetic_only: bool,
    /// It is the one to fetch when nobody knows which.
    pub recommended: bool,
}

/// Something that takes its time.
#[derive(Debug, Clone, PartialEq)]
pub struct Doing {
    /// "Fetching", "Taking in", "Measuring".
    pub what: &'static str,
    /// The model.
    pub name: String,
    /// How far it is, from 0 to 1, where that is known.
    pub share: Option<f32>,
    /// What hinders it: an attempt that failed.
    pub note: Option<String>,
}

enum Job {
    List,
    Fetch(String),
    Import(PathBuf),
    Remove(String),
    Measure(String),
}

/// The way to the thread.
pub struct Models {
    shown: Reader<ModelsState>,
    cancel: Arc<Mutex<Arc<Cancel>>>,
    stop: Arc<AtomicBool>,
    worker: Worker<Job>,
}

impl Models {
    pub(super) fn start(places: Places, waker: Waker) -> std::io::Result<Self> {
        let (board, shown) = board(ModelsState::default(), waker);
        let (cancel, stop) = (Arc::default(), Arc::new(AtomicBool::new(false)));
        let keeper = Keeper { places, board, cancel: Arc::clone(&cancel), stop: Arc::clone(&stop) };
        let worker = Worker::start("models", move |jobs| keeper.work(&jobs))?;
        Ok(Self { shown, cancel, stop, worker })
    }

    /// What is known.
    pub fn shown(&self) -> Arc<ModelsState> {
        self.shown.newest()
    }

    /// Looks what there is.
    pub fn list(&self) -> Result<(), Busy> {
        self.worker.ask(Job::List)
    }

    /// Fetches one over the network, or goes on with it.
    pub fn fetch(&self, name: &str) -> Result<(), Busy> {
        self.worker.ask(Job::Fetch(name.to_owned()))
    }

    /// Takes in a file that the person has.
    pub fn import(&self, path: PathBuf) -> Result<(), Busy> {
        self.worker.ask(Job::Import(path))
    }

    /// Deletes one.
    pub fn remove(&self, name: &str) -> Result<(), Busy> {
        self.worker.ask(Job::Remove(name.to_owned()))
    }

    /// Finds out how fast one is.
    pub fn measure(&self, name: &str) -> Result<(), Busy> {
        self.worker.ask(Job::Measure(name.to_owned()))
    }

    /// Calls off what is being done. What was fetched is kept, and fetching it again goes on from there.
    pub fn cancel(&self) {
        self.stop.store(true, Ordering::Relaxed);
        self.cancel.lock().unwrap_or_else(PoisonError::into_inner).ask();
    }
}

impl Drop for Models {
    fn drop(&mut self) {
        self.cancel();
    }
}

struct Keeper {
    places: Places,
    board: Board<ModelsState>,
    cancel: Arc<Mutex<Arc<Cancel>>>,
    stop: Arc<AtomicBool>,
}

impl Keeper {
    fn work(self, jobs: &Receiver<Job>) {
        while let Ok(job) = jobs.recv() {
            let cancel = Arc::new(Cancel::new());
            *self.cancel.lock().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&cancel);
            self.stop.store(false, Ordering::Relaxed);
            self.change(|state| state.fault = None);
            let done = self.one(job, &cancel);
            let called_off = cancel.asked();
            self.change(|state| {
                state.doing = None;
                state.fault = done.err().filter(|_| !called_off).map(|fault| fault.to_string());
            });
        }
    }

    fn one(&self, job: Job, cancel: &Cancel) -> Result<(), Fault> {
        let store = Store::new(self.places.clone(), Manifest::load()?);
        match job {
            Job::List => {}
            Job::Fetch(name) => self.fetch(&store, &name, cancel)?,
            Job::Import(path) => {
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                self.doing("Taking in", &name, None, None);
                let mut told = |done: u64, total: u64| {
                    self.doing("Taking in", &name, Some(done as f32 / total.max(1) as f32), None);
                };
                store.import(&path, None, cancel, &mut told)?;
            }
            Job::Remove(name) => drop(store.remove(&name)?),
            Job::Measure(name) => self.measure(&store, &name)?,
        }
        self.list(&store);
        Ok(())
    }

    fn list(&self, store: &Store) {
        let recommended = store.manifest().default_entry().name.clone();
        let models = store.list().iter().map(|listed| row(listed, &recommended)).collect();
        let best = match store.resolve(None) {
            Ok(file) => Ok(file.name),
            Err(why) => Err(why.to_string()),
        };
        self.change(|state| {
            state.models = models;
            state.listed = true;
            state.best = Some(best);
        });
    }

    #[cfg(feature = "download")]
    fn fetch(&self, store: &Store, name: &str, cancel: &Cancel) -> Result<(), Fault> {
        use crate::io::models::download::Event;
        use crate::io::models::download::Patience;
        use crate::io::models::download::fetch;
        let entry = store.manifest().find(name).ok_or("this model is in no list")?;
        let share = |bytes: u64| Some(bytes as f32 / entry.bytes.max(1) as f32);
        self.doing("Fetching", name, None, None);
        let patience = Patience::for_url(&store.manifest().url(entry));
        let mut tell = |event: Event| match event {
            Event::Begins { have, .. } | Event::Have(have) => self.doing("Fetching", name, share(have), None),
            Event::WaitingForOther => {
                self.doing("Fetching", name, None, Some("another Pushback is fetching it".to_owned()));
            }
            Event::StartingOver => self.doing("Fetching", name, Some(0.0), None),
            Event::Again { why, .. } => {
                self.doing("Fetching", name, None, Some(format!("{why}; trying again")));
            }
            Event::Checking => self.doing("Checking", name, Some(1.0), None),
        };
        fetch(store, entry, &patience, cancel, &mut tell)?;
        Ok(())
    }

    #[cfg(not(feature = "download"))]
    fn fetch(&self, _: &Store, _: &str, _: &Cancel) -> Result<(), Fault> {
        Err("this build of Pushback cannot use the network; take in a file that you have".into())
    }

    fn measure(&self, store: &Store, name: &str) -> Result<(), Fault> {
        let file = store.resolve(Some(name))?;
        let sample = self.places.resource(SAMPLE).ok_or("the sample to measure with was not installed")?;
        self.doing("Measuring", name, None, None);
        let mut listener = Listener::new(Some(file));
        // The first time loads the model, which no interview waits for at each answer.
        listener.listen(&sample, &mut |_| {}, &self.stop).ok();
        let begun = Instant::now();
        // A model that makes nothing of the sample has taken its time all the same.
        let heard = listener.listen(&sample, &mut |_| {}, &self.stop);
        let spent = begun.elapsed().as_secs_f32();
        if self.stop.load(Ordering::Relaxed) {
            return Ok(());
        }
        let seconds = heard.map_or(SAMPLE_SECONDS, |heard| heard.delivery.duration_ms as f32 / 1000.0);
        self.change(|state| {
            state.speeds.insert(name.to_owned(), seconds / spent.max(0.001));
        });
        Ok(())
    }

    fn doing(&self, what: &'static str, name: &str, share: Option<f32>, note: Option<String>) {
        self.change(|state| state.doing = Some(Doing { what, name: name.to_owned(), share, note }));
    }

    fn change(&self, change: impl FnOnce(&mut ModelsState)) {
        let mut state = ModelsState::clone(&self.board.newest());
        change(&mut state);
        self.board.show(state);
    }
}

/// Length of [`SAMPLE`].
const SAMPLE_SECONDS: f32 = 29.0;

fn row(listed: &Listed, recommended: &str) -> ModelRow {
    let entry = listed.entry.as_ref();
    let bytes = entry.map_or_else(
        || std::fs::metadata(&listed.path).map_or(0, |metadata| metadata.len()),
        |entry| entry.bytes,
    );
    ModelRow {
        name: listed.name.clone(),
        size: size_text(bytes),
        good_for: entry.map_or_else(|| "a model of your own".to_owned(), |entry| entry.good_for.clone()),
        installed: listed.state == State::Installed,
        begun: if let State::Partial(have) = &listed.state { Some(size_text(*have)) } else { None },
        broken: if let State::Broken(why) = &listed.state { Some(why.clone()) } else { None },
        bundled: entry.is_some_and(|entry| entry.bundled),
        synthetic_only: entry.is_some_and(|entry| entry.synthetic_only),
        recommended: listed.name == recommended,
    }
}
