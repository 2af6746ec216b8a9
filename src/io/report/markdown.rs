//! The report as Markdown (`CommonMark` with pipe tables).

use std::fmt::Write;

use crate::core::rubric::verdict::Quote;
use crate::io::report::ReportInput;
use crate::io::report::labels;
use crate::io::report::layout;

/// The whole report.
pub fn render(input: &ReportInput<'_>) -> String {
    let sections = [
        summary(input),
        probe(input),
        scorecard(input),
        killers(input),
        clock(input),
        causes(input),
        ledger(input),
        shares(input),
        delivery(input),
        transcript(input),
        format!("---\n\nJudged by {}\n", escape(&input.stamp())),
    ];
    let filled: Vec<String> = sections.into_iter().filter(|s| !s.is_empty()).collect();
    filled.join("\n")
}

// Writing into a string cannot fail, so what `write!` gives back is dropped throughout.

fn summary(input: &ReportInput<'_>) -> String {
    let overall = &input.verdict.overall;
    let mut out = format!("# {}\n\n{}", escape(input.question_text), escape(input.name));
    if let Some(recording) = input.recording {
        let length = labels::clock(recording.delivery.duration_ms);
        write!(out, " · {length} · {}", escape(&recording.model)).ok();
    }
    out.push('\n');
    for warning in input.warnings() {
        write!(out, "\n> **Note:** {}\n", escape(&warning)).ok();
    }
    write!(out, "\n**{} of 5.** {}\n", overall.score, escape(&overall.anchor)).ok();
    if overall.too_short {
        write!(out, "\n{}\n", labels::TOO_SHORT).ok();
    }
    if overall.unprompted != overall.score {
        write!(out, "\nBefore any probe: {} of 5\n", overall.unprompted).ok();
    }
    if let Some(advice) = &input.verdict.advice {
        write!(out, "\n**{}**\n\n**Fix first:** {}\n", escape(&advice.headline), escape(&advice.fix)).ok();
        if let Some(rewrite) = &advice.rewrite {
            write!(out, "\n**Try:** {}\n", escape(rewrite)).ok();
        }
    }
    out
}

fn probe(input: &ReportInput<'_>) -> String {
    let mut out = "## The interviewer would ask next\n\n".to_owned();
    let Some(gap) = input.verdict.next_probe.first() else {
        writeln!(out, "{}", labels::NO_GAP).ok();
        return out;
    };
    let said =
        gap.receipt.trigger.as_ref().map_or_else(|| labels::NOTHING_ABOUT_IT.to_owned(), |q| quote(input, q));
    write!(out, "> {}\n\n", escape(&gap.say)).ok();
    writeln!(out, "- Because: {} · {}", escape(&labels::title(&gap.dimension)), escape(&gap.receipt.rule))
        .ok();
    writeln!(out, "- You said: {said}").ok();
    writeln!(out, "- Needless if: {}", escape(&gap.receipt.needless_if)).ok();
    for later in &input.verdict.next_probe[1..] {
        writeln!(out, "- After that ({}): {}", escape(&labels::title(&later.dimension)), escape(&later.say))
            .ok();
    }
    out
}

fn scorecard(input: &ReportInput<'_>) -> String {
    let mut out = "## Scorecard\n\n| Dimension | Level | Words |\n|---|---|---|\n".to_owned();
    for dimension in &input.verdict.dimensions {
        let said = quotes(input, &dimension.evidence, "<br>").unwrap_or_else(|| labels::NOT_SAID.to_owned());
        let mut level = format!("{} {}", labels::dots(dimension.level), labels::level(dimension.level));
        if dimension.unprompted != dimension.level {
            write!(level, " (unprompted: {})", labels::level(dimension.unprompted)).ok();
        }
        let (label, anchor) = (escape(&dimension.label), escape(&dimension.anchor));
        writeln!(out, "| **{label}** | {level}<br>{anchor} | {said} |").ok();
    }
    out
}

fn killers(input: &ReportInput<'_>) -> String {
    let mut out = "## Killers\n\n".to_owned();
    if input.verdict.killers.is_empty() {
        out.push_str("None heard\n");
    }
    for killer in &input.verdict.killers {
        let (label, meaning) = (escape(&killer.label), escape(&killer.meaning));
        write!(out, "- **{label}** (caps the score at {}): {meaning}", killer.cap).ok();
        if let Some(said) = quotes(input, &killer.evidence, ", ") {
            write!(out, " {said}").ok();
        }
        out.push('\n');
    }
    out
}

fn clock(input: &ReportInput<'_>) -> String {
    if !input.verdict.asks_for_telling() {
        return String::new();
    }
    let mut out = "## Disclosure clock\n\n".to_owned();
    if input.verdict.timeline.is_empty() {
        writeln!(out, "{}", labels::NOT_SAID).ok();
        return out;
    }
    out.push_str("| | Who | When | Words |\n|---|---|---|---|\n");
    for event in &input.verdict.timeline {
        let (who, when) =
            (event.who.as_deref().unwrap_or_default(), event.when.as_deref().unwrap_or_default());
        let said = quote(input, &event.quote);
        writeln!(out, "| {} | {} | {} | {said} |", labels::event(event.kind), escape(who), escape(when)).ok();
    }
    out
}

fn causes(input: &ReportInput<'_>) -> String {
    let attribution = &input.verdict.attribution;
    let level = labels::title(labels::attribution(attribution.level));
    let mut out = format!("## Where the causes are put\n\n{level}\n");
    for (n, (said, value)) in attribution.clauses.iter().enumerate() {
        let before = if n == 0 { "\n" } else { "" };
        writeln!(out, "{before}- {value} of 7 internal: {}", quote(input, said)).ok();
    }
    out
}

fn ledger(input: &ReportInput<'_>) -> String {
    if input.verdict.ledger.is_empty() {
        return String::new();
    }
    let mut out = "## Who acts\n\n| Section | I | We | Others | Nobody |\n|---|--:|--:|--:|--:|\n".to_owned();
    for row in &input.verdict.ledger {
        let section = escape(&labels::title(&row.section));
        writeln!(out, "| {section} | {} | {} | {} | {} |", row.i, row.we, row.others, row.nobody).ok();
    }
    out
}

fn shares(input: &ReportInput<'_>) -> String {
    if input.verdict.shares.is_empty() {
        return String::new();
    }
    let mut out = "## Shares of the answer\n\n| Section | Share | Aim |\n|---|--:|--:|\n".to_owned();
    for share in &input.verdict.shares {
        let section = escape(&labels::title(&share.section));
        let (actual, target) = (labels::percent(share.actual), labels::percent(share.target));
        writeln!(out, "| {section} | {actual} | {target} ± {} |", labels::percent(share.tolerance)).ok();
    }
    out
}

fn delivery(input: &ReportInput<'_>) -> String {
    let Some(delivery) = input.delivery() else { return String::new() };
    let mut out = "## Delivery\n\n".to_owned();
    let share = delivery.talk_share().map_or_else(|| "–".to_owned(), labels::percent);
    writeln!(out, "- Pace: {}", labels::rate(delivery.words_per_minute())).ok();
    writeln!(out, "- Without pauses: {}", labels::rate(delivery.articulation_rate())).ok();
    write!(out, "- Pauses: {}", delivery.pauses.len()).ok();
    if let Some(pause) = delivery.longest_pause() {
        write!(out, ", longest {} at {}", labels::seconds(pause.len()), labels::clock(pause.start())).ok();
    }
    writeln!(out, "\n- Before the start: {}", labels::seconds(delivery.lead_ms)).ok();
    writeln!(out, "- Time speaking: {share} of {}", labels::clock(delivery.duration_ms)).ok();
    writeln!(out, "- Fillers: at least {}", delivery.fillers_at_least).ok();
    write!(out, "\n{}\n", labels::DELIVERY_NOTE).ok();
    out
}

fn transcript(input: &ReportInput<'_>) -> String {
    let mut out = "## Transcript\n".to_owned();
    for paragraph in layout::paragraphs(input) {
        let labels: Vec<String> =
            [labels::start_clock(paragraph.time), labels::title(paragraph.beat.unwrap_or_default())]
                .into_iter()
                .filter(|l| !l.is_empty())
                .collect();
        if let Some(asked) = paragraph.asked {
            write!(out, "\n> **Asked** {}\n", escape(asked)).ok();
        }
        write!(out, "\n**{}** ", escape(&labels.join(" "))).ok();
        for piece in &paragraph.pieces {
            out.push_str(&escape(piece.text));
            if let Some(pause) = piece.pause {
                write!(out, " *({} pause)*", labels::seconds(pause.len())).ok();
            }
        }
        out.push('\n');
    }
    out
}

fn quotes(input: &ReportInput<'_>, said: &[Quote], between: &str) -> Option<String> {
    let said: Vec<String> = said.iter().map(|q| quote(input, q)).collect();
    (!said.is_empty()).then(|| said.join(between))
}

fn quote(input: &ReportInput<'_>, quote: &Quote) -> String {
    let time = labels::start_clock(input.time_of(quote));
    let after = if time.is_empty() { time } else { format!(" ({time})") };
    format!("“{}”{after}", escape(&quote.text))
}

/// Keeps a reader from taking spoken words for marks. Line feeds become spaces, so that a table row stays one.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~' | '#' | '!' => {
                out.extend(['\\', c]);
            }
            c if c.is_whitespace() => out.push(' '),
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spoken_words_are_not_taken_for_marks() {
        assert_eq!(escape("a|b\n*c* <d> 5 & 6"), r"a\|b \*c\* \<d\> 5 \& 6");
    }
}
