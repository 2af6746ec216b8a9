//! The report as one HTML page: self-contained, printable, readable without colours, scripts or a mouse.
//!
//! The page fetches nothing and runs nothing; its own header forbids both. Everything that was said is escaped by
//! the template.

mod cards;
mod clock;
mod figures;
mod transcript;

use maud::DOCTYPE;
use maud::Markup;
use maud::PreEscaped;
use maud::html;

use crate::core::rubric::verdict::Quote;
use crate::io::report::ReportInput;
use crate::io::report::labels;
use crate::io::report::layout;
use crate::io::report::layout::Paragraph;

const STYLE: &str = include_str!("../../../../assets/report.css");

/// How many colours the style sheet holds for dimensions; more dimensions begin again.
const COLOURS: usize = 10;

/// The whole page.
pub fn render(input: &ReportInput<'_>) -> String {
    let paragraphs = layout::paragraphs(input);
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (input.name) " · Pushback" }
                style { (PreEscaped(STYLE)) }
            }
            body {
                a.skip href="#scorecard" { "Skip to the scorecard" }
                (header(input))
                main {
                    (cards::summary(input))
                    (cards::probe(input, &paragraphs))
                    (cards::scorecard(input))
                    (cards::killers(input, &paragraphs))
                    (transcript::section(input, &paragraphs))
                    @if input.verdict.asks_for_telling() { (clock::section(input, &paragraphs)) }
                    div.pair {
                        @if !input.verdict.ledger.is_empty() { (figures::ledger(input)) }
                        @if !input.verdict.shares.is_empty() { (figures::shares(input)) }
                    }
                    div.pair {
                        (figures::causes(input, &paragraphs))
                        (figures::delivery(input))
                    }
                }
                (footer(input))
            }
        }
    };
    let mut out = page.into_string();
    out.push('\n');
    out
}

fn header(input: &ReportInput<'_>) -> Markup {
    html! {
        header {
            p.brand { span.mark aria-hidden="true" {} "Pushback" }
            h1 { (input.question_text) }
            p.about {
                span.name { (input.name) }
                @if let Some(recording) = input.recording {
                    span { (labels::clock(recording.delivery.duration_ms)) " long" }
                    span { "heard by " (recording.model) }
                }
                span { (input.transcript.words().len()) " words" }
            }
            @for warning in input.warnings() {
                p.warning { strong { "Note" } " " (warning) }
            }
        }
    }
}

fn footer(input: &ReportInput<'_>) -> Markup {
    html! {
        footer {
            p { "Judged by " (input.stamp()) ". Same words, same rubric, same verdict." }
            p { "Made on your own machine by Pushback " (env!("CARGO_PKG_VERSION")) "." }
        }
    }
}

/// The class that colours a dimension.
fn colour(dimension: usize) -> String {
    format!("c{}", dimension % COLOURS)
}

/// The address of a quotation of the scorecard within the transcript.
fn evidence_id(dimension: &str, quote: usize) -> String {
    format!("e-{dimension}-{quote}")
}

/// A quotation that leads to the paragraph it is from.
fn linked(input: &ReportInput<'_>, paragraphs: &[Paragraph<'_>], quote: &Quote) -> Markup {
    let home = paragraphs.iter().position(|p| p.chars.shared(&quote.chars) > 0);
    html! {
        @if let Some(n) = home {
            a.quote href={ "#p" (n) } { q { (quote.text) } (moment(input, quote)) }
        } @else {
            span.quote { q { (quote.text) } (moment(input, quote)) }
        }
    }
}

/// When a quotation was said.
fn moment(input: &ReportInput<'_>, quote: &Quote) -> Markup {
    html! {
        @if let Some(time) = input.time_of(quote) {
            " " span.time { (labels::clock(time.start())) }
        }
    }
}
