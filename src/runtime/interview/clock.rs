//! The session's clock: ms since it began. A recording that is played faster makes it run faster, so that silences in it
//! are as long as they were.

use std::time::Duration;
use std::time::Instant;

/// Given to every thread of a session.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clock {
    began: Instant,
    /// What it showed then.
    from_ms: u64,
    speed: f64,
}

impl Clock {
    /// Goes on from a time that it showed before, or begins at 0. `speed` is 1 where people speak.
    pub(super) fn go_on(speed: f32, from_ms: u64) -> Self {
        Self { began: Instant::now(), from_ms, speed: f64::from(speed.max(0.01)) }
    }

    /// What it shows.
    pub(super) fn now_ms(&self) -> u64 {
        self.from_ms + (self.began.elapsed().as_secs_f64() * self.speed * 1000.0) as u64
    }

    /// When it will show that.
    pub(super) fn when(&self, at_ms: u64) -> Instant {
        // Rounded up: a timer that rings early would ring for nothing.
        let left_ms = at_ms.saturating_sub(self.from_ms);
        self.began + Duration::from_secs_f64((left_ms as f64 + 1.0) / 1000.0 / self.speed)
    }
}
