//! The words that tell a pause from an end, as `prompts/interview/endings.toml` lists them.

use serde::Deserialize;

/// Entries are lower case, without punctuation; several words stand in order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Endings {
    /// Sounds that carry nothing.
    pub fillers: Vec<String>,
    /// Said last, they close an answer.
    pub closers: Vec<String>,
    /// Said last, more must follow.
    pub hanging: Vec<String>,
    /// The same, unless a full stop was heard there.
    pub perhaps_hanging: Vec<String>,
    /// In the last sentence, they open a list.
    pub lists: Vec<String>,
}
