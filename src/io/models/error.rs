//! What can be wrong with a speech model, each with what to do about it.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use crate::io::places::NoDataFolder;

/// Why there is no model to use. Each message says what, where, and what to do next.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ModelError {
    /// The list of models itself is wrong: a fault of the build, or of a test's own list.
    #[error("the list of speech models is wrong: {what}")]
    Manifest {
        /// What is wrong with it.
        what: String,
    },
    /// There is no data folder.
    #[error(transparent)]
    Places(#[from] NoDataFolder),
    /// Neither a file nor a name.
    #[error(
        "no speech model is called {name:?}, and there is no such file; `pushback models list` shows the names ({known})"
    )]
    Unknown {
        /// What was asked for.
        name: String,
        /// The names there are, separated by commas.
        known: String,
    },
    /// A name from the list whose file is not here.
    #[error(
        "the speech model {name} is not installed; get it with `pushback models fetch {name}` ({size}), or bring the file with `pushback models import FILE`"
    )]
    NotInstalled {
        /// Its name.
        name: String,
        /// Its size, as people write it.
        size: String,
    },
    /// Nothing was chosen, and no model for human speech is installed.
    #[error(
        "a speech model for human speech is missing; get one with `pushback models fetch {name}` ({size}), or bring a file with `pushback models import FILE`"
    )]
    NoneForHumanSpeech {
        /// The model to fetch.
        name: String,
        /// Its size, as people write it.
        size: String,
    },
    /// The bundled model was not installed with the program.
    #[error("the bundled speech model {name} was not installed with the program; install Pushback again")]
    NotBundled {
        /// Its name.
        name: String,
    },
    /// No such file.
    #[error("there is no speech model at {path}; check the path, or name a model of `pushback models list`")]
    Missing {
        /// Where it should be.
        path: PathBuf,
    },
    /// A folder, or something else that is no file.
    #[error("{path} is not a file; a speech model is one file, such as ggml-base.en-q8_0.bin")]
    NotAFile {
        /// What is there.
        path: PathBuf,
    },
    /// The file cannot be read.
    #[error("cannot read the speech model {path}: {source}; check that you may read it")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The file begins with something else.
    #[error(
        "{path} is not a whisper.cpp speech model (it does not begin as one); models are listed by `pushback models list`"
    )]
    WrongMagic {
        /// The file.
        path: PathBuf,
    },
    /// The file ends too early.
    #[error(
        "the speech model {path} is cut off: it has {have} bytes and needs {need}; fetch or copy it again"
    )]
    Cut {
        /// The file.
        path: PathBuf,
        /// How many bytes it has.
        have: u64,
        /// How many bytes it needs; at least, where the rest cannot be known.
        need: u64,
    },
    /// The file is long enough and makes no sense.
    #[error("the speech model {path} is damaged: {what}; fetch or copy it again")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong in it.
        what: String,
    },
    /// The bytes are not those of the model of that name.
    #[error(
        "the speech model {path} is not the official {name}: its checksum differs; remove it with `pushback models remove {name}` and fetch it again"
    )]
    WrongChecksum {
        /// The model it should be.
        name: String,
        /// The file.
        path: PathBuf,
    },
    /// A file on offer that bears an official name and is something else.
    #[error(
        "{path} is called like {name} and has another checksum, so it is damaged or another model; get it again, or import it with `--name` under a name of your own"
    )]
    Impostor {
        /// The model it claims to be.
        name: String,
        /// The file on offer.
        path: PathBuf,
    },
    /// A name that is taken, or that cannot be a file's name.
    #[error("a model cannot be called {name:?}: {why}; choose another name with `--name`")]
    BadName {
        /// The name.
        name: String,
        /// Why not.
        why: String,
    },
    /// The bundled model can neither be imported nor removed.
    #[error("{name} comes with the program and understands synthetic voices only; it {why}")]
    Bundled {
        /// Its name.
        name: String,
        /// What cannot be done, and what can.
        why: &'static str,
    },
    /// The disk is too full.
    #[error("not enough room in {folder}: {need} are needed and {free} are free; make room and try again")]
    NoRoom {
        /// The models folder.
        folder: PathBuf,
        /// What is needed, as people write it.
        need: String,
        /// What is free, as people write it.
        free: String,
    },
    /// Somebody asked to stop.
    #[error("stopped; nothing was changed")]
    Stopped,
    /// The models folder cannot be read or written.
    #[error("cannot {what} {path}: {source}")]
    Io {
        /// What was tried.
        what: &'static str,
        /// On what.
        path: PathBuf,
        /// Why it failed.
        source: io::Error,
    },
}

impl ModelError {
    /// For `map_err`: what was tried on what.
    pub(crate) fn io(what: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { what, path, source }
    }
}
