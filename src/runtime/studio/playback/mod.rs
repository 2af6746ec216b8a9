//! Listening back: plays any part of a session's sound, at another speed, over and over, and says where it is.
//!
//! One thread opens the file and the loudspeaker, and keeps neither longer than it is heard. The place is an atomic
//! number, so that what draws it asks nobody.

mod deck;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;

use crate::core::span::Ms;
use crate::core::span::Span;
use crate::io::player::PlayError;
use crate::io::player::out;
use crate::io::player::out::SoundOut;
use crate::runtime::studio::Waker;
use crate::runtime::studio::board::Reader;
use crate::runtime::studio::board::board;
use crate::runtime::studio::errand::Busy;
use crate::runtime::studio::errand::Worker;
use crate::runtime::studio::playback::deck::Deck;

pub use crate::io::player::take::SPEED_RANGE;

/// What is played.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Playing {
    /// The part that is being heard; `None` while nothing is.
    pub part: Option<Span<Ms>>,
    /// Whether the part begins anew at its end.
    pub looped: bool,
    /// Why nothing is heard, until something is again.
    pub fault: Option<String>,
}

/// What can be asked for.
enum Job {
    Play { file: PathBuf, part: Span<Ms>, looped: bool, speed: f32 },
    Stop,
}

/// Opens a loudspeaker.
type Open = Box<dyn Fn() -> Result<Box<dyn SoundOut>, PlayError> + Send>;

/// The way to the thread that plays.
pub struct Playback {
    shown: Reader<Playing>,
    place: Arc<AtomicUsize>,
    worker: Worker<Job>,
}

impl Playback {
    /// On the loudspeaker in use.
    pub fn system(waker: Waker) -> std::io::Result<Self> {
        Self::open(Box::new(out::system), waker)
    }

    fn open(open: Open, waker: Waker) -> std::io::Result<Self> {
        let (board, shown) = board(Playing::default(), waker);
        let place = Arc::new(AtomicUsize::new(0));
        let deck = Deck::new(open, board, Arc::clone(&place));
        let worker = Worker::start("playback", move |jobs| deck.work(&jobs))?;
        Ok(Self { shown, place, worker })
    }

    /// What is played.
    pub fn playing(&self) -> Arc<Playing> {
        self.shown.newest()
    }

    /// Where in the recording it is, in ms; where it stopped once it stopped.
    pub fn at_ms(&self) -> usize {
        self.place.load(Ordering::Relaxed)
    }

    /// Moves the place while nothing is heard.
    pub fn go_to(&self, ms: usize) {
        self.place.store(ms, Ordering::Relaxed);
    }

    /// Plays a part of a file, in the place of what was played.
    pub fn play(&self, file: PathBuf, part: Span<Ms>, looped: bool, speed: f32) -> Result<(), Busy> {
        self.worker.ask(Job::Play { file, part, looped, speed })
    }

    /// Stops where it is.
    pub fn stop(&self) -> Result<(), Busy> {
        self.worker.ask(Job::Stop)
    }
}

#[cfg(test)]
mod tests;
