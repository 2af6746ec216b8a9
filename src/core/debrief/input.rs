//! What a debrief is made from, borrowed from whoever has it.

use crate::core::rubric::verdict::Verdict;
use crate::core::span::Char;
use crate::core::span::Span;
use crate::core::transcript::Transcript;

/// A loop as it went.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// The plan's name for people.
    pub title: &'a str,
    /// How long it was to take, in ms.
    pub planned_ms: u64,
    /// How long it took, in ms; what was held does not count.
    pub used_ms: u64,
    /// Who interviewed, by the indices that rounds use.
    pub interviewers: &'a [&'a str],
    /// Every question, in the order of the loop; those that were never asked stand where they would have come.
    pub rounds: &'a [Round<'a>],
    /// What can be practised.
    pub exercises: &'a [Exercise<'a>],
}

/// The loop before this one.
#[derive(Debug, Clone, Copy)]
pub struct Earlier<'a> {
    /// When it was held, for people.
    pub when: &'a str,
    /// How it went.
    pub input: Input<'a>,
}

/// One question of a loop.
#[derive(Debug, Clone)]
pub struct Round<'a> {
    /// Id of the question, which is the id of its pack.
    pub question: &'a str,
    /// Its name for people.
    pub title: &'a str,
    /// The question as it was asked, or as it would have been.
    pub ask: &'a str,
    /// Who asked; an index of [`Input::interviewers`].
    pub interviewer: usize,
    /// How long it was to take, in ms; 0 for a spare question that was asked because time was left.
    pub planned_ms: u64,
    /// How long it took, in ms; `None` where it was never begun.
    pub used_ms: Option<u64>,
    /// How it ended.
    pub end: Ending,
    /// The judgement after all turns; `None` where there is none.
    pub verdict: Option<&'a Verdict>,
    /// Everything that was said to it.
    pub transcript: &'a Transcript,
    /// Who said what when: the answer, then the replies.
    pub turns: Vec<Turn<'a>>,
}

/// How a question ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ending {
    /// In good order.
    Done,
    /// Its time was up.
    TimeUp,
    /// The person left it.
    Skipped,
    /// It was never asked.
    NotAsked,
    /// The loop was ended in it.
    Left,
}

/// One turn of the candidate.
#[derive(Debug, Clone, Copy)]
pub struct Turn<'a> {
    /// The probe it replies to; `None` for the answer itself.
    pub asked: Option<Asked<'a>>,
    /// Where it stands in the transcript.
    pub chars: Span<Char>,
}

/// A probe as it was spoken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked<'a> {
    /// The dimension it was after.
    pub dimension: &'a str,
    /// Its words.
    pub say: &'a str,
}

/// A question that can be practised.
#[derive(Debug, Clone)]
pub struct Exercise<'a> {
    /// Its id.
    pub question: &'a str,
    /// Its name for people.
    pub title: &'a str,
    /// What it exercises.
    pub dimensions: Vec<Exercised<'a>>,
}

/// A dimension of a question that can be practised.
#[derive(Debug, Clone, Copy)]
pub struct Exercised<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its share of the score.
    pub weight: f32,
    /// What it takes to reach it in full.
    pub full: &'a str,
}

impl Round<'_> {
    /// The judgement, where anything was said that it could be about.
    pub fn answer(&self) -> Option<&Verdict> {
        self.verdict.filter(|_| !self.transcript.words().is_empty())
    }

    /// Whether it was put to the candidate. A question in whose first moment the loop was ended was not.
    pub fn was_asked(&self) -> bool {
        let begun = self.used_ms.is_some() && self.end != Ending::NotAsked;
        begun && (self.end != Ending::Left || self.answer().is_some())
    }

    /// Whether it belonged to the plan, and was not asked because time was left.
    pub fn was_planned(&self) -> bool {
        self.planned_ms > 0
    }
}
