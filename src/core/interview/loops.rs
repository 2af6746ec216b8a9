//! A loop as it is planned: who interviews, and what happens in it minute by minute.
//!
//! Which question is drawn from a pool, and the clock, are not here: a plan is the same every time it is read.

use serde::Deserialize;
use serde::Serialize;

/// All loops that can be held, and how their interviewers can be.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Loops {
    /// In the order of their lengths.
    pub plans: Vec<LoopPlan>,
    /// By name.
    pub manners: Vec<(String, Manner)>,
}

/// One loop.
#[derive(Debug, Clone, PartialEq)]
pub struct LoopPlan {
    /// Its id.
    pub id: String,
    /// Its name for people.
    pub title: String,
    /// What it is, in one sentence.
    pub about: String,
    /// How long it takes: the minutes of its parts together.
    pub minutes: u32,
    /// Who interviews.
    pub interviewers: Vec<Interviewer>,
    /// What happens, in order: an opening first, a closing last, questions and breaks between.
    pub parts: Vec<Part>,
}

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interviewer {
    /// The id.
    pub id: String,
    /// A role or a first name, as it is said.
    pub name: String,
    /// Which voice to take.
    pub voice: Pitch,
    /// The name of a manner.
    pub manner: String,
}

/// How a voice sounds; the nearest one of the system is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pitch {
    /// Low.
    Low,
    /// Between.
    Middle,
    /// High.
    High,
}

/// A stretch of a loop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What happens.
    pub what: What,
    /// Index of the interviewer who holds it.
    pub interviewer: usize,
    /// How long it takes, probes and all.
    pub minutes: u32,
}

/// What happens in a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// The interviewers introduce themselves.
    Opening,
    /// One question of these packs is asked; a single one is always this.
    Question(Vec<String>),
    /// A pause with a countdown.
    Break,
    /// Thanks and goodbye.
    Closing,
}

/// How an interviewer is. It changes wording and patience and never the scoring.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manner {
    /// The longest silence that is waited for.
    pub patience_ms: u32,
    /// The most probes a question.
    pub probes: usize,
    /// Whether a dodged probe is asked once more.
    pub presses: bool,
    /// Says who it is; `{name}`.
    pub introduces: Vec<String>,
    /// Before a question.
    pub before_question: Vec<String>,
    /// Before a probe.
    pub before_probe: Vec<String>,
    /// Open questions where nothing is left to probe and much time is.
    pub goes_deeper: Vec<String>,
    /// Before one more question, for which time is left.
    pub time_is_left: Vec<String>,
    /// When the time of a question is nearly up.
    pub time_is_short: Vec<String>,
    /// When it is.
    pub time_is_up: Vec<String>,
    /// To the next interviewer; `{next}`.
    pub hands_over: Vec<String>,
    /// Before a break; `{minutes}`.
    pub break_begins: Vec<String>,
    /// After it.
    pub break_ends: Vec<String>,
    /// At the end.
    pub closes: Vec<String>,
}

impl Loops {
    /// A plan by id.
    pub fn plan(&self, id: &str) -> Option<&LoopPlan> {
        self.plans.iter().find(|plan| plan.id == id)
    }

    /// A manner by name.
    pub fn manner(&self, name: &str) -> Option<&Manner> {
        self.manners.iter().find(|(known, _)| known == name).map(|(_, manner)| manner)
    }
}

impl LoopPlan {
    /// The packs each question may come from, in order.
    pub fn questions(&self) -> impl Iterator<Item = &[String]> {
        self.parts.iter().filter_map(|part| match &part.what {
            What::Question(packs) => Some(packs.as_slice()),
            What::Opening | What::Break | What::Closing => None,
        })
    }
}
