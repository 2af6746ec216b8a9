//! How it was said: pace and pauses, measured from the audio and reported apart from the rubric.
//!
//! Accent, tone and "confidence" are never judged.

use crate::core::span::Ms;
use crate::core::span::Span;
use crate::core::transcript::Transcript;

/// Sounds of hesitation as recognisers write them, where they write them at all.
const FILLERS: &[&str] =
    &["um", "umm", "uh", "uhh", "uhm", "er", "erm", "ah", "eh", "hm", "hmm", "mm", "mmm"];

/// Delivery figures of one answer. Times refer to the original recording.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Delivery {
    /// Length of the recording in ms.
    pub duration_ms: usize,
    /// Spoken time in ms: from the first to the last voiced frame without the pauses.
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

/// Counts the hesitations in a transcript. A lower bound: recognisers leave most of them out.
pub fn count_fillers(transcript: &Transcript) -> usize {
    let is_filler = |text: &str| {
        let bare = text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        FILLERS.contains(&bare.as_str())
    };
    transcript.words().iter().filter(|w| is_filler(transcript.word_text(w))).count()
}

fn per_minute(count: usize, ms: usize) -> Option<f32> {
    (ms > 0 && count > 0).then(|| count as f32 * 60_000.0 / ms as f32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hesitations_are_counted_whatever_is_stuck_to_them() {
        assert_eq!(count_fillers(&Transcript::from_text("Um, so I, uh... hmm. The umbrella, ah!")), 4);
    }

    #[test]
    fn pace_counts_pauses_and_articulation_does_not() {
        let pauses = vec![Span::from_len(2_000, 1_000), Span::from_len(4_000, 3_000)];
        let made = Delivery {
            duration_ms: 12_000,
            speech_ms: 6_000,
            words: 20,
            pauses,
            lead_ms: 1_000,
            fillers_at_least: 0,
        };
        assert_eq!(made.words_per_minute(), Some(120.0));
        assert_eq!(made.articulation_rate(), Some(200.0));
        assert_eq!(made.talk_share(), Some(0.5));
        assert_eq!(made.longest_pause(), Some(Span::from_len(4_000, 3_000)));
        assert_eq!(Delivery::default().words_per_minute(), None);
    }
}
