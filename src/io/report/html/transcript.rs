//! The transcript with its evidence marked: by colour, by a line under the words and by a label after them.

use maud::Markup;
use maud::PreEscaped;
use maud::html;

use crate::io::report::ReportInput;
use crate::io::report::html::colour;
use crate::io::report::html::evidence_id;
use crate::io::report::labels;
use crate::io::report::layout::Mark;
use crate::io::report::layout::Paragraph;
use crate::io::report::layout::Piece;

pub(super) fn section(input: &ReportInput<'_>, paragraphs: &[Paragraph<'_>]) -> Markup {
    let unsure = paragraphs.iter().flat_map(|p| &p.pieces).any(|p| p.unsure);
    html! {
        section.transcript aria-labelledby="transcript-title" {
            h2 #transcript-title { "Transcript" }
            p.small {
                "Words that earned a level are marked with the dimension they speak for."
                @if !input.verdict.killers.is_empty() { " A wavy line stands under words behind a killer." }
                @if unsure { " " span.unsure { "Grey words" } " are those the recogniser was unsure of." }
            }
            @if paragraphs.is_empty() { p.none { "No words" } }
            @for (n, paragraph) in paragraphs.iter().enumerate() {
                @if let Some(asked) = paragraph.asked { p.asked { span.part { "Asked" } " " (asked) } }
                div.beat id={ "p" (n) } {
                    p.margin {
                        @if let Some(time) = paragraph.time { span.time { (labels::clock(time.start())) } " " }
                        span.part { (labels::title(paragraph.beat.unwrap_or_default())) }
                    }
                    p.words { (words(input, &paragraph.pieces)) }
                }
            }
        }
    }
}

/// Labels stand behind the punctuation that follows their words.
fn words(input: &ReportInput<'_>, pieces: &[Piece<'_>]) -> Markup {
    let mut waiting: Vec<Mark> = Vec::new();
    let mut out = String::new();
    for piece in pieces {
        let free = piece.marks.is_empty() && piece.killers.is_empty();
        let word_end =
            if free { piece.text.find(char::is_whitespace).unwrap_or(piece.text.len()) } else { 0 };
        let (before, after) = piece.text.split_at(word_end);
        let shown = html! {
            (plain(before, piece.unsure))
            @for mark in waiting.drain(..) { (tag(input, mark)) }
            @if free { (plain(after, piece.unsure)) }
            @else {
                @for mark in &piece.opens { span.anchor id=(address(input, *mark)) {} }
                mark class=(classes(piece)) { (plain(after, piece.unsure)) }
            }
            @if let Some(pause) = piece.pause {
                " " span.pause { (labels::seconds(pause.len())) " pause" } " "
            }
        };
        waiting.extend(&piece.closes);
        out.push_str(&shown.into_string());
    }
    let last = html! { @for mark in waiting { (tag(input, mark)) } };
    PreEscaped(out + &last.into_string())
}

fn plain(text: &str, unsure: bool) -> Markup {
    html! {
        @if text.is_empty() {} @else if unsure { span.unsure { (text) } } @else { (text) }
    }
}

/// The colours of the first two dimensions; more are told by their labels alone.
fn classes(piece: &Piece<'_>) -> String {
    let mut dimensions: Vec<usize> = piece.marks.iter().map(|m| m.dimension).collect();
    dimensions.dedup();
    let killer = if piece.killers.is_empty() { "" } else { " killer" };
    match dimensions.as_slice() {
        [] => "killer".to_owned(),
        [only] => format!("{}{killer}", colour(*only)),
        [first, second, ..] => format!("{} and-{}{killer}", colour(*first), colour(*second)),
    }
}

fn tag(input: &ReportInput<'_>, mark: Mark) -> Markup {
    let Some(dimension) = input.verdict.dimensions.get(mark.dimension) else { return Markup::default() };
    html! {
        a.tag.(colour(mark.dimension)) href={ "#d-" (dimension.id) } { (dimension.label) }
    }
}

fn address(input: &ReportInput<'_>, mark: Mark) -> String {
    let dimension = input.verdict.dimensions.get(mark.dimension).map_or("", |d| d.id.as_str());
    evidence_id(dimension, mark.quote)
}
