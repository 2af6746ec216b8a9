//! Which rules for replies read a reply: some only where hardly anything is said beside their own words.

use crate::core::rubric::dialogue::repeat::carries;
use crate::core::rubric::frame::event::Event;
use crate::core::rubric::rubric::Cues;
use crate::core::text::reading::Reading;

/// The most words of meaning that a rule may allow beside its own.
const MOST_BESIDE: usize = 6;

/// What the rules for replies find, in the order of their files. A rule with `bare = n` finds something only where no
/// more than n words of meaning stand beside its own.
pub fn find(cues: &Cues, reading: &Reading) -> Vec<Event> {
    let mut events = cues.replies.find(reading, &cues.lexicon).events;
    events.retain(|event| is_bare_enough(event, reading));
    events.sort_by_key(|event| (event.frame, event.anchor));
    events
}

fn is_bare_enough(event: &Event, reading: &Reading) -> bool {
    let Some(most) = (0..=MOST_BESIDE).find(|n| event.is("bare", &n.to_string())) else { return true };
    let beside = reading.tokens.iter().enumerate().filter(|(at, token)| {
        let outside = *at < event.start || *at >= event.end;
        outside && carries(token)
    });
    beside.count() <= most
}
