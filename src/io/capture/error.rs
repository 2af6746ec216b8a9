//! What can keep a microphone from being heard.

use thiserror::Error;

/// Why there is no sound.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum CaptureError {
    /// Nothing that could be listened to.
    #[error("no microphone found; plug one in, or switch it on in the settings of the system")]
    None,
    /// One was chosen, and it is gone.
    #[error("the microphone {name} is not there; plug it in, or choose another from `pushback devices`")]
    Gone {
        /// Its name, or what it was asked for by.
        name: String,
    },
    /// The system does not let this program listen.
    #[error("the system does not let Pushback use the microphone {name}; allow it in the privacy settings")]
    Forbidden {
        /// The device.
        name: String,
    },
    /// Another program has it.
    #[error("the microphone {name} is in use by another program; close that, or choose another")]
    Busy {
        /// The device.
        name: String,
    },
    /// It gives samples that nobody knows how to read.
    #[error("the microphone {name} gives sound in a form that is not understood ({form}); choose another")]
    Form {
        /// The device.
        name: String,
        /// The form as the system calls it.
        form: String,
    },
    /// Anything else.
    #[error("the microphone {name} cannot be used: {why}; unplug it and plug it in again, or choose another")]
    Failed {
        /// The device.
        name: String,
        /// What the system says.
        why: String,
    },
    /// The program was built without it.
    #[error("this build of Pushback cannot use a microphone; build it with the feature `mic`")]
    NotBuilt,
}
