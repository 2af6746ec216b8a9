//! The fuzz targets' own functions over their seeds, so that both stay alive without a nightly compiler.
#![expect(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

#[path = "../fuzz/checks/packs.rs"]
mod packs;
#[path = "../fuzz/checks/said.rs"]
mod said;

use std::path::Path;

use pushback::io::packs::files;

fn seeds(target: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(target);
    let mut seeds: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| (entry.file_name().display().to_string(), std::fs::read(entry.path()).unwrap()))
        .collect();
    seeds.sort();
    assert!(!seeds.is_empty());
    seeds
}

#[test]
fn everything_in_the_seeds_can_be_said() {
    for (name, data) in seeds("analyse") {
        println!("{name}");
        said::analyse(&data);
    }
}

#[test]
fn everything_in_the_seeds_is_a_pack_or_refused_at_a_line() {
    for (name, data) in seeds("packs") {
        println!("{name}");
        packs::packs(&data);
    }
}

/// A file that breaks off is what a full disk or an interrupted copy leaves behind.
#[test]
fn a_built_in_file_that_breaks_off_is_a_pack_or_refused_at_a_line() {
    for file in files::builtin() {
        let bytes = file.text.as_bytes();
        for tenths in [0, 3, 7] {
            let cut = &bytes[..bytes.len() * tenths / 10];
            let data = [format!("over\n=== {}\n", file.path).as_bytes(), cut].concat();
            packs::packs(&data);
        }
    }
}
