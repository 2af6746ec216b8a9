//! The debrief of a loop: what a committee would read about several answers taken together.
//!
//! Plain data in, plain data out. Every figure follows from verdicts that were given one answer at a time; nothing is
//! judged anew here. Every sentence is a line of `prompts/interview/debrief.toml` with its gaps filled, and every
//! quotation is exact words of a transcript. The thresholds, too, are in that file.
//!
//! Absent by intent: files, clocks, and any form of a report.

mod before;
pub mod build;
mod came;
pub mod input;
mod matrix;
mod numbers;
pub mod packet;
mod patterns;
mod practise;
mod recommend;
mod stories;
mod time_use;
pub mod wording;
pub mod words;
mod write_up;
