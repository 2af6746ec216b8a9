//! The figures as tables for people.

use std::fmt::Write;
use std::path::Path;

use crate::core::eval::BEATS;
use crate::core::eval::GRADED;
use crate::core::eval::KILLERS;
use crate::core::eval::agreement::Confusion;
use crate::core::eval::agreement::Tally;
use crate::core::eval::agreement::Weight;
use crate::core::eval::difference::ATTRIBUTIONS;
use crate::core::eval::difference::DISCLOSURES;
use crate::core::eval::difference::Difference;
use crate::core::eval::figures::Figures;
use crate::core::rubric::verdict::RubricStamp;

/// What was compared, and the one figure that sums it up.
pub(super) fn head(corpus: &Path, figures: &Figures, missing: usize, stamp: Option<&RubricStamp>) -> String {
    let plural = if figures.answers == 1 { "" } else { "s" };
    let mut text = format!("{} answer{plural} of {}", figures.answers, corpus.display());
    if let Some(RubricStamp { pack, version, fingerprint }) = stamp {
        let short: String = fingerprint.chars().take(12).collect();
        write!(text, ", rubric {pack} {version} ({short})").ok();
    }
    if missing > 0 {
        write!(text, "\n{missing} more without a verdict: left out of every figure").ok();
    }
    if figures.quotes_broken > 0 {
        let n = figures.quotes_broken;
        write!(text, "\n{n} labelled quotations are not words of their transcript: left out of evidence")
            .ok();
    }
    text + "\n\n"
}

/// Every figure; the mean of the starred ones is the judgement.
pub(super) fn figures(figures: &Figures) -> String {
    let mut text = String::new();
    row(&mut text, "judgement", figures.judgement(), "mean of the eight figures marked *");
    for (name, value) in figures.starred() {
        row(&mut text, &format!("* {name}"), value, &remark(figures, name));
        match name {
            "levels" => {
                for (dimension, seen) in GRADED.iter().zip(&figures.levels) {
                    row(&mut text, &format!("    {dimension}"), seen.kappa(Weight::Quadratic), "");
                }
            }
            "killers" => tallies(&mut text, &KILLERS, &figures.killers),
            "beats" => tallies(&mut text, &BEATS, &figures.beats),
            _ => {}
        }
    }
    text
}

fn remark(figures: &Figures, name: &str) -> String {
    let percent = |share: Option<f64>| share.map_or("-".to_owned(), |s| format!("{s:.3}"));
    match name {
        "levels" => "mean of 7 quadratic weighted kappas".into(),
        "disclosure" => {
            let (precision, recall) = (figures.disclosure.precision(3), figures.disclosure.recall(3));
            format!("kappa; proactive: precision {}, recall {}", percent(precision), percent(recall))
        }
        "killers" => "F1 over all".into(),
        "attribution" => "quadratic weighted kappa".into(),
        "overall" => format!("quadratic weighted kappa; Spearman {:.3}", figures.overall_ranks),
        "probe" => format!("first probe among the first two: {} of {}", figures.probe_hits, figures.answers),
        "beats" => "mean F1 over sentences".into(),
        "evidence" => {
            format!("labelled quotations found: {} of {}", figures.quotes_found, figures.quotes_wanted)
        }
        _ => String::new(),
    }
}

fn row(text: &mut String, name: &str, value: f64, remark: &str) {
    let line = format!("{name:<30} {value:>7.3}  {remark}");
    writeln!(text, "{}", line.trim_end()).ok();
}

fn tallies(text: &mut String, names: &[&str], tallies: &[Tally]) {
    for (name, tally) in names.iter().zip(tallies) {
        let Tally { hits, false_alarms, misses } = tally;
        let remark = format!("hits {hits}, false {false_alarms}, missed {misses}");
        row(text, &format!("    {name}"), tally.f1(), &remark);
    }
}

/// What was got where something else was expected.
pub(super) fn confusions(figures: &Figures) -> String {
    matrix("disclosure", &DISCLOSURES, &figures.disclosure)
        + &matrix("attribution", &ATTRIBUTIONS, &figures.attribution)
        + &matrix("overall", &["1", "2", "3", "4", "5"], &figures.overall)
}

fn matrix(name: &str, scale: &[&str], seen: &Confusion) -> String {
    let wide = scale.iter().map(|s| s.len()).max().unwrap_or(0).max(5);
    let mut text = format!("\n{name}: expected down, got across\n{:wide$}", "");
    for got in scale {
        write!(text, "  {got:>wide$}").ok();
    }
    for (expected, label) in scale.iter().enumerate() {
        write!(text, "\n{label:<wide$}").ok();
        for got in 0..scale.len() {
            write!(text, "  {:>wide$}", seen.count(expected, got)).ok();
        }
    }
    text + "\n"
}

/// One line an answer: what differs, as expected -> got.
pub(super) fn worst(worst: &[(&str, &[Difference])]) -> String {
    let mut text = String::new();
    for (id, differences) in worst {
        let listed: Vec<String> = differences.iter().map(arrow).collect();
        writeln!(text, "{id}: {}", listed.join("; ")).ok();
    }
    if text.is_empty() { text } else { format!("\nmost differences, expected -> got\n{text}") }
}

/// One difference on one line.
pub(super) fn arrow(difference: &Difference) -> String {
    format!("{} {} -> {}", difference.what, difference.expected, difference.got)
}
