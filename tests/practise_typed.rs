//! Interviews without sound: answers come as lines of standard input.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what cannot prepare its ground has failed, and says where"
)]

mod common;

use common::program::assert_fails;
use common::program::assert_succeeds;
use common::program::run;
use common::program::run_with;
use common::program::stdout;

const ANSWER: &str = "Last year we worked on a new web site for a big client. The plan was not clear and the launch was late. The team fixed the problem.";

#[test]
fn a_typed_answer_is_asked_about_and_the_session_is_kept() {
    let data = tempfile::tempdir().unwrap();
    let folder = data.path().to_str().unwrap();
    let lines = format!("{ANSWER}\nI did not run the tests.\nI told my manager ten minutes later.\n");
    let held = run_with(&["practise", "--typed", "--no-voice", "--data", folder], lines.as_bytes());
    assert_succeeds(&held);
    let said = stdout(&held);
    assert_eq!(said.matches("Interviewer: ").count(), 4, "{said}");
    assert!(said.contains("You: I did not run the tests."), "{said}");
    assert!(said.contains("Scorecard"), "{said}");
    let shown = run(&["sessions", "--data", folder, "show", "last"]);
    assert_succeeds(&shown);
    assert!(stdout(&shown).contains("Asked"), "{}", stdout(&shown));
}

#[test]
fn lines_that_come_before_they_are_asked_for_wait_for_their_question() {
    let data = tempfile::tempdir().unwrap();
    let folder = data.path().to_str().unwrap();
    let replies = ["I did not run the tests.", "It was my decision to skip them."];
    let lines = format!("{ANSWER}\n{}\n{ANSWER}\n{}\n", replies[0], replies[1]);
    let question = ["--question", "ownership_failure"];
    let fixed = ["practise", "--typed", "--no-voice", "--probes", "1", "--data", folder];
    let held = run_with(&[&fixed[..], &question, &question].concat(), lines.as_bytes());
    assert_succeeds(&held);
    let said = stdout(&held);
    assert_eq!(said.matches("You: Last year").count(), 2, "{said}");
    assert!(replies.iter().all(|reply| said.contains(&format!("You: {reply}"))), "{said}");
    assert_eq!(said.matches("Scorecard").count(), 2, "{said}");
}

#[test]
fn of_a_session_in_which_nothing_was_said_nothing_is_left() {
    let data = tempfile::tempdir().unwrap();
    let folder = data.path().to_str().unwrap();
    let held = run_with(&["practise", "--typed", "--no-voice", "--data", folder], b"q\n");
    assert_succeeds(&held);
    assert!(stdout(&held).contains("nothing is kept"), "{}", stdout(&held));
    let list = run(&["sessions", "--data", folder, "list"]);
    assert!(stdout(&list).contains("no sessions yet"), "{}", stdout(&list));
    // Nobody is there to type.
    assert_succeeds(&run(&["practise", "--typed", "--no-voice", "--data", folder]));
}

#[test]
fn what_cannot_be_held_is_refused_before_anything_is_written() {
    let data = tempfile::tempdir().unwrap();
    let folder = data.path().join("data");
    let folder = folder.to_str().unwrap();
    assert_fails(
        &run(&["practise", "--typed", "--question", "none", "--data", folder]),
        &["unknown question"],
    );
    assert_fails(&run(&["practise", "--from", "none.wav", "--data", folder]), &["none.wav", "no such file"]);
    assert!(!std::path::Path::new(folder).exists());
}
