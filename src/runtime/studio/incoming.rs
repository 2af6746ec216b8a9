//! Recordings that a person hands over to be reviewed: heard, judged and kept as sessions, one after the other.
//!
//! One thread listens. What waits behind the recording in work is a list on the board; a file that fails costs no other.

use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::sync::mpsc::Receiver;

use crate::core::rubric::rubric::Rubric;
use crate::io::log::unquoted;
use crate::io::models;
use crate::io::packs::Packs;
use crate::io::session::stamp::Stamp;
use crate::io::session::store::Store;
use crate::runtime::keep::Reviewed;
use crate::runtime::keep::keep;
use crate::runtime::listener::Listener;
use crate::runtime::review::Fault;
use crate::runtime::review::Listen;
use crate::runtime::studio::Waker;
use crate::runtime::studio::board::Board;
use crate::runtime::studio::board::Reader;
use crate::runtime::studio::board::board;
use crate::runtime::studio::errand::Busy;
use crate::runtime::studio::errand::Worker;

/// What there is to show.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Incoming {
    /// Names of the recordings that are not done, the one in work first.
    pub waiting: Vec<String>,
    /// How much of the one in work was heard, from 0 to 1.
    pub share: f32,
    /// How many were handed over and ended in one way or another.
    pub ended: usize,
    /// How the last of those ended.
    pub last: Option<Ended>,
}

/// How the review of a recording ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ended {
    /// Kept under this name.
    Kept(String),
    /// It could not be reviewed.
    Failed(String),
    /// Somebody called it off.
    Stopped,
}

/// One recording.
struct Job {
    path: PathBuf,
    question: String,
    /// The speech model that was chosen, by its name.
    model: Option<String>,
}

/// The way to the thread that listens.
pub struct Recordings {
    shown: Reader<Incoming>,
    stop: Arc<AtomicBool>,
    queue: Arc<Mutex<Vec<String>>>,
    worker: Worker<Job>,
}

impl Recordings {
    /// Nothing is in work.
    pub fn start(store: Store, packs: Arc<Packs>, waker: Waker) -> std::io::Result<Self> {
        let (board, shown) = board(Incoming::default(), waker);
        let (stop, queue) = (Arc::new(AtomicBool::new(false)), Arc::default());
        let desk = Desk { store, packs, board, stop: Arc::clone(&stop), queue: Arc::clone(&queue), ended: 0 };
        let worker = Worker::start("incoming", move |jobs| desk.work(&jobs))?;
        Ok(Self { shown, stop, queue, worker })
    }

    /// What there is to show.
    pub fn shown(&self) -> Arc<Incoming> {
        self.shown.newest()
    }

    /// Takes a recording of an answer to this question.
    pub fn review(&self, path: PathBuf, question: &str, model: Option<String>) -> Result<(), Busy> {
        let called = name(&path);
        // The thread that listens holds this lock for a moment only.
        let mut queue = self.queue.lock().map_err(|_| Busy)?;
        self.worker.ask(Job { path, question: question.to_owned(), model })?;
        queue.push(called);
        Ok(())
    }

    /// Calls off the recording in work; those that wait follow.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

impl Drop for Recordings {
    fn drop(&mut self) {
        // Whoever closes the window does not wait for the end of an hour of sound.
        self.stop();
    }
}

struct Desk {
    store: Store,
    packs: Arc<Packs>,
    board: Board<Incoming>,
    stop: Arc<AtomicBool>,
    queue: Arc<Mutex<Vec<String>>>,
    ended: usize,
}

impl Desk {
    fn work(mut self, jobs: &Receiver<Job>) {
        let mut listener: Option<(Option<String>, Listener)> = None;
        while let Ok(job) = jobs.recv() {
            self.stop.store(false, Ordering::Relaxed);
            self.show(0.0, None);
            let made = listener.take().filter(|(model, _)| *model == job.model);
            let made = made.map_or_else(|| listener_for(job.model.as_deref()), |(_, made)| Ok(made));
            let ended = made.and_then(|made| {
                let (_, made) = listener.insert((job.model.clone(), made));
                self.review(made, &job)
            });
            let ended = match ended {
                _ if self.stop.load(Ordering::Relaxed) => Ended::Stopped,
                Ok(id) => Ended::Kept(id),
                Err(fault) => Ended::Failed(format!("{}: {}", name(&job.path), told(fault.as_ref()))),
            };
            write_down(&ended);
            self.ended += 1;
            if let Ok(mut queue) = self.queue.lock()
                && !queue.is_empty()
            {
                queue.remove(0);
            }
            self.show(0.0, Some(ended));
        }
    }

    fn review(&self, listener: &mut Listener, job: &Job) -> Result<String, Fault> {
        let rubric = self.packs.get(&job.question).ok_or("its question is unknown")?;
        let mut heard = |share| self.show(share, None);
        let recording = listener.listen(&job.path, &mut heard, &self.stop)?;
        let verdict = Rubric::judge(rubric, &recording.transcript);
        let reviewed = Reviewed {
            path: &job.path,
            recording: &recording,
            question_text: rubric.question(),
            verdict: &verdict,
        };
        Ok(keep(&self.store, &reviewed, Stamp::now(), &self.stop)?)
    }

    fn show(&self, share: f32, last: Option<Ended>) {
        let waiting = self.queue.lock().map(|queue| queue.clone()).unwrap_or_default();
        let last = last.or_else(|| self.board.newest().last.clone());
        self.board.show(Incoming { waiting, share, ended: self.ended, last });
    }
}

fn listener_for(model: Option<&str>) -> Result<Listener, Fault> {
    let chosen = model.map(|model| models::resolve(Some(model))).transpose()?;
    Ok(Listener::new(chosen))
}

/// Into the log.
fn write_down(ended: &Ended) {
    match ended {
        Ended::Kept(id) => tracing::info!(id, "a recording was reviewed"),
        Ended::Failed(why) => tracing::warn!(why = unquoted(why), "a recording could not be reviewed"),
        Ended::Stopped => tracing::info!("a review was called off"),
    }
}

/// The error and its causes.
fn told(fault: &(dyn std::error::Error + Send + Sync)) -> String {
    let mut text = fault.to_string();
    let mut cause = fault.source();
    while let Some(error) = cause {
        let more = error.to_string();
        if !text.contains(&more) {
            text = format!("{text}: {more}");
        }
        cause = error.source();
    }
    text
}

fn name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}
