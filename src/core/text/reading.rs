//! A transcript as the analyser reads it: tokens, and clauses anchored on subject and verb.
//!
//! Nothing here depends on punctuation being there: it is one hint among others.

use crate::core::span::Char;
use crate::core::span::Span;
use crate::core::text::sym::Sym;

/// What a token can be. Coarse on purpose: a table and its neighbours decide, not a tagger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tag {
    /// I, she, they, someone; not possessives.
    Pronoun,
    /// my, her, their.
    Possessive,
    /// the, a, this, every.
    Determiner,
    /// A verb that carries meaning.
    Verb,
    /// be, have, do, get as helpers.
    Auxiliary,
    /// would, could, should, must, will, can, might.
    Modal,
    /// not, never, no, nobody, without is a preposition.
    Negator,
    /// in, on, with, without.
    Preposition,
    /// and, but, or, so.
    Coordinator,
    /// because, before, when, if, that, which, who.
    Subordinator,
    /// Adverbs that matter: now, already, yet, just, immediately.
    Adverb,
    /// A figure or number word, with its value.
    Number,
    /// A name: capitalised inside a sentence, or known from context.
    Name,
    /// um, uh, like as a filler.
    Filler,
    /// Everything else: nouns, adjectives, unknown words.
    Word,
}

/// The form a verb stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum VerbForm {
    /// called, went.
    Past,
    /// calls, call (with a subject before it).
    Present,
    /// calling.
    Gerund,
    /// called, gone after have or be.
    Participle,
    /// call after to, a modal or do.
    Base,
}

/// What stands before a token, as a hint to where a clause ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Break {
    /// Nothing.
    None,
    /// A comma, dash, colon or a short pause.
    Weak,
    /// A full stop, question mark or a long pause.
    Strong,
}

/// One token. "didn't" is two: `did` and `not`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Token {
    /// Where it stands in the transcript.
    pub chars: Span<Char>,
    /// The same in bytes.
    pub bytes: (usize, usize),
    /// Which word of the transcript it comes from.
    pub word: usize,
    /// The normalised spelling: lower case, contractions expanded.
    pub form: Sym,
    /// The dictionary form: called -> call, customers -> customer; the form itself where the table knows nothing.
    pub lemma: Sym,
    /// What it is here.
    pub tag: Tag,
    /// The form of a verb or auxiliary.
    pub verb: Option<VerbForm>,
    /// The value of a number token.
    pub number: Option<f64>,
    /// Whether the transcript wrote it with a capital, other than at a sentence start.
    pub capital: bool,
    /// What stands before it.
    pub gap: Break,
    /// The recogniser's certainty, from 0 to 1.
    pub confidence: f32,
    /// Part of a false start, a repeat, or a filler: read for evidence, not for meaning.
    pub dropped: bool,
}

/// Who or what a clause is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Agent {
    /// The speaker.
    I,
    /// A group with the speaker in it.
    We,
    /// The listener, or people in general.
    You,
    /// Another person or other people.
    Other,
    /// A thing, a system, a fact.
    Thing,
    /// Nobody named: a passive without "by", "there was", "mistakes were made".
    Nobody,
}

/// How a clause hangs on the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Link {
    /// A new sentence, or no sign of a connection.
    Fresh,
    /// and, so, then.
    And,
    /// but, though, although.
    But,
    /// or, nor.
    Or,
    /// because, since (cause), due to.
    Because,
    /// before, until, till.
    Before,
    /// after, once, since (time).
    After,
    /// when, while, as, whenever, the moment, by the time.
    When,
    /// if, unless, whether.
    If,
    /// that, what, how: what was said, thought or known.
    That,
    /// who, which, whose, that after a noun.
    Which,
    /// to, in order to; a purpose.
    To,
    /// without, instead of, by, for with a gerund.
    Gerund,
}

/// When a clause is set, as its verb says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Time {
    /// called, was calling.
    Past,
    /// had called.
    PastPerfect,
    /// have called.
    Perfect,
    /// call, calls, am calling.
    Present,
    /// will call, am going to call.
    Future,
    /// No finite verb.
    None,
}

/// Whether the clause tells what happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mood {
    /// It happened, or is so.
    Real,
    /// should have, could have, if I had: it did not happen.
    Counterfactual,
    /// would, might, could, if: it may happen or might have.
    Hypothetical,
    /// wanted to, tried to, was going to, promised to, planned to: not said to have happened.
    Intended,
    /// do this, make sure you: advice.
    Imperative,
}

/// A stretch with at most one finite verb.
#[expect(clippy::struct_excessive_bools, reason = "independent facts about a clause, not states of it")]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Clause {
    /// First token.
    pub start: usize,
    /// One past the last token.
    pub end: usize,
    /// Which sentence it belongs to; sentences are hints, not truths.
    pub sentence: usize,
    /// Who it is about.
    pub agent: Agent,
    /// The token of the subject, if it is said in this clause.
    pub subject: Option<usize>,
    /// The subject was taken over from an earlier clause.
    pub inherited: bool,
    /// The main verb.
    pub verb: Option<usize>,
    /// When it is set.
    pub time: Time,
    /// Whether it happened.
    pub mood: Mood,
    /// not, never, nobody, no one.
    pub negated: bool,
    /// was told, got fixed, were made.
    pub passive: bool,
    /// Inside somebody's reported or quoted words.
    pub reported: bool,
    /// How it hangs on what came before.
    pub link: Link,
}

/// Everything that was read from a transcript.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reading {
    /// All tokens, in order, dropped ones too.
    pub tokens: Vec<Token>,
    /// All clauses, in order, covering all tokens.
    pub clauses: Vec<Clause>,
    /// For each sentence the clauses it holds, as (first, one past last).
    pub sentences: Vec<(usize, usize)>,
}

impl Reading {
    /// The tokens of a clause that count for its meaning.
    pub fn meant<'a>(&'a self, clause: &Clause) -> impl Iterator<Item = &'a Token> + use<'a> {
        self.tokens[clause.start..clause.end].iter().filter(|t| !t.dropped)
    }

    /// The characters of a run of tokens; an empty range for an empty run.
    pub fn chars(&self, start: usize, end: usize) -> Span<Char> {
        match (self.tokens.get(start), end.checked_sub(1).and_then(|last| self.tokens.get(last))) {
            (Some(first), Some(last)) if start < end => first.chars.join(&last.chars),
            _ => Span::from_len(0, 0),
        }
    }
}
