//! The text report of the fixture, as checked in.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests fail like tests"
)]

mod common;

use std::fs;
use std::path::Path;

use pushback::io::report::markdown;
use pushback::io::report::text;
use pushback::io::report::text::TextLook;

use common::input;
use common::recording;
use common::verdict;

/// With `UPDATE_SNAPSHOTS` set, writes what it should compare with. Read the difference before committing it.
#[track_caller]
fn check(name: &str, report: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots").join(name);
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, report).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
    assert!(report == expected, "{name} differs from what is checked in:\n{report}");
}

#[test]
fn the_text_report_is_the_one_checked_in() {
    let recording = recording();
    let verdict = verdict(&recording.transcript);
    check("report.txt", &text::render(&input(&recording, &verdict), TextLook::default()));
}

#[test]
fn the_markdown_report_is_the_one_checked_in() {
    let recording = recording();
    let verdict = verdict(&recording.transcript);
    check("report.md", &markdown::render(&input(&recording, &verdict)));
}

#[test]
fn colours_change_nothing_but_colours() {
    let recording = recording();
    let verdict = verdict(&recording.transcript);
    let plain = text::render(&input(&recording, &verdict), TextLook { width: 88, colours: false });
    let coloured = text::render(&input(&recording, &verdict), TextLook { width: 88, colours: true });
    assert_ne!(plain, coloured);
    let stripped: Vec<String> = anstream::adapter::strip_str(&coloured)
        .to_string()
        .lines()
        .map(|l| l.trim_end().to_owned())
        .collect();
    let plain: Vec<&str> = plain.lines().collect();
    assert_eq!(stripped, plain);
}
