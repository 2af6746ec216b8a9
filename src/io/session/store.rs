//! All sessions of a person: one folder each, side by side in `sessions` under the data folder.
//!
//! A folder can be moved, backed up, renamed and deleted by hand. Names that begin with a dot, and files, are none.

use std::cmp::Reverse;
use std::fs;
use std::io;
use std::path::Path;
use std::path::PathBuf;

use crate::io::places::Places;
use crate::io::session::audio;
use crate::io::session::error::SessionError;
use crate::io::session::lock::A_MOVE;
use crate::io::session::lock::Lock;
use crate::io::session::record::Kind;
use crate::io::session::record::Session;
use crate::io::session::record::State;
use crate::io::session::schema;
use crate::io::session::stamp::NAME_LENGTH;
use crate::io::session::stamp::Stamp;
use crate::io::session::writer::SessionWriter;

/// What stands for the latest session where a name is asked for.
pub const LAST: &str = "last";

/// The folder of all sessions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Store {
    folder: PathBuf,
}

/// One session of a listing.
#[derive(Debug)]
pub struct Listed {
    /// Its name, which is that of its folder.
    pub id: String,
    /// Its folder.
    pub path: PathBuf,
    /// What is in it, or why that cannot be read.
    pub session: Result<Session, SessionError>,
    /// Whether a process writes it now.
    pub in_use: bool,
}

/// How a session stands, for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Somebody writes it now.
    Running,
    /// Its writer was interrupted; it waits to be recovered.
    Interrupted,
    /// Closed in good order.
    Done,
    /// Put in order after an interruption.
    Recovered,
    /// A loop that can be gone on with.
    Left,
    /// Written by a later version of the program.
    Newer,
    /// It cannot be read.
    Damaged,
}

impl Listed {
    pub(super) fn of(path: PathBuf) -> Self {
        let id = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        // Asked first: a writer that ends in between has closed the session by then.
        let in_use = Lock::is_held(&path);
        Self { id, session: schema::read(&path), in_use, path }
    }

    /// How it stands.
    pub fn standing(&self) -> Standing {
        match &self.session {
            Ok(session) => match session.state {
                State::Running if self.in_use => Standing::Running,
                State::Running => Standing::Interrupted,
                State::Done => Standing::Done,
                State::Recovered => Standing::Recovered,
                State::Left => Standing::Left,
            },
            Err(SessionError::Newer { .. }) => Standing::Newer,
            Err(_) => Standing::Damaged,
        }
    }

    /// When it began; of what cannot be read, what its name says.
    pub fn began(&self) -> Option<Stamp> {
        let named = || Stamp::from_name(self.id.get(..NAME_LENGTH)?);
        self.session.as_ref().map_or_else(|_| named(), |session| Some(session.began))
    }

    /// Length of its sound in ms, by the size of the file, or as it was heard where the file was deleted.
    pub fn sound_ms(&self) -> Option<usize> {
        let bytes = self.audio().and_then(|path| path.metadata().ok()).map(|metadata| metadata.len());
        let in_file =
            bytes.map(|bytes| bytes.saturating_sub(audio::HEADER) / 2 / (audio::RATE as u64 / 1000));
        let heard = || {
            let answers = self.session.as_ref().ok()?.answers.iter();
            answers.filter_map(|answer| answer.heard.as_ref()).map(|heard| heard.duration_ms).max()
        };
        in_file.and_then(|ms| usize::try_from(ms).ok()).or_else(heard)
    }

    /// Its sound file, if there is one.
    pub fn audio(&self) -> Option<PathBuf> {
        Some(self.path.join(audio::FILE)).filter(|path| path.is_file())
    }
}

impl Store {
    /// The sessions of a data folder. Nothing is made yet.
    pub fn new(places: &Places) -> Self {
        Self { folder: places.sessions() }
    }

    /// Where the sessions lie.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Begins a session, in a folder named after the moment.
    pub fn create(&self, kind: Kind, name: &str, now: Stamp) -> Result<SessionWriter, SessionError> {
        self.make()?;
        // Nobody looks for interrupted sessions while the folder is there and its lock not yet taken.
        let _all = self.lock()?;
        let path = self.make_folder(&now.name())?;
        SessionWriter::begin(&path, Session::new(kind, name, now)).inspect_err(|_| {
            fs::remove_dir_all(&path).ok();
        })
    }

    /// Makes the folder of all sessions, if it is not there.
    pub(super) fn make(&self) -> Result<(), SessionError> {
        let above = self.folder.parent().map_or(Ok(()), fs::create_dir_all);
        let made = above.and_then(|()| match private_folder(&self.folder) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
            made => made,
        });
        made.map_err(SessionError::io("make a folder for sessions", &self.folder))
    }

    /// A new folder of that name, numbered where sessions began in the same second.
    fn make_folder(&self, name: &str) -> Result<PathBuf, SessionError> {
        let numbered = (2..).map(|n| format!("{name}-{n}"));
        for name in std::iter::once(name.to_owned()).chain(numbered) {
            let path = self.folder.join(name);
            match private_folder(&path) {
                Ok(()) => return Ok(path),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(SessionError::io("make a folder for the session", &path)(error)),
            }
        }
        Err(SessionError::Taken { id: name.to_owned(), path: self.folder.clone() })
    }

    /// Held while folders are made, moved and deleted.
    pub(super) fn lock(&self) -> Result<Lock, SessionError> {
        Lock::take(&self.folder, A_MOVE)
    }

    /// All sessions, the latest first. A folder that does not exist holds none.
    pub fn list(&self) -> Result<Vec<Listed>, SessionError> {
        let mut listed: Vec<Listed> = self.paths()?.into_iter().map(Listed::of).collect();
        listed.sort_by_cached_key(|listed| Reverse((listed.began(), listed.id.clone())));
        Ok(listed)
    }

    pub(super) fn paths(&self) -> Result<Vec<PathBuf>, SessionError> {
        let unreadable = |error| SessionError::io("read the sessions", &self.folder)(error);
        let entries = match fs::read_dir(&self.folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries.map_err(unreadable)?,
        };
        let mut paths = Vec::new();
        for entry in entries {
            let path = entry.map_err(unreadable)?.path();
            let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
            if !hidden && path.is_dir() {
                paths.push(path);
            }
        }
        Ok(paths)
    }

    /// The session of that name, or the only one whose name begins so; [`LAST`] is the latest.
    pub fn find(&self, id: &str) -> Result<Listed, SessionError> {
        self.path_of(id).map(Listed::of)
    }

    pub(super) fn path_of(&self, id: &str) -> Result<PathBuf, SessionError> {
        let none = || SessionError::NoSuch { id: id.to_owned(), folder: self.folder.clone() };
        if id == LAST {
            return self.list()?.into_iter().next().map(|latest| latest.path).ok_or_else(none);
        }
        let mut paths = self.paths()?;
        let named = |path: &PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy() == id);
        if let Some(exact) = paths.iter().position(named) {
            return Ok(paths.swap_remove(exact));
        }
        paths.retain(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            !id.is_empty() && name.starts_with(id)
        });
        match (paths.pop(), paths.len()) {
            (Some(only), 0) => Ok(only),
            (Some(_), others) => Err(SessionError::Ambiguous { id: id.to_owned(), count: others + 1 }),
            (None, _) => Err(none()),
        }
    }

    /// Takes over a session that has ended, to change it.
    pub fn change(&self, id: &str) -> Result<SessionWriter, SessionError> {
        let writer = self.take_over(&self.path_of(id)?)?;
        if writer.session().state == State::Running {
            return Err(SessionError::Interrupted { id: writer.id() });
        }
        Ok(writer)
    }

    /// Takes over a session that nobody writes, interrupted or not.
    pub(super) fn take_over(&self, path: &Path) -> Result<SessionWriter, SessionError> {
        let _all = self.lock()?;
        SessionWriter::reopen(path)
    }
}

/// What a person said is nobody else's to read. Where there are no modes, the person's data folder is private by itself.
fn private_folder(path: &Path) -> io::Result<()> {
    #[cfg_attr(not(unix), expect(unused_mut, reason = "the mode is set on Unix only"))]
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}
