//! Asks for a file with the system's own dialogue, on a thread of its own.
//!
//! A dialogue cannot be closed from here: when the studio ends, it is no longer waited for.

use std::future::Future;
use std::path::PathBuf;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::sync::mpsc::Receiver;
use std::time::Duration;

use crate::io::picker;
use crate::runtime::studio::Waker;
use crate::runtime::studio::board::Board;
use crate::runtime::studio::board::Reader;
use crate::runtime::studio::board::board;
use crate::runtime::studio::errand::Busy;
use crate::runtime::studio::errand::Worker;

pub use crate::io::picker::Wanted;

/// How often it is looked whether the studio ends.
const LOOK: Duration = Duration::from_millis(100);

/// How it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Picking {
    /// Nothing was asked for yet.
    #[default]
    Idle,
    /// The dialogue is open.
    Open,
    /// A file was chosen.
    Chosen,
    /// It was closed, or the system has none.
    Nothing,
}

/// What becomes of the file.
type Then = Box<dyn FnOnce(PathBuf) + Send>;

struct Job {
    wanted: Wanted,
    then: Then,
}

/// The way to the thread that asks.
pub struct Picker {
    shown: Reader<Picking>,
    ending: Arc<AtomicBool>,
    worker: Worker<Job>,
}

impl Picker {
    pub(super) fn start(waker: Waker) -> std::io::Result<Self> {
        let (board, shown) = board(Picking::Idle, waker);
        let ending = Arc::new(AtomicBool::new(false));
        let flag = Arc::clone(&ending);
        let worker = Worker::start("file-dialogue", move |jobs| work(&board, &flag, &jobs))?;
        Ok(Self { shown, ending, worker })
    }

    /// How it stands.
    pub fn shown(&self) -> Picking {
        *self.shown.newest()
    }

    /// Opens the dialogue; `then` gets the file, on the thread that asked.
    pub fn pick(&self, wanted: Wanted, then: impl FnOnce(PathBuf) + Send + 'static) -> Result<(), Busy> {
        if self.shown() == Picking::Open {
            return Err(Busy);
        }
        self.worker.ask(Job { wanted, then: Box::new(then) })
    }
}

impl Drop for Picker {
    fn drop(&mut self) {
        self.ending.store(true, Ordering::Relaxed);
    }
}

fn work(board: &Board<Picking>, ending: &AtomicBool, jobs: &Receiver<Job>) {
    while let Ok(job) = jobs.recv() {
        board.show(Picking::Open);
        match until(ending, picker::pick(job.wanted)) {
            Some(path) => {
                (job.then)(path);
                board.show(Picking::Chosen);
            }
            None => board.show(Picking::Nothing),
        }
    }
}

/// Waits for a file, or for the end of the studio.
fn until(ending: &AtomicBool, picked: impl Future<Output = Option<PathBuf>>) -> Option<PathBuf> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().ok()?;
    runtime.block_on(async {
        let mut picked = pin!(picked);
        while !ending.load(Ordering::Relaxed) {
            if let Ok(path) = tokio::time::timeout(LOOK, &mut picked).await {
                return path;
            }
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dialogue_that_stays_open_does_not_keep_the_studio() {
        let ending = AtomicBool::new(true);
        assert_eq!(until(&ending, std::future::pending()), None);
        let file = || std::future::ready(Some(PathBuf::from("a.bin")));
        assert_eq!(until(&AtomicBool::new(false), file()), Some(PathBuf::from("a.bin")));
    }
}
