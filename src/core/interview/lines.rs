//! What the interviewer says beside questions and probes, as `prompts/interview/lines.toml` has it.

use serde::Deserialize;

/// Wordings, used in turn.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lines {
    /// Once, after a long silence before an answer.
    pub take_your_time: Vec<String>,
    /// When the time for an answer was up.
    pub over_time: Vec<String>,
    /// After a question, when another follows.
    pub next_question: Vec<String>,
    /// At the end.
    pub goodbye: Vec<String>,
}

/// The wording of a list for the nth use; nothing where the list is empty.
pub fn nth(wordings: &[String], n: usize) -> String {
    wordings.get(n % wordings.len().max(1)).cloned().unwrap_or_default()
}
