//! From scores of clauses to levels of the whole answer: small regressions over named figures.
//!
//! Figures and weights can be read and redone on paper; nothing here sees a word.

use crate::core::rubric::learned::features::Hints;
use crate::core::rubric::learned::score::BEATS;
use crate::core::rubric::learned::score::ClauseScore;
use crate::core::rubric::learned::score::GRADED;
use crate::core::rubric::learned::score::TOLD;
use crate::core::rubric::learned::score::TONES;
use crate::core::rubric::learned::weights::WeightError;
use crate::core::text::reading::Agent;
use crate::core::text::reading::Reading;
use crate::core::text::sym::Sym;

/// The home part of the story of each graded dimension.
const HOME: [usize; GRADED.len()] = [3, 1, 2, 5, 6, 7, 8];
const MISTAKE: usize = 2;
const DISCLOSURE: usize = 4;
const RECOVERY: usize = 5;
/// Places in [`TOLD`].
const REACTIVE: usize = 1;
const PROACTIVE: usize = 2;
const AGENTS: [Agent; 5] = [Agent::I, Agent::We, Agent::Other, Agent::Thing, Agent::Nobody];

/// The targets that are learned, with their classes.
pub const TARGETS: &[(&str, &[&str])] = &[
    ("stakes", &["0", "1", "2"]),
    ("responsibility", &["0", "1", "2"]),
    ("root_cause", &["0", "1", "2"]),
    ("recovery", &["0", "1", "2"]),
    ("outcome", &["0", "1", "2"]),
    ("change", &["0", "1", "2"]),
    ("proof", &["0", "1", "2"]),
    ("disclosure", &["absent", "untimed", "reactive", "proactive"]),
    ("attribution", &["external", "mixed", "internal"]),
    ("humble_brag", &["no", "yes"]),
    ("blame_diffusion", &["no", "yes"]),
];

/// Targets that are ordered and decided by the mean: two off is worse than twice one off, as in the quadratic weights of
/// Cohen (1968). Not those on whose lowest levels a killer hangs.
const BY_MEAN: [&str; 6] = ["responsibility", "root_cause", "recovery", "outcome", "proof", "attribution"];

/// The class that is taken, by its index, and how likely it is; `None` for a target that was not trained.
pub fn decided(target: &str, likely: &[f32]) -> Option<(usize, f32)> {
    let class = if BY_MEAN.contains(&target) {
        let mean: f32 = likely.iter().enumerate().map(|(class, p)| class as f32 * p).sum();
        (mean + 0.5) as usize
    } else {
        (0..likely.len()).max_by(|a, b| likely[*a].total_cmp(&likely[*b]))?
    };
    Some((class, *likely.get(class)?))
}

/// The targets that are learned from levels and killers.
pub const LEARNED_FROM_LEVELS: [&str; 2] = ["overall", "probe"];

/// Figures about an answer, in the same order for every answer.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Figures {
    /// Their names; only filled when asked for, since spelling them takes longer than reckoning.
    pub names: Vec<String>,
    /// Values.
    pub values: Vec<f32>,
    named: bool,
}

impl Figures {
    fn add(&mut self, name: impl FnOnce() -> String, value: f32) {
        if self.named {
            self.names.push(name());
        }
        self.values.push(value);
    }
}

fn logit(p: f32) -> f32 {
    let p = p.clamp(0.001, 0.999);
    (p / (1.0 - p)).ln() / 3.0
}

/// Events whose presence is a figure: the kind, and a key and value it must have.
const NOTED: [(&str, &str, &str); 17] = [
    ("told", "order", "before_others"),
    ("told", "order", "at_once"),
    ("told", "order", "before_due"),
    ("told", "order", "when_asked"),
    ("told", "order", "already"),
    ("told", "order", "untimed"),
    ("others_knew", "", ""),
    ("others_unaware", "", ""),
    ("unasked", "", ""),
    ("asked", "", ""),
    ("hid", "", ""),
    ("knew", "", ""),
    ("hypothetical", "", ""),
    ("no_failure", "", ""),
    ("virtue", "", ""),
    ("trivial", "", ""),
    ("unharmed", "", ""),
];

/// Whether a figure counts events of this kind.
pub fn notes(kind: &str) -> bool {
    NOTED.iter().any(|(noted, ..)| *noted == kind)
}

/// Which events were found, and whether somebody else knew before the first telling.
fn events(made: &mut Figures, hints: &Hints) {
    let kind = |(kind, key, value): (&str, &str, &str)| {
        let kind = Sym::of(kind);
        if key.is_empty() { kind } else { kind.with(Sym::of(key)).with(Sym::of(value)) }
    };
    let first = |hint: Sym| hints.iter().position(|row| row.contains(&hint));
    for noted in NOTED {
        let name = || [noted.0, noted.1, noted.2].join("-");
        made.add(
            || format!("event.{}", name().trim_end_matches('-')),
            f32::from(u8::from(first(kind(noted)).is_some())),
        );
    }
    let (told, known) = (first(Sym::of("told")), first(Sym::of("others_knew")));
    let after = |a: Option<usize>, b: Option<usize>| {
        f32::from(u8::from(matches!((a, b), (Some(a), Some(b)) if a > b)))
    };
    made.add(|| "event.told-after-known".to_owned(), after(told, known));
    made.add(|| "event.told-before-known".to_owned(), after(known, told));
}

/// All figures about an answer, without their names.
pub fn figures(reading: &Reading, hints: &Hints, scores: &[ClauseScore]) -> Figures {
    filled(Figures::default(), reading, hints, scores)
}

fn filled(mut made: Figures, reading: &Reading, hints: &Hints, scores: &[ClauseScore]) -> Figures {
    for (d, name) in GRADED.iter().enumerate() {
        graded(&mut made, name, scores, d);
    }
    told(&mut made, scores);
    for (t, name) in TONES.iter().enumerate() {
        tone(&mut made, name, scores, t);
    }
    ledger(&mut made, reading, scores, MISTAKE);
    ledger(&mut made, reading, scores, RECOVERY);
    for (b, beat) in BEATS.iter().enumerate() {
        made.add(|| format!("share.{beat}"), mean(scores.iter().map(|s| s.beats[b])));
    }
    events(&mut made, hints);
    let words = reading.tokens.iter().filter(|t| !t.dropped).count();
    made.add(|| "length".to_owned(), (1.0 + words as f32).ln() / 5.0);
    made
}

fn mean(values: impl Iterator<Item = f32>) -> f32 {
    let (sum, n) = values.fold((0.0, 0), |(sum, n), v| (sum + v, n + 1));
    if n == 0 { 0.0 } else { sum / n as f32 }
}

/// The largest and the second largest value, 0 where there is none.
fn top_two(values: impl Iterator<Item = f32>) -> (f32, f32) {
    values.fold((0.0, 0.0), |(a, b), v| if v > a { (v, a) } else { (a, b.max(v)) })
}

fn graded(made: &mut Figures, name: &str, scores: &[ClauseScore], d: usize) {
    let (full, second) = top_two(scores.iter().map(|s| s.levels[d][1]));
    let (thin, _) = top_two(scores.iter().map(|s| s.levels[d][0]));
    let (any, _) = top_two(scores.iter().map(|s| s.levels[d][0] + s.levels[d][1]));
    let (home_full, _) = top_two(scores.iter().map(|s| s.levels[d][1] * s.beats[HOME[d]]));
    let (home, _) = top_two(scores.iter().map(|s| s.beats[HOME[d]]));
    made.add(|| format!("{name}.full"), logit(full));
    made.add(|| format!("{name}.full2"), logit(second));
    made.add(|| format!("{name}.thin"), logit(thin));
    made.add(|| format!("{name}.any"), logit(any));
    made.add(|| format!("{name}.home-full"), home_full);
    made.add(|| format!("{name}.home"), logit(home));
    made.add(
        || format!("{name}.sum-full"),
        scores.iter().map(|s| s.levels[d][1]).sum::<f32>().min(4.0) / 2.0,
    );
    made.add(
        || format!("{name}.sum-thin"),
        scores.iter().map(|s| s.levels[d][0]).sum::<f32>().min(4.0) / 2.0,
    );
}

fn told(made: &mut Figures, scores: &[ClauseScore]) {
    for (k, name) in TOLD.iter().enumerate() {
        let (top, second) = top_two(scores.iter().map(|s| s.told[k]));
        made.add(|| format!("told.{name}"), logit(top));
        made.add(|| format!("told.{name}2"), logit(second));
        made.add(|| format!("told.{name}-sum"), scores.iter().map(|s| s.told[k]).sum::<f32>().min(4.0) / 2.0);
        let (home, _) = top_two(scores.iter().map(|s| s.told[k] * s.beats[DISCLOSURE]));
        made.add(|| format!("told.{name}-home"), home);
    }
    told_order(made, scores);
    let (home, second) = top_two(scores.iter().map(|s| s.beats[DISCLOSURE]));
    made.add(|| "told.home".to_owned(), logit(home));
    made.add(|| "told.home2".to_owned(), logit(second));
    let (any, _) = top_two(scores.iter().map(|s| s.told.iter().sum()));
    made.add(|| "told.any".to_owned(), logit(any));
}

/// Whether the clause that sounds most as if it came out stands before the one that sounds most like telling first.
fn told_order(made: &mut Figures, scores: &[ClauseScore]) {
    let top = |k: usize| {
        let likely = scores.iter().map(|s| s.told[k]).enumerate();
        likely.max_by(|a, b| a.1.total_cmp(&b.1)).unwrap_or_default()
    };
    let ((out, sure_out), (first, sure_first)) = (top(REACTIVE), top(PROACTIVE));
    let both = sure_out * sure_first;
    made.add(|| "told.out-then-told".to_owned(), if out < first { both } else { 0.0 });
    made.add(|| "told.told-then-out".to_owned(), if first < out { both } else { 0.0 });
}

/// Mean tone of the clauses that tell the mistake or the response, and its peak.
fn tone(made: &mut Figures, name: &str, scores: &[ClauseScore], t: usize) {
    let weight = |s: &ClauseScore| {
        s.beats[MISTAKE] + 0.5 * s.beats[RECOVERY] + 0.5 * s.beats[DISCLOSURE] + 0.3 * s.beats[7]
    };
    let total: f32 = scores.iter().map(weight).sum();
    let sum: f32 = scores.iter().map(|s| weight(s) * logit(s.tones[t])).sum();
    made.add(|| format!("tone.{name}"), if total > 0.0 { sum / total } else { 0.0 });
    let (peak, _) = top_two(scores.iter().map(|s| s.tones[t] * s.beats[MISTAKE]));
    made.add(|| format!("tone.{name}-peak"), peak);
}

/// Who acts in one part of the story, as shares.
fn ledger(made: &mut Figures, reading: &Reading, scores: &[ClauseScore], beat: usize) {
    let mut sums = [0.0; AGENTS.len()];
    for (clause, score) in reading.clauses.iter().zip(scores) {
        if let Some(at) = AGENTS.iter().position(|a| *a == clause.agent) {
            sums[at] += score.beats[beat];
        }
    }
    let total: f32 = sums.iter().sum::<f32>().max(0.5);
    for (agent, sum) in AGENTS.iter().zip(sums) {
        made.add(|| format!("{}.{agent:?}", BEATS[beat]), sum / total);
    }
}

/// A multinomial logistic regression over named figures.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Regression {
    /// What it decides.
    pub target: String,
    /// The classes it decides among.
    pub classes: Vec<String>,
    /// For each class, the figure it looks at and the weight; the figure `usize::MAX` is the constant 1.
    pub weights: Vec<Vec<(usize, f32)>>,
}

impl Regression {
    /// Probability of each class.
    pub fn probabilities(&self, values: &[f32]) -> Vec<f32> {
        let sums: Vec<f32> = self
            .weights
            .iter()
            .map(|row| row.iter().map(|(i, w)| w * values.get(*i).copied().unwrap_or(1.0)).sum())
            .collect();
        let top = sums.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let total: f32 = sums.iter().map(|s| (s - top).exp()).sum();
        sums.iter().map(|s| (s - top).exp() / total).collect()
    }
}

/// Reads regressions: lines of `target/class`, a tab, and `figure:weight` pairs; the figure `one` is the constant.
pub fn parse(text: &str) -> Result<Vec<Regression>, WeightError> {
    let mut made: Vec<Regression> = Vec::new();
    for (number, line) in text.lines().enumerate().filter(|(_, l)| !l.starts_with('#') && !l.is_empty()) {
        let fail = |what: &str| WeightError { line: number + 1, what: what.to_owned() };
        let (head, cells) = line.split_once('\t').ok_or_else(|| fail("a tab stands before the weights"))?;
        let (target, class) = head.split_once('/').ok_or_else(|| fail("a line begins with target/class"))?;
        let names = names_for(target);
        let row = cells
            .split(' ')
            .map(|cell| {
                let (name, weight) = cell.rsplit_once(':')?;
                let index = if name == "one" { usize::MAX } else { names.iter().position(|n| n == name)? };
                Some((index, weight.parse().ok()?))
            })
            .collect::<Option<Vec<(usize, f32)>>>()
            .ok_or_else(|| fail("a weight is written figure:number, with a figure that exists"))?;
        if made.last().is_none_or(|r| r.target != target) {
            made.push(Regression { target: target.to_owned(), ..Regression::default() });
        }
        if let Some(last) = made.last_mut() {
            last.classes.push(class.to_owned());
            last.weights.push(row);
        }
    }
    Ok(made)
}

/// The names of the figures that a target looks at.
pub fn names_for(target: &str) -> Vec<String> {
    match target {
        _ if LEARNED_FROM_LEVELS.contains(&target) => Judged::names(),
        _ => {
            let named = Figures { named: true, ..Figures::default() };
            filled(named, &Reading::default(), &Hints::new(), &[]).names
        }
    }
}

/// What was judged so far, as the score and the choice of a probe see it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judged<'a> {
    /// Levels in the order of [`GRADED`].
    pub levels: [u8; GRADED.len()],
    /// 0 absent to 3 proactive.
    pub told: usize,
    /// Ids of the killers present.
    pub killers: &'a [&'a str],
    /// 0 external, 1 mixed, 2 internal.
    pub attribution: usize,
    /// The score; 0 where it is not known yet.
    pub overall: u8,
}

/// The killers that the score looks at.
pub const KILLERS: [&str; 5] = [
    "humble_brag",
    "blame_diffusion",
    "lesson_without_evidence",
    "no_real_stakes",
    "skipped_disclosure_timing",
];

impl Judged<'_> {
    /// The names of [`Self::values`], in order.
    pub fn names() -> Vec<String> {
        let levels = GRADED.iter().flat_map(|d| [format!("{d}>=1"), format!("{d}>=2")]);
        let told = TOLD.iter().map(|t| format!("disclosure={t}"));
        let killers = KILLERS.iter().map(|k| (*k).to_owned());
        let rest = ["external", "internal", "overall"].map(str::to_owned);
        levels.chain(told).chain(killers).chain(rest).collect()
    }

    /// 1 for what holds, 0 for what does not; the score as a fifth.
    pub fn values(&self) -> Vec<f32> {
        let flag = |holds: bool| f32::from(u8::from(holds));
        let levels = self.levels.iter().flat_map(|l| [flag(*l >= 1), flag(*l >= 2)]);
        let told = (1..=TOLD.len()).map(|t| flag(self.told == t));
        let killers = KILLERS.iter().map(|k| flag(self.killers.contains(k)));
        let rest = [flag(self.attribution == 0), flag(self.attribution == 2), f32::from(self.overall) / 5.0];
        levels.chain(told).chain(killers).chain(rest).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn between_the_ends_the_middle_is_taken() {
        assert_eq!(decided("proof", &[0.45, 0.1, 0.45]), Some((1, 0.1)));
        assert_eq!(decided("stakes", &[0.5, 0.1, 0.4]), Some((0, 0.5)));
        assert_eq!(decided("proof", &[]), None);
    }
}
