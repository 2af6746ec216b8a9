//! The evidence, question by question: every dimension with its level before and after the probes and a quotation.

use maud::Markup;
use maud::html;

use crate::core::debrief::packet::Cell;
use crate::core::debrief::packet::Fault;
use crate::core::debrief::packet::Judged;
use crate::core::debrief::packet::Question;
use crate::io::report::debrief::Packet;
use crate::io::report::debrief::html::matrix::mark;
use crate::io::report::debrief::html::quote;
use crate::io::report::debrief::labels;
use crate::io::report::labels::NOT_SAID;

pub(super) fn section(packet: &Packet<'_>) -> Markup {
    html! {
        @for (n, question) in packet.debrief.questions.iter().enumerate() {
            @if let Some(judged) = &question.judged { (answer(packet, n, question, judged)) }
        }
    }
}

fn answer(packet: &Packet<'_>, n: usize, question: &Question, judged: &Judged) -> Markup {
    html! {
        section.evidence id={ "q" (n) } aria-labelledby={ "q" (n) "-title" } {
            p.part { (labels::EVIDENCE) }
            h2 id={ "q" (n) "-title" } { (question.title) }
            p.ask { (question.ask) }
            p.about {
                span.name { (labels::score(judged)) }
                span { (labels::heading(packet.interviewer(question.interviewer))) }
                span { (labels::time(question)) }
                span { (judged.words) " words" }
                @if !labels::ending(question).is_empty() { span { (labels::ending(question)) } }
            }
            p.anchor { (judged.anchor) }
            @if !judged.faults.is_empty() {
                ul.killers { @for fault in &judged.faults { (killer(fault)) } }
            }
            table.scorecard role="table" {
                thead role="rowgroup" {
                    tr role="row" {
                        th scope="col" role="columnheader" { "Dimension" }
                        th scope="col" role="columnheader" { "Level" }
                        th scope="col" role="columnheader" { "Words" }
                    }
                }
                tbody role="rowgroup" { @for cell in &judged.cells { (row(cell)) } }
            }
        }
    }
}

fn row(cell: &Cell) -> Markup {
    html! {
        tr role="row" {
            th scope="row" role="rowheader" { (cell.label) }
            td.level role="cell" { (mark(cell, &labels::cell(cell))) }
            td role="cell" {
                p.anchor { (cell.anchor) }
                @match &cell.quote {
                    Some(said) => { p { (quote(said)) } }
                    None => { p.not-said { (NOT_SAID) } }
                }
            }
        }
    }
}

fn killer(fault: &Fault) -> Markup {
    html! {
        li {
            h3 { (fault.label) " " span.cap { "caps the score at " (fault.cap) } }
            p { (fault.meaning) }
            @if let Some(said) = &fault.quote { p { (quote(said)) } }
        }
    }
}
