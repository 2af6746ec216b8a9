//! Decides. Pure: no thread, clock, file, device or window, and nothing a person says makes it fail.

pub mod debrief;
pub mod delivery;
pub mod eval;
pub mod history;
pub mod interview;
pub mod listening;
pub mod recording;
pub mod rubric;
pub mod span;
pub mod text;
pub mod transcript;
pub mod view;
