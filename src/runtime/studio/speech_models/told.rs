//! What can go wrong with models, for somebody who sits before a window and not before a terminal.

use std::path::Path;

#[cfg(feature = "download")]
use crate::io::models::download::error::DownloadError;
use crate::io::models::error::ModelError;

/// What becomes of an error of a model or its file.
pub(super) fn model(error: &ModelError) -> String {
    match error {
        ModelError::WrongMagic { path } => {
            format!("{} is no speech model. A model is one file, such as ggml-base.en-q8_0.bin.", file(path))
        }
        ModelError::WrongChecksum { name, .. } => {
            format!("The file of {name} is damaged. Remove it and get it again.")
        }
        ModelError::Impostor { name, path } => format!(
            "{} is called like {name} and is not the same: it is damaged or another model. Get it again, or give the file another name.",
            file(path)
        ),
        ModelError::BadName { name, why } => {
            format!("A model cannot be called {name}: {why}. Give the file another name and try again.")
        }
        ModelError::Bundled { name, .. } => {
            format!("{name} comes with the program. Choose it from the list.")
        }
        ModelError::NotInstalled { name, .. } => format!("{name} is not on this computer yet. Get it first."),
        ModelError::Unknown { name, .. } => {
            format!("There is no speech model called {name}. Choose one of the list.")
        }
        ModelError::NoneForHumanSpeech { .. } => {
            "There is no speech model yet. Get one, or bring a file.".to_owned()
        }
        ModelError::Stopped => "Stopped. Nothing was changed.".to_owned(),
        other => sentence(&other.to_string()),
    }
}

/// What becomes of an error of a download.
#[cfg(feature = "download")]
pub(super) fn download(error: &DownloadError) -> String {
    match error {
        DownloadError::Stopped { kept, .. } => {
            format!("Stopped. {kept} are kept, and it goes on from there.")
        }
        DownloadError::StoppedWaiting => "Stopped waiting. Another Pushback goes on fetching it.".to_owned(),
        DownloadError::Status { status, .. } => format!(
            "The server answers {status}. Try again later, or get the file elsewhere and bring it in here."
        ),
        DownloadError::WrongChecksum { .. } => {
            "What came is damaged and was deleted. Try again, or get the file elsewhere and bring it in here."
                .to_owned()
        }
        DownloadError::GaveUp { last, kept, .. } => format!(
            "{} {kept} are kept. Try again when the network is back, or bring the file in here.",
            download(last)
        ),
        other => sentence(&other.to_string()),
    }
}

/// What becomes of an error of a recogniser.
pub(in crate::runtime::studio) fn other(error: &(dyn std::error::Error + Send + Sync + 'static)) -> String {
    error.downcast_ref::<ModelError>().map_or_else(|| sentence(&error.to_string()), model)
}

fn file(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

/// As a sentence of its own.
pub(in crate::runtime::studio) fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(char::to_uppercase);
    let text: String = first.into_iter().flatten().chain(letters).collect();
    if text.ends_with('.') { text } else { text + "." }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_sent_to_a_terminal() {
        let path = std::path::PathBuf::from("/tmp/a.bin");
        let name = || "base.en".to_owned();
        let all = [
            ModelError::WrongMagic { path: path.clone() },
            ModelError::WrongChecksum { name: name(), path: path.clone() },
            ModelError::Impostor { name: name(), path: path.clone() },
            ModelError::BadName { name: name(), why: "it is taken".into() },
            ModelError::NotInstalled { name: name(), size: "82 MB".into() },
            ModelError::NoneForHumanSpeech { name: name(), size: "82 MB".into() },
            ModelError::Unknown { name: name(), known: String::new() },
            ModelError::Missing { path: path.clone() },
            ModelError::Cut { path, have: 1, need: 2 },
        ];
        // What is left may say where the list is; that it is a command is for those who use commands.
        for told in all[..7].iter().map(model) {
            assert!(!told.contains('`') && !told.contains("--"), "{told}");
            assert!(told.ends_with('.') && told.starts_with(char::is_alphanumeric), "{told}");
        }
        assert!(model(&all[8]).contains("cut off"));
    }
}
