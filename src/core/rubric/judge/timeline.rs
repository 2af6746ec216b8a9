//! The disclosure clock: who knew, who was told, in the order of telling.

use crate::core::rubric::frame::event::Event;
use crate::core::rubric::judge::assess::Assessment;
use crate::core::rubric::judge::quotes;
use crate::core::rubric::verdict::TimelineEvent;
use crate::core::rubric::verdict::TimelineKind;
use crate::core::transcript::Transcript;

/// Kinds of event that stand on the clock.
const KINDS: [(&str, TimelineKind); 5] = [
    ("knew", TimelineKind::Knew),
    ("told", TimelineKind::Told),
    ("others_knew", TimelineKind::OthersKnew),
    ("asked", TimelineKind::Asked),
    ("hid", TimelineKind::Hid),
];

/// What frames found about knowing and telling, one entry a clause and kind; and the words that earned the level, if
/// no frame found a telling there.
pub(super) fn events(found: &Assessment<'_>, transcript: &Transcript) -> Vec<TimelineEvent> {
    let mut made: Vec<(usize, TimelineEvent)> = Vec::new();
    for event in &found.events {
        let Some((_, kind)) = KINDS.iter().find(|(name, _)| event.is_kind(name)) else { continue };
        if made.iter().any(|(clause, e)| *clause == event.clause && e.kind == *kind) {
            continue;
        }
        made.push((event.clause, entry(found, event, *kind, transcript)));
    }
    made.sort_by_key(|(_, e)| e.quote.chars.start());
    made.into_iter().map(|(_, e)| e).collect()
}

fn entry(
    found: &Assessment<'_>,
    event: &Event,
    kind: TimelineKind,
    transcript: &Transcript,
) -> TimelineEvent {
    let capture = |names: &[&str]| {
        let (start, end) = names.iter().find_map(|name| event.capture(name))?;
        Some(quotes::tokens(found, start, end, transcript).text)
    };
    TimelineEvent {
        kind,
        who: capture(&["audience", "who"]),
        when: capture(&["when", "before", "gap"]),
        quote: quotes::tokens(found, event.start, event.end, transcript),
    }
}
