//! Reads `interview/debrief.toml`: what a debrief says, and by which thresholds. It has no part in a verdict.

use std::collections::BTreeMap;
use std::collections::HashMap;

use serde::Deserialize;

use crate::core::debrief::wording;
use crate::core::debrief::wording::Line;
use crate::core::debrief::wording::NumberRule;
use crate::core::debrief::wording::Rule;
use crate::core::debrief::wording::StoryRule;
use crate::core::debrief::wording::Wording;
use crate::core::text::sym::Sym;
use crate::io::packs::cues;
use crate::io::packs::files::PackFile;
use crate::io::packs::problem::Problem;

const PATH: &str = "interview/debrief.toml";

/// The longest stretch of words around a figure.
const WIDEST: usize = 50;

#[derive(Debug, Deserialize)]
struct DebriefToml {
    rule: Rule,
    same_story: SameStoryToml,
    same_number: SameNumberToml,
    /// Everything else is a section of lines.
    #[serde(flatten)]
    sections: BTreeMap<String, BTreeMap<String, String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SameStoryToml {
    likeness: f32,
    fewest: usize,
    everyday: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SameNumberToml {
    tolerance: f32,
    context: usize,
    context_time: usize,
    window: usize,
    light: Vec<String>,
    money: Vec<String>,
    percent: Vec<String>,
    time: HashMap<String, f64>,
}

/// Reads it. A file that is not there says nothing.
pub(super) fn load(files: &[PackFile], problems: &mut Vec<Problem>) -> Wording {
    let Some(file) = files.iter().find(|file| file.path == PATH) else { return Wording::default() };
    let Some(read) = cues::parse::<DebriefToml>(file, problems) else { return Wording::default() };
    let mut faults = line_faults(&read.sections);
    faults.extend(threshold_faults(&read));
    problems.extend(faults.into_iter().map(|(near, what)| file.problem(place(file, &near), what)));
    let lines = Line::ALL.iter().map(|line| text(&read.sections, *line).unwrap_or_default().to_owned());
    Wording::new(lines.collect(), read.rule.clone(), story(&read.same_story), number(&read.same_number))
}

fn text(sections: &BTreeMap<String, BTreeMap<String, String>>, line: Line) -> Option<&str> {
    let (section, name) = line.key().split_once('.')?;
    sections.get(section)?.get(name).map(String::as_str)
}

/// Where a fault is looked for, and what it is.
type Fault = (String, String);

fn line_faults(sections: &BTreeMap<String, BTreeMap<String, String>>) -> Vec<Fault> {
    let mut found = Vec::new();
    for line in Line::ALL {
        let (section, name) = line.key().split_once('.').unwrap_or_default();
        match text(sections, *line) {
            None => found.push((format!("[{section}]"), format!("[{section}] {name} is missing"))),
            Some(words) if words.trim().is_empty() => {
                found.push((format!("{name} ="), format!("[{section}] {name} needs words")));
            }
            Some(words) => {
                let strays = wording::gaps(words).filter(|gap| !line.slots().contains(gap));
                found.extend(
                    strays.map(|gap| {
                        (words.to_owned(), format!("[{section}] {name}: nothing fills {{{gap}}}"))
                    }),
                );
            }
        }
    }
    for (section, lines) in sections {
        let known = |name: &String| Line::ALL.iter().any(|line| line.key() == format!("{section}.{name}"));
        let unknown = lines.keys().filter(|name| !known(name));
        found.extend(unknown.map(|name| (format!("{name} ="), format!("[{section}] {name} is never said"))));
    }
    found
}

fn threshold_faults(read: &DebriefToml) -> Vec<Fault> {
    let rule = &read.rule;
    let shares = [
        ("strong_answered", rule.strong_answered),
        ("weak_share", rule.weak_share),
        ("acts_apart", rule.acts_apart),
        ("time_left", rule.time_left),
        ("noticed", rule.noticed),
        ("pulled_costs", rule.pulled_costs),
        ("likeness", read.same_story.likeness),
        ("tolerance", read.same_number.tolerance),
    ];
    let scores = [
        ("strong_mean", rule.strong_mean),
        ("strong_unprompted", rule.strong_unprompted),
        ("weak_mean", rule.weak_mean),
    ];
    let beyond = |name: &str, what: String| (format!("{name} ="), format!("{name}: {what}"));
    let mut found: Vec<Fault> = shares
        .into_iter()
        .filter(|(_, share)| !(0.0..=1.0).contains(share))
        .map(|(name, share)| beyond(name, format!("{share} is no share between 0 and 1")))
        .collect();
    found.extend(
        scores
            .into_iter()
            .filter(|(_, score)| !(1.0..=5.0).contains(score))
            .map(|(name, score)| beyond(name, format!("{score} is no score between 1 and 5"))),
    );
    if read.same_number.window > WIDEST {
        found.push(beyond("window", format!("{} words are more than {WIDEST}", read.same_number.window)));
    }
    found
}

fn place(file: &PackFile, near: &str) -> usize {
    file.text.find(near).unwrap_or(0)
}

fn story(read: &SameStoryToml) -> StoryRule {
    StoryRule {
        likeness: read.likeness,
        fewest: read.fewest,
        everyday: read.everyday.iter().map(|word| Sym::of(word)).collect(),
    }
}

fn number(read: &SameNumberToml) -> NumberRule {
    NumberRule {
        tolerance: read.tolerance,
        context: read.context,
        context_time: read.context_time,
        window: read.window,
        time: read.time.iter().map(|(word, minutes)| (Sym::of(word), *minutes)).collect(),
        light: read.light.iter().map(|word| Sym::of(word)).collect(),
        money: read.money.iter().map(|word| Sym::of(word)).collect(),
        percent: read.percent.iter().map(|word| Sym::of(word)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::packs::files;

    fn read(change: impl Fn(&str) -> String) -> Vec<Problem> {
        let built_in = files::builtin();
        let file = built_in.iter().find(|file| file.path == PATH).unwrap();
        let mut problems = Vec::new();
        load(&[PackFile { text: change(&file.text), ..file.clone() }], &mut problems);
        problems
    }

    #[test]
    fn the_built_in_file_has_every_line_and_no_other() {
        assert_eq!(read(str::to_owned), []);
    }

    #[test]
    fn a_line_that_is_missing_never_said_or_has_a_gap_that_nothing_fills_is_named() {
        let missing = read(|text| text.replace("skipped = ", "skiped = "));
        let what: Vec<&str> = missing.iter().map(|problem| problem.what.as_str()).collect();
        assert_eq!(what, ["[time] skipped is missing", "[time] skiped is never said"]);
        let stray = read(|text| text.replace("Skipped: {questions}", "Skipped: {question}"));
        assert_eq!(stray.len(), 1);
        assert_eq!(stray[0].what, "[time] skipped: nothing fills {question}");
        assert!(stray[0].place.line > 50, "{stray:?}");
    }

    #[test]
    fn a_threshold_that_cannot_be_is_named() {
        let found = read(|text| text.replace("weak_mean = 2.5", "weak_mean = 25"));
        assert_eq!(found[0].what, "weak_mean: 25 is no score between 1 and 5");
    }
}
