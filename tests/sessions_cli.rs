//! `pushback review --keep` and `pushback sessions`, as a person runs them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests fail like tests"
)]

mod common;
mod sessions_support;

use std::fs;
use std::path::Path;
use std::process::Output;
use std::process::Stdio;

use common::program::SYNTHETIC;
use common::program::assert_fails;
use common::program::assert_succeeds;
use common::program::clip;
use common::program::pushback;
use common::program::stderr;
use common::program::stdout;
use pushback::io::session::stamp::Stamp;
use sessions_support::finished;
use sessions_support::interrupted;
use sessions_support::store;

fn sessions(data: &Path, args: &[&str]) -> Output {
    let mut command = pushback();
    command.arg("sessions").args(args).env("PUSHBACK_DATA", data).stdin(Stdio::null());
    command.output().unwrap()
}

fn keep(data: &Path, take: &Path) -> Output {
    let mut command = pushback();
    command.arg("review").arg(take).args(["--keep", "--model", SYNTHETIC, "--format", "json", "--data"]);
    command.arg(data).output().unwrap()
}

#[test]
fn a_review_that_is_kept_can_be_shown_and_exported_as_it_was_printed() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let output = keep(&data, &clip(dir.path(), "take.wav"));
    assert_succeeds(&output);
    assert!(stderr(&output).contains("kept as 20"), "{}", stderr(&output));

    let listed = sessions(&data, &["list"]);
    assert_succeeds(&listed);
    let row = stdout(&listed).lines().nth(1).unwrap();
    assert!(row.contains("0:06") && row.contains("done") && row.ends_with("take.wav"), "{row}");
    let list: serde_json::Value =
        serde_json::from_slice(&sessions(&data, &["list", "--format", "json"]).stdout).unwrap();
    let id = list["sessions"][0]["id"].as_str().unwrap();

    let shown = sessions(&data, &["show", "last"]);
    assert_succeeds(&shown);
    assert!(stdout(&shown).contains("Verdict") && stdout(&shown).contains("Transcript"));
    let session: serde_json::Value =
        serde_json::from_slice(&sessions(&data, &["show", id, "--format", "json"]).stdout).unwrap();
    assert_eq!(session["schema"], 4);

    let out = dir.path().join("out");
    for format in ["json", "html", "md", "text"] {
        let exported =
            sessions(&data, &["export", &id[..10], "--format", format, "--out", out.to_str().unwrap()]);
        assert_succeeds(&exported);
    }
    let written = fs::read(out.join(format!("{id}.json"))).unwrap();
    assert_eq!(std::str::from_utf8(&written).unwrap(), stdout(&output), "the same report to the byte");
    let sound = hound::WavReader::open(out.join(format!("{id}.wav"))).unwrap();
    assert_eq!((sound.len(), sound.spec().sample_rate), (96_000, 16_000));
    assert_eq!(fs::read_dir(&out).unwrap().count(), 5);
}

#[test]
fn the_sound_that_is_kept_is_the_recording() {
    let dir = tempfile::tempdir().unwrap();
    let take = clip(dir.path(), "take.wav");
    assert_succeeds(&keep(dir.path(), &take));
    let samples = |path: &Path| -> Vec<i16> {
        hound::WavReader::open(path).unwrap().into_samples().map(Result::unwrap).collect()
    };
    let kept = store(dir.path()).find("last").unwrap().audio().unwrap();
    let (kept, taken) = (samples(&kept), samples(&take));
    assert_eq!(kept.len(), taken.len());
    // One step of rounding between full scales of 32767 and 32768.
    assert!(kept.iter().zip(&taken).all(|(a, b)| (i32::from(*a) - i32::from(*b)).abs() <= 1));
}

#[test]
fn nothing_is_kept_that_nobody_asked_for() {
    let dir = tempfile::tempdir().unwrap();
    let mut command = pushback();
    command.arg("review").arg(clip(dir.path(), "take.wav")).args(["--model", SYNTHETIC]);
    assert_succeeds(&command.env("PUSHBACK_DATA", dir.path().join("data")).output().unwrap());
    assert!(!dir.path().join("data").exists());
    let empty = sessions(&dir.path().join("data"), &["list"]);
    assert!(stdout(&empty).contains("no sessions yet"));
    assert!(!dir.path().join("data").exists(), "looking makes nothing");
}

#[test]
fn a_newer_rubric_adds_its_verdict_to_the_old_one_and_says_what_differs() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("sessions/old");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("session.json"), include_str!("sessions/v1.json")).unwrap();
    let old = store(dir.path()).find("old").unwrap().session.unwrap().answers.remove(0).verdicts.remove(0);

    let rescored = sessions(dir.path(), &["rescore", "old"]);
    assert_succeeds(&rescored);
    let said = stdout(&rescored);
    assert!(said.contains("old: ownership_failure 0.9.0 (00000000") && said.contains(" -> "), "{said}");
    assert!(said.contains("  score: 5 -> "), "{said}");
    let verdicts = store(dir.path()).find("old").unwrap().session.unwrap().answers.remove(0).verdicts;
    assert_eq!(verdicts.len(), 2);
    assert_eq!(verdicts[0], old);

    let again = sessions(dir.path(), &["rescore", "--all"]);
    assert!(stdout(&again).contains("nothing changed"), "{}", stdout(&again));
    assert_eq!(store(dir.path()).find("old").unwrap().session.unwrap().answers[0].verdicts.len(), 2);
    let shown = sessions(dir.path(), &["show", "old"]);
    assert_eq!(stdout(&shown).lines().filter(|line| line.starts_with("Verdict")).count(), 2);
}

#[test]
fn deleting_says_how_to_undo_it_and_undoing_works() {
    let dir = tempfile::tempdir().unwrap();
    let id = finished(&store(dir.path()), Stamp::now());
    let deleted = sessions(dir.path(), &["delete", &id]);
    assert_succeeds(&deleted);
    assert!(stdout(&deleted).contains(&format!("pushback sessions delete --undo {id}")));
    assert_fails(&sessions(dir.path(), &["show", &id]), &["there is no session", "pushback sessions list"]);
    assert_succeeds(&sessions(dir.path(), &["delete", "--undo", &id]));
    assert_succeeds(&sessions(dir.path(), &["show", &id]));
    assert_succeeds(&sessions(dir.path(), &["delete", "--for-good", &id]));
    assert_fails(&sessions(dir.path(), &["delete", "--undo", &id]), &["cannot be brought back"]);
}

#[test]
fn interrupted_sessions_are_offered_for_recovery_and_recovered() {
    let dir = tempfile::tempdir().unwrap();
    let id = interrupted(&store(dir.path()));
    let listed = sessions(dir.path(), &["list"]);
    assert!(stdout(&listed).contains("interrupted"));
    assert!(stderr(&listed).contains(&format!("`pushback sessions recover {id}`")), "{}", stderr(&listed));
    assert_fails(&sessions(dir.path(), &["rescore", &id]), &["was interrupted", "sessions recover"]);
    let recovered = sessions(dir.path(), &["recover"]);
    assert_succeeds(&recovered);
    assert!(stdout(&recovered).contains("recovered 0:00 of sound and 0 events"), "{}", stdout(&recovered));
    let listed = sessions(dir.path(), &["list"]);
    assert!(stdout(&listed).contains("recovered") && stderr(&listed).is_empty());
    assert!(stdout(&sessions(dir.path(), &["recover"])).contains("no session was interrupted"));
}

#[test]
fn a_session_in_use_is_left_to_its_writer() {
    let dir = tempfile::tempdir().unwrap();
    let kind = pushback::io::session::record::Kind::Practise;
    let writer = store(dir.path()).create(kind, "live", Stamp::now()).unwrap();
    let id = writer.id();
    for command in [&["delete", &id][..], &["recover", &id], &["rescore", &id]] {
        assert_fails(&sessions(dir.path(), command), &["in use by another Pushback", &id]);
    }
    assert!(stdout(&sessions(dir.path(), &["list"])).contains("running"));
    assert_succeeds(&sessions(dir.path(), &["show", &id]));
    writer.finish().unwrap();
    assert!(stdout(&sessions(dir.path(), &["list"])).contains("done"));
}

#[test]
fn damaged_and_newer_sessions_are_listed_with_the_reason_beside_the_others() {
    let dir = tempfile::tempdir().unwrap();
    let id = finished(&store(dir.path()), Stamp::now());
    for (name, json) in [("cut", "{"), ("newer", "{\"schema\": 99}")] {
        let folder = dir.path().join("sessions").join(name);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("session.json"), json).unwrap();
    }
    let listed = sessions(dir.path(), &["list"]);
    assert_succeeds(&listed);
    let said = stdout(&listed);
    assert!(
        said.contains(&id) && said.contains("cut: damaged (") && said.contains("newer: written by a newer"),
        "{said}"
    );
    assert_fails(&sessions(dir.path(), &["show", "cut"]), &["damaged", "session.json"]);
}

#[test]
fn sound_goes_when_the_person_says_so_and_that_is_visible() {
    let dir = tempfile::tempdir().unwrap();
    let id = finished(&store(dir.path()), Stamp::now());
    assert_eq!(stdout(&sessions(dir.path(), &["retention"])), "sound is kept until the session is deleted\n");
    let chosen = sessions(dir.path(), &["retention", "0"]);
    assert_succeeds(&chosen);
    assert!(stderr(&chosen).contains(&format!("{id}: sound deleted")), "{}", stderr(&chosen));
    let shown = sessions(dir.path(), &["show", &id]);
    assert!(stdout(&shown).contains("Log") && stdout(&shown).contains("deleted"), "{}", stdout(&shown));
    assert_eq!(sessions(dir.path(), &["retention", "soon"]).status.code(), Some(2));
}
