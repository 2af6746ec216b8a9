//! The time of one answer. It runs from the first word while the person has the floor, and stands still otherwise.

/// Ms before the limit from which the clock is amber.
pub const AMBER_MS: u64 = 30_000;

/// Ms after the limit until which the answer may be brought to its end.
pub const GRACE_MS: u64 = 15_000;

/// How long an answer took so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Clock {
    spent_ms: u64,
    since: Option<u64>,
}

impl Clock {
    pub(super) fn run(&mut self, now: u64) {
        self.since.get_or_insert(now);
    }

    pub(super) fn stop(&mut self, now: u64) {
        if let Some(since) = self.since.take() {
            self.spent_ms += now.saturating_sub(since);
        }
    }

    /// Whether it ever ran.
    pub(super) fn has_begun(&self) -> bool {
        self.since.is_some() || self.spent_ms > 0
    }

    /// The time at which so much will be spent; `None` while it stands still.
    pub(super) fn at(&self, spent_ms: u64) -> Option<u64> {
        self.since.map(|since| (since + spent_ms).saturating_sub(self.spent_ms))
    }

    /// What is spent, as of the last time it stopped, and since when it runs.
    pub(super) fn reading(&self) -> (u64, Option<u64>) {
        (self.spent_ms, self.since)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_off_the_floor_does_not_count() {
        let mut clock = Clock::default();
        assert_eq!(clock.at(60_000), None);
        clock.run(1_000);
        clock.run(5_000);
        clock.stop(11_000);
        assert_eq!((clock.at(60_000), clock.has_begun()), (None, true));
        clock.run(100_000);
        assert_eq!(clock.at(60_000), Some(150_000));
    }
}
