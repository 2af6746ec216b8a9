//! Everything that was found in one answer, before it is put into words.

use crate::core::rubric::frame::event::Event;
use crate::core::rubric::judge::facts;
use crate::core::rubric::judge::killers;
use crate::core::rubric::judge::levels;
use crate::core::rubric::judge::replied::Replied;
use crate::core::rubric::learned::answer::Judged;
use crate::core::rubric::learned::features;
use crate::core::rubric::learned::model::Model;
use crate::core::rubric::learned::model::Reckoning;
use crate::core::rubric::learned::score::BEATS;
use crate::core::rubric::rubric::Rubric;
use crate::core::rubric::verdict::Attribution;
use crate::core::rubric::verdict::Level;
use crate::core::rubric::verdict::Quote;
use crate::core::text;
use crate::core::text::reading::Reading;
use crate::core::transcript::Transcript;

/// A sentence longer than this many tokens is a run-on: its clauses may tell different parts of the story.
const LONGEST_SENTENCE: usize = 70;

/// The level of one dimension.
#[derive(Debug, Clone)]
pub(super) struct Graded {
    pub(super) level: Level,
    pub(super) certainty: f32,
    pub(super) evidence: Vec<Quote>,
    pub(super) rule: String,
}

/// What was found.
pub(super) struct Assessment<'a> {
    pub(super) rubric: &'a Rubric,
    pub(super) reading: Reading,
    pub(super) events: Vec<Event>,
    pub(super) reckoning: Reckoning,
    /// For each clause the index of its part of the story in the rubric.
    pub(super) beats: Vec<usize>,
    /// For each dimension of the rubric, in its order.
    pub(super) graded: Vec<Graded>,
    pub(super) attribution: Attribution,
    /// Indices of the rubric's killers that are present.
    pub(super) killers: Vec<usize>,
    pub(super) story: bool,
    pub(super) raw: f32,
    pub(super) score: u8,
    pub(super) words: usize,
}

impl<'a> Assessment<'a> {
    pub(super) fn of(rubric: &'a Rubric, transcript: &Transcript) -> Self {
        Self::found(rubric, transcript, None)
    }

    /// With what is known of a reply besides its words.
    pub(super) fn after(rubric: &'a Rubric, transcript: &Transcript, replied: &Replied<'_>) -> Self {
        Self::found(rubric, transcript, Some(replied))
    }

    fn found(rubric: &'a Rubric, transcript: &Transcript, replied: Option<&Replied<'_>>) -> Self {
        let reading = text::read(transcript);
        let events = rubric.find(&reading).events;
        let hints = features::hints(&reading, &events);
        let reckoning = Model::built_in().reckon(&reading, &hints);
        let beats = beats(rubric, &reading, &reckoning);
        let mut made = Self {
            rubric,
            words: reading.tokens.iter().filter(|t| !t.dropped).count(),
            reading,
            events,
            reckoning,
            beats,
            graded: Vec::new(),
            attribution: Attribution::Mixed,
            killers: Vec::new(),
            story: false,
            raw: 1.0,
            score: 1,
        };
        made.fill(transcript, replied);
        made
    }

    /// Each step reads what the steps before it left.
    fn fill(&mut self, transcript: &Transcript, replied: Option<&Replied<'_>>) {
        self.attribution = killers::attribution_level(self);
        if let Some(replied) = replied {
            self.attribution = replied.attribution(self.attribution);
        }
        for dimension in &self.rubric.dimensions {
            let graded = levels::grade(self, dimension, transcript);
            self.graded.push(match replied {
                Some(replied) => replied.carry(graded, dimension),
                None => graded,
            });
        }
        self.story = facts::story(self);
        self.killers = killers::present(self, replied);
        (self.raw, self.score) = levels::score(self);
    }

    /// What the learned part says about a target; empty where it was not trained for it, or where the pack does not
    /// leave the target to it: weights learned from answers to one question say little about answers to another.
    pub(super) fn learned(&self, target: &str) -> Vec<f32> {
        if !self.rubric.learned.iter().any(|left| left == target) {
            return Vec::new();
        }
        Model::built_in().probabilities(target, &self.reckoning.figures.values)
    }

    /// What the learned part says about a target that is made of levels, killers and the score.
    pub(super) fn learned_from(&self, target: &str, judged: &Judged<'_>) -> Vec<f32> {
        let left = self.rubric.learned.iter().any(|left| left == target);
        if left { Model::built_in().probabilities(target, &judged.values()) } else { Vec::new() }
    }

    pub(super) fn level(&self, dimension: &str) -> Option<Level> {
        let at = self.rubric.dimensions.iter().position(|d| d.id == dimension)?;
        self.graded.get(at).map(|g| g.level)
    }

    pub(super) fn graded_of(&self, dimension: &str) -> Option<&Graded> {
        let at = self.rubric.dimensions.iter().position(|d| d.id == dimension)?;
        self.graded.get(at)
    }

    pub(super) fn has_killer(&self, id: &str) -> bool {
        self.killers.iter().any(|k| self.rubric.killers[*k].id == id)
    }

    /// What the score and the choice of a probe look at.
    pub(super) fn judged<'b>(&self, killers: &'b [&'b str], overall: u8) -> Judged<'b> {
        use crate::core::rubric::learned::score::GRADED;
        Judged {
            levels: GRADED.map(|d| match self.level(d) {
                Some(Level::Graded(n)) => n,
                _ => 0,
            }),
            told: match self.level("disclosure") {
                Some(Level::Disclosed(d)) => d as usize,
                _ => 0,
            },
            killers,
            attribution: self.attribution as usize,
            overall,
        }
    }
}

/// The part of the story that each clause tells. In a text with sentences, a sentence tells one part.
fn beats(rubric: &Rubric, reading: &Reading, reckoning: &Reckoning) -> Vec<usize> {
    let own: Vec<Option<usize>> =
        rubric.beats.iter().map(|b| BEATS.iter().position(|k| *k == b.id)).collect();
    let best = |scores: &[f32; BEATS.len()]| {
        let value = |b: usize| own[b].map_or(0.0, |k| scores[k]);
        (0..own.len()).max_by(|a, b| value(*a).total_cmp(&value(*b))).unwrap_or_default()
    };
    let mut beats = vec![0; reading.clauses.len()];
    for &(first, end) in &reading.sentences {
        let tokens = reading.clauses[end - 1].end - reading.clauses[first].start;
        let whole = (tokens <= LONGEST_SENTENCE).then(|| best(&weighed(reading, reckoning, first, end)));
        for at in first..end {
            beats[at] = whole.unwrap_or_else(|| best(&reckoning.clauses[at].beats));
        }
    }
    beats
}

/// The beat scores of some clauses together, each weighed by its length.
fn weighed(reading: &Reading, reckoning: &Reckoning, first: usize, end: usize) -> [f32; BEATS.len()] {
    let mut sums = [0.0; BEATS.len()];
    for at in first..end {
        let length = (reading.clauses[at].end - reading.clauses[at].start) as f32;
        for (sum, score) in sums.iter_mut().zip(&reckoning.clauses[at].beats) {
            *sum += length * score;
        }
    }
    sums
}
