//! The small language of `when` conditions in packs.
//!
//! ```text
//! event(impact, concrete=true) and not trivial
//! level(disclosure) in [absent, untimed] or count(recovery, agent=i) >= 2
//! share(we, others, nobody in mistake, disclosure) >= 0.6
//! ```
//!
//! `event(kind, key=value, ...)` and `count(...)` ask for events; `agent=` asks for the subject of the event's clause
//! and `beat=` for the part of the story it lies in, each with one or more values joined by `|`. `share(agents in
//! beats)` is the share of clauses with such a subject, `words(beat)` the length of a part of the story. A bare name is a fact that the judge states, e.g. `story`.

mod read;

use crate::core::rubric::frame::guard::Agents;
use crate::core::rubric::verdict::Disclosure;
use crate::core::rubric::verdict::Level;
use crate::core::rubric::when::read::Reader;
use crate::core::text::sym::Sym;

/// Why a condition could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what} (at character {at} of the condition)")]
pub struct WhenError {
    /// What is wrong.
    pub what: String,
    /// Which character, from 1.
    pub at: usize,
}

/// Which events a condition asks for.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    /// The kind of event.
    pub kind: String,
    /// Attributes that must have one of these values.
    pub attributes: Vec<(String, Vec<String>)>,
    /// The subject of the event's clause; empty for any.
    pub agents: Agents,
    /// The part of the story; empty for any.
    pub beats: Vec<String>,
    /// The event must be at least this certain.
    pub certainty: f32,
}

/// A value to compare.
#[derive(Debug, Clone, PartialEq)]
pub enum Term {
    /// The level of a dimension.
    Level(String),
    /// The number of events.
    Count(Query),
    /// The share of clauses with these subjects in these parts of the story; all parts when empty.
    Share(Agents, Vec<String>),
    /// The number of words in a part of the story.
    Words(String),
    /// A figure the judge states, e.g. `words`.
    Figure(String),
    /// A number.
    Number(f64),
    /// The name of a level, e.g. `reactive`.
    Name(String),
}

/// How two values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compare {
    /// `==`
    Equal,
    /// `!=`
    Differs,
    /// `<`
    Below,
    /// `<=`
    AtMost,
    /// `>`
    Above,
    /// `>=`
    AtLeast,
}

/// A condition.
#[derive(Debug, Clone, PartialEq)]
pub enum When {
    /// Both.
    And(Box<When>, Box<When>),
    /// Either.
    Or(Box<When>, Box<When>),
    /// The opposite.
    Not(Box<When>),
    /// There is such an event.
    Event(Query),
    /// A fact the judge states.
    Fact(String),
    /// A comparison.
    Compare(Term, Compare, Term),
    /// One of several values.
    In(Term, Vec<Term>),
}

/// What a condition is asked of.
pub trait Facts {
    /// The level of a dimension, if there is one of this name.
    fn level(&self, dimension: &str) -> Option<Level>;
    /// How many events there are.
    fn count(&self, query: &Query) -> usize;
    /// The share of clauses with such subjects, from 0 to 1.
    fn share(&self, agents: Agents, beats: &[String]) -> f64;
    /// Whether a named fact holds.
    fn fact(&self, name: &str) -> bool;
    /// How many words a part of the story has.
    fn words(&self, beat: &str) -> usize;
    /// A named figure.
    fn figure(&self, name: &str) -> f64;
}

/// The number that stands for a level in comparisons: 0 to 2, or absent, untimed, reactive, proactive from 0 to 3.
pub fn rank(level: Level) -> f64 {
    match level {
        Level::Graded(n) => f64::from(n),
        Level::Disclosed(Disclosure::Absent) => 0.0,
        Level::Disclosed(Disclosure::Untimed) => 1.0,
        Level::Disclosed(Disclosure::Reactive) => 2.0,
        Level::Disclosed(Disclosure::Proactive) => 3.0,
    }
}

/// The level of telling that a name stands for.
pub fn disclosure_named(name: &str) -> Option<Disclosure> {
    Some(match name {
        "absent" => Disclosure::Absent,
        "untimed" => Disclosure::Untimed,
        "reactive" => Disclosure::Reactive,
        "proactive" => Disclosure::Proactive,
        _ => return None,
    })
}

impl When {
    /// Reads a condition.
    pub fn parse(text: &str) -> Result<Self, WhenError> {
        Reader::read(text)
    }

    /// Whether it holds.
    pub fn holds(&self, facts: &dyn Facts) -> bool {
        match self {
            Self::And(a, b) => a.holds(facts) && b.holds(facts),
            Self::Or(a, b) => a.holds(facts) || b.holds(facts),
            Self::Not(inner) => !inner.holds(facts),
            Self::Event(query) => facts.count(query) > 0,
            Self::Fact(name) => facts.fact(name),
            Self::Compare(a, how, b) => {
                let (a, b) = (a.value(facts), b.value(facts));
                match how {
                    Compare::Equal => (a - b).abs() < 1e-9,
                    Compare::Differs => (a - b).abs() >= 1e-9,
                    Compare::Below => a < b,
                    Compare::AtMost => a <= b,
                    Compare::Above => a > b,
                    Compare::AtLeast => a >= b,
                }
            }
            Self::In(term, list) => {
                let value = term.value(facts);
                list.iter().any(|other| (other.value(facts) - value).abs() < 1e-9)
            }
        }
    }

    /// Calls `visit` for every event query and every term in it, for checks.
    pub fn visit(&self, visit: &mut dyn FnMut(Part<'_>)) {
        let mut term = |t: &Term| match t {
            Term::Count(query) => visit(Part::Query(query)),
            Term::Level(name) => visit(Part::Dimension(name)),
            Term::Share(_, beats) => beats.iter().for_each(|beat| visit(Part::Beat(beat))),
            Term::Words(beat) => visit(Part::Beat(beat)),
            Term::Figure(name) => visit(Part::Figure(name)),
            Term::Number(_) | Term::Name(_) => {}
        };
        match self {
            Self::And(a, b) | Self::Or(a, b) => {
                a.visit(visit);
                b.visit(visit);
            }
            Self::Not(inner) => inner.visit(visit),
            Self::Event(query) => visit(Part::Query(query)),
            Self::Fact(name) => visit(Part::Fact(name)),
            Self::Compare(a, _, b) => {
                term(a);
                term(b);
            }
            Self::In(a, list) => {
                term(a);
                list.iter().for_each(term);
            }
        }
    }
}

/// Something that a condition names.
#[derive(Debug, Clone, Copy)]
pub enum Part<'a> {
    /// Events.
    Query(&'a Query),
    /// A dimension.
    Dimension(&'a str),
    /// A part of the story.
    Beat(&'a str),
    /// A fact.
    Fact(&'a str),
    /// A figure.
    Figure(&'a str),
}

impl Term {
    fn value(&self, facts: &dyn Facts) -> f64 {
        match self {
            Self::Level(name) => facts.level(name).map_or(-1.0, rank),
            Self::Count(query) => facts.count(query) as f64,
            Self::Share(agents, beats) => facts.share(*agents, beats),
            Self::Words(beat) => facts.words(beat) as f64,
            Self::Figure(name) => facts.figure(name),
            Self::Number(n) => *n,
            Self::Name(name) => disclosure_named(name).map_or(-2.0, |d| rank(Level::Disclosed(d))),
        }
    }
}

impl Query {
    /// Whether an event is of this kind with these attributes; subject and part of the story are the judge's to ask.
    pub fn fits(&self, event: &crate::core::rubric::frame::event::Event) -> bool {
        event.kind == Sym::of(&self.kind)
            && event.certainty >= self.certainty
            && self.attributes.iter().all(|(key, values)| {
                event.attribute(key).is_some_and(|found| values.iter().any(|value| found == Sym::of(value)))
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two own recoveries, a stakes level of 1, reactive telling, half of the clauses by "we".
    struct Told;

    impl Facts for Told {
        fn level(&self, dimension: &str) -> Option<Level> {
            match dimension {
                "stakes" => Some(Level::Graded(1)),
                "disclosure" => Some(Level::Disclosed(Disclosure::Reactive)),
                _ => None,
            }
        }
        fn count(&self, query: &Query) -> usize {
            if query.kind == "recovery" { 2 } else { 0 }
        }
        fn share(&self, _: Agents, beats: &[String]) -> f64 {
            if beats.is_empty() { 0.5 } else { 0.25 }
        }
        fn fact(&self, name: &str) -> bool {
            name == "story"
        }
        fn words(&self, beat: &str) -> usize {
            beat.len()
        }
        fn figure(&self, _: &str) -> f64 {
            40.0
        }
    }

    #[test]
    fn conditions_mean_what_they_say() {
        for (text, holds) in [
            ("story", true),
            ("not story", false),
            ("story and not trivial", true),
            ("trivial or (story and words >= 40)", true),
            ("level(stakes) >= 1", true),
            ("level(stakes) == 2", false),
            ("level(disclosure) in [absent, untimed]", false),
            ("level(disclosure) == reactive", true),
            ("level(unknown) >= 0", false),
            ("event(recovery, agent=i, specific=true)", true),
            ("event(impact)", false),
            ("count(recovery) >= 2 and count(impact) < 1", true),
            ("share(we, nobody) >= 0.5", true),
            ("share(we in mistake, recovery) >= 0.5", false),
            ("not not story", true),
            ("words(impact) == 6 and words == 40", true),
        ] {
            assert_eq!(When::parse(text).unwrap().holds(&Told), holds, "{text}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_said_with_its_place() {
        for (text, said) in [
            ("", "missing"),
            ("level(stakes)", "compared"),
            ("levle(stakes) >= 1", "levle"),
            ("event(impact", "\")\" is missing"),
            ("share(she) > 1", "she"),
            ("story story", "nothing can follow"),
            ("level(x) in [1", "\"]\" is missing"),
        ] {
            let error = When::parse(text).unwrap_err();
            assert!(error.to_string().contains(said), "{text:?} gave {error}");
        }
        assert!(When::parse(&"(".repeat(5000)).is_err());
        assert!(When::parse(&"not ".repeat(5000)).is_err());
    }
}
