//! What every match of a pattern contains, besides the thing it was found by: asked before a pattern is run, since most
//! runs would fail for want of it.

use crate::core::rubric::frame::compile;
use crate::core::rubric::frame::compile::KnownClasses;
use crate::core::rubric::frame::machine;
use crate::core::rubric::frame::machine::Place;
use crate::core::rubric::frame::program::Trigger;
use crate::core::rubric::frame::syntax::Node;
use crate::core::rubric::frame::syntax::PatternError;

/// Commoner things are nearly always there: asking for them takes longer than it saves.
const COMMONEST: u32 = 60;
/// At most so many things are asked for.
const MOST: usize = 3;

/// Sets of things, of each of which every match has one; rarest first.
pub(super) fn of(node: &Node, known: &dyn KnownClasses) -> Result<Vec<Vec<Trigger>>, PatternError> {
    let mut found = all(node, known)?;
    found.retain(|(cost, _)| *cost <= COMMONEST);
    found.sort_by_key(|(cost, _)| *cost);
    found.truncate(MOST);
    Ok(found.into_iter().map(|(_, set)| set).collect())
}

fn all(node: &Node, known: &dyn KnownClasses) -> Result<Vec<(u32, Vec<Trigger>)>, PatternError> {
    Ok(match node {
        Node::Capture(_, inner) | Node::Guarded(_, inner) | Node::Anchor(inner) => all(inner, known)?,
        Node::Seq(items) => {
            let mut sets = Vec::new();
            let mut before = (0, 0);
            for item in items {
                for (cost, mut set) in all(item, known)? {
                    for trigger in &mut set {
                        trigger.least += before.0;
                        trigger.most += before.1;
                    }
                    sets.push((cost, set));
                }
                let (least, most) = compile::made_width(item, known)?;
                before = (before.0 + least, before.1 + most);
            }
            sets
        }
        _ => compile::rarest(node, known)?.into_iter().collect(),
    })
}

/// Whether one thing of each set stands where a match that begins here would have it. `end` is one past the last
/// position that may be taken.
pub(super) fn stand_ahead(sets: &[Vec<Trigger>], place: &Place<'_>, end: usize) -> bool {
    sets.iter().all(|set| {
        set.iter().any(|trigger| {
            let last = (place.start + trigger.most + 1).min(end);
            (place.start + trigger.least..last)
                .any(|at| machine::begins(&trigger.test, place.view, place.marks, at))
        })
    })
}
