//! A microphone that is tried out: how loud it is, whether that is good, and a short recording.
//!
//! It is open only between [`Ear::listen`] and [`Ear::close`]. The thread reads it, and shows every reading.

use std::io;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::sync::mpsc::Receiver;
use std::sync::mpsc::RecvTimeoutError;
use std::time::Duration;

use crate::io::capture::error::CaptureError;
use crate::io::capture::level;
use crate::io::capture::level::Level;
use crate::io::capture::level::READINGS;
use crate::runtime::microphone::Microphone;
use crate::runtime::microphone::Notice;
use crate::runtime::microphone::take;
use crate::runtime::microphone::take::Take;
use crate::runtime::sound;
use crate::runtime::studio::Waker;
use crate::runtime::studio::board::Board;
use crate::runtime::studio::board::Reader;
use crate::runtime::studio::board::board;
use crate::runtime::studio::check::judge::Heard;
use crate::runtime::studio::check::judge::Judge;
use crate::runtime::studio::errand::Busy;
use crate::runtime::studio::errand::Worker;

/// How often the microphone is read.
const READ: Duration = Duration::from_millis(25);

/// How it stands with the device.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Line {
    /// Nobody listens.
    #[default]
    Closed,
    /// It is being opened.
    Opening,
    /// This one is open.
    Open(String),
    /// This one went away; it is waited for.
    Gone(String),
    /// There is none; it is waited for.
    Missing(CaptureError),
}

/// What there is to show.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Hearing {
    /// How it stands with the device.
    pub line: Line,
    /// The newest reading.
    pub level: Level,
    /// What the readings come to.
    pub heard: Heard,
    /// The device was heard well since it was chosen, also when it is closed again.
    pub passed: bool,
    /// The one that was chosen is not there; another is listened to.
    pub instead: bool,
    /// How much of a recording is done, from 0 to 1.
    pub recorded: Option<f32>,
}

/// A difference of the meter that nobody sees, as a share of its width.
const UNSEEN: f32 = 0.004;

impl Hearing {
    /// Whether both are drawn alike. The noise of a quiet room moves a reading with every block, and its picture hardly.
    fn looks_like(&self, other: &Self) -> bool {
        let near = |one: f32, two: f32| (level::share(one) - level::share(two)).abs() < UNSEEN;
        let (one, two) = (self.level, other.level);
        one.clipping == two.clipping
            && near(one.peak_db, two.peak_db)
            && near(one.hold_db, two.hold_db)
            && Self { level: two, ..self.clone() } == *other
    }
}

/// Opens a microphone by its name, or the default one, and says whether it is another than was wanted.
pub(super) type Open = Box<dyn Fn(Option<&str>) -> io::Result<(Microphone, bool)> + Send>;

/// What becomes of a recording; `None` if it was called off.
type Then = Box<dyn FnOnce(Option<Result<Take, CaptureError>>) + Send>;

enum Job {
    Listen(Option<String>),
    Record { name: Option<String>, seconds: f32, stop: Arc<AtomicBool>, then: Then },
    Close,
}

/// The way to the thread that listens.
pub struct Ear {
    shown: Reader<Hearing>,
    /// Calls off the recording in hand.
    stop: Mutex<Arc<AtomicBool>>,
    worker: Worker<Job>,
}

/// The system's microphones.
pub(super) fn system() -> Open {
    Box::new(|name| {
        let found = name.map(|name| sound::find_microphone(name).ok());
        let instead = found.as_ref().is_some_and(Option::is_none);
        Ok((Microphone::system(found.flatten())?, instead))
    })
}

impl Ear {
    pub(super) fn start(open: Open, waker: Waker) -> io::Result<Self> {
        let (board, shown) = board(Hearing::default(), waker);
        let bench =
            Bench { open, board, mic: None, chosen: None, now: Hearing::default(), judge: Judge::default() };
        let worker = Worker::start("microphone-check", move |jobs| bench.work(&jobs))?;
        Ok(Self { shown, stop: Mutex::default(), worker })
    }

    /// What there is to show.
    pub fn shown(&self) -> Arc<Hearing> {
        self.shown.newest()
    }

    /// Opens a microphone by its name, or the default one.
    pub fn listen(&self, name: Option<String>) -> Result<(), Busy> {
        self.worker.ask(Job::Listen(name))
    }

    /// Records, with the microphone that is open or with this one; `then` is called on the thread that listens.
    pub(super) fn record(
        &self,
        name: Option<String>,
        seconds: f32,
        then: impl FnOnce(Option<Result<Take, CaptureError>>) + Send + 'static,
    ) -> Result<(), Busy> {
        let stop = Arc::new(AtomicBool::new(false));
        // Held for a moment only.
        *self.stop.lock().map_err(|_| Busy)? = Arc::clone(&stop);
        self.worker.ask(Job::Record { name, seconds, stop, then: Box::new(then) })
    }

    /// Calls off a recording.
    pub fn call_off(&self) {
        if let Ok(stop) = self.stop.lock() {
            stop.store(true, Ordering::Relaxed);
        }
    }

    /// Closes the microphone.
    pub fn close(&self) -> Result<(), Busy> {
        self.call_off();
        self.worker.ask(Job::Close)
    }
}

impl Drop for Ear {
    fn drop(&mut self) {
        self.call_off();
    }
}

/// What the thread owns.
struct Bench {
    open: Open,
    board: Board<Hearing>,
    mic: Option<Microphone>,
    chosen: Option<String>,
    now: Hearing,
    judge: Judge,
}

impl Bench {
    fn work(mut self, jobs: &Receiver<Job>) {
        loop {
            let job = if self.mic.is_some() {
                jobs.recv_timeout(READ)
            } else {
                jobs.recv().map_err(|_| RecvTimeoutError::Disconnected)
            };
            match job {
                Ok(Job::Listen(name)) => self.listen(name),
                Ok(Job::Record { name, seconds, stop, then }) => then(self.record(name, seconds, &stop)),
                Ok(Job::Close) => self.close(),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
            self.read();
        }
    }

    fn listen(&mut self, name: Option<String>) {
        if self.mic.is_some() && self.chosen == name {
            return;
        }
        // The old one is closed before the next is opened: a device may be there for one only.
        self.mic = None;
        self.judge = Judge::default();
        self.now = Hearing { line: Line::Opening, ..Hearing::default() };
        self.show();
        match (self.open)(name.as_deref()) {
            Ok((mic, instead)) => (self.mic, self.now.instead) = (Some(mic), instead),
            Err(error) => {
                let why = error.to_string();
                self.now.line = Line::Missing(CaptureError::Failed { name: "in use".into(), why });
                self.show();
            }
        }
        self.chosen = name;
    }

    fn close(&mut self) {
        self.mic = None;
        let (passed, instead) = (self.now.passed, self.now.instead);
        self.now = Hearing { passed, instead, ..Hearing::default() };
        self.show();
    }

    /// Nobody is woken for what nobody could see.
    fn show(&self) {
        if !self.now.looks_like(&self.board.newest()) {
            self.board.show(self.now.clone());
        }
    }

    fn read(&mut self) {
        let Some(mic) = &mut self.mic else { return };
        let notices = mic.read(&mut Vec::new());
        if notices.is_empty() {
            return;
        }
        notices.into_iter().for_each(|notice| self.notice(notice));
        self.show();
    }

    fn notice(&mut self, notice: Notice) {
        match notice {
            Notice::Opened(device) => {
                self.judge = Judge::default();
                self.now = Hearing {
                    line: Line::Open(device.name),
                    instead: self.now.instead,
                    ..Hearing::default()
                };
            }
            Notice::Level(level) => {
                self.now.level = level;
                self.now.heard = self.judge.take(level);
                self.now.passed |= self.now.heard == Heard::Good;
            }
            Notice::Gone { name } => self.now = Hearing { line: Line::Gone(name), ..Hearing::default() },
            // Which one went away says more than that there is none.
            Notice::Waiting(_) if matches!(self.now.line, Line::Gone(_)) => {}
            Notice::Waiting(error) => self.now = Hearing { line: Line::Missing(error), ..Hearing::default() },
            Notice::Lost(_) | Notice::Ended => {}
        }
    }

    fn record(
        &mut self,
        name: Option<String>,
        seconds: f32,
        stop: &Arc<AtomicBool>,
    ) -> Option<Result<Take, CaptureError>> {
        self.listen(name);
        self.read();
        // What is known is not waited for again.
        match &self.now.line {
            Line::Missing(error) => return Some(Err(error.clone())),
            Line::Gone(name) => return Some(Err(CaptureError::Gone { name: name.clone() })),
            Line::Closed | Line::Opening | Line::Open(_) => {}
        }
        let mic = self.mic.as_mut()?;
        if mic.device().is_none() {
            match take::ready(mic) {
                Ok(name) => self.now.line = Line::Open(name),
                Err(error) => {
                    self.now.line = Line::Missing(error.clone());
                    self.show();
                    return Some(Err(error));
                }
            }
        }
        let readings = (seconds * READINGS as f32).max(1.0);
        let (now, board, judge, mut seen) = (&mut self.now, &self.board, &mut self.judge, 0.0);
        // What came before was not meant.
        mic.read(&mut Vec::new());
        let shown = |level| {
            seen += 1.0;
            now.level = level;
            now.heard = judge.take(level);
            now.passed |= now.heard == Heard::Good;
            now.recorded = Some((seen / readings).min(1.0));
            board.show(now.clone());
        };
        let taken = take::record(mic, seconds, shown, stop);
        self.now.recorded = None;
        if let (None, Line::Open(name)) = (mic.device(), &self.now.line) {
            self.now.line = Line::Gone(name.clone());
        }
        self.show();
        (!stop.load(Ordering::Relaxed)).then_some(taken)
    }
}

#[cfg(test)]
mod looks {
    use super::*;

    #[test]
    fn the_noise_of_a_quiet_room_wakes_nobody() {
        let at = |db: f32| Hearing {
            level: Level { rms_db: db, peak_db: db, hold_db: db, ..Level::default() },
            ..Hearing::default()
        };
        assert!(at(-55.0).looks_like(&at(-55.1)));
        assert!(!at(-55.0).looks_like(&at(-50.0)));
        assert!(!at(-55.0).looks_like(&Hearing { line: Line::Opening, ..at(-55.0) }));
    }
}
