//! Holds the shape of the code that `ARCHITECTURE.md` draws: who may name whom, and what no reader should have to bear.
//!
//! Reads paths (`a::b::c`) in the source with comments, strings and unit tests taken out, and follows what `use` brought
//! in. It knows no more of names than that: this is why a `use` of ours names one path and renames nothing.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what cannot prepare its ground has failed, and says where"
)]

#[path = "architecture/source.rs"]
mod source;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use source::Source;

/// Lowest first. A layer names those below it and itself.
const LAYERS: &[&str] = &["core", "io", "runtime", "ui", "cli"];

/// What all of `io` may name: every kind of file has its folder on the disk, and every sound comes down to 16 kHz.
const SHARED_IO: &[&str] = &["places", "resample"];

/// What the core may build on: algorithms, and the reading of text it was handed. Nothing that reaches the world.
const CORE_CRATES: &[&str] = &["aho_corasick", "fastrand", "serde", "thiserror", "toml"];

/// What would let the core touch the world or ask it for the time.
const CORE_REFUSES: &[&str] = &[
    "std::env",
    "std::fs",
    "std::io",
    "std::net",
    "std::os",
    "std::process",
    "std::thread",
    "std::time::Instant",
    "std::time::SystemTime",
];

/// Who among the core's parts may not know whom.
const CORE_STRANGERS: &[(&str, &str)] = &[
    ("text", "rubric"),
    ("text", "listening"),
    ("listening", "rubric"),
    ("listening", "text"),
    ("span", "transcript"),
];

/// Packages and parts of the standard library that have one home. Whoever else needs them asks there.
const HOMES: &[(&str, &[&str])] = &[
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("cpal", &["io::capture", "io::player"]),
    ("crossterm", &["cli"]),
    ("ctrlc", &["cli"]),
    ("directories", &["io::places"]),
    ("earshot", &["io::vad"]),
    ("eframe", &["ui"]),
    ("egui_material_icons", &["ui"]),
    ("egui_plot", &["ui"]),
    ("indicatif", &["cli"]),
    ("maud", &["io::report"]),
    ("rfd", &["io::picker"]),
    ("rtrb", &["io::capture", "io::player"]),
    ("rubato", &["io::resample"]),
    ("std::net", &["io::models"]),
    ("std::thread::Builder", &["runtime"]),
    ("std::thread::scope", &["runtime"]),
    ("symphonia", &["io::import"]),
    ("tokio", &["runtime"]),
    // Not for the folders of devices: what runs in an audio callback may not log.
    ("tracing", &["cli", "io::log", "runtime", "ui"]),
    ("tracing_appender", &["io::log"]),
    ("tracing_subscriber", &["io::log"]),
    ("tts", &["io::voice"]),
    ("ureq", &["io::models"]),
    ("whisper_rs", &["io::asr"]),
    ("wsola", &["io::player"]),
];

/// The most lines of a file without its unit tests.
const LONGEST_FILE: usize = 400;

#[test]
fn layers_only_look_down() {
    let mut faults = Vec::new();
    for source in Source::all() {
        let Some(own) = LAYERS.iter().position(|layer| source.module.first().is_some_and(|m| m == layer))
        else {
            continue;
        };
        for path in source.own_paths() {
            let named = LAYERS.iter().position(|layer| path.first().is_some_and(|m| m == layer));
            if named.is_none_or(|named| named > own) {
                faults.push(format!("{source}: {} names {}", LAYERS[own], path.join("::")));
            }
        }
    }
    assert_none(&faults);
}

#[test]
fn every_file_belongs_to_a_layer() {
    let stray: Vec<_> = Source::all()
        .into_iter()
        .filter(|s| s.module.first().is_some_and(|first| !LAYERS.contains(&first.as_str())))
        .map(|s| s.to_string())
        .collect();
    assert_none(&stray);
}

#[test]
fn main_knows_nothing_but_the_command_line() {
    let main = Source::all().into_iter().find(|s| s.file.ends_with("src/main.rs")).unwrap();
    let faults: Vec<_> =
        main.paths().filter(|p| p[0] == "pushback" && p.get(1).is_none_or(|m| m != "cli")).collect();
    assert!(faults.is_empty(), "{faults:?}");
}

#[test]
fn folders_side_by_side_in_io_do_not_know_of_each_other() {
    let mut faults = Vec::new();
    for source in Source::all() {
        let [layer, own, ..] = source.module.as_slice() else { continue };
        for path in source.own_paths() {
            let [named_layer, named, ..] = path.as_slice() else { continue };
            let stranger = named != own && !SHARED_IO.contains(&named.as_str());
            if layer == "io" && named_layer == "io" && stranger {
                faults.push(format!("{source}: io::{own} names {}", path.join("::")));
            }
        }
    }
    assert_none(&faults);
}

#[test]
fn parts_of_the_core_know_only_what_they_build_on() {
    let mut faults = Vec::new();
    for source in Source::all() {
        let [layer, own, ..] = source.module.as_slice() else { continue };
        for path in source.own_paths() {
            let [named_layer, named, ..] = path.as_slice() else { continue };
            let strangers = CORE_STRANGERS.contains(&(own.as_str(), named.as_str()));
            if layer == "core" && named_layer == "core" && strangers {
                faults.push(format!("{source}: core::{own} names {}", path.join("::")));
            }
        }
    }
    assert_none(&faults);
}

#[test]
fn the_core_touches_nothing_and_has_no_clock() {
    let outside: BTreeSet<String> =
        dependencies().into_iter().filter(|name| !CORE_CRATES.contains(&name.as_str())).collect();
    let mut faults = Vec::new();
    for source in Source::all().into_iter().filter(|s| s.module.first().is_some_and(|m| m == "core")) {
        for path in source.paths() {
            let joined = path.join("::");
            if outside.contains(&path[0])
                || CORE_REFUSES.iter().any(|refused| source::is_within(&joined, refused))
            {
                faults.push(format!("{source}: names {joined}"));
            }
        }
        for print in ["print!", "println!", "eprint!", "eprintln!", "dbg!"] {
            if source.has_word(print) {
                faults.push(format!("{source}: prints with {print}"));
            }
        }
    }
    assert_none(&faults);
}

#[test]
fn packages_that_reach_the_world_have_one_home() {
    let mut faults = Vec::new();
    for source in Source::all() {
        let module = source.module.join("::");
        for path in source.paths() {
            let joined = path.join("::");
            for (package, homes) in HOMES {
                let at_home = homes.iter().any(|home| source::is_within(&module, home));
                if source::is_within(&joined, package) && !at_home {
                    faults.push(format!("{source}: {joined} belongs into {}", homes.join(" or ")));
                }
            }
        }
    }
    assert_none(&faults);
}

#[test]
fn a_use_names_one_path_of_ours() {
    let grouped = Source::all().into_iter().flat_map(|source| {
        let lines = source.lines_with(&["use crate::{", "use super::{", "use self::{", "use crate::*"]);
        lines.into_iter().map(move |line| format!("{source}: {line}"))
    });
    assert_none(&grouped.collect::<Vec<_>>());
}

#[test]
fn a_use_of_ours_renames_nothing() {
    let renamed = Source::all().into_iter().flat_map(|source| {
        let lines = source
            .lines_with(&["use crate::", "use super::"])
            .into_iter()
            .filter(|line| line.contains(" as "));
        lines
            .filter(|line| !line.contains(" as _"))
            .map(move |line| format!("{source}: {line}"))
            .collect::<Vec<_>>()
    });
    assert_none(&renamed.collect::<Vec<_>>());
}

#[test]
fn every_module_says_what_it_is_for() {
    let silent: Vec<_> =
        Source::all().into_iter().filter(|s| !s.text.starts_with("//! ")).map(|s| s.to_string()).collect();
    assert_none(&silent);
}

#[test]
fn no_file_outgrows_its_reader() {
    let long: Vec<_> = Source::all()
        .into_iter()
        .filter(|s| !s.is_test_file() && s.lines_without_tests() > LONGEST_FILE)
        .map(|s| format!("{s}: {} lines", s.lines_without_tests()))
        .collect();
    assert_none(&long);
}

/// The packages of `Cargo.toml` as they are named in code.
fn dependencies() -> Vec<String> {
    let manifest = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
    let manifest: toml::Table = manifest.parse().unwrap();
    manifest["dependencies"].as_table().unwrap().keys().map(|name| name.replace('-', "_")).collect()
}

#[track_caller]
fn assert_none(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}
