//! The numbers that decide where speech begins and ends.

use crate::core::listening::frames_in;

/// Lengths are in frames of 16 ms.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ListeningSettings {
    /// Voiced frames in a row that begin a segment: a click is shorter.
    pub onset: usize,
    /// Unvoiced frames in a row that end it: a pause inside a sentence is shorter.
    pub hangover: usize,
    /// Sound kept from before the first voiced frame: soft consonants are not voiced.
    pub pre_roll: usize,
    /// Sound kept from after the last voiced frame. Never more than the hangover.
    pub tail: usize,
    /// A segment with fewer voiced frames than this is a noise, not speech.
    pub min_voiced: usize,
    /// Speech moves between hiss and hum; music and noise keep their balance. A segment whose tilt changes less than
    /// this (standard deviation in dB) is not speech.
    pub min_change_db: f32,
    /// The same for a segment with fewer voiced frames than `long`: one word may be one vowel.
    pub min_change_short_db: f32,
    /// Voiced frames from which on `min_change_db` counts.
    pub long: usize,
    /// The longest segment with its pre-roll; recognisers take at most 30 s.
    pub max: usize,
    /// How far back from the longest length a cut may lie.
    pub cut_window: usize,
    /// Unvoiced frames in a row, between two words, that are heard as a pause.
    pub pause: usize,
}

impl ListeningSettings {
    /// The same with segments of at most this many samples.
    #[must_use]
    pub fn at_most(self, samples: usize) -> Self {
        let max =
            (samples / crate::core::listening::FRAME_SAMPLES).clamp(self.pre_roll + self.onset + 1, self.max);
        Self { max, cut_window: self.cut_window.min(max / 2), ..self }
    }
}

impl Default for ListeningSettings {
    fn default() -> Self {
        Self {
            onset: frames_in(48),
            hangover: frames_in(600),
            pre_roll: frames_in(300),
            tail: frames_in(240),
            min_voiced: frames_in(160),
            // Measured with the detector in use: speech 4.5 to 6.5 over a sentence and 0.9 and more over a word; tones
            // 1.9 to 2.0, brown noise 2.4, white noise 0.3.
            min_change_db: 2.7,
            min_change_short_db: 0.6,
            long: frames_in(1_500),
            max: frames_in(28_000),
            cut_window: frames_in(8_000),
            pause: frames_in(250),
        }
    }
}
