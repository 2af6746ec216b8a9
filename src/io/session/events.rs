//! `events.jsonl`: one line for each thing that happened, in order: `{"at_ms":1234,"event":...}`.
//!
//! A line is there in full, with its line feed, before `append` returns; a kill costs at most the line being written.
//! The type of the events belongs to whoever appends them. `at_ms` counts from the beginning of the session.

use std::fs;
use std::fs::File;
use std::io::BufRead;
use std::io::BufReader;
use std::io::Write;
use std::marker::PhantomData;
use std::path::Path;
use std::path::PathBuf;

use serde::Deserialize;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::io::session::error::SessionError;

/// Its name in the folder.
pub const FILE: &str = "events.jsonl";

/// One line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line<E> {
    /// Milliseconds since the session began.
    pub at_ms: u64,
    /// What happened.
    pub event: E,
}

/// The events of a session while they happen.
pub struct EventLog {
    file: File,
    path: PathBuf,
    /// Bytes of whole lines.
    whole: u64,
}

impl EventLog {
    /// Goes on after the last line of the file, which is made if need be.
    pub(super) fn open(folder: &Path) -> Result<Self, SessionError> {
        let path = folder.join(FILE);
        let opened = File::options().append(true).create(true).open(&path);
        let open = opened.and_then(|file| Ok((file.metadata()?.len(), file)));
        let (whole, file) = open.map_err(SessionError::io("begin the list of events", &path))?;
        Ok(Self { file, path, whole })
    }

    /// Appends an event, which is on its way to the disk when this returns.
    pub fn append<E: Serialize>(&mut self, at_ms: u64, event: &E) -> Result<(), SessionError> {
        self.append_line(&Line { at_ms, event })
    }

    /// The same for an event that has its time, and all else of its line, in it.
    pub fn append_line<L: Serialize>(&mut self, line: &L) -> Result<(), SessionError> {
        let path = &self.path;
        let unwritable = |error: serde_json::Error| SessionError::io("write an event", path)(error.into());
        let mut line = serde_json::to_vec(line).map_err(unwritable)?;
        line.push(b'\n');
        // One call, so that a kill finds all of it there or nothing.
        if let Err(error) = self.file.write_all(&line) {
            // Half a line may have been written; where it cannot be cut off, recovery will.
            self.file.set_len(self.whole).ok();
            return Err(SessionError::io("write an event", path)(error));
        }
        self.whole += line.len() as u64;
        Ok(())
    }

    /// Waits until the disk has everything.
    pub fn sync(&self) -> Result<(), SessionError> {
        self.file.sync_data().map_err(SessionError::io("write an event", &self.path))
    }
}

/// Reads the events of a session that runs or has ended. A last line without a line feed is one that is being written,
/// or never was in full: it is left out. A session without the file has no events.
pub fn read<E: DeserializeOwned>(folder: &Path) -> Result<Lines<Line<E>>, SessionError> {
    lines(folder)
}

/// The same for lines of any kind.
pub fn lines<L: DeserializeOwned>(folder: &Path) -> Result<Lines<L>, SessionError> {
    let path = folder.join(FILE);
    let file = match File::open(&path) {
        Ok(file) => Some(BufReader::new(file)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && folder.is_dir() => None,
        Err(error) => return Err(SessionError::io("read the events", &path)(error)),
    };
    Ok(Lines { file, path, number: 0, line: PhantomData })
}

/// The lines of a session, from the first to the last or to the first that cannot be read.
pub struct Lines<L> {
    file: Option<BufReader<File>>,
    path: PathBuf,
    number: usize,
    line: PhantomData<L>,
}

impl<L: DeserializeOwned> Iterator for Lines<L> {
    type Item = Result<L, SessionError>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut bytes = Vec::new();
        let read = self.file.as_mut()?.read_until(b'\n', &mut bytes);
        self.number += 1;
        let line = match read {
            Ok(_) if !bytes.ends_with(b"\n") => None,
            Ok(_) => {
                Some(serde_json::from_slice(&bytes).map_err(|error| damaged(&self.path, self.number, &error)))
            }
            Err(error) => Some(Err(SessionError::io("read the events", &self.path)(error))),
        };
        if !matches!(line, Some(Ok(_))) {
            self.file = None;
        }
        line
    }
}

fn damaged(path: &Path, line: usize, error: &serde_json::Error) -> SessionError {
    let text = error.to_string();
    let end = text.rfind(" at line ").unwrap_or(text.len());
    let what = format!("line {line}: {} at column {}", &text[..end], error.column());
    SessionError::Damaged { path: path.to_owned(), what }
}

/// What recovery found among the events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mended {
    /// Whole lines.
    pub lines: usize,
    /// Bytes of a half-written line that were cut off.
    pub cut: usize,
}

/// Whether there is nothing but whole lines and perhaps a torn last one.
pub(super) fn check(folder: &Path) -> Result<(), SessionError> {
    find_whole(&folder.join(FILE)).map(drop)
}

/// Cuts a torn last line off, or ends it where only its line feed is missing. Anything else that is no event is refused
/// without a touch.
pub(super) fn mend(folder: &Path) -> Result<Mended, SessionError> {
    let path = folder.join(FILE);
    let Some(found) = find_whole(&path)? else { return Ok(Mended { lines: 0, cut: 0 }) };
    let put_in_order = || {
        let mut file = File::options().append(true).open(&path)?;
        if found.cut > 0 {
            file.set_len(found.end)?;
        }
        if found.unended {
            file.write_all(b"\n")?;
        }
        file.sync_all()
    };
    put_in_order().map_err(SessionError::io("put the events in order", &path))?;
    Ok(Mended { lines: found.lines, cut: found.cut })
}

struct Whole {
    lines: usize,
    /// Where they end, in bytes.
    end: u64,
    /// Bytes after that.
    cut: usize,
    /// The last whole line lacks its line feed.
    unended: bool,
}

/// `None` where there is no file.
fn find_whole(path: &Path) -> Result<Option<Whole>, SessionError> {
    let bytes = match fs::read(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        read => read.map_err(SessionError::io("read the events", path))?,
    };
    let (mut lines, mut whole) = (0, 0);
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        match serde_json::from_slice::<Line<Value>>(line) {
            Ok(_) => (lines, whole) = (lines + 1, whole + line.len()),
            // What a power cut tore may end in zeros, and in a line feed among them.
            Err(_) if whole + line.len() == bytes.len() => {}
            Err(error) => return Err(damaged(path, lines + 1, &error)),
        }
    }
    let unended = whole > 0 && !bytes[..whole].ends_with(b"\n");
    Ok(Some(Whole { lines, end: whole as u64, cut: bytes.len() - whole, unended }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn events(folder: &Path) -> Vec<(u64, String)> {
        read::<String>(folder).unwrap().map(Result::unwrap).map(|line| (line.at_ms, line.event)).collect()
    }

    /// Two lines and what follows them, and how many come back after mending.
    fn check(tail: &[u8], mended: Option<Mended>) {
        let dir = tempfile::tempdir().unwrap();
        let mut log = EventLog::open(dir.path()).unwrap();
        log.append(1, &"asked\nzoë").unwrap();
        log.append(20, &"said").unwrap();
        let path = dir.path().join(FILE);
        let mut bytes = fs::read(&path).unwrap();
        bytes.extend(tail);
        fs::write(&path, &bytes).unwrap();
        assert_eq!(mend(dir.path()).ok(), mended);
        let Some(mended) = mended else {
            assert_eq!(fs::read(&path).unwrap(), bytes, "touched");
            return;
        };
        assert_eq!(events(dir.path()).len(), mended.lines);
        EventLog::open(dir.path()).unwrap().append(30, &"more").unwrap();
        assert_eq!(events(dir.path()).last().unwrap(), &(30, "more".to_owned()));
    }

    #[test]
    fn a_torn_last_line_is_cut_off_and_the_rest_kept() {
        check(b"", Some(Mended { lines: 2, cut: 0 }));
        check(b"{\"at_ms\":25,\"eve", Some(Mended { lines: 2, cut: 16 }));
        check(b"{\"at_ms\":25,\"event\":\"whole\"}", Some(Mended { lines: 3, cut: 0 }));
        check(&[0; 40], Some(Mended { lines: 2, cut: 40 }));
        check(b"{\"at_ms\":25,\"event\":\"\xff", Some(Mended { lines: 2, cut: 22 }));
    }

    #[test]
    fn wherever_the_file_is_cut_the_lines_before_the_cut_are_kept() {
        let dir = tempfile::tempdir().unwrap();
        let mut log = EventLog::open(dir.path()).unwrap();
        (0..5_u64).for_each(|n| log.append(n, &format!("{{\"ö{n}\": [\n]}}")).unwrap());
        let path = dir.path().join(FILE);
        let bytes = fs::read(&path).unwrap();
        for end in 0..=bytes.len() {
            fs::write(&path, &bytes[..end]).unwrap();
            let whole = bytes[..end].split_inclusive(|byte| *byte == b'\n');
            let whole = whole.filter(|line| line.ends_with(b"\n")).count();
            // The line feed alone may be missing.
            let unended = usize::from(bytes.get(end) == Some(&b'\n'));
            assert_eq!(mend(dir.path()).unwrap().lines, whole + unended, "cut at {end}");
            assert_eq!(events(dir.path()).len(), whole + unended);
        }
    }

    #[test]
    fn a_damaged_line_among_others_is_refused_without_a_touch() {
        check(b"nonsense\n{\"at_ms\":25,\"event\":\"whole\"}\n", None);
    }

    #[test]
    fn a_reader_beside_the_writer_sees_whole_lines_only() {
        let dir = tempfile::tempdir().unwrap();
        assert!(events(dir.path()).is_empty());
        fs::write(dir.path().join(FILE), b"{\"at_ms\":1,\"event\":\"a\"}\n{\"at_ms\":2,\"ev").unwrap();
        assert_eq!(events(dir.path()), [(1, "a".to_owned())]);
    }

    #[test]
    fn a_line_of_another_kind_is_named() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join(FILE), b"{\"at_ms\":1,\"event\":\"a\"}\n{\"at_ms\":2,\"event\":7}\n")
            .unwrap();
        let error = read::<String>(dir.path()).unwrap().nth(1).unwrap().unwrap_err().to_string();
        assert!(error.starts_with("damaged (line 2: "), "{error}");
    }
}
