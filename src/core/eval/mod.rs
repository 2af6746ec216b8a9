//! Measures verdicts against labelled answers: agreement figures, differences, and groups for cross-validation.
//!
//! The scales are those of the labelling guide and are fixed here; verdicts on other scales are refused, not bent.
//! Nothing here judges an answer, reads a file or prints.

pub mod agreement;
pub mod answer;
pub mod difference;
pub mod figures;
pub mod folds;
pub mod matching;

/// The dimensions with a level from 0 to 2, in the order they are reported.
pub const GRADED: [&str; 7] =
    ["stakes", "responsibility", "root_cause", "recovery", "outcome", "change", "proof"];

/// The dimension with levels of its own.
pub const DISCLOSURE: &str = "disclosure";

/// The killers, in the order they are reported.
pub const KILLERS: [&str; 5] = [
    "humble_brag",
    "blame_diffusion",
    "lesson_without_evidence",
    "no_real_stakes",
    "skipped_disclosure_timing",
];

/// The parts of the story, in the order they are reported.
pub const BEATS: [&str; 10] = [
    "setup",
    "responsibility",
    "mistake",
    "impact",
    "disclosure",
    "recovery",
    "outcome",
    "change",
    "proof",
    "other",
];

/// The beat of words that no segment covers.
pub const NO_BEAT: &str = "other";
