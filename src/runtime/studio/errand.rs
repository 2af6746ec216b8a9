//! Work on a thread of its own: named, stoppable, and joined.

use std::io;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::sync::mpsc::Receiver;
use std::sync::mpsc::SyncSender;
use std::sync::mpsc::sync_channel;
use std::thread::JoinHandle;

/// One piece of work. Dropping it asks the work to stop, and waits for that.
#[derive(Debug)]
pub struct Errand {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Errand {
    /// Begins. The work has to look at the flag often enough that waiting for its end is not felt.
    pub fn start(name: &str, work: impl FnOnce(&Arc<AtomicBool>) + Send + 'static) -> io::Result<Self> {
        let stop = Arc::new(AtomicBool::new(false));
        let flag = Arc::clone(&stop);
        let thread = std::thread::Builder::new().name(name.to_owned()).spawn(move || work(&flag))?;
        Ok(Self { stop, thread: Some(thread) })
    }

    /// Asks it to stop.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// Whether it has ended.
    pub fn is_over(&self) -> bool {
        self.thread.as_ref().is_none_or(JoinHandle::is_finished)
    }
}

impl Drop for Errand {
    fn drop(&mut self) {
        self.stop();
        if let Some(thread) = self.thread.take() {
            thread.join().ok();
        }
    }
}

/// Jobs that a worker has not begun yet.
const WAITING: usize = 32;

/// More was asked for than can wait. Asking again later helps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too much is being done at once; try again in a moment")]
pub struct Busy;

/// A thread that does jobs of one kind, in order. Dropping it lets it finish the one in hand, and waits.
#[derive(Debug)]
pub struct Worker<J> {
    jobs: Option<SyncSender<J>>,
    thread: Option<JoinHandle<()>>,
}

impl<J: Send + 'static> Worker<J> {
    /// Begins. `work` gets the jobs, and returns when there will be no more.
    pub fn start(name: &str, work: impl FnOnce(Receiver<J>) + Send + 'static) -> io::Result<Self> {
        let (jobs, taken) = sync_channel(WAITING);
        let thread = std::thread::Builder::new().name(name.to_owned()).spawn(move || work(taken))?;
        Ok(Self { jobs: Some(jobs), thread: Some(thread) })
    }

    /// Hands over a job without waiting.
    pub fn ask(&self, job: J) -> Result<(), Busy> {
        self.jobs.as_ref().ok_or(Busy)?.try_send(job).map_err(|_| Busy)
    }
}

impl<J> Drop for Worker<J> {
    fn drop(&mut self) {
        // Closed first: its end is what the thread waits for.
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            thread.join().ok();
        }
    }
}
