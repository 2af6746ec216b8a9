//! How it was said: pace and pauses, measured from the audio and reported apart from the rubric.
//!
//! Accent, tone and "confidence" are never judged.

use crate::core::span::Ms;
use crate::core::span::Span;

/// Delivery figures of one answer. Times refer to the original recording.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Delivery {
    /// Length of the recording in ms.
    pub duration_ms: usize,
    /// Voiced time in ms.
    pub speech_ms: usize,
    /// Words heard.
    pub words: usize,
    /// Silences between the first and the last voiced frame that are long enough to be heard as pauses.
    pub pauses: Vec<Span<Ms>>,
    /// Silence before the first voiced frame, in ms.
    pub lead_ms: usize,
    /// "um", "uh" and the like in the text. A lower bound: recognisers leave them out.
    pub fillers_at_least: usize,
}

impl Delivery {
    /// Words a minute from the first to the last voiced frame, pauses included; `None` without speech.
    pub fn words_per_minute(&self) -> Option<f32> {
        let pause_ms: usize = self.pauses.iter().map(Span::len).sum();
        per_minute(self.words, self.speech_ms + pause_ms)
    }

    /// Words a minute of voiced time; `None` without speech.
    pub fn articulation_rate(&self) -> Option<f32> {
        per_minute(self.words, self.speech_ms)
    }

    /// Voiced share of the recording, from 0 to 1; `None` for an empty recording.
    pub fn talk_share(&self) -> Option<f32> {
        (self.duration_ms > 0).then(|| self.speech_ms as f32 / self.duration_ms as f32)
    }

    /// The longest pause; `None` where there is none.
    pub fn longest_pause(&self) -> Option<Span<Ms>> {
        self.pauses.iter().copied().max_by_key(Span::len)
    }
}

fn per_minute(count: usize, ms: usize) -> Option<f32> {
    (ms > 0 && count > 0).then(|| count as f32 * 60_000.0 / ms as f32)
}
