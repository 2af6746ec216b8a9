//! A microphone that is kept open: 16 kHz mono samples, levels, and what happens to the device.
//!
//! The thread `microphone` opens devices, looks after them and closes them, for each of these calls may hang in a driver.
//! Whoever reads never waits: [`Microphone::read`] takes what has arrived, and tells within a second of a device that
//! failed, vanished, or just fell still. Everything heard before is given first. Then the thread looks for the device
//! again, or for the default one, until there is one.

mod keeper;
pub mod take;

use std::io;
use std::sync::mpsc::Receiver;
use std::sync::mpsc::SyncSender;
use std::sync::mpsc::TryRecvError;
use std::sync::mpsc::TrySendError;
use std::sync::mpsc::sync_channel;
use std::thread::JoinHandle;
use std::time::Duration;
use std::time::Instant;

use crate::io::capture::Capture;
use crate::io::capture::Device;
use crate::io::capture::DeviceId;
use crate::io::capture::Stream;
use crate::io::capture::error::CaptureError;
use crate::io::capture::level::Level;
use crate::io::capture::level::Meter;
use crate::io::log::unquoted;
use crate::io::resample::OUT_RATE;
use crate::io::resample::Resampler;
use crate::runtime::microphone::keeper::Found;
use crate::runtime::microphone::keeper::Keeper;
use crate::runtime::microphone::keeper::Wish;

/// A device that gives nothing for this long has fallen still. Blocks come every 10 ms, or every 200 at the worst.
const STILL: Duration = Duration::from_millis(600);

/// How long the end of the program waits for a driver.
const CLOSING: Duration = Duration::from_secs(1);

const WISHES: usize = 8;
const FOUND: usize = 16;

/// What happens to the microphone, in order.
#[derive(Debug, Clone, PartialEq)]
pub enum Notice {
    /// A device is open, and is heard from now on.
    Opened(Device),
    /// How loud it is, 20 times a second.
    Level(Level),
    /// Samples (at 16 kHz) were lost because they were not read in time. Silence was put in their place.
    Lost(u64),
    /// The device is gone. What it heard was given before. Another is looked for.
    Gone {
        /// As a person calls it.
        name: String,
    },
    /// None is connected. Told once; it is looked for until there is one.
    Waiting(CaptureError),
    /// The recording that took the place of a microphone is over. Silence follows.
    Ended,
}

/// One microphone.
pub struct Microphone {
    wishes: SyncSender<Wish>,
    found: Receiver<Found>,
    open: Option<Open>,
    thread: Option<JoinHandle<()>>,
}

struct Open {
    number: u64,
    device: Device,
    stream: Box<dyn Stream>,
    resampler: Resampler,
    meter: Meter,
    raw: Vec<f32>,
    /// When samples last came.
    came: Instant,
    lost: u64,
    ended: bool,
}

impl Microphone {
    /// The system's microphones; none in a build without them. Opens the one that is wanted, or the default one.
    pub fn system(wanted: Option<DeviceId>) -> io::Result<Self> {
        Self::open(system_microphones(), wanted)
    }

    /// Opens a device in the background.
    pub fn open(capture: Box<dyn Capture>, wanted: Option<DeviceId>) -> io::Result<Self> {
        let (wishes, wished) = sync_channel(WISHES);
        let (tells, found) = sync_channel(FOUND);
        let keeper = Keeper::new(capture, wanted, wished, tells);
        let thread = std::thread::Builder::new().name("microphone".into()).spawn(move || keeper.run())?;
        Ok(Self { wishes, found, open: None, thread: Some(thread) })
    }

    /// Changes to another device, or to the default one.
    pub fn choose(&mut self, wanted: Option<DeviceId>) {
        self.wish(Wish::Choose(wanted));
    }

    /// Appends what was heard since the last call, as 16 kHz mono within -1 to 1, and tells what happened. Never waits.
    /// Wants to be called every 20 ms or so; after 2 s samples are lost, and counted.
    pub fn read(&mut self, out: &mut Vec<f32>) -> Vec<Notice> {
        let notices = self.take_notice(out);
        notices.iter().for_each(write_down);
        notices
    }

    fn take_notice(&mut self, out: &mut Vec<f32>) -> Vec<Notice> {
        let mut notices = Vec::new();
        self.hear(out, &mut notices);
        loop {
            match self.found.try_recv() {
                Ok(Found::Opened(number, device, stream)) => {
                    self.leave(out, &mut notices);
                    match Open::new(number, device, stream) {
                        Ok(open) => {
                            notices.push(Notice::Opened(open.device.clone()));
                            self.open = Some(open);
                        }
                        Err(error) => notices.push(Notice::Waiting(error)),
                    }
                }
                Ok(Found::Gone(number)) => {
                    if self.open.as_ref().is_some_and(|open| open.number == number) {
                        self.leave(out, &mut notices);
                    }
                }
                Ok(Found::Nothing(error)) => notices.push(Notice::Waiting(error)),
                Err(TryRecvError::Empty | TryRecvError::Disconnected) => return notices,
            }
        }
    }

    /// The latest level; that of digital silence while there is no device.
    pub fn level(&self) -> Level {
        self.open.as_ref().map_or_else(Level::default, |open| open.meter.now())
    }

    /// The device that is open.
    pub fn device(&self) -> Option<&Device> {
        self.open.as_ref().map(|open| &open.device)
    }

    fn hear(&mut self, out: &mut Vec<f32>, notices: &mut Vec<Notice>) {
        let Some(open) = &mut self.open else { return };
        open.read(out, notices);
        if open.stream.failed() || open.came.elapsed() > STILL {
            self.leave(out, notices);
        }
    }

    /// Takes the last samples of the device and hands it back for closing.
    fn leave(&mut self, out: &mut Vec<f32>, notices: &mut Vec<Notice>) {
        let Some(mut open) = self.open.take() else { return };
        open.read(out, notices);
        open.resampler.finish(out);
        notices.push(Notice::Gone { name: open.device.name });
        self.wish(Wish::Close(open.number, open.stream));
    }

    fn wish(&self, wish: Wish) {
        if let Err(TrySendError::Full(wish)) = self.wishes.try_send(wish) {
            // The thread hangs in a driver. Closing a device here would hang too.
            std::mem::forget(wish);
        }
    }
}

impl Drop for Microphone {
    fn drop(&mut self) {
        if let Some(open) = self.open.take() {
            self.wish(Wish::Close(open.number, open.stream));
        }
        self.wish(Wish::End);
        let Some(thread) = self.thread.take() else { return };
        let until = Instant::now() + CLOSING;
        while !thread.is_finished() && Instant::now() < until {
            // It may be waiting for room to tell something.
            self.found.recv_timeout(Duration::from_millis(5)).ok();
        }
        if thread.is_finished() {
            thread.join().ok();
        }
    }
}

impl Open {
    fn new(number: u64, device: Device, stream: Box<dyn Stream>) -> Result<Self, CaptureError> {
        let rate = stream.rate();
        let resampler = Resampler::new(rate as usize)
            .map_err(|why| CaptureError::Failed { name: device.name.clone(), why })?;
        let (meter, came) = (Meter::new(rate), Instant::now());
        Ok(Self { number, device, stream, resampler, meter, raw: Vec::new(), came, lost: 0, ended: false })
    }

    fn read(&mut self, out: &mut Vec<f32>, notices: &mut Vec<Notice>) {
        self.raw.clear();
        self.stream.read(&mut self.raw);
        if !self.raw.is_empty() {
            self.came = Instant::now();
        }
        self.meter.take(&self.raw, |level| notices.push(Notice::Level(level)));
        self.resampler.push(&self.raw, out);
        let lost = self.stream.lost();
        if lost > self.lost {
            let gone = lost - self.lost;
            self.lost = lost;
            // The ring was full when they came, so they came after all that was in it. Times stay right.
            self.raw.clear();
            self.raw.resize(usize::try_from(gone).unwrap_or(0), 0.0);
            self.resampler.push(&self.raw, out);
            notices.push(Notice::Lost(gone * OUT_RATE as u64 / u64::from(self.stream.rate().max(1))));
        }
        if self.stream.ended() && !self.ended {
            self.ended = true;
            notices.push(Notice::Ended);
        }
    }
}

/// Into the log. This is the thread that reads, never the one the sound comes from.
fn write_down(notice: &Notice) {
    match notice {
        Notice::Opened(device) => tracing::info!(device = device.name, "microphone opened"),
        Notice::Gone { name } => tracing::warn!(device = name, "microphone gone"),
        Notice::Waiting(error) => {
            tracing::warn!(why = unquoted(&error.to_string()), "no microphone");
        }
        Notice::Lost(samples) => tracing::warn!(samples, "sound was lost"),
        Notice::Level(_) | Notice::Ended => {}
    }
}

#[cfg(feature = "mic")]
pub(super) fn system_microphones() -> Box<dyn Capture> {
    Box::new(crate::io::capture::device::Microphones::new())
}

#[cfg(not(feature = "mic"))]
pub(super) fn system_microphones() -> Box<dyn Capture> {
    Box::new(crate::io::capture::NoMicrophones)
}

#[cfg(test)]
mod tests;
