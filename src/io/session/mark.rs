//! What tells that a session changed since it was read, without reading it again.
//!
//! A session's file is replaced in full with every change, so that its time and size tell of one; its sound only grows or
//! goes away. Looking costs a few calls of the system a session, whatever is in it.

use std::fs;
use std::path::PathBuf;
use std::time::SystemTime;

use crate::io::session::audio;
use crate::io::session::error::SessionError;
use crate::io::session::lock::Lock;
use crate::io::session::schema;
use crate::io::session::store::Listed;
use crate::io::session::store::Store;

/// How a session looks from outside. Two looks that are equal saw the same session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    file: Option<(SystemTime, u64)>,
    sound: Option<u64>,
    in_use: bool,
}

/// A session that was looked at and not read.
#[derive(Debug)]
pub struct Seen {
    /// Its name, which is that of its folder.
    pub id: String,
    /// How it looks.
    pub mark: Mark,
    path: PathBuf,
}

impl Seen {
    fn of(path: PathBuf) -> Self {
        let id = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        // In this order: what changes after the look is seen by the next one.
        let in_use = Lock::is_held(&path);
        let file = fs::metadata(path.join(schema::FILE)).ok();
        let file = file.and_then(|file| Some((file.modified().ok()?, file.len())));
        let sound = fs::metadata(path.join(audio::FILE)).ok().map(|sound| sound.len());
        Self { id, mark: Mark { file, sound, in_use }, path }
    }

    /// Reads it.
    pub fn read(&self) -> Listed {
        Listed::of(self.path.clone())
    }
}

impl Store {
    /// Looks at all sessions, in no order. A folder that does not exist holds none.
    pub fn look(&self) -> Result<Vec<Seen>, SessionError> {
        Ok(self.paths()?.into_iter().map(Seen::of).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::places::Places;
    use crate::io::session::record::Kind;
    use crate::io::session::stamp::Stamp;

    #[test]
    fn a_session_looks_otherwise_when_it_changed_and_only_then() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::new(&Places::in_folder(folder.path()));
        assert!(store.look().unwrap().is_empty());
        let look = || store.look().unwrap().remove(0).mark;
        let now = Stamp::from_name("2026-11-25_22-24-16").unwrap();
        let writer = store.create(Kind::Practise, "One", now).unwrap();
        let written = look();
        let id = writer.id();
        writer.finish().unwrap();
        let done = look();
        assert_ne!(written, done, "nobody writes it any more");
        assert_eq!(look(), done);
        let mut writer = store.change(&id).unwrap();
        writer.change(|session| session.note(now, "looked at")).unwrap();
        writer.finish().unwrap();
        assert_ne!(look(), done, "its file was replaced");
        assert_eq!(store.look().unwrap()[0].read().session.unwrap().log.len(), 1);
    }
}
