//! What must hold for anything at all that is said, as functions that panic where it does not.
//!
//! The fuzz targets and the ordinary tests call the same functions, so that the targets stay alive between runs.

#![allow(clippy::expect_used, reason = "without the built-in packs there is nothing to check")]

use std::sync::LazyLock;

use pushback::core::rubric::rubric::Rubric;
use pushback::core::rubric::verdict::Quote;
use pushback::core::rubric::verdict::Verdict;
use pushback::core::span::Char;
use pushback::core::span::Span;
use pushback::core::text::read;
use pushback::core::transcript::HeardWord;
use pushback::core::transcript::Transcript;
use pushback::io::packs::Packs;
use pushback::io::report::json;

static PACKS: LazyLock<Packs> = LazyLock::new(|| Packs::load(None).expect("the built-in packs load"));

/// The built-in rubric.
pub(crate) fn rubric() -> &'static Rubric {
    PACKS.get("ownership_failure").expect("the rubric is built in")
}

/// The body of the fuzz target `analyse`: the first eight bytes say how the rest is heard, as typed text and as words
/// that arrive in pieces with random certainty.
pub(crate) fn analyse(data: &[u8]) {
    let (seed, said) = data.split_at(data.len().min(8));
    let mut dice = Dice(seed.iter().fold(1, |sum: u64, byte| sum.wrapping_mul(256) ^ u64::from(*byte)));
    let text = String::from_utf8_lossy(said);
    promises(&Transcript::from_text(&text), rubric());

    let heard = heard(&text, |_| dice.below(11) as f32 / 10.0);
    let mut whole = Transcript::default();
    whole.extend(&heard);
    let mut pieces = Transcript::default();
    let mut rest = heard.as_slice();
    while !rest.is_empty() {
        let (segment, later) = rest.split_at((1 + dice.below(30)).min(rest.len()));
        pieces.extend(segment);
        rest = later;
    }
    let verdict = promises(&whole, rubric());
    assert_eq!(verdict, rubric().judge(&pieces), "piece by piece is the same as all at once");
    let offered = dice.below(whole.words().len() + 2);
    let asked: Vec<String> = verdict.next_probe.iter().map(|gap| gap.say.clone()).collect();
    let probed = rubric().judge_probed(&whole, offered, &asked);
    kept(&whole, &probed);
    assert!(probed.next_probe.iter().all(|gap| !asked.contains(&gap.say)), "no wording is used twice");
}

/// Words a quarter of a second each, with a longer pause after each sentence.
pub(crate) fn heard(text: &str, mut confidence: impl FnMut(usize) -> f32) -> Vec<HeardWord> {
    let mut now = 0;
    let mut made = Vec::new();
    for (at, word) in text.split_whitespace().enumerate() {
        made.push(HeardWord {
            text: word.to_owned(),
            time: Span::from_len(now, 240),
            confidence: confidence(at),
        });
        now += if word.ends_with(['.', '?', '!']) { 900 } else { 250 };
    }
    made
}

/// Judges, and checks everything that holds for any transcript.
pub(crate) fn promises(transcript: &Transcript, rubric: &Rubric) -> Verdict {
    reading_covers(transcript);
    let verdict = rubric.judge(transcript);
    let json = |verdict: &Verdict| {
        let mut bytes = Vec::new();
        json::write_line(&mut bytes, "x", transcript, verdict);
        bytes
    };
    assert!(json(&verdict) == json(&rubric.judge(transcript)), "the same input twice is the same bytes");
    kept(transcript, &verdict);
    verdict
}

fn kept(transcript: &Transcript, verdict: &Verdict) {
    for quote in quotes(verdict) {
        assert_eq!(transcript.slice(quote.chars), quote.text, "a quotation at {:?}", quote.chars);
    }
    segments_cover(transcript, verdict);
    assert!((1..=5).contains(&verdict.overall.score) && (1..=5).contains(&verdict.overall.unprompted));
    assert!(verdict.overall.raw.is_finite());
    for dimension in &verdict.dimensions {
        assert!(
            (0.0..=1.0).contains(&dimension.certainty),
            "{} is {} sure",
            dimension.id,
            dimension.certainty
        );
        let earned = dimension.level.is_heard();
        assert!(!earned || !dimension.evidence.is_empty(), "{} without words", dimension.id);
    }
    for (at, gap) in verdict.next_probe.iter().enumerate() {
        let twice = verdict.next_probe[..at].iter().any(|earlier| earlier.dimension == gap.dimension);
        assert!(!twice && gap.value.is_finite() && !gap.say.trim().is_empty(), "{gap:?}");
    }
    for share in &verdict.shares {
        assert!((0.0..=1.0).contains(&share.actual), "{share:?}");
    }
}

/// Every quotation that a verdict holds, wherever it stands.
pub(crate) fn quotes(verdict: &Verdict) -> Vec<&Quote> {
    let mut quotes: Vec<&Quote> = Vec::new();
    quotes.extend(verdict.dimensions.iter().flat_map(|d| &d.evidence));
    quotes.extend(verdict.killers.iter().flat_map(|k| &k.evidence));
    quotes.extend(verdict.attribution.clauses.iter().map(|(quote, _)| quote));
    quotes.extend(verdict.next_probe.iter().filter_map(|gap| gap.receipt.trigger.as_ref()));
    quotes.extend(verdict.timeline.iter().map(|event| &event.quote));
    quotes
}

fn segments_cover(transcript: &Transcript, verdict: &Verdict) {
    let mut last_end = 0;
    for segment in &verdict.segments {
        assert!(
            segment.chars.start() >= last_end,
            "segments in order without overlap: {:?}",
            verdict.segments
        );
        last_end = segment.chars.end();
    }
    assert!(last_end <= transcript.char_len());
    // Both are in order: one walk over the words finds the segment of each.
    let mut segments = verdict.segments.iter().map(|s| s.chars).peekable();
    for word in transcript.words() {
        while segments.peek().is_some_and(|s| s.end() <= word.chars.start()) {
            segments.next();
        }
        let inside = |s: &Span<Char>| s.shared(&word.chars) == word.chars.len();
        assert!(segments.peek().is_some_and(inside), "no segment holds {:?}", transcript.word_text(word));
    }
}

/// Tokens stand in order inside the text, and every token lies in exactly one clause and sentence.
fn reading_covers(transcript: &Transcript) {
    let reading = read(transcript);
    let mut last_end = 0;
    for token in &reading.tokens {
        assert!(token.chars.start() >= last_end && token.word < transcript.words().len(), "{token:?}");
        last_end = token.chars.start();
        assert!(token.chars.end() <= transcript.char_len());
        assert!(transcript.text().get(token.bytes.0..token.bytes.1).is_some(), "{token:?}");
    }
    let mut next = 0;
    for clause in &reading.clauses {
        assert!(clause.start == next && clause.end > clause.start, "clauses follow each other: {clause:?}");
        next = clause.end;
    }
    assert_eq!(next, reading.tokens.len(), "clauses cover all tokens");
    let mut next = 0;
    for (start, end) in &reading.sentences {
        assert_eq!(*start, next);
        next = *end;
    }
    assert_eq!(next, reading.clauses.len(), "sentences cover all clauses");
}

/// Numbers that follow from a seed alone (a linear congruential generator with the constants of Knuth's MMIX).
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % sides
    }
}
