//! What a report quotes was said, and at that time, in every format.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests fail like tests"
)]

mod common;

use std::collections::BTreeSet;

use pushback::io::report::html;
use pushback::io::report::json;
use pushback::io::report::markdown;
use pushback::io::report::text;
use pushback::io::report::text::TextLook;

use common::input;
use common::quotes;
use common::recording;
use common::verdict;

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Every stretch between the marks.
fn between<'t>(text: &'t str, open: &str, close: &str) -> Vec<&'t str> {
    text.split(open).skip(1).filter_map(|rest| rest.split(close).next()).collect()
}

/// The quotations found are words of the transcript, and none of the verdict's is missing.
#[track_caller]
fn check(found: &[String]) {
    let recording = recording();
    let verdict = verdict(&recording.transcript);
    let said = one_line(recording.transcript.text());
    for quote in found {
        assert!(said.contains(quote.as_str()), "{quote:?} was not said");
    }
    let found: BTreeSet<&str> = found.iter().map(String::as_str).collect();
    for quote in quotes(&verdict) {
        assert!(found.contains(quote.text.as_str()), "{:?} is not quoted", quote.text);
    }
}

/// Moments written `m:ss`, in ms.
fn moments(text: &str) -> Vec<usize> {
    let mut words = text.split(|c: char| !c.is_ascii_digit() && c != ':').collect::<Vec<_>>();
    words.retain(|w| w.contains(':'));
    let moment = |word: &str| {
        let (minutes, seconds) = word.split_once(':')?;
        Some((minutes.parse::<usize>().ok()? * 60 + seconds.parse::<usize>().ok()?) * 1000)
    };
    words.into_iter().filter_map(moment).collect()
}

#[track_caller]
fn check_moments(text: &str) {
    let duration = recording().delivery.duration_ms;
    let moments = moments(text);
    assert!(moments.len() > 10, "only {} moments", moments.len());
    for moment in moments {
        assert!(moment <= duration, "{moment} ms of {duration}");
    }
}

#[test]
fn quotations_and_moments_in_text_are_those_of_the_recording() {
    let recording = recording();
    let verdict = verdict(&recording.transcript);
    for width in [40, 60, 88, 120] {
        let report = text::render(&input(&recording, &verdict), TextLook { width, colours: false });
        check(&between(&report, "“", "”").into_iter().map(one_line).collect::<Vec<_>>());
        check_moments(&report);
        let longest = report.lines().map(|l| l.chars().count()).max().unwrap();
        assert!(width < 60 || longest <= width, "a line of {longest} at width {width}");
    }
}

#[test]
fn quotations_and_moments_in_markdown_are_those_of_the_recording() {
    let recording = recording();
    let verdict = verdict(&recording.transcript);
    let report = markdown::render(&input(&recording, &verdict));
    let unescaped: Vec<String> =
        between(&report, "“", "”").into_iter().map(|q| q.replace('\\', "")).collect();
    check(&unescaped);
    check_moments(&report);
}

#[test]
fn quotations_and_moments_in_html_are_those_of_the_recording() {
    let recording = recording();
    let verdict = verdict(&recording.transcript);
    let report = html::render(&input(&recording, &verdict));
    let plain =
        |q: &str| q.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    check(&between(&report, "<q>", "</q>").into_iter().map(plain).collect::<Vec<_>>());
    check_moments(&between(&report, "<span class=\"time\">", "</span>").join(" "));
}

#[test]
fn places_and_times_in_json_are_those_of_the_recording() {
    let recording = recording();
    let verdict = verdict(&recording.transcript);
    let report: serde_json::Value =
        serde_json::from_str(&json::render(&input(&recording, &verdict))).unwrap();
    let chars: Vec<char> = recording.transcript.text().chars().collect();
    let (mut found, mut times) = (Vec::new(), 0);
    walk(&report, &mut |object| {
        let number = |key: &str| object.get(key).and_then(serde_json::Value::as_u64).map(|n| n as usize);
        if let (Some(start), Some(end), Some(text)) = (number("start"), number("end"), object.get("text")) {
            let cut: String = chars[start..end].iter().collect();
            assert_eq!(text.as_str(), Some(cut.as_str()));
            found.push(cut);
        }
        if let (Some(start), Some(end)) = (number("start_ms"), number("end_ms")) {
            assert!(start <= end && end <= recording.delivery.duration_ms);
            times += 1;
        }
    });
    check(&found);
    assert!(times > recording.transcript.words().len());
}

fn walk(value: &serde_json::Value, see: &mut impl FnMut(&serde_json::Map<String, serde_json::Value>)) {
    match value {
        serde_json::Value::Object(object) => {
            see(object);
            object.values().for_each(|v| walk(v, see));
        }
        serde_json::Value::Array(items) => items.iter().for_each(|v| walk(v, see)),
        _ => {}
    }
}
