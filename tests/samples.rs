//! The spoken samples through the real chain: recogniser, judge, and every format of report.

#![cfg(feature = "whisper")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what cannot prepare its ground has failed, and says where"
)]

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use pushback::core::recording::Recording;
use pushback::core::rubric::verdict::Verdict;
use pushback::io::packs::Packs;
use pushback::io::report::ReportInput;
use pushback::io::report::html;
use pushback::io::report::json;
use pushback::io::report::markdown;
use pushback::io::report::text;
use pushback::io::report::text::TextLook;
use pushback::runtime::listener::Listener;
use pushback::runtime::review::Listen;

const SAMPLES: [&str; 3] = ["weak", "middling", "strong"];

fn listen(name: &str) -> Recording {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples").join(format!("{name}.wav"));
    let model = pushback::io::models::bundled_synthetic().expect("the bundled model is in the tree");
    let stop = Arc::new(AtomicBool::new(false));
    Listener::new(Some(model)).listen(&path, &mut |_| {}, &stop).unwrap()
}

/// White space as one space, so that wrapped lines compare.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What stands between typographic quotation marks.
fn quoted(report: &str) -> Vec<String> {
    let pieces = report.split('“').skip(1);
    pieces.filter_map(|piece| piece.split_once('”')).map(|(inside, _)| flat(inside)).collect()
}

/// Clock readings such as 0:34, in ms.
fn clock_readings(report: &str) -> Vec<usize> {
    let tokens = report.split(|c: char| !(c.is_ascii_digit() || c == ':'));
    tokens
        .filter_map(|t| t.split_once(':'))
        .filter(|(_, seconds)| seconds.len() == 2)
        .filter_map(|(m, s)| Some(m.parse::<usize>().ok()? * 60_000 + s.parse::<usize>().ok()? * 1000))
        .collect()
}

fn check_times(recording: &Recording, verdict: &Verdict) {
    let end = recording.delivery.duration_ms;
    for word in recording.transcript.words() {
        assert!(word.time.is_some_and(|t| t.end() <= end), "a word at {:?} of {end} ms", word.time);
    }
    for quote in verdict.dimensions.iter().flat_map(|d| &d.evidence) {
        assert_eq!(recording.transcript.slice(quote.chars), quote.text);
        assert!(recording.transcript.time_of(quote.chars).is_some_and(|t| t.end() <= end));
    }
}

#[test]
fn every_quote_is_said_every_time_is_inside_and_the_strong_one_scores_higher() {
    let packs = Packs::load(None).unwrap();
    let rubric = packs.get("ownership_failure").unwrap();
    let mut scores = Vec::new();
    for name in SAMPLES {
        let recording = listen(name);
        let verdict = rubric.judge(&recording.transcript);
        check_times(&recording, &verdict);
        let input = ReportInput {
            name: &recording.name,
            question_text: rubric.question(),
            recording: Some(&recording),
            transcript: &recording.transcript,
            verdict: &verdict,
            asked: &[],
        };
        let spoken = flat(recording.transcript.text());
        for report in [text::render(&input, TextLook::default()), markdown::render(&input)] {
            let quotes = quoted(&report);
            assert!(!quotes.is_empty(), "{name}: a report without words");
            for quote in quotes {
                assert!(spoken.contains(&quote), "{name}: {quote:?} was not said");
            }
            for at in clock_readings(&report) {
                assert!(at <= recording.delivery.duration_ms, "{name}: {at} ms lies behind the end");
            }
        }
        let page = html::render(&input);
        assert!(page.starts_with("<!DOCTYPE html>") && page.trim_end().ends_with("</html>"), "{name}");
        let data: serde_json::Value = serde_json::from_str(&json::render(&input)).unwrap();
        assert_eq!(data["overall"], verdict.overall.score, "{name}");
        scores.push(verdict.overall.score);
    }
    assert!(scores[2] > scores[0], "weak, middling, strong: {scores:?}");
}
