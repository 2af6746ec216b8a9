//! Reads a reply in the light of the probe that it answers.
//!
//! What the gap expects decides what a reply can mean: a bare time settles when somebody was told only where that was
//! asked. Full sentences are the judge's; here is what they say by answering this very question.

use crate::core::rubric::dialogue::bare;
use crate::core::rubric::frame::event::Event;
use crate::core::rubric::judge::replied::Settled;
use crate::core::rubric::rubric::Dimension;
use crate::core::rubric::rubric::ProbeGap;
use crate::core::rubric::rubric::Rubric;
use crate::core::rubric::verdict::Disclosure;
use crate::core::rubric::verdict::Level;
use crate::core::rubric::verdict::Quote;
use crate::core::rubric::when::Part;
use crate::core::rubric::when::rank;
use crate::core::span::Span;
use crate::core::text;
use crate::core::text::reading::Reading;
use crate::core::transcript::Transcript;

/// Rules of these kinds read any reply, whatever the gap expects.
const DENIES: &str = "deny";
const DODGES: &str = "dodge";
const AGREES: &str = "yes";
const REFUSES: &str = "no";

/// A probe that waits for its reply.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pending<'a> {
    pub(super) rubric: &'a Rubric,
    pub(super) gap: &'a ProbeGap,
    /// The question as it was spoken.
    pub(super) said: &'a str,
    /// The level of the gap's dimension before the reply.
    pub(super) level: Option<Level>,
}

/// What was found in the reply.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Slot {
    /// Levels that it settles.
    pub(super) settled: Vec<Settled>,
    /// It says that there is nothing.
    pub(super) denied: bool,
    /// It turns away from the question in so many words.
    pub(super) dodged: bool,
    /// It says something that the gap asks for.
    pub(super) content: bool,
}

impl Pending<'_> {
    /// Reads the reply, which begins at this character of the transcript.
    pub(super) fn read(&self, reply: &Transcript, start: usize) -> Slot {
        let reading = text::read(reply);
        let mut slot = Slot::default();
        // The first rule of the file that settles a dimension decides it.
        for event in &bare::find(&self.rubric.cues, &reading) {
            self.take(event, &reading, (reply, start), &mut slot);
        }
        slot.denied &= slot.settled.is_empty();
        self.take_ordinary(&reading, (reply, start), &mut slot);
        slot
    }

    fn take(&self, event: &Event, reading: &Reading, place: (&Transcript, usize), slot: &mut Slot) {
        let closed = self.gap.closed.iter().find(|c| c.ask == self.said);
        let bare = match closed {
            Some(closed) if event.is_kind(AGREES) => Some(closed.yes),
            Some(closed) if event.is_kind(REFUSES) => Some(closed.no),
            _ => None,
        };
        if let Some(level) = bare {
            self.settle(level, event, reading, place, slot);
        } else if event.is_kind(DODGES) {
            slot.dodged = true;
        } else if event.is_kind(DENIES) || (event.is("deny", "true") && self.expects(event)) {
            // To a question that yes or no answers, no is an answer.
            slot.denied |= closed.is_none() || !event.is_kind(DENIES);
        } else if self.expects(event) {
            slot.content = true;
            if let Some(level) = self.named_level(event) {
                self.settle(level, event, reading, place, slot);
            }
        }
    }

    fn expects(&self, event: &Event) -> bool {
        self.gap.expects.iter().any(|kind| event.is_kind(kind))
    }

    /// The dimension that a rule speaks of: the one it names, or the one that was asked about.
    fn dimension(&self, event: &Event) -> Option<&Dimension> {
        let named = self.rubric.dimensions.iter().find(|d| event.is("dimension", &d.id));
        named.or_else(|| self.rubric.dimension(&self.gap.dimension))
    }

    fn named_level(&self, event: &Event) -> Option<Level> {
        let levels = self.dimension(event)?.levels.iter().map(|rule| rule.level);
        levels.into_iter().find(|level| event.is("level", &name(*level)))
    }

    fn settle(
        &self,
        level: Level,
        event: &Event,
        reading: &Reading,
        (reply, start): (&Transcript, usize),
        slot: &mut Slot,
    ) {
        let Some(dimension) = self.dimension(event) else { return };
        if slot.settled.iter().any(|s| s.dimension == dimension.id) {
            return;
        }
        let chars = reading.chars(event.start, event.end);
        let rule = self.rubric.cues.replies.frames().get(event.frame).map(|f| f.id.clone());
        slot.settled.push(Settled {
            dimension: dimension.id.clone(),
            level,
            quote: Quote {
                chars: Span::from_len(start + chars.start(), chars.len()),
                text: reply.slice(chars).to_owned(),
            },
            rule: rule.unwrap_or_default(),
        });
    }

    /// What the ordinary rules hear: events that the gap expects are content, unless the dimension has them already; one
    /// that the condition of a higher level asks for lifts it, because it was said to this question.
    fn take_ordinary(&self, reading: &Reading, place: (&Transcript, usize), slot: &mut Slot) {
        let found = self.rubric.find(reading);
        let Some(dimension) = self.rubric.dimension(&self.gap.dimension) else {
            slot.content |= found.events.iter().any(|e| self.expects(e));
            return;
        };
        let reached = self.level.map_or(0.0, rank);
        let higher = dimension.levels.iter().rev().filter(|rule| rank(rule.level) > reached);
        for rule in higher {
            let Some(when) = &rule.when else {
                slot.content |= found.events.iter().any(|e| self.expects(e));
                continue;
            };
            let mut hit = None;
            when.visit(&mut |part| {
                if let Part::Query(query) = part {
                    let own = |e: &&Event| {
                        let agent = reading.clauses.get(e.clause).map(|c| c.agent);
                        query.agents.is_empty() || agent.is_some_and(|a| query.agents.contains(a))
                    };
                    let fits = |e: &&Event| query.beats.is_empty() && self.expects(e) && query.fits(e);
                    hit = hit.take().or_else(|| found.events.iter().filter(own).find(fits));
                }
            });
            if let Some(event) = hit {
                slot.content = true;
                self.settle(rule.level, event, reading, place, slot);
            }
        }
    }
}

/// A level as the rule files write it.
fn name(level: Level) -> String {
    match level {
        Level::Graded(n) => n.to_string(),
        Level::Disclosed(Disclosure::Absent) => "absent".to_owned(),
        Level::Disclosed(Disclosure::Untimed) => "untimed".to_owned(),
        Level::Disclosed(Disclosure::Reactive) => "reactive".to_owned(),
        Level::Disclosed(Disclosure::Proactive) => "proactive".to_owned(),
    }
}
