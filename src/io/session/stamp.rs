//! A moment as the files of a session write it: UTC, to the second, such as `2026-11-25T22:24:16Z`.
//!
//! Absent by intent: time zones and local time. A folder that was moved to another machine reads the same there.

use std::fmt;
use std::str::FromStr;
use std::time::SystemTime;

use serde::Deserialize;
use serde::Serialize;
use thiserror::Error;

const DAY: u64 = 86_400;

/// Bytes of what [`Stamp::name`] writes.
pub const NAME_LENGTH: usize = "2026-11-25_22-24-16".len();

/// Seconds since the start of 1970, UTC. From 1970 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Stamp(u64);

/// A text that is no moment.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{0:?} is no time such as 2026-11-25T22:24:16Z")]
pub struct NoStamp(String);

impl Stamp {
    /// Now, by the clock of the machine.
    pub fn now() -> Self {
        // A clock before 1970 is wrong, and no reason to lose a session.
        Self::of(SystemTime::now())
    }

    /// A time of the file system; before 1970 is 1970.
    pub fn of(time: SystemTime) -> Self {
        Self(time.duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs()))
    }

    /// A number to draw by that differs from second to second.
    pub fn seed(self) -> u64 {
        self.0
    }

    /// So many days later.
    #[must_use]
    pub fn plus_days(self, days: u32) -> Self {
        Self(self.0 + u64::from(days) * DAY)
    }

    /// For names of folders, which sort by it: `2026-11-25_22-24-16`.
    pub fn name(self) -> String {
        let (year, month, day) = civil(self.0 / DAY);
        let (hour, minute, second) = clock(self.0);
        format!("{year:04}-{month:02}-{day:02}_{hour:02}-{minute:02}-{second:02}")
    }

    /// For people: `2026-11-25 22:24 UTC`.
    pub fn to_minute(self) -> String {
        let (year, month, day) = civil(self.0 / DAY);
        let (hour, minute, _) = clock(self.0);
        format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02} UTC")
    }

    /// Reads what [`Stamp::name`] wrote.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::parse(name, ["-", "-", "_", "-", "-"])
    }

    /// Numbers of the widths 4, 2, 2, 2, 2, 2 with these marks between them.
    fn parse(text: &str, marks: [&str; 5]) -> Option<Self> {
        let mut rest = text;
        let mut parts = [0_u64; 6];
        for (n, part) in parts.iter_mut().enumerate() {
            let (digits, after) = rest.split_at_checked(if n == 0 { 4 } else { 2 })?;
            *part = digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok())??;
            rest = marks.get(n).map_or(Some(after), |mark| after.strip_prefix(mark))?;
        }
        let [year, month, day, hour, minute, second] = parts;
        let made = Self(days(year, month, day)? * DAY + hour * 3600 + minute * 60 + second);
        // What comes out as it went in had a day that its month has, and an hour that its day has.
        (rest.is_empty() && made.fields() == parts).then_some(made)
    }

    fn fields(self) -> [u64; 6] {
        let (year, month, day) = civil(self.0 / DAY);
        let (hour, minute, second) = clock(self.0);
        [year, month, day, hour, minute, second]
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [year, month, day, hour, minute, second] = self.fields();
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
    }
}

impl FromStr for Stamp {
    type Err = NoStamp;

    fn from_str(text: &str) -> Result<Self, NoStamp> {
        let bare = text.strip_suffix('Z');
        bare.and_then(|bare| Self::parse(bare, ["-", "-", "T", ":", ":"]))
            .ok_or_else(|| NoStamp(text.to_owned()))
    }
}

impl TryFrom<String> for Stamp {
    type Error = NoStamp;

    fn try_from(text: String) -> Result<Self, NoStamp> {
        text.parse()
    }
}

impl From<Stamp> for String {
    fn from(stamp: Stamp) -> Self {
        stamp.to_string()
    }
}

fn clock(seconds: u64) -> (u64, u64, u64) {
    (seconds / 3600 % 24, seconds / 60 % 60, seconds % 60)
}

/// Year, month and day of a day since 1970, in the Gregorian calendar.
/// After Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" (2021), `civil_from_days`.
fn civil(days: u64) -> (u64, u64, u64) {
    let z = days + 719_468;
    let (era, day_of_era) = (z / 146_097, z % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (year_of_era + era * 400 + u64::from(month <= 2), month, day)
}

/// The other way round; `None` before 1970. Same source, `days_from_civil`.
fn days(year: u64, month: u64, day: u64) -> Option<u64> {
    if !(1..=12).contains(&month) || day == 0 {
        return None;
    }
    let year = year.checked_sub(u64::from(month <= 2))?;
    let (era, year_of_era) = (year / 400, year % 400);
    let shifted = if month > 2 { month - 3 } else { month + 9 };
    let day_of_year = (153 * shifted + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    (era * 146_097 + day_of_era).checked_sub(719_468)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stamp(text: &str) -> Stamp {
        text.parse().unwrap()
    }

    #[test]
    fn known_moments_are_written_as_the_world_writes_them() {
        assert_eq!(Stamp(0).to_string(), "1970-01-01T00:00:00Z");
        assert_eq!(Stamp(951_782_400).to_string(), "2000-02-29T00:00:00Z");
        assert_eq!(Stamp(1_709_251_199).to_string(), "2024-02-29T23:59:59Z");
        assert_eq!(Stamp(1_764_109_456).to_minute(), "2025-11-25 22:24 UTC");
    }

    #[test]
    fn what_is_written_is_read_on_every_day_of_four_centuries() {
        for day in 0..146_097 {
            let stamp = Stamp(day * DAY + day % DAY);
            assert_eq!(stamp.to_string().parse(), Ok(stamp));
            assert_eq!(Stamp::from_name(&stamp.name()), Some(stamp));
        }
    }

    #[test]
    fn what_is_no_moment_is_refused() {
        for text in [
            "",
            "2026-11-25",
            "2026-02-29T00:00:00Z",
            "2026-13-01T00:00:00Z",
            "2026-01-01T24:00:00Z",
            "1969-12-31T23:59:59Z",
            "2026-01-01T00:00:00",
            "2026-01-01T00:00:00ZZ",
            "+026-01-01T00:00:00Z",
            "20é6-01-01T00:00:00Z",
        ] {
            assert!(text.parse::<Stamp>().is_err(), "{text}");
        }
    }

    #[test]
    fn names_sort_like_the_moments() {
        assert!(stamp("2026-09-30T23:59:59Z").name() < stamp("2026-10-01T00:00:00Z").name());
        assert_eq!(stamp("2026-01-31T10:00:00Z").plus_days(1), stamp("2026-02-01T10:00:00Z"));
    }
}
