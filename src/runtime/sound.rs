//! Questions to the system's sound that may take for ever, with an end to each.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::sync_channel;
use std::time::Duration;

use thiserror::Error;

use crate::io::capture::Device;
use crate::io::capture::DeviceId;
use crate::io::capture::error::CaptureError;
use crate::io::player;
use crate::io::player::PlayError;
use crate::io::voice::VoiceName;
use crate::io::voice::error::VoiceError;
use crate::runtime::microphone::system_microphones;
use crate::runtime::speaker::system_voice;

/// How long a list of devices may take; a connection to the audio system alone is given 2 s.
const LISTING: Duration = Duration::from_secs(5);

/// How long the list of voices may take. espeak-ng has 13,000, for which a busy machine needs 15 s.
const VOICES: Duration = Duration::from_secs(30);

/// What more than its length a sound may take to be played.
const PLAYING: Duration = Duration::from_secs(6);

/// Does `work` on a thread of its own; `None` if it does not end in time. The thread is then left to itself.
fn within<T: Send + 'static>(
    name: &str,
    patience: Duration,
    work: impl FnOnce() -> T + Send + 'static,
) -> Option<T> {
    let (told, heard) = sync_channel(1);
    let run = move || drop(told.send(work()));
    let thread = std::thread::Builder::new().name(name.to_owned()).spawn(run).ok()?;
    let result = heard.recv_timeout(patience).ok()?;
    // It has nothing left to do but to end.
    thread.join().ok();
    Some(result)
}

/// The microphones there are, the default one first.
pub fn microphones() -> Result<Vec<Device>, CaptureError> {
    let silent =
        || CaptureError::Failed { name: "list".into(), why: "the audio system does not answer".into() };
    within("microphones", LISTING, || system_microphones().devices()).unwrap_or_else(|| Err(silent()))
}

/// Why there is no microphone of that name.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum FindError {
    /// There is none at all.
    #[error(transparent)]
    Capture(#[from] CaptureError),
    /// The words fit more than one.
    #[error("several microphones are called {words}; say more of the name: {names}")]
    Several {
        /// What was asked for.
        words: String,
        /// Those there are.
        names: String,
    },
    /// The words fit none.
    #[error("no microphone is called {words}; choose one of: {names}")]
    NoneCalled {
        /// What was asked for.
        words: String,
        /// Those there are.
        names: String,
    },
}

/// The one microphone whose name holds these words.
pub fn find_microphone(words: &str) -> Result<DeviceId, FindError> {
    called(&microphones()?, words)
}

fn called(devices: &[Device], words: &str) -> Result<DeviceId, FindError> {
    let low = words.to_lowercase();
    let exact = devices.iter().find(|device| device.id.0 == words || device.name.to_lowercase() == low);
    let mut alike = devices.iter().filter(|device| device.name.to_lowercase().contains(&low));
    let found = exact.or_else(|| alike.next());
    let names = || devices.iter().map(|d| d.name.as_str()).collect::<Vec<_>>().join(", ");
    match found {
        Some(_) if exact.is_none() && alike.next().is_some() => {
            Err(FindError::Several { words: words.to_owned(), names: names() })
        }
        Some(device) => Ok(device.id.clone()),
        None => Err(FindError::NoneCalled { words: words.to_owned(), names: names() }),
    }
}

/// Name of the loudspeaker in use.
pub fn loudspeaker() -> Result<String, PlayError> {
    let stuck = || PlayError::Stuck { name: "in use".into() };
    within("loudspeaker", LISTING, player::loudspeaker).unwrap_or_else(|| Err(stuck()))
}

/// The voices of the system. Takes seconds.
pub fn voices() -> Result<Vec<VoiceName>, VoiceError> {
    let list = || system_voice()().and_then(|mut voice| voice.voices());
    within("voices", VOICES, list).unwrap_or(Err(VoiceError::Hangs))
}

/// Plays mono samples at `rate` a second on the loudspeaker in use, to their end or until `stop` is set.
pub fn play(samples: Vec<f32>, rate: u32, stop: &Arc<AtomicBool>) -> Result<(), PlayError> {
    let length = Duration::from_secs_f64(samples.len() as f64 / f64::from(rate.max(1)));
    let stop = Arc::clone(stop);
    let stuck = || PlayError::Stuck { name: "in use".into() };
    within("play", length + PLAYING, move || player::play(samples, rate, &stop))
        .unwrap_or_else(|| Err(stuck()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_microphone_is_found_by_a_part_of_its_name_that_fits_no_other() {
        let device =
            |id: &str, name: &str| Device { id: DeviceId(id.into()), name: name.into(), default: false };
        let all = [device("a", "USB headset"), device("b", "USB headset 2"), device("c", "Built-in")];
        assert_eq!(called(&all, "built"), Ok(DeviceId("c".into())));
        assert_eq!(called(&all, "usb headset"), Ok(DeviceId("a".into())));
        assert!(matches!(called(&all, "usb"), Err(FindError::Several { .. })));
        let none = called(&all, "desk").unwrap_err();
        let told = "no microphone is called desk; choose one of: USB headset, USB headset 2, Built-in";
        assert_eq!(none.to_string(), told);
    }
}
