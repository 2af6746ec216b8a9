//! The report for a terminal.

pub(super) mod page;
mod parts;

use anstyle::AnsiColor;
use anstyle::Style;

use crate::core::rubric::verdict::Quote;
use crate::io::report::ReportInput;
use crate::io::report::labels;
use crate::io::report::text::page::Page;
use crate::io::report::text::page::Styled;
use crate::io::report::text::page::plain;

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const HEADING: Style = AnsiColor::Cyan.on_default().bold();
const GOOD: Style = AnsiColor::Green.on_default();
const THIN: Style = AnsiColor::Yellow.on_default();
const BAD: Style = AnsiColor::Red.on_default();

/// How the page is set.
#[derive(Debug, Clone, Copy)]
pub struct TextLook {
    /// Characters on a line.
    pub width: usize,
    /// Whether escape sequences for colours are written.
    pub colours: bool,
}

impl Default for TextLook {
    /// As a file: no colours.
    fn default() -> Self {
        Self { width: 88, colours: false }
    }
}

/// The whole report.
pub fn render(input: &ReportInput<'_>, look: TextLook) -> String {
    let mut page = Page::new(look.width.clamp(40, 120), look.colours);
    summary(&mut page, input);
    next_probe(&mut page, input);
    parts::scorecard(&mut page, input);
    parts::killers(&mut page, input);
    if input.verdict.asks_for_telling() {
        parts::clock(&mut page, input);
    }
    parts::causes(&mut page, input);
    parts::ledger(&mut page, input);
    parts::shares(&mut page, input);
    parts::delivery(&mut page, input);
    parts::transcript(&mut page, input);
    page.gap();
    page.indented(0, &format!("Judged by {}", input.stamp()), DIM);
    page.finish()
}

fn summary(page: &mut Page, input: &ReportInput<'_>) {
    let about = input.recording.map(|r| format!("  {} · {}", labels::clock(r.delivery.duration_ms), r.model));
    let about = about.unwrap_or_default();
    page.para(
        &[],
        &[Styled { text: input.name, style: BOLD }, plain(" "), Styled { text: &about, style: DIM }],
    );
    page.indented(0, input.question_text, DIM);
    for warning in input.warnings() {
        page.para(&[Styled { text: "! ", style: THIN }], &[Styled { text: &warning, style: THIN }]);
    }
    page.gap();
    let overall = &input.verdict.overall;
    let bar: String = (1..=5).map(|n| if n <= overall.score { "■ " } else { "□ " }).collect();
    let score = format!("  {} of 5  {bar} ", overall.score);
    page.para(&[Styled { text: &score, style: BOLD }], &[plain(&overall.anchor)]);
    if overall.too_short {
        page.indented(2, labels::TOO_SHORT, THIN);
    }
    if overall.unprompted != overall.score {
        page.indented(2, &format!("Before any probe: {} of 5", overall.unprompted), DIM);
    }
    let Some(advice) = &input.verdict.advice else { return };
    page.gap();
    page.indented(2, &advice.headline, BOLD);
    page.para(&[plain("  "), Styled { text: "Fix first  ", style: HEADING }], &[plain(&advice.fix)]);
    if let Some(rewrite) = &advice.rewrite {
        page.para(&[plain("  "), Styled { text: "Try        ", style: HEADING }], &[plain(rewrite)]);
    }
}

fn next_probe(page: &mut Page, input: &ReportInput<'_>) {
    heading(page, "The interviewer would ask next");
    let Some(gap) = input.verdict.next_probe.first() else {
        page.indented(2, labels::NO_GAP, Style::new());
        return;
    };
    page.para(&[plain("  ")], &[Styled { text: &gap.say, style: BOLD }]);
    let why = format!("{} · {}", labels::title(&gap.dimension), gap.receipt.rule);
    page.para(&[Styled { text: "  Because      ", style: DIM }], &[plain(&why)]);
    match &gap.receipt.trigger {
        Some(trigger) => quote(page, input, "  You said     ", trigger),
        None => {
            page.para(&[Styled { text: "  You said     ", style: DIM }], &[plain(labels::NOTHING_ABOUT_IT)]);
        }
    }
    page.para(&[Styled { text: "  Needless if  ", style: DIM }], &[plain(&gap.receipt.needless_if)]);
    let others: Vec<String> =
        input.verdict.next_probe[1..].iter().map(|g| labels::title(&g.dimension)).collect();
    if !others.is_empty() {
        page.para(&[Styled { text: "  After that   ", style: DIM }], &[plain(&others.join(", "))]);
    }
}

fn heading(page: &mut Page, title: &str) {
    let rule = "─".repeat(page.width().saturating_sub(title.chars().count() + 1));
    page.gap();
    page.para(&[Styled { text: title, style: HEADING }, plain(" "), Styled { text: &rule, style: DIM }], &[]);
}

/// A quotation with the moment it was said at.
fn quote(page: &mut Page, input: &ReportInput<'_>, label: &str, quote: &Quote) {
    let time = labels::start_clock(input.time_of(quote));
    let said = format!("“{}”", quote.text);
    let after = if time.is_empty() { String::new() } else { format!(" {time}") };
    page.para(&[Styled { text: label, style: DIM }], &[plain(&said), Styled { text: &after, style: DIM }]);
}
