//! What the tests about models share: a small whole model, a list that names it, and a server that misbehaves.
#![allow(dead_code, reason = "each test binary uses a part of it")]
#![allow(clippy::unwrap_used, reason = "a helper of tests fails the test")]

#[path = "../../examples/random_weight_model/generator.rs"]
mod generator;
pub(crate) mod server;

use std::path::Path;
use std::path::PathBuf;
use std::sync::LazyLock;

use generator::Kind;
use generator::Shape;
use pushback::io::models::manifest::Manifest;
use pushback::io::models::store::Store;
use pushback::io::places::Places;
use sha2::Digest;
use sha2::Sha256;

/// The name of the model in the list for tests.
pub(crate) const NAME: &str = "test.en";
/// Its file.
pub(crate) const FILE: &str = "ggml-test.en.bin";

/// A whole model of 1.4 MB that whisper.cpp would load.
pub(crate) static MODEL: LazyLock<Vec<u8>> = LazyLock::new(|| model(1));

/// Another one with the same size.
pub(crate) static OTHER: LazyLock<Vec<u8>> = LazyLock::new(|| model(2));

fn model(seed: u64) -> Vec<u8> {
    let shape = Shape { state: 8, heads: 2, audio_layers: 4, text_layers: 1 };
    let mut bytes = Vec::new();
    generator::write(&mut bytes, &shape, Kind::F16, seed).unwrap();
    bytes
}

/// Writes a model of an official model's shapes with random weights.
pub(crate) fn write_random(path: &Path, name: &str, kind: &str) {
    let mut bytes = Vec::new();
    generator::write(&mut bytes, &Shape::named(name).unwrap(), Kind::named(kind).unwrap(), 1).unwrap();
    std::fs::write(path, bytes).unwrap();
}

pub(crate) fn sha256(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|half| char::from_digit(half.into(), 16))
        .collect()
}

/// A list with `MODEL` at that source, a second one behind it, and the bundled model.
pub(crate) fn manifest_text(source: &str) -> String {
    let (bytes, sha, other) = (MODEL.len(), sha256(&MODEL), sha256(&OTHER));
    let bundled = bundled_bytes();
    let (bundled_len, bundled_sha) = (bundled.len(), sha256(&bundled));
    format!(
        r#"
default = "{NAME}"
source = "{source}"
[[model]]
name = "{NAME}"
file = "{FILE}"
kind = "f16"
bytes = {bytes}
sha256 = "{sha}"
good_for = "tests"
[[model]]
name = "other.en"
file = "ggml-other.en.bin"
kind = "f16"
bytes = {bytes}
sha256 = "{other}"
good_for = "tests, as a second choice"
[[model]]
name = "synthetic-voices.en"
file = "synthetic-voices.en.bin"
kind = "q8_0"
bytes = {bundled_len}
sha256 = "{bundled_sha}"
good_for = "the bundled samples"
bundled = true
synthetic_only = true
"#
    )
}

/// The models of a person whose data folder is `folder`.
pub(crate) fn store(folder: &Path, source: &str) -> Store {
    Store::new(Places::in_folder(folder), Manifest::parse(&manifest_text(source)).unwrap())
}

pub(crate) fn bundled_path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("models/synthetic-voices.en.bin")
}

pub(crate) fn bundled_bytes() -> Vec<u8> {
    std::fs::read(bundled_path()).unwrap()
}

/// The names in a folder, hidden ones left out, in alphabetical order.
pub(crate) fn visible(folder: &Path) -> Vec<String> {
    let Ok(files) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<String> = files.map(|f| f.unwrap().file_name().into_string().unwrap()).collect();
    names.retain(|name| !name.starts_with('.'));
    names.sort();
    names
}
