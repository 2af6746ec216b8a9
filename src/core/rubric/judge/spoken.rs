//! The speaker's own words, cut so that they can be read back aloud.

use crate::core::rubric::verdict::Quote;
use crate::core::span::Span;
use crate::core::text::reading::Break;
use crate::core::text::reading::Clause;
use crate::core::text::reading::Link;
use crate::core::text::reading::Reading;
use crate::core::text::reading::Tag;
use crate::core::text::reading::Token;

/// At most so many words are quoted back.
const LONGEST: usize = 10;
/// Fewer are not recognised by whoever said them.
const FEWEST: usize = 3;

/// The best piece of a quotation: whole clauses of one sentence, ten words at most, with its own subject and verb where
/// there is one, without fillers and false starts and without the joining words at its ends. A clause that is too long
/// is cut before its last phrase that fits. `None` where nothing reads well.
pub(super) fn piece(reading: &Reading, quote: &Quote) -> Option<String> {
    let inside: Vec<&Clause> = reading.clauses.iter().filter(|c| lies_in(reading, c, quote)).collect();
    let mut best: Option<(usize, Vec<&Token>)> = None;
    for first in 0..inside.len() {
        for end in first + 1..=inside.len() {
            let (head, last) = (inside[first], inside[end - 1]);
            if head.sentence != last.sentence {
                break;
            }
            let words = trimmed(meant(reading, quote, head.start, last.end));
            if words.len() > LONGEST {
                if let (true, Some(worth)) = (end == first + 1, worth(reading, head)) {
                    consider(&mut best, worth / 2, cut(&words));
                }
                break;
            }
            if let Some(worth) = worth(reading, head) {
                consider(&mut best, worth, words);
            }
        }
    }
    best.and_then(|(_, tokens)| written(&tokens, quote))
}

fn consider<'a>(best: &mut Option<(usize, Vec<&'a Token>)>, worth: usize, words: Vec<&'a Token>) {
    let worth = worth + words.len();
    let better = best.as_ref().is_none_or(|(most, _)| *most < worth);
    if words.len() >= FEWEST && better {
        *best = Some((worth, words));
    }
}

/// How well a piece can stand alone that begins with this clause; `None` where its subject or verb is not in it.
fn worth(reading: &Reading, clause: &Clause) -> Option<usize> {
    let said = clause.subject.is_some_and(|s| reading.tokens.get(s).is_some_and(|t| !t.dropped));
    match clause.link {
        Link::Which | Link::To | Link::Gerund => None,
        _ if clause.verb.is_none() || !said => None,
        Link::That => Some(16),
        _ => Some(20),
    }
}

fn lies_in(reading: &Reading, clause: &Clause, quote: &Quote) -> bool {
    reading.chars(clause.start, clause.end).shared(&quote.chars) > 0
}

/// One token for each word that was meant: "didn't" counts once, and "that's" as the verb in it.
fn meant<'a>(reading: &'a Reading, quote: &Quote, start: usize, end: usize) -> Vec<&'a Token> {
    let mut made: Vec<&Token> = Vec::new();
    for token in &reading.tokens[start..end] {
        let said = !token.dropped && token.chars.shared(&quote.chars) > 0;
        match made.last_mut().filter(|last| last.word == token.word) {
            Some(last) if said && last.tag == Tag::Subordinator => *last = token,
            None if said => made.push(token),
            _ => {}
        }
    }
    made
}

/// Without joining words at the start, and without words at the end that lead on to something.
fn trimmed(mut words: Vec<&Token>) -> Vec<&Token> {
    let joins = |t: &Token| matches!(t.tag, Tag::Coordinator | Tag::Subordinator | Tag::Filler);
    while words.first().is_some_and(|t| joins(t)) {
        words.remove(0);
    }
    while let Some(last) = words.last().filter(|t| joins(t) || leads_on(t)) {
        let acts = matches!(last.tag, Tag::Modal | Tag::Auxiliary);
        words.pop();
        // Its subject is left behind: "we sorted it, we [got]".
        if acts && words.last().is_some_and(|t| t.tag == Tag::Pronoun) {
            words.pop();
        }
    }
    words
}

fn leads_on(token: &Token) -> bool {
    matches!(token.tag, Tag::Determiner | Tag::Possessive | Tag::Modal | Tag::Auxiliary | Tag::Negator)
}

/// The first words of a long clause up to where a phrase ends: before a preposition, a joining word or a comma.
fn cut<'a>(words: &[&'a Token]) -> Vec<&'a Token> {
    let begins = |t: &Token| {
        matches!(t.tag, Tag::Preposition | Tag::Coordinator | Tag::Subordinator) || t.gap > Break::None
    };
    let at = (FEWEST + 1..=LONGEST.min(words.len() - 1)).rev().find(|at| begins(words[*at]));
    at.map_or_else(Vec::new, |at| trimmed(words[..at].to_vec()))
}

/// The words as they stand in the transcript, without the punctuation around them.
fn written(tokens: &[&Token], quote: &Quote) -> Option<String> {
    let mut words: Vec<(usize, String)> = Vec::new();
    let (mut at, mut word) = (quote.chars.start(), String::new());
    for c in quote.text.chars().chain([' ']) {
        if c.is_whitespace() {
            if !word.is_empty() {
                words.push((at, std::mem::take(&mut word)));
            }
        } else {
            word.push(c);
        }
        at += 1;
    }
    let text: Vec<&str> = words
        .iter()
        .filter(|(end, word)| {
            let start = end - word.chars().count();
            tokens.iter().any(|t| t.chars.shared(&Span::from_len(start, end - start)) > 0)
        })
        .map(|(_, word)| word.as_str())
        .collect();
    // Commas inside are pauses; marks of quotation would end the quote too early.
    let text = text.join(" ").replace(['"', '“', '”'], "");
    let text = text.trim_matches(|c: char| !c.is_alphanumeric() && !"$£€%'’".contains(c));
    (text.split_whitespace().count() >= FEWEST).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::text;
    use crate::core::transcript::Transcript;

    fn quoted(said: &str) -> Option<String> {
        let transcript = Transcript::from_text(said);
        let chars = Span::from_len(0, transcript.char_len());
        piece(&text::read(&transcript), &Quote { chars, text: said.to_owned() })
    }

    #[test]
    fn whole_clauses_are_quoted_without_what_joins_them() {
        assert_eq!(
            quoted("and I told the owner, um, on Monday."),
            Some("I told the owner, on Monday".into())
        );
        assert_eq!(quoted("because it was his shift"), Some("it was his shift".into()));
        assert_eq!(quoted("My manager."), None, "no verb, no quote");
        assert_eq!(quoted(""), None);
    }

    #[test]
    fn a_long_clause_ends_where_a_phrase_ends() {
        let long =
            quoted("I told the new night manager of the big hotel on the other side of the very long bridge");
        let words = long.as_deref().map_or(0, |text| text.split_whitespace().count());
        assert!((FEWEST..=LONGEST).contains(&words), "{long:?}");
        assert!(long.is_some_and(|text| !text.ends_with("the") && !text.ends_with("of")));
    }
}
