//! One answer with its labels and its verdict side by side.

use std::fmt::Write;

use crate::cli::eval::Judged;
use crate::cli::eval::table::arrow;
use crate::core::eval::DISCLOSURE;
use crate::core::eval::GRADED;
use crate::core::eval::KILLERS;
use crate::core::eval::difference::ATTRIBUTIONS;
use crate::core::eval::difference::DISCLOSURES;
use crate::core::eval::difference::attribution_place;
use crate::core::eval::difference::disclosure_place;
use crate::core::eval::matching::beat_at;
use crate::core::rubric::verdict::Quote;
use crate::core::rubric::verdict::TimelineKind;
use crate::core::rubric::verdict::Verdict;
use crate::core::span::Char;
use crate::core::span::Span;

/// Everything there is to say about one answer.
pub(super) fn page(judged: &Judged) -> String {
    let mut page = String::new();
    let Judged { label, opinion, differences, verdict } = judged;
    writeln!(page, "{}  {}", label.id, label.profile).ok();
    writeln!(page, "overall expected {}, got {}", label.overall, opinion.overall).ok();
    let listed: Vec<String> = differences.iter().map(arrow).collect();
    let listed = if listed.is_empty() { "none".to_owned() } else { listed.join("; ") };
    writeln!(page, "differences, expected -> got: {listed}").ok();
    transcript(&mut page, judged);
    dimensions(&mut page, judged);
    killers(&mut page, judged);
    attribution(&mut page, judged);
    probes(&mut page, judged);
    match verdict {
        Some(verdict) => account(&mut page, verdict),
        None => page.push_str("\nrules, events and time line are not kept in a file of verdicts\n"),
    }
    page
}

fn mark(same: bool) -> char {
    if same { ' ' } else { '!' }
}

fn transcript(page: &mut String, judged: &Judged) {
    writeln!(page, "\n  {:<15}{:<15}transcript", "expected", "got").ok();
    for ((chars, expected), sentence) in judged.label.spans().iter().zip(&judged.label.sentences) {
        let got = beat_at(&judged.opinion.segments, *chars);
        writeln!(page, "{} {expected:<15}{got:<15}{}", mark(*expected == got), sentence.text).ok();
    }
}

fn dimensions(page: &mut String, judged: &Judged) {
    writeln!(page, "\n  {:<15}{:<10}{:<10}rule", "dimension", "expected", "got").ok();
    let (wanted, got) = (judged.label.levels, judged.opinion.levels);
    for (at, dimension) in GRADED.into_iter().enumerate() {
        let levels = (wanted.graded[at].to_string(), got.graded[at].to_string());
        dimension_rows(page, judged, dimension, (&levels.0, &levels.1));
    }
    let name = |level| DISCLOSURES[disclosure_place(level)];
    dimension_rows(page, judged, DISCLOSURE, (name(wanted.disclosure), name(got.disclosure)));
}

fn dimension_rows(page: &mut String, judged: &Judged, dimension: &str, (wanted, got): (&str, &str)) {
    let decided = judged.verdict.as_ref().and_then(|v| v.dimension(dimension));
    let rule = decided.map_or(String::new(), |d| format!("{} ({:.2})", d.rule, d.certainty));
    let line = format!("{} {dimension:<15}{wanted:<10}{got:<10}{rule}", mark(wanted == got));
    writeln!(page, "{}", line.trim_end()).ok();
    let label = &judged.label;
    for quote in label.evidence.iter().filter(|(d, _)| d == dimension).flat_map(|(_, quotes)| quotes) {
        writeln!(page, "    expected {quote:?}").ok();
    }
    let text = label.text();
    let spans = judged.opinion.evidence.iter().filter(|(d, _)| d == dimension).flat_map(|(_, spans)| spans);
    for span in spans {
        writeln!(page, "    got      {:?}", slice(&text, *span)).ok();
    }
}

fn slice(text: &str, chars: Span<Char>) -> String {
    text.chars().skip(chars.start()).take(chars.len()).collect()
}

fn killers(page: &mut String, judged: &Judged) {
    writeln!(page, "\n  killer").ok();
    for killer in KILLERS {
        let has = |killers: &[String]| killers.iter().any(|k| k == killer);
        let (wanted, got) = (has(&judged.label.killers), has(&judged.opinion.killers));
        let what = match (wanted, got) {
            (true, true) => "present, as expected",
            (true, false) => "missed",
            (false, true) => "false",
            (false, false) => continue,
        };
        writeln!(page, "{} {killer}: {what}", mark(wanted == got)).ok();
        let found = judged.verdict.iter().flat_map(|v| &v.killers).filter(|k| k.id == killer);
        quotes(page, found.flat_map(|k| &k.evidence));
    }
}

fn quotes<'a>(page: &mut String, quotes: impl Iterator<Item = &'a Quote>) {
    for quote in quotes {
        writeln!(page, "    {}..{} {:?}", quote.chars.start(), quote.chars.end(), quote.text).ok();
    }
}

fn attribution(page: &mut String, judged: &Judged) {
    let (wanted, got) = (judged.label.attribution, judged.opinion.attribution);
    let name = |attribution| ATTRIBUTIONS[attribution_place(attribution)];
    writeln!(page, "\n{} attribution expected {}, got {}", mark(wanted == got), name(wanted), name(got)).ok();
    for (quote, value) in judged.verdict.iter().flat_map(|v| &v.attribution.clauses) {
        writeln!(page, "    {value} of 7 internal: {:?}", quote.text).ok();
    }
}

fn probes(page: &mut String, judged: &Judged) {
    let listed = |probes: &[String]| if probes.is_empty() { "none".to_owned() } else { probes.join(", ") };
    writeln!(page, "\nprobes expected {}", listed(&judged.label.next_probe)).ok();
    writeln!(page, "probes got      {}", listed(&judged.opinion.next_probe)).ok();
    for gap in judged.verdict.iter().flat_map(|v| &v.next_probe) {
        writeln!(page, "    {} {:.2}, rule {}: {}", gap.dimension, gap.value, gap.receipt.rule, gap.say).ok();
    }
}

/// What only a verdict made here holds: events, who acts, shares.
fn account(page: &mut String, verdict: &Verdict) {
    writeln!(page, "\nevents, in the order of telling").ok();
    for event in &verdict.timeline {
        let kind = match event.kind {
            TimelineKind::Knew => "knew",
            TimelineKind::Told => "told",
            TimelineKind::OthersKnew => "others knew",
            TimelineKind::Asked => "asked",
            TimelineKind::Hid => "hid",
        };
        let who = event.who.as_deref().unwrap_or("-");
        let when = event.when.as_deref().unwrap_or("-");
        writeln!(page, "    {kind:<12}who {who}; when {when}; {:?}", event.quote.text).ok();
    }
    writeln!(page, "\nclauses by who acts").ok();
    for row in &verdict.ledger {
        let (i, we) = (row.i, row.we);
        let line = format!("{:<12}I {i}, we {we}, others {}, nobody {}", row.section, row.others, row.nobody);
        writeln!(page, "    {line}").ok();
    }
    writeln!(page, "\nshares of the words").ok();
    for share in &verdict.shares {
        let (got, aim) = (share.actual * 100.0, share.target * 100.0);
        writeln!(page, "    {:<12}{got:.0} %, aim {aim:.0} %", share.section).ok();
    }
    writeln!(page, "\nscore before rounding and caps {:.2}", verdict.overall.raw).ok();
}
