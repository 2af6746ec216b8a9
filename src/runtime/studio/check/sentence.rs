//! One sentence, recorded a moment ago: what the speech model makes of it.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::sync::mpsc::Receiver;

use crate::core::recording::Recording;
use crate::io::capture::error::CaptureError;
use crate::io::models::error::ModelError;
use crate::io::models::store::Store;
use crate::runtime::listener::Listener;
use crate::runtime::microphone::take::QUIET_DB;
use crate::runtime::microphone::take::Take;
use crate::runtime::review::Fault;
use crate::runtime::studio::Waker;
use crate::runtime::studio::board::Board;
use crate::runtime::studio::board::Reader;
use crate::runtime::studio::board::board;
use crate::runtime::studio::errand::Busy;
use crate::runtime::studio::errand::Worker;
use crate::runtime::transcribe::TranscribeError;

/// How far it is.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Stage {
    /// Nothing was said yet, or it was called off.
    #[default]
    Nothing,
    /// It is being recorded.
    Recording,
    /// The model reads it.
    Reading,
    /// What the model heard, and which model it was.
    Read {
        /// The words.
        text: String,
        /// The model.
        model: String,
    },
    /// It was recorded, and no words came of it.
    Unread(Unread),
    /// It could not be recorded.
    NoSound(CaptureError),
}

/// Why there are no words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unread {
    /// There is no speech model to read it.
    NoModel,
    /// Nobody speaks in it.
    NoSpeech,
    /// Somebody speaks, and the model understands nothing.
    NoWords,
    /// Something else.
    Failed(String),
}

/// What is wrong with the sound of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// Nothing but zeros.
    Silent,
    /// Waves are cut off.
    Clipped,
    /// Hard to tell from the room.
    Quiet,
    /// The device went away in between.
    Interrupted,
    /// Some of it was lost on a busy machine.
    Lost,
}

/// What there is to show.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Said {
    /// How far it is.
    pub stage: Stage,
    /// What was recorded, 16 kHz mono.
    pub sound: Option<Arc<Vec<f32>>>,
    /// What is wrong with the sound.
    pub flaws: Vec<Flaw>,
}

/// Turns sound into words with the model of that name, or the best there is.
pub(super) type Hear =
    Box<dyn FnMut(Option<&str>, Vec<f32>, &Arc<AtomicBool>) -> Result<Recording, Fault> + Send>;

enum Job {
    Begin,
    Heard { taken: Option<Result<Take, CaptureError>>, model: Option<String>, stop: Arc<AtomicBool> },
}

/// The way to the thread that reads.
pub struct Sentence {
    shown: Reader<Said>,
    stop: Mutex<Arc<AtomicBool>>,
    worker: Worker<Job>,
}

/// With the models of that store; the one in use is kept in memory.
pub(super) fn of_store(store: Store) -> Hear {
    let mut loaded: Option<(PathBuf, Listener)> = None;
    Box::new(move |name, samples, stop| {
        let model = store.resolve(name)?;
        let kept = loaded.take().filter(|(path, _)| *path == model.path);
        let (_, listener) =
            loaded.insert(kept.unwrap_or_else(|| (model.path.clone(), Listener::new(Some(model)))));
        listener.hear(samples, "what you said", stop)
    })
}

impl Sentence {
    pub(super) fn start(hear: Hear, waker: Waker) -> std::io::Result<Self> {
        let (board, shown) = board(Said::default(), waker);
        let worker = Worker::start("sentence-check", move |jobs| work(hear, &board, &jobs))?;
        Ok(Self { shown, stop: Mutex::default(), worker })
    }

    /// What there is to show.
    pub fn shown(&self) -> Arc<Said> {
        self.shown.newest()
    }

    /// A recording begins.
    pub(super) fn begin(&self) -> Result<(), Busy> {
        self.call_off();
        self.worker.ask(Job::Begin)
    }

    /// It is done, in one way or another.
    pub(super) fn heard(
        &self,
        taken: Option<Result<Take, CaptureError>>,
        model: Option<String>,
    ) -> Result<(), Busy> {
        let stop = Arc::new(AtomicBool::new(false));
        *self.stop.lock().map_err(|_| Busy)? = Arc::clone(&stop);
        self.worker.ask(Job::Heard { taken, model, stop })
    }

    /// Calls off the reading.
    pub fn call_off(&self) {
        if let Ok(stop) = self.stop.lock() {
            stop.store(true, Ordering::Relaxed);
        }
    }
}

impl Drop for Sentence {
    fn drop(&mut self) {
        self.call_off();
    }
}

fn work(mut hear: Hear, board: &Board<Said>, jobs: &Receiver<Job>) {
    while let Ok(job) = jobs.recv() {
        match job {
            Job::Begin => board.show(Said { stage: Stage::Recording, ..Said::default() }),
            Job::Heard { taken: None, .. } => board.show(Said::default()),
            Job::Heard { taken: Some(Err(fault)), .. } => {
                board.show(Said { stage: Stage::NoSound(fault), ..Said::default() });
            }
            Job::Heard { taken: Some(Ok(take)), model, stop } => {
                let flaws = flaws(&take);
                let sound = Some(Arc::new(take.samples));
                let show = |stage| board.show(Said { stage, sound: sound.clone(), flaws: flaws.clone() });
                if flaws.contains(&Flaw::Silent) {
                    show(Stage::Unread(Unread::NoSpeech));
                    continue;
                }
                show(Stage::Reading);
                let samples = sound.as_deref().cloned().unwrap_or_default();
                show(stage(hear(model.as_deref(), samples, &stop)));
            }
        }
    }
}

fn flaws(take: &Take) -> Vec<Flaw> {
    if take.dead {
        return vec![Flaw::Silent];
    }
    let quiet = !take.clipped && take.peak_db < QUIET_DB;
    let all = [
        (take.clipped, Flaw::Clipped),
        (quiet, Flaw::Quiet),
        (take.interrupted, Flaw::Interrupted),
        (take.lost > 0, Flaw::Lost),
    ];
    all.into_iter().filter_map(|(is, flaw)| is.then_some(flaw)).collect()
}

fn stage(heard: Result<Recording, Fault>) -> Stage {
    let fault = match heard {
        Ok(recording) => {
            return Stage::Read { text: recording.transcript.text().to_owned(), model: recording.model };
        }
        Err(fault) => fault,
    };
    match (fault.downcast_ref::<TranscribeError>(), fault.downcast_ref::<ModelError>()) {
        (Some(TranscribeError::Stopped), _) => Stage::Nothing,
        (Some(TranscribeError::NoSpeech { .. }), _) => Stage::Unread(Unread::NoSpeech),
        (Some(TranscribeError::NoWords { .. }), _) => Stage::Unread(Unread::NoWords),
        (_, Some(ModelError::NoneForHumanSpeech { .. } | ModelError::NotInstalled { .. })) => {
            Stage::Unread(Unread::NoModel)
        }
        _ => Stage::Unread(Unread::Failed(fault.to_string())),
    }
}
