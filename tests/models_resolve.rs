//! Which model is used, and what is said when there is none or the file is no model.
#![allow(clippy::unwrap_used, reason = "a helper of tests fails the test")]

mod models_support;

use std::path::Path;

use models_support::FILE;
use models_support::MODEL;
use models_support::NAME;
use models_support::OTHER;
use models_support::bundled_bytes;
use models_support::bundled_path;
use models_support::store;
use pushback::io::models::error::ModelError;
use pushback::io::models::store::ModelFile;
use tempfile::TempDir;

const NOWHERE: &str = "http://127.0.0.1:9";

/// A data folder with these files in its models folder.
fn with(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let models = folder.path().join("models");
    std::fs::create_dir(&models).unwrap();
    for (name, bytes) in files {
        std::fs::write(models.join(name), bytes).unwrap();
    }
    folder
}

fn resolve(folder: &TempDir, choice: Option<&str>) -> Result<ModelFile, ModelError> {
    store(folder.path(), NOWHERE).resolve(choice)
}

/// The error that a file with these bytes earns when it is named by its path.
#[track_caller]
fn refused(bytes: &[u8], words: &[&str]) {
    let folder = with(&[("some.bin", bytes)]);
    let path = folder.path().join("models/some.bin");
    let error = resolve(&folder, path.to_str()).unwrap_err().to_string();
    let path = path.display().to_string();
    assert!(error.contains(&path) && words.iter().all(|word| error.contains(word)), "{error}");
    assert!(!error.contains('\n'), "{error}");
}

#[test]
fn with_nothing_chosen_the_best_installed_model_is_used() {
    let folder = with(&[("ggml-other.en.bin", &OTHER), (FILE, &MODEL)]);
    let expected = ModelFile {
        name: NAME.to_owned(),
        path: folder.path().join("models").join(FILE),
        synthetic_only: false,
        bytes: MODEL.len() as u64,
    };
    assert_eq!(resolve(&folder, None).unwrap(), expected);
    // As when the environment variable is set to nothing.
    assert_eq!(resolve(&folder, Some("")).unwrap(), expected);
}

#[test]
fn a_second_choice_is_better_than_a_broken_first() {
    let folder = with(&[("ggml-other.en.bin", &OTHER), (FILE, &MODEL[..5000])]);
    assert_eq!(resolve(&folder, None).unwrap().name, "other.en");
}

#[test]
fn a_broken_model_and_no_other_is_said_to_be_broken() {
    let folder = with(&[(FILE, &MODEL[..5000])]);
    assert!(matches!(resolve(&folder, None).unwrap_err(), ModelError::Cut { .. }));
}

#[test]
fn a_model_of_ones_own_is_used_when_there_is_no_official_one() {
    let folder = with(&[("mine.bin", &MODEL)]);
    assert_eq!(resolve(&folder, None).unwrap().name, "mine");
    assert_eq!(resolve(&folder, Some("mine")).unwrap().name, "mine");
}

#[test]
fn the_model_for_synthetic_voices_is_never_chosen_for_a_person() {
    // Neither the bundled one nor a copy under another name.
    for folder in [with(&[]), with(&[("copy.bin", &bundled_bytes())])] {
        let error = resolve(&folder, None).unwrap_err();
        assert!(matches!(error, ModelError::NoneForHumanSpeech { .. }), "{error}");
        let text = error.to_string();
        assert!(text.contains("a speech model for human speech is missing"), "{text}");
        assert!(
            text.contains("`pushback models fetch test.en`") && text.contains("models import FILE"),
            "{text}"
        );
    }
}

#[test]
fn the_model_for_synthetic_voices_is_there_for_whoever_names_it() {
    let folder = with(&[("copy.bin", &bundled_bytes())]);
    let copy = folder.path().join("models/copy.bin");
    for choice in ["synthetic-voices.en", "copy", copy.to_str().unwrap(), bundled_path().to_str().unwrap()] {
        let file = resolve(&folder, Some(choice)).unwrap();
        assert!(file.synthetic_only, "{choice}");
    }
    let bundled = store(folder.path(), NOWHERE).bundled_synthetic().unwrap();
    assert_eq!((bundled.name.as_str(), bundled.synthetic_only), ("synthetic-voices.en", true));
}

#[test]
fn a_name_that_is_not_installed_says_how_to_get_it() {
    let error = resolve(&with(&[]), Some(NAME)).unwrap_err().to_string();
    assert!(error.contains("test.en is not installed") && error.contains("models fetch test.en"), "{error}");
}

#[test]
fn a_name_that_nobody_knows_shows_the_names_there_are() {
    let error = resolve(&with(&[]), Some("huge.en")).unwrap_err().to_string();
    assert!(error.contains("\"huge.en\"") && error.contains("test.en, other.en"), "{error}");
}

#[test]
fn a_missing_file_is_said_to_be_missing() {
    let error = resolve(&with(&[]), Some("/nowhere/ggml-base.en.bin")).unwrap_err().to_string();
    assert!(error.contains("there is no speech model at /nowhere/ggml-base.en.bin"), "{error}");
}

#[test]
fn a_directory_is_not_a_model() {
    let folder = with(&[]);
    let error = resolve(&folder, folder.path().to_str()).unwrap_err().to_string();
    assert!(error.contains("is not a file"), "{error}");
}

#[test]
fn an_empty_file_and_a_foreign_one_are_not_models() {
    refused(b"", &["not a whisper.cpp speech model"]);
    refused(b"this is text", &["not a whisper.cpp speech model"]);
    let mut wrong_magic = MODEL.clone();
    wrong_magic[0] ^= 1;
    refused(&wrong_magic, &["not a whisper.cpp speech model"]);
}

#[test]
fn a_model_cut_in_half_is_said_to_be_cut() {
    refused(&MODEL[..MODEL.len() / 2], &["cut off", &format!("{} bytes", MODEL.len() / 2)]);
    // Between two tensors, where nothing but their number tells.
    let last_bias = 12 + 4 + "decoder.blocks.0.mlp.2.bias".len() + 4 * 8;
    refused(&MODEL[..MODEL.len() - last_bias], &["cut off"]);
}

#[test]
fn a_model_without_weights_is_refused() {
    let header = 4 * 12 + 8 + 4 * 80 * 201;
    let mut at = header + 4;
    for _ in 0..50_257 {
        at += 4 + u32::from_le_bytes(MODEL[at..at + 4].try_into().unwrap()) as usize;
    }
    refused(&MODEL[..at], &["damaged", "no weights"]);
}

#[test]
fn a_model_that_would_make_whisper_cpp_write_past_an_array_is_refused() {
    let mut bytes = MODEL.clone();
    let name = b"encoder.conv1.weight";
    let at = bytes.windows(name.len()).position(|window| window == name).unwrap() - 12 - 12;
    assert_eq!(bytes[at..at + 4], 3_i32.to_le_bytes());
    bytes[at..at + 4].copy_from_slice(&200_i32.to_le_bytes());
    refused(&bytes, &["damaged", "impossible shape"]);
}

#[test]
fn an_official_name_with_a_whole_model_of_another_size_is_not_believed() {
    let folder = with(&[(FILE, &bundled_bytes())]);
    let error = resolve(&folder, Some(NAME)).unwrap_err();
    assert!(matches!(error, ModelError::WrongChecksum { .. }), "{error}");
}

#[test]
fn the_listing_tells_installed_begun_absent_and_broken_apart() {
    use pushback::io::models::store::State;
    let folder =
        with(&[(FILE, &MODEL[..5000]), ("ggml-other.en.bin.part", &OTHER[..100]), ("mine.bin", &MODEL)]);
    let states: Vec<(String, State)> =
        store(folder.path(), NOWHERE).list().into_iter().map(|model| (model.name, model.state)).collect();
    assert!(matches!(&states[0], (name, State::Broken(why)) if name == NAME && why.contains("cut off")));
    assert_eq!(states[1], ("other.en".to_owned(), State::Partial(100)));
    assert_eq!(states[2], ("synthetic-voices.en".to_owned(), State::Installed));
    assert_eq!(states[3], ("mine".to_owned(), State::Installed));
}

#[test]
fn a_check_is_quick_enough_to_do_at_every_start() {
    // No clock: it reads a bounded piece of the file, however large the weights are.
    let folder = with(&[]);
    let path = folder.path().join("models/sparse.bin");
    write_sparse_giant(&path);
    let error = resolve(&folder, path.to_str()).unwrap_err().to_string();
    assert!(error.contains("cut off"), "{error}");
}

/// A header and vocabulary, one tensor of 8 GB that is a hole in the file, and then the end.
fn write_sparse_giant(path: &Path) {
    let name = b"encoder.positional_embedding";
    let at = MODEL.windows(name.len()).position(|window| window == name).unwrap();
    let mut bytes = MODEL[..at - 8].to_vec();
    bytes.extend(65_536_i32.to_le_bytes());
    bytes.extend(30_000_i32.to_le_bytes());
    bytes.extend(name);
    std::fs::write(path, &bytes).unwrap();
    let file = std::fs::File::options().write(true).open(path).unwrap();
    file.set_len(bytes.len() as u64 + 65_536 * 30_000 * 4).unwrap();
}
