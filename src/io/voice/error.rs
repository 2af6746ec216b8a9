//! What can keep the interviewer from being heard.

use thiserror::Error;

/// Why nothing is said aloud.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum VoiceError {
    /// No speech output on this machine.
    #[error("no speech output was found ({why}); {}", install())]
    Absent {
        /// What the system says.
        why: String,
    },
    /// It is there and does not answer.
    #[error("the speech output does not answer; it is tried again later")]
    Hangs,
    /// It began a sentence and was not heard of again.
    #[error("the speech output stopped in the middle of a sentence; it is tried again later")]
    Died,
    /// It refused.
    #[error("the speech output refused: {why}; it is tried again later")]
    Refused {
        /// What the system says.
        why: String,
    },
    /// A voice that is not there.
    #[error("there is no voice called {name}; `pushback devices` lists those there are")]
    NoSuchVoice {
        /// What was asked for.
        name: String,
    },
    /// The program was built without it, or the person switched it off.
    #[error("the voice is switched off")]
    Off,
}

/// What helps where there is none.
fn install() -> &'static str {
    if cfg!(target_os = "linux") {
        "install it: apt-get install speech-dispatcher speech-dispatcher-espeak-ng"
    } else {
        "switch on a voice in the system's settings for speech"
    }
}
