//! What can be wrong with a recording.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

/// One variant per answer to "what now?". The text says what, what to do next, and where.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ImportError {
    /// There is no such file.
    #[error("there is no such file; check the name: {}", path.display())]
    Missing {
        /// The file asked for.
        path: PathBuf,
    },
    /// A folder was named.
    #[error("this is a folder, not a recording; name the files inside it: {}", path.display())]
    IsFolder {
        /// The folder.
        path: PathBuf,
    },
    /// The file may not be read.
    #[error("no permission to read the recording; change its permissions or copy it elsewhere: {}", path.display())]
    NotAllowed {
        /// The file.
        path: PathBuf,
    },
    /// The file has no content.
    #[error("the file is empty; record or copy it again: {}", path.display())]
    Empty {
        /// The file.
        path: PathBuf,
    },
    /// The file holds text.
    #[error("this is text, not sound; to judge a written answer use `pushback analyze`: {}", path.display())]
    Text {
        /// The file.
        path: PathBuf,
    },
    /// Nothing that is understood.
    #[error("unknown sound format; convert it to WAV, MP3, M4A, FLAC or OGG Vorbis: {}", path.display())]
    UnknownFormat {
        /// The file.
        path: PathBuf,
    },
    /// A known container with a codec that is not built in.
    #[error("the sound inside is coded in a way that is not supported ({reason}); convert it to WAV: {}", path.display())]
    Unsupported {
        /// The file.
        path: PathBuf,
        /// The decoder's words.
        reason: String,
    },
    /// The header promises no channel.
    #[error("the header says that the recording has 0 channels; export it again: {}", path.display())]
    NoChannels {
        /// The file.
        path: PathBuf,
    },
    /// The header gives a rate that no recorder uses.
    #[error("the header says {rate} samples a second, outside {MIN_RATE} to {MAX_RATE}; export it again: {}", path.display())]
    BadRate {
        /// The file.
        path: PathBuf,
        /// Samples a second by the header.
        rate: u32,
    },
    /// A header and no sound.
    #[error("the file has a header and no sound after it; record or copy it again: {}", path.display())]
    NoSound {
        /// The file.
        path: PathBuf,
    },
    /// The content contradicts itself before any sound could be read.
    #[error("the recording is damaged ({reason}); copy or export it again: {}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// The decoder's words.
        reason: String,
    },
    /// The disk or the network share failed.
    #[error("cannot read the recording ({source}); try again or copy it to this machine: {}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// Lowest sample rate that is taken.
pub const MIN_RATE: u32 = 2_000;
/// Highest sample rate that is taken.
pub const MAX_RATE: u32 = 768_000;

impl ImportError {
    pub(crate) fn of_io(path: PathBuf, source: io::Error) -> Self {
        match source.kind() {
            io::ErrorKind::NotFound => Self::Missing { path },
            io::ErrorKind::PermissionDenied => Self::NotAllowed { path },
            io::ErrorKind::IsADirectory => Self::IsFolder { path },
            _ => Self::Read { path, source },
        }
    }
}
