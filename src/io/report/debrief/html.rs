//! A debrief as one HTML page: self-contained, printable, readable without colours, scripts or a mouse.
//!
//! The page fetches nothing and runs nothing; its own header forbids both. Everything that was said is escaped by the
//! template. Its style is that of the report on one answer, with what a debrief has besides.

mod across;
mod answers;
mod matrix;

use maud::DOCTYPE;
use maud::Markup;
use maud::PreEscaped;
use maud::html;

use crate::core::debrief::packet::Said;
use crate::core::debrief::packet::Sentence;
use crate::core::debrief::words;
use crate::io::report::debrief::Packet;
use crate::io::report::debrief::command;
use crate::io::report::debrief::labels;
use crate::io::report::labels::clock;

const STYLE: &str = include_str!("../../../../assets/report.css");
const OWN_STYLE: &str = include_str!("../../../../assets/debrief.css");

/// The whole page.
pub fn render(packet: &Packet<'_>) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { "Debrief: " (packet.debrief.title) " · Pushback" }
                style { (PreEscaped(STYLE)) (PreEscaped(OWN_STYLE)) }
            }
            body.debrief {
                a.skip href="#matrix" { "Skip to the matrix" }
                (header(packet))
                main {
                    (summary(packet))
                    (practise(packet))
                    (matrix::section(packet))
                    (across::write_ups(packet))
                    (across::patterns(packet))
                    (matrix::offered(packet))
                    (answers::section(packet))
                    (across::before(packet))
                }
                (footer(packet))
            }
        }
    };
    let mut out = page.into_string();
    out.push('\n');
    out
}

fn header(packet: &Packet<'_>) -> Markup {
    let debrief = packet.debrief;
    html! {
        header {
            p.brand { span.mark aria-hidden="true" {} "Pushback" }
            h1 { "Debrief: " (debrief.title) }
            p.about {
                span.name { (packet.when) }
                @for name in &debrief.interviewers { span { (labels::heading(name)) } }
            }
        }
    }
}

fn summary(packet: &Packet<'_>) -> Markup {
    let debrief = packet.debrief;
    let figures = &debrief.figures;
    html! {
        section.recommendation aria-labelledby="recommendation" {
            p #recommendation class={ "grade " (labels::grade(debrief.grade)) } {
                span.sign aria-hidden="true" {} (debrief.grade_name)
            }
            p.headline { (debrief.headline) }
            dl.tiles {
                div { dt { "Average" } dd { (mean(figures.mean)) } }
                div { dt { "Before any probe" } dd { (mean(figures.unprompted)) } }
                div { dt { "Answered" } dd { (figures.answered) " of " (figures.planned.max(figures.asked)) } }
                div {
                    dt { "Time" }
                    dd { (words::minutes(figures.used_ms)) " of " (words::minutes(figures.planned_ms)) }
                }
            }
            ul.reasons { @for reason in &debrief.reasons { li { (reason.text) } } }
        }
    }
}

fn mean(mean: Option<f32>) -> String {
    mean.map_or_else(|| "–".to_owned(), |mean| format!("{} of 5", words::score(mean)))
}

fn practise(packet: &Packet<'_>) -> Markup {
    let chosen = &packet.debrief.practise;
    html! {
        @if !chosen.is_empty() {
            section.next aria-labelledby="next" {
                h2 #next { (labels::PRACTISE) }
                ol {
                    @for next in chosen {
                        li {
                            h3 { (next.label) }
                            p { (next.why.text) }
                            p { span.label { "In full" } (next.full) }
                            p.start { span.label { "Try it on" } (next.title) " " code { (command(next)) } }
                        }
                    }
                }
            }
        }
    }
}

fn footer(packet: &Packet<'_>) -> Markup {
    html! {
        footer {
            p { (packet.debrief.rule) }
            p { (packet.debrief.note) }
            p { "Session " (packet.session) ". Made on your own machine by Pushback " (env!("CARGO_PKG_VERSION")) "." }
        }
    }
}

/// A sentence with the words below it that it rests on and does not hold itself.
fn sentence(packet: &Packet<'_>, sentence: &Sentence) -> Markup {
    let others: Vec<&Said> =
        sentence.quotes.iter().filter(|said| !sentence.text.contains(&said.text)).collect();
    html! {
        p { (sentence.text) }
        @if !others.is_empty() {
            ul.quotes {
                @for said in others {
                    li { span.label { (packet.debrief.questions[said.question].title) } (quote(said)) }
                }
            }
        }
    }
}

/// Words with the moment they were said at.
fn quote(said: &Said) -> Markup {
    html! {
        span.quote { q { (said.text) } }
        @if let Some(time) = said.time { " " span.time { (clock(time.start())) } }
    }
}
