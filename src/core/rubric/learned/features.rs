//! The facts about a clause that weights are learned for.
//!
//! A fact is a kind and up to three words. Facts never depend on how a transcript was cut into segments.

use std::sync::LazyLock;

use crate::core::rubric::frame::event::Event;
use crate::core::rubric::learned::kinds;
use crate::core::rubric::learned::kinds::Kind;
use crate::core::text::language::Language;
use crate::core::text::language::Role;
use crate::core::text::language::SymMap;
use crate::core::text::reading::Agent;
use crate::core::text::reading::Break;
use crate::core::text::reading::Clause;
use crate::core::text::reading::Link;
use crate::core::text::reading::Mood;
use crate::core::text::reading::Reading;
use crate::core::text::reading::Tag;
use crate::core::text::reading::Time;
use crate::core::text::reading::Token;
use crate::core::text::sym::Sym;

/// Takes facts: the analyser looks their weights up, the trainer also learns their names.
pub trait Sink {
    /// One fact.
    fn add(&mut self, kind: Kind, parts: &[Sym]);
}

impl Sink for Vec<Sym> {
    fn add(&mut self, kind: Kind, parts: &[Sym]) {
        self.push(kind.key(parts));
    }
}

/// The hints of what the frames found.
pub fn hints(reading: &Reading, events: &[Event]) -> Hints {
    let mut hints = vec![Vec::new(); reading.clauses.len()];
    for event in events {
        let Some(row) = hints.get_mut(event.clause) else { continue };
        row.push(event.kind);
        row.extend(event.attributes.iter().map(|(key, value)| event.kind.with(*key).with(*value)));
    }
    hints
}

const fn s(word: &str) -> Sym {
    Sym::of(word)
}

static CLASSES: LazyLock<SymMap<Vec<Sym>>> = LazyLock::new(|| {
    let file = include_str!("../../../../prompts/language/classes.toml");
    let classes: std::collections::BTreeMap<String, Vec<String>> = toml::from_str(file).unwrap_or_default();
    let mut made: SymMap<Vec<Sym>> = SymMap::default();
    for (class, words) in &classes {
        for word in words {
            made.entry(Sym::of(word)).or_default().push(Sym::of(class));
        }
    }
    made
});

/// The classes a dictionary form belongs to.
pub fn classes_of(lemma: Sym) -> &'static [Sym] {
    CLASSES.get(&lemma).map_or(&[], Vec::as_slice)
}

/// What a clause looks like from its neighbours and to the sums below.
#[derive(Debug, Clone, Copy)]
struct Shape {
    agent: Sym,
    time: Sym,
    mood: Sym,
    link: Sym,
    not: Sym,
    verb: Sym,
    class: Sym,
}

const NONE: Sym = s("-");

impl Shape {
    fn of(reading: &Reading, clause: &Clause) -> Self {
        let verb = clause.verb.map_or(NONE, |v| reading.tokens[v].lemma);
        Self {
            agent: agent_sym(clause.agent),
            time: time_sym(clause.time),
            mood: mood_sym(clause.mood),
            link: link_sym(clause.link),
            not: if clause.negated { s("not") } else { NONE },
            verb,
            class: classes_of(verb).first().copied().unwrap_or(NONE),
        }
    }
}

/// What the frames found, by clause: each event as its kind, and as its kind with one attribute.
pub type Hints = Vec<Vec<Sym>>;

/// Adds the facts about clause `at`.
pub fn of_clause(reading: &Reading, hints: &Hints, at: usize, sink: &mut impl Sink) {
    let clause = &reading.clauses[at];
    let shape = Shape::of(reading, clause);
    sink.add(kinds::BIAS, &[]);
    grammar(&shape, clause, sink);
    words(reading, clause, sink);
    object(reading, clause, &shape, sink);
    opening(reading, clause, sink);
    place(reading, at, sink);
    neighbours(reading, at, &shape, sink);
    around(reading, at, sink);
    for (by, kind) in [(0, kinds::EVENT_ABOVE), (1, kinds::EVENT), (2, kinds::EVENT_BELOW)] {
        let near = (at + by).checked_sub(1).and_then(|i| hints.get(i));
        for hint in near.into_iter().flatten() {
            sink.add(kind, &[*hint]);
        }
    }
}

fn grammar(shape: &Shape, clause: &Clause, sink: &mut impl Sink) {
    sink.add(kinds::AGENT, &[shape.agent]);
    sink.add(kinds::TIME, &[shape.time, shape.mood]);
    sink.add(kinds::AGENT_TIME, &[shape.agent, shape.time, shape.mood]);
    sink.add(kinds::LINK, &[shape.link]);
    sink.add(kinds::LINK_AGENT, &[shape.link, shape.agent]);
    sink.add(kinds::VERB, &[shape.verb, shape.not]);
    sink.add(kinds::AGENT_VERB, &[shape.agent, shape.verb, shape.not]);
    sink.add(kinds::VERB_TIME, &[shape.verb, shape.time, shape.mood]);
    for class in classes_of(shape.verb) {
        sink.add(kinds::AGENT_CLASS, &[shape.agent, *class, shape.not]);
        sink.add(kinds::CLASS_TIME, &[*class, shape.time, shape.mood]);
        sink.add(kinds::LINK_CLASS, &[shape.link, shape.agent, *class]);
    }
    if clause.passive {
        sink.add(kinds::PASSIVE, &[shape.agent]);
    }
    if clause.reported {
        sink.add(kinds::REPORTED, &[shape.agent]);
    }
}

/// The word that stands for a token: figures, names and roles share theirs.
fn face(token: &Token) -> Sym {
    match token.tag {
        Tag::Number if token.lemma == token.form => s("@number"),
        Tag::Number => token.lemma,
        Tag::Name => s("@name"),
        _ => token.lemma,
    }
}

fn words(reading: &Reading, clause: &Clause, sink: &mut impl Sink) {
    let mut before = s("^");
    let mut earlier = NONE;
    for token in reading.meant(clause) {
        let word = face(token);
        sink.add(kinds::W, &[word]);
        sink.add(kinds::WW, &[before, word]);
        if token.tag == Tag::Verb || matches!(token.tag, Tag::Auxiliary | Tag::Modal) {
            sink.add(kinds::FORM, &[token.form]);
        }
        for class in classes_of(word) {
            sink.add(kinds::K, &[*class]);
        }
        if let Some(role) = role_sym(token) {
            sink.add(kinds::ROLE, &[role]);
        }
        if before == s("@number") || before == s("@figure") {
            for class in classes_of(word) {
                sink.add(kinds::COUNT_OF, &[*class]);
            }
        }
        if earlier != NONE {
            sink.add(kinds::WWW, &[earlier, before, word]);
        }
        (earlier, before) = (before, word);
    }
    sink.add(kinds::WW, &[before, s("$")]);
}

fn object(reading: &Reading, clause: &Clause, shape: &Shape, sink: &mut impl Sink) {
    let Some(verb) = clause.verb else { return };
    let after = reading.tokens[verb + 1..clause.end].iter().filter(|t| !t.dropped);
    let Some(head) = after.clone().take(5).find_map(object_sym) else { return };
    sink.add(kinds::OBJECT, &[shape.verb, head]);
    for class in classes_of(shape.verb) {
        sink.add(kinds::AGENT_CLASS_OBJECT, &[shape.agent, *class, head]);
    }
}

fn object_sym(token: &Token) -> Option<Sym> {
    if let Some(role) = role_sym(token) {
        return Some(role);
    }
    match token.tag {
        Tag::Name => Some(s("@name")),
        Tag::Number => Some(s("@number")),
        Tag::Pronoun => Language::english().pronoun(token.form).map(agent_sym),
        _ => None,
    }
}

fn role_sym(token: &Token) -> Option<Sym> {
    (!matches!(token.tag, Tag::Verb | Tag::Auxiliary)).then_some(())?;
    Language::english().role(token.lemma).map(|role| match role {
        Role::Up => s("@up"),
        Role::Side => s("@side"),
        Role::Out => s("@out"),
    })
}

fn opening(reading: &Reading, clause: &Clause, sink: &mut impl Sink) {
    let mut first = reading.meant(clause).map(|t| t.form);
    let (a, b) = (first.next().unwrap_or(NONE), first.next().unwrap_or(NONE));
    sink.add(kinds::OPENS, &[a]);
    sink.add(kinds::OPENS2, &[a, b]);
    if let Some(&(start, _)) = reading.sentences.get(clause.sentence) {
        let mut first = reading.meant(&reading.clauses[start]).map(|t| t.form);
        let (a, b) = (first.next().unwrap_or(NONE), first.next().unwrap_or(NONE));
        sink.add(kinds::SENTENCE_OPENS, &[a, b]);
    }
}

/// Where in the answer the clause stands, in tenths.
fn place(reading: &Reading, at: usize, sink: &mut impl Sink) {
    const TENTHS: [Sym; 10] =
        [s("0"), s("1"), s("2"), s("3"), s("4"), s("5"), s("6"), s("7"), s("8"), s("9")];
    let tenth = at * 10 / reading.clauses.len().max(1);
    sink.add(kinds::PLACE, &[TENTHS[tenth.min(9)]]);
    if at == 0 {
        sink.add(kinds::PLACE, &[s("first")]);
    }
    if at + 1 == reading.clauses.len() {
        sink.add(kinds::PLACE, &[s("last")]);
    }
}

fn neighbours(reading: &Reading, at: usize, shape: &Shape, sink: &mut impl Sink) {
    let near = |i: usize| reading.clauses.get(i).map(|c| Shape::of(reading, c));
    if let Some(next) = near(at + 1) {
        sink.add(kinds::NEXT, &[next.link, next.agent, next.class]);
        sink.add(kinds::NEXT_LINK, &[shape.class, next.link, next.agent]);
        sink.add(kinds::CLASS_NEXT, &[shape.agent, shape.class, next.link]);
        sink.add(kinds::NEXT_VERB, &[next.link, next.agent, next.verb]);
        sink.add(kinds::PAIR, &[key_of(shape), key_of(&next)]);
    }
    if let Some(last) = at.checked_sub(1).and_then(near) {
        sink.add(kinds::LAST, &[last.agent, last.class, shape.link]);
        sink.add(kinds::LAST_VERB, &[last.link, last.agent, last.verb]);
        sink.add(kinds::LAST_LINK, &[last.class, shape.link, shape.agent]);
        sink.add(kinds::LAST_PAIR, &[key_of(&last), key_of(shape)]);
    }
}

/// Agent, class of verb and polarity as one word of a pair.
fn key_of(shape: &Shape) -> Sym {
    shape.agent.with(shape.class).with(shape.not)
}

/// Words of the same sentence, and of the clauses beside it.
fn around(reading: &Reading, at: usize, sink: &mut impl Sink) {
    const REACH: usize = 2;
    let clause = &reading.clauses[at];
    let from = at.saturating_sub(REACH);
    let to = (at + REACH + 1).min(reading.clauses.len());
    for other in (from..to).filter(|&i| i != at) {
        let near = &reading.clauses[other];
        let beside = near.sentence != clause.sentence;
        let (kind, class_kind) = match (!beside, other < at) {
            (true, _) => (kinds::SAME, kinds::SAME_K),
            (false, true) => (kinds::ABOVE, kinds::ABOVE_K),
            (false, false) => (kinds::BELOW, kinds::BELOW_K),
        };
        if beside && other.abs_diff(at) > 1 {
            continue;
        }
        for token in reading.meant(near).filter(|t| carries(t)) {
            sink.add(kind, &[face(token)]);
            for class in classes_of(face(token)) {
                sink.add(class_kind, &[*class]);
            }
        }
    }
    let punctuated = reading.tokens.iter().filter(|t| t.gap == Break::Strong).count() > 1;
    sink.add(kinds::PUNCTUATED, &[if punctuated { s("yes") } else { s("no") }]);
}

fn carries(token: &Token) -> bool {
    !matches!(token.tag, Tag::Determiner | Tag::Preposition | Tag::Coordinator | Tag::Possessive)
}

fn agent_sym(agent: Agent) -> Sym {
    match agent {
        Agent::I => s("I"),
        Agent::We => s("We"),
        Agent::You => s("You"),
        Agent::Other => s("Other"),
        Agent::Thing => s("Thing"),
        Agent::Nobody => s("Nobody"),
    }
}

fn time_sym(time: Time) -> Sym {
    match time {
        Time::Past => s("Past"),
        Time::PastPerfect => s("PastPerfect"),
        Time::Perfect => s("Perfect"),
        Time::Present => s("Present"),
        Time::Future => s("Future"),
        Time::None => s("NoTime"),
    }
}

fn mood_sym(mood: Mood) -> Sym {
    match mood {
        Mood::Real => s("Real"),
        Mood::Counterfactual => s("Counterfactual"),
        Mood::Hypothetical => s("Hypothetical"),
        Mood::Intended => s("Intended"),
        Mood::Imperative => s("Imperative"),
    }
}

fn link_sym(link: Link) -> Sym {
    match link {
        Link::Fresh => s("Fresh"),
        Link::And => s("And"),
        Link::But => s("But"),
        Link::Or => s("Or"),
        Link::Because => s("Because"),
        Link::Before => s("Before"),
        Link::After => s("After"),
        Link::When => s("When"),
        Link::If => s("If"),
        Link::That => s("That"),
        Link::Which => s("Which"),
        Link::To => s("To"),
        Link::Gerund => s("Gerund"),
    }
}
