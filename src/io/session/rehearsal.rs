//! How a loop was planned and how it went, as `session.json` has it. The answers themselves are beside it.

use serde::Deserialize;
use serde::Serialize;

/// A loop, part by part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rehearsal {
    /// Id of the plan.
    pub plan: String,
    /// Its name for people.
    pub title: String,
    /// How long it was to take.
    pub minutes: u32,
    /// Who interviewed.
    pub interviewers: Vec<Interviewer>,
    /// What was to happen, in order; spare questions that were drawn in case time was left stand behind those of the plan.
    pub parts: Vec<Part>,
}

/// Who asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Interviewer {
    /// As it was said.
    pub name: String,
    /// The name of a manner.
    pub manner: String,
}

/// A stretch of the loop. Times are ms since the loop began; what was held, and what lies between two sittings, does not
/// count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// What was to happen.
    pub what: PartKind,
    /// Id of the question's pack, if it is one.
    pub question: Option<String>,
    /// Which interviewer held it.
    pub interviewer: usize,
    /// How long it was to take; 0 for a spare question.
    pub minutes: u32,
    /// When it began; nothing where it was never reached.
    pub began_ms: Option<u64>,
    /// When it ended.
    pub ended_ms: Option<u64>,
    /// How; nothing while it waits or goes on.
    pub end: Option<PartEnd>,
    /// Which of the session's answers was given in it.
    pub answer: Option<usize>,
}

/// What happens in a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartKind {
    /// The interviewers introduce themselves.
    Opening,
    /// A question.
    Question,
    /// A pause with a countdown.
    Break,
    /// Thanks and goodbye.
    Closing,
}

/// How a part ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartEnd {
    /// In good order.
    Done,
    /// Its time was up.
    TimeUp,
    /// The person left it.
    Skipped,
    /// There was no time to begin it.
    NotReached,
    /// The loop was ended before it, or in it.
    Left,
}
