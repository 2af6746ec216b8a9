//! The thread `transcribe`: the model, loaded once, and a short queue of segments for it.
//!
//! A full queue refuses. What is not wanted any more is left out, also in the middle of the work.

use std::collections::HashMap;
use std::io;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::sync::mpsc::Receiver;
use std::sync::mpsc::SyncSender;
use std::sync::mpsc::sync_channel;
use std::thread::JoinHandle;
use std::time::Duration;
use std::time::Instant;

use tokio::sync::mpsc::Sender;

use crate::core::listening::ms_at;
use crate::core::listening::placing;
use crate::core::transcript::HeardWord;
use crate::io::asr::Recogniser;
use crate::io::asr::error::AsrError;
use crate::io::log::unquoted;
use crate::runtime::interview::report::Report;
use crate::runtime::interview::report::Sound;

/// Segments that wait beside the one that is worked on.
pub(super) const QUEUE: usize = 4;

struct Job {
    segment: u32,
    pass: u32,
    sound: Arc<Sound>,
    unwanted: Arc<AtomicBool>,
}

/// The interview's end of it.
pub(super) struct Scribe {
    jobs: Option<SyncSender<Job>>,
    /// What was handed over and is not answered yet.
    handed: HashMap<(u32, u32), Arc<AtomicBool>>,
    thread: Option<JoinHandle<()>>,
}

impl Scribe {
    pub(super) fn start(recogniser: Box<dyn Recogniser>, reports: Sender<Report>) -> io::Result<Self> {
        let (jobs, taken) = sync_channel(QUEUE);
        let work = move || work(recogniser, &taken, &reports);
        let thread = std::thread::Builder::new().name("transcribe".into()).spawn(work)?;
        Ok(Self { jobs: Some(jobs), handed: HashMap::new(), thread: Some(thread) })
    }

    /// Hands a segment over; `false` where the queue is full.
    pub(super) fn hand_over(&mut self, (segment, pass): (u32, u32), sound: Arc<Sound>) -> bool {
        let unwanted = Arc::new(AtomicBool::new(false));
        let job = Job { segment, pass, sound, unwanted: Arc::clone(&unwanted) };
        let taken = self.jobs.as_ref().is_some_and(|jobs| jobs.try_send(job).is_ok());
        if taken {
            self.handed.insert((segment, pass), unwanted);
        }
        taken
    }

    /// Something that is not answered yet.
    pub(super) fn handed(&self) -> Option<(u32, u32)> {
        self.handed.keys().next().copied()
    }

    pub(super) fn drop_job(&mut self, of: (u32, u32)) {
        if let Some(unwanted) = self.handed.remove(&of) {
            unwanted.store(true, Ordering::Relaxed);
        }
    }

    /// Its words have come, or its failure.
    pub(super) fn answered(&mut self, of: (u32, u32)) {
        self.handed.remove(&of);
    }

    /// Ends the thread, after the one encoder pass that cannot be broken off.
    pub(super) fn end(mut self, mut take: impl FnMut()) {
        self.handed.values().for_each(|unwanted| unwanted.store(true, Ordering::Relaxed));
        self.jobs = None;
        let Some(thread) = self.thread.take() else { return };
        while !thread.is_finished() {
            take();
            std::thread::sleep(Duration::from_millis(5));
        }
        thread.join().ok();
    }
}

fn work(mut recogniser: Box<dyn Recogniser>, jobs: &Receiver<Job>, reports: &Sender<Report>) {
    while let Ok(job) = jobs.recv() {
        if job.unwanted.load(Ordering::Relaxed) {
            continue;
        }
        let begun = Instant::now();
        let heard = recogniser.transcribe(&job.sound.samples, &job.unwanted);
        if matches!(heard, Err(AsrError::Stopped)) {
            continue;
        }
        write_down(&job, &heard, begun.elapsed());
        let result = heard.map(|words| placing::place(words, &job.sound.voiced));
        let first = job.sound.first;
        let report = Report::Heard { segment: job.segment, pass: job.pass, result, first };
        if reports.blocking_send(report).is_err() {
            return;
        }
    }
}

/// Into the log: how long it took, and how many words came of it.
fn write_down(job: &Job, heard: &Result<Vec<HeardWord>, AsrError>, took: Duration) {
    let Job { segment, pass, sound, .. } = job;
    let (sound_ms, ms) = (ms_at(sound.samples.len()), took.as_millis() as u64);
    match heard {
        Ok(words) => tracing::info!(segment, pass, sound_ms, words = words.len(), ms, "heard"),
        Err(error) => {
            tracing::warn!(segment, pass, sound_ms, why = unquoted(&error.to_string()), "not heard");
        }
    }
}
