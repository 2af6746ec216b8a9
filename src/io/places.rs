//! Where the program's files lie: the person's data folder, and what was installed beside the program.
//!
//! Nothing is created or read here. `PUSHBACK_DATA` names another data folder, for tests and for a copy on a stick.

use std::ffi::OsString;
use std::path::Path;
use std::path::PathBuf;

use directories::ProjectDirs;
use directories::UserDirs;
use thiserror::Error;

/// The environment variable that names another data folder.
pub const DATA_VARIABLE: &str = "PUSHBACK_DATA";

/// There is no data folder to be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("no home folder found for the program's data; set {DATA_VARIABLE} to a folder of your choice")]
pub struct NoDataFolder;

/// The folders of this person on this machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    data: PathBuf,
    documents: Option<PathBuf>,
    resources: Vec<PathBuf>,
}

impl Places {
    /// The folders of the person who runs the program.
    pub fn find() -> Result<Self, NoDataFolder> {
        let chosen = std::env::var_os(DATA_VARIABLE).filter(|folder| !folder.is_empty());
        // Whoever chose a data folder has everything in it.
        let documents = if chosen.is_some() { None } else { documents_folder() };
        let data = data_folder(chosen).ok_or(NoDataFolder)?;
        Ok(Self { data, documents, resources: resource_folders() })
    }

    /// A data folder of the caller's choice, with the same installed resources.
    pub fn in_folder(data: impl Into<PathBuf>) -> Self {
        Self { data: data.into(), documents: None, resources: resource_folders() }
    }

    /// The person's data folder. It may not exist yet.
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// Where fetched and imported speech models lie. It may not exist yet.
    pub fn models(&self) -> PathBuf {
        self.data.join("models")
    }

    /// Where sessions lie, a folder each. It may not exist yet.
    pub fn sessions(&self) -> PathBuf {
        self.data.join("sessions")
    }

    /// Where the log lies, a file a day. It may not exist yet.
    pub fn logs(&self) -> PathBuf {
        self.data.join("logs")
    }

    /// Where reports are exported to if no other folder is named. It may not exist yet.
    pub fn exports(&self) -> PathBuf {
        self.documents.clone().unwrap_or_else(|| self.data.join("exports"))
    }

    /// The first installed resource of that relative path, for example `models/synthetic-voices.en.bin`.
    pub fn resource(&self, relative: impl AsRef<Path>) -> Option<PathBuf> {
        let relative = relative.as_ref();
        self.resources.iter().map(|folder| folder.join(relative)).find(|path| path.exists())
    }
}

fn data_folder(chosen: Option<OsString>) -> Option<PathBuf> {
    match chosen.filter(|folder| !folder.is_empty()) {
        // Absolute, so that messages name a folder that can be found.
        Some(folder) => std::path::absolute(folder).ok(),
        None => ProjectDirs::from("", "", "pushback").map(|dirs| dirs.data_local_dir().to_owned()),
    }
}

fn documents_folder() -> Option<PathBuf> {
    let dirs = UserDirs::new()?;
    Some(dirs.document_dir().unwrap_or(dirs.home_dir()).join("Pushback"))
}

/// Beside the program, then its share folder, its bundle, and the source tree it was built in.
fn resource_folders() -> Vec<PathBuf> {
    let mut folders = Vec::new();
    if let Some(program) = std::env::current_exe().ok().and_then(|exe| exe.canonicalize().ok()) {
        folders.extend(beside(&program));
    }
    // Set by `cargo run` and `cargo test`, also when the build folder is elsewhere.
    folders.extend(std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from));
    if cfg!(debug_assertions) {
        folders.push(PathBuf::from(env!("CARGO_MANIFEST_DIR")));
    }
    folders
}

fn beside(program: &Path) -> Vec<PathBuf> {
    let Some(folder) = program.parent() else { return Vec::new() };
    let mut folders = vec![folder.to_owned()];
    if let Some(prefix) = folder.parent() {
        folders.push(prefix.join("share").join("pushback"));
        folders.push(prefix.join("Resources"));
    }
    // Built and not installed: `target/release/pushback`, or a test in `target/debug/deps`.
    let build = program.ancestors().find(|folder| folder.file_name().is_some_and(|name| name == "target"));
    folders.extend(build.and_then(Path::parent).map(Path::to_owned));
    folders
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_folder_can_be_named() {
        let folder = std::env::temp_dir().join("somewhere");
        assert_eq!(data_folder(Some(folder.clone().into())), Some(folder));
    }

    #[test]
    fn an_empty_name_counts_as_none() {
        assert_eq!(data_folder(Some(OsString::new())), data_folder(None));
    }

    #[test]
    fn an_installed_program_looks_in_its_share_folder() {
        let folders = beside(Path::new("/opt/pushback/bin/pushback"));
        assert!(folders.contains(&PathBuf::from("/opt/pushback/share/pushback")));
    }

    #[test]
    fn a_built_program_looks_in_the_source_tree() {
        let folders = beside(Path::new("/src/pushback/target/release/pushback"));
        assert!(folders.contains(&PathBuf::from("/src/pushback")));
    }

    #[test]
    fn the_bundled_model_is_found_in_a_development_build() {
        assert!(Places::in_folder("/nowhere").resource("models/synthetic-voices.en.bin").is_some());
    }
}
