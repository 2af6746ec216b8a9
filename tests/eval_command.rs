//! `pushback eval` as a person uses it: tables, JSON, the worst answers, one answer explained, and bad files.
#![expect(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod support;

use std::io::Write;
use std::path::Path;
use std::path::PathBuf;

use clap::Parser;
use pushback::cli::eval::EvalArgs;
use pushback::cli::eval::run_with;
use pushback::cli::failure::Failure;
use pushback::core::eval::answer::Labelled;
use pushback::core::transcript::Transcript;
use support::fixture_verdict;

#[derive(Parser)]
struct Line {
    #[command(flatten)]
    eval: EvalArgs,
}

const ANSWERS: &str = "tests/eval/answers.jsonl";
const VERDICTS: &str = "tests/eval/verdicts.jsonl";

fn shipped(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name).display().to_string()
}

/// What the command prints, or the failure it ends with.
fn eval(args: &[&str]) -> Result<String, String> {
    let line = Line::parse_from(std::iter::once(&"eval").chain(args));
    let judge = |answer: &Labelled| -> Result<_, Failure> {
        Ok(fixture_verdict(&answer.question, &Transcript::from_text(&answer.text())))
    };
    let mut out = Vec::new();
    run_with(&line.eval, &judge, &mut out).map_err(|f| f.to_string())?;
    Ok(String::from_utf8(out).unwrap())
}

/// The failure of a corpus that holds these bytes.
#[track_caller]
fn refused(bytes: &[u8]) -> String {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(bytes).unwrap();
    let path: PathBuf = file.path().to_owned();
    let said = eval(&[&path.display().to_string()]).unwrap_err();
    said.replace(&path.display().to_string(), "FILE")
}

#[test]
fn a_table_says_what_was_judged_by_which_rubric() {
    let said = eval(&[&shipped(ANSWERS)]).unwrap();
    assert!(said.starts_with("20 answers of "), "{said}");
    assert!(said.contains(", rubric ownership_failure 9.1 (feedbeef)"), "{said}");
    assert!(said.contains("\n* disclosure "), "{said}");
    assert!(said.contains("disclosure: expected down, got across"), "{said}");
    assert!(said.contains("overall: expected down, got across"), "{said}");
    assert!(!said.contains(" -> "), "nothing is listed unasked: {said}");
}

#[test]
fn verdicts_of_a_file_are_measured_and_the_missing_counted() {
    let said = eval(&[&shipped(ANSWERS), "--verdicts", &shipped(VERDICTS)]).unwrap();
    assert!(said.contains("18 answers of "), "{said}");
    assert!(said.contains("2 more without a verdict"), "{said}");
    assert!(said.contains("judgement                        0.566"), "{said}");
}

#[test]
fn json_holds_the_named_figures_the_confusions_and_the_worst() {
    let args = [&shipped(ANSWERS), "--verdicts", &shipped(VERDICTS), "--format", "json", "--worst", "2"];
    let said: serde_json::Value = serde_json::from_str(&eval(&args).unwrap()).unwrap();
    assert_eq!((&said["version"], &said["answers"], &said["missing"]), (&1.into(), &18.into(), &2.into()));
    assert_eq!(said["confusion"]["disclosure"]["scale"][3], "proactive");
    let worst = said["worst"].as_array().unwrap();
    assert_eq!(worst.len(), 2);
    let differences = |at: usize| worst[at]["differences"].as_array().unwrap().len();
    assert!(differences(0) >= differences(1) && differences(1) > 0);
}

#[test]
fn the_worst_are_listed_as_expected_and_got() {
    let said = eval(&[&shipped(ANSWERS), "--worst", "3"]).unwrap();
    let listed: Vec<&str> = said.lines().filter(|l| l.contains(" -> ") && l.contains(": ")).collect();
    assert_eq!(listed.len(), 3, "{said}");
}

#[test]
fn one_answer_is_explained_by_beats_rules_and_events() {
    let said = eval(&[&shipped(ANSWERS), "--why", "a0-00"]).unwrap();
    for expected in
        ["a0-00  made up", "first-word-of-stakes (0.75)", "told ", "my manager", "6 of 7 internal"]
    {
        assert!(said.contains(expected), "{expected:?} is missing in {said}");
    }
    assert!(said.contains("setup          setup          "), "{said}");
    let said = eval(&[&shipped(ANSWERS), "--why", "a0-00", "--verdicts", &shipped(VERDICTS)]).unwrap();
    assert!(said.contains("not kept in a file of verdicts"), "{said}");
}

#[test]
fn an_unknown_id_is_refused_with_the_file() {
    let said = eval(&[&shipped(ANSWERS), "--why", "zz-99"]).unwrap_err();
    assert!(said.contains("\"zz-99\"") && said.contains("answers.jsonl"), "{said}");
}

#[test]
fn verdicts_on_other_answers_are_refused() {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    let verdict = std::fs::read_to_string(shipped(VERDICTS)).unwrap();
    file.write_all(verdict.lines().last().unwrap().as_bytes()).unwrap();
    let said = eval(&[&shipped(ANSWERS), "--verdicts", &file.path().display().to_string()]).unwrap_err();
    assert!(said.starts_with("no verdict carries the id of a labelled answer"), "{said}");
}

#[test]
fn a_line_that_cannot_be_read_is_named() {
    let good = std::fs::read_to_string(shipped(ANSWERS)).unwrap();
    let good = good.lines().next().unwrap();
    assert_eq!(
        refused(format!("{good}\n\n{{\"id\": 3}}\n").as_bytes()),
        "the line is not a labelled answer, invalid type: integer `3`, expected a string; \
         correct or remove it: FILE:3:8"
    );
    let wrong_beat = good.replacen("\"beat\": \"", "\"beat\": \"mid", 1);
    assert!(refused(wrong_beat.as_bytes()).contains("unknown beat of sentence 1, \"mid"));
    let later = good.replacen('{', "{\"version\": 2, ", 1);
    assert!(refused(later.as_bytes()).contains("it is of version 2 and this program reads up to 1"));
    let twice = format!("{good}\n{good}\n");
    assert!(refused(twice.as_bytes()).contains("two lines have the id \"a0-00\", the first is line 1"));
    assert!(refused(b"\xff\xfe{}\n").ends_with("FILE:1:1"));
    assert!(refused(b" \n\n").starts_with("the file holds no line"));
}

#[test]
fn a_missing_file_is_named() {
    let said = eval(&["/nowhere/answers.jsonl"]).unwrap_err();
    assert!(said.starts_with("cannot read /nowhere/answers.jsonl: "), "{said}");
}
