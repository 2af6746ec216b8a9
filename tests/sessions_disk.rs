//! Disks that fill up, are read-only, or go away: a clear message, and what is on them stays valid.
//!
//! Each test runs its child in a mount namespace of its own, on a small file system that only the child sees.

#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests fail like tests"
)]

mod common;
mod sessions_support;

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::process::Output;
use std::process::Stdio;

use common::program::SYNTHETIC;
use common::program::complaints;
use common::program::pushback;
use common::program::sample;
use common::program::stderr;
use common::program::stdout;
use pushback::io::session::audio;
use pushback::io::session::error::SessionError;
use pushback::io::session::events;
use pushback::io::session::record::Kind;
use pushback::io::session::schema;
use pushback::io::session::stamp::Stamp;
use pushback::io::session::store::Store;
use sessions_support::BLOCK;
use sessions_support::DATA;
use sessions_support::Happened;
use sessions_support::answer;
use sessions_support::contents;
use sessions_support::finished;
use sessions_support::interrupted;
use sessions_support::store;

/// Runs a child of this binary with 1 MB of disk, and wants it to end well.
fn on_a_small_disk(child: &str) {
    let dir = tempfile::tempdir().unwrap();
    let is_root = fs::metadata(dir.path()).unwrap().uid() == 0;
    let mut unshare = Command::new("unshare");
    unshare.arg(if is_root { "-m" } else { "-Urm" });
    unshare.args(["sh", "-c", "mount -t tmpfs -o size=1m none \"$0\" && exec \"$@\""]).arg(dir.path());
    unshare.arg(std::env::current_exe().unwrap()).args(["--exact", "--ignored", "--nocapture", child]);
    let output = unshare.env(DATA, dir.path()).stdin(Stdio::null()).output().unwrap();
    assert!(output.status.success(), "{}{}", stdout(&output), stderr(&output));
    assert!(stdout(&output).contains("1 passed"), "{}", stdout(&output));
}

fn data() -> PathBuf {
    PathBuf::from(std::env::var_os(DATA).expect("runs as a child of another test"))
}

fn sessions(data: &Path, args: &[&str]) -> Output {
    pushback().arg("sessions").args(args).arg("--data").arg(data).stdin(Stdio::null()).output().unwrap()
}

/// One line on standard error beside the offer to recover, and exit status 1.
#[track_caller]
fn assert_refused(output: &Output, needles: &[&str]) {
    let said = complaints(output).join("\n");
    assert_eq!(output.status.code(), Some(1), "{said}");
    for needle in needles {
        assert!(said.contains(needle), "{needle:?} is not in: {said}");
    }
}

#[test]
fn a_full_disk_stops_a_session_with_a_clear_message_and_nothing_corrupt() {
    on_a_small_disk("the_child_that_fills_its_disk");
}

#[test]
#[ignore = "the child of the test above"]
fn the_child_that_fills_its_disk() {
    let data = data();
    let filler = data.join("filler");
    fs::write(&filler, vec![7; 100_000]).unwrap();
    let store = store(&data);
    let (samples, happened, error) = fill(&store);

    let said = error.to_string();
    assert!(matches!(error, SessionError::Full { .. }), "{said}");
    assert!(
        said.starts_with("the disk is full: cannot write ") && said.contains("free some space"),
        "{said}"
    );
    let id = store.interrupted().unwrap().pop().unwrap();
    check(&store.folder().join(&id), samples, happened);

    // As long as the disk is full nothing can be put in order, and nothing is spoilt by trying.
    let before = contents(&store.folder().join(&id));
    let full = sessions(&data, &["recover"]);
    if !full.status.success() {
        assert_refused(&full, &["the disk is full", "free some space"]);
        let after = contents(&store.folder().join(&id));
        assert_eq!(session_json(&before), session_json(&after));
    }
    check(&store.folder().join(&id), samples, happened);

    fs::remove_file(&filler).unwrap();
    assert!(sessions(&data, &["recover", &id]).status.success());
    check(&store.folder().join(&id), samples, happened);
    assert!(stdout(&sessions(&data, &["list"])).contains("recovered"));
    // Deleting needs no room.
    fs::write(&filler, vec![7; 100_000]).ok();
    let deleted = sessions(&data, &["delete", "--for-good", &id]);
    assert!(deleted.status.success(), "{}", stderr(&deleted));
}

fn session_json(contents: &[(PathBuf, Vec<u8>)]) -> Option<&[u8]> {
    contents.iter().find(|(path, _)| path.ends_with(schema::FILE)).map(|(_, bytes)| bytes.as_slice())
}

/// Writes like a live session. Gives the samples and the events that were handed over, and what stopped it.
fn fill(store: &Store) -> (usize, usize, SessionError) {
    let mut writer = store.create(Kind::Practise, "live", Stamp::now()).unwrap();
    let (mut audio, mut events) = (writer.audio().unwrap(), writer.events().unwrap());
    for block in 0.. {
        let samples: Vec<f32> = (block * BLOCK..(block + 1) * BLOCK).map(sessions_support::sample).collect();
        if let Err(error) = audio.push(&samples) {
            // What comes after is refused in words, too.
            assert!(matches!(audio.push(&samples), Err(SessionError::Closed { .. })));
            return (block * BLOCK, block, error);
        }
        let happened = Happened::Heard { number: block as u64 + 1, text: "so".into() };
        if let Err(error) = events.append(block as u64 * 20, &happened) {
            return ((block + 1) * BLOCK, block, error);
        }
        if let Err(error) = writer.change(|session| session.answers = vec![answer("I told her.")]) {
            return ((block + 1) * BLOCK, block + 1, error);
        }
    }
    unreachable!()
}

fn check(folder: &Path, samples: usize, happened: usize) {
    let mut reader = hound::WavReader::open(folder.join(audio::FILE)).unwrap();
    let kept = reader.len() as usize;
    assert!(kept + audio::RATE >= samples, "{kept} of {samples}");
    for (n, sample) in reader.samples::<i16>().enumerate() {
        assert_eq!(sample.unwrap(), sessions_support::as_written(n));
    }
    let lines = events::read::<Happened>(folder).unwrap().map(Result::unwrap).count();
    assert!(lines >= happened, "{lines} of {happened}");
    schema::read(folder).unwrap();
}

#[test]
fn a_review_that_does_not_fit_is_reported_all_the_same_and_leaves_nothing() {
    on_a_small_disk("the_child_that_keeps_a_review");
}

#[test]
#[ignore = "the child of the test above"]
fn the_child_that_keeps_a_review() {
    let data = data();
    let mut command = pushback();
    // A sample of 1.6 MB.
    command
        .arg("review")
        .arg(sample("strong.wav"))
        .args(["--keep", "--model", SYNTHETIC, "--data"])
        .arg(&data);
    let output = command.output().unwrap();
    assert_refused(&output, &["pushback: the disk is full: cannot write the sound", "free some space"]);
    assert!(stdout(&output).contains("of 5"), "the report is printed");
    assert!(store(&data).list().unwrap().is_empty());
    let logs = data.join("logs");
    let left = contents(&data).into_iter().filter(|(path, _)| !path.starts_with(&logs));
    assert!(left.into_iter().all(|(_, bytes)| bytes.is_empty()), "only locks and the log are left");
}

#[test]
fn a_read_only_folder_can_be_read_and_says_why_it_cannot_be_changed() {
    on_a_small_disk("the_child_with_a_read_only_folder");
}

#[test]
#[ignore = "the child of the test above"]
fn the_child_with_a_read_only_folder() {
    let data = data();
    let store = store(&data);
    let id = finished(&store, "2026-01-02T03:04:05Z".parse().unwrap());
    let torn = interrupted(&store);
    let before = contents(&data);
    // That of the mount alone: more is not allowed to everybody.
    assert!(Command::new("mount").args(["-o", "remount,bind,ro"]).arg(&data).status().unwrap().success());

    let listed = sessions(&data, &["list"]);
    assert!(listed.status.success() && stdout(&listed).contains("interrupted"), "{}", stderr(&listed));
    assert!(sessions(&data, &["show", &id]).status.success());
    let out = tempfile::tempdir().unwrap();
    assert!(sessions(&data, &["export", &id, "--out", out.path().to_str().unwrap()]).status.success());
    for refused in [
        &["rescore", &id][..],
        &["delete", &id],
        &["delete", "--for-good", &id],
        &["recover"],
        &["recover", &torn],
        &["retention", "30"],
    ] {
        assert_refused(
            &sessions(&data, refused),
            &["read-only", "choose another folder", data.to_str().unwrap()],
        );
    }
    let error = store.create(Kind::Practise, "new", Stamp::now()).unwrap_err();
    assert!(matches!(error, SessionError::NotWritable { .. }), "{error}");
    assert_eq!(contents(&data), before);
}

#[test]
fn a_drive_that_is_pulled_is_noticed_and_named() {
    on_a_small_disk("the_child_whose_drive_is_pulled");
}

#[test]
#[ignore = "the child of the test above"]
fn the_child_whose_drive_is_pulled() {
    let data = data();
    let store = store(&data);
    let mut writer = store.create(Kind::Practise, "live", Stamp::now()).unwrap();
    let mut audio = writer.audio().unwrap();
    let syncer = writer.syncer();
    audio.push(&vec![0.5; 8_000]).unwrap();
    syncer.sync().unwrap();
    assert!(Command::new("umount").arg("-l").arg(&data).status().unwrap().success());

    // What the system still takes goes on; the rest says what is wrong.
    audio.push(&vec![0.5; 8_000]).ok();
    let known = writer.session().clone();
    for error in [syncer.sync().unwrap_err(), writer.change(|s| s.name = "b".into()).unwrap_err()] {
        assert!(matches!(error, SessionError::Gone { .. }), "{error}");
        assert!(error.to_string().contains("its drive was pulled"), "{error}");
    }
    assert_eq!(writer.session(), &known, "what is not on disk is not taken for known");
    assert_eq!(fs::read_dir(&data).unwrap().count(), 0, "nothing is made in the place of the drive");
}
