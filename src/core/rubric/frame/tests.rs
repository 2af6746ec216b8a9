//! Patterns over real readings.

use proptest::prelude::*;

use super::event::Event;
use super::guard::Guard;
use super::lexicon::Lexicon;
use super::set::Frame;
use super::set::FrameSet;
use super::set::FrameSource;
use super::set::Within;
use crate::core::text;
use crate::core::text::reading::Reading;
use crate::core::transcript::HeardWord;
use crate::core::transcript::Transcript;

const ENTRIES: &[(&str, &str)] = &[
    ("verb.tell.strong", "tell"),
    ("verb.tell.strong", "let {0,3} know"),
    ("verb.tell.channel", "call"),
    ("verb.find", "see"),
    ("verb.find", "notice"),
    ("role.up", "manager"),
    ("role.up", "boss"),
    ("person", "(he|she|him|her|they|them)"),
    ("person", "<role>"),
    ("who", "(@poss|@det)? <person>"),
    ("time.unit", "(minute|hour)"),
    ("time.duration", "@number <time.unit>"),
];

fn lexicon() -> Lexicon {
    let (lexicon, errors) = Lexicon::new(ENTRIES);
    assert_eq!(errors, []);
    lexicon
}

fn source(pattern: &str) -> FrameSource {
    FrameSource {
        id: "t".into(),
        event: "told".into(),
        patterns: vec![pattern.into()],
        within: Within::Window,
        certainty: 1.0,
        ..FrameSource::default()
    }
}

fn find_in(source: &FrameSource, reading: &Reading) -> Vec<Event> {
    let lexicon = lexicon();
    let set = FrameSet::new(vec![Frame::new(source, &lexicon).unwrap()]);
    set.find(reading, &lexicon).events
}

/// The words that a frame takes from a text, or nothing.
fn taken(source: &FrameSource, said: &str) -> Option<String> {
    let transcript = Transcript::from_text(said);
    let reading = text::read(&transcript);
    let event = find_in(source, &reading).into_iter().next()?;
    Some(transcript.slice(reading.chars(event.start, event.end)).to_owned())
}

#[track_caller]
fn check(pattern: &str, said: &str, expected: Option<&str>) {
    assert_eq!(taken(&source(pattern), said).as_deref(), expected, "{pattern:?} in {said:?}");
}

#[test]
fn a_bare_word_means_all_its_forms_and_a_quoted_one_only_itself() {
    check("tell", "I told him.", Some("told"));
    check("'tell'", "I told him.", None);
    check("'told him'", "I told him.", Some("told him"));
}

#[test]
fn a_class_holds_phrases_with_gaps_and_the_classes_below_it() {
    check("<verb.tell>", "I let the whole team know.", Some("let the whole team know"));
    check("<verb>", "I called him.", Some("called"));
    check("@duration", "Forty minutes passed.", Some("Forty minutes"));
}

#[test]
fn the_subject_is_taken_said_or_left_out_but_never_another() {
    check("I {0,2} <verb.tell>", "I quickly told her.", Some("I quickly told"));
    check("I {0,2} <verb.tell>", "I had stopped the line and told her.", Some("and told"));
    check("I {0,2} <verb.tell>", "I stopped and she told him.", None);
    check("other {0,2} <verb.find>", "my boss saw it", Some("my boss saw"));
}

#[test]
fn order_is_read_across_two_clauses_and_not_across_three() {
    let pattern = "I {0,2} <verb.tell>=verb <who>=audience {0,8} before other {0,2} <verb.find>";
    check(pattern, "I told my manager before she saw it", Some("I told my manager before she saw"));
    check(pattern, "I told my manager. She left. It was before she saw it.", None);
}

#[test]
fn gaps_can_refuse_words_and_a_look_ahead_takes_none() {
    check("call {0,3 !not} her", "I called about her", Some("called about her"));
    check("call {0,3 !about} her", "I called about her", None);
    check("call !her", "I called her", None);
    check("call !her", "I called him", Some("called"));
}

#[test]
fn captures_are_kept_and_optional_ones_may_be_missing() {
    let said = Transcript::from_text("I told my manager.");
    let reading = text::read(&said);
    let events = find_in(&source("<verb.tell>=verb <who>?=audience (later)?=when"), &reading);
    let (start, end) = events[0].capture("audience").unwrap();
    assert_eq!(said.slice(reading.chars(start, end)), "my manager");
    assert_eq!(events[0].capture("when"), None);
}

#[test]
fn conditions_are_asked_of_the_clause_of_the_anchor() {
    let mut told = source("<verb.tell>");
    told.guard.allow("i").unwrap();
    told.guard.allow("real").unwrap();
    told.guard.allow("!negated").unwrap();
    assert!(taken(&told, "I told him.").is_some());
    assert!(taken(&told, "She told him.").is_none());
    assert!(taken(&told, "I should have told him.").is_none());
    assert!(taken(&told, "I did not tell him.").is_none());
    told.patterns = vec!["other {0,2} ^<verb.find>[past]".into()];
    told.guard = Guard::default();
    assert!(taken(&told, "She noticed.").is_some());
}

#[test]
fn what_is_needed_and_what_is_refused_is_looked_for_around_the_anchor() {
    let told = FrameSource { needs: vec!["manager".into()], unless: vec!["later".into()], ..source("tell") };
    assert!(taken(&told, "I told the manager.").is_some());
    assert!(taken(&told, "I told them.").is_none());
    assert!(taken(&told, "I told the manager later.").is_none());
}

#[test]
fn an_attribute_is_added_or_replaced_where_its_pattern_is_found() {
    let set = |value: &str| vec![("order".to_owned(), value.to_owned())];
    let told =
        FrameSource { set: set("untimed"), also: vec![("later".into(), set("late"))], ..source("tell") };
    let order = |said: &str| {
        let reading = text::read(&Transcript::from_text(said));
        find_in(&told, &reading)[0].clone()
    };
    assert!(order("I told him.").is("order", "untimed"));
    assert!(order("I told him later.").is("order", "late"));
}

#[test]
fn fillers_and_false_starts_do_not_hide_a_phrase() {
    check("'told her'", "I told, um, told her.", Some("told her"));
}

#[test]
fn words_heard_badly_lower_the_certainty() {
    let hear = |confidence| {
        let mut said = Transcript::default();
        for (n, word) in ["I", "told", "her"].iter().enumerate() {
            let time = crate::core::span::Span::from_len(n * 200, 100);
            said.extend(&[HeardWord { text: (*word).to_owned(), time, confidence }]);
        }
        find_in(&source("<verb.tell>"), &text::read(&said))[0].certainty
    };
    assert!((hear(0.9) - 1.0).abs() < 1e-6);
    assert!(hear(0.4) < 0.8);
}

#[test]
fn a_pattern_that_may_be_empty_is_refused() {
    let lexicon = lexicon();
    for pattern in ["tell?", "{1,3}", "I", "(tell|{0,2})"] {
        let error = Frame::new(&source(pattern), &lexicon).unwrap_err();
        assert!(error.what.contains("must be there"), "{pattern:?} gave {error}");
    }
    assert!(Frame::new(&source("<verb.sing>"), &lexicon).unwrap_err().what.contains("verb.sing"));
}

#[test]
fn classes_that_name_each_other_are_refused() {
    let (_, errors) = Lexicon::new(&[("a", "<b> x"), ("b", "<a> y"), ("c", "fine")]);
    assert_eq!(errors.iter().map(|e| e.entry).collect::<Vec<_>>(), [0, 1]);
}

/// What backtracks without end in a naive matcher: optional parts after optional parts.
#[test]
fn nested_gaps_over_a_long_run_of_one_word_end_quickly() {
    let said = "so ".repeat(4000);
    let reading = text::read(&Transcript::from_text(&said));
    let pattern = "(so {0,20} so?)? {0,20} (so|{0,9} so) {0,24} (so {0,9})? {0,24} so {0,24} tell";
    assert_eq!(find_in(&source(pattern), &reading), []);
}

fn any_pattern() -> impl Strategy<Value = String> {
    let leaf = proptest::sample::select(vec![
        "tell",
        "so",
        "'told'",
        "<verb.tell>",
        "<who>",
        "@any",
        "@past",
        "I",
        "other",
        "{0,20}",
        "{0,3 !so}",
        "!so",
    ])
    .prop_map(str::to_owned);
    leaf.prop_recursive(4, 40, 5, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 1..5).prop_map(|v| v.join(" ")),
            proptest::collection::vec(inner.clone(), 1..4).prop_map(|v| format!("({})", v.join("|"))),
            inner.clone().prop_map(|p| format!("({p})?")),
            inner.prop_map(|p| format!("({p})=x")),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_pattern_over_any_words_ends_and_points_into_the_text(
        pattern in any_pattern(),
        words in proptest::collection::vec(
            proptest::sample::select(vec!["I", "so", "told", "her", "boss", "saw", "and", "um", "before", "it."]), 0..200),
    ) {
        let lexicon = lexicon();
        let reading = text::read(&Transcript::from_text(&words.join(" ")));
        if let Ok(frame) = Frame::new(&source(&format!("{pattern} so")), &lexicon) {
            for event in FrameSet::new(vec![frame]).find(&reading, &lexicon).events {
                prop_assert!(event.start <= event.anchor && event.anchor < reading.tokens.len());
                prop_assert!(event.end <= reading.tokens.len());
            }
        }
    }
}
