//! Speech models: which there are, which are here, and whether a file is one.
//!
//! A file is checked before whisper.cpp sees it, which takes a damaged one badly. The program never chooses a model
//! that understands synthetic voices only; somebody has to name it. Nothing is fetched unless the person asked for
//! it, and nothing half-written ever bears a model's final name.

pub mod cancel;
#[cfg(feature = "download")]
pub mod download;
pub mod error;
pub mod ggml;
pub mod import;
pub mod manifest;
pub mod speeds;
pub mod store;

use crate::io::models::error::ModelError;
use crate::io::models::store::ModelFile;
use crate::io::models::store::Store;

/// The environment variable that `--model` stands for.
pub const MODEL_VARIABLE: &str = "PUSHBACK_MODEL";

/// The model file to use: `choice` is a path or a name; with nothing chosen, the best installed model for human
/// speech, in the order of the manifest.
pub fn resolve(choice: Option<&str>) -> Result<ModelFile, ModelError> {
    Store::open()?.resolve(choice)
}

/// The bundled model, which understands synthetic voices only: for the bundled samples and nothing else.
/// `None` when it was not installed with the program, or is damaged.
pub fn bundled_synthetic() -> Option<ModelFile> {
    Store::open().ok()?.bundled_synthetic()
}

/// A size as people write it: `82 MB`. Decimal, as disks are sold.
pub fn size_text(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", (bytes + 500) / 1_000),
        1_000_000..9_950_000 => format!("{:.1} MB", bytes as f64 / 1e6),
        9_950_000..10_000_000_000 => format!("{} MB", (bytes + 500_000) / 1_000_000),
        _ => format!("{} GB", (bytes + 500_000_000) / 1_000_000_000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_read_as_people_write_them() {
        assert_eq!(size_text(12), "12 bytes");
        assert_eq!(size_text(586_836), "587 kB");
        assert_eq!(size_text(1_460_000), "1.5 MB");
        assert_eq!(size_text(9_949_999), "9.9 MB");
        assert_eq!(size_text(81_781_811), "82 MB");
        assert_eq!(size_text(64_000_000_000), "64 GB");
    }
}
