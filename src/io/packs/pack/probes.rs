//! Reads `probes.toml`: the gaps that can be asked about, and how.

use toml::Spanned;

use crate::core::rubric::rubric::ClosedWording;
use crate::core::rubric::rubric::ProbeGap;
use crate::core::rubric::verdict::Level;
use crate::core::rubric::when::disclosure_named;
use crate::io::packs::cues;
use crate::io::packs::files::PackFile;
use crate::io::packs::pack::names::Names;
use crate::io::packs::problem::Problem;
use crate::io::packs::schema::GapToml;
use crate::io::packs::schema::Plain;
use crate::io::packs::schema::ProbesToml;

/// About six seconds of speech, beside a quote.
const MOST_WORDS: usize = 18;

/// So that an interviewer does not repeat himself.
const FEWEST_WORDINGS: usize = 3;

/// What can be asked about besides the dimensions.
const BESIDES: [&str; 2] = ["story", "attribution"];

pub(super) fn load(file: &PackFile, names: &Names, problems: &mut Vec<Problem>) -> Vec<ProbeGap> {
    let Some(read) = cues::parse::<ProbesToml>(file, problems) else { return Vec::new() };
    let mut made = Vec::new();
    for gap in &read.gap {
        problems.extend(faults(file, gap, names));
        let Some(when) = names.when(file, &gap.when, problems) else { continue };
        made.push(ProbeGap {
            id: gap.id.get_ref().clone(),
            dimension: gap.dimension.get_ref().clone(),
            when,
            value: gap.value,
            quotes: gap.quotes.as_ref().map(|q| q.get_ref().clone()),
            say: gap.say.iter().map(|s| s.get_ref().clone()).collect(),
            expects: gap.expects.iter().map(|e| e.get_ref().clone()).collect(),
            closed: closed(file, gap, problems),
            needless_if: gap.needless_if.get_ref().clone(),
        });
    }
    for dimension in names.dimensions.iter().map(String::as_str).chain(BESIDES) {
        if !made.iter().any(|gap| gap.dimension == dimension) {
            problems.push(file.problem(0, format!("no probe asks about {dimension:?}")));
        }
    }
    made
}

/// The wordings that yes or no answers.
fn closed(file: &PackFile, gap: &GapToml, problems: &mut Vec<Problem>) -> Vec<ClosedWording> {
    let mut made = Vec::new();
    for closed in &gap.closed {
        if !gap.say.iter().any(|say| say.get_ref() == closed.ask.get_ref()) {
            let what = format!("{:?} is none of the wordings in say", closed.ask.get_ref());
            problems.push(file.problem(closed.ask.span().start, what));
        }
        let mut level = |name: &Spanned<Plain>| {
            let read = level_named(&name.get_ref().0);
            if read.is_none() {
                let what = format!("{:?} is no level", name.get_ref().0);
                problems.push(file.problem(name.span().start, what));
            }
            read
        };
        if let (Some(yes), Some(no)) = (level(&closed.yes), level(&closed.no)) {
            made.push(ClosedWording { ask: closed.ask.get_ref().clone(), yes, no });
        }
    }
    made
}

fn level_named(name: &str) -> Option<Level> {
    disclosure_named(name).map(Level::Disclosed).or_else(|| name.parse().ok().map(Level::Graded))
}

fn faults(file: &PackFile, gap: &GapToml, names: &Names) -> Vec<Problem> {
    let mut found = Vec::new();
    let mut fault = |text: &Spanned<String>, what: String| found.push(file.problem(text.span().start, what));
    let known = |name: &str| names.dimensions.iter().any(|d| d == name) || BESIDES.contains(&name);
    if !known(gap.dimension.get_ref()) {
        fault(
            &gap.dimension,
            format!("{:?} is no dimension, so this probe is never asked", gap.dimension.get_ref()),
        );
    }
    if let Some(quotes) = gap.quotes.as_ref().filter(|q| !known(q.get_ref())) {
        fault(quotes, format!("{:?} is no dimension, so there is nothing to quote", quotes.get_ref()));
    }
    if gap.say.len() < FEWEST_WORDINGS {
        let what = format!("probe {:?} needs {FEWEST_WORDINGS} wordings or more", gap.id.get_ref());
        fault(&gap.id, what);
    }
    if gap.say.iter().all(|say| say.get_ref().contains("{q}")) {
        fault(
            &gap.id,
            format!(
                "probe {:?} needs a wording without {{q}}, for when nothing can be quoted",
                gap.id.get_ref()
            ),
        );
    }
    for say in &gap.say {
        let words = say
            .get_ref()
            .replace("{q}", " ")
            .split_whitespace()
            .filter(|w| w.chars().any(char::is_alphanumeric))
            .count();
        if words > MOST_WORDS {
            fault(say, format!("{words} words are too long to say, {MOST_WORDS} are enough"));
        }
        if words == 0 {
            fault(say, "a wording is missing".to_owned());
        }
        if say.get_ref().contains("{q}") && gap.quotes.is_none() {
            fault(say, "{q} has nothing to quote: the gap needs quotes = \"...\"".to_owned());
        }
    }
    for kind in gap.expects.iter().filter(|kind| !names.has_event(kind.get_ref())) {
        fault(kind, format!("no frame yields the event {:?}", kind.get_ref()));
    }
    if gap.needless_if.get_ref().trim().is_empty() {
        fault(&gap.needless_if, "a wording is missing".to_owned());
    }
    found
}
