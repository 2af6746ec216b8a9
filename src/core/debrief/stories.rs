//! Whether two questions were answered with the same story.
//!
//! The measure: of each answer the words that are neither everyday words nor of a closed class nor figures, by their
//! dictionary form; of the answer that has fewer of them, the share that the other one has too. Stories of different
//! people and matters share few such words, a story told twice shares most, however it is told. How far apart the two
//! lie is measured by `tests/debrief.rs`.

use std::collections::BTreeMap;

use crate::core::debrief::input::Round;
use crate::core::debrief::packet::Question;
use crate::core::debrief::packet::Said;
use crate::core::debrief::packet::SameStory;
use crate::core::debrief::packet::Sentence;
use crate::core::debrief::wording::Line;
use crate::core::debrief::wording::StoryRule;
use crate::core::debrief::wording::Wording;
use crate::core::debrief::words;
use crate::core::rubric::verdict::Quote;
use crate::core::text::language::Language;
use crate::core::text::reading::Reading;
use crate::core::text::reading::Tag;
use crate::core::text::reading::Token;
use crate::core::text::sym::Sym;

/// Shorter words say little.
const SHORTEST: usize = 3;

/// So many shared words are named.
const NAMED: usize = 4;

/// The pairs of rounds that seem to tell one story. `readings` holds one a round.
pub(super) fn same(rounds: &[Round<'_>], readings: &[Reading], rule: &StoryRule) -> Vec<SameStory> {
    let told: Vec<BTreeMap<Sym, usize>> = readings.iter().map(|reading| uncommon(reading, rule)).collect();
    let mut found = Vec::new();
    for second in 1..told.len() {
        for first in 0..second {
            let shared: Vec<usize> = places(&told[first], &told[second]);
            let fewer = told[first].len().min(told[second].len()).max(1);
            let likeness = shared.len() as f32 / fewer as f32;
            if shared.len() >= rule.fewest.max(1) && likeness >= rule.likeness {
                let words = shared.iter().map(|token| word(&rounds[first], &readings[first].tokens[*token]));
                found.push(SameStory { first, second, likeness, shared: words.collect() });
            }
        }
    }
    found
}

/// The uncommon words of an answer with the token that has each first.
fn uncommon(reading: &Reading, rule: &StoryRule) -> BTreeMap<Sym, usize> {
    let mut found = BTreeMap::new();
    for (at, token) in reading.tokens.iter().enumerate() {
        if is_uncommon(token, rule) {
            found.entry(token.lemma).or_insert(at);
        }
    }
    found
}

/// Whether a word helps to tell one story from another.
pub(super) fn is_uncommon(token: &Token, rule: &StoryRule) -> bool {
    let language = Language::english();
    !token.dropped
        && matches!(token.tag, Tag::Word | Tag::Verb | Tag::Name)
        && token.chars.len() >= SHORTEST
        && !rule.everyday.contains(&token.form)
        && !rule.everyday.contains(&token.lemma)
        && !language.is_calendar(token.form)
}

/// The first one's tokens of the words that both have, in the order they were said.
fn places(first: &BTreeMap<Sym, usize>, second: &BTreeMap<Sym, usize>) -> Vec<usize> {
    let mut both: Vec<usize> =
        first.iter().filter(|(word, _)| second.contains_key(word)).map(|(_, at)| *at).collect();
    both.sort_unstable();
    both
}

fn word(round: &Round<'_>, token: &Token) -> String {
    round.transcript.slice(token.chars).to_owned()
}

/// What to say about it.
pub(super) fn sentences(
    same: &[SameStory],
    rounds: &[Round<'_>],
    readings: &[Reading],
    questions: &[Question],
    wording: &Wording,
) -> Vec<Sentence> {
    let told = questions.iter().filter(|question| question.judged.is_some()).count();
    if same.is_empty() {
        return if told > 1 { vec![wording.plain(Line::StoryOwn, &[])] } else { Vec::new() };
    }
    let say = |pair: &SameStory| {
        let shared = words::list(pair.shared.iter().take(NAMED).map(String::as_str));
        let gaps = [
            ("first", questions[pair.first].title.as_str()),
            ("second", questions[pair.second].title.as_str()),
            ("shared", shared.as_str()),
        ];
        let quotes = [pair.first, pair.second].map(|at| around(rounds, readings, at, pair, &wording.story));
        wording.quoting(Line::StorySame, &gaps, quotes.into_iter().flatten().collect())
    };
    same.iter().map(say).collect()
}

/// The clause of a round that holds most of the shared words.
fn around(
    rounds: &[Round<'_>],
    readings: &[Reading],
    at: usize,
    pair: &SameStory,
    rule: &StoryRule,
) -> Option<Said> {
    let reading = &readings[at];
    let shared: Vec<Sym> = {
        let (a, b) = (uncommon(&readings[pair.first], rule), uncommon(&readings[pair.second], rule));
        a.into_keys().filter(|word| b.contains_key(word)).collect()
    };
    let weight = |start: usize, end: usize| {
        reading.tokens[start..end].iter().filter(|t| shared.contains(&t.lemma)).count()
    };
    // Of two that hold as many, the one that was said first.
    let best = reading.clauses.iter().rev().max_by_key(|clause| weight(clause.start, clause.end))?;
    let chars = reading.chars(best.start, best.end);
    let text = rounds[at].transcript.slice(chars).to_owned();
    words::said(rounds, at, &Quote { chars, text })
}
