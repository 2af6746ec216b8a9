//! Runs compiled patterns over a view.

use crate::core::rubric::frame::compile::SUBJECT_WIDTH;
use crate::core::rubric::frame::guard::Agents;
use crate::core::rubric::frame::guard::Guard;
use crate::core::rubric::frame::lexicon::Marks;
use crate::core::rubric::frame::musts;
use crate::core::rubric::frame::program::Program;
use crate::core::rubric::frame::program::Step;
use crate::core::rubric::frame::program::Test;
use crate::core::rubric::frame::syntax::Sort;
use crate::core::rubric::frame::view::Face;
use crate::core::rubric::frame::view::View;
use crate::core::text::reading::Tag;
use crate::core::text::reading::VerbForm;

/// How far a match may reach, in tokens. More words do not say one thing.
pub(super) const REACH: usize = 64;

/// Which states of a run are known to fail, kept between runs so that nothing is allocated anew.
#[derive(Debug, Default)]
pub(super) struct Memory {
    stamp: u32,
    seen: Vec<u32>,
}

impl Memory {
    /// Forgets everything, and makes room for so many states.
    fn begin(&mut self, states: usize) {
        if self.seen.len() < states {
            self.seen.resize(states, 0);
        }
        self.stamp = self.stamp.wrapping_add(1);
        if self.stamp == 0 {
            self.seen.fill(0);
            self.stamp = 1;
        }
    }

    /// Whether the state is new.
    fn enter(&mut self, state: usize) -> bool {
        self.seen.get_mut(state).is_some_and(|seen| std::mem::replace(seen, self.stamp) != self.stamp)
    }
}

/// Where a pattern matched, in positions of the view.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) anchor: usize,
    pub(super) slots: Vec<usize>,
    /// The least confidence of the words that the pattern asked for.
    pub(super) heard: f32,
}

/// A place to match at: everything but the pattern.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) view: &'a View<'a>,
    pub(super) marks: &'a Marks,
    pub(super) start: usize,
    /// One past the last position that may be taken.
    pub(super) end: usize,
    pub(super) guard: &'a Guard,
}

/// Matches at one place. The number of steps is at most the pattern's length times [`REACH`].
pub(super) fn match_at(program: &Program, place: &Place<'_>, memory: &mut Memory) -> Option<Found> {
    let end = place.end.min(place.view.len()).min(place.start + REACH);
    if place.start > end || end - place.start < program.width.0 {
        return None;
    }
    if program.first_test().is_some_and(|test| !begins(test, place.view, place.marks, place.start)) {
        return None;
    }
    if !musts::stand_ahead(&program.musts, place, end) {
        return None;
    }
    let width = end - place.start + 1;
    memory.begin(program.steps.len() * width);
    let found =
        Found { start: place.start, end: place.start, anchor: place.start, slots: Vec::new(), heard: 1.0 };
    let mut run = Run { program, place, end, width, memory, found };
    if !run.go(0, place.start) {
        return None;
    }
    run.found.slots.resize(2 * program.captures.len(), usize::MAX);
    Some(run.found)
}

struct Run<'a> {
    program: &'a Program,
    place: &'a Place<'a>,
    end: usize,
    width: usize,
    memory: &'a mut Memory,
    found: Found,
}

impl Run<'_> {
    /// Follows the steps from one state. Steps only lead on, so the depth is at most their number.
    fn go(&mut self, step: usize, at: usize) -> bool {
        if !self.memory.enter(step * self.width + (at - self.place.start)) {
            return false;
        }
        let program = self.program;
        match &program.steps[step] {
            Step::Accept => {
                self.found.end = at;
                true
            }
            Step::Jump(to) => self.go(*to, at),
            Step::Split(first, second) => self.go(*first, at) || self.go(*second, at),
            Step::Any => at < self.end && self.go(step + 1, at + 1),
            Step::AnyBut(tests) => at < self.end && !self.any_begins(tests, at) && self.go(step + 1, at + 1),
            Step::Not(tests) => !(at < self.end && self.any_begins(tests, at)) && self.go(step + 1, at),
            Step::Guard(guard) => self.holds(*guard, at) && self.go(step + 1, at),
            Step::Anchor => {
                self.holds(*self.place.guard, at) && self.go(step + 1, at) && {
                    self.found.anchor = at;
                    true
                }
            }
            Step::Save(slot) => {
                self.go(step + 1, at) && {
                    // Room is made only once the whole pattern has matched.
                    self.found.slots.resize(2 * self.program.captures.len(), usize::MAX);
                    // The outermost return writes last: an inner repetition never overwrites it.
                    self.found.slots[*slot] = at;
                    true
                }
            }
            Step::Subject(agents) => self.subject(*agents, step, at),
            Step::Take(test) => self.take(test, step, at),
        }
    }

    fn holds(&self, guard: Guard, at: usize) -> bool {
        self.place.view.clause(at).is_some_and(|clause| guard.holds(clause))
    }

    fn any_begins(&self, tests: &[Test], at: usize) -> bool {
        tests.iter().any(|test| begins(test, self.place.view, self.place.marks, at))
    }

    fn take(&mut self, test: &Test, step: usize, at: usize) -> bool {
        if at >= self.end {
            return false;
        }
        if let Test::Class(classes) = test {
            let mut below = usize::MAX;
            while let Some(end) = self.place.marks.longest(at, classes, below) {
                if end <= self.end && self.go(step + 1, end) {
                    return self.took(at, end);
                }
                below = end;
            }
            return false;
        }
        self.place.view.face(at).is_some_and(|token| fits(test, token))
            && self.go(step + 1, at + 1)
            && self.took(at, at + 1)
    }

    fn took(&mut self, start: usize, end: usize) -> bool {
        for token in (start..end).filter_map(|at| self.place.view.token(at)) {
            self.found.heard = self.found.heard.min(token.confidence);
        }
        true
    }

    /// Takes the subject phrase up to its head; nothing where the clause took its subject over from another.
    fn subject(&mut self, agents: Agents, step: usize, at: usize) -> bool {
        let view = self.place.view;
        let Some(clause) = view.clause(at) else { return false };
        if !agents.contains(clause.agent) {
            return false;
        }
        match clause.subject {
            None => {
                let before_verb = clause.verb.is_none_or(|verb| view.token_index(at) <= verb);
                before_verb && self.go(step + 1, at)
            }
            Some(subject) => (at..self.end.min(at + SUBJECT_WIDTH))
                .find(|here| view.token_index(*here) == subject)
                .is_some_and(|here| self.go(step + 1, here + 1)),
        }
    }
}

/// Whether what a test asks for begins at a place.
pub(super) fn begins(test: &Test, view: &View<'_>, marks: &Marks, at: usize) -> bool {
    match test {
        Test::Class(classes) => marks.any(at, classes),
        _ => view.face(at).is_some_and(|token| fits(test, token)),
    }
}

/// Whether a token is what a test asks for; never for classes, which are no single tokens.
pub(super) fn fits(test: &Test, token: &Face) -> bool {
    match test {
        Test::Lemma(sym) => token.lemma == *sym || token.form == *sym,
        Test::Verb(sym) => token.lemma == *sym && matches!(token.tag, Tag::Verb | Tag::Auxiliary),
        Test::Exact(sym) => token.form == *sym,
        Test::Sort(sort) => fits_sort(*sort, token),
        Test::Class(_) => false,
    }
}

/// Whether a token is of a sort.
pub(super) fn fits_sort(sort: Sort, token: &Face) -> bool {
    match sort {
        Sort::Any => true,
        Sort::Number => token.numeric,
        Sort::Name => token.tag == Tag::Name,
        Sort::Negator => token.tag == Tag::Negator,
        Sort::Verb => token.tag == Tag::Verb,
        Sort::Past => token.verb == Some(VerbForm::Past),
        Sort::Present => token.verb == Some(VerbForm::Present),
        Sort::Gerund => token.verb == Some(VerbForm::Gerund),
        Sort::Participle => token.verb == Some(VerbForm::Participle),
        Sort::Base => token.verb == Some(VerbForm::Base),
        Sort::Auxiliary => token.tag == Tag::Auxiliary,
        Sort::Modal => token.tag == Tag::Modal,
        Sort::Pronoun => token.tag == Tag::Pronoun,
        Sort::Possessive => token.tag == Tag::Possessive,
        Sort::Determiner => token.tag == Tag::Determiner,
        Sort::Adverb => token.tag == Tag::Adverb,
        Sort::Preposition => token.tag == Tag::Preposition,
        Sort::Word => token.tag == Tag::Word,
    }
}
