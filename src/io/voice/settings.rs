//! How the interviewer speaks, and how long a sentence takes.

use std::time::Duration;

/// What a person reads at, in ms a character: 17 characters a second, as subtitles are timed.
const READING_MS: f32 = 60.0;

/// The shortest time that a caption stays.
const SHORTEST: Duration = Duration::from_millis(1_200);

/// What a slow voice takes at a normal pace, in ms a character. Measured with espeak-ng: 65 on whole sentences.
const SPEAKING_MS: f32 = 90.0;

/// What comes on top: the first word, and the silence after the last one.
const SLACK: Duration = Duration::from_millis(1_500);

/// Which voice, and how fast.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct VoiceSettings {
    /// A name of the voices that the system has; its own choice if left out.
    pub voice: Option<String>,
    /// From -1, as slow as the system can, over 0, its normal pace, to 1, as fast as it can.
    pub pace: f32,
}

impl VoiceSettings {
    /// How much longer than at the normal pace a sentence takes: up to three times for the slowest.
    fn slowness(&self) -> f32 {
        3.0_f32.powf(-self.pace.clamp(-1.0, 1.0))
    }

    /// How long a sentence is shown where nobody says it.
    pub fn reading_time(&self, text: &str) -> Duration {
        let ms = text.chars().count() as f32 * READING_MS * self.slowness();
        Duration::from_millis(ms as u64).max(SHORTEST)
    }

    /// A voice that takes longer for a sentence than this has died.
    pub fn longest(&self, text: &str) -> Duration {
        let ms = text.chars().count() as f32 * SPEAKING_MS * self.slowness().max(1.0);
        SLACK + Duration::from_millis(ms as u64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slow_voice_is_given_more_time_and_a_fast_one_no_less() {
        let text = "What did you do then?";
        let at = |pace| VoiceSettings { pace, voice: None }.longest(text);
        assert!(at(-1.0) > at(0.0) && at(1.0) == at(0.0));
    }

    #[test]
    fn a_caption_can_be_read() {
        let settings = VoiceSettings::default();
        assert_eq!(settings.reading_time("Go on."), SHORTEST);
        assert_eq!(settings.reading_time(&"a".repeat(100)), Duration::from_secs(6));
    }
}
