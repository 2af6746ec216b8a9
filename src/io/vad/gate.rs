//! An energy gate: a voice stands out from what was there before it.
//!
//! Steady sounds (hum, hiss, a held tone) never stand out from themselves, whatever a detector thinks of them.

use std::collections::VecDeque;

/// Below this mean power, in dB relative to full scale, nothing is speech.
const QUIETEST_DB: f32 = -65.0;

/// How far above the floor speech is, in dB.
const ABOVE_FLOOR_DB: f32 = 4.0;

/// How far back the floor is looked for, in frames of 16 ms: speech dips between syllables far more often.
const FLOOR_FRAMES: usize = 125;

/// Lowest floor, so that a recording with digital silence in it does not open the gate to its own noise.
const LOWEST_FLOOR_DB: f32 = -75.0;

/// Follows the quietest level of the last two seconds.
#[derive(Debug, Clone, Default)]
pub struct Gate {
    /// Levels that may still become the floor, rising; each with the frame it was heard in.
    candidates: VecDeque<(usize, f32)>,
    frames: usize,
}

impl Gate {
    /// Whether a frame of that level can be speech. Every frame has to be shown, in order.
    pub fn open(&mut self, level_db: f32) -> bool {
        let at = self.frames;
        self.frames += 1;
        while self.candidates.back().is_some_and(|(_, level)| *level >= level_db) {
            self.candidates.pop_back();
        }
        self.candidates.push_back((at, level_db));
        while self.candidates.front().is_some_and(|(heard, _)| heard + FLOOR_FRAMES <= at) {
            self.candidates.pop_front();
        }
        // Before the window is full, silence is assumed before the recording: it may begin inside a word.
        let known = self.frames >= FLOOR_FRAMES;
        let floor = self.candidates.front().filter(|_| known).map_or(LOWEST_FLOOR_DB, |(_, level)| *level);
        level_db >= QUIETEST_DB && level_db >= floor.max(LOWEST_FLOOR_DB) + ABOVE_FLOOR_DB
    }
}

/// Mean power of the difference of neighbouring samples relative to that of the samples, in dB; 0 for silence.
pub fn tilt_db(samples: &[f32]) -> f32 {
    const NOTHING: f32 = 1e-9;
    let power: f32 = samples.iter().map(|s| s * s).sum();
    let high: f32 = samples.windows(2).map(|w| (w[1] - w[0]).powi(2)).sum();
    10.0 * ((high + NOTHING) / (power + NOTHING)).log10()
}

/// Mean power in dB relative to full scale; -120 for digital silence.
pub fn level_db(samples: &[f32]) -> f32 {
    let power = samples.iter().map(|s| s * s).sum::<f32>() / samples.len().max(1) as f32;
    10.0 * power.max(1e-12).log10()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_held_tone_closes_the_gate_and_a_voice_opens_it_again() {
        let mut gate = Gate::default();
        let open: Vec<_> = (0..500).map(|_| gate.open(-20.0)).collect();
        assert!(open[..100].iter().all(|o| *o) && open[130..].iter().all(|o| !*o));
        assert!(gate.open(-12.0));
    }

    #[test]
    fn levels_are_in_db_of_full_scale() {
        assert!((level_db(&[0.0; 256]) + 120.0).abs() < 1e-3);
        assert!(level_db(&[1.0; 256]).abs() < 1e-3);
        assert!((level_db(&[0.1, -0.1]) + 20.0).abs() < 1e-3);
    }

    #[test]
    fn digital_silence_is_never_speech() {
        let mut gate = Gate::default();
        assert!((0..300).all(|_| !gate.open(-120.0)));
    }
}
