//! The tables of English: inflected verbs, closed classes, people. Data under `prompts/language/`, read once.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::hash::Hasher;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::core::text::inflect;
use crate::core::text::reading::Agent;
use crate::core::text::reading::Tag;
use crate::core::text::reading::VerbForm;
use crate::core::text::sym::Sym;

/// Symbols are hashes already: hashing them again would only cost time.
#[derive(Debug, Default, Clone, Copy)]
pub struct SymHasher(u64);

impl Hasher for SymHasher {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for &b in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(b);
        }
    }
    fn write_u64(&mut self, n: u64) {
        self.0 = n;
    }
}

/// A table keyed by symbol.
pub type SymMap<T> = HashMap<Sym, T, BuildHasherDefault<SymHasher>>;

/// How near a person stands to the speaker's failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Above the speaker: manager, owner, chef.
    Up,
    /// Beside the speaker: colleague, nurse, the night shift.
    Side,
    /// Served by the speaker: customer, patient, pupil.
    Out,
}

/// What the table knows about one verb form.
#[expect(
    clippy::struct_excessive_bools,
    reason = "one spelling can be several forms at once: a set of flags"
)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verb {
    /// The base form.
    pub lemma: Sym,
    /// The form may be a simple past.
    pub past: bool,
    /// The form may be a participle.
    pub participle: bool,
    /// The form is an -ing form.
    pub gerund: bool,
    /// The form may be a present or base.
    pub base: bool,
    /// The form is a third person singular.
    pub third: bool,
}

impl Verb {
    /// The reading of the form with nothing around it.
    pub fn bare_form(&self) -> VerbForm {
        match (self.gerund, self.past, self.participle, self.base || self.third) {
            (true, ..) => VerbForm::Gerund,
            (_, true, ..) => VerbForm::Past,
            (_, _, true, _) => VerbForm::Participle,
            _ => VerbForm::Present,
        }
    }
}

/// All tables.
#[derive(Debug)]
pub struct Language {
    verbs: SymMap<Verb>,
    tags: SymMap<Tag>,
    agents: SymMap<Agent>,
    roles: SymMap<Role>,
    ours: Vec<Sym>,
    calendar: Vec<Sym>,
    small_numbers: SymMap<f64>,
    contractions: SymMap<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Closed {
    pronoun: HashMap<String, Vec<String>>,
    words: HashMap<String, Vec<String>>,
    numbers: Numbers,
    persons: Persons,
    contractions: HashMap<String, String>,
    calendar: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Numbers {
    units: Vec<String>,
    tens: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Persons {
    up: Vec<String>,
    side: Vec<String>,
    out: Vec<String>,
    ours: Vec<String>,
}

static ENGLISH: LazyLock<Language> = LazyLock::new(|| {
    Language::parse(
        include_str!("../../../prompts/language/verbs.txt"),
        include_str!("../../../prompts/language/closed.toml"),
    )
});

/// Function words tagged later entries of this list win over earlier ones.
const TAG_ORDER: &[(&str, Tag)] = &[
    ("adverb", Tag::Adverb),
    ("preposition", Tag::Preposition),
    ("determiner", Tag::Determiner),
    ("possessive", Tag::Possessive),
    ("auxiliary", Tag::Auxiliary),
    ("modal", Tag::Modal),
    ("subordinator", Tag::Subordinator),
    ("coordinator", Tag::Coordinator),
    ("negator", Tag::Negator),
    ("filler", Tag::Filler),
];

impl Language {
    /// The built-in tables.
    pub fn english() -> &'static Self {
        &ENGLISH
    }

    /// A table that cannot be read is empty: a test holds that the built-in ones can.
    fn parse(verbs: &str, closed: &str) -> Self {
        let closed = toml::from_str::<Closed>(closed).unwrap_or_else(|_| Closed {
            pronoun: HashMap::new(),
            words: HashMap::new(),
            numbers: Numbers { units: Vec::new(), tens: Vec::new() },
            persons: Persons { up: Vec::new(), side: Vec::new(), out: Vec::new(), ours: Vec::new() },
            contractions: HashMap::new(),
            calendar: Vec::new(),
        });
        let mut made = Self {
            verbs: inflect::table(verbs),
            tags: SymMap::default(),
            agents: SymMap::default(),
            roles: SymMap::default(),
            ours: closed.persons.ours.iter().map(|w| Sym::of(w)).collect(),
            calendar: closed.calendar.iter().map(|w| Sym::of(w)).collect(),
            small_numbers: small_numbers(&closed.numbers),
            contractions: SymMap::default(),
        };
        made.fill_tags(&closed);
        made.fill_people(&closed);
        made.contractions = closed
            .contractions
            .into_iter()
            .map(|(from, to)| (Sym::of(&from), to.split(' ').map(str::to_owned).collect()))
            .collect();
        made
    }

    fn fill_tags(&mut self, closed: &Closed) {
        for (class, tag) in TAG_ORDER {
            for word in closed.words.get(*class).into_iter().flatten() {
                self.tags.insert(Sym::of(word), *tag);
            }
        }
    }

    fn fill_people(&mut self, closed: &Closed) {
        let classes = [
            ("i", Agent::I),
            ("we", Agent::We),
            ("you", Agent::You),
            ("other", Agent::Other),
            ("thing", Agent::Thing),
            ("nobody", Agent::Nobody),
        ];
        for (class, agent) in classes {
            for word in closed.pronoun.get(class).into_iter().flatten() {
                self.agents.insert(Sym::of(word), agent);
                self.tags.entry(Sym::of(word)).or_insert(Tag::Pronoun);
            }
        }
        let roles = [
            (&closed.persons.out, Role::Out),
            (&closed.persons.side, Role::Side),
            (&closed.persons.up, Role::Up),
        ];
        for (words, role) in roles {
            for word in words {
                self.roles.insert(Sym::of(word), role);
            }
        }
    }

    /// What is known of a verb form.
    pub fn verb(&self, form: Sym) -> Option<&Verb> {
        self.verbs.get(&form)
    }

    /// The closed class of a word.
    pub fn tag(&self, form: Sym) -> Option<Tag> {
        self.tags.get(&form).copied()
    }

    /// Who a pronoun speaks of.
    pub fn pronoun(&self, form: Sym) -> Option<Agent> {
        self.agents.get(&form).copied()
    }

    /// How near a person stands, by lemma.
    pub fn role(&self, lemma: Sym) -> Option<Role> {
        self.roles.get(&lemma).copied()
    }

    /// Whether a group noun can hold the speaker: team, crew, company.
    pub fn is_ours(&self, lemma: Sym) -> bool {
        self.ours.contains(&lemma)
    }

    /// Whether a word names a day or month: written with a capital, and yet no name.
    pub fn is_calendar(&self, form: Sym) -> bool {
        self.calendar.contains(&form)
    }

    /// The value of a number word below one hundred.
    pub fn small_number(&self, form: Sym) -> Option<f64> {
        self.small_numbers.get(&form).copied()
    }

    /// The words that a contraction stands for.
    pub fn contraction(&self, lower: &str) -> Option<&[String]> {
        self.contractions.get(&Sym::of(lower)).map(Vec::as_slice)
    }
}

fn small_numbers(numbers: &Numbers) -> SymMap<f64> {
    let units = numbers.units.iter().zip(0..);
    let tens = numbers.tens.iter().zip((20..).step_by(10));
    units.chain(tens).map(|(word, value)| (Sym::of(word), f64::from(value))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_tables_are_read() {
        let english = Language::english();
        assert!(english.verbs.len() > 3000, "{}", english.verbs.len());
        assert_eq!(english.pronoun(Sym::of("i")), Some(Agent::I));
        assert_eq!(english.role(Sym::of("manager")), Some(Role::Up));
        assert_eq!(english.small_number(Sym::of("forty")), Some(40.0));
        assert_eq!(english.contraction("didnt").map(<[String]>::len), Some(2));
    }
}
