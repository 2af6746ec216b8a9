//! How fast speech models are on this machine, as it was measured: `model-speeds.toml` in the data folder.
//!
//! Lost or damaged it is measured anew, so nothing about it is a fault.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::io::Write;
use std::path::PathBuf;

use serde::Deserialize;
use serde::Serialize;

use crate::io::places::Places;

const FILE: &str = "model-speeds.toml";

/// What was measured.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Speeds {
    path: PathBuf,
    models: BTreeMap<String, Measured>,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
struct Measured {
    /// Size of the file, so that another one under the same name counts as another model.
    bytes: u64,
    /// Seconds of speech that it reads in a second.
    times_as_fast: f32,
}

impl Speeds {
    /// What was kept.
    pub fn load(places: &Places) -> Self {
        let path = places.data().join(FILE);
        let read = fs::read_to_string(&path).ok().and_then(|text| toml::from_str(&text).ok());
        Self { path, models: read.unwrap_or_default() }
    }

    /// Seconds of speech that a model of that name and size reads in a second; `None` where nobody measured.
    pub fn get(&self, name: &str, bytes: u64) -> Option<f32> {
        let measured = self.models.get(name).filter(|measured| measured.bytes == bytes)?;
        Some(measured.times_as_fast).filter(|times| times.is_finite() && *times > 0.0)
    }

    /// Keeps a figure.
    pub fn put(&mut self, name: &str, bytes: u64, times_as_fast: f32) -> io::Result<()> {
        self.models.insert(name.to_owned(), Measured { bytes, times_as_fast });
        let text = toml::to_string(&self.models).map_err(io::Error::other)?;
        let folder = self.path.parent().unwrap_or(&self.path);
        fs::create_dir_all(folder)?;
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        file.write_all(text.as_bytes())?;
        file.persist(&self.path).map(drop).map_err(|error| error.error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_belongs_to_one_file_and_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let places = Places::in_folder(folder.path());
        let mut speeds = Speeds::load(&places);
        assert_eq!(speeds.get("base.en", 7), None);
        speeds.put("base.en", 7, 3.25).unwrap();
        let read = Speeds::load(&places);
        assert_eq!((read.get("base.en", 7), read.get("base.en", 8)), (Some(3.25), None));
    }

    #[test]
    fn a_damaged_file_is_as_good_as_none() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(FILE), "base.en = 3").unwrap();
        assert_eq!(Speeds::load(&Places::in_folder(folder.path())).get("base.en", 7), None);
    }
}
