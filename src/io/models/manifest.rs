//! The list of speech models: `models/manifest.toml`, embedded in the program.
//!
//! A list that exists is a list that was checked. Tests bring their own with small files, and only from a server on
//! this machine.

use serde::Deserialize;

use crate::io::models::error::ModelError;
use crate::io::models::size_text;

/// The list in `models/manifest.toml`.
pub const EMBEDDED: &str = include_str!("../../../models/manifest.toml");

/// For tests only: the path of another list, whose source must be a server on this machine.
const TEST_VARIABLE: &str = "PUSHBACK_TEST_MANIFEST";

/// Every model the program knows, best choice first.
#[derive(Debug, Clone)]
pub struct Manifest {
    default: Entry,
    source: String,
    entries: Vec<Entry>,
}

/// One model of the list.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// What people call it: `base.en-q8_0`.
    pub name: String,
    /// Its file's name, in the models folder and at the source.
    pub file: String,
    /// How its weights are stored: `f16`, `q8_0` or `q5_1`.
    pub kind: String,
    /// The size of the file.
    pub bytes: u64,
    /// The SHA-256 of the file, in lower-case hexadecimal.
    pub sha256: String,
    /// What it is good for, in a few words.
    pub good_for: String,
    /// Comes with the program, and is never fetched.
    #[serde(default)]
    pub bundled: bool,
    /// Understands synthetic voices only: never chosen for a person.
    #[serde(default)]
    pub synthetic_only: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ManifestFile {
    default: String,
    source: String,
    #[serde(rename = "model")]
    models: Vec<Entry>,
}

impl Manifest {
    /// The embedded list.
    pub fn load() -> Result<Self, ModelError> {
        let Some(path) = std::env::var_os(TEST_VARIABLE) else { return Self::parse(EMBEDDED) };
        let text =
            std::fs::read_to_string(&path).map_err(ModelError::io("read the list of models", &path))?;
        let manifest = Self::parse(&text)?;
        if is_loopback(&manifest.source) {
            return Ok(manifest);
        }
        Err(wrong(format!("{TEST_VARIABLE} is for tests: its source must be a server on this machine")))
    }

    /// Reads and checks a list.
    pub fn parse(text: &str) -> Result<Self, ModelError> {
        let file: ManifestFile = toml::from_str(text).map_err(|error| wrong(error.to_string()))?;
        if !file.source.starts_with("https://") && !is_loopback(&file.source) {
            return Err(wrong(format!("the source {} is not https", file.source)));
        }
        for (i, entry) in file.models.iter().enumerate() {
            entry.check()?;
            if file.models[..i].iter().any(|other| other.name == entry.name || other.file == entry.file) {
                return Err(wrong(format!("{} is there twice", entry.name)));
            }
        }
        let default = file.models.iter().find(|e| e.name == file.default && !e.synthetic_only).cloned();
        let default =
            default.ok_or_else(|| wrong(format!("the default {} is no model for people", file.default)))?;
        Ok(Self { default, source: file.source, entries: file.models })
    }

    /// The model to fetch when nobody knows which.
    pub fn default_entry(&self) -> &Entry {
        &self.default
    }

    /// All models, best choice first.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The model of that name.
    pub fn find(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.name == name)
    }

    /// The model with these bytes, by their SHA-256.
    pub fn with_sha256(&self, sha256: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.sha256 == sha256)
    }

    /// Where to fetch it.
    pub fn url(&self, entry: &Entry) -> String {
        format!("{}/{}", self.source, entry.file)
    }

    /// The names there are, for messages.
    pub fn names(&self) -> String {
        self.entries.iter().map(|entry| entry.name.as_str()).collect::<Vec<_>>().join(", ")
    }
}

impl Entry {
    /// Its size, as people write it.
    pub fn size_text(&self) -> String {
        size_text(self.bytes)
    }

    fn check(&self) -> Result<(), ModelError> {
        let hex = self.sha256.len() == 64 && self.sha256.chars().all(|c| matches!(c, '0'..='9' | 'a'..='f'));
        if !hex {
            return Err(wrong(format!("{} has no SHA-256 in lower-case hexadecimal", self.name)));
        }
        if !is_plain_name(&self.name) || !is_plain_name(&self.file) {
            return Err(wrong(format!("{:?} in {:?} cannot be names of files", self.name, self.file)));
        }
        if self.bytes == 0 {
            return Err(wrong(format!("{} is empty", self.name)));
        }
        Ok(())
    }
}

/// Whether this can be a file's name on every system: letters, digits, `.`, `-` and `_`, beginning with a letter or
/// a digit.
pub fn is_plain_name(name: &str) -> bool {
    let begins_well = name.starts_with(|c: char| c.is_ascii_alphanumeric());
    begins_well
        && name.len() <= 64
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'))
}

/// Whether the URL leads to a server on this machine.
pub fn is_loopback(url: &str) -> bool {
    let Some(rest) = url.strip_prefix("http://") else { return false };
    let host = rest.split('/').next().unwrap_or_default();
    // The port is read as a number: `127.0.0.1:80@elsewhere` leads elsewhere.
    host.strip_prefix("127.0.0.1:").is_some_and(|port| port.parse::<u16>().is_ok())
}

fn wrong(what: String) -> ModelError {
    ModelError::Manifest { what }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_list_is_right_and_its_first_model_is_the_default() {
        let manifest = Manifest::parse(EMBEDDED).unwrap();
        assert_eq!(manifest.entries()[0], *manifest.default_entry());
        assert_eq!(manifest.default_entry().name, "base.en-q8_0");
        assert_eq!(manifest.entries().len(), 10);
        let synthetic: Vec<_> = manifest.entries().iter().filter(|e| e.synthetic_only).collect();
        assert_eq!(synthetic.len(), 1);
        assert!(synthetic[0].bundled);
    }

    #[test]
    fn every_official_model_comes_over_https_from_a_pinned_revision() {
        let manifest = Manifest::parse(EMBEDDED).unwrap();
        for entry in manifest.entries().iter().filter(|entry| !entry.bundled) {
            let url = manifest.url(entry);
            assert!(
                url.starts_with("https://") && url.ends_with(&format!("ggml-{}.bin", entry.name)),
                "{url}"
            );
            assert!(!url.contains("/main/"), "{url}");
        }
    }

    #[track_caller]
    fn refuses(from: &str, to: &str, expected: &str) {
        assert!(EMBEDDED.contains(from));
        let error = Manifest::parse(&EMBEDDED.replacen(from, to, 1)).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }

    #[test]
    fn a_wrong_list_is_refused_with_the_reason() {
        refuses("https://huggingface.co", "http://huggingface.co", "is not https");
        refuses("default  = \"base.en-q8_0\"", "default  = \"synthetic-voices.en\"", "no model for people");
        refuses("name     = \"base.en\"", "name     = \"base.en-q8_0\"", "twice");
        refuses("a4d4a076", "A4D4A076", "SHA-256");
        refuses("file     = \"ggml-base.en.bin\"", "file     = \"../ggml-base.en.bin\"", "names of files");
        refuses("kind     =", "colour   =", "unknown field");
        refuses("bytes    = 81_781_811", "bytes    = 0", "empty");
    }

    #[test]
    fn only_a_server_on_this_machine_may_do_without_tls() {
        assert!(is_loopback("http://127.0.0.1:8080/x"));
        assert!(!is_loopback("http://127.0.0.1.example.com/x"));
        assert!(!is_loopback("http://127.0.0.1@example.com/x"));
        assert!(!is_loopback("http://127.0.0.1:80@example.com/x"));
    }
}
