//! An answer as the facts see it: what is asked of a word or a clause many times is looked up once.

use std::sync::LazyLock;

use crate::core::rubric::learned::features::Hints;
use crate::core::rubric::learned::joint;
use crate::core::text::language::Language;
use crate::core::text::language::Role;
use crate::core::text::language::SymMap;
use crate::core::text::reading::Agent;
use crate::core::text::reading::Clause;
use crate::core::text::reading::Link;
use crate::core::text::reading::Mood;
use crate::core::text::reading::Reading;
use crate::core::text::reading::Tag;
use crate::core::text::reading::Time;
use crate::core::text::reading::Token;
use crate::core::text::sym::Sym;

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
fn classes_of(lemma: Sym) -> &'static [Sym] {
    CLASSES.get(&lemma).map_or(&[], Vec::as_slice)
}

/// What a clause looks like from its neighbours and to the sums below.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shape {
    pub(super) agent: Sym,
    pub(super) time: Sym,
    pub(super) mood: Sym,
    pub(super) link: Sym,
    pub(super) not: Sym,
    pub(super) verb: Sym,
    pub(super) class: Sym,
    pub(super) classes: &'static [Sym],
}

pub(super) const NONE: Sym = Sym::of("-");

impl Shape {
    fn of(reading: &Reading, clause: &Clause) -> Self {
        let verb = clause.verb.map_or(NONE, |v| reading.tokens[v].lemma);
        let classes = classes_of(verb);
        Self {
            agent: agent_sym(clause.agent),
            time: time_sym(clause.time),
            mood: mood_sym(clause.mood),
            link: link_sym(clause.link),
            not: if clause.negated { Sym::of("not") } else { NONE },
            verb,
            class: classes.first().copied().unwrap_or(NONE),
            classes,
        }
    }
}

/// What the facts ask of a word that was meant.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    /// Its place among the tokens of the reading.
    pub(super) token: usize,
    pub(super) form: Sym,
    pub(super) face: Sym,
    pub(super) tag: Tag,
    pub(super) role: Option<Sym>,
    pub(super) classes: &'static [Sym],
    /// Whether it says something by itself.
    pub(super) carries: bool,
}

impl Word {
    fn of(index: usize, token: &Token) -> Self {
        let face = face(token);
        Self {
            token: index,
            form: token.form,
            face,
            tag: token.tag,
            role: role_sym(token),
            classes: classes_of(face),
            carries: carries(token),
        }
    }
}

/// A reading and what the frames found in it.
#[derive(Debug)]
pub struct Seen<'a> {
    pub(super) reading: &'a Reading,
    pub(super) hints: &'a Hints,
    pub(super) shapes: Vec<Shape>,
    /// Whether the transcript has sentences at all.
    pub(super) punctuated: bool,
    words: Vec<Word>,
    /// For each clause its first word; one more at the end.
    starts: Vec<usize>,
}

impl<'a> Seen<'a> {
    /// Takes time in the number of tokens.
    pub fn new(reading: &'a Reading, hints: &'a Hints) -> Self {
        let mut words = Vec::with_capacity(reading.tokens.len());
        let mut starts = Vec::with_capacity(reading.clauses.len() + 1);
        for clause in &reading.clauses {
            starts.push(words.len());
            let tokens = (clause.start..clause.end).map(|index| (index, &reading.tokens[index]));
            words.extend(tokens.filter(|(_, t)| !t.dropped).map(|(index, token)| Word::of(index, token)));
        }
        starts.push(words.len());
        let punctuated = joint::is_punctuated(reading);
        let shapes = reading.clauses.iter().map(|clause| Shape::of(reading, clause)).collect();
        Self { reading, hints, shapes, punctuated, words, starts }
    }

    /// The words of a clause.
    pub(super) fn words(&self, clause: usize) -> &[Word] {
        &self.words[self.starts[clause]..self.starts[clause + 1]]
    }
}

/// The word that stands for a token: figures, names and roles share theirs.
fn face(token: &Token) -> Sym {
    match token.tag {
        Tag::Number if token.lemma == token.form => Sym::of("@number"),
        Tag::Number => token.lemma,
        Tag::Name => Sym::of("@name"),
        _ => token.lemma,
    }
}

fn role_sym(token: &Token) -> Option<Sym> {
    (!matches!(token.tag, Tag::Verb | Tag::Auxiliary)).then_some(())?;
    Language::english().role(token.lemma).map(|role| match role {
        Role::Up => Sym::of("@up"),
        Role::Side => Sym::of("@side"),
        Role::Out => Sym::of("@out"),
    })
}

fn carries(token: &Token) -> bool {
    !matches!(token.tag, Tag::Determiner | Tag::Preposition | Tag::Coordinator | Tag::Possessive)
}

pub(super) fn agent_sym(agent: Agent) -> Sym {
    match agent {
        Agent::I => Sym::of("I"),
        Agent::We => Sym::of("We"),
        Agent::You => Sym::of("You"),
        Agent::Other => Sym::of("Other"),
        Agent::Thing => Sym::of("Thing"),
        Agent::Nobody => Sym::of("Nobody"),
    }
}

pub(super) fn time_sym(time: Time) -> Sym {
    match time {
        Time::Past => Sym::of("Past"),
        Time::PastPerfect => Sym::of("PastPerfect"),
        Time::Perfect => Sym::of("Perfect"),
        Time::Present => Sym::of("Present"),
        Time::Future => Sym::of("Future"),
        Time::None => Sym::of("NoTime"),
    }
}

pub(super) fn mood_sym(mood: Mood) -> Sym {
    match mood {
        Mood::Real => Sym::of("Real"),
        Mood::Counterfactual => Sym::of("Counterfactual"),
        Mood::Hypothetical => Sym::of("Hypothetical"),
        Mood::Intended => Sym::of("Intended"),
        Mood::Imperative => Sym::of("Imperative"),
    }
}

fn link_sym(link: Link) -> Sym {
    match link {
        Link::Fresh => Sym::of("Fresh"),
        Link::And => Sym::of("And"),
        Link::But => Sym::of("But"),
        Link::Or => Sym::of("Or"),
        Link::Because => Sym::of("Because"),
        Link::Before => Sym::of("Before"),
        Link::After => Sym::of("After"),
        Link::When => Sym::of("When"),
        Link::If => Sym::of("If"),
        Link::That => Sym::of("That"),
        Link::Which => Sym::of("Which"),
        Link::To => Sym::of("To"),
        Link::Gerund => Sym::of("Gerund"),
    }
}
