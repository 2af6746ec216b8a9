//! The sections below the summary.

use anstyle::Style;

use crate::core::rubric::verdict::DimensionVerdict;
use crate::core::rubric::verdict::Share;
use crate::io::report::ReportInput;
use crate::io::report::labels;
use crate::io::report::layout;
use crate::io::report::layout::Piece;
use crate::io::report::text::BAD;
use crate::io::report::text::BOLD;
use crate::io::report::text::DIM;
use crate::io::report::text::GOOD;
use crate::io::report::text::THIN;
use crate::io::report::text::heading;
use crate::io::report::text::page::Page;
use crate::io::report::text::page::Styled;
use crate::io::report::text::page::plain;
use crate::io::report::text::quote;

/// Where the words of the scorecard begin.
const INDENT: &str = "      ";

pub(super) fn scorecard(page: &mut Page, input: &ReportInput<'_>) {
    heading(page, "Scorecard");
    let labels = input.verdict.dimensions.iter().map(|dimension| dimension.label.chars().count());
    let width = labels.max().unwrap_or(0) + 2;
    for dimension in &input.verdict.dimensions {
        let dots = format!("{:<4}", labels::dots(dimension.level));
        page.para(
            &[
                plain("  "),
                Styled { text: &dots, style: level_style(dimension) },
                Styled { text: &format!("{:<width$}", dimension.label), style: BOLD },
            ],
            &[plain(labels::level(dimension.level)), Styled { text: &unprompted(dimension), style: DIM }],
        );
        page.indented(INDENT.len(), &dimension.anchor, DIM);
        if dimension.evidence.is_empty() && dimension.level.is_heard() {
            page.indented(INDENT.len(), labels::NOT_SAID, DIM);
        }
        for said in &dimension.evidence {
            quote(page, input, INDENT, said);
        }
    }
}

fn unprompted(dimension: &DimensionVerdict) -> String {
    let prompted = dimension.unprompted != dimension.level;
    if prompted { format!(" (unprompted: {})", labels::level(dimension.unprompted)) } else { String::new() }
}

fn level_style(dimension: &DimensionVerdict) -> Style {
    match labels::steps(dimension.level) {
        (0, _) => BAD,
        (reached, of) if reached == of => GOOD,
        _ => THIN,
    }
}

pub(super) fn killers(page: &mut Page, input: &ReportInput<'_>) {
    heading(page, "Killers");
    if input.verdict.killers.is_empty() {
        page.indented(2, "None heard", Style::new());
    }
    for killer in &input.verdict.killers {
        let cap = format!(" (caps the score at {})", killer.cap);
        page.para(
            &[Styled { text: "  ✗   ", style: BAD }],
            &[Styled { text: &killer.label, style: BOLD }, Styled { text: &cap, style: DIM }],
        );
        page.indented(INDENT.len(), &killer.meaning, Style::new());
        for said in &killer.evidence {
            quote(page, input, INDENT, said);
        }
    }
}

pub(super) fn clock(page: &mut Page, input: &ReportInput<'_>) {
    heading(page, "Disclosure clock");
    if input.verdict.timeline.is_empty() {
        page.indented(2, labels::NOT_SAID, DIM);
    }
    for event in &input.verdict.timeline {
        let time = labels::start_clock(input.time_of(&event.quote));
        let label = format!("  {time:>6}  {:<12}", labels::event(event.kind));
        let details: Vec<&str> =
            [event.who.as_deref(), event.when.as_deref()].into_iter().flatten().collect();
        let details =
            if details.is_empty() { String::new() } else { format!("{} · ", details.join(" · ")) };
        let said = format!("“{}”", event.quote.text);
        page.para(&[plain(&label)], &[Styled { text: &details, style: BOLD }, plain(&said)]);
    }
}

pub(super) fn causes(page: &mut Page, input: &ReportInput<'_>) {
    heading(page, "Where the causes are put");
    let attribution = &input.verdict.attribution;
    page.indented(2, &labels::title(labels::attribution(attribution.level)), BOLD);
    for (said, value) in &attribution.clauses {
        quote(page, input, &format!("  {value} of 7 internal  "), said);
    }
}

pub(super) fn ledger(page: &mut Page, input: &ReportInput<'_>) {
    if input.verdict.ledger.is_empty() {
        return;
    }
    heading(page, "Who acts");
    let head = format!("  {:<14}{:>6}{:>6}{:>8}{:>8}", "", "I", "we", "others", "nobody");
    page.para(&[Styled { text: &head, style: DIM }], &[]);
    for row in &input.verdict.ledger {
        let section = labels::title(&row.section);
        let line = format!("  {section:<14}{:>6}{:>6}{:>8}{:>8}", row.i, row.we, row.others, row.nobody);
        page.para(&[plain(&line)], &[]);
    }
}

pub(super) fn shares(page: &mut Page, input: &ReportInput<'_>) {
    if input.verdict.shares.is_empty() {
        return;
    }
    heading(page, "Shares of the answer");
    // What the section's name and the figures leave free.
    let steps = page.width().saturating_sub(46).clamp(8, 40);
    for share in &input.verdict.shares {
        let section = format!("  {:<14}", labels::title(&share.section));
        let figures = format!(
            " {:>5}  aim {} ± {}",
            labels::percent(share.actual),
            labels::percent(share.target),
            labels::percent(share.tolerance)
        );
        page.para(&[plain(&section), plain(&bar(share, steps)), plain(&figures)], &[]);
    }
}

/// A bar with the aim marked on it.
fn bar(share: &Share, steps: usize) -> String {
    let at = |part: f32| (part.clamp(0.0, 1.0) * steps as f32).round() as usize;
    let (filled, aim) = (at(share.actual), at(share.target).min(steps - 1));
    let step = |n: usize| match (n == aim, n < filled) {
        (true, _) => '┃',
        (false, true) => '█',
        (false, false) => '·',
    };
    (0..steps).map(step).collect()
}

pub(super) fn delivery(page: &mut Page, input: &ReportInput<'_>) {
    let Some(delivery) = input.delivery() else { return };
    heading(page, "Delivery");
    let share = delivery.talk_share().map_or_else(|| "–".to_owned(), labels::percent);
    let longest = delivery.longest_pause().map_or_else(String::new, |pause| {
        format!(", longest {} at {}", labels::seconds(pause.len()), labels::clock(pause.start()))
    });
    let lines = [
        ("Pace", labels::rate(delivery.words_per_minute())),
        ("Without pauses", labels::rate(delivery.articulation_rate())),
        ("Pauses", format!("{}{longest}", delivery.pauses.len())),
        ("Before the start", labels::seconds(delivery.lead_ms)),
        ("Time speaking", format!("{share} of {}", labels::clock(delivery.duration_ms))),
        ("Fillers", format!("at least {}", delivery.fillers_at_least)),
    ];
    for (label, figure) in &lines {
        page.para(&[plain(&format!("  {label:<18}"))], &[plain(figure)]);
    }
    page.indented(2, labels::DELIVERY_NOTE, DIM);
}

pub(super) fn transcript(page: &mut Page, input: &ReportInput<'_>) {
    heading(page, "Transcript");
    let paragraphs = layout::paragraphs(input);
    if paragraphs.is_empty() {
        page.indented(2, "No words", DIM);
    }
    for paragraph in &paragraphs {
        if let Some(asked) = paragraph.asked {
            page.para(&[Styled { text: "  Asked   ", style: DIM }], &[Styled { text: asked, style: DIM }]);
        }
        let time = labels::start_clock(paragraph.time);
        let beat = labels::title(paragraph.beat.unwrap_or_default());
        let label = format!("  {time:>6}  {beat:<15}");
        let mut words: Vec<(String, Style)> = Vec::new();
        for piece in &paragraph.pieces {
            words.push((piece.text.to_owned(), piece_style(piece)));
            if let Some(pause) = piece.pause {
                words.push((format!(" [{} pause] ", labels::seconds(pause.len())), DIM));
            }
        }
        let words: Vec<Styled<'_>> =
            words.iter().map(|(text, style)| Styled { text, style: *style }).collect();
        page.para(&[Styled { text: &label, style: DIM }], &words);
    }
}

fn piece_style(piece: &Piece<'_>) -> Style {
    let style = if piece.unsure { DIM.italic() } else { Style::new() };
    if piece.marks.is_empty() && piece.killers.is_empty() { style } else { style.underline() }
}
