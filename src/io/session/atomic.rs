//! A file that is replaced in full or not at all, whenever the process or the machine ends.

use std::ffi::OsStr;
use std::fs;
use std::fs::File;
use std::io::Write;
use std::path::Path;

use crate::io::session::error::SessionError;

/// What a file is called until it is whole. What a crash leaves of them is swept up when the session is next opened.
const PREFIX: &str = ".writing-";

/// Puts the bytes in the place of what is there, and makes them last.
pub(super) fn write(path: &Path, bytes: &[u8], what: &'static str) -> Result<(), SessionError> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let put = || {
        let mut builder = tempfile::Builder::new();
        builder.prefix(PREFIX).suffix(".tmp");
        let mut file = builder.tempfile_in(folder)?;
        file.write_all(bytes)?;
        // Some file systems tell of a full disk only here.
        file.as_file().sync_all()?;
        file.persist(path).map_err(|error| error.error)?;
        Ok(())
    };
    put().map_err(SessionError::io(what, path))?;
    sync_folder(folder);
    Ok(())
}

/// Makes names in a folder last. Not every system can, and none loses a whole file by it.
pub(super) fn sync_folder(folder: &Path) {
    if cfg!(unix)
        && let Ok(folder) = File::open(folder)
    {
        folder.sync_all().ok();
    }
}

/// Removes what crashed writers left half-written.
pub(super) fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        if is_half_written(&entry.file_name()) {
            fs::remove_file(entry.path()).ok();
        }
    }
}

/// Whether a file is one that was never finished.
pub(super) fn is_half_written(name: &OsStr) -> bool {
    name.to_string_lossy().starts_with(PREFIX)
}
