//! The project's own sample recordings, told from all others by their content.
//!
//! They are spoken by a machine, so the bundled model may be used for them without being named. A copy under another
//! name is still a sample, and a recording of a person in the samples' folder is none.

use std::fs;
use std::io;
use std::path::Path;

use serde::Deserialize;
use sha2::Digest;
use sha2::Sha256;

/// The list, as it was when the program was built.
const LIST: &str = include_str!("../../assets/samples/samples.toml");

/// One of them, built in, so that it is there wherever the program is.
const BUILT_IN: &[u8] = include_bytes!("../../assets/samples/middling.wav");

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    sample: Vec<Sample>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sample {
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "for people, and for the test that holds the list to the files")
    )]
    file: String,
    bytes: u64,
    sha256: String,
}

/// Whether a file is one of the samples. A file that cannot be read is none.
pub fn is_sample(path: &Path) -> bool {
    // A list that does not parse fails a test; in the program it means that there are no samples.
    let samples = toml::from_str(LIST).map(|list: List| list.sample).unwrap_or_default();
    let Ok(bytes) = path.metadata().map(|m| m.len()) else { return false };
    // Only a file of the right size is read.
    samples.iter().filter(|s| s.bytes == bytes).any(|s| checksum(path).is_ok_and(|sum| sum == s.sha256))
}

/// The first seconds of a sample, 16 kHz mono: something that every speech model can be tried with. Empty if it could not
/// be read, which a test rules out.
pub fn spoken(seconds: usize) -> Vec<f32> {
    let Ok(wav) = hound::WavReader::new(BUILT_IN) else { return Vec::new() };
    let count = seconds * wav.spec().sample_rate as usize;
    let samples = wav.into_samples::<i16>().take(count).map_while(Result::ok);
    samples.map(|sample| f32::from(sample) / f32::from(i16::MAX)).collect()
}

fn checksum(path: &Path) -> io::Result<String> {
    // As large as a sample, which is small.
    let digest = Sha256::digest(fs::read(path)?);
    Ok(digest.iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    fn folder() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples")
    }

    /// With `UPDATE_SNAPSHOTS` set, writes the list anew.
    #[test]
    fn every_recording_among_the_samples_is_listed_and_nothing_else() {
        let mut recordings: Vec<PathBuf> =
            fs::read_dir(folder()).unwrap().map(|f| f.unwrap().path()).collect();
        recordings.retain(|p| p.extension().is_some_and(|e| e == "wav"));
        recordings.sort();
        let entry = |path: &PathBuf| {
            let file = path.file_name().unwrap().to_str().unwrap();
            let (bytes, sum) = (path.metadata().unwrap().len(), checksum(path).unwrap());
            format!("\n[[sample]]\nfile = \"{file}\"\nbytes = {bytes}\nsha256 = \"{sum}\"\n")
        };
        let about = "# The recordings for which the bundled model is used without being named.\n\
            # Written anew by: UPDATE_SNAPSHOTS=1 cargo test --lib samples\n";
        let expected = about.to_owned() + &recordings.iter().map(entry).collect::<String>();
        if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
            fs::write(folder().join("samples.toml"), &expected).unwrap();
        }
        assert_eq!(
            fs::read_to_string(folder().join("samples.toml")).unwrap().replace("\r\n", "\n"),
            expected
        );
        let list: List = toml::from_str(LIST).unwrap();
        assert!(list.sample.iter().all(|s| folder().join(&s.file).exists()));
    }

    #[test]
    fn the_one_that_is_built_in_is_16_khz_mono_speech() {
        let spec = hound::WavReader::new(BUILT_IN).unwrap().spec();
        assert_eq!((spec.channels, spec.sample_rate, spec.bits_per_sample), (1, 16_000, 16));
        let sound = spoken(12);
        assert_eq!(sound.len(), 12 * 16_000);
        assert!(sound.iter().any(|sample| sample.abs() > 0.2));
    }

    #[test]
    fn a_sample_is_known_by_its_content_and_not_by_its_place() {
        let dir = tempfile::tempdir().unwrap();
        let copy = dir.path().join("copy.wav");
        fs::copy(folder().join("weak.wav"), &copy).unwrap();
        assert!(is_sample(&copy));
        let mut bytes = fs::read(&copy).unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        fs::write(&copy, bytes).unwrap();
        assert!(!is_sample(&copy));
        assert!(!is_sample(&dir.path().join("none.wav")));
    }
}
