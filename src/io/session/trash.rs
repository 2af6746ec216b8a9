//! Deleting a session moves it into `.trash` beside the others, from where it can be brought back for a week.
//!
//! The moment of deletion is part of the folder's name there, so that deleting writes nothing and works on a full disk.

use std::fs;
use std::io;
use std::path::Path;
use std::path::PathBuf;

use crate::io::session::error::SessionError;
use crate::io::session::lock::Lock;
use crate::io::session::stamp::Stamp;
use crate::io::session::store::Store;

/// How long a deleted session can be brought back, in days.
pub const TRASH_DAYS: u32 = 7;

const FOLDER: &str = ".trash";

/// Between the name of a session and the moment it was deleted.
const MARK: char = '@';

/// A deleted session that can be brought back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trashed {
    /// The name it had.
    pub id: String,
    /// When it was deleted.
    pub deleted: Stamp,
    path: PathBuf,
}

impl Store {
    /// Moves a session into the trash, whatever state it is in; one that is being written is refused. Gives its name.
    pub fn delete(&self, id: &str, now: Stamp) -> Result<String, SessionError> {
        let (_all, path, id) = self.unused(id)?;
        let trash = self.trash_folder();
        fs::create_dir_all(&trash).map_err(SessionError::io("make the trash folder", &trash))?;
        let name = format!("{id}{MARK}{}", now.name());
        fs::rename(&path, trash.join(name)).map_err(SessionError::io("delete the session", &path))?;
        Ok(id)
    }

    /// Deletes a session at once, also one that lies in the trash. Gives its name.
    pub fn delete_for_good(&self, id: &str) -> Result<String, SessionError> {
        match self.unused(id) {
            Ok((_all, path, id)) => erase(&path).map(|()| id),
            Err(SessionError::NoSuch { .. }) => {
                let _all = self.lock()?;
                let found = self.find_in_trash(id)?;
                erase(&found.path).map(|()| found.id)
            }
            Err(error) => Err(error),
        }
    }

    /// Brings back what was deleted last under that name, or under the only name that begins so. Gives its name.
    pub fn undo_delete(&self, id: &str) -> Result<String, SessionError> {
        let _all = self.lock()?;
        let found = self.find_in_trash(id)?;
        let path = self.folder().join(&found.id);
        if path.exists() {
            return Err(SessionError::Taken { id: found.id, path });
        }
        fs::rename(&found.path, &path).map_err(SessionError::io("bring the session back", &path))?;
        Ok(found.id)
    }

    /// What can be brought back, the last deleted first.
    pub fn trash(&self) -> Result<Vec<Trashed>, SessionError> {
        let folder = self.trash_folder();
        let entries = match fs::read_dir(&folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries.map_err(SessionError::io("read the trash folder", &folder))?,
        };
        let mut found: Vec<Trashed> = entries.flatten().filter_map(|entry| trashed(&entry.path())).collect();
        found.sort_by(|a, b| (b.deleted, &b.id).cmp(&(a.deleted, &a.id)));
        Ok(found)
    }

    /// Deletes for good what lay in the trash for long enough. Gives the names.
    pub fn empty_trash(&self, now: Stamp) -> Result<Vec<String>, SessionError> {
        let due = |found: &Trashed| found.deleted.plus_days(TRASH_DAYS) <= now;
        let due: Vec<Trashed> = self.trash()?.into_iter().filter(due).collect();
        if due.is_empty() {
            return Ok(Vec::new());
        }
        let _all = self.lock()?;
        due.into_iter().map(|found| erase(&found.path).map(|()| found.id)).collect()
    }

    /// Where deleted sessions lie. It may not exist yet.
    pub fn trash_folder(&self) -> PathBuf {
        self.folder().join(FOLDER)
    }

    /// A session that nobody writes and, while the lock is held, nobody can begin to.
    fn unused(&self, id: &str) -> Result<(Lock, PathBuf, String), SessionError> {
        let path = self.path_of(id)?;
        let all = self.lock()?;
        if Lock::is_held(&path) {
            return Err(SessionError::InUse { path });
        }
        let id = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok((all, path, id))
    }

    fn find_in_trash(&self, id: &str) -> Result<Trashed, SessionError> {
        let mut found = self.trash()?;
        if let Some(exact) = found.iter().position(|trashed| trashed.id == id) {
            return Ok(found.swap_remove(exact));
        }
        found.retain(|trashed| !id.is_empty() && trashed.id.starts_with(id));
        found.dedup_by(|later, earlier| later.id == earlier.id);
        match found.len() {
            0 => Err(SessionError::NotInTrash { id: id.to_owned(), days: TRASH_DAYS }),
            1 => Ok(found.swap_remove(0)),
            count => Err(SessionError::Ambiguous { id: id.to_owned(), count }),
        }
    }
}

fn trashed(path: &Path) -> Option<Trashed> {
    let name = path.file_name()?.to_string_lossy().into_owned();
    let (id, deleted) = name.rsplit_once(MARK)?;
    let deleted = Stamp::from_name(deleted)?;
    Some(Trashed { id: id.to_owned(), deleted, path: path.to_owned() })
}

fn erase(path: &Path) -> Result<(), SessionError> {
    fs::remove_dir_all(path).map_err(SessionError::io("delete the session", path))
}
