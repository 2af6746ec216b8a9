//! What the conditions of a pack are asked of.

use crate::core::rubric::frame::event::Event;
use crate::core::rubric::frame::guard::Agents;
use crate::core::rubric::judge::assess::Assessment;
use crate::core::rubric::verdict::Attribution;
use crate::core::rubric::verdict::Level;
use crate::core::rubric::when::Facts;
use crate::core::rubric::when::Part;
use crate::core::rubric::when::Query;
use crate::core::rubric::when::When;

impl Facts for Assessment<'_> {
    fn level(&self, dimension: &str) -> Option<Level> {
        Assessment::level(self, dimension)
    }

    fn count(&self, query: &Query) -> usize {
        self.events.iter().filter(|event| self.fits(query, event)).count()
    }

    fn share(&self, agents: Agents, beats: &[String]) -> f64 {
        let inside = || {
            let clauses = self.reading.clauses.iter().enumerate();
            clauses.filter(|(at, c)| c.verb.is_some() && (beats.is_empty() || self.in_beats(*at, beats)))
        };
        let all = inside().count();
        let wanted = inside().filter(|(_, c)| agents.contains(c.agent)).count();
        if all == 0 { 0.0 } else { wanted as f64 / all as f64 }
    }

    fn fact(&self, name: &str) -> bool {
        match name {
            "story" => self.story,
            "external" => self.attribution == Attribution::External,
            "mixed" => self.attribution == Attribution::Mixed,
            "internal" => self.attribution == Attribution::Internal,
            _ => self.has_killer(name),
        }
    }

    fn words(&self, beat: &str) -> usize {
        let clauses = self.reading.clauses.iter().zip(&self.beats);
        let told = clauses.filter(|(_, b)| self.rubric.beats.get(**b).is_some_and(|b| b.id == beat));
        told.map(|(clause, _)| self.reading.meant(clause).count()).sum()
    }

    fn figure(&self, name: &str) -> f64 {
        if name == "words" { self.words as f64 } else { 0.0 }
    }
}

impl Assessment<'_> {
    fn fits(&self, query: &Query, event: &Event) -> bool {
        let clause = self.reading.clauses.get(event.clause);
        query.fits(event)
            && (query.agents.is_empty() || clause.is_some_and(|c| query.agents.contains(c.agent)))
            && (query.beats.is_empty() || self.in_beats(event.clause, &query.beats))
    }

    /// The events that a condition asks for, in the order they were told.
    pub(super) fn asked_for(&self, when: &When) -> Vec<&Event> {
        let mut found: Vec<&Event> = Vec::new();
        when.visit(&mut |part| {
            if let Part::Query(query) = part {
                found.extend(self.events.iter().filter(|event| self.fits(query, event)));
            }
        });
        found.sort_by_key(|event| (event.start, event.end, event.frame));
        found.dedup_by_key(|event| (event.start, event.end));
        found
    }

    fn in_beats(&self, clause: usize, beats: &[String]) -> bool {
        let beat = self.beats.get(clause).and_then(|b| self.rubric.beats.get(*b));
        beat.is_some_and(|b| beats.contains(&b.id))
    }
}

/// Whether the question is answered with a story. Where causes of a failure are judged, something that went wrong must
/// be told: damage and an own cause were heard, or one of them where the pack's condition holds too. Elsewhere the
/// pack's condition decides. An answer that is clearly to another question is no such story.
pub(super) fn story(found: &Assessment<'_>) -> bool {
    if found.rubric.story.unless.as_ref().is_some_and(|unless| unless.holds(found)) {
        return false;
    }
    if found.rubric.dimension("root_cause").is_none() {
        return found.rubric.story.holds.holds(found);
    }
    let heard = |dimension: &str| usize::from(found.level(dimension).is_some_and(Level::is_heard));
    let signs = heard("stakes") + heard("root_cause") + usize::from(found.rubric.story.holds.holds(found));
    signs >= 2
}
