//! What a command tells a person when it could not do its work.

use std::error::Error;
use std::fmt;
use std::io;
use std::path::Path;

use crate::io::report::folder::FolderError;

/// Exit status of a command that a signal ended, as shells count it.
const INTERRUPTED: u8 = 130;

/// Says what went wrong and where, and what to do next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// What and where, in lower case without a full stop. Empty where everything was said already.
    pub what: String,
    /// What to do next, if anything helps.
    pub next: Option<String>,
    /// The exit status it leads to.
    pub status: u8,
}

impl Failure {
    /// A failure that nothing but its description helps with.
    pub fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), next: None, status: 1 }
    }

    /// Failures of parts of the work that were told one by one.
    pub fn told() -> Self {
        Self::new("")
    }

    /// The person ended the command.
    pub fn interrupted() -> Self {
        Self { status: INTERRUPTED, ..Self::new("interrupted; no report is left half-written") }
    }

    /// Adds what to do next.
    #[must_use]
    pub fn next(mut self, next: impl Into<String>) -> Self {
        self.next = Some(next.into());
        self
    }

    /// The error and its causes as one line.
    pub fn of(error: &dyn Error) -> Self {
        let mut what = error.to_string();
        let mut cause = error.source();
        while let Some(e) = cause {
            let text = e.to_string();
            if !what.contains(&text) {
                what = format!("{what}: {text}");
            }
            cause = e.source();
        }
        Self::new(what)
    }

    /// A file or folder that could not be read or written: `did` is "cannot read" and the like.
    pub fn file(did: &str, path: &Path, error: &io::Error) -> Self {
        let path = path.display();
        let (why, next) = match error.kind() {
            io::ErrorKind::NotFound => ("there is no such file", Some("check the path")),
            io::ErrorKind::PermissionDenied => {
                ("permission denied", Some("allow yourself to use it, or choose another"))
            }
            io::ErrorKind::IsADirectory => ("it is a directory", Some("name the files in it")),
            io::ErrorKind::NotADirectory => {
                ("a part of the path is no directory", Some("choose another path"))
            }
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                ("the disk is full", Some("free some space or choose another folder"))
            }
            io::ErrorKind::ReadOnlyFilesystem => ("the disk is read-only", Some("choose another folder")),
            _ => return Self::new(format!("{did}: {path}: {}", plain(error))),
        };
        Self { next: next.map(Into::into), ..Self::new(format!("{did}: {path}: {why}")) }
    }
}

/// The system's words without its number.
fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    let end = text.find(" (os error").unwrap_or(text.len());
    text[..end].to_lowercase()
}

impl fmt::Display for Failure {
    /// One line whatever the names of files hold.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        one_line(f, &self.what)?;
        if let Some(next) = &self.next {
            f.write_str("; ")?;
            one_line(f, next)?;
        }
        Ok(())
    }
}

impl Error for Failure {}

impl From<FolderError> for Failure {
    fn from(fault: FolderError) -> Self {
        if fault.error.kind() == io::ErrorKind::AlreadyExists {
            let what = format!("{}: {}: a file has its name", fault.did, fault.path.display());
            return Self::new(what).next("choose another folder");
        }
        Self::file(fault.did, &fault.path, &fault.error)
    }
}

fn one_line(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    for c in text.chars() {
        if c.is_control() {
            write!(f, "{}", c.escape_default())?;
        } else {
            write!(f, "{c}")?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_is_one_line_whatever_a_file_is_called() {
        let error = io::Error::from(io::ErrorKind::NotFound);
        let failure = Failure::file("cannot read", Path::new("a\nb\u{1b}[31m"), &error);
        let line = failure.to_string();
        assert_eq!(line, "cannot read: a\\nb\\u{1b}[31m: there is no such file; check the path");
    }

    #[test]
    fn a_full_disk_is_called_by_its_name() {
        let error = io::Error::from(io::ErrorKind::StorageFull);
        let line = Failure::file("cannot write", Path::new("out/a.html"), &error).to_string();
        assert_eq!(
            line,
            "cannot write: out/a.html: the disk is full; free some space or choose another folder"
        );
    }
}
