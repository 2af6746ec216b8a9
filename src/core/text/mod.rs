//! Reads a transcript: tokens, clauses with their subjects, numbers and times. Knows no rubric.

pub mod reading;
pub mod sym;
