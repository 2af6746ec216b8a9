//! Whether a microphone hears a person well, from its levels. Counts readings, never asks the clock.

use crate::io::capture::level::Level;
use crate::io::capture::level::READINGS;
use crate::runtime::microphone::take::QUIET_DB;

/// So many readings of speech that is loud enough make a good microphone: 0.4 s, longer than a knock on the table.
const ENOUGH: usize = 2 * READINGS / 5;

/// Over so many readings they may be spread: 4 s.
const WINDOW: usize = 4 * READINGS;

/// After so many readings without speech that is loud enough, it is too quiet: 5 s.
const PATIENCE: usize = 5 * READINGS;

/// A wave that was cut off is told for so long: 2 s.
const CLIPPED: usize = 2 * READINGS;

/// How it is heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Heard {
    /// Nobody has spoken yet.
    #[default]
    Nothing,
    /// Well.
    Good,
    /// What there is is hard to tell from the room.
    TooQuiet,
    /// Waves are cut off.
    Clipping,
    /// Nothing but zeros: muted, or not connected.
    Silent,
}

/// Takes readings of one device.
#[derive(Debug, Clone, Default)]
pub(super) struct Judge {
    seen: usize,
    /// When each loud reading of the window came.
    loud: std::collections::VecDeque<usize>,
    clipped: Option<usize>,
    good: bool,
    /// Whether it ever was.
    proven: bool,
}

impl Judge {
    /// What all readings so far come to.
    pub(super) fn take(&mut self, level: Level) -> Heard {
        self.seen += 1;
        if level.peak_db >= QUIET_DB {
            self.loud.push_back(self.seen);
        }
        while self.loud.front().is_some_and(|at| *at + WINDOW < self.seen) {
            self.loud.pop_front();
        }
        if level.clipping {
            self.clipped = Some(self.seen);
        }
        if level.dead {
            *self = Self { proven: self.proven, ..Self::default() };
            // Some devices give zeros as soon as nobody speaks. One that was heard is not dead.
            return if self.proven { Heard::Nothing } else { Heard::Silent };
        }
        if self.clipped.is_some_and(|at| at + CLIPPED >= self.seen) {
            return Heard::Clipping;
        }
        self.good |= self.loud.len() >= ENOUGH;
        self.proven |= self.good;
        match () {
            // A person who has been heard well may be quiet again.
            () if self.good => Heard::Good,
            () if self.seen > PATIENCE && !self.proven => Heard::TooQuiet,
            () => Heard::Nothing,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(peak_db: f32) -> Level {
        Level { rms_db: peak_db - 6.0, peak_db, hold_db: peak_db, ..Level::default() }
    }

    /// Seconds at a level, and what it comes to in the end.
    fn after(judge: &mut Judge, seconds: f32, level: Level) -> Heard {
        let readings = (seconds * READINGS as f32) as usize;
        (0..readings).map(|_| judge.take(level)).last().unwrap_or_default()
    }

    #[test]
    fn speech_is_heard_and_a_pause_after_it_changes_nothing() {
        let mut judge = Judge::default();
        assert_eq!(after(&mut judge, 2.0, level(-60.0)), Heard::Nothing);
        assert_eq!(after(&mut judge, 0.5, level(-15.0)), Heard::Good);
        assert_eq!(after(&mut judge, 60.0, level(-60.0)), Heard::Good);
    }

    #[test]
    fn a_knock_is_no_speech() {
        let mut judge = Judge::default();
        assert_eq!(after(&mut judge, 0.2, level(-10.0)), Heard::Nothing);
        assert_eq!(after(&mut judge, 4.5, level(-60.0)), Heard::Nothing);
        assert_eq!(after(&mut judge, 1.0, level(-60.0)), Heard::TooQuiet);
        assert_eq!(after(&mut judge, 0.5, level(-20.0)), Heard::Good, "it can get better");
    }

    #[test]
    fn waves_that_are_cut_off_are_told_until_they_no_longer_are() {
        let mut judge = Judge::default();
        let loud = Level { clipping: true, ..level(0.0) };
        assert_eq!(after(&mut judge, 1.0, loud), Heard::Clipping);
        assert_eq!(after(&mut judge, 1.0, level(-12.0)), Heard::Clipping);
        assert_eq!(after(&mut judge, 1.5, level(-12.0)), Heard::Good);
    }

    #[test]
    fn zeros_are_a_dead_microphone_unless_it_was_heard_before() {
        let dead = Level { dead: true, ..level(-120.0) };
        let mut judge = Judge::default();
        assert_eq!(after(&mut judge, 0.1, dead), Heard::Silent);
        assert_eq!(after(&mut judge, 0.1, level(-60.0)), Heard::Nothing);
        assert_eq!(after(&mut judge, 1.0, level(-12.0)), Heard::Good);
        assert_eq!(after(&mut judge, 9.0, dead), Heard::Nothing, "it may be one that shuts in a pause");
        assert_eq!(after(&mut judge, 9.0, level(-60.0)), Heard::Nothing);
        assert_eq!(after(&mut judge, 1.0, level(-12.0)), Heard::Good);
    }
}
