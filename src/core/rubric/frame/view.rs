//! A reading without the words that were not meant, as the patterns walk over it.

use crate::core::text::reading::Agent;
use crate::core::text::reading::Clause;
use crate::core::text::reading::Reading;
use crate::core::text::reading::Tag;
use crate::core::text::reading::Token;
use crate::core::text::reading::VerbForm;
use crate::core::text::sym::Sym;

/// What patterns ask of a token, kept close together: they ask it of many tokens, many times.
#[derive(Debug, Clone, Copy)]
pub(super) struct Face {
    pub(super) form: Sym,
    pub(super) lemma: Sym,
    pub(super) tag: Tag,
    pub(super) verb: Option<VerbForm>,
    pub(super) numeric: bool,
}

impl Face {
    fn of(token: &Token) -> Self {
        let Token { form, lemma, tag, verb, .. } = *token;
        Self { form, lemma, tag, verb, numeric: tag == Tag::Number || token.number.is_some() }
    }
}

/// Positions count meant tokens only; [`View::token_index`] leads back to the reading.
#[derive(Debug)]
pub struct View<'a> {
    reading: &'a Reading,
    meant: Vec<u32>,
    faces: Vec<Face>,
    clause_of: Vec<u32>,
    /// For each clause the first meant position at or after its start; one more at the end.
    clause_start: Vec<u32>,
}

impl<'a> View<'a> {
    /// Takes time and space in the number of tokens.
    pub fn new(reading: &'a Reading) -> Self {
        let mut meant = Vec::with_capacity(reading.tokens.len());
        let mut faces = Vec::with_capacity(reading.tokens.len());
        let mut clause_of = Vec::with_capacity(reading.tokens.len());
        let mut clause_start = Vec::with_capacity(reading.clauses.len() + 1);
        for (number, clause) in reading.clauses.iter().enumerate() {
            clause_start.push(meant.len() as u32);
            for index in clause.start..clause.end.min(reading.tokens.len()) {
                if !reading.tokens[index].dropped {
                    meant.push(index as u32);
                    faces.push(Face::of(&reading.tokens[index]));
                    clause_of.push(number as u32);
                }
            }
        }
        clause_start.push(meant.len() as u32);
        Self { reading, meant, faces, clause_of, clause_start }
    }

    /// How many tokens were meant.
    pub fn len(&self) -> usize {
        self.meant.len()
    }

    /// Whether nothing was meant at all.
    pub fn is_empty(&self) -> bool {
        self.meant.is_empty()
    }

    /// The token at a position.
    pub fn token(&self, at: usize) -> Option<&'a Token> {
        self.meant.get(at).map(|index| &self.reading.tokens[*index as usize])
    }

    /// What a pattern asks of the token at a position.
    pub(super) fn face(&self, at: usize) -> Option<&Face> {
        self.faces.get(at)
    }

    /// Where the token at a position stands in the reading; one past the last token after the end.
    pub fn token_index(&self, at: usize) -> usize {
        self.meant.get(at).map_or(self.reading.tokens.len(), |index| *index as usize)
    }

    /// The number of the clause around a position.
    pub fn clause_index(&self, at: usize) -> usize {
        self.clause_of.get(at).map_or(0, |number| *number as usize)
    }

    /// The clause around a position.
    pub fn clause(&self, at: usize) -> Option<&'a Clause> {
        self.clause_of.get(at).and_then(|number| self.reading.clauses.get(*number as usize))
    }

    /// The positions of some clauses, from the first to one past the last.
    pub fn positions(&self, first_clause: usize, end_clause: usize) -> (usize, usize) {
        let start = |clause: usize| self.clause_start.get(clause).map_or(self.meant.len(), |at| *at as usize);
        (start(first_clause), start(end_clause.max(first_clause)))
    }

    /// The subject that a pattern can begin with here: that of the clause where it is said, at its head; where it is
    /// left out, at the clause's start and behind a joining word there.
    pub fn subject_begins(&self, at: usize) -> Option<Agent> {
        let clause = self.clause(at)?;
        let begins = if let Some(subject) = clause.subject {
            self.token_index(at) == subject
        } else {
            let (start, _) = self.positions(self.clause_index(at), self.clause_index(at) + 1);
            let joins = |tag: Tag| matches!(tag, Tag::Coordinator | Tag::Subordinator);
            at == start || (at == start + 1 && self.token(start).is_some_and(|t| joins(t.tag)))
        };
        begins.then_some(clause.agent)
    }

    /// The start of the phrase whose head stands here: "my" of "my manager".
    pub fn phrase_start(&self, at: usize) -> usize {
        let clause = self.clause_index(at);
        let belongs =
            |tag: Tag| matches!(tag, Tag::Determiner | Tag::Possessive | Tag::Word | Tag::Name | Tag::Number);
        let mut start = at;
        while start > 0
            && at - start < 4
            && self.clause_index(start - 1) == clause
            && self.token(start - 1).is_some_and(|t| belongs(t.tag))
        {
            start -= 1;
        }
        start
    }

    /// The reading underneath.
    pub fn reading(&self) -> &'a Reading {
        self.reading
    }
}
