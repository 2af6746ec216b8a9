//! The page stands alone, is well formed, and shows words as words.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests fail like tests"
)]

mod common;

use std::collections::BTreeSet;

use pushback::core::recording::Recording;
use pushback::core::rubric::verdict::Verdict;
use pushback::core::transcript::Transcript;
use pushback::io::report::ReportInput;
use pushback::io::report::html;
use pushback::io::report::text::TextLook;

use common::QUESTION;
use common::input;
use common::recording;
use common::verdict;

/// Elements that have no end.
const VOID: &[&str] = &["meta", "br", "hr", "img", "link", "input"];

fn page(recording: &Recording) -> String {
    let verdict = verdict(&recording.transcript);
    html::render(&input(recording, &verdict))
}

/// The tags of a page in order, without their brackets. The style sheet is passed over.
fn tags(page: &str) -> Vec<&str> {
    let body = page.split("<style>").next().unwrap().len();
    let after_style = page.find("</style>").unwrap();
    let (head, rest) = (&page[..body], &page[after_style + "</style>".len()..]);
    let of = |part: &'_ str| -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(open) = part[at..].find('<') {
            let close = part[at + open..].find('>').expect("a tag ends");
            found.push((at + open + 1, at + open + close));
            at += open + close + 1;
        }
        found
    };
    let head_tags = of(head).into_iter().map(|(a, b)| &head[a..b]);
    head_tags.chain(of(rest).into_iter().map(|(a, b)| &rest[a..b])).collect()
}

fn check_well_formed(page: &str) {
    let mut open = Vec::new();
    for tag in tags(page).into_iter().filter(|t| !t.starts_with('!')) {
        assert!(!tag.contains('<'), "a tag inside a tag: {tag:?}");
        assert_eq!(tag.matches('"').count() % 2, 0, "an open quote in {tag:?}");
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "closed out of order");
            continue;
        }
        let name = tag.split_whitespace().next().unwrap();
        if !VOID.contains(&name) {
            open.push(name);
        }
    }
    assert_eq!(open, Vec::<&str>::new(), "left open");
    for entity in page.split('&').skip(1) {
        let end = entity.find(';').expect("an entity ends");
        assert!(["amp", "lt", "gt", "quot"].contains(&&entity[..end]), "{:?}", &entity[..end]);
    }
}

fn attributes<'p>(page: &'p str, name: &str) -> Vec<&'p str> {
    let mark = format!(" {name}=\"");
    page.split(mark.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn the_page_is_well_formed_and_its_links_lead_somewhere() {
    let page = page(&recording());
    check_well_formed(&page);
    let ids = attributes(&page, "id");
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(unique.len(), ids.len(), "an id is used twice: {ids:?}");
    for link in attributes(&page, "href") {
        assert!(
            unique.contains(link.strip_prefix('#').expect("links stay on the page")),
            "{link} leads nowhere"
        );
    }
    for label in attributes(&page, "aria-labelledby") {
        assert!(unique.contains(label), "{label} names nothing");
    }
}

#[test]
fn the_page_fetches_and_runs_nothing() {
    let page = page(&recording());
    for needle in ["<script", "http:", "https:", "url(", "@import", " src=", " onclick"] {
        assert!(!page.contains(needle), "{needle} in the page");
    }
    assert!(page.contains("default-src 'none'"));
}

#[test]
fn spoken_marks_do_not_become_marks_of_the_page() {
    let mut heard = recording();
    heard.name = "</title><script>alert(1)</script>\".wav".into();
    let page = page(&heard);
    check_well_formed(&page);
    assert!(page.contains("&lt;b&gt;"));
    assert!(!page.contains("<b>\"sync"));
    assert!(!page.contains("<script"));
}

#[test]
fn every_word_of_the_transcript_stands_in_the_page_once_and_in_order() {
    let recording = recording();
    let page = page(&recording);
    let words: Vec<&str> =
        page.split("<p class=\"words\">").skip(1).map(|p| p.split("</p>").next().unwrap()).collect();
    let mut text = String::new();
    for part in words.join(" ").split('<') {
        let (tag, after) = part.split_once('>').unwrap_or(("", part));
        // Labels and pauses stand between the words and are no words.
        let aside = tag.starts_with("a class=\"tag") || tag.starts_with("span class=\"pause");
        if !aside {
            text.push_str(after);
        }
    }
    let plain = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    let seen: Vec<&str> = plain.split_whitespace().collect();
    let said: Vec<&str> = recording.transcript.text().split_whitespace().collect();
    assert_eq!(seen, said);
}

#[test]
fn every_table_has_a_caption_and_every_section_a_name() {
    let page = page(&recording());
    assert_eq!(page.matches("<table").count(), page.matches("<caption>").count());
    let sections = page.matches("<section").count();
    let named = page
        .split("<section")
        .skip(1)
        .filter(|s| s.split('>').next().unwrap().contains("aria-label"))
        .count();
    assert_eq!(named, sections);
    assert_eq!(page.matches("<h1>").count(), 1);
}

#[test]
fn a_typed_answer_and_an_empty_one_have_pages_too() {
    let spoken = recording();
    let typed = Transcript::from_text(spoken.transcript.text());
    let verdict = verdict(&typed);
    let input = |transcript, verdict| ReportInput {
        name: "typed",
        question_text: QUESTION,
        recording: None,
        transcript,
        verdict,
        asked: &[],
    };
    let page = html::render(&input(&typed, &verdict));
    check_well_formed(&page);
    assert!(!page.contains("class=\"time\""));

    let empty = Transcript::default();
    let nothing = Verdict {
        dimensions: Vec::new(),
        killers: Vec::new(),
        next_probe: Vec::new(),
        segments: Vec::new(),
        timeline: Vec::new(),
        ledger: Vec::new(),
        shares: Vec::new(),
        advice: None,
        ..verdict.clone()
    };
    let page = html::render(&input(&empty, &nothing));
    assert!(page.contains("No words"));
    check_well_formed(&page);
}

#[test]
fn a_model_for_synthetic_voices_is_named_as_such_in_every_format() {
    let mut heard = recording();
    heard.synthetic_only = true;
    let verdict = verdict(&heard.transcript);
    let input = input(&heard, &verdict);
    let reports = [
        html::render(&input),
        pushback::io::report::markdown::render(&input),
        pushback::io::report::json::render(&input),
        pushback::io::report::text::render(&input, TextLook::default()),
    ];
    for report in reports {
        let report = report.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(report.contains("understands synthetic voices only"), "{report}");
    }
}
