//! How long this speaker pauses inside answers: mean and spread, each following the newest pauses.
//!
//! Mean plus a multiple of the mean deviation, both as running averages: Jacobson, "Congestion Avoidance and Control",
//! SIGCOMM 1988, appendix A, where it says how long an answer of the network is waited for.

/// So many pauses are needed before they count.
const FEWEST: u32 = 3;

/// Longer silences are thinking, not a habit.
const LONGEST_MS: u32 = 6_000;

/// What was learnt of one speaker.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Pauses {
    count: u32,
    mean_ms: i64,
    spread_ms: i64,
}

impl Pauses {
    /// Takes a silence in ms after which the speaker went on.
    pub fn learn(&mut self, pause_ms: u32) {
        let pause = i64::from(pause_ms.min(LONGEST_MS));
        if self.count == 0 {
            (self.mean_ms, self.spread_ms) = (pause, pause / 4);
        } else {
            let off = pause - self.mean_ms;
            self.mean_ms += off / 8;
            self.spread_ms += (off.abs() - self.spread_ms) / 4;
        }
        self.count = self.count.saturating_add(1);
    }

    /// A silence in ms that this speaker's pauses seldom exceed; `None` as long as too few were heard.
    pub fn expected_ms(&self) -> Option<u32> {
        (self.count >= FEWEST).then(|| u32::try_from(self.mean_ms + 2 * self.spread_ms).unwrap_or(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_expected_of_a_stranger() {
        let mut pauses = Pauses::default();
        pauses.learn(900);
        pauses.learn(900);
        assert_eq!(pauses.expected_ms(), None);
    }

    #[test]
    fn even_pauses_narrow_what_is_expected_and_one_long_one_widens_it() {
        let mut pauses = Pauses::default();
        for _ in 0..20 {
            pauses.learn(800);
        }
        let even = pauses.expected_ms().unwrap();
        assert!((800..900).contains(&even), "{even}");
        pauses.learn(3_000);
        assert!(pauses.expected_ms().unwrap() > 1_500);
    }

    #[test]
    fn a_silence_of_minutes_is_no_habit() {
        let mut pauses = Pauses::default();
        for _ in 0..9 {
            pauses.learn(u32::MAX);
        }
        assert!(pauses.expected_ms().unwrap() <= 9_000);
    }
}
