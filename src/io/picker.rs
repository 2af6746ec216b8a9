//! The system's own dialogue for choosing a file.

use std::path::PathBuf;

/// What may be chosen.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// What stands above the dialogue.
    pub title: String,
    /// What the files are called.
    pub name: String,
    /// How their names may end.
    pub endings: Vec<String>,
}

/// Shows it, until somebody chose or closed it. `None` also where the system has no such dialogue.
#[cfg(feature = "window")]
pub async fn pick(wanted: Wanted) -> Option<PathBuf> {
    let dialogue = rfd::AsyncFileDialog::new()
        .set_title(wanted.title)
        .add_filter(wanted.name, &wanted.endings)
        .add_filter("All files", &["*"]);
    dialogue.pick_file().await.map(|file| file.path().to_owned())
}

/// There is no window to show it over.
#[cfg(not(feature = "window"))]
pub async fn pick(_: Wanted) -> Option<PathBuf> {
    None
}
