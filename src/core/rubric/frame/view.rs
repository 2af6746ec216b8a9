//! A reading without the words that were not meant, as the patterns walk over it.

use crate::core::text::reading::Clause;
use crate::core::text::reading::Reading;
use crate::core::text::reading::Token;

/// Positions count meant tokens only; [`View::token_index`] leads back to the reading.
#[derive(Debug)]
pub struct View<'a> {
    reading: &'a Reading,
    meant: Vec<u32>,
    clause_of: Vec<u32>,
    /// For each clause the first meant position at or after its start; one more at the end.
    clause_start: Vec<u32>,
}

impl<'a> View<'a> {
    /// Takes time and space in the number of tokens.
    pub fn new(reading: &'a Reading) -> Self {
        let mut meant = Vec::with_capacity(reading.tokens.len());
        let mut clause_of = Vec::with_capacity(reading.tokens.len());
        let mut clause_start = Vec::with_capacity(reading.clauses.len() + 1);
        for (number, clause) in reading.clauses.iter().enumerate() {
            clause_start.push(meant.len() as u32);
            for index in clause.start..clause.end.min(reading.tokens.len()) {
                if !reading.tokens[index].dropped {
                    meant.push(index as u32);
                    clause_of.push(number as u32);
                }
            }
        }
        clause_start.push(meant.len() as u32);
        Self { reading, meant, clause_of, clause_start }
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

    /// The reading underneath.
    pub fn reading(&self) -> &'a Reading {
        self.reading
    }
}
