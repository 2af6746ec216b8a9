//! A debrief as plain data.

use crate::core::history::compare::Pair;
use crate::core::history::compare::Turn;
use crate::core::rubric::verdict::Level;
use crate::core::span::Char;
use crate::core::span::Ms;
use crate::core::span::Span;

use crate::core::debrief::input::Ending;

/// What a committee would read.
#[derive(Debug, Clone, PartialEq)]
pub struct Debrief {
    /// The plan's name for people.
    pub title: String,
    /// The recommendation.
    pub grade: Grade,
    /// Its name for people.
    pub grade_name: String,
    /// It in one sentence.
    pub headline: String,
    /// What it rests on.
    pub reasons: Vec<Sentence>,
    /// How the recommendation is found, in words.
    pub rule: String,
    /// What a debrief is, and what it is not.
    pub note: String,
    /// The figures behind the recommendation.
    pub figures: Figures,
    /// Who interviewed.
    pub interviewers: Vec<String>,
    /// Every question in the order of the loop, also those never asked. The indices of [`Said::question`] are its.
    pub questions: Vec<Question>,
    /// The dimensions that two or more of the questions judge, in order of first appearance.
    pub shared: Vec<Shared>,
    /// What shows only across questions.
    pub patterns: Patterns,
    /// What is most worth practising next, best first; at most three.
    pub practise: Vec<Practise>,
    /// One an interviewer, in their order.
    pub write_ups: Vec<WriteUp>,
    /// Beside the loop before; `None` where there is none.
    pub before: Option<Comparison>,
}

/// The recommendation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Grade {
    /// Most answers lack what was asked for, or there are none.
    NotYet,
    /// Neither of the others.
    Mixed,
    /// The answers hold up, and most of it was offered.
    Strong,
}

/// The figures behind the recommendation.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Figures {
    /// Questions of the plan.
    pub planned: usize,
    /// Questions that were asked, spare ones too.
    pub asked: usize,
    /// Questions to which something was said.
    pub answered: usize,
    /// Answers with a story of their own: one that tells an earlier answer's story again is not counted.
    pub stories: usize,
    /// Answers that hold up.
    pub good: usize,
    /// Asked questions whose answer shows little; also those without an answer.
    pub weak: usize,
    /// The mean score from 1 to 5; a question without an answer counts as 1. `None` where nothing was asked.
    pub mean: Option<f32>,
    /// The same of what was offered before any probe.
    pub unprompted: Option<f32>,
    /// How long the loop was to take, in ms.
    pub planned_ms: u64,
    /// How long it took, in ms.
    pub used_ms: u64,
}

/// Words of a transcript.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// To which question they were said.
    pub question: usize,
    /// Where they stand in what was said to it.
    pub chars: Span<Char>,
    /// The words.
    pub text: String,
    /// When they were said; `None` for a typed answer.
    pub time: Option<Span<Ms>>,
}

/// A sentence, with the words that it rests on. Words that stand in it in double quotation marks are among them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sentence {
    /// The sentence.
    pub text: String,
    /// What it rests on; empty where it rests on figures.
    pub quotes: Vec<Said>,
}

/// A question and what came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// Its id.
    pub id: String,
    /// Its name for people.
    pub title: String,
    /// As it was asked.
    pub ask: String,
    /// Who asked.
    pub interviewer: usize,
    /// How long it was to take, in ms; 0 for a spare question.
    pub planned_ms: u64,
    /// How long it took, in ms.
    pub used_ms: Option<u64>,
    /// How it ended.
    pub end: Ending,
    /// Whether it was put to the candidate.
    pub asked: bool,
    /// What was made of the answer; `None` where nothing was said.
    pub judged: Option<Judged>,
}

/// What was made of an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// From 1 to 5.
    pub score: u8,
    /// The score of what was offered before any probe.
    pub unprompted: u8,
    /// The score says little, because little was said.
    pub too_short: bool,
    /// What the score means, from the pack.
    pub anchor: String,
    /// How many words were said.
    pub words: usize,
    /// How many probes were asked.
    pub probes: usize,
    /// One a dimension, in the order of the scorecard: a row of the matrix.
    pub cells: Vec<Cell>,
    /// Faults that cap the score.
    pub faults: Vec<Fault>,
    /// Who acts.
    pub acts: Acts,
}

/// One dimension in one answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// Id of the dimension.
    pub dimension: String,
    /// Its name for people.
    pub label: String,
    /// How far it was reached before any probe.
    pub unprompted: Level,
    /// How far it was reached in the end.
    pub level: Level,
    /// What that means, from the pack.
    pub anchor: String,
    /// Its share of the score, from 0 to 1.
    pub weight: f32,
    /// How it came out.
    pub came: Came,
    /// The probe that asked about it; the last one where there were several.
    pub probe: Option<String>,
    /// Words that earned it; `None` means "not said".
    pub quote: Option<Said>,
}

/// How something came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Came {
    /// In full, before any probe.
    Offered,
    /// More of it after a probe than before.
    Pulled,
    /// Not in full, and nobody asked about it.
    Thin,
    /// Not in full, although it was asked about.
    Open,
    /// Not at all, and nobody asked about it.
    Unheard,
}

/// A fault that caps the score.
#[derive(Debug, Clone, PartialEq)]
pub struct Fault {
    /// Its id.
    pub id: String,
    /// Its name for people.
    pub label: String,
    /// What it means, from the pack.
    pub meaning: String,
    /// The highest score it allows.
    pub cap: u8,
    /// The words behind it; `None` where it follows from something not said.
    pub quote: Option<Said>,
}

/// Who acts in an answer: counts of clauses by subject, in all of it and where things get done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Acts {
    /// The speaker.
    pub i: usize,
    /// A group with the speaker in it.
    pub we: usize,
    /// Another person.
    pub others: usize,
    /// Nobody, or things.
    pub nobody: usize,
    /// The speaker, where things get done.
    pub doing_i: usize,
    /// The group, where things get done.
    pub doing_we: usize,
}

impl Acts {
    /// Of what the speaker or the group did, the share of the speaker, from 0 to 1; `None` where neither acts.
    pub fn own(&self) -> Option<f32> {
        (self.i + self.we > 0).then(|| self.i as f32 / (self.i + self.we) as f32)
    }
}

/// A dimension that more than one question judges.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shared {
    /// Its id.
    pub dimension: String,
    /// Its name for people: that of the first question that judges it.
    pub label: String,
}

/// What shows only across questions. Each list is empty where there is nothing to say.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Patterns {
    /// I and we, by question.
    pub acts: Vec<Sentence>,
    /// Stories told more than once.
    pub stories: Vec<Sentence>,
    /// The habit of telling before others know.
    pub telling: Vec<Sentence>,
    /// Figures for the same thing that do not agree.
    pub numbers: Vec<Sentence>,
    /// How the time was used.
    pub time: Vec<Sentence>,
    /// The pairs of questions behind `stories`.
    pub same: Vec<SameStory>,
}

/// Two questions answered with what seems one story.
#[derive(Debug, Clone, PartialEq)]
pub struct SameStory {
    /// The question that came first.
    pub first: usize,
    /// The later one.
    pub second: usize,
    /// Of the uncommon words of the answer that has fewer of them, the share that the other has too, from 0 to 1.
    pub likeness: f32,
    /// Such words, as the first answer has them.
    pub shared: Vec<String>,
}

/// Something worth practising.
#[derive(Debug, Clone, PartialEq)]
pub struct Practise {
    /// Id of the dimension.
    pub dimension: String,
    /// Its name for people.
    pub label: String,
    /// Why.
    pub why: Sentence,
    /// What it takes to reach it in full, from the pack.
    pub full: String,
    /// Id of the question to practise it on.
    pub question: String,
    /// That question's name for people.
    pub title: String,
}

/// What one interviewer would write.
#[derive(Debug, Clone, PartialEq)]
pub struct WriteUp {
    /// Who.
    pub interviewer: usize,
    /// Two or three sentences.
    pub sentences: Vec<Sentence>,
}

/// This loop beside the one before.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// When the other was held, for people.
    pub when: String,
    /// The recommendations.
    pub grade: Pair<Grade>,
    /// The mean scores.
    pub mean: Pair<Option<f32>>,
    /// The mean scores of what was offered.
    pub unprompted: Pair<Option<f32>>,
    /// The shares of the speaker in what was done.
    pub own: Pair<Option<f32>>,
    /// Every dimension that both loops judged, with how much of it was reached on average, from 0 to 1.
    pub dimensions: Vec<Compared>,
    /// What to say about it.
    pub sentences: Vec<Sentence>,
}

/// One dimension in both loops.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// Its id.
    pub dimension: String,
    /// Its name for people.
    pub label: String,
    /// How much of it was reached.
    pub reached: Pair<f32>,
    /// What that means.
    pub turn: Turn,
}
