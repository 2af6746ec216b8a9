//! Finds the places where patterns can begin, from what they must contain, so that most patterns are never tried.

use crate::core::rubric::frame::guard::Agents;
use crate::core::rubric::frame::guard::Guard;
use crate::core::rubric::frame::lexicon::Marks;
use crate::core::rubric::frame::machine::fits_sort;
use crate::core::rubric::frame::program::MOST_CLASSES;
use crate::core::rubric::frame::program::Program;
use crate::core::rubric::frame::program::Test;
use crate::core::rubric::frame::syntax::Sort;
use crate::core::rubric::frame::view::View;
use crate::core::text::language::SymMap;
use crate::core::text::reading::Agent;

/// Which programs hang on which words, classes and sorts.
#[derive(Debug, Default)]
pub(super) struct Hooks {
    words: SymMap<Vec<Hook>>,
    classes: Vec<Vec<Hook>>,
    sorts: Vec<(Sort, Vec<Hook>)>,
}

#[derive(Debug, Clone, Copy)]
struct Hook {
    program: usize,
    least: usize,
    most: usize,
    /// Asked of the clause of the trigger itself.
    guard: Option<Guard>,
    /// The subject that the program begins with.
    subject: Option<Agents>,
}

impl Hooks {
    /// Hangs a program on its triggers. The guard is that of its frame.
    pub(super) fn hang(&mut self, number: usize, program: &Program, guard: Option<&Guard>) {
        for trigger in &program.triggers {
            let hook = Hook {
                program: number,
                least: trigger.least,
                most: trigger.most,
                guard: guard.filter(|_| trigger.anchored).copied(),
                subject: program.first_subject(),
            };
            match &trigger.test {
                Test::Lemma(sym) | Test::Verb(sym) | Test::Exact(sym) => {
                    self.words.entry(*sym).or_default().push(hook);
                }
                Test::Sort(sort) => match self.sorts.iter_mut().find(|(s, _)| s == sort) {
                    Some((_, hooks)) => hooks.push(hook),
                    None => self.sorts.push((*sort, vec![hook])),
                },
                Test::Class(classes) => {
                    self.classes.resize_with(MOST_CLASSES, Vec::new);
                    classes.iter().for_each(|class| self.classes[class].push(hook));
                }
            }
        }
    }

    /// Collects every (program, start) worth trying.
    pub(super) fn starts(&self, view: &View<'_>, marks: &Marks, programs: usize, found: &mut Starts) {
        found.clear(programs, view);
        for (at, token) in (0..view.len()).filter_map(|at| Some((at, view.face(at)?))) {
            if let Some(hooks) = self.words.get(&token.form) {
                found.add(hooks, at, view);
            }
            if token.lemma != token.form
                && let Some(hooks) = self.words.get(&token.lemma)
            {
                found.add(hooks, at, view);
            }
            for (_, hooks) in self.sorts.iter().filter(|(sort, _)| fits_sort(*sort, token)) {
                found.add(hooks, at, view);
            }
        }
        if !self.classes.is_empty() {
            for mark in &marks.all {
                found.add(&self.classes[mark.class as usize], mark.start as usize, view);
            }
        }
    }
}

/// A set of (program, start), read in order.
#[derive(Debug, Default)]
pub(super) struct Starts {
    bits: Vec<u64>,
    /// Words of `bits` a program.
    row: usize,
    subjects: Vec<Option<Agent>>,
}

impl Starts {
    fn clear(&mut self, programs: usize, view: &View<'_>) {
        self.row = view.len().div_ceil(64).max(1);
        self.bits.clear();
        self.bits.resize(self.row * programs, 0);
        if self.subjects.len() != view.len() {
            self.subjects = (0..view.len()).map(|at| view.subject_begins(at)).collect();
        }
    }

    fn add(&mut self, hooks: &[Hook], at: usize, view: &View<'_>) {
        for hook in hooks {
            let allowed = |guard: &Guard| view.clause(at).is_some_and(|clause| guard.holds(clause));
            if at < hook.least || !hook.guard.as_ref().is_none_or(allowed) {
                continue;
            }
            for start in at.saturating_sub(hook.most)..=at - hook.least {
                let begins =
                    |agents: Agents| self.subjects[start].is_some_and(|agent| agents.contains(agent));
                if hook.subject.is_none_or(begins) {
                    self.bits[hook.program * self.row + start / 64] |= 1 << (start % 64);
                }
            }
        }
    }

    /// In the order of programs, then of starts.
    pub(super) fn iter(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.bits.iter().enumerate().filter(|(_, word)| **word != 0).flat_map(|(index, word)| {
            let (program, block) = (index / self.row, index % self.row);
            let rest = std::iter::successors(Some(*word), |bits| Some(bits & (bits - 1)).filter(|b| *b != 0));
            rest.map(move |bits| (program, block * 64 + bits.trailing_zeros() as usize))
        })
    }
}
