//! Patterns after compilation: a list of steps without loops.

use crate::core::rubric::frame::guard::Agents;
use crate::core::rubric::frame::guard::Guard;
use crate::core::rubric::frame::syntax::Sort;
use crate::core::text::sym::Sym;

/// How many lexicon classes there can be.
pub(super) const MOST_CLASSES: usize = 256;

/// A set of lexicon classes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Classes([u64; MOST_CLASSES / 64]);

impl Classes {
    pub(super) fn insert(&mut self, class: usize) {
        self.0[class / 64] |= 1 << (class % 64);
    }
    pub(super) fn contains(&self, class: usize) -> bool {
        self.0[class / 64] & (1 << (class % 64)) != 0
    }
    pub(super) fn meets(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).fold(0, |met, (a, b)| met | (a & b)) != 0
    }
    pub(super) fn is_empty(&self) -> bool {
        self.0 == [0; MOST_CLASSES / 64]
    }
    pub(super) fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        (0..MOST_CLASSES).filter(|class| self.contains(*class))
    }
}

/// A question about what stands at one place.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Test {
    /// The dictionary form or the spelling.
    Lemma(Sym),
    /// The dictionary form of a verb.
    Verb(Sym),
    /// The spelling.
    Exact(Sym),
    /// The sort of token.
    Sort(Sort),
    /// An entry of one of these classes begins here. Takes as many tokens as the entry has.
    Class(Classes),
}

/// One step. Targets are indices of steps, always further on.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Step {
    /// Takes what the test says, or fails.
    Take(Test),
    /// Takes the subject of the clause, or nothing where the subject is left out.
    Subject(Agents),
    /// Takes any token.
    Any,
    /// Takes any token that none of these begins at.
    AnyBut(Vec<Test>),
    /// Tries the first, then the second.
    Split(usize, usize),
    /// Goes on there.
    Jump(usize),
    /// Remembers the place in a slot.
    Save(usize),
    /// Remembers the place as the anchor, and asks the frame's conditions there.
    Anchor,
    /// Fails where one of these begins.
    Not(Vec<Test>),
    /// Fails where the clause is not like this.
    Guard(Guard),
    /// Done.
    Accept,
}

/// Something every match contains, and how far behind the start of the match it can lie.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Trigger {
    pub(super) test: Test,
    pub(super) least: usize,
    pub(super) most: usize,
    /// It stands where the anchor is, so that the frame's conditions can be asked there before anything else.
    pub(super) anchored: bool,
}

impl Program {
    /// The test of a pattern that is a single token, and that token's test alone decides.
    pub(super) fn single(&self) -> Option<&Test> {
        match self.steps.as_slice() {
            [Step::Anchor, Step::Take(test), Step::Accept] if !matches!(test, Test::Class(_)) => Some(test),
            _ => None,
        }
    }

    /// What every match begins with, if that is one thing.
    pub(super) fn first_test(&self) -> Option<&Test> {
        let taken =
            self.steps.iter().find(|step| !matches!(step, Step::Anchor | Step::Save(_) | Step::Guard(_)));
        if let Some(Step::Take(test)) = taken { Some(test) } else { None }
    }

    /// The subjects that the pattern begins with, if it does.
    pub(super) fn first_subject(&self) -> Option<Agents> {
        match self.steps.first() {
            Some(Step::Subject(agents)) => Some(*agents),
            _ => None,
        }
    }
}

/// A compiled pattern.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Program {
    pub(super) steps: Vec<Step>,
    /// Any match contains one of these.
    pub(super) triggers: Vec<Trigger>,
    /// Any match contains one of each of these, rarest first.
    pub(super) musts: Vec<Vec<Trigger>>,
    /// Name of each capture; capture `n` uses the slots `2n` and `2n + 1`.
    pub(super) captures: Vec<Sym>,
    /// The fewest and the most tokens that a match takes.
    pub(super) width: (usize, usize),
    /// Roughly how often its triggers occur; lower is rarer.
    pub(super) cost: u32,
}
