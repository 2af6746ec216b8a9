//! The fixed words of a report: names of sections, units and states. Nothing here judges an answer.

use crate::core::rubric::verdict::Attribution;
use crate::core::rubric::verdict::Disclosure;
use crate::core::rubric::verdict::Level;
use crate::core::rubric::verdict::TimelineKind;
use crate::core::span::Ms;
use crate::core::span::Span;

/// Stands where no words can be quoted.
pub(super) const NOT_SAID: &str = "Not said";

/// Stands where no probe is left.
pub(super) const NO_GAP: &str = "Nothing more";

/// Stands where a probe asks for something that was not said.
pub(super) const NOTHING_ABOUT_IT: &str = "Nothing about it";

/// Stands beside the score of a very short answer.
pub(super) const TOO_SHORT: &str = "Too few words for a firm score";

/// Stands under the figures of delivery.
pub(super) const DELIVERY_NOTE: &str = "Measured from the sound and kept apart from the score. \
     Accent, tone and confidence are never judged. Recognisers leave fillers out, so their number is a lower bound.";

/// Says which model wrote a transcript that must not be trusted for a person's voice.
pub(super) fn synthetic_only(model: &str) -> String {
    format!(
        "transcribed with {model}, a model that understands synthetic voices only: \
         human speech comes out as nonsense"
    )
}

/// An id as a person reads it: `root_cause` becomes `Root cause`.
pub fn title(id: &str) -> String {
    let mut letters = id.chars().map(|c| if c == '_' { ' ' } else { c });
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A level in one word.
pub fn level(level: Level) -> &'static str {
    match level {
        Level::Graded(0) | Level::Disclosed(Disclosure::Absent) => "not said",
        Level::Graded(1) => "thin",
        Level::Graded(_) => "full",
        Level::Disclosed(Disclosure::Untimed) => "untimed",
        Level::Disclosed(Disclosure::Reactive) => "reactive",
        Level::Disclosed(Disclosure::Proactive) => "proactive",
    }
}

/// A level as steps reached, of how many.
pub fn steps(level: Level) -> (usize, usize) {
    match level {
        Level::Graded(n) => (usize::from(n.min(2)), 2),
        Level::Disclosed(d) => (d as usize, Disclosure::Proactive as usize),
    }
}

/// The steps of a level as dots.
pub(super) fn dots(level: Level) -> String {
    let (reached, of) = steps(level);
    (0..of).map(|n| if n < reached { '●' } else { '○' }).collect()
}

/// What happened, for the disclosure clock.
pub(super) fn event(kind: TimelineKind) -> &'static str {
    match kind {
        TimelineKind::Knew => "Knew",
        TimelineKind::Told => "Told",
        TimelineKind::OthersKnew => "Others knew",
        TimelineKind::Asked => "Was asked",
        TimelineKind::Hid => "Kept back",
    }
}

/// Where the causes are put.
pub fn attribution(level: Attribution) -> &'static str {
    match level {
        Attribution::External => "external",
        Attribution::Mixed => "mixed",
        Attribution::Internal => "internal",
    }
}

/// A moment of a recording as `m:ss`, from an hour on as `h:mm:ss`.
pub fn clock(ms: usize) -> String {
    let (hours, minutes, seconds) = (ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

/// The moment a stretch begins, or nothing for typed words.
pub(super) fn start_clock(time: Option<Span<Ms>>) -> String {
    time.map(|t| clock(t.start())).unwrap_or_default()
}

/// A length as seconds with one decimal.
pub(super) fn seconds(ms: usize) -> String {
    format!("{:.1} s", ms as f32 / 1000.0)
}

/// A share from 0 to 1 as whole percent.
pub(super) fn percent(share: f32) -> String {
    format!("{:.0} %", share * 100.0)
}

/// Words a minute, or a dash where nothing was said.
pub(super) fn rate(per_minute: Option<f32>) -> String {
    per_minute.map_or_else(|| "–".to_owned(), |rate| format!("{rate:.0} words a minute"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_read_like_a_clock() {
        assert_eq!([clock(0), clock(61_999), clock(3_723_000)], ["0:00", "1:01", "1:02:03"]);
    }

    #[test]
    fn ids_become_titles() {
        assert_eq!([title("root_cause"), title("")], ["Root cause", ""]);
    }

    #[test]
    fn dots_show_how_far_a_level_reaches() {
        assert_eq!(dots(Level::Graded(1)), "●○");
        assert_eq!(dots(Level::Disclosed(Disclosure::Reactive)), "●●○");
    }
}
