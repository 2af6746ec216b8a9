//! A debrief as Markdown (`CommonMark` with pipe tables).

use std::fmt::Write;

use crate::core::debrief::packet::Cell;
use crate::core::debrief::packet::Judged;
use crate::core::debrief::packet::Question;
use crate::core::debrief::packet::Said;
use crate::core::debrief::packet::Sentence;
use crate::core::debrief::words;
use crate::io::report::debrief::Packet;
use crate::io::report::debrief::command;
use crate::io::report::debrief::labels;
use crate::io::report::labels::NOT_SAID;
use crate::io::report::labels::dots;
use crate::io::report::labels::start_clock;
use crate::io::report::markdown::escape;

/// The whole report.
pub fn render(packet: &Packet<'_>) -> String {
    let sections = [
        summary(packet),
        practise(packet),
        matrix(packet),
        evidence(packet),
        offered(packet),
        patterns(packet),
        write_ups(packet),
        before(packet),
        format!("---\n\n{}\n\n{}\n", escape(&packet.debrief.rule), escape(&packet.debrief.note)),
    ];
    let filled: Vec<String> = sections.into_iter().filter(|section| !section.is_empty()).collect();
    filled.join("\n")
}

// Writing into a string cannot fail, so what `write!` gives back is dropped throughout.

fn summary(packet: &Packet<'_>) -> String {
    let debrief = packet.debrief;
    let mut out = format!("# Debrief: {}\n\n{}", escape(&debrief.title), escape(packet.when));
    if !debrief.interviewers.is_empty() {
        write!(out, " · {}", escape(&debrief.interviewers.join(", "))).ok();
    }
    write!(out, " · {}\n\n", escape(packet.session)).ok();
    writeln!(out, "**{}.** {}", escape(&debrief.grade_name), escape(&debrief.headline)).ok();
    out.push_str(&bullets(&debrief.reasons));
    out
}

fn bullets(sentences: &[Sentence]) -> String {
    let mut out = String::new();
    for (n, sentence) in sentences.iter().enumerate() {
        let gap = if n == 0 { "\n" } else { "" };
        writeln!(out, "{gap}- {}", escape(&sentence.text)).ok();
    }
    out
}

/// The words that a sentence rests on and does not hold itself.
fn rests_on(packet: &Packet<'_>, sentence: &Sentence) -> String {
    let mut out = String::new();
    for said in sentence.quotes.iter().filter(|said| !sentence.text.contains(&said.text)) {
        let title = &packet.debrief.questions[said.question].title;
        writeln!(out, "  - {}: {}", escape(title), quote(said)).ok();
    }
    out
}

fn practise(packet: &Packet<'_>) -> String {
    if packet.debrief.practise.is_empty() {
        return String::new();
    }
    let mut out = format!("## {}\n\n", labels::PRACTISE);
    for (n, next) in packet.debrief.practise.iter().enumerate() {
        writeln!(out, "{}. **{}.** {}", n + 1, escape(&next.label), escape(&next.why.text)).ok();
        writeln!(out, "   In full: {}", escape(&next.full)).ok();
        writeln!(out, "   Try it on: {}, `{}`", escape(&next.title), command(next)).ok();
    }
    out
}

fn matrix(packet: &Packet<'_>) -> String {
    let debrief = packet.debrief;
    let mut out = format!("## {}\n\n| Question | Asked by | Score |", labels::MATRIX);
    for shared in &debrief.shared {
        write!(out, " {} |", escape(&shared.label)).ok();
    }
    out.push_str(" Its own |\n|---|---|---|");
    out.push_str(&"---|".repeat(debrief.shared.len() + 1));
    out.push('\n');
    for question in &debrief.questions {
        let asked = escape(packet.interviewer(question.interviewer));
        write!(out, "| **{}** | {asked} | {} |", escape(&question.title), state(question)).ok();
        for shared in &debrief.shared {
            let cells = question.judged.iter().flat_map(|judged| &judged.cells);
            let cell = cells.into_iter().find(|cell| cell.dimension == shared.dimension);
            write!(out, " {} |", cell.map(mark).unwrap_or_default()).ok();
        }
        let own: Vec<String> = question.judged.iter().flat_map(|judged| own(packet, judged)).collect();
        writeln!(out, " {} |", own.join("<br>")).ok();
    }
    out
}

fn state(question: &Question) -> String {
    match &question.judged {
        Some(judged) => labels::score(judged),
        None if question.asked => "no answer".to_owned(),
        None => labels::ending(question).to_owned(),
    }
}

fn own(packet: &Packet<'_>, judged: &Judged) -> Vec<String> {
    let own = judged
        .cells
        .iter()
        .filter(|cell| packet.debrief.shared.iter().all(|shared| shared.dimension != cell.dimension));
    own.map(|cell| format!("{} {}", dots(cell.level), escape(&cell.label))).collect()
}

fn mark(cell: &Cell) -> String {
    if cell.level == cell.unprompted {
        dots(cell.level)
    } else {
        format!("{} → {}", dots(cell.unprompted), dots(cell.level))
    }
}

fn evidence(packet: &Packet<'_>) -> String {
    let mut out = String::new();
    let answered = packet.debrief.questions.iter().filter_map(|q| Some((q, q.judged.as_ref()?)));
    for (question, judged) in answered {
        write!(out, "\n### {}\n\n> {}\n\n", escape(&question.title), escape(&question.ask)).ok();
        write!(out, "**{}.** {}\n\n", labels::score(judged), escape(&judged.anchor)).ok();
        out.push_str("| Dimension | Level | Words |\n|---|---|---|\n");
        for cell in &judged.cells {
            let words = cell.quote.as_ref().map_or_else(|| NOT_SAID.to_owned(), quote);
            let (label, level) = (escape(&cell.label), labels::cell(cell));
            writeln!(out, "| **{label}** | {level}<br>{} | {words} |", escape(&cell.anchor)).ok();
        }
    }
    if out.is_empty() { out } else { format!("## {}\n{out}", labels::EVIDENCE) }
}

fn offered(packet: &Packet<'_>) -> String {
    let mut out = String::new();
    for question in &packet.debrief.questions {
        let Some(judged) = &question.judged else { continue };
        write!(out, "\n### {}\n\n", escape(&question.title)).ok();
        for came in labels::CAME {
            let cells = labels::that_came(judged, came);
            if !cells.is_empty() {
                let names: Vec<String> = cells.iter().map(|cell| escape(&cell.label)).collect();
                writeln!(out, "- {}: {}", labels::came(came), names.join(", ")).ok();
                out.push_str(&probes(&cells));
            }
        }
    }
    if out.is_empty() { out } else { format!("## {}\n{out}", labels::OFFERED) }
}

fn probes(cells: &[&Cell]) -> String {
    let mut out = String::new();
    for (cell, probe) in cells.iter().filter_map(|cell| Some((cell, cell.probe.as_ref()?))) {
        let words = cell.quote.as_ref().map_or_else(|| NOT_SAID.to_owned(), quote);
        writeln!(out, "  - *{}* {words}", escape(probe)).ok();
    }
    out
}

fn patterns(packet: &Packet<'_>) -> String {
    let mut out = format!("## {}\n", labels::PATTERNS);
    for (heading, sentences) in labels::patterns(packet.debrief) {
        write!(out, "\n### {heading}\n\n").ok();
        for sentence in sentences {
            writeln!(out, "- {}", escape(&sentence.text)).ok();
            out.push_str(&rests_on(packet, sentence));
        }
    }
    out
}

fn write_ups(packet: &Packet<'_>) -> String {
    let mut out = format!("## {}\n", labels::WRITE_UPS);
    for write_up in &packet.debrief.write_ups {
        let name = labels::heading(packet.interviewer(write_up.interviewer));
        let text: Vec<String> = write_up.sentences.iter().map(|sentence| escape(&sentence.text)).collect();
        write!(out, "\n**{}.** {}\n", escape(&name), text.join(" ")).ok();
    }
    out
}

fn before(packet: &Packet<'_>) -> String {
    let Some(before) = &packet.debrief.before else { return String::new() };
    let mut out = format!("## {}\n\n{}\n", labels::BEFORE, escape(&before.when));
    out.push_str(&bullets(&before.sentences));
    if !before.dimensions.is_empty() {
        out.push_str("\n| Dimension | Before | Now | |\n|---|--:|--:|---|\n");
    }
    for row in &before.dimensions {
        let (then, now) = (words::percent(row.reached.before), words::percent(row.reached.after));
        writeln!(out, "| {} | {then} | {now} | {} |", escape(&row.label), labels::turn(row.turn)).ok();
    }
    out
}

fn quote(said: &Said) -> String {
    let time = start_clock(said.time);
    let after = if time.is_empty() { time } else { format!(" ({time})") };
    format!("“{}”{after}", escape(&said.text))
}
