//! The loudspeaker: plays sound that was recorded, for listening back.

pub mod out;
#[cfg(feature = "mic")]
mod ring;
#[cfg(feature = "mic")]
pub mod speaker;
pub mod take;

use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

use thiserror::Error;

/// Why nothing can be heard.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PlayError {
    /// No way out for sound.
    #[error("no loudspeaker found; plug one in, or switch it on in the settings of the system")]
    None,
    /// It is there and does not play.
    #[error("the loudspeaker {name} cannot be used: {why}; unplug it and plug it in again")]
    Failed {
        /// The device.
        name: String,
        /// What the system says.
        why: String,
    },
    /// It took the sound and never played it to the end.
    #[error("the loudspeaker {name} does not play; check the sound settings of the system")]
    Stuck {
        /// The device.
        name: String,
    },
    /// The sound file cannot be played.
    #[error("the sound cannot be played ({why}): {}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// The program was built without it.
    #[error("this build of Pushback cannot play sound; build it with the feature `mic`")]
    NotBuilt,
}

/// Plays mono samples at `rate` a second on the default loudspeaker, and returns when they were heard, or soon after
/// `stop` is set.
pub fn play(samples: Vec<f32>, rate: u32, stop: &AtomicBool) -> Result<(), PlayError> {
    #[cfg(feature = "mic")]
    return speaker::play(samples, rate, stop);
    #[cfg(not(feature = "mic"))]
    {
        let _ = (samples, rate, stop);
        Err(PlayError::NotBuilt)
    }
}

/// Name of the loudspeaker in use, as a person recognises it.
pub fn loudspeaker() -> Result<String, PlayError> {
    #[cfg(feature = "mic")]
    return speaker::name();
    #[cfg(not(feature = "mic"))]
    Err(PlayError::NotBuilt)
}
