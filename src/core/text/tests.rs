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

#[test]
fn no_one_and_none_of_us_are_people_who_did_not() {
    check("No one trained me.", &["Fresh:Other not trained"]);
    check("I asked around and no one knew.", &["Fresh:I asked", "And:Other not knew"]);
    check("the thing is nobody asked me", &["Fresh:Thing is", "Fresh:Other not asked"]);
    check("none of us noticed", &["Fresh:We not noticed"]);
    check("Neither of us read the drawing.", &["Fresh:We not read"]);
    check("None of the guys on site had a clue.", &["Fresh:Other not had"]);
    check("None of the files opened.", &["Fresh:Thing not opened"]);
}

#[test]
fn a_negator_counts_behind_was_and_had() {
    check("I was not the manager.", &["Fresh:I not was"]);
    check("There was no alert yet.", &["Fresh:Nobody not was"]);
    check("She had no idea.", &["Fresh:Other not had"]);
    check("No, she had no idea.", &["Fresh:Other not had"]);
    check("No, I didn't tell him.", &["Fresh:I not tell"]);
    check("no i never told him", &["Fresh:I not told"]);
    check("I didn't tell nobody.", &["Fresh:I not tell"]);
    check("Without asking anyone I changed the recipe.", &["Fresh:I changed"]);
}

#[test]
fn bare_nouns_that_could_be_verbs_are_subjects() {
    check("Mistakes were made.", &["Fresh:Nobody passive made"]);
    check("Service was restored.", &["Fresh:Nobody passive restored"]);
    check("Batches went out without labels.", &["Fresh:Thing went"]);
    check("Help came too late.", &["Fresh:Thing came"]);
    check("The tests failed and builds stopped.", &["Fresh:Thing failed", "And:Thing stopped"]);
    check("Priya caught it.", &["Fresh:Other caught"]);
    check("The form asks for two names.", &["Fresh:Thing asks"]);
}

#[test]
fn words_that_no_table_knows_do_not_hide_the_subject_or_the_verb() {
    check("i accidentally deleted the main folder", &["Fresh:I deleted"]);
    check("I signed it and carelessly mixed two lots.", &["Fresh:I signed", "And:I mixed"]);
    check("I frobbed the gauge.", &["Fresh:I frobbed"]);
    check("I was gobsmacked.", &["Fresh:I was"]);
    check("A week ahead of the launch I warned my director.", &["Fresh:I warned"]);
}

#[test]
fn that_before_a_noun_or_after_a_preposition_opens_no_clause() {
    check("After that I started.", &["Fresh:I started"]);
    check("I did it at that point.", &["Fresh:I did"]);
    check("so i owned that mistake", &["And:I owned"]);
    check("that rule saved us", &["Fresh:Thing saved"]);
    check("this broke the build", &["Fresh:Thing broke"]);
    check("By the time they opened I was gone.", &["When:Other opened", "Fresh:I passive gone"]);
    check("Every Friday since then I walk the fence.", &["Fresh:I walk"]);
    check("I make sure that every van gets checked.", &["Fresh:I make", "That:Nobody passive checked"]);
}

#[test]
fn what_would_have_been_is_told_by_inversion_and_by_of() {
    check("I should of checked.", &["Fresh:I Counterfactual checked"]);
    check("If I'd of asked him.", &["If:I Counterfactual asked"]);
    check(
        "Had I read the label, nobody would be sick.",
        &["If:I Counterfactual read", "Fresh:Other not Hypothetical be"],
    );
    check("Were it not for Ana we'd be late.", &["If:Thing Counterfactual Were", "Fresh:We Hypothetical be"]);
    check("Could I have caught it?", &["Fresh:I Counterfactual caught"]);
    check("I must have skipped it.", &["Fresh:I Hypothetical skipped"]);
    check("I asked whether she had signed.", &["Fresh:I asked", "If:Other Hypothetical signed"]);
    check("They wanted to know.", &["Fresh:Other know"]);
}

#[test]
fn a_duty_in_the_past_is_past() {
    let reading = read(&Transcript::from_text("The patients had to wait."));
    assert_eq!(reading.clauses[0].time, reading::Time::Past);
    let reading = read(&Transcript::from_text("Everyone has to sign."));
    assert_eq!(reading.clauses[0].time, reading::Time::Present);
}

#[test]
fn a_sentence_in_notes_keeps_its_speaker() {
    check("Called the head at six, told him the oven was dead.", &["Fresh:I Called", "And:I told"]);
    check("Turns out I had swapped them.", &["Fresh:Thing Turns", "Fresh:I swapped"]);
    check("I no check the fridge.", &["Fresh:I not check"]);
    check("I forgot the yeast, didn't I?", &["Fresh:I forgot"]);
}

#[test]
fn a_noun_waits_for_its_verb_behind_who_and_that() {
    check("The one who broke it was me.", &["Fresh:Thing -", "Which:I broke", "And:Thing was"]);
    check("The email that I sent went to all.", &["Fresh:Thing -", "Which:I sent", "And:Thing went"]);
    check("My boss, who was away, found out.", &["Fresh:Other -", "Which:Other was", "And:Other found"]);
    check("I was the one who called.", &["Fresh:I was", "Which:I called"]);
    check("What I did was call the farmer.", &["That:I call"]);
    check("The dose was given by me.", &["Fresh:I passive given"]);
    check("Me and Tomas wired it.", &["Fresh:We wired"]);
    check("Sara and I missed it.", &["Fresh:We missed"]);
}

#[test]
fn words_after_a_comma_are_quoted_only_when_nothing_else_was_said() {
    let reported = |text: &str| -> Vec<bool> {
        read(&Transcript::from_text(text)).clauses.iter().map(|c| c.reported).collect()
    };
    assert_eq!(reported("When my boss asked about it, I told him the truth."), [false, false]);
    assert_eq!(reported("I told my manager the truth, I fixed the order."), [false, false]);
    assert_eq!(reported("I said to him, don't pour it."), [false, true]);
    check("He said, don't pour it.", &["Fresh:Other said", "And:You not Imperative pour"]);
}
