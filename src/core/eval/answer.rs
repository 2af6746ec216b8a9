//! A labelled answer, and what of a verdict is compared with it.

use thiserror::Error;

use crate::core::eval::BEATS;
use crate::core::eval::DISCLOSURE;
use crate::core::eval::GRADED;
use crate::core::rubric::verdict::Attribution;
use crate::core::rubric::verdict::BeatSpan;
use crate::core::rubric::verdict::Disclosure;
use crate::core::rubric::verdict::Level;
use crate::core::rubric::verdict::Verdict;
use crate::core::span::Char;
use crate::core::span::Span;

/// The highest graded level.
pub const TOP_LEVEL: u8 = 2;

/// The ends of the overall scale.
pub const OVERALL: (u8, u8) = (1, 5);

/// An answer with what a careful rater said about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labelled {
    /// Unique in its corpus.
    pub id: String,
    /// Id of the question, which is the id of the pack.
    pub question: String,
    /// Who wrote it, where the corpus says so.
    pub writer: Option<String>,
    /// One line on the speaker; may be empty.
    pub profile: String,
    /// In spoken order.
    pub sentences: Vec<Sentence>,
    /// A level per dimension.
    pub levels: Levels,
    /// The killers that are present.
    pub killers: Vec<String>,
    /// Where the speaker puts the causes.
    pub attribution: Attribution,
    /// From 1 to 5.
    pub overall: u8,
    /// What an interviewer would push on next, best first.
    pub next_probe: Vec<String>,
    /// Exact words per dimension.
    pub evidence: Vec<(String, Vec<String>)>,
}

/// A sentence with the part of the story it tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// The words.
    pub text: String,
    /// One of [`BEATS`].
    pub beat: String,
}

/// A level per dimension.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Levels {
    /// In the order of [`GRADED`], from 0 to [`TOP_LEVEL`].
    pub graded: [u8; GRADED.len()],
    /// The one with levels of its own.
    pub disclosure: Disclosure,
}

impl Levels {
    /// Whether anything was heard for a dimension; false for ids without a level, such as `attribution`.
    pub fn is_heard(&self, dimension: &str) -> bool {
        if dimension == DISCLOSURE {
            return self.disclosure != Disclosure::Absent;
        }
        GRADED.iter().position(|d| *d == dimension).is_some_and(|at| self.graded[at] > 0)
    }
}

impl Labelled {
    /// The transcript: the sentences joined by one space.
    pub fn text(&self) -> String {
        let parts: Vec<&str> = self.sentences.iter().map(|s| s.text.as_str()).collect();
        parts.join(" ")
    }

    /// Where each sentence stands in the transcript, with its beat.
    pub fn spans(&self) -> Vec<(Span<Char>, &str)> {
        let mut at = 0;
        self.sentences
            .iter()
            .map(|s| {
                let chars = Span::from_len(at, s.text.chars().count());
                at = chars.end() + 1;
                (chars, s.beat.as_str())
            })
            .collect()
    }
}

/// What of a verdict is compared with labels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opinion {
    /// A level per dimension.
    pub levels: Levels,
    /// The killers that were found.
    pub killers: Vec<String>,
    /// Where the speaker puts the causes.
    pub attribution: Attribution,
    /// From 1 to 5.
    pub overall: u8,
    /// What to push on next, best first.
    pub next_probe: Vec<String>,
    /// Where the words stand that earned a level, per dimension.
    pub evidence: Vec<(String, Vec<Span<Char>>)>,
    /// Which part of the story each stretch tells.
    pub segments: Vec<BeatSpan>,
}

/// A verdict whose scales are not those of the labels.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NotComparable {
    /// A dimension is missing, or its level is of another kind.
    #[error(
        "the verdict has no level of the expected kind for {0:?}; labelled answers need a pack that gives one"
    )]
    Dimension(&'static str),
    /// A graded level or the overall score lies outside its scale.
    #[error("the verdict gives {1} for {0:?}, outside the scale of the labels")]
    OutsideScale(&'static str, u8),
    /// A part of the story that labels do not know.
    #[error("the verdict tells a part of the story that labels do not know, {0:?}")]
    Beat(String),
}

impl Opinion {
    /// What a verdict says on the scales of the labels.
    pub fn of(verdict: &Verdict) -> Result<Self, NotComparable> {
        let opinion = Self {
            levels: levels_of(verdict)?,
            killers: verdict.killers.iter().map(|k| k.id.clone()).collect(),
            attribution: verdict.attribution.level,
            overall: verdict.overall.score,
            next_probe: verdict.next_probe.iter().map(|g| g.dimension.clone()).collect(),
            evidence: verdict
                .dimensions
                .iter()
                .map(|d| (d.id.clone(), d.evidence.iter().map(|q| q.chars).collect()))
                .collect(),
            segments: verdict.segments.clone(),
        };
        opinion.checked()
    }

    /// The same, refused where a value lies outside the scales of the labels.
    pub fn checked(self) -> Result<Self, NotComparable> {
        for (dimension, level) in GRADED.into_iter().zip(self.levels.graded) {
            if level > TOP_LEVEL {
                return Err(NotComparable::OutsideScale(dimension, level));
            }
        }
        if self.overall < OVERALL.0 || self.overall > OVERALL.1 {
            return Err(NotComparable::OutsideScale("overall", self.overall));
        }
        match self.segments.iter().find(|s| !BEATS.contains(&s.beat.as_str())) {
            Some(segment) => Err(NotComparable::Beat(segment.beat.clone())),
            None => Ok(self),
        }
    }
}

fn levels_of(verdict: &Verdict) -> Result<Levels, NotComparable> {
    let mut graded = [0; GRADED.len()];
    for (slot, id) in graded.iter_mut().zip(GRADED) {
        match verdict.dimension(id).map(|d| d.level) {
            Some(Level::Graded(level)) => *slot = level,
            _ => return Err(NotComparable::Dimension(id)),
        }
    }
    match verdict.dimension(DISCLOSURE).map(|d| d.level) {
        Some(Level::Disclosed(disclosure)) => Ok(Levels { graded, disclosure }),
        _ => Err(NotComparable::Dimension(DISCLOSURE)),
    }
}
