//! The files of the log, one a day.
//!
//! They wait for the data folder: a command that was refused must not leave one behind that holds nothing but its log.

use std::fs;
use std::io;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;

use tracing_appender::rolling::RollingFileAppender;
use tracing_appender::rolling::Rotation;

use crate::io::log::KEPT;
use crate::io::places::Places;

/// A file is called `pushback.2026-11-25.log`, so that names sort as days do.
const PREFIX: &str = "pushback";
const SUFFIX: &str = "log";

/// What is held in memory until there is a folder, in bytes.
const MOST: usize = 64 * 1_024;

/// Where lines go. Never fails whoever writes: a log that cannot be written is no reason to do anything else worse.
pub(super) struct Files {
    data: PathBuf,
    folder: PathBuf,
    state: State,
}

enum State {
    /// There is no data folder yet; these lines are for its log.
    Waiting(Vec<u8>),
    Open(RollingFileAppender),
    /// The folder takes no files.
    Refused,
}

impl Files {
    /// Nothing is made before there is a line and a folder.
    pub(super) fn of(places: &Places) -> Self {
        let (data, folder) = (places.data().to_owned(), places.logs());
        Self { data, folder, state: State::Waiting(Vec::new()) }
    }

    fn open(&self, held: &[u8]) -> State {
        let opened = opened(&self.folder).and_then(|mut files| files.write_all(held).map(|()| files));
        opened.map_or(State::Refused, State::Open)
    }
}

impl Write for Files {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        match &mut self.state {
            State::Waiting(held) => {
                if held.len() + line.len() <= MOST {
                    held.extend_from_slice(line);
                }
                let held = std::mem::take(held);
                self.state = if self.data.is_dir() { self.open(&held) } else { State::Waiting(held) };
            }
            State::Open(files) => files.write_all(line)?,
            State::Refused => {}
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if let State::Open(files) = &mut self.state { files.flush() } else { Ok(()) }
    }
}

/// Today's file in that folder. Of the older ones, those go whose time is over.
fn opened(folder: &Path) -> io::Result<RollingFileAppender> {
    private_folder(folder)?;
    let files = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix(PREFIX)
        .filename_suffix(SUFFIX)
        .build(folder)
        .map_err(io::Error::other)?;
    // After today's file is there, so that it counts.
    tidy(folder);
    Ok(files)
}

/// Deletes all but the newest files, by the day in their names: those of a folder that was copied are of one age.
fn tidy(folder: &Path) {
    let Ok(listed) = fs::read_dir(folder) else { return };
    let is_log = |name: &str| name.starts_with(PREFIX) && name.ends_with(SUFFIX);
    let names = listed.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut names: Vec<String> = names.filter(|name| is_log(name)).collect();
    names.sort_unstable();
    let old = names.len().saturating_sub(KEPT);
    for name in &names[..old] {
        // One that cannot be deleted now is tried again at the next start.
        fs::remove_file(folder.join(name)).ok();
    }
}

/// When somebody practised and with which devices is nobody else's to read.
pub(super) fn private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(folder: &Path) -> Vec<String> {
        let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
        names.map(|name| name.into_string().unwrap()).collect()
    }

    #[test]
    fn lines_wait_until_there_is_a_data_folder() {
        let folder = tempfile::tempdir().unwrap();
        let places = Places::in_folder(folder.path().join("data"));
        let mut log = Files::of(&places);
        log.write_all(b"one\n").unwrap();
        assert!(!places.data().exists());
        fs::create_dir(places.data()).unwrap();
        log.write_all(b"two\n").unwrap();
        log.write_all(b"three\n").unwrap();
        let [name] = files(&places.logs()).try_into().unwrap();
        assert_eq!(fs::read_to_string(places.logs().join(name)).unwrap(), "one\ntwo\nthree\n");
    }

    #[test]
    fn of_many_days_the_last_are_kept_and_nothing_else_is_touched() {
        let folder = tempfile::tempdir().unwrap();
        let places = Places::in_folder(folder.path());
        fs::create_dir(places.logs()).unwrap();
        for day in 10..22 {
            fs::write(places.logs().join(format!("pushback.2020-03-{day}.log")), "old\n").unwrap();
        }
        fs::write(places.logs().join("notes.txt"), "mine").unwrap();
        Files::of(&places).write_all(b"new\n").unwrap();
        let mut left = files(&places.logs());
        left.sort_unstable();
        assert_eq!(left.len(), KEPT + 1, "{left:?}");
        assert_eq!(left[..2], ["notes.txt", "pushback.2020-03-16.log"]);
    }

    #[test]
    fn where_no_log_can_be_written_nobody_fails() {
        let folder = tempfile::tempdir().unwrap();
        let places = Places::in_folder(folder.path());
        fs::write(places.logs(), "a file in the way").unwrap();
        let mut log = Files::of(&places);
        log.write_all(b"one\n").unwrap();
        log.write_all(b"two\n").unwrap();
        log.flush().unwrap();
        assert_eq!(fs::read_to_string(places.logs()).unwrap(), "a file in the way");
    }
}
