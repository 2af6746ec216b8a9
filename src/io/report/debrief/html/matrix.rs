//! The matrix at a glance, and what was offered beside what was pulled out.

use maud::Markup;
use maud::html;

use crate::core::debrief::packet::Came;
use crate::core::debrief::packet::Cell;
use crate::core::debrief::packet::Judged;
use crate::core::debrief::packet::Question;
use crate::io::report::debrief::Packet;
use crate::io::report::debrief::html::quote;
use crate::io::report::debrief::labels;
use crate::io::report::labels::NOT_SAID;
use crate::io::report::labels::steps;

/// Questions downwards, dimensions across; those that one question alone judges stand in the last column.
pub(super) fn section(packet: &Packet<'_>) -> Markup {
    let debrief = packet.debrief;
    html! {
        section.glance #matrix tabindex="-1" aria-labelledby="matrix-title" {
            h2 #matrix-title { (labels::MATRIX) }
            table role="table" {
                caption {
                    (legend())
                    @if debrief.shared.is_empty() { (labels::NOTHING_SHARED) }
                }
                thead role="rowgroup" {
                    tr role="row" {
                        th scope="col" role="columnheader" { "Question" }
                        @for shared in &debrief.shared {
                            th scope="col" role="columnheader" { (shared.label) }
                        }
                        th scope="col" role="columnheader" { "Its own" }
                    }
                }
                tbody role="rowgroup" {
                    @for (n, question) in debrief.questions.iter().enumerate() { (row(packet, n, question)) }
                }
            }
        }
    }
}

fn legend() -> Markup {
    html! {
        span.legend aria-hidden="true" {
            span { span.dots { span.on {} } "offered" }
            span { span.dots { span.pulled {} } "after a probe" }
            span { span.dots { span {} } "not reached" }
        }
    }
}

fn row(packet: &Packet<'_>, n: usize, question: &Question) -> Markup {
    let debrief = packet.debrief;
    html! {
        tr role="row" {
            th scope="row" role="rowheader" {
                @if question.judged.is_some() { a href={ "#q" (n) } { (question.title) } }
                @else { (question.title) }
                span.small { (state(question)) }
                span.small { (packet.interviewer(question.interviewer)) }
            }
            @if let Some(judged) = &question.judged {
                @for shared in &debrief.shared {
                    td role="cell" data-label=(shared.label) {
                        @match judged.cells.iter().find(|cell| cell.dimension == shared.dimension) {
                            Some(cell) => { (mark(cell, &labels::short(cell))) }
                            None => { span.none { "–" } }
                        }
                    }
                }
                td.own role="cell" { ul { @for cell in own(packet, judged) { li { (mark(cell, &labels::short(cell))) (cell.label) } } } }
            } @else {
                td.void role="cell" colspan=(debrief.shared.len() + 1) {}
            }
        }
    }
}

fn state(question: &Question) -> String {
    let ending = labels::ending(question);
    let answer = match &question.judged {
        Some(judged) => labels::score(judged),
        None if question.asked => "no answer".to_owned(),
        None => String::new(),
    };
    [answer.as_str(), ending].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn own<'j>(packet: &Packet<'_>, judged: &'j Judged) -> Vec<&'j Cell> {
    let shared = &packet.debrief.shared;
    let own = |cell: &&Cell| shared.iter().all(|shared| shared.dimension != cell.dimension);
    judged.cells.iter().filter(own).collect()
}

/// The steps of a level: those reached unasked are filled, those that a probe brought are half filled.
pub(super) fn mark(cell: &Cell, words: &str) -> Markup {
    let ((before, of), (after, _)) = (steps(cell.unprompted), steps(cell.level));
    let class = |step: usize| match step {
        step if step < before.min(after) => "on",
        step if step < after => "pulled",
        _ => "",
    };
    html! {
        span.dots aria-hidden="true" { @for step in 0..of { span class=(class(step)) {} } }
        span.word { (words) }
    }
}

/// What was offered, what it took a probe to hear, and what stayed open.
pub(super) fn offered(packet: &Packet<'_>) -> Markup {
    let answered = packet.debrief.questions.iter().filter_map(|q| Some((q, q.judged.as_ref()?)));
    let answered: Vec<(&Question, &Judged)> = answered.collect();
    html! {
        @if !answered.is_empty() {
            section.offered aria-labelledby="offered-title" {
                h2 #offered-title { (labels::OFFERED) }
                @for (question, judged) in answered {
                    div.round {
                        h3 { (question.title) }
                        dl {
                            @for came in labels::CAME { (way(judged, came)) }
                        }
                    }
                }
            }
        }
    }
}

fn way(judged: &Judged, came: Came) -> Markup {
    let cells = labels::that_came(judged, came);
    html! {
        @if !cells.is_empty() {
            div {
                dt { (labels::came(came)) }
                dd {
                    @for (n, cell) in cells.iter().enumerate() {
                        @if n > 0 && cell.probe.is_none() { ", " }
                        @if let Some(probe) = &cell.probe {
                            div.exchange {
                                strong { (cell.label) }
                                p.probe-words { (probe) }
                                @match &cell.quote {
                                    Some(said) => { p { (quote(said)) } }
                                    None => { p.not-said { (NOT_SAID) } }
                                }
                            }
                        } @else { (cell.label) }
                    }
                }
            }
        }
    }
}
