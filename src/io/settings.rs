//! What a person has set in the window: `settings.toml` in the data folder, replaced in full with every change.
//!
//! A key that is not known, or a value that is out of range, is an error and not a reason to forget the rest in silence:
//! whoever reads shows the fault and goes on with what the program does by itself.

use std::fs;
use std::io;
use std::io::Write;
use std::path::PathBuf;

use serde::Deserialize;
use serde::Serialize;
use thiserror::Error;

use crate::io::places::Places;

const FILE: &str = "settings.toml";

/// Everything that can be set. What is left out of the file is as [`Settings::default`] has it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[expect(clippy::struct_excessive_bools, reason = "independent switches of a person's settings")]
pub struct Settings {
    /// Light, dark, or as the system has it.
    pub theme: ThemeChoice,
    /// How large text is, 1 being 100 %.
    pub text_size: f32,
    /// Nothing moves that need not.
    pub reduced_motion: bool,
    /// The microphone, by its name; the default one if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub microphone: Option<String>,
    /// The speech model, by its name; the best installed one if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// Whether the interviewer is heard; captions there are always.
    pub speak: bool,
    /// The interviewer's voice, by its name; the system's own if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub voice: Option<String>,
    /// How fast it speaks, from -1 over 0, its normal pace, to 1.
    pub pace: f32,
    /// The question that is asked, by its id; the one that was answered last if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
    /// The plan of the loop that is held, by its id; the shortest if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub loop_plan: Option<String>,
    /// Whether nothing is shown before the end.
    pub real: bool,
    /// The most probes a question, 0 to 4.
    pub probes: u8,
    /// Time to think, in seconds.
    pub think_s: u16,
    /// The longest answer, in minutes; 0 for no limit.
    pub limit_min: u8,
    /// The longest silence that is waited for after a whole sentence, in ms.
    pub patience_ms: u32,
    /// Whether a silence ends an answer at all.
    pub automatic_end: bool,
    /// Whether speaking stops the interviewer's voice; for headphones.
    pub barge_in: bool,
    /// Answers are typed, even where there is a microphone.
    pub typed: bool,
    /// The person has been through the first check, or has left it.
    pub checked: bool,
}

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ThemeChoice {
    /// As the system has it.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: ThemeChoice::System,
            text_size: 1.0,
            reduced_motion: false,
            microphone: None,
            model: None,
            speak: true,
            voice: None,
            pace: 0.0,
            question: None,
            loop_plan: None,
            real: false,
            probes: 2,
            think_s: 0,
            limit_min: 3,
            patience_ms: 3_500,
            automatic_end: true,
            barge_in: false,
            typed: false,
            checked: false,
        }
    }
}

/// Why settings could not be read or kept.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum SettingsError {
    /// The file is not what this program writes.
    #[error("the settings cannot be read and are left alone ({what}); correct or delete {}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong, and where.
        what: String,
    },
    /// The disk does not give or take it.
    #[error("the settings cannot be {what} ({error}): {}", path.display())]
    Io {
        /// Read or kept.
        what: &'static str,
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
}

impl Settings {
    /// What was kept; the defaults where nothing was.
    pub fn load(places: &Places) -> Result<Self, SettingsError> {
        let path = places.data().join(FILE);
        let text = match fs::read_to_string(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            read => read.map_err(|error| SettingsError::Io { what: "read", path: path.clone(), error })?,
        };
        let read: Self = toml::from_str(&text)
            .map_err(|error| SettingsError::Damaged { path, what: error.message().to_owned() })?;
        Ok(read.within_range())
    }

    /// Keeps all of it.
    pub fn save(&self, places: &Places) -> Result<(), SettingsError> {
        let path = places.data().join(FILE);
        let put = || {
            let text = toml::to_string(self).map_err(io::Error::other)?;
            fs::create_dir_all(places.data())?;
            let mut file = tempfile::NamedTempFile::new_in(places.data())?;
            file.write_all(text.as_bytes())?;
            file.as_file().sync_all()?;
            file.persist(&path).map(drop).map_err(|error| error.error)
        };
        put().map_err(|error| SettingsError::Io { what: "kept", path: path.clone(), error })
    }

    /// Somebody may have edited the file.
    fn within_range(mut self) -> Self {
        let sane = |value: f32, from, to| if value.is_nan() { 1.0 } else { f32::clamp(value, from, to) };
        self.text_size = sane(self.text_size, 0.8, 2.0);
        self.pace = sane(self.pace, -1.0, 1.0);
        self.probes = self.probes.min(4);
        self.think_s = self.think_s.min(600);
        self.limit_min = self.limit_min.min(60);
        self.patience_ms = self.patience_ms.clamp(1_500, 8_000);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let places = Places::in_folder(folder.path());
        let settings =
            Settings { theme: ThemeChoice::Dark, microphone: Some("Headset".into()), ..Settings::default() };
        settings.save(&places).unwrap();
        assert_eq!(Settings::load(&places).unwrap(), settings);
    }

    #[test]
    fn nothing_kept_is_no_fault() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Settings::load(&Places::in_folder(folder.path())).unwrap(), Settings::default());
    }

    #[test]
    fn a_damaged_file_is_named_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(FILE), "patience = 3").unwrap();
        let error = Settings::load(&Places::in_folder(folder.path())).unwrap_err().to_string();
        assert!(error.contains(FILE), "{error}");
    }

    #[test]
    fn a_number_out_of_range_is_brought_into_it() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(FILE), "patience_ms = 9999999\ntext_size = 0.01\n").unwrap();
        let settings = Settings::load(&Places::in_folder(folder.path())).unwrap();
        assert_eq!((settings.patience_ms, settings.text_size), (8_000, 0.8));
    }
}
