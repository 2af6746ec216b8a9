//! The line at the bottom: what goes on, how loud it is, the time, and the silence that will end the answer.

use std::fmt::Write;

use crate::cli::interview::words;
use crate::core::view::Stage;
use crate::core::view::View;
use crate::io::capture::level;
use crate::io::capture::level::Level;

/// Steps of the meter, and of the ring.
const METER: usize = 16;
const RING: usize = 10;

/// How full a bar is, in plain characters.
fn bar(share: f32, width: usize, full: char) -> String {
    let filled = (share.clamp(0.0, 1.0) * width as f32).round() as usize;
    let rest = std::iter::repeat_n(' ', width - filled);
    std::iter::repeat_n(full, filled).chain(rest).collect()
}

fn minutes(ms: u64) -> String {
    format!("{}:{:02}", ms / 60_000, ms / 1_000 % 60)
}

/// Fits in so many characters.
pub(super) fn line(view: &View, level: Level, now_ms: u64, width: usize) -> String {
    let mut text = format!("[{}]", words::stage(view.stage));
    let share = level::share(level.rms_db);
    write!(text, " |{}|", bar(share, METER, '#')).ok();
    if level.clipping {
        text.push_str(" too loud");
    } else if level.dead && view.stage == Stage::Listening {
        text.push_str(" silent");
    }
    if let Some(clock) = &view.clock {
        let runs = clock.runs_since_ms.map_or(0, |since| now_ms.saturating_sub(since));
        write!(text, " {}", minutes(clock.spent_ms + runs)).ok();
        if let Some(limit) = clock.limit {
            write!(text, "/{}", minutes(limit.red_ms)).ok();
        }
    }
    if let Some(clock) = &view.rehearsal {
        let now = clock.held_ms.unwrap_or(now_ms);
        let left = (clock.began_ms + clock.length_ms).saturating_sub(now);
        write!(text, " {} left", minutes(left)).ok();
        if let Some(until) = clock.break_ends_ms {
            write!(text, ", break {}", minutes(until.saturating_sub(now) + 999)).ok();
        }
    }
    if let Some(until) = view.think_until_ms.filter(|until| *until > now_ms) {
        write!(text, " think {}", minutes(until - now_ms + 999)).ok();
    }
    if let Some(ring) = view.ring {
        let length = ring.to_ms.saturating_sub(ring.from_ms).max(1);
        let share = now_ms.saturating_sub(ring.from_ms) as f32 / length as f32;
        write!(text, " ({})", bar(share, RING, '=')).ok();
    }
    if view.behind > 0 {
        write!(text, " {} behind", view.behind).ok();
    }
    let room = width.saturating_sub(text.chars().count() + 2);
    let heard = format!("{} {}", view.heard, view.tentative);
    let heard = heard.trim();
    if room > 8 && !heard.is_empty() {
        let skip = heard.chars().count().saturating_sub(room - 1);
        let tail: String = heard.chars().skip(skip).collect();
        text.push(' ');
        text.push_str(&tail);
    }
    text.chars().take(width.saturating_sub(1)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_has_one_width() {
        assert_eq!(bar(0.5, 4, '#'), "##  ");
        assert_eq!(bar(7.0, 4, '#'), "####");
        assert_eq!(bar(f32::NAN, 4, '#'), "    ");
    }
}
