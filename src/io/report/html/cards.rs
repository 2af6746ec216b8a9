//! The judgement: score, advice, next probe, scorecard, killers.

use maud::Markup;
use maud::html;

use crate::core::rubric::verdict::DimensionVerdict;
use crate::core::rubric::verdict::Gap;
use crate::io::report::ReportInput;
use crate::io::report::html::colour;
use crate::io::report::html::evidence_id;
use crate::io::report::html::linked;
use crate::io::report::html::moment;
use crate::io::report::labels;
use crate::io::report::layout::Paragraph;

pub(super) fn summary(input: &ReportInput<'_>) -> Markup {
    let overall = &input.verdict.overall;
    html! {
        section.summary aria-label="Summary" {
            div.score {
                p.big { strong { (overall.score) } span.of { " of 5" } }
                div.steps aria-hidden="true" {
                    @for n in 1..=5 { span.on[n <= overall.score] {} }
                }
                p.anchor { (overall.anchor) }
                @if overall.unprompted != overall.score {
                    p.small { "Before any probe: " (overall.unprompted) " of 5" }
                }
                @if overall.too_short { p.small { (labels::TOO_SHORT) } }
            }
            @if let Some(advice) = &input.verdict.advice {
                div.advice {
                    h2 { (advice.headline) }
                    p.fix { span.label { "Fix this first" } (advice.fix) }
                    @if let Some(rewrite) = &advice.rewrite {
                        p.rewrite { span.label { "It could sound like" } (rewrite) }
                    }
                }
            }
        }
    }
}

pub(super) fn probe(input: &ReportInput<'_>, paragraphs: &[Paragraph<'_>]) -> Markup {
    let gaps = &input.verdict.next_probe;
    html! {
        section.probe aria-labelledby="probe-title" {
            h2 #probe-title { "The interviewer would ask next" }
            @if let Some((first, later)) = gaps.split_first() {
                blockquote { p { (first.say) } }
                (receipt(input, paragraphs, first))
                @if !later.is_empty() {
                    h3 { "After that" }
                    ol.later {
                        @for gap in later {
                            li { span.label { (dimension_label(input, &gap.dimension)) } (gap.say) }
                        }
                    }
                }
            } @else {
                p { (labels::NO_GAP) }
            }
        }
    }
}

/// Why the probe is asked.
fn receipt(input: &ReportInput<'_>, paragraphs: &[Paragraph<'_>], gap: &Gap) -> Markup {
    html! {
        dl.receipt {
            div { dt { "About" } dd { (dimension_label(input, &gap.dimension)) } }
            div { dt { "Rule" } dd { (gap.receipt.rule) } }
            div {
                dt { "You said" }
                dd {
                    @if let Some(trigger) = &gap.receipt.trigger { (linked(input, paragraphs, trigger)) }
                    @else { (labels::NOTHING_ABOUT_IT) }
                }
            }
            div { dt { "Needless if" } dd { (gap.receipt.needless_if) } }
        }
    }
}

/// The pack's name of a dimension, or its id made readable (`story` is no dimension).
fn dimension_label(input: &ReportInput<'_>, id: &str) -> String {
    input.verdict.dimension(id).map_or_else(|| labels::title(id), |d| d.label.clone())
}

pub(super) fn scorecard(input: &ReportInput<'_>) -> Markup {
    html! {
        section #scorecard tabindex="-1" aria-labelledby="scorecard-title" {
            h2 #scorecard-title { "Scorecard" }
            // Roles are written out because the style sheet turns rows into blocks on narrow screens, which makes
            // some browsers forget that this is a table.
            table.scorecard role="table" {
                caption { "Each line leads to the words that earned it" }
                thead role="rowgroup" {
                    tr role="row" {
                        th scope="col" role="columnheader" { "Dimension" }
                        th scope="col" role="columnheader" { "Level" }
                        th scope="col" role="columnheader" { "Words" }
                    }
                }
                tbody role="rowgroup" {
                    @for (n, dimension) in input.verdict.dimensions.iter().enumerate() {
                        (row(input, n, dimension))
                    }
                }
            }
        }
    }
}

fn row(input: &ReportInput<'_>, n: usize, dimension: &DimensionVerdict) -> Markup {
    let (reached, of) = labels::steps(dimension.level);
    html! {
        tr id={ "d-" (dimension.id) } class=(colour(n)) role="row" {
            th scope="row" role="rowheader" { span.swatch aria-hidden="true" {} (dimension.label) }
            td.level role="cell" {
                span.dots aria-hidden="true" { @for step in 0..of { span.on[step < reached] {} } }
                (labels::level(dimension.level))
                @if dimension.unprompted != dimension.level {
                    span.small { "unprompted: " (labels::level(dimension.unprompted)) }
                }
            }
            td role="cell" {
                p.anchor { (dimension.anchor) }
                @if dimension.evidence.is_empty() { p.not-said { (labels::NOT_SAID) } }
                @else {
                    ul.quotes {
                        @for (quote, said) in dimension.evidence.iter().enumerate() {
                            li {
                                a.quote href={ "#" (evidence_id(&dimension.id, quote)) } {
                                    q { (said.text) } (moment(input, said))
                                }
                            }
                        }
                    }
                }
                p.rule { (dimension.rule) " · certainty " (labels::percent(dimension.certainty)) }
            }
        }
    }
}

pub(super) fn killers(input: &ReportInput<'_>, paragraphs: &[Paragraph<'_>]) -> Markup {
    html! {
        section aria-labelledby="killers-title" {
            h2 #killers-title { "Killers" }
            @if input.verdict.killers.is_empty() { p.none { "None heard" } }
            @else {
                ul.killers {
                    @for killer in &input.verdict.killers {
                        li {
                            h3 { (killer.label) " " span.cap { "caps the score at " (killer.cap) } }
                            p { (killer.meaning) }
                            @if !killer.evidence.is_empty() {
                                ul.quotes {
                                    @for said in &killer.evidence { li { (linked(input, paragraphs, said)) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
