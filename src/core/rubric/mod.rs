//! Judges an answer against a rubric: what was said becomes events, events become levels, levels become a score
//! and the next probe. Every step keeps the words that earned it.

pub mod changes;
pub mod dialogue;
pub mod frame;
pub mod judge;
pub mod learned;
pub mod rubric;
pub mod verdict;
pub mod when;
