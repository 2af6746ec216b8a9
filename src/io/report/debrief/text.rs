//! A debrief for a terminal.

use anstyle::AnsiColor;
use anstyle::Style;

use crate::core::debrief::packet::Cell;
use crate::core::debrief::packet::Grade;
use crate::core::debrief::packet::Said;
use crate::core::debrief::packet::Sentence;
use crate::core::debrief::words;
use crate::io::report::debrief::Packet;
use crate::io::report::debrief::command;
use crate::io::report::debrief::labels;
use crate::io::report::labels::NOT_SAID;
use crate::io::report::labels::dots;
use crate::io::report::labels::start_clock;
use crate::io::report::text::TextLook;
use crate::io::report::text::page::Page;
use crate::io::report::text::page::Styled;
use crate::io::report::text::page::plain;

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const HEADING: Style = AnsiColor::Cyan.on_default().bold();
const GOOD: Style = AnsiColor::Green.on_default().bold();
const THIN: Style = AnsiColor::Yellow.on_default().bold();

/// The whole report.
pub fn render(packet: &Packet<'_>, look: TextLook) -> String {
    let mut page = Page::new(look.width.clamp(40, 120), look.colours);
    summary(&mut page, packet);
    practise(&mut page, packet);
    evidence(&mut page, packet);
    offered(&mut page, packet);
    patterns(&mut page, packet);
    write_ups(&mut page, packet);
    before(&mut page, packet);
    page.gap();
    page.indented(0, &packet.debrief.rule, DIM);
    page.indented(0, &packet.debrief.note, DIM);
    page.finish()
}

fn summary(page: &mut Page, packet: &Packet<'_>) {
    let debrief = packet.debrief;
    let about = format!("  {} · {}", packet.when, debrief.interviewers.join(", "));
    page.para(&[], &[Styled { text: &debrief.title, style: BOLD }, Styled { text: &about, style: DIM }]);
    page.gap();
    let style = if debrief.grade == Grade::Strong { GOOD } else { THIN };
    let grade = format!("  {}.  ", debrief.grade_name);
    page.para(&[Styled { text: &grade, style }], &[plain(&debrief.headline)]);
    debrief.reasons.iter().for_each(|reason| item(page, 2, &reason.text));
}

fn item(page: &mut Page, indent: usize, text: &str) {
    let first = format!("{}· ", " ".repeat(indent));
    page.para(&[Styled { text: &first, style: DIM }], &[plain(text)]);
}

fn practise(page: &mut Page, packet: &Packet<'_>) {
    if packet.debrief.practise.is_empty() {
        return;
    }
    heading(page, labels::PRACTISE);
    for (n, next) in packet.debrief.practise.iter().enumerate() {
        let (first, label) = (format!("  {}. ", n + 1), format!("{}. ", next.label));
        page.para(&[plain(&first)], &[Styled { text: &label, style: BOLD }, plain(&next.why.text)]);
        page.indented(5, &format!("In full: {}", next.full), Style::new());
        page.indented(5, &format!("Try it on: {}, {}", next.title, command(next)), DIM);
    }
}

/// The matrix: on a terminal its rows are lists, which any width can hold.
fn evidence(page: &mut Page, packet: &Packet<'_>) {
    heading(page, labels::MATRIX);
    for question in &packet.debrief.questions {
        let asked = packet.interviewer(question.interviewer);
        let state = match &question.judged {
            Some(judged) => labels::score(judged),
            None if question.asked => "no answer".to_owned(),
            None => labels::ending(question).to_owned(),
        };
        let about = format!("  {state} · {asked} · {}", labels::time(question));
        let about = about.trim_end_matches(" · ");
        page.para(
            &[plain("  ")],
            &[Styled { text: &question.title, style: BOLD }, Styled { text: about, style: DIM }],
        );
        question.judged.iter().flat_map(|judged| &judged.cells).for_each(|cell| row(page, cell));
    }
}

fn row(page: &mut Page, cell: &Cell) {
    let first = format!("    {:<4}", dots(cell.level));
    let about = format!(" ({}) ", labels::cell(cell));
    let words = cell.quote.as_ref().map_or_else(|| NOT_SAID.to_owned(), quote);
    page.para(&[plain(&first)], &[plain(&cell.label), Styled { text: &about, style: DIM }, plain(&words)]);
}

fn offered(page: &mut Page, packet: &Packet<'_>) {
    heading(page, labels::OFFERED);
    for question in &packet.debrief.questions {
        let Some(judged) = &question.judged else { continue };
        page.indented(2, &question.title, BOLD);
        for came in labels::CAME {
            let cells = labels::that_came(judged, came);
            if cells.is_empty() {
                continue;
            }
            let first = format!("    {}: ", labels::came(came));
            let names = words_of(&cells);
            page.para(&[Styled { text: &first, style: DIM }], &[plain(&names)]);
            for probe in cells.iter().filter_map(|cell| cell.probe.as_ref()) {
                item(page, 6, probe);
            }
        }
    }
}

fn words_of(cells: &[&Cell]) -> String {
    cells.iter().map(|cell| cell.label.as_str()).collect::<Vec<_>>().join(", ")
}

fn patterns(page: &mut Page, packet: &Packet<'_>) {
    heading(page, labels::PATTERNS);
    for (name, sentences) in labels::patterns(packet.debrief) {
        page.indented(2, name, BOLD);
        for sentence in sentences {
            item(page, 4, &sentence.text);
            rests_on(page, packet, sentence);
        }
    }
}

/// The words that a sentence rests on and does not hold itself.
fn rests_on(page: &mut Page, packet: &Packet<'_>, sentence: &Sentence) {
    for said in sentence.quotes.iter().filter(|said| !sentence.text.contains(&said.text)) {
        let title = format!("      {}: ", packet.debrief.questions[said.question].title);
        page.para(&[Styled { text: &title, style: DIM }], &[plain(&quote(said))]);
    }
}

fn write_ups(page: &mut Page, packet: &Packet<'_>) {
    heading(page, labels::WRITE_UPS);
    for write_up in &packet.debrief.write_ups {
        let name = format!("{}. ", labels::heading(packet.interviewer(write_up.interviewer)));
        let text: Vec<&str> = write_up.sentences.iter().map(|sentence| sentence.text.as_str()).collect();
        page.para(&[plain("  ")], &[Styled { text: &name, style: BOLD }, plain(&text.join(" "))]);
    }
}

fn before(page: &mut Page, packet: &Packet<'_>) {
    let Some(before) = &packet.debrief.before else { return };
    heading(page, labels::BEFORE);
    page.indented(2, &before.when, DIM);
    before.sentences.iter().for_each(|sentence| item(page, 2, &sentence.text));
    for row in &before.dimensions {
        let (then, now) = (words::percent(row.reached.before), words::percent(row.reached.after));
        let text = format!("{}: {then} -> {now}, {}", row.label, labels::turn(row.turn));
        page.indented(4, &text, Style::new());
    }
}

fn heading(page: &mut Page, title: &str) {
    let rule = "─".repeat(page.width().saturating_sub(title.chars().count() + 1));
    page.gap();
    page.para(&[Styled { text: title, style: HEADING }, plain(" "), Styled { text: &rule, style: DIM }], &[]);
}

fn quote(said: &Said) -> String {
    let time = start_clock(said.time);
    let after = if time.is_empty() { time } else { format!(" {time}") };
    format!("“{}”{after}", said.text)
}
