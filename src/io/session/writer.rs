//! A session while it is written: its folder, its lock, and what is known about it.
//!
//! The sound and the events are handed out as files of their own, for the threads that own them. `session.json` is
//! replaced in full with every change. Dropping a writer without closing it leaves an interrupted session.

use std::fs;
use std::fs::File;
use std::path::Path;
use std::path::PathBuf;

use crate::io::session::atomic;
use crate::io::session::audio;
use crate::io::session::audio::AudioFile;
use crate::io::session::error::SessionError;
use crate::io::session::events;
use crate::io::session::events::EventLog;
use crate::io::session::lock::A_LOOK;
use crate::io::session::lock::Lock;
use crate::io::session::record::Audio;
use crate::io::session::record::Session;
use crate::io::session::record::State;
use crate::io::session::schema;
use crate::io::session::stamp::Stamp;

/// The only one who may change a session.
#[derive(Debug)]
pub struct SessionWriter {
    path: PathBuf,
    session: Session,
    lock: Lock,
}

impl SessionWriter {
    /// Begins a session in a folder that was just made and is empty.
    pub(super) fn begin(path: &Path, session: Session) -> Result<Self, SessionError> {
        let lock = Lock::take(path, A_LOOK)?;
        schema::write(path, &session)?;
        Ok(Self { path: path.to_owned(), session, lock })
    }

    /// Takes over a session that nobody writes.
    pub(super) fn reopen(path: &Path) -> Result<Self, SessionError> {
        // Before the lock file is made: a folder that is refused is left as it is.
        schema::read(path)?;
        let lock = Lock::take(path, A_LOOK)?;
        // Read again, for it may have changed before it was locked.
        let session = schema::read(path)?;
        atomic::sweep(path);
        Ok(Self { path: path.to_owned(), session, lock })
    }

    /// Its name.
    pub fn id(&self) -> String {
        self.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// Its folder.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What is known about it.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// Changes what is known, on disk and then here: where the disk refuses, both stay as they were. Waits for the disk.
    pub fn change(&mut self, change: impl FnOnce(&mut Session)) -> Result<(), SessionError> {
        let mut changed = self.session.clone();
        change(&mut changed);
        env!("CARGO_PKG_VERSION").clone_into(&mut changed.program);
        schema::write(&self.path, &changed)?;
        self.session = changed;
        Ok(())
    }

    /// Begins the sound file. May be asked for once.
    pub fn audio(&mut self) -> Result<AudioFile, SessionError> {
        let audio = AudioFile::create(&self.path)?;
        self.change(|session| session.audio = Audio::Kept)?;
        Ok(audio)
    }

    /// Goes on with the sound file, or begins it where an earlier sitting had none.
    pub fn audio_again(&mut self) -> Result<AudioFile, SessionError> {
        if self.path.join(audio::FILE).exists() { AudioFile::go_on(&self.path) } else { self.audio() }
    }

    /// Begins the list of events, or goes on with it.
    pub fn events(&self) -> Result<EventLog, SessionError> {
        EventLog::open(&self.path)
    }

    /// For another thread: waits for the disk, and notices one that went away.
    pub fn syncer(&self) -> Syncer {
        Syncer { folder: self.path.clone() }
    }

    /// Closes a session in good order. Its sound file is finished before.
    pub fn finish(mut self) -> Result<(), SessionError> {
        self.change(|session| {
            session.state = State::Done;
            session.ended = Some(Stamp::now());
        })
    }

    /// Lets go of a loop that is to be gone on with. Its sound file is finished before.
    pub fn leave(mut self) -> Result<(), SessionError> {
        self.change(|session| {
            session.state = State::Left;
            session.ended = Some(Stamp::now());
        })
    }

    /// Deletes everything, for a session that is not worth keeping: its recording lies elsewhere.
    pub fn abandon(self) {
        // Some systems delete no file that is open.
        drop(self.lock);
        // What cannot be deleted shows up as an interrupted session.
        fs::remove_dir_all(&self.path).ok();
    }
}

/// Makes what was written last, from a thread that may wait for a slow disk.
///
/// What a kill leaves needs none of this; a power cut or a pulled drive costs what was written since the last call, and
/// only a call finds out that the drive is gone.
#[derive(Debug, Clone)]
pub struct Syncer {
    folder: PathBuf,
}

impl Syncer {
    /// Waits until the disk has the sound and the events that were written so far.
    pub fn sync(&self) -> Result<(), SessionError> {
        for name in [audio::FILE, events::FILE] {
            let path = self.folder.join(name);
            let synced = match File::options().append(true).open(&path) {
                Ok(file) => file.sync_data(),
                // A session without sound, or without events as yet.
                Err(error) if error.kind() == std::io::ErrorKind::NotFound && self.is_there() => Ok(()),
                Err(error) => Err(error),
            };
            synced.map_err(SessionError::io("save the session", &path))?;
        }
        Ok(())
    }

    fn is_there(&self) -> bool {
        self.folder.join(schema::FILE).exists()
    }
}
