//! One writer a session. The lock belongs to an open file, so that it ends with the process, also when it is killed.
//!
//! The empty lock file stays where it is: deleting it would let two in. Where a file system has no locks nobody can be
//! kept out, and everything goes on as if alone.

use std::fs::File;
use std::fs::TryLockError;
use std::io;
use std::path::Path;
use std::thread;
use std::time::Duration;
use std::time::Instant;

use crate::io::session::error::SessionError;

/// The file in a session's folder, and in the folder of all sessions.
pub(super) const LOCK: &str = ".lock";

/// A look at a lock holds it for a moment; whoever wants it then must not take that for a writer.
pub(super) const A_LOOK: Duration = Duration::from_millis(200);

/// The folder of all sessions is locked for as long as a folder takes to be made, moved or deleted.
pub(super) const A_MOVE: Duration = Duration::from_secs(5);

/// Held until it is dropped.
#[derive(Debug)]
pub(super) struct Lock(#[expect(dead_code, reason = "the lock ends when the file is closed")] File);

impl Lock {
    /// Takes the lock of a folder, if it comes free in time.
    pub(super) fn take(folder: &Path, patience: Duration) -> Result<Self, SessionError> {
        let path = folder.join(LOCK);
        let file = File::options().write(true).create(true).truncate(false).open(&path);
        let file = file.map_err(SessionError::io("lock the session", &path))?;
        let until = Instant::now() + patience;
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Self(file)),
                Err(TryLockError::WouldBlock) if Instant::now() >= until => {
                    return Err(SessionError::InUse { path: folder.to_owned() });
                }
                Err(TryLockError::WouldBlock) => thread::sleep(Duration::from_millis(10)),
                Err(TryLockError::Error(e)) if e.kind() == io::ErrorKind::Unsupported => {
                    return Ok(Self(file));
                }
                Err(TryLockError::Error(e)) => return Err(SessionError::io("lock the session", &path)(e)),
            }
        }
    }

    /// Whether somebody writes in a folder. Changes nothing, and works where nothing may be written.
    pub(super) fn is_held(folder: &Path) -> bool {
        let Ok(file) = File::open(folder.join(LOCK)) else { return false };
        matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_at_a_time_and_the_next_when_the_first_is_gone() {
        let dir = tempfile::tempdir().unwrap();
        assert!(!Lock::is_held(dir.path()));
        let first = Lock::take(dir.path(), A_LOOK).unwrap();
        assert!(Lock::is_held(dir.path()));
        assert!(matches!(Lock::take(dir.path(), Duration::ZERO), Err(SessionError::InUse { .. })));
        drop(first);
        assert!(!Lock::is_held(dir.path()));
        Lock::take(dir.path(), Duration::ZERO).unwrap();
    }
}
