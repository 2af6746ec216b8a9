//! What was asked, how it was answered, and what may be asked still.

use crate::core::rubric::judge::replied::Agenda;
use crate::core::rubric::verdict::Gap;
use crate::core::span::Char;
use crate::core::span::Span;

/// At most so many probes a dimension, presses counted.
const MOST_A_DIMENSION: usize = 2;

/// How a reply took the probe.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Taken {
    /// It said something for the gap.
    Answered,
    /// It said that there is nothing.
    Denied,
    /// It said nothing for the gap.
    Dodged,
}

/// A probe that was asked. Its receipt stays with it.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    /// The gap, the wording and the receipt.
    pub gap: Gap,
    /// Whether it asked again about a gap that was dodged.
    pub pressed: bool,
    /// Where the reply stands in the transcript; `None` as long as there is none.
    pub reply: Option<Span<Char>>,
    /// How the reply took it.
    pub taken: Option<Taken>,
}

/// The probes of one answer.
#[derive(Debug, Clone, Default)]
pub(super) struct Plan {
    pub(super) most: usize,
    /// Whether a probe that was dodged is asked once more.
    pub(super) presses: bool,
    pub(super) asked: Vec<Asked>,
    /// Wordings of earlier answers in the same session.
    pub(super) earlier: Vec<String>,
}

impl Plan {
    pub(super) fn wordings(&self) -> Vec<String> {
        self.earlier.iter().cloned().chain(self.asked.iter().map(|a| a.gap.say.clone())).collect()
    }

    pub(super) fn ask(&mut self, gap: Gap, pressed: bool) {
        self.asked.push(Asked { gap, pressed, reply: None, taken: None });
    }

    /// Whether one more probe about a dimension is allowed.
    pub(super) fn allows(&self, dimension: &str) -> bool {
        let about = self.asked.iter().filter(|a| a.gap.dimension == dimension).count();
        self.asked.len() < self.most && about < MOST_A_DIMENSION
    }

    /// What shall not be asked any more.
    pub(super) fn agenda(&self) -> Agenda {
        let done = |asked: &&Asked| {
            asked.taken == Some(Taken::Denied)
                || (asked.taken == Some(Taken::Dodged) && asked.pressed)
                || !self.allows(&asked.gap.dimension)
        };
        Agenda {
            wordings: self.wordings(),
            gaps: self.asked.iter().map(|a| a.gap.receipt.rule.clone()).collect(),
            closed: self.asked.iter().filter(done).map(|a| a.gap.dimension.clone()).collect(),
        }
    }
}
