//! Patterns over what was read: a frame says which words, said by whom and in which mood, make which event.
//!
//! Everything here is compiled once from the files under `prompts/cues/` and then only read. Matching skips the
//! tokens that were not meant (fillers, false starts), never needs punctuation, and takes a bounded number of steps
//! whatever a pattern says: a state is a place in the pattern and a place in the text, and none is visited twice.
//!
//! Absent by intent: any word of any language. Words live in the lexicon files.

mod compile;
pub mod event;
pub mod guard;
mod hooks;
pub mod lexicon;
mod machine;
mod musts;
mod program;
pub mod set;
pub mod syntax;
pub mod view;

#[cfg(test)]
mod tests;
