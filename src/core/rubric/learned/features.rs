//! The facts about a clause that weights are learned for.
//!
//! A fact is a kind and up to three words. Facts never depend on how a transcript was cut into segments.

use crate::core::rubric::frame::event::Event;
use crate::core::rubric::learned::kinds;
use crate::core::rubric::learned::kinds::Kind;
use crate::core::rubric::learned::seen::NONE;
use crate::core::rubric::learned::seen::Seen;
use crate::core::rubric::learned::seen::Shape;
use crate::core::rubric::learned::seen::Word;
use crate::core::rubric::learned::seen::agent_sym;
use crate::core::text::language::Language;
use crate::core::text::reading::Reading;
use crate::core::text::reading::Tag;
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

pub(super) const fn s(word: &str) -> Sym {
    Sym::of(word)
}

/// What the frames found, by clause: each event as its kind, and as its kind with one attribute.
pub type Hints = Vec<Vec<Sym>>;

/// Adds the facts about clause `at`.
pub fn of_clause(seen: &Seen<'_>, at: usize, sink: &mut impl Sink) {
    sink.add(kinds::BIAS, &[]);
    grammar(seen, at, sink);
    words(seen.words(at), sink);
    object(seen, at, sink);
    opening(seen, at, sink);
    place(seen, at, sink);
    neighbours(seen, at, sink);
    around(seen, at, sink);
    for (by, kind) in [(0, kinds::EVENT_ABOVE), (1, kinds::EVENT), (2, kinds::EVENT_BELOW)] {
        let near = (at + by).checked_sub(1).and_then(|i| seen.hints.get(i));
        for hint in near.into_iter().flatten() {
            sink.add(kind, &[*hint]);
        }
    }
}

fn grammar(seen: &Seen<'_>, at: usize, sink: &mut impl Sink) {
    let (shape, clause) = (&seen.shapes[at], &seen.reading.clauses[at]);
    sink.add(kinds::AGENT, &[shape.agent]);
    sink.add(kinds::TIME, &[shape.time, shape.mood]);
    sink.add(kinds::AGENT_TIME, &[shape.agent, shape.time, shape.mood]);
    sink.add(kinds::LINK, &[shape.link]);
    sink.add(kinds::LINK_AGENT, &[shape.link, shape.agent]);
    sink.add(kinds::VERB, &[shape.verb, shape.not]);
    sink.add(kinds::AGENT_VERB, &[shape.agent, shape.verb, shape.not]);
    sink.add(kinds::VERB_TIME, &[shape.verb, shape.time, shape.mood]);
    for class in shape.classes {
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

fn words(words: &[Word], sink: &mut impl Sink) {
    let mut before = s("^");
    let mut earlier = NONE;
    for token in words {
        let word = token.face;
        sink.add(kinds::W, &[word]);
        sink.add(kinds::WW, &[before, word]);
        if token.tag == Tag::Verb || matches!(token.tag, Tag::Auxiliary | Tag::Modal) {
            sink.add(kinds::FORM, &[token.form]);
        }
        for class in token.classes {
            sink.add(kinds::K, &[*class]);
        }
        if let Some(role) = token.role {
            sink.add(kinds::ROLE, &[role]);
        }
        if before == s("@number") || before == s("@figure") {
            for class in token.classes {
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

fn object(seen: &Seen<'_>, at: usize, sink: &mut impl Sink) {
    let shape = &seen.shapes[at];
    let Some(verb) = seen.reading.clauses[at].verb else { return };
    let mut after = seen.words(at).iter().filter(|word| word.token > verb).take(5);
    let Some(head) = after.find_map(object_sym) else { return };
    sink.add(kinds::OBJECT, &[shape.verb, head]);
    for class in shape.classes {
        sink.add(kinds::AGENT_CLASS_OBJECT, &[shape.agent, *class, head]);
    }
}

fn object_sym(word: &Word) -> Option<Sym> {
    if word.role.is_some() {
        return word.role;
    }
    match word.tag {
        Tag::Name => Some(s("@name")),
        Tag::Number => Some(s("@number")),
        Tag::Pronoun => Language::english().pronoun(word.form).map(agent_sym),
        _ => None,
    }
}

fn opening(seen: &Seen<'_>, at: usize, sink: &mut impl Sink) {
    let opens = |clause: usize| {
        let mut first = seen.words(clause).iter().map(|word| word.form);
        (first.next().unwrap_or(NONE), first.next().unwrap_or(NONE))
    };
    let (a, b) = opens(at);
    sink.add(kinds::OPENS, &[a]);
    sink.add(kinds::OPENS2, &[a, b]);
    let sentence = seen.reading.sentences.get(seen.reading.clauses[at].sentence).filter(|_| seen.punctuated);
    if let Some(&(start, _)) = sentence {
        let (a, b) = opens(start);
        sink.add(kinds::SENTENCE_OPENS, &[a, b]);
    }
}

/// Where in the answer the clause stands, in tenths.
fn place(seen: &Seen<'_>, at: usize, sink: &mut impl Sink) {
    const TENTHS: [Sym; 10] =
        [s("0"), s("1"), s("2"), s("3"), s("4"), s("5"), s("6"), s("7"), s("8"), s("9")];
    let clauses = seen.shapes.len();
    let tenth = at * 10 / clauses.max(1);
    sink.add(kinds::PLACE, &[TENTHS[tenth.min(9)]]);
    if at == 0 {
        sink.add(kinds::PLACE, &[s("first")]);
    }
    if at + 1 == clauses {
        sink.add(kinds::PLACE, &[s("last")]);
    }
}

fn neighbours(seen: &Seen<'_>, at: usize, sink: &mut impl Sink) {
    let shape = &seen.shapes[at];
    if let Some(next) = seen.shapes.get(at + 1) {
        sink.add(kinds::NEXT, &[next.link, next.agent, next.class]);
        sink.add(kinds::NEXT_LINK, &[shape.class, next.link, next.agent]);
        sink.add(kinds::CLASS_NEXT, &[shape.agent, shape.class, next.link]);
        sink.add(kinds::NEXT_VERB, &[next.link, next.agent, next.verb]);
        sink.add(kinds::PAIR, &[key_of(shape), key_of(next)]);
    }
    if let Some(last) = at.checked_sub(1).and_then(|i| seen.shapes.get(i)) {
        sink.add(kinds::LAST, &[last.agent, last.class, shape.link]);
        sink.add(kinds::LAST_VERB, &[last.link, last.agent, last.verb]);
        sink.add(kinds::LAST_LINK, &[last.class, shape.link, shape.agent]);
        sink.add(kinds::LAST_PAIR, &[key_of(last), key_of(shape)]);
    }
}

/// Agent, class of verb and polarity as one word of a pair.
fn key_of(shape: &Shape) -> Sym {
    shape.agent.with(shape.class).with(shape.not)
}

/// Words of the same sentence, and of the clauses beside it.
fn around(seen: &Seen<'_>, at: usize, sink: &mut impl Sink) {
    const REACH: usize = 2;
    let clauses = &seen.reading.clauses;
    let from = at.saturating_sub(REACH);
    let to = (at + REACH + 1).min(clauses.len());
    for other in (from..to).filter(|&i| i != at) {
        let beside = clauses[other].sentence != clauses[at].sentence;
        // Without sentences nobody knows which clauses belong together: what stands near speaks for itself.
        let (kind, class_kind) = match (seen.punctuated, beside, other < at) {
            (true, false, _) => (kinds::SAME, kinds::SAME_K),
            (true, true, true) => (kinds::ABOVE, kinds::ABOVE_K),
            (true, true, false) => (kinds::BELOW, kinds::BELOW_K),
            (false, _, true) => (kinds::UP, kinds::UP_K),
            (false, _, false) => (kinds::DOWN, kinds::DOWN_K),
        };
        if beside && other.abs_diff(at) > 1 {
            continue;
        }
        for word in seen.words(other).iter().filter(|word| word.carries) {
            sink.add(kind, &[word.face]);
            for class in word.classes {
                sink.add(class_kind, &[*class]);
            }
        }
    }
    sink.add(kinds::PUNCTUATED, &[if seen.punctuated { s("yes") } else { s("no") }]);
}
