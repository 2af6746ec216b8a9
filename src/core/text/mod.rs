//! Reads a transcript: tokens, clauses with their subjects, numbers and times. Knows no rubric.
//!
//! Reading never fails and never needs punctuation. It takes time linear in the length of the text.

pub mod clause;
pub mod context;
pub mod grammar;
pub mod inflect;
mod joining;
pub mod language;
mod negation;
pub mod number;
pub mod reading;
pub mod repair;
mod settling;
mod subject;
pub mod sym;
pub mod token;
mod verbs;

use crate::core::text::language::Language;
use crate::core::text::reading::Reading;
use crate::core::transcript::Transcript;

/// Reads a whole transcript with the built-in tables of English.
pub fn read(transcript: &Transcript) -> Reading {
    let language = Language::english();
    let mut tokens = token::tokens(transcript, language);
    repair::set_aside(&mut tokens);
    context::settle(&mut tokens, language);
    let cuts = clause::cut(&tokens);
    let clauses = grammar::clauses(&tokens, &cuts, language);
    let sentences = sentences(&clauses);
    Reading { tokens, clauses, sentences }
}

fn sentences(clauses: &[reading::Clause]) -> Vec<(usize, usize)> {
    let mut made: Vec<(usize, usize)> = Vec::new();
    for (at, clause) in clauses.iter().enumerate() {
        match made.get_mut(clause.sentence) {
            Some(last) => last.1 = at + 1,
            None => made.push((at, at + 1)),
        }
    }
    made
}

#[cfg(test)]
mod tests;
