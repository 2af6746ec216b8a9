//! Proves packs: that frames find what their examples say, and that the judge ranks samples and pairs as the pack says.

use crate::core::rubric::dialogue::bare;
use crate::core::rubric::frame::event::Event;
use crate::core::rubric::frame::set::FrameSet;
use crate::core::rubric::rubric::Rubric;
use crate::core::rubric::verdict::Attribution;
use crate::core::rubric::verdict::Disclosure;
use crate::core::rubric::verdict::Level;
use crate::core::rubric::verdict::Verdict;
use crate::core::text;
use crate::core::transcript::Transcript;
use crate::io::packs::Pack;
use crate::io::packs::Packs;
use crate::io::packs::Pair;
use crate::io::packs::problem::Place;
use crate::io::packs::problem::Problem;

/// Judges one answer by one rubric.
pub type Judge<'a> = &'a dyn Fn(&Rubric, &Transcript) -> Verdict;

/// A strong sample scores at least so many points more than the weak one.
const LEAST_DISTANCE: u8 = 2;

/// Every fault that shows only when the rules are run, in the order of the files.
pub fn check(packs: &Packs, judge: Judge<'_>) -> Vec<Problem> {
    let mut found = examples(packs);
    found.extend(samples(packs, judge));
    for pack in packs.all() {
        found.extend(pack.pairs.iter().filter_map(|pair| pair_fault(pack, pair, judge)));
    }
    found.sort();
    found
}

/// Packs whose strong sample does not score well above their weak one.
pub fn samples(packs: &Packs, judge: Judge<'_>) -> Vec<Problem> {
    packs.all().iter().filter_map(|pack| sample_fault(pack, judge)).collect()
}

/// Frames that miss a sentence they must find, or find something where they must not.
pub fn examples(packs: &Packs) -> Vec<Problem> {
    let mut found = Vec::new();
    for example in &packs.examples {
        let reading = text::read(&Transcript::from_text(&example.text));
        let cues = packs.cues();
        let named = |events: &[Event], set: &FrameSet| {
            events.iter().any(|e| set.frames()[e.frame].id == example.frame)
        };
        let fires = named(&cues.find(&reading).events, &cues.frames)
            || named(&bare::find(cues, &reading), &cues.replies);
        if fires != example.fires {
            let verb = if fires { "finds something in" } else { "finds nothing in" };
            found.push(problem(
                &example.place,
                format!("frame {:?} {verb} {:?}", example.frame, example.text),
            ));
        }
    }
    found
}

fn problem(place: &Place, what: String) -> Problem {
    Problem { place: place.clone(), what }
}

fn sample_fault(pack: &Pack, judge: Judge<'_>) -> Option<Problem> {
    let score = |text: &str| judge(&pack.rubric, &Transcript::from_text(text)).overall.score;
    let (weak, strong) = (score(&pack.weak.text), score(&pack.strong.text));
    let apart = strong >= weak.saturating_add(LEAST_DISTANCE);
    let what = format!(
        "the strong sample scores {strong} and the weak one {weak}: {LEAST_DISTANCE} points apart or more"
    );
    (!apart).then(|| problem(&pack.strong.place, what))
}

fn pair_fault(pack: &Pack, pair: &Pair, judge: Judge<'_>) -> Option<Problem> {
    let wrong: Vec<String> = (["a", "b"].iter().zip(&pair.sides))
        .filter_map(|(side, (text, wanted))| {
            let verdict = judge(&pack.rubric, &Transcript::from_text(text));
            let got = level_of(&verdict, &pair.dimension);
            (got != *wanted).then(|| format!("{side} is {got}, not {wanted}"))
        })
        .collect();
    let what = format!("pair {:?} ({}): {}", pair.id, pair.dimension, wrong.join(", "));
    (!wrong.is_empty()).then(|| problem(&pair.place, what))
}

/// The level of a dimension, or the attribution, as pairs write it.
pub fn level_of(verdict: &Verdict, dimension: &str) -> String {
    if dimension == "attribution" {
        let name = match verdict.attribution.level {
            Attribution::External => "external",
            Attribution::Mixed => "mixed",
            Attribution::Internal => "internal",
        };
        return name.to_owned();
    }
    match verdict.dimension(dimension).map(|d| d.level) {
        None => "missing".to_owned(),
        Some(Level::Graded(n)) => n.to_string(),
        Some(Level::Disclosed(Disclosure::Absent)) => "absent".to_owned(),
        Some(Level::Disclosed(Disclosure::Untimed)) => "untimed".to_owned(),
        Some(Level::Disclosed(Disclosure::Reactive)) => "reactive".to_owned(),
        Some(Level::Disclosed(Disclosure::Proactive)) => "proactive".to_owned(),
    }
}
