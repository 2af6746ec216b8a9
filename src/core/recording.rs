//! A recording after it was listened to: the words, the delivery, and what went wrong on the way.

use crate::core::delivery::Delivery;
use crate::core::span::Ms;
use crate::core::span::Span;
use crate::core::transcript::Transcript;

/// Everything that is known about a recorded answer before it is judged.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Recording {
    /// What a person calls it: the file name.
    pub name: String,
    /// The words, with times in the original recording.
    pub transcript: Transcript,
    /// The stretches of speech, in order, each from its first to after its last voiced frame. The recogniser heard
    /// them with a little sound around, and nothing else.
    pub segments: Vec<Span<Ms>>,
    /// Pace and pauses.
    pub delivery: Delivery,
    /// Name of the speech model that wrote the transcript.
    pub model: String,
    /// Whether that model understands synthetic voices only.
    pub synthetic_only: bool,
    /// What a person should know: "the file ends in the middle of the data; judged up to 0:41".
    pub warnings: Vec<String>,
}
