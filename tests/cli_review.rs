//! `pushback review` on the project's samples, with the bundled model: a recording in, a report out.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests fail like tests"
)]

mod common;

use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;
use std::time::Instant;

use common::model;
use common::program::SYNTHETIC;
use common::program::assert_succeeds;
use common::program::clip;
use common::program::complaints;
use common::program::pushback;
use common::program::run;
use common::program::sample;
use common::program::stderr;
use common::program::stdout;

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|f| f.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_sample_needs_no_model_to_be_named_and_is_printed_without_colours_outside_a_terminal() {
    let output = run(&["review", sample("weak.wav").to_str().unwrap()]);
    assert_succeeds(&output);
    assert!(stdout(&output).contains("of 5") && stdout(&output).contains("Transcript"));
    assert!(one_line(stdout(&output)).contains("understands synthetic voices only"));
    assert!(!stdout(&output).contains('\u{1b}') && !stderr(&output).contains('\u{1b}'));
    assert_eq!(complaints(&output), ["weak.wav: done"]);
}

#[test]
fn every_format_is_written_under_the_name_of_its_recording() {
    let dir = tempfile::tempdir().unwrap();
    let take = clip(dir.path(), "take.wav");
    let formats = [
        ("text", "txt", "of 5"),
        ("markdown", "md", "# Tell"),
        ("html", "html", "<!DOCTYPE html>"),
        ("json", "json", "{"),
    ];
    for (format, extension, start) in formats {
        let out = dir.path().join(format);
        let mut command = pushback();
        command.arg("review").arg(&take).args(["--model", SYNTHETIC, "--format", format, "--out"]).arg(&out);
        let output = command.output().unwrap();
        assert_succeeds(&output);
        assert_eq!(stdout(&output), "");
        assert_eq!(names(&out), [format!("take.{extension}")]);
        let report = fs::read_to_string(out.join(format!("take.{extension}"))).unwrap();
        assert!(report.contains(start), "{format}");
        assert!(one_line(&report).contains("understands synthetic voices only"), "{format}");
    }
}

#[test]
fn several_recordings_go_on_after_one_fails() {
    let dir = tempfile::tempdir().unwrap();
    let (bad, out) = (dir.path().join("bad.wav"), dir.path().join("out"));
    fs::write(&bad, b"").unwrap();
    let mut command = pushback();
    command.arg("review").arg(clip(dir.path(), "a.wav")).arg(&bad).arg(clip(dir.path(), "b.wav"));
    let output = command
        .args(["--model", SYNTHETIC, "--jobs", "2", "--format", "json", "--out"])
        .arg(&out)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(names(&out), ["a.json", "b.json"]);
    let lines = complaints(&output);
    assert_eq!(lines.len(), 3, "{lines:?}");
    assert!(lines[1].starts_with("pushback: ") && lines[1].contains("bad.wav"), "{lines:?}");
}

/// Its header promises more sound than there is: by a cut, or by claiming 4 GB.
#[test]
fn a_recording_that_ends_too_early_is_judged_up_to_its_end_with_a_warning() {
    let dir = tempfile::tempdir().unwrap();
    let whole = fs::read(clip(dir.path(), "whole.wav")).unwrap();
    let cut = dir.path().join("cut.wav");
    fs::write(&cut, &whole[..whole.len() * 3 / 4]).unwrap();
    let huge = dir.path().join("huge.wav");
    let mut bytes = whole;
    bytes[4..8].copy_from_slice(&u32::MAX.to_le_bytes());
    bytes[40..44].copy_from_slice(&(u32::MAX - 36).to_le_bytes());
    fs::write(&huge, bytes).unwrap();
    for path in [cut, huge] {
        let output = pushback().arg("review").arg(&path).args(["--model", SYNTHETIC]).output().unwrap();
        assert_succeeds(&output);
        let said = complaints(&output);
        assert!(said.len() == 2 && said[0].contains("warning: "), "{said:?}");
        let warning = said[0].split("warning: ").nth(1).unwrap();
        assert!(one_line(stdout(&output)).contains(warning), "the report says it too: {warning}");
    }
}

#[test]
fn the_model_of_the_environment_is_that_of_the_option() {
    let mut command = pushback();
    command.arg("review").arg(sample("weak.wav")).env("PUSHBACK_MODEL", SYNTHETIC);
    let named = command.output().unwrap();
    assert_succeeds(&named);
    let by_path =
        run(&["review", "--model", model().to_str().unwrap(), sample("weak.wav").to_str().unwrap()]);
    assert_succeeds(&by_path);
    for output in [&named, &by_path] {
        assert!(one_line(stdout(output)).contains("understands synthetic voices only"));
    }
}

/// As long as the sample repeated many times, so that it is still at work when it is interrupted.
#[cfg(unix)]
#[test]
fn an_interrupted_review_leaves_nothing_half_written() {
    let dir = tempfile::tempdir().unwrap();
    let (long, out) = (dir.path().join("long.wav"), dir.path().join("out"));
    let mut reader = hound::WavReader::open(sample("strong.wav")).unwrap();
    let samples: Vec<i16> = reader.samples::<i16>().map(Result::unwrap).collect();
    let mut writer = hound::WavWriter::create(&long, reader.spec()).unwrap();
    for _ in 0..40 {
        for s in &samples {
            writer.write_sample(*s).unwrap();
        }
    }
    writer.finalize().unwrap();
    let mut command = pushback();
    command.arg("review").arg(&long).args(["--model", SYNTHETIC, "--format", "html", "--out"]).arg(&out);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let patience = Instant::now() + Duration::from_mins(1);
    // The folder is made once the program listens for the signal.
    while !out.exists() && Instant::now() < patience {
        std::thread::sleep(Duration::from_millis(10));
    }
    assert_eq!(child.try_wait().unwrap(), None, "still at work");
    let pid = child.id().to_string();
    assert!(std::process::Command::new("sh").args(["-c", "kill -INT $0", &pid]).status().unwrap().success());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130), "{}", stderr(&output));
    assert_eq!(complaints(&output).len(), 1, "{}", stderr(&output));
    assert_eq!(stdout(&output), "");
    assert!(!out.exists(), "something was written");
}
