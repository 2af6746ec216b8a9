//! What can go wrong with sessions on disk.

use std::io;
use std::path::Path;
use std::path::PathBuf;

use thiserror::Error;

/// One variant per answer to "what now?". The text says what, what to do next, and where.
///
/// Whatever is returned, what is on disk stays valid: files are replaced in full or not at all, and a write that broke
/// off is cut back to the last whole sample or line.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum SessionError {
    /// No session of that name.
    #[error("there is no session {id:?}; `pushback sessions list` shows those there are: {}", folder.display())]
    NoSuch {
        /// What was asked for.
        id: String,
        /// Where it was looked for.
        folder: PathBuf,
    },
    /// The beginning of the names of several sessions.
    #[error("{id:?} is the beginning of {count} names of sessions; name one of them in full")]
    Ambiguous {
        /// What was asked for.
        id: String,
        /// How many names begin so.
        count: usize,
    },
    /// Nothing in the trash has that name.
    #[error("nothing called {id:?} was deleted in the last {days} days; it cannot be brought back")]
    NotInTrash {
        /// What was asked for.
        id: String,
        /// How long deleted sessions are kept.
        days: u32,
    },
    /// A session came back while another has its name.
    #[error("there is a session {id} again; delete or move that one first: {}", path.display())]
    Taken {
        /// The name.
        id: String,
        /// The folder that has it.
        path: PathBuf,
    },
    /// Another process writes it, or this one does.
    #[error("the session is in use by another Pushback; end it there, or wait: {}", path.display())]
    InUse {
        /// Its folder.
        path: PathBuf,
    },
    /// Its writer ended without closing it.
    #[error("the session {id} was interrupted; run `pushback sessions recover {id}` first")]
    Interrupted {
        /// The session.
        id: String,
    },
    /// Not a loop that was left or interrupted.
    #[error(
        "the session {id} is over, or no loop; only a loop that was left or interrupted can be gone on with"
    )]
    NothingToGoOn {
        /// The session.
        id: String,
    },
    /// Written by a later version of the program.
    #[error("written by a newer Pushback (version {version} of the format, this one knows {known}); nothing was changed, use the newer program: {}", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its version.
        version: u64,
        /// The latest version this program reads.
        known: u32,
    },
    /// The content makes no sense.
    #[error("damaged ({what}); nothing was changed, put back a copy or delete the session: {}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong in it.
        what: String,
    },
    /// No room is left.
    #[error("the disk is full: cannot {what}; what was written before is kept, so free some space and try again: {}", path.display())]
    Full {
        /// What was tried.
        what: &'static str,
        /// On what.
        path: PathBuf,
    },
    /// The folder may not be changed.
    #[error("the folder cannot be written to ({why}): cannot {what}; what is there is kept, so allow writing or choose another folder with PUSHBACK_DATA: {}", path.display())]
    NotWritable {
        /// What was tried.
        what: &'static str,
        /// `permission denied`, or `read-only`.
        why: &'static str,
        /// On what.
        path: PathBuf,
    },
    /// The drive or the folder is not there any more.
    #[error("the folder is gone, or its drive was pulled: cannot {what}; put it back and run `pushback sessions recover`: {}", path.display())]
    Gone {
        /// What was tried.
        what: &'static str,
        /// On what.
        path: PathBuf,
    },
    /// More sound than a WAV file can hold.
    #[error("the session is over {hours} hours long, more than one file can hold; begin a new one: {}", path.display())]
    TooLong {
        /// The sound file.
        path: PathBuf,
        /// The most hours.
        hours: usize,
    },
    /// An earlier failure closed the file.
    #[error("the file was closed after an earlier failure; begin a new session: {}", path.display())]
    Closed {
        /// The file.
        path: PathBuf,
    },
    /// Anything else the system says.
    #[error("cannot {what}: {}: {source}", path.display())]
    Io {
        /// What was tried.
        what: &'static str,
        /// On what.
        path: PathBuf,
        /// Why it failed.
        source: io::Error,
    },
}

impl SessionError {
    /// For `map_err`: what was tried on what.
    pub(super) fn io(what: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::of_io(what, path.to_owned(), source)
    }

    /// Sorts what the system says by what helps.
    pub(super) fn of_io(what: &'static str, path: PathBuf, source: io::Error) -> Self {
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full { what, path },
            io::ErrorKind::PermissionDenied => Self::NotWritable { what, why: "permission denied", path },
            io::ErrorKind::ReadOnlyFilesystem => Self::NotWritable { what, why: "read-only", path },
            io::ErrorKind::NotFound | io::ErrorKind::StaleNetworkFileHandle => Self::Gone { what, path },
            _ if is_device_loss(&source) => Self::Gone { what, path },
            _ => Self::Io { what, path, source },
        }
    }
}

/// EIO, ENXIO and ENODEV, as Unix numbers them; Windows says that the device is not ready, is not connected, or does
/// not exist.
fn is_device_loss(error: &io::Error) -> bool {
    let numbers: &[i32] = if cfg!(windows) { &[21, 55, 433, 1167] } else { &[5, 6, 19] };
    error.raw_os_error().is_some_and(|number| numbers.contains(&number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_failure_is_sorted_by_what_helps() {
        let said = |number| {
            let error = io::Error::from_raw_os_error(number);
            SessionError::of_io("write the sound", PathBuf::from("s/audio.wav"), error).to_string()
        };
        assert!(said(28).starts_with("the disk is full: cannot write the sound; "), "{}", said(28));
        assert!(said(30).contains("read-only") && said(13).contains("permission denied"));
        for lost in [2, 5, 6, 19] {
            assert!(said(lost).contains("its drive was pulled"), "{lost}");
        }
        assert!(said(22).starts_with("cannot write the sound: s/audio.wav: "), "{}", said(22));
    }
}
