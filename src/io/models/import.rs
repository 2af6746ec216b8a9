//! Takes a model file from elsewhere into the models folder: checked first, copied beside, renamed last.

use std::fs::File;
use std::io;
use std::io::Read;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;

use sha2::Digest;
use sha2::Sha256;
use tempfile::NamedTempFile;

use crate::io::models::cancel::Cancel;
use crate::io::models::error::ModelError;
use crate::io::models::ggml;
use crate::io::models::manifest::is_plain_name;
use crate::io::models::size_text;
use crate::io::models::store::Store;
use crate::io::models::store::hex;

/// A model that was taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The name it can be chosen by.
    pub name: String,
    /// Where it lies now.
    pub path: PathBuf,
    /// Whether its checksum is that of a model of the list.
    pub official: bool,
    /// Whether it understands English only, which is what the program listens for.
    pub english_only: bool,
}

impl Store {
    /// Checks the file and copies it into the models folder: under its official name if its checksum is in the list,
    /// else under `name`, else under the file's own name. `progress` hears how many bytes were copied of how many.
    pub fn import(
        &self,
        file: &Path,
        name: Option<&str>,
        cancel: &Cancel,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Imported, ModelError> {
        let header = ggml::inspect(file)?;
        let folder = self.folder();
        std::fs::create_dir_all(&folder).map_err(ModelError::io("create the models folder", &folder))?;
        let bytes = std::fs::metadata(file).map_err(|source| ggml::unreadable(file, source))?.len();
        check_room(&folder, bytes)?;

        let mut copy = tempfile::Builder::new()
            .prefix(".import-")
            .tempfile_in(&folder)
            .map_err(ModelError::io("write in", &folder))?;
        let sha256 = copy_into(file, bytes, &mut copy, cancel, progress)?;
        let (name, official) = self.name_for(file, name, &sha256)?;
        let target = match self.manifest().find(&name) {
            Some(entry) => folder.join(&entry.file),
            None => folder.join(format!("{name}.bin")),
        };
        put(copy, &target, official)?;
        Ok(Imported { name, path: target, official, english_only: header.english_only() })
    }

    /// The name to store the file under, and whether it is an official one.
    fn name_for(&self, file: &Path, name: Option<&str>, sha256: &str) -> Result<(String, bool), ModelError> {
        if let Some(entry) = self.manifest().with_sha256(sha256) {
            if entry.bundled {
                let why = "is chosen by that name and need not be imported";
                return Err(ModelError::Bundled { name: entry.name.clone(), why });
            }
            return Ok((entry.name.clone(), true));
        }
        let file_name = file.file_name().unwrap_or_default().to_string_lossy();
        let stem = Path::new(file_name.as_ref()).file_stem().unwrap_or_default().to_string_lossy();
        let claimed = self.manifest().entries().iter().find(|e| e.file == file_name || e.name == stem);
        if let (Some(entry), None) = (claimed, name) {
            return Err(ModelError::Impostor { name: entry.name.clone(), path: file.to_owned() });
        }
        let name = name.unwrap_or(&stem);
        let bad = |why: &str| Err(ModelError::BadName { name: name.to_owned(), why: why.to_owned() });
        if !is_plain_name(name) || name.len() > 48 {
            return bad("up to 48 letters, digits, dots, dashes and underscores are allowed");
        }
        let taken =
            |e: &&crate::io::models::manifest::Entry| e.name == name || e.file == format!("{name}.bin");
        if self.manifest().entries().iter().find(taken).is_some() {
            return bad("that is the name of an official model, and this file is not it");
        }
        if self.own().iter().any(|(own, _)| own.eq_ignore_ascii_case(name)) {
            return bad("there is a model of that name");
        }
        Ok((name.to_owned(), false))
    }
}

fn check_room(folder: &Path, need: u64) -> Result<(), ModelError> {
    // Where the system cannot tell, writing will.
    let Ok(free) = fs4::available_space(folder) else { return Ok(()) };
    if free >= need {
        return Ok(());
    }
    Err(ModelError::NoRoom { folder: folder.to_owned(), need: size_text(need), free: size_text(free) })
}

/// Copies the file, and gives its SHA-256.
fn copy_into(
    from: &Path,
    total: u64,
    to: &mut NamedTempFile,
    cancel: &Cancel,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<String, ModelError> {
    let mut input = ggml::open(from)?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 18];
    let mut copied = 0;
    loop {
        if cancel.asked() {
            return Err(ModelError::Stopped);
        }
        let n = match input.read(&mut buffer) {
            Ok(0) => break,
            Ok(n) => n,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(ggml::unreadable(from, error)),
        };
        hash.update(&buffer[..n]);
        to.write_all(&buffer[..n]).map_err(ModelError::io("write", to.path()))?;
        copied += n as u64;
        progress(copied, total);
    }
    // The copy is what will be used: it is checked, not the file that may have changed meanwhile.
    ggml::inspect(to.path())?;
    to.as_file().sync_all().map_err(ModelError::io("write", to.path()))?;
    Ok(hex(hash))
}

/// Gives the copy its final name. An official model may replace itself, a model of one's own replaces nothing.
fn put(copy: NamedTempFile, target: &Path, replace: bool) -> Result<(), ModelError> {
    readable_like_other_files(copy.as_file());
    let put = if replace { copy.persist(target) } else { copy.persist_noclobber(target) };
    put.map_err(|error| error.error).map_err(ModelError::io("write", target))?;
    sync_folder(target);
    Ok(())
}

/// Temporary files are made for one person's eyes; a model is no secret.
#[cfg(unix)]
fn readable_like_other_files(file: &File) {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(std::fs::Permissions::from_mode(0o644)).ok();
}

#[cfg(not(unix))]
fn readable_like_other_files(_: &File) {}

/// Makes a new name last through a power cut, where the system can do that.
pub(crate) fn sync_folder(file: &Path) {
    if cfg!(unix)
        && let Some(folder) = file.parent().and_then(|folder| File::open(folder).ok())
    {
        folder.sync_all().ok();
    }
}
