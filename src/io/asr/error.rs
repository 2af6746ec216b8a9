//! What can go wrong with a speech model.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

/// One variant per answer to "what now?".
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum AsrError {
    /// There is no model.
    #[error("there is no speech model here; fetch one with `pushback models fetch`: {}", path.display())]
    Missing {
        /// The file asked for.
        path: PathBuf,
    },
    /// A folder or something else that is no file.
    #[error("this is not a file; name the model file itself: {}", path.display())]
    NotAFile {
        /// What was named.
        path: PathBuf,
    },
    /// The model may not be read, or the disk failed.
    #[error("cannot read the speech model ({source}); check its permissions or fetch it again: {}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Another kind of file.
    #[error("this is not a whisper.cpp model; fetch one with `pushback models fetch`: {}", path.display())]
    NotAModel {
        /// The file.
        path: PathBuf,
    },
    /// The file begins like a model and goes on in a way that no model does.
    #[error("the speech model is damaged ({reason}); fetch it again with `pushback models fetch`: {}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What does not fit.
        reason: String,
    },
    /// The file ends too early.
    #[error("the speech model is cut off ({found} of {wanted} weights are there); fetch it again with `pushback models fetch`: {}", path.display())]
    Cut {
        /// The file.
        path: PathBuf,
        /// Whole tensors found.
        found: usize,
        /// Tensors that a model of this shape has.
        wanted: usize,
    },
    /// whisper.cpp refused the model.
    #[error("the recogniser cannot load the speech model ({reason}); fetch it again or choose another: {}", path.display())]
    Load {
        /// The file.
        path: PathBuf,
        /// Its words.
        reason: String,
    },
    /// A call failed.
    #[error("the recogniser failed ({reason}); try again with a smaller model")]
    Failed {
        /// Its words.
        reason: String,
    },
    /// Somebody asked it to stop.
    #[error("stopped")]
    Stopped,
}
