//! What was offered, what had to be pulled out, and what stayed open.

use crate::core::debrief::input::Round;
use crate::core::debrief::packet::Came;
use crate::core::history::share;
use crate::core::rubric::verdict::DimensionVerdict;

/// How one dimension came out.
pub(super) fn came(round: &Round<'_>, dimension: &DimensionVerdict) -> Came {
    let (before, after) = (share(dimension.unprompted), share(dimension.level));
    if before >= 1.0 {
        Came::Offered
    } else if after > before {
        Came::Pulled
    } else if probe(round, &dimension.id).is_some() {
        Came::Open
    } else if dimension.level.is_heard() {
        Came::Thin
    } else {
        Came::Unheard
    }
}

/// The last probe about a dimension.
pub(super) fn probe<'a>(round: &Round<'a>, dimension: &str) -> Option<&'a str> {
    let asked = round.turns.iter().rev().filter_map(|turn| turn.asked);
    asked.filter(|asked| asked.dimension == dimension).map(|asked| asked.say).next()
}

/// Where the replies to probes begin in what was said, in characters; `None` where there are none.
pub(super) fn replies_from(round: &Round<'_>) -> Option<usize> {
    round.turns.iter().find(|turn| turn.asked.is_some()).map(|turn| turn.chars.start())
}
