//! What is wrong with a pack, and where.

use std::fmt;
use std::io;
use std::path::PathBuf;

/// A line of a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file as a person would look for it.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
}

/// One fault.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// Where.
    pub place: Place,
    /// What.
    pub what: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.place.file, self.place.line, self.what)
    }
}

/// Why packs could not be loaded.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PackError {
    /// The files say something that cannot be.
    #[error("{}", several(.0))]
    Broken(Vec<Problem>),
    /// A file or folder could not be read.
    #[error("cannot read {}", path.display())]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The folder holds nothing that a pack is made of.
    #[error("no pack in {}: expected pack.toml, or a folder packs, cues, interview or loops", path.display())]
    NoPack {
        /// Which.
        path: PathBuf,
    },
}

impl PackError {
    /// The single faults, if files were read.
    pub fn problems(&self) -> &[Problem] {
        if let Self::Broken(problems) = self { problems } else { &[] }
    }
}

fn several(problems: &[Problem]) -> String {
    let first = problems.first().map(ToString::to_string).unwrap_or_default();
    match problems.len() {
        0 | 1 => first,
        n => format!("{first} (and {} more; see them all with pushback packs check)", n - 1),
    }
}
