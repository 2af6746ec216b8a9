//! The disclosure clock: where in the answer the speaker tells of knowing and of telling, as a drawing and, for
//! those who do not see it, as a table.

use maud::Markup;
use maud::html;

use crate::core::rubric::verdict::TimelineEvent;
use crate::core::rubric::verdict::TimelineKind;
use crate::core::span::Char;
use crate::core::span::Span;
use crate::io::report::ReportInput;
use crate::io::report::html::linked;
use crate::io::report::labels;
use crate::io::report::layout::Paragraph;

/// Events closer than this, in percent of the width, are drawn apart.
const APART: f32 = 4.5;

pub(super) fn section(input: &ReportInput<'_>, paragraphs: &[Paragraph<'_>]) -> Markup {
    html! {
        section.clock aria-labelledby="clock-title" {
            h2 #clock-title { "Disclosure clock" }
            @if input.verdict.timeline.is_empty() { p.not-said { (labels::NOT_SAID) } }
            @if !paragraphs.is_empty() { (drawing(input, paragraphs)) }
            @if !input.verdict.timeline.is_empty() { (table(input, paragraphs)) }
        }
    }
}

fn drawing(input: &ReportInput<'_>, paragraphs: &[Paragraph<'_>]) -> Markup {
    let scale = Scale::of(input);
    let places: Vec<f32> =
        input.verdict.timeline.iter().map(|e| scale.place(input, e.quote.chars).0).collect();
    let pauses = input.delivery().map_or(&[][..], |d| d.pauses.as_slice());
    html! {
        figure.strip aria-hidden="true" {
            div.events {
                @for (n, (event, place)) in input.verdict.timeline.iter().zip(spread(&places)).enumerate() {
                    span class={ "event " (kind(event.kind)) } style={ "left:" (place) "%" } { b { (n + 1) } }
                }
            }
            div.bar {
                @for paragraph in paragraphs {
                    @let (left, width) = scale.place(input, paragraph.chars);
                    span style={ "left:" (left) "%;width:" (width) "%" } {
                        @if width > 9.0 { (labels::title(paragraph.beat.unwrap_or_default())) }
                    }
                }
            }
            div.pauses {
                @if let Scale::Time(whole) = scale {
                    @for pause in pauses {
                        span style={ "left:" (share(pause.start(), whole)) "%;width:" (share(pause.len(), whole)) "%" } {}
                    }
                }
            }
            div.axis {
                span { (scale.start()) }
                @if !pauses.is_empty() { span { "line below: pauses" } }
                span { (scale.end()) }
            }
        }
    }
}

fn table(input: &ReportInput<'_>, paragraphs: &[Paragraph<'_>]) -> Markup {
    html! {
        table.events {
            caption { "Who knew and who was told, in the order of telling" }
            thead {
                tr { th scope="col" { "Event" } th scope="col" { "Who" } th scope="col" { "When" } th scope="col" { "Words" } }
            }
            tbody {
                @for (n, event) in input.verdict.timeline.iter().enumerate() {
                    tr { (entry(n, event)) td { (linked(input, paragraphs, &event.quote)) } }
                }
            }
        }
    }
}

fn entry(n: usize, event: &TimelineEvent) -> Markup {
    html! {
        th scope="row" {
            span class={ "event " (kind(event.kind)) } aria-hidden="true" { b { (n + 1) } }
            (labels::event(event.kind))
        }
        @for detail in [&event.who, &event.when] {
            td.void[detail.is_none()] { (detail.as_deref().unwrap_or("–")) }
        }
    }
}

fn kind(kind: TimelineKind) -> &'static str {
    match kind {
        TimelineKind::Knew => "knew",
        TimelineKind::Told => "told",
        TimelineKind::OthersKnew => "others",
        TimelineKind::Asked => "asked",
        TimelineKind::Hid => "hid",
    }
}

/// What the width of the drawing stands for.
#[derive(Debug, Clone, Copy)]
enum Scale {
    /// The recording, in ms.
    Time(usize),
    /// The text, in characters.
    Text(usize),
}

impl Scale {
    fn of(input: &ReportInput<'_>) -> Self {
        match input.delivery() {
            Some(delivery) if delivery.duration_ms > 0 => Self::Time(delivery.duration_ms),
            _ => Self::Text(input.transcript.char_len()),
        }
    }

    /// Left edge and width of some words, in percent.
    fn place(self, input: &ReportInput<'_>, chars: Span<Char>) -> (f32, f32) {
        match (self, input.transcript.time_of(chars)) {
            (Self::Time(whole), Some(time)) => (share(time.start(), whole), share(time.len(), whole)),
            (Self::Time(_), None) => (0.0, 0.0),
            (Self::Text(whole), _) => (share(chars.start(), whole), share(chars.len(), whole)),
        }
    }

    fn start(self) -> String {
        match self {
            Self::Time(_) => labels::clock(0),
            Self::Text(_) => "first word".to_owned(),
        }
    }

    fn end(self) -> String {
        match self {
            Self::Time(whole) => labels::clock(whole),
            Self::Text(_) => "last word".to_owned(),
        }
    }
}

fn share(part: usize, whole: usize) -> f32 {
    if whole == 0 { 0.0 } else { (part as f32 / whole as f32 * 1000.0).round() / 10.0 }
}

/// Moves places apart that would cover each other, keeping their order along the line where they had one.
fn spread(places: &[f32]) -> Vec<f32> {
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by(|a, b| places[*a].total_cmp(&places[*b]));
    let mut moved = places.to_vec();
    let mut free = 0.0_f32;
    for n in &order {
        moved[*n] = places[*n].max(free);
        free = moved[*n] + APART;
    }
    // Too many at the end: push back from the right edge.
    let mut limit = 100.0 - APART / 2.0;
    for n in order.iter().rev() {
        moved[*n] = moved[*n].min(limit).max(0.0);
        limit = moved[*n] - APART;
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_at_one_moment_are_drawn_side_by_side() {
        assert_eq!(spread(&[10.0, 10.0, 50.0]), [10.0, 14.5, 50.0]);
        assert_eq!(spread(&[99.0, 98.0]), [97.75, 93.25]);
    }
}
