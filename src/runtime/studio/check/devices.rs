//! Which microphones there are, and which loudspeaker is in use. Asks only when told to, for asking may take seconds.

use std::sync::Arc;
use std::sync::mpsc::Receiver;

use crate::io::capture::Device;
use crate::io::capture::error::CaptureError;
use crate::io::player::PlayError;
use crate::runtime::sound;
use crate::runtime::studio::Waker;
use crate::runtime::studio::board::Board;
use crate::runtime::studio::board::Reader;
use crate::runtime::studio::board::board;
use crate::runtime::studio::errand::Busy;
use crate::runtime::studio::errand::Worker;

/// What was found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Found {
    /// Whether anybody looked yet.
    pub looked: bool,
    /// Whether it is being looked for.
    pub looking: bool,
    /// The default one first.
    pub microphones: Vec<Device>,
    /// Why there are none.
    pub no_microphone: Option<CaptureError>,
    /// Name of the loudspeaker in use.
    pub loudspeaker: Option<String>,
    /// Why there is none.
    pub no_loudspeaker: Option<PlayError>,
}

/// Whom to ask.
pub(super) struct Sources {
    pub(super) microphones: Box<dyn Fn() -> Result<Vec<Device>, CaptureError> + Send>,
    pub(super) loudspeaker: Box<dyn Fn() -> Result<String, PlayError> + Send>,
}

impl Sources {
    pub(super) fn system() -> Self {
        Self { microphones: Box::new(sound::microphones), loudspeaker: Box::new(sound::loudspeaker) }
    }
}

struct Look;

/// The way to the thread that looks.
pub struct Devices {
    shown: Reader<Found>,
    worker: Worker<Look>,
}

impl Devices {
    pub(super) fn start(sources: Sources, waker: Waker) -> std::io::Result<Self> {
        let (board, shown) = board(Found::default(), waker);
        let worker = Worker::start("sound-devices", move |jobs| work(&sources, &board, &jobs))?;
        Ok(Self { shown, worker })
    }

    /// What was found.
    pub fn shown(&self) -> Arc<Found> {
        self.shown.newest()
    }

    /// Looks, or looks again.
    pub fn look(&self) -> Result<(), Busy> {
        self.worker.ask(Look)
    }
}

fn work(sources: &Sources, board: &Board<Found>, jobs: &Receiver<Look>) {
    while let Ok(Look) = jobs.recv() {
        // However often it was asked for meanwhile, one look is enough.
        while jobs.try_recv().is_ok() {}
        board.show(Found { looking: true, ..Found::clone(&board.newest()) });
        let mut found = Found { looked: true, ..Found::default() };
        match (sources.microphones)() {
            Ok(microphones) => found.microphones = microphones,
            Err(fault) => found.no_microphone = Some(fault),
        }
        match (sources.loudspeaker)() {
            Ok(name) => found.loudspeaker = Some(name),
            Err(fault) => found.no_loudspeaker = Some(fault),
        }
        board.show(found);
    }
}
