//! The first line of an interview's `events.jsonl`: what it was held by, so that the events after it can be played back.
//!
//! It is itself an event, of the kind `plan`, which changes nothing. Keys may be added, and older lines lack them.

use serde::Deserialize;
use serde::Serialize;

use crate::core::interview::loops::Pitch;
use crate::io::session::rehearsal::PartKind;

/// Version of the line that this program writes. One with a higher number is not understood.
pub const PLAN_VERSION: u32 = 1;

/// The line.
#[expect(clippy::struct_excessive_bools, reason = "independent switches of a person's settings")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanLine {
    /// Always 0.
    pub at_ms: u64,
    /// Always `plan`.
    pub event: String,
    /// [`PLAN_VERSION`].
    pub version: u32,
    /// The questions, in order: the ids of their packs.
    pub questions: Vec<PlannedQuestion>,
    /// Whether nothing is shown before the end.
    pub real: bool,
    /// The most probes a question.
    pub probes: usize,
    /// Time to think before an answer, in ms.
    pub think_ms: u64,
    /// The longest answer, in ms.
    pub limit_ms: Option<u64>,
    /// The longest silence after words that leave nothing open, in ms.
    pub patience_ms: u32,
    /// Whether a silence ends an answer.
    pub automatic_end: bool,
    /// Whether speech stops the voice.
    pub barge_in: bool,
    /// Whether there was a voice.
    pub voice: bool,
    /// Whether there were a microphone and a speech model.
    pub ears: bool,
    /// The speech model.
    pub model: Option<PlannedModel>,
    /// The clock of a loop.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schedule: Option<PlannedLoop>,
}

/// What heard the answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedModel {
    /// Its name.
    pub name: String,
    /// Whether it understands synthetic voices only.
    pub synthetic_only: bool,
}

/// How a loop was to run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedLoop {
    /// Id of its plan.
    pub id: String,
    /// Its name for people.
    pub title: String,
    /// Who interviewed.
    pub hosts: Vec<PlannedHost>,
    /// What was to happen, in order.
    pub slots: Vec<PlannedSlot>,
    /// Questions for time that is left, by index.
    pub spares: Vec<usize>,
}

/// An interviewer of a loop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedHost {
    /// As it was said.
    pub name: String,
    /// `low`, `middle` or `high`.
    pub pitch: Pitch,
    /// The name of the manner.
    pub manner: String,
}

/// A part of a loop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedSlot {
    /// What happens.
    pub what: PartKind,
    /// Which question of the plan.
    pub question: Option<usize>,
    /// Who holds it.
    pub host: usize,
    /// How long it takes.
    pub minutes: u32,
}

/// One question of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedQuestion {
    /// Id of its pack.
    pub id: String,
    /// Fingerprint of what judged it.
    pub fingerprint: String,
    /// Its wording.
    pub ask: String,
    /// Whose voice asked it.
    pub interviewer: usize,
    /// After so many ms no further probe is asked.
    pub minutes_ms: Option<u64>,
}
