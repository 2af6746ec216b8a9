//! A folder for reports, in which a file is there in full or not at all.

use std::collections::HashSet;
use std::fs;
use std::fs::File;
use std::io;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;

use tempfile::NamedTempFile;
use thiserror::Error;

/// A report could not be put where it belongs.
#[derive(Debug, Error)]
#[error("{did}: {}: {error}; choose another folder", path.display())]
pub struct FolderError {
    /// What was tried: "cannot write" and the like.
    pub did: &'static str,
    /// The file or the folder.
    pub path: PathBuf,
    /// What the system says.
    #[source]
    pub error: io::Error,
}

impl FolderError {
    fn of(did: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |error| Self { did, path, error }
    }
}

/// A folder for reports.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    /// It did not exist before, and goes again if nothing comes into it.
    made: bool,
    taken: HashSet<String>,
}

impl Folder {
    /// Makes the folder if need be, and proves that files can be made in it, before long work is done for it.
    pub fn open(path: &Path) -> Result<Self, FolderError> {
        let made = !path.exists();
        fs::create_dir_all(path).map_err(FolderError::of("cannot make the folder", path))?;
        let folder = Self { path: path.to_owned(), made, taken: HashSet::new() };
        folder.temporary().map_err(FolderError::of("cannot write in the folder", path))?;
        Ok(folder)
    }

    /// A name for the report on a recording: its own with another ending, numbered where two are called alike.
    pub fn name_for(&mut self, recording: &Path, extension: &str) -> String {
        let stem =
            recording.file_stem().map_or_else(|| "report".into(), |s| s.to_string_lossy().into_owned());
        let numbered = (2..).map(|n| format!("{stem}-{n}.{extension}"));
        let mut names = std::iter::once(format!("{stem}.{extension}")).chain(numbered);
        let free = names.find(|name| !self.taken.contains(name)).unwrap_or_default();
        self.taken.insert(free.clone());
        free
    }

    /// Writes a file in full, in the place of one of that name, or leaves the folder as it was.
    pub fn write(&self, name: &str, bytes: &[u8]) -> Result<PathBuf, FolderError> {
        self.fill(name, |file| file.write_all(bytes))
    }

    /// Copies a file in full, likewise.
    pub fn copy(&self, name: &str, from: &Path) -> Result<PathBuf, FolderError> {
        let mut from = File::open(from).map_err(FolderError::of("cannot read", from))?;
        self.fill(name, |file| io::copy(&mut from, file).map(drop))
    }

    fn fill(
        &self,
        name: &str,
        fill: impl FnOnce(&mut NamedTempFile) -> io::Result<()>,
    ) -> Result<PathBuf, FolderError> {
        let path = self.path.join(name);
        let written = self.temporary().and_then(|mut file| {
            fill(&mut file)?;
            // Some file systems tell of a full disk only here.
            file.as_file().sync_all()?;
            file.persist(&path).map_err(|e| e.error)
        });
        written.map_err(FolderError::of("cannot write", &path))?;
        Ok(path)
    }

    fn temporary(&self) -> io::Result<NamedTempFile> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(".pushback-").suffix(".tmp");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // Those of an ordinary file; the mask of the process takes its part away.
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        builder.tempfile_in(&self.path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if self.made {
            // Fails where something is in it, as it should.
            fs::remove_dir(&self.path).ok();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recordings_of_one_name_get_reports_of_two() {
        let dir = tempfile::tempdir().unwrap();
        let mut folder = Folder::open(dir.path()).unwrap();
        let names = ["a/x.wav", "b/x.mp3", "y.wav"].map(|f| folder.name_for(Path::new(f), "html"));
        assert_eq!(names, ["x.html", "x-2.html", "y.html"]);
    }

    #[test]
    fn a_folder_that_nothing_came_into_goes_again() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("reports");
        drop(Folder::open(&path).unwrap());
        assert!(!path.exists());

        let folder = Folder::open(&path).unwrap();
        folder.write("a.txt", b"words").unwrap();
        drop(folder);
        assert_eq!(fs::read(path.join("a.txt")).unwrap(), b"words");
        assert_eq!(fs::read_dir(&path).unwrap().count(), 1);
    }
}
