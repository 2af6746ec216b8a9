//! How much a folder holds.

use std::fs;
use std::path::Path;

/// Bytes of all files in a folder and below it; none where there is no such folder. `stopped` is asked between files, so
/// that a large folder holds nobody up; what was counted until then is given.
pub fn bytes_in(folder: &Path, stopped: &impl Fn() -> bool) -> u64 {
    let mut bytes = 0;
    // What cannot be read cannot be counted, and is no reason not to count the rest.
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if stopped() {
            break;
        }
        // Of a link, the link: what it leads to lies elsewhere.
        let Ok(metadata) = entry.metadata() else { continue };
        bytes += if metadata.is_dir() { bytes_in(&entry.path(), stopped) } else { metadata.len() };
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_counted_at_any_depth_and_nothing_is_nothing() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("a/b")).unwrap();
        fs::write(folder.path().join("one"), [0; 10]).unwrap();
        fs::write(folder.path().join("a/b/two"), [0; 7]).unwrap();
        assert_eq!(bytes_in(folder.path(), &|| false), 17);
        assert_eq!(bytes_in(folder.path(), &|| true), 0);
        assert_eq!(bytes_in(&folder.path().join("none"), &|| false), 0);
    }
}
