//! Facts about a clause given the part of the story it tells: eight thousand people are damage where they are harmed, and
//! only scenery where the company is introduced.

use crate::core::rubric::learned::features::Sink;
use crate::core::rubric::learned::kinds;
use crate::core::rubric::learned::kinds::Kind;
use crate::core::rubric::learned::seen::NONE;
use crate::core::rubric::learned::seen::Seen;
use crate::core::text::reading::Tag;
use crate::core::text::sym::Sym;

/// What a clause holds, to be asked again for each part of the story that it may tell.
#[derive(Debug, Default)]
pub struct Inside {
    held: Vec<(Kind, Sym)>,
}

impl Inside {
    /// Collects what clause `at` holds, in place of what was held before.
    pub fn of_clause(&mut self, seen: &Seen<'_>, at: usize) {
        self.held.clear();
        let shape = &seen.shapes[at];
        self.held.push((kinds::IN_AGENT, shape.agent));
        self.held.push((kinds::IN_TIME, shape.time));
        self.held.push((kinds::IN_MOOD, shape.mood));
        if shape.not != NONE {
            self.held.push((kinds::IN_MOOD, shape.not));
        }
        for word in seen.words(at) {
            self.held.extend(word.classes.iter().map(|class| (kinds::IN_CLASS, *class)));
            if word.tag == Tag::Number {
                self.held.push((kinds::IN_CLASS, word.face));
            }
            self.held.extend(word.role.map(|role| (kinds::IN_CLASS, role)));
        }
        self.held.extend(seen.hints.get(at).into_iter().flatten().map(|hint| (kinds::IN_EVENT, *hint)));
        self.held.sort_unstable_by_key(|(kind, held)| (held.0, kind.key(&[])));
        self.held.dedup();
    }

    /// The facts, if the clause tells this part of the story.
    pub fn facts(&self, beat: Sym, sink: &mut impl Sink) {
        sink.add(kinds::IN, &[beat]);
        for (kind, held) in &self.held {
            sink.add(*kind, &[beat, *held]);
        }
    }
}
