//! How long to wait before the next attempt.

use std::hash::BuildHasher;
use std::hash::RandomState;
use std::time::Duration;

/// The longest wait that a server may ask for.
const LONGEST_ASKED: Duration = Duration::from_mins(1);

/// The wait after that many failures in a row (1 is the first): twice as long each time, up to `longest`, and
/// anywhere in the upper half of it, so that many programs do not come back at once. A server that asks for a time
/// gets it.
pub(super) fn pause(first: Duration, longest: Duration, failures: u32, asked: Option<Duration>) -> Duration {
    if let Some(asked) = asked {
        return asked.min(LONGEST_ASKED);
    }
    let doubled = first.saturating_mul(2_u32.saturating_pow(failures.saturating_sub(1))).min(longest);
    doubled.mul_f64(0.5 + 0.5 * chance())
}

/// A number from 0 to 1. The standard library seeds its hashers at random, which is enough here.
fn chance() -> f64 {
    RandomState::new().hash_one(0) as f64 / u64::MAX as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_up_to_a_limit_and_differ() {
        let first = Duration::from_millis(500);
        let longest = Duration::from_secs(20);
        for failures in 1..40 {
            let most = (0.5 * 2.0_f64.powi(failures - 1)).min(20.0);
            let wait = pause(first, longest, failures as u32, None).as_secs_f64();
            assert!(wait >= most * 0.499 && wait <= most * 1.001, "{failures}: {wait}");
        }
        let waits: std::collections::HashSet<_> = (0..20).map(|_| pause(first, longest, 5, None)).collect();
        assert!(waits.len() > 1);
    }

    #[test]
    fn a_server_gets_the_time_it_asks_for_within_reason() {
        let short = Duration::from_millis(1);
        assert_eq!(pause(short, short, 1, Some(Duration::from_secs(7))), Duration::from_secs(7));
        assert_eq!(pause(short, short, 1, Some(Duration::from_secs(7_000))), LONGEST_ASKED);
    }
}
