//! `pushback analyze`, as a script uses it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests fail like tests"
)]

mod common;

use std::fs;
use std::io::Read;
use std::process::Stdio;

use serde_json::Value;

use common::program::assert_fails;
use common::program::assert_succeeds;
use common::program::pushback;
use common::program::run;
use common::program::run_with;
use common::program::stderr;
use common::program::stdout;

const ANSWER: &str = "I was responsible for the export. I assumed the field was always filled and I did not check. \
    Two hundred orders went to the wrong door. I called my manager at once, before anyone had noticed.";

fn line(id: &str, text: &str) -> String {
    serde_json::json!({"id": id, "question": "ownership_failure", "text": text}).to_string()
}

#[test]
fn a_text_from_a_file_or_a_pipe_gets_the_same_verdict() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("answer.txt");
    fs::write(&file, ANSWER).unwrap();
    let from_file = run(&["analyze", "--question", "ownership_failure", file.to_str().unwrap()]);
    assert_succeeds(&from_file);
    let piped = run_with(&["analyze", "-"], ANSWER.as_bytes());
    assert_succeeds(&piped);
    let mut a: Value = serde_json::from_str(stdout(&from_file)).unwrap();
    let mut b: Value = serde_json::from_str(stdout(&piped)).unwrap();
    // Only what the answer is called differs.
    a["name"] = Value::Null;
    b["name"] = Value::Null;
    assert_eq!(a, b);
    assert_eq!(a["question"], "ownership_failure");
    assert_eq!(a["transcript"], ANSWER);
}

#[test]
fn a_mark_of_byte_order_is_no_part_of_the_answer() {
    let output = run_with(&["analyze"], "\u{feff}I broke it.".as_bytes());
    assert_succeeds(&output);
    let verdict: Value = serde_json::from_str(stdout(&output)).unwrap();
    assert_eq!(verdict["transcript"], "I broke it.");
}

#[test]
fn text_for_people_has_no_colours_outside_a_terminal() {
    let output = run_with(&["analyze", "--format", "text"], ANSWER.as_bytes());
    assert_succeeds(&output);
    assert!(stdout(&output).contains("of 5"));
    assert!(!stdout(&output).contains('\u{1b}'));
    let mut forced = pushback();
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("answer.txt");
    fs::write(&file, ANSWER).unwrap();
    forced.args(["analyze", "--format", "text"]).arg(&file).env("CLICOLOR_FORCE", "1");
    let forced = forced.stdin(Stdio::null()).output().unwrap();
    assert!(stdout(&forced).contains('\u{1b}'), "colours can be asked for");
}

#[test]
fn lines_keep_their_order_and_their_ids() {
    let ids: Vec<String> = (0..50).map(|n| format!("a-{n} \"ü\"")).collect();
    let input: Vec<String> = ids.iter().map(|id| line(id, ANSWER) + "\n").collect();
    let output = run_with(&["analyze", "--jsonl", "-"], (input.concat() + "\n").as_bytes());
    assert_succeeds(&output);
    let seen: Vec<Value> = stdout(&output).lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(seen.iter().map(|v| v["id"].as_str().unwrap()).collect::<Vec<_>>(), ids);
    let keys =
        ["question", "levels", "killers", "attribution", "overall", "next_probe", "evidence", "segments"];
    for verdict in &seen {
        assert!(keys.iter().all(|key| verdict.get(key).is_some()), "{verdict}");
    }
}

#[test]
fn a_verdict_of_a_line_is_the_verdict_of_the_text_alone() {
    let alone = run_with(&["analyze"], ANSWER.as_bytes());
    let among = run_with(&["analyze", "--jsonl"], line("x", ANSWER).as_bytes());
    let alone: Value = serde_json::from_str(stdout(&alone)).unwrap();
    let among: Value = serde_json::from_str(stdout(&among)).unwrap();
    for (key, value) in among.as_object().unwrap().iter().filter(|(key, _)| *key != "id") {
        assert_eq!(&alone[key], value, "{key}");
    }
}

#[test]
fn an_unknown_question_is_told_with_the_known_ones() {
    let output = run_with(&["analyze", "--question", "no_such"], ANSWER.as_bytes());
    assert_fails(&output, &["no_such", "ownership_failure"]);
    let input = r#"{"id": "a", "question": "no_such", "text": "I"}"#;
    let output = run_with(&["analyze", "--jsonl"], input.as_bytes());
    assert_fails(&output, &["standard input: line 1", "no_such", "ownership_failure"]);
}

#[test]
fn bytes_that_are_no_text_are_told_by_their_place() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("latin1.txt");
    fs::write(&file, b"I told Zo\xeb at once").unwrap();
    let output = run(&["analyze", file.to_str().unwrap()]);
    assert_fails(&output, &["UTF-8", "latin1.txt", "byte 9"]);
    let output = run_with(&["analyze", "--jsonl"], b"\n{\"id\": \"\xff\"}\n");
    assert_fails(&output, &["UTF-8", "standard input", "byte 9"]);
}

#[test]
fn a_broken_line_is_told_by_file_and_line_and_costs_none_before_it() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("answers.jsonl");
    fs::write(&file, format!("{}\n\n{{\"id\": \"b\"\n", line("a", ANSWER))).unwrap();
    let output = run(&["analyze", "--jsonl", file.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(stdout(&output).lines().count(), 1);
    let said = stderr(&output);
    assert!(said.contains("answers.jsonl: line 3") && said.lines().count() == 1, "{said}");
}

#[test]
fn files_that_cannot_be_read_are_named() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().to_str().unwrap();
    assert_fails(&run(&["analyze", path]), &[path, "directory"]);
    let missing = dir.path().join("none.txt");
    assert_fails(&run(&["analyze", missing.to_str().unwrap()]), &["none.txt", "no such file"]);
}

#[test]
fn what_holds_no_answer_is_refused_with_its_name() {
    for (input, says) in [(&b""[..], "no answer"), (b" \n\t\n", "no answer"), (b"I told\0her", "NUL")] {
        let output = run_with(&["analyze"], input);
        assert_eq!((output.status.code(), stdout(&output)), (Some(2), ""));
        let said = stderr(&output);
        assert!(
            said.contains(says) && said.contains("standard input") && said.lines().count() == 1,
            "{said}"
        );
    }
}

#[test]
fn an_empty_answer_among_many_is_judged() {
    let output = run_with(&["analyze", "--jsonl"], line("a", "").as_bytes());
    assert_succeeds(&output);
    let verdict: Value = serde_json::from_str(stdout(&output)).unwrap();
    assert_eq!(verdict["overall"], 1);
}

#[test]
fn a_reader_that_has_had_enough_is_no_failure() {
    let input: String = (0..2000).map(|n| line(&n.to_string(), ANSWER) + "\n").collect();
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("many.jsonl");
    fs::write(&file, input).unwrap();
    let mut child = pushback()
        .args(["analyze", "--jsonl"])
        .arg(&file)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 100];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), stderr(&output)), (Some(0), ""));
}
