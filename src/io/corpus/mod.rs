//! Labelled answers and verdicts as files of one JSON object a line.
//!
//! The types of the files stand here and nowhere else. A line may carry more keys than are read; one that cannot be
//! read is refused with its file, line and column, and so is a file from a later version.

pub mod answers;
pub mod figures;
pub mod verdicts;

use std::fs::File;
use std::io::BufRead;
use std::io::BufReader;
use std::path::Path;
use std::path::PathBuf;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use thiserror::Error;

use crate::core::rubric::verdict::Attribution;
use crate::core::rubric::verdict::Disclosure;

/// The version of the lines that this program reads. A line without a version is of version 1.
pub const VERSION: u32 = 1;

/// Why a file was not read.
#[derive(Debug, Error)]
pub enum CorpusError {
    /// The file cannot be opened or read.
    #[error("cannot read {}", .path.display())]
    Read {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A line does not hold what it should.
    #[error("{what}: {}", .at)]
    Line {
        /// What is wrong with it.
        what: String,
        /// Which line.
        at: Place,
    },
    /// Two lines are about the same answer.
    #[error("two lines have the id {id:?}, the first is line {first}; give each answer its own: {}", .at)]
    Duplicate {
        /// The id.
        id: String,
        /// Line of the first one, from 1.
        first: usize,
        /// The second one.
        at: Place,
    },
    /// No line at all.
    #[error("the file holds no line; it should hold one JSON object a line: {}", .path.display())]
    Empty {
        /// Which file.
        path: PathBuf,
    },
}

/// A place in a file, as editors open it: `path:line`, or `path:line:column`; both from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Which file.
    pub path: PathBuf,
    /// From 1.
    pub line: usize,
    /// In bytes, from 1; `None` for the line as a whole.
    pub column: Option<usize>,
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.path.display(), self.line)?;
        self.column.map_or(Ok(()), |column| write!(f, ":{column}"))
    }
}

/// The one key that every version of a line may have, read before anything else.
#[derive(Deserialize)]
struct Version {
    version: Option<u32>,
}

/// Reads every line that is not blank as `kind`, and makes of each what `convert` says, with the id of its answer.
fn read_lines<F: DeserializeOwned, T>(
    path: &Path,
    kind: &str,
    convert: impl Fn(F) -> Result<(String, T), String>,
) -> Result<Vec<(String, T)>, CorpusError> {
    let unread = |source| CorpusError::Read { path: path.to_owned(), source };
    let mut reader = BufReader::new(File::open(path).map_err(unread)?);
    let mut made: Vec<(String, T)> = Vec::new();
    let mut seen = std::collections::HashMap::new();
    let mut bytes = Vec::new();
    for line in 1.. {
        bytes.clear();
        if reader.read_until(b'\n', &mut bytes).map_err(unread)? == 0 {
            break;
        }
        if bytes.trim_ascii().is_empty() {
            continue;
        }
        let wrong = |what: String, column| {
            let what = format!("the line is not {kind}, {what}; correct or remove it");
            CorpusError::Line { what, at: Place { path: path.to_owned(), line, column } }
        };
        let file = parse(&bytes).map_err(|(what, column)| wrong(what, column))?;
        let (id, value) = convert(file).map_err(|what| wrong(what, None))?;
        if let Some(first) = seen.insert(id.clone(), line) {
            let at = Place { path: path.to_owned(), line, column: None };
            return Err(CorpusError::Duplicate { id, first, at });
        }
        made.push((id, value));
    }
    if made.is_empty() { Err(CorpusError::Empty { path: path.to_owned() }) } else { Ok(made) }
}

fn parse<F: DeserializeOwned>(line: &[u8]) -> Result<F, (String, Option<usize>)> {
    let version: Version = serde_json::from_slice(line).map_err(|e| explain(&e))?;
    match version.version {
        Some(later) if later > VERSION => Err((
            format!(
                "it is of version {later} and this program reads up to {VERSION}; a newer one may read it"
            ),
            None,
        )),
        _ => serde_json::from_slice(line).map_err(|e| explain(&e)),
    }
}

/// The message without its "at line 1": every line is parsed on its own.
fn explain(error: &serde_json::Error) -> (String, Option<usize>) {
    let message = error.to_string();
    let what = message.rsplit_once(" at line ").map_or(message.as_str(), |(what, _)| what);
    (what.to_owned(), Some(error.column().max(1)))
}

/// A level per dimension, as both kinds of file spell it.
#[derive(Debug, Clone, Copy, Deserialize)]
struct LevelsV1 {
    stakes: u8,
    responsibility: u8,
    root_cause: u8,
    recovery: u8,
    outcome: u8,
    change: u8,
    proof: u8,
    disclosure: DisclosureV1,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum DisclosureV1 {
    Absent,
    Untimed,
    Reactive,
    Proactive,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum AttributionV1 {
    External,
    Mixed,
    Internal,
}

impl LevelsV1 {
    fn into_core(self) -> crate::core::eval::answer::Levels {
        crate::core::eval::answer::Levels {
            // The order of `eval::GRADED`.
            graded: [
                self.stakes,
                self.responsibility,
                self.root_cause,
                self.recovery,
                self.outcome,
                self.change,
                self.proof,
            ],
            disclosure: match self.disclosure {
                DisclosureV1::Absent => Disclosure::Absent,
                DisclosureV1::Untimed => Disclosure::Untimed,
                DisclosureV1::Reactive => Disclosure::Reactive,
                DisclosureV1::Proactive => Disclosure::Proactive,
            },
        }
    }
}

impl AttributionV1 {
    fn into_core(self) -> Attribution {
        match self {
            Self::External => Attribution::External,
            Self::Mixed => Attribution::Mixed,
            Self::Internal => Attribution::Internal,
        }
    }
}
