//! The file that a model is while it is being fetched: `NAME.part`, with its checksum kept up to date.

use std::fs::File;
use std::io;
use std::io::Seek;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;

use sha2::Digest;
use sha2::Sha256;

use crate::io::models::download::error::DownloadError;
use crate::io::models::import::sync_folder;
use crate::io::models::store::etag_path;
use crate::io::models::store::feed;
use crate::io::models::store::hex;
use crate::io::models::store::part_path;

/// What is here of a model so far.
pub(super) struct Part {
    file: File,
    path: PathBuf,
    etag_path: PathBuf,
    hash: Sha256,
    have: u64,
    total: u64,
}

impl Part {
    /// Opens what an earlier attempt left, or begins a new file beside `target`.
    pub(super) fn open(target: &Path, total: u64) -> Result<Self, DownloadError> {
        let path = part_path(target);
        let mut options = File::options();
        let file = options.read(true).write(true).create(true).truncate(false).open(&path);
        let file = file.map_err(DownloadError::io("open", &path))?;
        let etag_path = etag_path(target);
        let mut part = Self { file, path, etag_path, hash: Sha256::new(), have: 0, total };
        let have = feed(&mut part.file, &mut part.hash).map_err(DownloadError::io("read", &part.path))?;
        part.have = have;
        if have > total {
            part.start_over()?;
        }
        Ok(part)
    }

    /// How many bytes are here.
    pub(super) fn have(&self) -> u64 {
        self.have
    }

    /// How many bytes are missing.
    pub(super) fn missing(&self) -> u64 {
        self.total - self.have
    }

    /// Where it lies.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The server's name for the version that is here, if it gave one that holds byte for byte.
    pub(super) fn etag(&self) -> Option<String> {
        let etag = std::fs::read_to_string(&self.etag_path).ok()?;
        (etag.starts_with('"') && etag.len() < 512).then_some(etag)
    }

    /// Remembers the server's name for the version that is coming.
    pub(super) fn set_etag(&self, etag: Option<&str>) {
        // Without it a resumed file may be a mixture, which the checksum tells: not worth failing for.
        match etag.filter(|etag| etag.starts_with('"')) {
            Some(etag) => std::fs::write(&self.etag_path, etag).ok(),
            None => std::fs::remove_file(&self.etag_path).ok(),
        };
    }

    /// Appends what came.
    pub(super) fn push(&mut self, bytes: &[u8]) -> Result<(), DownloadError> {
        self.file.write_all(bytes).map_err(|error| self.broken_write(error))?;
        self.hash.update(bytes);
        self.have += bytes.len() as u64;
        Ok(())
    }

    /// Half a block may have been written: the file is cut back to what the checksum has seen.
    fn broken_write(&self, source: io::Error) -> DownloadError {
        self.file.set_len(self.have).ok();
        DownloadError::Io { what: "write", path: self.path.clone(), source }
    }

    /// Forgets everything that came.
    pub(super) fn start_over(&mut self) -> Result<(), DownloadError> {
        let emptied = self.file.set_len(0).and_then(|()| self.file.rewind());
        emptied.map_err(DownloadError::io("write", &self.path))?;
        self.hash = Sha256::new();
        self.have = 0;
        self.set_etag(None);
        Ok(())
    }

    /// The checksum of what is here.
    pub(super) fn sha256(&self) -> String {
        hex(self.hash.clone())
    }

    /// Deletes what came.
    pub(super) fn delete(self) {
        drop(self.file);
        std::fs::remove_file(&self.path).ok();
        std::fs::remove_file(&self.etag_path).ok();
    }

    /// Makes the bytes last and gives the file its final name.
    pub(super) fn finish(self, target: &Path) -> Result<(), DownloadError> {
        self.file.sync_all().map_err(DownloadError::io("write", &self.path))?;
        drop(self.file);
        std::fs::rename(&self.path, target).map_err(DownloadError::io("rename to", target))?;
        std::fs::remove_file(&self.etag_path).ok();
        sync_folder(target);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_earlier_attempt_left_counts_for_the_checksum() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("m.bin");
        Part::open(&target, 6).unwrap().push(b"abc").unwrap();
        let mut part = Part::open(&target, 6).unwrap();
        assert_eq!((part.have(), part.missing()), (3, 3));
        part.push(b"def").unwrap();
        // SHA-256 of "abcdef".
        assert!(part.sha256().starts_with("bef57ec7f53a6d40beb640a780a639c8"));
        part.finish(&target).unwrap();
        assert_eq!(std::fs::read(&target).unwrap(), b"abcdef");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_part_longer_than_the_model_is_begun_anew() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("m.bin");
        std::fs::write(part_path(&target), b"far too long").unwrap();
        assert_eq!(Part::open(&target, 6).unwrap().have(), 0);
    }

    #[test]
    fn a_weak_etag_is_not_kept() {
        let folder = tempfile::tempdir().unwrap();
        let part = Part::open(&folder.path().join("m.bin"), 6).unwrap();
        part.set_etag(Some("\"strong\""));
        assert_eq!(part.etag().as_deref(), Some("\"strong\""));
        part.set_etag(Some("W/\"weak\""));
        assert_eq!(part.etag(), None);
    }
}
