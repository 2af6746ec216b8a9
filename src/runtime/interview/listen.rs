//! The thread `listen`: reads the microphone, has the ear hear it, and writes the sound to disk as it comes.

use std::io;
use std::sync::mpsc::Receiver;
use std::sync::mpsc::RecvTimeoutError;
use std::sync::mpsc::SyncSender;
use std::sync::mpsc::sync_channel;
use std::thread::JoinHandle;
use std::time::Duration;
use std::time::Instant;

use tokio::sync::mpsc::Sender;

use crate::core::listening::FRAME_SAMPLES;
use crate::core::listening::SAMPLE_RATE;
use crate::io::session::audio::AudioFile;
use crate::io::session::error::SessionError;
use crate::runtime::interview::clock::Clock;
use crate::runtime::interview::ear::Ear;
use crate::runtime::interview::ear::Keep;
use crate::runtime::interview::played::Cue;
use crate::runtime::interview::report::EarReport;
use crate::runtime::interview::report::Report;
use crate::runtime::microphone::Microphone;
use crate::runtime::microphone::Notice;

/// How often the microphone is read.
const READ: Duration = Duration::from_millis(10);

/// Levels are told this often: a recording that is played faster gives more of them.
const LEVELS: Duration = Duration::from_millis(45);

/// Orders that may wait; the interview gives fewer between two readings.
const ORDERS: usize = 64;

/// What the interview wants of the ear.
#[derive(Debug, Clone, Copy)]
pub(super) enum Order {
    Open { opening: u32, not_before_ms: u64 },
    Shut { opening: u32 },
    Watch,
}

/// The interview's end of it.
pub(super) struct Listen {
    orders: SyncSender<Order>,
    thread: JoinHandle<()>,
}

impl Listen {
    pub(super) fn start(
        (microphone, cue): (Microphone, Option<Cue>),
        ear: Ear,
        audio: AudioFile,
        clock: Clock,
        reports: Sender<Report>,
    ) -> io::Result<Self> {
        let (orders, taken) = sync_channel(ORDERS);
        let disk = Disk { audio: Some(audio), failed: None };
        let line = Line {
            microphone,
            cue,
            ear,
            disk,
            clock,
            reports,
            rest: Vec::new(),
            lost_device: false,
            level: None,
        };
        let thread = std::thread::Builder::new().name("listen".into()).spawn(move || line.work(&taken))?;
        Ok(Self { orders, thread })
    }

    /// `false` where the queue is full: never waits, for the thread may be waiting for the interview.
    pub(super) fn order(&self, order: Order) -> bool {
        self.orders.try_send(order).is_ok()
    }

    /// Ends the thread: the sound file is complete, or its failure was reported. What it reports meanwhile has to be
    /// taken by somebody, for it may wait for room.
    pub(super) fn end(self, mut take: impl FnMut()) {
        drop(self.orders);
        while !self.thread.is_finished() {
            take();
            std::thread::sleep(READ);
        }
        self.thread.join().ok();
    }
}

/// The sound file. After a failure nothing more is written, and what was is whole.
struct Disk {
    audio: Option<AudioFile>,
    failed: Option<SessionError>,
}

impl Keep for Disk {
    fn keep(&mut self, samples: &[f32]) {
        let Some(audio) = &mut self.audio else { return };
        if let Err(error) = audio.push(samples) {
            self.failed = Some(error);
            self.audio = None;
        }
    }
}

/// The thread's end of it.
struct Line {
    microphone: Microphone,
    /// For a recording that is played: when it is its turn.
    cue: Option<Cue>,
    ear: Ear,
    disk: Disk,
    clock: Clock,
    reports: Sender<Report>,
    /// Samples of a frame that is not complete.
    rest: Vec<f32>,
    lost_device: bool,
    level: Option<Instant>,
}

impl Line {
    fn work(mut self, orders: &Receiver<Order>) {
        loop {
            match orders.recv_timeout(READ) {
                Err(RecvTimeoutError::Disconnected) => break,
                Ok(order) => {
                    // What was heard before the order belongs to the time before it.
                    self.hear();
                    self.obey(order);
                }
                Err(RecvTimeoutError::Timeout) => self.hear(),
            }
            if self.tell().is_none() {
                break;
            }
        }
        self.end();
    }

    fn obey(&mut self, order: Order) {
        if let Some(cue) = &self.cue {
            match order {
                Order::Open { opening, .. } => cue.set(opening),
                Order::Shut { .. } => cue.set(0),
                Order::Watch => {}
            }
        }
        match order {
            Order::Open { opening, not_before_ms } => self.ear.open(opening, not_before_ms, &mut self.disk),
            Order::Shut { opening } => self.ear.shut(opening),
            Order::Watch => self.ear.watch(),
        }
    }

    fn hear(&mut self) {
        let notices = self.microphone.read(&mut self.rest);
        let now = self.clock.now_ms();
        // All but the last notices are about sound that came before; the device's end is told after its sound.
        self.frames(now);
        for notice in notices {
            self.notice(notice);
        }
    }

    fn frames(&mut self, now: u64) {
        let samples = std::mem::take(&mut self.rest);
        let mut frames = samples.chunks_exact(FRAME_SAMPLES);
        let mut after = samples.len();
        for frame in frames.by_ref() {
            let at_ms = now.saturating_sub((after * 1000 / SAMPLE_RATE) as u64);
            after -= FRAME_SAMPLES;
            self.ear.hear(frame.to_vec(), at_ms, &mut self.disk);
        }
        self.rest = frames.remainder().to_vec();
    }

    fn notice(&mut self, notice: Notice) {
        match notice {
            Notice::Opened(device) => {
                self.ear.begin_anew();
                if std::mem::take(&mut self.lost_device) {
                    self.report(Report::Ear(EarReport::DeviceBack { name: device.name }));
                }
            }
            Notice::Gone { .. } => {
                self.rest.clear();
                self.lost_device = true;
                self.ear.lose();
            }
            Notice::Level(level) => {
                let now = Instant::now();
                if self.level.is_none_or(|told| now >= told + LEVELS) {
                    self.level = Some(now);
                    // A meter that misses a reading shows the next.
                    self.reports.try_send(Report::Level(level)).ok();
                }
            }
            Notice::Lost(samples) => self.report(Report::Lost(samples * 1000 / SAMPLE_RATE as u64)),
            Notice::Waiting(error) => {
                self.report(Report::NoMicrophone(error));
            }
            Notice::Ended => self.report(Report::PlayedOut),
        }
    }

    /// `None` when nobody listens any more.
    fn tell(&mut self) -> Option<()> {
        for told in self.ear.told() {
            self.reports.blocking_send(Report::Ear(told)).ok()?;
        }
        if let Some(error) = self.disk.failed.take() {
            self.reports.blocking_send(Report::Disk(error)).ok()?;
        }
        Some(())
    }

    fn report(&mut self, report: Report) {
        // In order with what the ear has to tell.
        self.tell();
        self.reports.blocking_send(report).ok();
    }

    fn end(mut self) {
        if let Some(audio) = self.disk.audio.take()
            && let Err(error) = audio.finish()
        {
            self.reports.blocking_send(Report::Disk(error)).ok();
        }
    }
}
