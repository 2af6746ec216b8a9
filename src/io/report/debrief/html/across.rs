//! What shows across questions: patterns, write-ups, and the loop before.

use maud::Markup;
use maud::html;

use crate::core::debrief::packet::Acts;
use crate::core::debrief::packet::Compared;
use crate::core::debrief::packet::Question;
use crate::core::debrief::words;
use crate::io::report::debrief::Packet;
use crate::io::report::debrief::html::sentence;
use crate::io::report::debrief::labels;

pub(super) fn patterns(packet: &Packet<'_>) -> Markup {
    html! {
        section.patterns aria-labelledby="patterns-title" {
            h2 #patterns-title { (labels::PATTERNS) }
            (ledger(packet))
            @for (heading, sentences) in labels::patterns(packet.debrief) {
                div.pattern {
                    h3 { (heading) }
                    @for said in sentences { (sentence(packet, said)) }
                }
            }
        }
    }
}

/// I and we, by question.
fn ledger(packet: &Packet<'_>) -> Markup {
    let rows = packet.debrief.questions.iter().filter_map(|q| Some((q, q.judged.as_ref()?.acts)));
    let rows: Vec<(&Question, Acts)> = rows.filter(|(_, acts)| acts.i + acts.we > 0).collect();
    html! {
        @if !rows.is_empty() {
            table.figures role="table" {
                caption { "Clauses by who acts in them" }
                thead role="rowgroup" {
                    tr role="row" {
                        th scope="col" role="columnheader" { "Question" }
                        @for who in ["I", "We", "Others", "Nobody"] {
                            th.n scope="col" role="columnheader" { (who) }
                        }
                    }
                }
                tbody role="rowgroup" {
                    @for (question, acts) in rows {
                        tr role="row" {
                            th scope="row" role="rowheader" { (question.title) (bar(acts)) }
                            td.n role="cell" { (acts.i) }
                            td.n role="cell" { (acts.we) }
                            td.n role="cell" { (acts.others) }
                            td.n role="cell" { (acts.nobody) }
                        }
                    }
                }
            }
        }
    }
}

fn bar(acts: Acts) -> Markup {
    let all = (acts.i + acts.we + acts.others + acts.nobody).max(1) as f32;
    let width = |count: usize| format!("width: {:.1}%", count as f32 / all * 100.0);
    html! {
        div.stack aria-hidden="true" {
            span.i style=(width(acts.i)) {}
            span.we style=(width(acts.we)) {}
            span.others style=(width(acts.others)) {}
            span.nobody style=(width(acts.nobody)) {}
        }
    }
}

pub(super) fn write_ups(packet: &Packet<'_>) -> Markup {
    html! {
        section.write-ups aria-labelledby="write-ups-title" {
            h2 #write-ups-title { (labels::WRITE_UPS) }
            @for write_up in &packet.debrief.write_ups {
                div.write-up {
                    h3 { (labels::heading(packet.interviewer(write_up.interviewer))) }
                    p { @for said in &write_up.sentences { (said.text) " " } }
                }
            }
        }
    }
}

pub(super) fn before(packet: &Packet<'_>) -> Markup {
    html! {
        @if let Some(before) = &packet.debrief.before {
            section.before aria-labelledby="before-title" {
                h2 #before-title { (labels::BEFORE) }
                p.small { (before.when) }
                @for said in &before.sentences { p { (said.text) } }
                @if !before.dimensions.is_empty() {
                    table.compared role="table" {
                        thead role="rowgroup" {
                            tr role="row" {
                                th scope="col" role="columnheader" { "Dimension" }
                                th.n scope="col" role="columnheader" { "Before" }
                                th.n scope="col" role="columnheader" { "Now" }
                                th scope="col" role="columnheader" { "" }
                            }
                        }
                        tbody role="rowgroup" { @for row in &before.dimensions { (compared(row)) } }
                    }
                }
            }
        }
    }
}

fn compared(row: &Compared) -> Markup {
    html! {
        tr role="row" {
            th scope="row" role="rowheader" { (row.label) }
            td.n role="cell" { (words::percent(row.reached.before)) }
            td.n role="cell" { (words::percent(row.reached.after)) }
            td role="cell" { (labels::turn(row.turn)) }
        }
    }
}
