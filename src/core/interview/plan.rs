//! What a session is made of: the questions, the settings, and the words beside them. Fixed before it starts.

use crate::core::interview::floor::Patience;
use crate::core::interview::floor::endings::Endings;
use crate::core::interview::lines::Lines;
use crate::core::interview::schedule::Schedule;
use crate::core::rubric::rubric::Rubric;

/// The most probes that can be set.
pub const MOST_PROBES: usize = 4;

/// A whole session. One with a schedule is a loop.
#[derive(Debug, Clone, Copy)]
pub struct Plan<'a> {
    /// In the order they are asked.
    pub questions: &'a [Question<'a>],
    /// How it is held.
    pub settings: Settings,
    /// The clock of a loop, and who interviews in it; `None` for a practice session.
    pub schedule: Option<&'a Schedule>,
    /// What the interviewer says beside questions and probes.
    pub lines: &'a Lines,
    /// What tells a pause from an end.
    pub endings: &'a Endings,
}

/// One question.
#[derive(Debug, Clone)]
pub struct Question<'a> {
    /// How it is judged.
    pub rubric: &'a Rubric,
    /// Its wording.
    pub ask: String,
    /// Whose voice asks it.
    pub interviewer: usize,
    /// After so many ms of this question no further probe is asked; `None`: no such limit.
    pub minutes_ms: Option<u64>,
}

/// What a view may show before the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mode {
    /// What is told and what is missing, while it is told, and a verdict after each answer.
    Practice,
    /// Nothing before the end.
    Real,
}

/// How a session is held. All times in ms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "independent switches of a person's settings")]
pub struct Settings {
    /// What is shown.
    pub mode: Mode,
    /// The most probes a question, up to [`MOST_PROBES`].
    pub max_probes: usize,
    /// Time to think before an answer; it ends with the first word.
    pub think_ms: u64,
    /// The longest answer, without the grace; `None`: none.
    pub limit_ms: Option<u64>,
    /// How long silences are waited for.
    pub patience: Patience,
    /// Whether a silence ends an answer at all.
    pub automatic_end: bool,
    /// Whether speech stops the voice; the key always does.
    pub barge_in: bool,
    /// Whether there is a voice.
    pub voice: bool,
    /// Whether there are a microphone and a speech model.
    pub ears: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            mode: Mode::Practice,
            max_probes: 2,
            think_ms: 0,
            limit_ms: Some(180_000),
            patience: Patience::default(),
            automatic_end: true,
            barge_in: false,
            voice: true,
            ears: true,
        }
    }
}
