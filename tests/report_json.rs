//! The keys of the analyser's contract, exactly.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests fail like tests"
)]

mod common;

use std::time::Instant;

use pushback::core::transcript::Transcript;
use pushback::io::report::json;
use serde_json::Value;
use serde_json::json;

use common::input;
use common::recording;
use common::verdict;

fn line() -> Value {
    let recording = recording();
    let verdict = verdict(&recording.transcript);
    let mut out = Vec::new();
    json::write_line(&mut out, "a-1", &recording.transcript, &verdict);
    assert_eq!(out.split(|b| *b == b'\n').count(), 2, "one line");
    serde_json::from_slice(&out).unwrap()
}

#[test]
fn a_line_holds_the_keys_of_the_contract() {
    let line = line();
    assert_eq!(line["id"], "a-1");
    assert_eq!(line["question"], "ownership_failure");
    assert_eq!(line["schema"], json::SCHEMA);
    assert_eq!(
        line["levels"],
        json!({"stakes": 2, "responsibility": 2, "root_cause": 2, "disclosure": "proactive", "recovery": 2,
               "outcome": 2, "change": 1, "proof": 0})
    );
    assert_eq!(line["killers"], json!(["lesson_without_evidence"]));
    assert_eq!(line["attribution"], "internal");
    assert_eq!(line["overall"], 4);
    assert_eq!(line["next_probe"], json!(["proof", "change"]));
    let evidence = line["evidence"].as_object().unwrap();
    assert_eq!(evidence.len(), 7);
    assert_eq!(evidence["outcome"][1]["text"], "boxes went to the wrong door, and Zoë's team");
    let segment = &line["segments"][1];
    assert_eq!((segment["beat"].as_str(), segment["start"].as_u64()), (Some("setup"), Some(68)));
}

#[test]
fn a_report_holds_the_same_and_the_words() {
    let recording = recording();
    let verdict = verdict(&recording.transcript);
    let report: Value = serde_json::from_str(&json::render(&input(&recording, &verdict))).unwrap();
    let line = line();
    for key in line.as_object().unwrap().keys().filter(|k| *k != "id") {
        assert_eq!(report[key], line[key], "{key}");
    }
    assert_eq!(report["transcript"], recording.transcript.text());
    assert_eq!(report["words"].as_array().unwrap().len(), recording.transcript.words().len());
    assert_eq!(report["recording"]["model"], "base.en");
    assert_eq!(report["delivery"]["pauses"].as_array().unwrap().len(), 9);
}

#[test]
fn writing_a_verdict_takes_far_less_time_than_an_answer_may_take() {
    let typed = Transcript::from_text(recording().transcript.text());
    let verdict = verdict(&typed);
    let mut out = Vec::new();
    let start = Instant::now();
    for _ in 0..1000 {
        out.clear();
        json::write_line(&mut out, "a", &typed, &verdict);
    }
    let micros = start.elapsed().as_micros() / 1000;
    println!("{micros} us a line of {} bytes", out.len());
    // Far above what it takes; catches work that grows with the square of the text, on any machine.
    assert!(micros < 5000, "{micros} us a line");
}
