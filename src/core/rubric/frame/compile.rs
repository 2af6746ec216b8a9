//! From pattern trees to steps.

use crate::core::rubric::frame::guard::Agents;
use crate::core::rubric::frame::musts;
use crate::core::rubric::frame::program::Classes;
use crate::core::rubric::frame::program::Program;
use crate::core::rubric::frame::program::Step;
use crate::core::rubric::frame::program::Test;
use crate::core::rubric::frame::program::Trigger;
use crate::core::rubric::frame::syntax::Node;
use crate::core::rubric::frame::syntax::PatternError;
use crate::core::rubric::frame::syntax::Sort;
use crate::core::text::sym::Sym;

/// What the compiler asks about classes.
pub(super) trait KnownClasses {
    /// The class of this name and all below it; `None` when there is none.
    fn under(&self, name: &str) -> Option<Classes>;
    /// The fewest and the most tokens that an entry takes.
    fn width(&self, classes: &Classes) -> (usize, usize);
    /// Roughly how often an entry occurs.
    fn cost(&self, classes: &Classes) -> u32;
}

/// Compiles a pattern that is looked for everywhere: something in it must always be there.
pub(super) fn compile(node: &Node, known: &dyn KnownClasses) -> Result<Program, PatternError> {
    let program = compile_condition(node, known)?;
    if program.triggers.is_empty() {
        return Err(at_start(
            "nothing in it must be there: it needs a word, class or sort outside ?, ! and gaps",
        ));
    }
    Ok(program)
}

/// Compiles a pattern that is tried at every place of a short stretch.
pub(super) fn compile_condition(node: &Node, known: &dyn KnownClasses) -> Result<Program, PatternError> {
    let anchored = with_anchor(node);
    let node = &anchored;
    let mut made = Compiler { steps: Vec::new(), captures: Vec::new(), known };
    made.node(node)?;
    made.steps.push(Step::Accept);
    let (steps, captures) = (made.steps, made.captures);
    let width = made_width(node, known)?;
    let (cost, triggers) = rarest(node, known)?.unwrap_or_default();
    Ok(Program { steps, triggers, musts: musts::of(node, known)?, captures, width, cost })
}

fn at_start(what: impl Into<String>) -> PatternError {
    PatternError { what: what.into(), at: 1 }
}

fn has_anchor(node: &Node) -> bool {
    match node {
        Node::Anchor(_) => true,
        Node::Seq(nodes) | Node::Alt(nodes) => nodes.iter().any(has_anchor),
        Node::Optional(inner) | Node::Capture(_, inner) | Node::Guarded(_, inner) => has_anchor(inner),
        _ => false,
    }
}

/// Whether a node always takes a token of its own: the first such is the anchor where none is marked.
fn is_solid(node: &Node) -> bool {
    match node {
        Node::Capture(_, inner) | Node::Guarded(_, inner) => is_solid(inner),
        Node::Optional(_) | Node::Gap(..) | Node::Not(_) | Node::Agent(_) => false,
        _ => true,
    }
}

/// The pattern with an anchor: the one that is marked, or its first word, or else its start.
fn with_anchor(node: &Node) -> Node {
    if has_anchor(node) {
        return node.clone();
    }
    let mut items = if let Node::Seq(items) = node { items.clone() } else { vec![node.clone()] };
    if let Some(at) = items.iter().position(is_solid) {
        let item = items.remove(at);
        items.insert(at, Node::Anchor(Box::new(item)));
    } else {
        items.insert(0, Node::Anchor(Box::new(Node::Seq(Vec::new()))));
    }
    Node::Seq(items)
}

struct Compiler<'a> {
    steps: Vec<Step>,
    captures: Vec<Sym>,
    known: &'a dyn KnownClasses,
}

impl Compiler<'_> {
    fn node(&mut self, node: &Node) -> Result<(), PatternError> {
        match node {
            Node::Seq(items) => items.iter().try_for_each(|item| self.node(item))?,
            Node::Alt(ways) => self.alternatives(ways)?,
            Node::Optional(inner) => {
                let split = self.hole();
                self.node(inner)?;
                self.steps[split] = Step::Split(split + 1, self.steps.len());
            }
            Node::Gap(least, most, except) => self.gap(*least, *most, except)?,
            Node::Not(inner) => {
                let tests = self.tests(inner)?;
                self.steps.push(Step::Not(tests));
            }
            Node::Agent(agent) => {
                let mut agents = Agents::default();
                agents.insert(*agent);
                self.steps.push(Step::Subject(agents));
            }
            Node::Capture(name, inner) => {
                let slot = 2 * self.capture(name);
                self.steps.push(Step::Save(slot));
                self.node(inner)?;
                self.steps.push(Step::Save(slot + 1));
            }
            Node::Anchor(inner) => {
                self.steps.push(Step::Anchor);
                self.node(inner)?;
            }
            Node::Guarded(guard, inner) => {
                self.steps.push(Step::Guard(*guard));
                self.node(inner)?;
            }
            Node::Word(_) | Node::Verb(_) | Node::Exact(_) | Node::Sort(_) | Node::Class(..) => {
                let test = test(node, self.known)?;
                self.steps.push(Step::Take(test));
            }
        }
        Ok(())
    }

    fn hole(&mut self) -> usize {
        self.steps.push(Step::Accept);
        self.steps.len() - 1
    }

    fn alternatives(&mut self, ways: &[Node]) -> Result<(), PatternError> {
        let mut ends = Vec::new();
        for (n, way) in ways.iter().enumerate() {
            if n + 1 == ways.len() {
                self.node(way)?;
                break;
            }
            let split = self.hole();
            self.node(way)?;
            ends.push(self.hole());
            self.steps[split] = Step::Split(split + 1, self.steps.len());
        }
        let end = self.steps.len();
        for jump in ends {
            self.steps[jump] = Step::Jump(end);
        }
        Ok(())
    }

    /// The shortest way through a gap is tried first.
    fn gap(&mut self, least: usize, most: usize, except: &[Node]) -> Result<(), PatternError> {
        let mut tests = Vec::new();
        for node in except {
            tests.extend(self.tests(node)?);
        }
        let any = if tests.is_empty() { Step::Any } else { Step::AnyBut(tests) };
        self.steps.extend(std::iter::repeat_n(any.clone(), least));
        let end = self.steps.len() + 2 * (most - least);
        for _ in least..most {
            let here = self.steps.len();
            self.steps.push(Step::Split(end, here + 1));
            self.steps.push(any.clone());
        }
        Ok(())
    }

    fn tests(&self, node: &Node) -> Result<Vec<Test>, PatternError> {
        match node {
            Node::Alt(ways) => {
                let mut found = Vec::new();
                for way in ways {
                    found.extend(self.tests(way)?);
                }
                Ok(found)
            }
            Node::Word(_) | Node::Verb(_) | Node::Exact(_) | Node::Sort(_) | Node::Class(..) => {
                Ok(vec![test(node, self.known)?])
            }
            _ => Err(at_start("after ! only a word, a class, a sort or alternatives of them can stand")),
        }
    }

    fn capture(&mut self, name: &str) -> usize {
        let name = Sym::of(name);
        self.captures.iter().position(|n| *n == name).unwrap_or_else(|| {
            self.captures.push(name);
            self.captures.len() - 1
        })
    }
}

fn classes(name: &str, at: usize, known: &dyn KnownClasses) -> Result<Classes, PatternError> {
    let error = || PatternError { what: format!("no lexicon class is called <{name}>"), at };
    known.under(name).ok_or_else(error)
}

fn test(node: &Node, known: &dyn KnownClasses) -> Result<Test, PatternError> {
    Ok(match node {
        Node::Word(text) => Test::Lemma(Sym::of(text)),
        Node::Verb(text) => Test::Verb(Sym::of(text)),
        Node::Exact(text) => Test::Exact(Sym::of(text)),
        Node::Sort(sort) => Test::Sort(*sort),
        Node::Class(name, at) => Test::Class(classes(name, *at, known)?),
        _ => return Err(at_start("a single word was expected")),
    })
}

pub(super) fn made_width(node: &Node, known: &dyn KnownClasses) -> Result<(usize, usize), PatternError> {
    Ok(match node {
        Node::Word(_) | Node::Verb(_) | Node::Exact(_) | Node::Sort(_) => (1, 1),
        Node::Class(name, at) => known.width(&classes(name, *at, known)?),
        // The subject may be left out, or be a phrase up to its head.
        Node::Agent(_) => (0, SUBJECT_WIDTH),
        Node::Gap(least, most, _) => (*least, *most),
        Node::Not(_) => (0, 0),
        Node::Optional(inner) => (0, made_width(inner, known)?.1),
        Node::Capture(_, inner) | Node::Anchor(inner) | Node::Guarded(_, inner) => made_width(inner, known)?,
        Node::Seq(items) => {
            let mut sum = (0, 0);
            for item in items {
                let (least, most) = made_width(item, known)?;
                sum = (sum.0 + least, sum.1 + most);
            }
            sum
        }
        Node::Alt(ways) => {
            let mut span = (usize::MAX, 0);
            for way in ways {
                let (least, most) = made_width(way, known)?;
                span = (span.0.min(least), span.1.max(most));
            }
            span
        }
    })
}

/// The longest subject phrase that a pattern takes as one: "the night shift lead".
pub(super) const SUBJECT_WIDTH: usize = 5;

/// So much rarer is a trigger whose clause is asked for the frame's conditions at once.
const ANCHORED: u32 = 4;

pub(super) type Rarest = Option<(u32, Vec<Trigger>)>;

/// The cheapest set of things of which every match has one; `None` where a match may lack them all.
pub(super) fn rarest(node: &Node, known: &dyn KnownClasses) -> Result<Rarest, PatternError> {
    Ok(match node {
        Node::Word(_) | Node::Verb(_) | Node::Exact(_) | Node::Sort(_) | Node::Class(..) => {
            let test = test(node, known)?;
            let cost = cost(node, &test, known);
            Some((cost, vec![Trigger { test, least: 0, most: 0, anchored: false }]))
        }
        Node::Agent(_) | Node::Gap(..) | Node::Not(_) | Node::Optional(_) => None,
        Node::Capture(_, inner) | Node::Guarded(_, inner) => rarest(inner, known)?,
        Node::Anchor(inner) => rarest(inner, known)?.map(|(cost, mut triggers)| {
            for trigger in &mut triggers {
                trigger.anchored = trigger.most == 0;
            }
            (cost / ANCHORED, triggers)
        }),
        Node::Seq(items) => {
            let mut best: Rarest = None;
            let mut before = (0, 0);
            for item in items {
                // A trigger behind a gap of n tokens makes n places to try.
                let spread = (before.1 - before.0 + 1) as u32;
                if let Some((cost, mut triggers)) = rarest(item, known)?.map(|(cost, t)| (cost * spread, t))
                    && best.as_ref().is_none_or(|(least, _)| cost < *least)
                {
                    for trigger in &mut triggers {
                        trigger.least += before.0;
                        trigger.most += before.1;
                    }
                    best = Some((cost, triggers));
                }
                let (least, most) = made_width(item, known)?;
                before = (before.0 + least, before.1 + most);
            }
            best
        }
        Node::Alt(ways) => {
            let mut all = (0, Vec::new());
            for way in ways {
                let Some((cost, triggers)) = rarest(way, known)? else { return Ok(None) };
                all.0 += cost;
                all.1.extend(triggers);
            }
            Some(all)
        }
    })
}

/// Short words are frequent words; that is all the statistics this needs.
fn cost(node: &Node, asked: &Test, known: &dyn KnownClasses) -> u32 {
    match (node, asked) {
        (Node::Word(text) | Node::Verb(text) | Node::Exact(text), _) => match text.chars().count() {
            0..=3 => 30,
            4 => 8,
            _ => 2,
        },
        (_, Test::Class(classes)) => known.cost(classes),
        (_, Test::Sort(Sort::Name | Sort::Number | Sort::Negator)) => 25,
        (_, Test::Sort(Sort::Gerund | Sort::Participle | Sort::Modal | Sort::Base)) => 35,
        _ => 90,
    }
}
