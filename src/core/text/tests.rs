//! Readings as one line a clause: agent, negation, mood, link and main verb.

use super::*;
use crate::core::text::reading::Clause;
use crate::core::text::reading::Mood;

fn line(transcript: &Transcript, reading: &Reading, clause: &Clause) -> String {
    let verb = clause.verb.map_or("-", |v| {
        let (start, end) = reading.tokens[v].bytes;
        &transcript.text()[start..end]
    });
    let mood = match clause.mood {
        Mood::Real => String::new(),
        other => format!(" {other:?}"),
    };
    let not = if clause.negated { " not" } else { "" };
    let passive = if clause.passive { " passive" } else { "" };
    format!("{:?}:{:?}{not}{passive}{mood} {verb}", clause.link, clause.agent)
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let transcript = Transcript::from_text(text);
    let reading = read(&transcript);
    let lines: Vec<_> = reading.clauses.iter().map(|c| line(&transcript, &reading, c)).collect();
    assert_eq!(lines, expected, "{text}");
}

#[test]
fn order_words_open_clauses_with_their_own_subject() {
    check("I told my manager before she saw the ticket.", &["Fresh:I told", "Before:Other saw"]);
    check("i told my manager before she saw the ticket", &["Fresh:I told", "Before:Other saw"]);
    check("Before my manager saw the ticket I sent her a message.", &["Before:Other saw", "Fresh:I sent"]);
}

#[test]
fn a_coordinated_verb_takes_over_its_subject() {
    check("I stopped the line and called the owner.", &["Fresh:I stopped", "And:I called"]);
    check("we stopped and he called the owner", &["Fresh:We stopped", "And:Other called"]);
}

#[test]
fn what_did_not_happen_is_told_apart() {
    check("I should have told him.", &["Fresh:I Counterfactual told"]);
    check("I didn't tell anyone until the client called.", &["Fresh:I not tell", "Before:Other called"]);
    check("I wanted to tell her.", &["Fresh:I Intended tell"]);
    check("I forgot to check the dates.", &["Fresh:I not check"]);
    check("I had to call the owner.", &["Fresh:I call"]);
    check("nobody noticed", &["Fresh:Other not noticed"]);
    check("I told nobody.", &["Fresh:I not told"]);
}

#[test]
fn passives_without_a_doer_belong_to_nobody() {
    check("The test was skipped.", &["Fresh:Nobody passive skipped"]);
    check("There was a mistake.", &["Fresh:Nobody was"]);
    check("My manager was told by the client.", &["Fresh:Other passive told"]);
}

#[test]
fn groups_with_the_speaker_in_them_are_we() {
    check("Our team missed it.", &["Fresh:We missed"]);
    check("The vendor missed it.", &["Fresh:Other missed"]);
    check("The integration failed.", &["Fresh:Thing failed"]);
}

#[test]
fn a_noun_is_no_verb() {
    check("I got a call from the client.", &["Fresh:I got"]);
    check("The call was short.", &["Fresh:Thing was"]);
}

#[test]
fn what_was_said_is_content() {
    check("I told her that I broke it.", &["Fresh:I told", "That:I broke"]);
    check("I told her I broke it.", &["Fresh:I told", "That:I broke"]);
}

#[test]
fn corrections_and_repeats_do_not_count() {
    check("I I told, um, I told her on Monday, no wait, on Tuesday.", &["Fresh:I told"]);
}
