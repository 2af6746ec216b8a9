//! The figures of a whole corpus. The eight starred ones average to the judgement score.

use crate::core::eval::BEATS;
use crate::core::eval::GRADED;
use crate::core::eval::KILLERS;
use crate::core::eval::agreement::Confusion;
use crate::core::eval::agreement::Tally;
use crate::core::eval::agreement::Weight;
use crate::core::eval::agreement::spearman;
use crate::core::eval::answer::Labelled;
use crate::core::eval::answer::OVERALL;
use crate::core::eval::answer::Opinion;
use crate::core::eval::answer::TOP_LEVEL;
use crate::core::eval::difference::attribution_place;
use crate::core::eval::difference::disclosure_place;
use crate::core::eval::difference::is_probe_hit;
use crate::core::eval::matching::beat_at;
use crate::core::eval::matching::find;
use crate::core::eval::matching::is_quoted;

/// A labelled answer and what was said about it.
pub type Pair<'a> = (&'a Labelled, &'a Opinion);

/// How well verdicts agree with labels, over all answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures {
    /// How many answers were compared.
    pub answers: usize,
    /// Expected against got, by dimension in the order of [`GRADED`].
    pub levels: Vec<Confusion>,
    /// Expected against got, from absent to proactive.
    pub disclosure: Confusion,
    /// In the order of [`KILLERS`].
    pub killers: Vec<Tally>,
    /// Expected against got, from external to internal.
    pub attribution: Confusion,
    /// Expected against got; place 0 is a score of 1.
    pub overall: Confusion,
    /// Rank correlation of the overall scores.
    pub overall_ranks: f64,
    /// Answers whose first probe is one that an interviewer would choose.
    pub probe_hits: usize,
    /// In the order of [`BEATS`], by sentence.
    pub beats: Vec<Tally>,
    /// Labelled quotations of dimensions that the verdict heard.
    pub quotes_wanted: usize,
    /// Those of them that the verdict quotes too.
    pub quotes_found: usize,
    /// Labelled quotations that are not words of the transcript, and count for nothing.
    pub quotes_broken: usize,
}

impl Figures {
    /// Compares each verdict with its labels.
    pub fn of(pairs: &[Pair<'_>]) -> Self {
        let level =
            |at: usize| pairs.iter().map(move |(l, o)| place_pair(l.levels.graded[at], o.levels.graded[at]));
        let disclosure = |(l, o): &Pair<'_>| {
            (disclosure_place(l.levels.disclosure), disclosure_place(o.levels.disclosure))
        };
        let attribution =
            |(l, o): &Pair<'_>| (attribution_place(l.attribution), attribution_place(o.attribution));
        let scores: Vec<(usize, usize)> =
            pairs.iter().map(|(l, o)| place_pair(l.overall, o.overall)).collect();
        let place = |score: usize| score.saturating_sub(usize::from(OVERALL.0));
        let mut figures = Self {
            answers: pairs.len(),
            levels: (0..GRADED.len())
                .map(|at| Confusion::of(level(at), usize::from(TOP_LEVEL) + 1))
                .collect(),
            disclosure: Confusion::of(pairs.iter().map(disclosure), 4),
            killers: KILLERS.iter().map(|killer| killer_tally(pairs, killer)).collect(),
            attribution: Confusion::of(pairs.iter().map(attribution), 3),
            overall: Confusion::of(scores.iter().map(|(a, b)| (place(*a), place(*b))), 5),
            overall_ranks: spearman(&scores),
            probe_hits: pairs.iter().filter(|(l, o)| is_probe_hit(&l.next_probe, &o.next_probe)).count(),
            beats: vec![Tally::default(); BEATS.len()],
            quotes_wanted: 0,
            quotes_found: 0,
            quotes_broken: 0,
        };
        for (label, opinion) in pairs {
            figures.add_beats(label, opinion);
            figures.add_quotes(label, opinion);
        }
        figures
    }

    fn add_beats(&mut self, label: &Labelled, opinion: &Opinion) {
        for (sentence, expected) in label.spans() {
            let got = beat_at(&opinion.segments, sentence);
            for (tally, beat) in self.beats.iter_mut().zip(BEATS) {
                tally.add(beat == expected, beat == got);
            }
        }
    }

    fn add_quotes(&mut self, label: &Labelled, opinion: &Opinion) {
        let text = label.text();
        for (dimension, quotes) in &label.evidence {
            if !opinion.levels.is_heard(dimension) {
                continue;
            }
            let found =
                opinion.evidence.iter().find(|(d, _)| d == dimension).map_or(&[][..], |(_, spans)| spans);
            for quote in quotes {
                let Some(wanted) = find(&text, quote) else {
                    self.quotes_broken += 1;
                    continue;
                };
                self.quotes_wanted += 1;
                self.quotes_found += usize::from(is_quoted(wanted, found));
            }
        }
    }

    /// The eight figures that make the judgement score, each 1 for perfect agreement.
    pub fn starred(&self) -> [(&'static str, f64); 8] {
        let levels: f64 = self.levels.iter().map(|c| c.kappa(Weight::Quadratic)).sum();
        let beats: f64 = self.beats.iter().map(|t| t.f1()).sum();
        let killers = self.killers.iter().fold(Tally::default(), |sum, t| sum.plus(*t));
        let share = |part: usize, whole: usize| if whole == 0 { 0.0 } else { part as f64 / whole as f64 };
        [
            ("levels", levels / self.levels.len() as f64),
            ("disclosure", self.disclosure.kappa(Weight::Unordered)),
            ("killers", killers.f1()),
            ("attribution", self.attribution.kappa(Weight::Quadratic)),
            ("overall", self.overall.kappa(Weight::Quadratic)),
            ("probe", share(self.probe_hits, self.answers)),
            ("beats", beats / self.beats.len() as f64),
            ("evidence", share(self.quotes_found, self.quotes_wanted)),
        ]
    }

    /// The mean of the starred figures.
    pub fn judgement(&self) -> f64 {
        let starred = self.starred();
        starred.iter().map(|(_, value)| value).sum::<f64>() / starred.len() as f64
    }

    /// Every figure under the name that labelled corpora are scored by, in reporting order.
    pub fn named(&self) -> Vec<(String, f64)> {
        let mut named: Vec<(String, f64)> = Vec::new();
        for (dimension, seen) in GRADED.iter().zip(&self.levels) {
            named.push((format!("qwk.{dimension}"), seen.kappa(Weight::Quadratic)));
        }
        for (name, value) in self.starred() {
            let parts: Vec<(String, f64)> = match name {
                "killers" => {
                    KILLERS.iter().zip(&self.killers).map(|(k, t)| (format!("f1.{k}"), t.f1())).collect()
                }
                "beats" => {
                    BEATS.iter().zip(&self.beats).map(|(b, t)| (format!("f1.beat.{b}"), t.f1())).collect()
                }
                _ => Vec::new(),
            };
            named.extend(parts);
            named.push((format!("*{name}"), value));
            if name == "overall" {
                named.push(("spearman.overall".into(), self.overall_ranks));
            }
        }
        named.push(("judgement".into(), self.judgement()));
        named
    }
}

fn place_pair(a: u8, b: u8) -> (usize, usize) {
    (usize::from(a), usize::from(b))
}

fn killer_tally(pairs: &[Pair<'_>], killer: &str) -> Tally {
    let mut tally = Tally::default();
    for (label, opinion) in pairs {
        let has = |killers: &[String]| killers.iter().any(|k| k == killer);
        tally.add(has(&label.killers), has(&opinion.killers));
    }
    tally
}
