//! What can go wrong while a model is fetched, and whether trying again may help.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use thiserror::Error;

/// Why a model was not fetched. Each message says what, where, and what to do next.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum DownloadError {
    /// Somebody asked to stop. What was fetched is kept.
    #[error("stopped; {kept} are kept in {part}, run the same command again to go on from there")]
    Stopped {
        /// How much is here, as people write it.
        kept: String,
        /// The file that holds it.
        part: PathBuf,
    },
    /// Somebody asked to stop while another process was fetching.
    #[error("stopped waiting; the other process goes on fetching")]
    StoppedWaiting,
    /// Nothing came for too long.
    #[error("{host} sent nothing for {seconds} s")]
    Stalled {
        /// Whom it was asked of.
        host: String,
        /// How long was waited.
        seconds: u64,
    },
    /// The connection could not be made, or broke.
    #[error("the connection to {host} failed: {why}")]
    Connection {
        /// Whom it was asked of.
        host: String,
        /// Why.
        why: String,
    },
    /// The answer ended before the file did.
    #[error("{host} ended the answer early, after {have} of {want} bytes")]
    Cut {
        /// Whom it was asked of.
        host: String,
        /// Bytes that are here.
        have: u64,
        /// Bytes of the whole file.
        want: u64,
    },
    /// The server answers with a part that was not asked for.
    #[error("{host} sent another part of the file than was asked for")]
    WrongPart {
        /// Whom it was asked of.
        host: String,
    },
    /// The server says no.
    #[error(
        "{url} answers {status}; try again later, or get the file elsewhere and bring it with `pushback models import FILE`"
    )]
    Status {
        /// What was asked for.
        url: String,
        /// The HTTP status, as a number and its meaning.
        status: String,
        /// How long the server asks to wait.
        wait: Option<Duration>,
        /// Whether the server may answer otherwise soon.
        passing: bool,
    },
    /// A page for people came instead of the file.
    #[error(
        "{host} sent a web page instead of the model, perhaps the login page of this network; open a browser, log in and try again"
    )]
    WebPage {
        /// Whom it was asked of.
        host: String,
    },
    /// The server's file is not the one in the list.
    #[error(
        "the file at {url} has {have} bytes instead of {want}, so it is not the model of the list; nothing was kept"
    )]
    WrongSize {
        /// What was asked for.
        url: String,
        /// What the server has.
        have: u64,
        /// What the list says.
        want: u64,
    },
    /// All bytes came and they are not the model's.
    #[error(
        "what came from {url} has the wrong checksum and was deleted; try again, or get the file elsewhere and bring it with `pushback models import FILE`"
    )]
    WrongChecksum {
        /// What was asked for.
        url: String,
    },
    /// The way there leads over an unprotected connection, or nowhere.
    #[error("{url} leads to a place that is not to be trusted: {why}; nothing was fetched from there")]
    Untrusted {
        /// What was asked for.
        url: String,
        /// Why not.
        why: String,
    },
    /// Tried as often as is sensible.
    #[error(
        "{last}; gave up after {attempts} attempts without progress, {kept} are kept; run the same command again when the network is back, or bring the file with `pushback models import FILE`"
    )]
    GaveUp {
        /// What went wrong last.
        last: Box<DownloadError>,
        /// Attempts in a row that brought nothing.
        attempts: u32,
        /// How much is here, as people write it.
        kept: String,
    },
    /// The disk is too full.
    #[error(
        "not enough room in {folder}: {need} more are needed and {free} are free; make room and try again"
    )]
    NoRoom {
        /// The models folder.
        folder: PathBuf,
        /// What is needed, as people write it.
        need: String,
        /// What is free, as people write it.
        free: String,
    },
    /// The models folder cannot be written.
    #[error("cannot {what} {path}: {source}; what was fetched so far is kept")]
    Io {
        /// What was tried.
        what: &'static str,
        /// On what.
        path: PathBuf,
        /// Why it failed.
        source: io::Error,
    },
    /// The model is not for fetching.
    #[error("{name} comes with the program and is not fetched; choose it by its name")]
    Bundled {
        /// Its name.
        name: String,
    },
}

impl DownloadError {
    /// For `map_err`: what was tried on what.
    pub(super) fn io(what: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { what, path, source }
    }

    /// Whether the same request may well succeed a little later.
    pub(super) fn is_passing(&self) -> bool {
        match self {
            Self::Stalled { .. } | Self::Connection { .. } | Self::Cut { .. } | Self::WrongPart { .. } => {
                true
            }
            Self::Status { passing, .. } => *passing,
            _ => false,
        }
    }

    /// How long the server asks to wait.
    pub(super) fn asked_wait(&self) -> Option<Duration> {
        if let Self::Status { wait, .. } = self { *wait } else { None }
    }
}
