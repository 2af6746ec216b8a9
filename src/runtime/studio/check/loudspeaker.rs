//! A sound to hear whether the loudspeaker is on, and what was recorded, heard back.

use std::f32::consts::TAU;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::sync::mpsc::Receiver;

use crate::io::player::PlayError;
use crate::io::resample::OUT_RATE;
use crate::runtime::sound;
use crate::runtime::studio::Waker;
use crate::runtime::studio::board::Board;
use crate::runtime::studio::board::Reader;
use crate::runtime::studio::board::board;
use crate::runtime::studio::errand::Busy;
use crate::runtime::studio::errand::Worker;

/// What is played.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sound {
    /// Two friendly tones.
    Chime,
    /// What was just said.
    Sentence,
}

/// What there is to show.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sounding {
    /// What is being played.
    pub now: Option<Sound>,
    /// What was played to its end last.
    pub played: Option<Sound>,
    /// Why nothing was heard, until something is.
    pub fault: Option<PlayError>,
}

/// Plays 16 kHz mono to its end, or until the flag is set.
pub(super) type Play = Box<dyn Fn(Vec<f32>, &Arc<AtomicBool>) -> Result<(), PlayError> + Send>;

struct Job {
    sound: Sound,
    samples: Arc<Vec<f32>>,
    stop: Arc<AtomicBool>,
}

/// The way to the thread that plays.
pub struct Loudspeaker {
    shown: Reader<Sounding>,
    stop: Mutex<Arc<AtomicBool>>,
    worker: Worker<Job>,
}

/// The loudspeaker in use.
pub(super) fn system() -> Play {
    Box::new(|samples, stop| sound::play(samples, OUT_RATE as u32, stop))
}

impl Loudspeaker {
    pub(super) fn start(play: Play, waker: Waker) -> std::io::Result<Self> {
        let (board, shown) = board(Sounding::default(), waker);
        let worker = Worker::start("loudspeaker-check", move |jobs| work(&play, &board, &jobs))?;
        Ok(Self { shown, stop: Mutex::default(), worker })
    }

    /// What there is to show.
    pub fn shown(&self) -> Arc<Sounding> {
        self.shown.newest()
    }

    /// Plays two tones.
    pub fn chime(&self) -> Result<(), Busy> {
        self.play(Sound::Chime, Arc::new(chime()))
    }

    /// Plays what is given, in the place of what is being played.
    pub(super) fn play(&self, sound: Sound, samples: Arc<Vec<f32>>) -> Result<(), Busy> {
        self.stop();
        let stop = Arc::new(AtomicBool::new(false));
        *self.stop.lock().map_err(|_| Busy)? = Arc::clone(&stop);
        self.worker.ask(Job { sound, samples, stop })
    }

    /// Falls silent.
    pub fn stop(&self) {
        if let Ok(stop) = self.stop.lock() {
            stop.store(true, Ordering::Relaxed);
        }
    }
}

impl Drop for Loudspeaker {
    fn drop(&mut self) {
        self.stop();
    }
}

fn work(play: &Play, board: &Board<Sounding>, jobs: &Receiver<Job>) {
    while let Ok(job) = jobs.recv() {
        if job.stop.load(Ordering::Relaxed) {
            continue;
        }
        board.show(Sounding { now: Some(job.sound), played: board.newest().played, fault: None });
        let played = play(job.samples.to_vec(), &job.stop);
        let stopped = job.stop.load(Ordering::Relaxed);
        board.show(match played {
            Ok(()) if stopped => Sounding::default(),
            Ok(()) => Sounding { played: Some(job.sound), ..Sounding::default() },
            Err(fault) => Sounding { fault: Some(fault), ..Sounding::default() },
        });
    }
}

/// A fifth up, softly: 0.7 s.
fn chime() -> Vec<f32> {
    let tone = |hertz: f32, seconds: f32| {
        let samples = (seconds * OUT_RATE as f32) as usize;
        (0..samples).map(move |n| {
            let at = n as f32 / OUT_RATE as f32;
            let swell = (at / 0.02).min(1.0) * (1.0 - at / seconds);
            0.3 * swell * (at * hertz * TAU).sin()
        })
    };
    tone(440.0, 0.25).chain(tone(660.0, 0.45)).collect()
}
