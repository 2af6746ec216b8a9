//! What holds for anything at all that is said.
#![expect(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

#[path = "../fuzz/checks/said.rs"]
mod said;

use proptest::prelude::*;
use pushback::core::rubric::verdict::Level;
use pushback::core::rubric::verdict::Verdict;
use pushback::core::transcript::Transcript;

fn promises(text: &str) -> Verdict {
    said::promises(&Transcript::from_text(text), said::rubric())
}

/// Words that rules listen for, words that break rules, and no words at all.
fn chatter() -> impl Strategy<Value = String> {
    const WORDS: &str = "I we she he they my our nobody someone told asked knew found noticed said hid \
        didn't never should would could had been was before after until when while because so but and if that which \
        who immediately later yesterday two twelve 8,000 40% $3k 3:30 minutes days weeks manager customer client \
        release outage deadline mistake assumed forgot broke missed fault responsible owned fixed rolled back \
        learned habit checklist now every since proof again um uh like . , ? ! … — ' \" ( ) no, wait \
        I'd I'll we'd don't can't it's there's to not too much hard perfectionist team the a of in on with";
    let word = prop_oneof![
        20 => prop::sample::select(WORDS.split_whitespace().collect::<Vec<_>>()).prop_map(str::to_owned),
        1 => "\\PC{1,6}",
    ];
    prop::collection::vec(word, 0..160).prop_map(|words| words.join(" "))
}

fn unicode() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<String>(),
        "[\u{0}-\u{1f}]{0,20}",
        "[\u{300}-\u{36f}]{1,20}",
        "[\u{5d0}-\u{5ea}\u{627}-\u{64a}\u{200e}\u{200f}\u{202a}-\u{202e}]{1,20}",
        "[🙂👩‍👩‍👧🏳️‍🌈🇵🇱❤️]{1,12}",
        "[.,;:!?…—'\"()-]{1,30}",
        "[\u{a0}\u{2003}\u{2028}\u{3000}\u{feff}\u{200b}]{1,6}",
        "[ßİıſΣ]{1,8}",
        chatter(),
    ];
    prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

/// Inputs that once failed are kept as seeds of the fuzz targets, where people look for them.
fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(cases(192))]

    #[test]
    fn any_text_gets_a_verdict_that_keeps_its_promises(text in unicode()) {
        promises(&text);
    }

    #[test]
    fn talk_that_rules_listen_for_gets_a_verdict_that_keeps_its_promises(text in chatter()) {
        promises(&text);
    }

    #[test]
    fn any_bytes_are_heard_whole_and_in_pieces_alike(
        seed in prop::array::uniform8(any::<u8>()),
        text in prop_oneof![unicode(), chatter()],
    ) {
        said::analyse(&[&seed, text.as_bytes()].concat());
    }
}

#[test]
fn a_megabyte_of_nearly_nothing_gets_a_verdict() {
    let long = |piece: &str| piece.repeat(1_000_000 / piece.len());
    for piece in
        ["a", "told", "told ", "I told her ", ".", ". ", "\u{301}", "🙂", "\0", "1", "1,", "n't", "ש", "-"]
    {
        promises(&long(piece));
    }
    for text in ["", " ", "\n\n", "\0", "\u{feff}", "'", "I", "İ", "-"] {
        promises(text);
    }
}

/// The sentences of a sample answer.
fn sample(name: &str) -> Vec<String> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/properties").join(name);
    let text = std::fs::read_to_string(path).unwrap();
    text.split_inclusive(". ").map(|sentence| sentence.trim().to_owned()).collect()
}

/// The score of an answer with words put in before a sentence, which the recogniser was sure of to this degree.
fn with_words(sentences: &[String], before: usize, words: &str, confidence: f32) -> Score {
    let (head, tail) = sentences.split_at(before.min(sentences.len()));
    let text = [head.join(" ").as_str(), words, tail.join(" ").as_str()].join(" ");
    let first = head.iter().flat_map(|s| s.split_whitespace()).count();
    let inserted = first..first + words.split_whitespace().count();
    let mut transcript = Transcript::default();
    transcript.extend(&said::heard(&text, |at| if inserted.contains(&at) { confidence } else { 1.0 }));
    score(&said::rubric().judge(&transcript))
}

/// The overall score, the levels and the killers.
type Score = (u8, Vec<(String, Level)>, Vec<String>);

fn score(verdict: &Verdict) -> Score {
    let levels = verdict.dimensions.iter().map(|d| (d.id.clone(), d.level)).collect();
    (verdict.overall.score, levels, verdict.killers.iter().map(|k| k.id.clone()).collect())
}

/// Sentences that cost, and sentences that earn.
const LOADED: [&str; 8] = [
    "My biggest failure is that I care too much.",
    "Honestly I am a perfectionist and I work too hard.",
    "It was really the vendor's fault and the team missed it.",
    "I hid it until my boss found out and asked me.",
    "I didn't tell anyone.",
    "Nobody was affected and it didn't matter.",
    "In May the same check caught a wrong invoice before it left.",
    "It cost us 40,000 dollars and 900 customers.",
];

proptest! {
    #![proptest_config(cases(32))]

    #[test]
    fn words_the_recogniser_guessed_neither_earn_nor_cost(
        picks in prop::collection::vec(prop::sample::select(LOADED.to_vec()), 1..4),
        answer in prop::sample::select(vec!["strong.txt", "weak.txt"]),
        before in 0_usize..10,
        confidence in 0.0_f32..=0.1,
    ) {
        let sentences = sample(answer);
        let without = with_words(&sentences, before, "", 1.0);
        prop_assert_eq!(with_words(&sentences, before, &picks.join(" "), confidence), without);
    }
}

#[test]
fn the_same_words_count_when_the_recogniser_was_sure() {
    let weak = sample("weak.txt");
    let without = with_words(&weak, 9, "", 1.0);
    assert_ne!(with_words(&weak, 9, LOADED[6], 1.0), without);
    let (_, _, killers) = with_words(&[], 0, LOADED[0], 1.0);
    assert!(killers.contains(&"humble_brag".to_owned()), "{killers:?}");
}
