//! Word classes: named lists of words and phrases, looked up once for the whole text.
//!
//! An entry is a pattern itself, so it can have gaps (`let {0,3} know`) and name other classes
//! (`@number <time.unit>`). In classes under `verb` the first word of an entry has to be a verb where it stands. Classes that name others are looked up after them; a circle is refused.

use crate::core::rubric::frame::compile;
use crate::core::rubric::frame::compile::KnownClasses;
use crate::core::rubric::frame::guard::Guard;
use crate::core::rubric::frame::hooks::Hooks;
use crate::core::rubric::frame::hooks::Starts;
use crate::core::rubric::frame::machine;
use crate::core::rubric::frame::machine::Memory;
use crate::core::rubric::frame::machine::Place;
use crate::core::rubric::frame::machine::fits;
use crate::core::rubric::frame::program::Classes;
use crate::core::rubric::frame::program::MOST_CLASSES;
use crate::core::rubric::frame::program::Program;
use crate::core::rubric::frame::program::Test;
use crate::core::rubric::frame::syntax;
use crate::core::rubric::frame::syntax::Node;
use crate::core::rubric::frame::syntax::PatternError;
use crate::core::rubric::frame::view::View;
use crate::core::text::language::SymMap;

#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    pub(super) class: u32,
    pub(super) start: u32,
    end: u32,
    /// The mark before this one at the same start, plus one; 0 for none.
    next: u32,
}

/// Which entries of which classes stand where in one text.
#[derive(Debug)]
pub struct Marks {
    pub(super) all: Vec<Mark>,
    heads: Vec<u32>,
    /// By start, the classes of the marks there.
    kinds: Vec<Classes>,
}

impl Marks {
    fn with_room_for(positions: usize) -> Self {
        Self {
            all: Vec::with_capacity(positions * 2),
            heads: vec![0; positions + 1],
            kinds: vec![Classes::default(); positions + 1],
        }
    }

    fn add(&mut self, class: usize, start: usize, end: usize) {
        if self.at(start).any(|m| m.class as usize == class && m.end as usize == end) {
            return;
        }
        let next = self.heads[start];
        self.all.push(Mark { class: class as u32, start: start as u32, end: end as u32, next });
        self.heads[start] = self.all.len() as u32;
        self.kinds[start].insert(class);
    }

    /// How many entries were found.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether none was.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    fn at(&self, start: usize) -> impl Iterator<Item = &Mark> {
        let first = self.heads.get(start).copied().unwrap_or(0);
        std::iter::successors(self.all.get((first as usize).wrapping_sub(1)), |mark| {
            self.all.get((mark.next as usize).wrapping_sub(1))
        })
    }

    pub(super) fn any(&self, start: usize, classes: &Classes) -> bool {
        self.kinds.get(start).is_some_and(|here| here.meets(classes))
    }

    /// The largest end below `below` of an entry of these classes that begins at `start`.
    pub(super) fn longest(&self, start: usize, classes: &Classes, below: usize) -> Option<usize> {
        if !self.any(start, classes) {
            return None;
        }
        self.at(start)
            .filter(|mark| classes.contains(mark.class as usize) && (mark.end as usize) < below)
            .map(|mark| mark.end as usize)
            .max()
    }
}

#[derive(Debug)]
struct Entry {
    class: usize,
    program: Program,
}

/// One round of look-up: its entries name classes of earlier rounds only.
#[derive(Debug, Default)]
struct Round {
    phrases: Vec<Entry>,
    hooks: Hooks,
    /// Entries of one word, by that word: most entries are, and they need no matching.
    words: SymMap<Vec<(usize, Test)>>,
}

impl Round {
    fn hang(&mut self, entry: Entry) {
        match entry.program.single() {
            Some(test @ (Test::Lemma(sym) | Test::Verb(sym) | Test::Exact(sym))) => {
                self.words.entry(*sym).or_default().push((entry.class, test.clone()));
            }
            _ => {
                self.hooks.hang(self.phrases.len(), &entry.program, None);
                self.phrases.push(entry);
            }
        }
    }

    fn single_words(&self, view: &View<'_>, found: &mut Vec<(usize, usize, usize)>) {
        for (at, token) in (0..view.len()).filter_map(|at| Some((at, view.face(at)?))) {
            let other = (token.lemma != token.form).then_some(token.lemma);
            for entries in
                [Some(token.form), other].into_iter().flatten().filter_map(|word| self.words.get(&word))
            {
                let fitting = entries.iter().filter(|(_, test)| fits(test, token));
                found.extend(fitting.map(|(class, _)| (*class, at, at + 1)));
            }
        }
    }
}

/// An entry that could not be taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryError {
    /// Which of the given entries.
    pub entry: usize,
    /// What is wrong with it.
    pub error: PatternError,
}

/// All word classes.
#[derive(Debug, Default)]
pub struct Lexicon {
    names: Vec<String>,
    widths: Vec<(usize, usize)>,
    costs: Vec<u32>,
    rounds: Vec<Round>,
}

impl Lexicon {
    /// Takes in (class, entry) pairs in any order. Entries that cannot be read are given back as errors and left out.
    pub fn new(given: &[(&str, &str)]) -> (Self, Vec<EntryError>) {
        let mut made = Self::default();
        let mut errors = Vec::new();
        let mut parsed = Vec::new();
        for (number, (class, text)) in given.iter().enumerate() {
            if !made.names.iter().any(|n| n == class) && made.names.len() < MOST_CLASSES {
                made.names.push((*class).to_owned());
            }
            let is_verb = class.split('.').next() == Some("verb");
            let class = made.names.iter().position(|n| n == class);
            match (class, syntax::parse_entry(text).map(|node| begin_with_verb(node, is_verb))) {
                (Some(class), Ok(node)) => parsed.push((number, class, node)),
                (_, Err(error)) => errors.push(EntryError { entry: number, error }),
                (None, _) => errors.push(EntryError {
                    entry: number,
                    error: PatternError { what: format!("more than {MOST_CLASSES} classes"), at: 1 },
                }),
            }
        }
        made.widths = vec![(usize::MAX, 0); made.names.len()];
        made.costs = vec![0; made.names.len()];
        made.take_in(parsed, &mut errors);
        (made, errors)
    }

    /// Compiles entries in rounds, each after the classes it names.
    fn take_in(&mut self, mut waiting: Vec<(usize, usize, Node)>, errors: &mut Vec<EntryError>) {
        let mut compiled = Vec::new();
        while !waiting.is_empty() {
            let open: Vec<usize> = waiting.iter().map(|(_, class, _)| *class).collect();
            let (ready, later): (Vec<_>, Vec<_>) = waiting.into_iter().partition(|(_, class, node)| {
                let mut names = Vec::new();
                named_classes(node, &mut names);
                !names.iter().filter_map(|n| self.under(n)).any(|set| open.iter().any(|c| set.contains(*c)))
                    && !names.iter().any(|n| self.names.get(*class) == Some(n))
            });
            if ready.is_empty() {
                let what = "these classes name each other in a circle".to_owned();
                errors.extend(later.iter().map(|(entry, ..)| EntryError {
                    entry: *entry,
                    error: PatternError { what: what.clone(), at: 1 },
                }));
                return;
            }
            let mut round = Round::default();
            for (entry, class, node) in ready {
                match compile::compile(&node, self) {
                    Ok(program) => compiled.push(Entry { class, program }),
                    Err(error) => errors.push(EntryError { entry, error }),
                }
            }
            for entry in compiled.drain(..) {
                let width = &mut self.widths[entry.class];
                *width = (width.0.min(entry.program.width.0), width.1.max(entry.program.width.1));
                self.costs[entry.class] += entry.program.cost;
                round.hang(entry);
            }
            self.rounds.push(round);
            waiting = later;
        }
    }

    /// The names of all classes.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// Whether the class, or one below it, exists.
    pub fn has(&self, name: &str) -> bool {
        self.under(name).is_some()
    }

    /// Looks up every entry of every class.
    pub fn mark(&self, view: &View<'_>) -> Marks {
        let mut marks = Marks::with_room_for(view.len());
        let mut memory = Memory::default();
        let mut starts = Starts::default();
        let mut found = Vec::new();
        for round in &self.rounds {
            round.hooks.starts(view, &marks, round.phrases.len(), &mut starts);
            found.clear();
            round.single_words(view, &mut found);
            for (number, start) in starts.iter() {
                let entry = &round.phrases[number];
                if let Some(test) = entry.program.single() {
                    if view.face(start).is_some_and(|token| fits(test, token)) {
                        found.push((entry.class, start, start + 1));
                    }
                    continue;
                }
                let clause = view.clause_index(start);
                // A phrase may reach into the next clause ("let her | know") but not further.
                let end = view.positions(clause, clause + 2).1;
                let place = Place { view, marks: &marks, start, end, guard: &Guard::default() };
                if let Some(hit) = machine::match_at(&entry.program, &place, &mut memory)
                    && hit.end > start
                {
                    found.push((entry.class, start, hit.end));
                }
            }
            for (class, start, end) in &found {
                marks.add(*class, *start, *end);
            }
        }
        marks
    }

    /// The names of the classes that have an entry inside the given positions of a view.
    pub fn classes_within<'a>(
        &'a self,
        marks: &'a Marks,
        start: usize,
        end: usize,
    ) -> impl Iterator<Item = &'a str> + use<'a> {
        (start..end)
            .flat_map(|at| marks.at(at))
            .filter(move |mark| mark.end as usize <= end)
            .map(|mark| self.names[mark.class as usize].as_str())
    }
}

/// In classes under `verb`, a bare first word is a verb: "a call" is nobody calling.
fn begin_with_verb(node: Node, is_verb: bool) -> Node {
    match node {
        Node::Word(text) if is_verb => Node::Verb(text),
        Node::Seq(mut items) if is_verb => {
            let first = items.remove(0);
            items.insert(0, begin_with_verb(first, true));
            Node::Seq(items)
        }
        Node::Alt(ways) if is_verb => {
            Node::Alt(ways.into_iter().map(|way| begin_with_verb(way, true)).collect())
        }
        other => other,
    }
}

fn named_classes(node: &Node, found: &mut Vec<String>) {
    match node {
        Node::Class(name, _) => found.push(name.clone()),
        Node::Seq(nodes) | Node::Alt(nodes) | Node::Gap(_, _, nodes) => {
            for node in nodes {
                named_classes(node, found);
            }
        }
        Node::Optional(n) | Node::Not(n) | Node::Capture(_, n) | Node::Anchor(n) | Node::Guarded(_, n) => {
            named_classes(n, found);
        }
        Node::Word(_) | Node::Verb(_) | Node::Exact(_) | Node::Sort(_) | Node::Agent(_) => {}
    }
}

impl KnownClasses for Lexicon {
    fn under(&self, name: &str) -> Option<Classes> {
        let mut found = Classes::default();
        for (number, class) in self.names.iter().enumerate() {
            if class.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('.')) {
                found.insert(number);
            }
        }
        (!found.is_empty()).then_some(found)
    }

    fn width(&self, classes: &Classes) -> (usize, usize) {
        let widths = classes.iter().map(|class| self.widths[class]).filter(|width| width.1 > 0);
        widths.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))).unwrap_or((1, 1))
    }

    fn cost(&self, classes: &Classes) -> u32 {
        2 + classes.iter().map(|class| self.costs[class]).sum::<u32>() / 8
    }
}
