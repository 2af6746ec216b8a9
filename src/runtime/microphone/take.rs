//! A short recording, to see whether a microphone is good.

use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::time::Duration;
use std::time::Instant;

use crate::io::capture::error::CaptureError;
use crate::io::capture::level::Level;
use crate::io::resample::OUT_RATE;
use crate::runtime::microphone::Microphone;
use crate::runtime::microphone::Notice;

/// How long a device may take to open.
const OPENING: Duration = Duration::from_secs(5);

/// How often it is read.
const READ: Duration = Duration::from_millis(10);

/// How much longer than it should a recording may take: a device that is gone may come back.
const WAITING: Duration = Duration::from_secs(10);

/// Quieter than this at its loudest, speech is hard to tell from the room; in dB relative to full scale.
pub const QUIET_DB: f32 = -35.0;

/// What was heard in a few seconds.
#[derive(Debug, Clone, Default)]
pub struct Take {
    /// The microphone as a person calls it.
    pub device: String,
    /// 16 kHz mono.
    pub samples: Vec<f32>,
    /// The loudest moment, in dB relative to full scale.
    pub peak_db: f32,
    /// Waves were cut off.
    pub clipped: bool,
    /// Nothing but zeros, from the first sample to the last.
    pub dead: bool,
    /// Samples lost on the way.
    pub lost: u64,
    /// The device went away in between.
    pub interrupted: bool,
}

/// Waits until the device is open. `Err` says why there is none.
pub fn ready(mic: &mut Microphone) -> Result<String, CaptureError> {
    let until = Instant::now() + OPENING;
    let mut why = None;
    while Instant::now() < until {
        for notice in mic.read(&mut Vec::new()) {
            match notice {
                Notice::Opened(device) => return Ok(device.name),
                Notice::Waiting(error) => why = Some(error),
                _ => {}
            }
        }
        if why.is_some() {
            break;
        }
        std::thread::sleep(READ);
    }
    let silent =
        || CaptureError::Failed { name: "in use".into(), why: "the audio system does not answer".into() };
    Err(why.unwrap_or_else(silent))
}

/// Records that many seconds with an open microphone; `shown` gets each level. Ends early if `stop` is set.
pub fn record(
    mic: &mut Microphone,
    seconds: f32,
    mut shown: impl FnMut(Level),
    stop: &AtomicBool,
) -> Result<Take, CaptureError> {
    let device = mic.device().map(|device| device.name.clone()).unwrap_or_default();
    let mut take = Take { device, peak_db: Level::default().peak_db, ..Take::default() };
    let wanted = (OUT_RATE as f32 * seconds) as usize;
    let until = Instant::now() + Duration::from_secs_f32(seconds) + WAITING;
    let mut missing = CaptureError::None;
    while take.samples.len() < wanted && !stop.load(Ordering::Relaxed) {
        for notice in mic.read(&mut take.samples) {
            match notice {
                Notice::Level(level) => {
                    take.peak_db = take.peak_db.max(level.peak_db);
                    take.clipped |= level.clipping;
                    shown(level);
                }
                Notice::Lost(samples) => take.lost += samples,
                Notice::Gone { .. } => take.interrupted = true,
                Notice::Waiting(error) => missing = error,
                Notice::Opened(_) | Notice::Ended => {}
            }
        }
        if Instant::now() > until {
            return Err(missing);
        }
        std::thread::sleep(READ);
    }
    take.dead = take.samples.iter().all(|sample| sample.abs() < 1e-6);
    Ok(take)
}
