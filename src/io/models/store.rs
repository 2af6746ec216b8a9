//! The models on this machine: fetched and imported ones in the person's data folder, the bundled one beside the
//! program.

use std::fs::File;
use std::io;
use std::io::Read;
use std::path::Path;
use std::path::PathBuf;

use sha2::Digest;
use sha2::Sha256;

use crate::io::models::error::ModelError;
use crate::io::models::ggml;
use crate::io::models::manifest::Entry;
use crate::io::models::manifest::Manifest;
use crate::io::places::Places;

/// A model file that was checked: it is there, is readable, and is whole as far as its structure tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelFile {
    /// What people call it; for a file of their own, its name without the extension.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
    /// Understands synthetic voices only, so that human speech comes out as nonsense.
    pub synthetic_only: bool,
    /// Its size.
    pub bytes: u64,
}

/// How a model of the list, or a file in the models folder, stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Here, and whole as far as its structure tells.
    Installed,
    /// Begun to be fetched; so many bytes are here.
    Partial(u64),
    /// Not here.
    Absent,
    /// Here, and of no use, for this reason.
    Broken(String),
}

/// One line of a listing.
#[derive(Debug, Clone)]
pub struct Listed {
    /// What people call it.
    pub name: String,
    /// Its entry in the list of models; `None` for a model that somebody imported under a name of their own.
    pub entry: Option<Entry>,
    /// Where its file is or would be.
    pub path: PathBuf,
    /// How it stands.
    pub state: State,
}

/// The models folder and the list of models.
#[derive(Debug, Clone)]
pub struct Store {
    places: Places,
    manifest: Manifest,
}

impl Store {
    /// The models of the person who runs the program.
    pub fn open() -> Result<Self, ModelError> {
        Ok(Self { places: Places::find()?, manifest: Manifest::load()? })
    }

    /// Models in a data folder of the caller's choice.
    pub fn new(places: Places, manifest: Manifest) -> Self {
        Self { places, manifest }
    }

    /// Whose models they are.
    pub fn places(&self) -> &Places {
        &self.places
    }

    /// The list of models.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Where fetched and imported models lie. It may not exist yet.
    pub fn folder(&self) -> PathBuf {
        self.places.models()
    }

    /// Where the file of a model is or would be.
    pub fn path_of(&self, entry: &Entry) -> PathBuf {
        let bundled =
            entry.bundled.then(|| self.places.resource(Path::new("models").join(&entry.file))).flatten();
        bundled.unwrap_or_else(|| self.folder().join(&entry.file))
    }

    /// See [`resolve`](crate::io::models::resolve).
    pub fn resolve(&self, choice: Option<&str>) -> Result<ModelFile, ModelError> {
        let Some(choice) = choice.filter(|choice| !choice.is_empty()) else { return self.best() };
        if let Some(entry) = self.manifest.find(choice) {
            return self.official(entry);
        }
        let own = self.own().into_iter().find(|(name, _)| name == choice);
        if let Some((name, path)) = own {
            return self.file(name, path);
        }
        let path = Path::new(choice);
        let looks_like_a_path = path.components().count() > 1
            || path.is_absolute()
            || path.extension().is_some_and(|extension| extension == "bin");
        if looks_like_a_path || path.exists() {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            return self.file(name, path.to_owned());
        }
        Err(ModelError::Unknown { name: choice.to_owned(), known: self.manifest.names() })
    }

    /// See [`bundled_synthetic`](crate::io::models::bundled_synthetic).
    pub fn bundled_synthetic(&self) -> Option<ModelFile> {
        let entry = self.manifest.entries().iter().find(|entry| entry.bundled && entry.synthetic_only)?;
        self.official(entry).ok()
    }

    /// The first model for human speech that is here and sound, or the reason why there is none.
    fn best(&self) -> Result<ModelFile, ModelError> {
        let mut broken = None;
        let human = self.manifest.entries().iter().filter(|entry| !entry.synthetic_only);
        for entry in human.filter(|entry| self.path_of(entry).exists()) {
            match self.official(entry) {
                Ok(file) => return Ok(file),
                Err(error) => broken = broken.or(Some(error)),
            }
        }
        for (name, path) in self.own() {
            match self.file(name, path) {
                Ok(file) if file.synthetic_only => {}
                Ok(file) => return Ok(file),
                Err(error) => broken = broken.or(Some(error)),
            }
        }
        let entry = self.manifest.default_entry();
        let none = ModelError::NoneForHumanSpeech { name: entry.name.clone(), size: entry.size_text() };
        Err(broken.unwrap_or(none))
    }

    fn official(&self, entry: &Entry) -> Result<ModelFile, ModelError> {
        let path = self.path_of(entry);
        let name = entry.name.clone();
        let bytes = match std::fs::metadata(&path) {
            Ok(metadata) => metadata.len(),
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(ggml::unreadable(&path, error));
            }
            Err(_) if entry.bundled => return Err(ModelError::NotBundled { name }),
            Err(_) => return Err(ModelError::NotInstalled { name, size: entry.size_text() }),
        };
        // The structure first, for it knows better what is wrong.
        ggml::inspect(&path)?;
        if bytes != entry.bytes {
            return Err(ModelError::WrongChecksum { name, path });
        }
        Ok(ModelFile { name, path, synthetic_only: entry.synthetic_only, bytes })
    }

    /// A file that is in no list. Its bytes may still be those of a model that is.
    fn file(&self, name: String, path: PathBuf) -> Result<ModelFile, ModelError> {
        ggml::inspect(&path)?;
        let bytes = std::fs::metadata(&path).map_err(|source| ggml::unreadable(&path, source))?.len();
        let mut synthetic = self.manifest.entries().iter().filter(|entry| entry.synthetic_only);
        // Read only if the size fits, which costs a human model nothing.
        let synthetic_only = match synthetic.find(|entry| entry.bytes == bytes) {
            Some(entry) => sha256(&path)? == entry.sha256,
            None => false,
        };
        Ok(ModelFile { name, path, synthetic_only, bytes })
    }

    /// Names and paths of models that somebody imported under a name of their own, in alphabetical order.
    pub fn own(&self) -> Vec<(String, PathBuf)> {
        let Ok(files) = std::fs::read_dir(self.folder()) else { return Vec::new() };
        let mut own: Vec<(String, PathBuf)> = files
            .filter_map(|file| {
                let path = file.ok()?.path();
                let file_name = path.file_name()?.to_str()?;
                let name = file_name.strip_suffix(".bin").filter(|name| !name.starts_with('.'))?;
                let official = self.manifest.entries().iter().any(|entry| entry.file == file_name);
                (!official).then(|| (name.to_owned(), path.clone()))
            })
            .collect();
        own.sort();
        own
    }

    /// Every model of the list, then those imported under names of their own.
    pub fn list(&self) -> Vec<Listed> {
        let official = self.manifest.entries().iter().map(|entry| {
            let path = self.path_of(entry);
            let state = match self.official(entry) {
                Ok(_) => State::Installed,
                Err(ModelError::NotInstalled { .. } | ModelError::NotBundled { .. }) => {
                    part_size(&path).map_or(State::Absent, State::Partial)
                }
                Err(error) => State::Broken(error.to_string()),
            };
            Listed { name: entry.name.clone(), entry: Some(entry.clone()), path, state }
        });
        let own = self.own().into_iter().map(|(name, path)| {
            let state = self
                .file(name.clone(), path.clone())
                .map_or_else(|e| State::Broken(e.to_string()), |_| State::Installed);
            Listed { name, entry: None, path, state }
        });
        official.chain(own).collect()
    }

    /// Reads the whole file of a model and compares its checksum, where one is known.
    pub fn verify(&self, name: &str) -> Result<ModelFile, ModelError> {
        let file = self.resolve(Some(name))?;
        match self.manifest.find(name) {
            Some(entry) if sha256(&file.path)? != entry.sha256 => {
                Err(ModelError::WrongChecksum { name: file.name, path: file.path })
            }
            _ => Ok(file),
        }
    }

    /// Deletes a model's file, and what was begun to be fetched. Says how many bytes became free.
    pub fn remove(&self, name: &str) -> Result<u64, ModelError> {
        let path = match self.manifest.find(name) {
            Some(entry) if entry.bundled => {
                return Err(ModelError::Bundled { name: name.to_owned(), why: "cannot be removed" });
            }
            Some(entry) => self.path_of(entry),
            None => match self.own().into_iter().find(|(own, _)| own == name) {
                Some((_, path)) => path,
                None => {
                    return Err(ModelError::Unknown { name: name.to_owned(), known: self.manifest.names() });
                }
            },
        };
        let mut freed = None;
        for file in [path.clone(), part_path(&path), etag_path(&path)] {
            let Ok(metadata) = std::fs::symlink_metadata(&file) else { continue };
            std::fs::remove_file(&file).map_err(ModelError::io("remove", file))?;
            freed = Some(freed.unwrap_or(0) + metadata.len());
        }
        let size = self.manifest.find(name).map(Entry::size_text).unwrap_or_default();
        freed.ok_or_else(|| ModelError::NotInstalled { name: name.to_owned(), size })
    }
}

/// Where a model lies while it is being fetched.
pub(crate) fn part_path(path: &Path) -> PathBuf {
    with_suffix(path, ".part")
}

/// Where the server's name for the version being fetched is kept.
pub(crate) fn etag_path(path: &Path) -> PathBuf {
    with_suffix(path, ".part.etag")
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

fn part_size(path: &Path) -> Option<u64> {
    std::fs::metadata(part_path(path)).ok().map(|metadata| metadata.len()).filter(|bytes| *bytes > 0)
}

/// The SHA-256 of a file, in lower-case hexadecimal.
pub fn sha256(path: &Path) -> Result<String, ModelError> {
    let mut file = ggml::open(path)?;
    let mut hash = Sha256::new();
    feed(&mut file, &mut hash).map_err(|source| ggml::unreadable(path, source))?;
    Ok(hex(hash))
}

/// Reads the rest of a file into a checksum. Says how many bytes that were.
pub(crate) fn feed(file: &mut File, hash: &mut Sha256) -> io::Result<u64> {
    let mut buffer = vec![0; 1 << 16];
    let mut total = 0;
    loop {
        match file.read(&mut buffer) {
            Ok(0) => return Ok(total),
            Ok(n) => {
                hash.update(&buffer[..n]);
                total += n as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// A finished checksum in lower-case hexadecimal.
pub(crate) fn hex(hash: Sha256) -> String {
    hash.finalize().iter().fold(String::with_capacity(64), |mut text, byte| {
        for half in [byte >> 4, byte & 15] {
            text.extend(char::from_digit(half.into(), 16));
        }
        text
    })
}
