//! The figures: who acts, how the words are shared, where the causes are put, and how it was said.

use maud::Markup;
use maud::html;

use crate::core::rubric::verdict::LedgerRow;
use crate::core::rubric::verdict::Share;
use crate::io::report::ReportInput;
use crate::io::report::html::linked;
use crate::io::report::labels;
use crate::io::report::layout::Paragraph;

pub(super) fn ledger(input: &ReportInput<'_>) -> Markup {
    html! {
        section aria-labelledby="ledger-title" {
            h2 #ledger-title { "Who acts" }
            table.figures {
                caption { "Clauses by their subject. Nobody: passives and things that act by themselves" }
                thead {
                    tr {
                        th scope="col" { "Section" }
                        th.n scope="col" { "I" } th.n scope="col" { "We" }
                        th.n scope="col" { "Others" } th.n scope="col" { "Nobody" }
                    }
                }
                tbody { @for row in &input.verdict.ledger { (ledger_row(row)) } }
            }
        }
    }
}

fn ledger_row(row: &LedgerRow) -> Markup {
    let parts = [("i", row.i), ("we", row.we), ("others", row.others), ("nobody", row.nobody)];
    html! {
        tr {
            th scope="row" {
                (labels::title(&row.section))
                span.stack aria-hidden="true" {
                    @for (who, count) in parts { @if count > 0 { span class=(who) style={ "flex-grow:" (count) } {} } }
                }
            }
            @for (who, count) in parts { td.n.(who) { (count) } }
        }
    }
}

pub(super) fn shares(input: &ReportInput<'_>) -> Markup {
    html! {
        section aria-labelledby="shares-title" {
            h2 #shares-title { "Shares of the answer" }
            table.figures {
                caption { "How the words are shared. The band is the aim" }
                thead {
                    tr { th scope="col" { "Section" } th.n scope="col" { "Share" } th.n scope="col" { "Aim" } }
                }
                tbody { @for share in &input.verdict.shares { (share_row(share)) } }
            }
        }
    }
}

fn share_row(share: &Share) -> Markup {
    let percent = |part: f32| part.clamp(0.0, 1.0) * 100.0;
    let (from, to) = (percent(share.target - share.tolerance), percent(share.target + share.tolerance));
    html! {
        tr {
            th scope="row" {
                (labels::title(&share.section))
                span.gauge aria-hidden="true" {
                    span.band style={ "left:" (from) "%;width:" (to - from) "%" } {}
                    span.fill style={ "width:" (percent(share.actual)) "%" } {}
                }
            }
            td.n { (labels::percent(share.actual)) }
            td.n { (labels::percent(share.target)) span.small { "± " (labels::percent(share.tolerance)) } }
        }
    }
}

pub(super) fn causes(input: &ReportInput<'_>, paragraphs: &[Paragraph<'_>]) -> Markup {
    let attribution = &input.verdict.attribution;
    html! {
        section aria-labelledby="causes-title" {
            h2 #causes-title { "Where the causes are put" }
            p.lead { (labels::title(labels::attribution(attribution.level))) }
            @if !attribution.clauses.is_empty() {
                table.figures {
                    caption { "From 1, outside the speaker, to 7, the speaker's own" }
                    thead { tr { th.n scope="col" { "Of 7" } th scope="col" { "Words" } } }
                    tbody {
                        @for (said, value) in &attribution.clauses {
                            tr { td.n { (value) } td { (linked(input, paragraphs, said)) } }
                        }
                    }
                }
            }
        }
    }
}

pub(super) fn delivery(input: &ReportInput<'_>) -> Markup {
    let Some(delivery) = input.delivery() else { return Markup::default() };
    html! {
        section.delivery aria-labelledby="delivery-title" {
            h2 #delivery-title { "Delivery" }
            dl {
                div { dt { "Pace" } dd { (labels::rate(delivery.words_per_minute())) } }
                div { dt { "Without pauses" } dd { (labels::rate(delivery.articulation_rate())) } }
                div {
                    dt { "Pauses" }
                    dd {
                        (delivery.pauses.len())
                        @if let Some(pause) = delivery.longest_pause() {
                            ", longest " (labels::seconds(pause.len())) " at " (labels::clock(pause.start()))
                        }
                    }
                }
                div { dt { "Before the start" } dd { (labels::seconds(delivery.lead_ms)) } }
                @if let Some(share) = delivery.talk_share() {
                    div { dt { "Time speaking" } dd { (labels::percent(share)) } }
                }
                div { dt { "Fillers" } dd { "at least " (delivery.fillers_at_least) } }
            }
            p.small { (labels::DELIVERY_NOTE) }
        }
    }
}
