//! The log: what is in it, what never is, and what the next start is told.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what cannot prepare its ground has failed, and says where"
)]

mod common;

use std::fs;
use std::path::Path;

use common::program::assert_fails;
use common::program::assert_succeeds;
use common::program::run;
use common::program::run_with;
use pushback::io::log::KEPT;
use pushback::io::log::Log;
use pushback::io::log::last_time;
use pushback::io::places::Places;

/// Words that nothing but this answer brings into the program.
const ANSWER: &str =
    "In Zanzibar I forgot to unplug the samovar, so the parquet was ruined. I told Wilhelmina at once.";
const OWN_WORDS: [&str; 5] = ["zanzibar", "samovar", "parquet", "wilhelmina", "unplug"];

/// All of the log.
fn log(data: &Path) -> String {
    files(data).iter().map(|name| fs::read_to_string(data.join("logs").join(name)).unwrap()).collect()
}

fn files(data: &Path) -> Vec<String> {
    let Ok(listed) = fs::read_dir(data.join("logs")) else { return Vec::new() };
    listed.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

fn practise(data: &Path) {
    let held =
        run_with(&["practise", "--typed", "--no-voice", "--data", data.to_str().unwrap()], ANSWER.as_bytes());
    assert_succeeds(&held);
}

#[track_caller]
fn assert_holds_no_word(log: &str) {
    let low = log.to_lowercase();
    for word in OWN_WORDS {
        assert!(!low.contains(word), "{word} is in the log:\n{log}");
    }
}

#[test]
fn an_interview_leaves_its_states_in_the_log_and_none_of_its_words() {
    let data = tempfile::tempdir().unwrap();
    practise(data.path());
    let log = log(data.path());
    for state in
        ["begins command=\"practise\"", "an interview begins", "the interview is over done=1", "ends"]
    {
        assert!(log.contains(state), "{state:?} is not in\n{log}");
    }
    assert_holds_no_word(&log);
}

#[test]
fn what_an_error_quotes_stays_out_of_the_log() {
    let data = tempfile::tempdir().unwrap();
    practise(data.path());
    let session = fs::read_dir(data.path().join("sessions")).unwrap().find_map(|entry| {
        let path = entry.unwrap().path().join("session.json");
        path.exists().then_some(path)
    });
    let session = session.unwrap();
    // A word where a number belongs, which the reader of the file complains about by quoting it.
    let text = fs::read_to_string(&session).unwrap();
    let damaged = text.replacen("\"schema\": 4", "\"schema\": \"Zanzibar\"", 1);
    assert_ne!(damaged, text, "{text}");
    fs::write(&session, damaged).unwrap();
    let folder = data.path().to_str().unwrap();
    assert_fails(&run(&["sessions", "--data", folder, "rescore", "last"]), &["session.json"]);
    let log = log(data.path());
    assert!(log.contains("command=\"sessions\"") && log.contains("WARN"), "{log}");
    assert_holds_no_word(&log);
}

#[test]
fn seven_days_are_kept() {
    let data = tempfile::tempdir().unwrap();
    fs::create_dir(data.path().join("logs")).unwrap();
    for day in 10..30 {
        fs::write(data.path().join(format!("logs/pushback.2020-01-{day}.log")), "old\n").unwrap();
    }
    practise(data.path());
    practise(data.path());
    let mut files = files(data.path());
    files.sort_unstable();
    assert_eq!(files.len(), KEPT, "{files:?}");
    assert_eq!(files[0], "pushback.2020-01-24.log");
    assert!(!files[KEPT - 1].contains("2020"), "{files:?}");
}

#[test]
fn who_only_looks_writes_nothing() {
    let data = tempfile::tempdir().unwrap();
    let folder = data.path().to_str().unwrap();
    assert_succeeds(&run(&["sessions", "--data", folder, "list"]));
    assert_eq!(fs::read_dir(data.path()).unwrap().count(), 0);
}

#[test]
fn where_no_log_can_be_written_an_interview_is_held_all_the_same() {
    let data = tempfile::tempdir().unwrap();
    fs::write(data.path().join("logs"), "a file in the way").unwrap();
    practise(data.path());
    assert_eq!(fs::read_to_string(data.path().join("logs")).unwrap(), "a file in the way");
}

#[test]
fn a_panic_is_in_the_log_and_told_once_at_the_next_start_without_what_it_quotes() {
    let data = tempfile::tempdir().unwrap();
    let places = Places::in_folder(data.path());
    assert_eq!(last_time(&places), None);
    let writes = Log::begin(&places).unwrap();
    tracing::info!(target: "pushback", "here");
    // Rust quotes the text in its own words.
    let broken = || {
        let at = "Zanzibar é".find('é').unwrap() + 1;
        assert!(!"Zanzibar é"[at..].is_empty());
    };
    let ended = std::thread::Builder::new().name("practise".into()).spawn(broken).unwrap().join();
    assert!(ended.is_err());
    drop(writes);
    let told = last_time(&places).expect("it is noted");
    assert!(told.what.starts_with("thread practise at tests/log.rs:"), "{told:?}");
    assert!(told.to_string().contains(places.logs().to_str().unwrap()));
    assert_eq!(last_time(&places), None, "it is told once");
    let log = log(data.path());
    assert!(log.contains("ERROR") && log.contains("thread practise at tests/log.rs:"), "{log}");
    assert_holds_no_word(&format!("{log}{told}"));
}
