//! Figures for what seems the same thing that do not agree: between the turns of one answer, and between two answers
//! that tell one story.
//!
//! A figure is a number with the thing it counts: a noun, a length of time, money, percent. Two figures speak of the
//! same thing if they count the same and enough of the words around them are the same, of which a verb counts twice. They disagree if they lie further
//! apart than people round, and neither telling has the other's value anywhere.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::core::debrief::input::Round;
use crate::core::debrief::packet::Question;
use crate::core::debrief::packet::Said;
use crate::core::debrief::packet::SameStory;
use crate::core::debrief::packet::Sentence;
use crate::core::debrief::stories;
use crate::core::debrief::wording::Line;
use crate::core::debrief::wording::NumberRule;
use crate::core::debrief::wording::StoryRule;
use crate::core::debrief::wording::Wording;
use crate::core::debrief::words;
use crate::core::rubric::verdict::Quote;
use crate::core::span::Char;
use crate::core::span::Span;
use crate::core::text::number;
use crate::core::text::reading::Break;
use crate::core::text::reading::Reading;
use crate::core::text::reading::Tag;
use crate::core::text::reading::Token;
use crate::core::text::sym::Sym;

/// The thing that is counted stands so many tokens behind the number at most.
const UNIT_WITHIN: usize = 3;

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    /// Things of a name.
    Of(Sym),
    /// Minutes.
    Time,
    /// Whatever the currency.
    Money,
    /// Hundredths.
    Percent,
}

/// A figure that was said.
#[derive(Debug, Clone)]
struct Claim {
    value: f64,
    unit: Unit,
    /// The thing counted is named by an uncommon word.
    particular: bool,
    /// From the number to what it counts.
    chars: Span<Char>,
    /// Which turn it stands in.
    turn: usize,
    /// The words around it, with what each counts for.
    around: BTreeMap<Sym, usize>,
}

/// What to say about figures that disagree.
pub(super) fn sentences(
    rounds: &[Round<'_>],
    readings: &[Reading],
    same: &[SameStory],
    questions: &[Question],
    wording: &Wording,
) -> Vec<Sentence> {
    let claims: Vec<Vec<Claim>> = rounds
        .iter()
        .zip(readings)
        .map(|(round, reading)| claims(round, reading, &wording.number, &wording.story))
        .collect();
    let mut said = Vec::new();
    for (at, claims) in claims.iter().enumerate() {
        for (a, b) in within(claims, &wording.number) {
            let quotes = [a, b].map(|claim| quote(rounds, at, claim));
            said.extend(sentence(Line::NumbersWithin, [at, at], quotes, questions, wording));
        }
    }
    for pair in same {
        let [one, other] = [pair.first, pair.second].map(|at| claims[at].as_slice());
        for (a, b) in apart(one, other, &wording.number) {
            let quotes = [quote(rounds, pair.first, a), quote(rounds, pair.second, b)];
            said.extend(sentence(Line::NumbersApart, [pair.first, pair.second], quotes, questions, wording));
        }
    }
    said
}

fn sentence(
    line: Line,
    [first, second]: [usize; 2],
    quotes: [Option<Said>; 2],
    questions: &[Question],
    wording: &Wording,
) -> Option<Sentence> {
    let [Some(a), Some(b)] = quotes else { return None };
    let (one, other) = (&questions[first].title, &questions[second].title);
    let gaps = [
        ("question", one.as_str()),
        ("first", one.as_str()),
        ("second", other.as_str()),
        ("a", a.text.as_str()),
        ("b", b.text.as_str()),
    ];
    Some(Sentence { text: wording.say(line, &gaps), quotes: vec![a, b] })
}

fn quote(rounds: &[Round<'_>], at: usize, claim: &Claim) -> Option<Said> {
    let text = rounds[at].transcript.slice(claim.chars).to_owned();
    words::said(rounds, at, &Quote { chars: claim.chars, text })
}

/// Between the turns of one answer.
fn within<'c>(claims: &'c [Claim], rule: &NumberRule) -> Vec<(&'c Claim, &'c Claim)> {
    let turns = claims.iter().map(|claim| claim.turn).max().unwrap_or_default();
    let of = |turn: usize| claims.iter().filter(|claim| claim.turn == turn).cloned().collect::<Vec<_>>();
    let tellings: Vec<Vec<Claim>> = (0..=turns).map(of).collect();
    let mut found = Vec::new();
    for second in 1..tellings.len() {
        for first in 0..second {
            for (a, b) in apart(&tellings[first], &tellings[second], rule) {
                let own = |claim: &Claim| claims.iter().find(|c| c.chars == claim.chars);
                found.extend(own(a).zip(own(b)));
            }
        }
    }
    found
}

/// Between two tellings.
fn apart<'c>(one: &'c [Claim], other: &'c [Claim], rule: &NumberRule) -> Vec<(&'c Claim, &'c Claim)> {
    let mut found: Vec<(&Claim, &Claim)> = Vec::new();
    for a in one.iter().filter(|a| !has_value(other, a, rule)) {
        let differs = |b: &&Claim| same_thing(a, b, rule) && !has_value(one, b, rule);
        if let Some(b) = other.iter().filter(differs).max_by_key(|b| in_common(a, b))
            && found.iter().all(|(_, taken)| taken.chars != b.chars)
        {
            found.push((a, b));
        }
    }
    found
}

/// Whether a telling has a value anywhere for such things.
fn has_value(telling: &[Claim], claim: &Claim, rule: &NumberRule) -> bool {
    telling.iter().any(|other| other.unit == claim.unit && agree(other.value, claim.value, rule))
}

fn agree(a: f64, b: f64, rule: &NumberRule) -> bool {
    (a - b).abs() <= f64::from(rule.tolerance) * a.abs().max(b.abs())
}

fn same_thing(a: &Claim, b: &Claim, rule: &NumberRule) -> bool {
    let needed = if a.unit == Unit::Time { rule.context_time } else { rule.context };
    a.unit == b.unit && in_common(a, b) + usize::from(a.particular) >= needed.max(1)
}

/// What the words count for that stand around both.
fn in_common(a: &Claim, b: &Claim) -> usize {
    a.around.iter().filter_map(|(word, counts)| b.around.get(word).map(|other| counts.min(other))).sum()
}

fn claims(round: &Round<'_>, reading: &Reading, rule: &NumberRule, story: &StoryRule) -> Vec<Claim> {
    let sentences = sentence_of_tokens(reading);
    let mut found = Vec::new();
    for (at, token) in reading.tokens.iter().enumerate() {
        let plain = token.lemma != number::CLOCK && token.lemma != number::YEAR;
        let Some(value) = token.number.filter(|_| token.tag == Tag::Number && !token.dropped && plain) else {
            continue;
        };
        let Some((unit, scale, unit_at)) = unit(&reading.tokens, at, rule) else { continue };
        let counted = &reading.tokens[unit_at];
        let turn = round.turns.iter().position(|turn| turn.chars.shared(&token.chars) > 0);
        found.push(Claim {
            value: value * scale,
            unit,
            particular: matches!(unit, Unit::Of(_)) && stories::is_uncommon(counted, story),
            chars: reading.chars(at, unit_at + 1),
            turn: turn.unwrap_or_default(),
            around: around(reading, &sentences, at..unit_at + 1, rule),
        });
    }
    found
}

/// What a number counts, how much one of it is worth, and where it stands.
fn unit(tokens: &[Token], at: usize, rule: &NumberRule) -> Option<(Unit, f64, usize)> {
    let own = &tokens[at];
    if own.lemma == number::MONEY {
        return Some((Unit::Money, 1.0, at));
    }
    if own.lemma == number::PERCENT {
        return Some((Unit::Percent, 1.0, at));
    }
    let run = tokens[at + 1..].iter().take_while(|t| t.tag == Tag::Number && t.number.is_none()).count();
    let from = at + 1 + run;
    let behind = tokens.iter().enumerate().skip(from).take(UNIT_WITHIN);
    let mut noun = None;
    for (place, token) in behind.take_while(|(_, t)| t.gap == Break::None) {
        if let Some(minutes) = rule.time.get(&token.form) {
            return Some((Unit::Time, *minutes, place));
        }
        if rule.money.contains(&token.form) {
            return Some((Unit::Money, 1.0, place));
        }
        if rule.percent.contains(&token.form) {
            return Some((Unit::Percent, 1.0, place));
        }
        match token.tag {
            Tag::Word => noun = Some((Unit::Of(token.lemma), 1.0, place)),
            Tag::Determiner | Tag::Adverb if noun.is_none() => {}
            _ => break,
        }
    }
    noun
}

/// The words that carry meaning near a figure, in its sentence, without what it counts. What happened says more than what
/// else is named.
fn around(
    reading: &Reading,
    sentences: &[usize],
    figure: Range<usize>,
    rule: &NumberRule,
) -> BTreeMap<Sym, usize> {
    let to = (figure.end + rule.window).min(reading.tokens.len());
    let near = (figure.start.saturating_sub(rule.window)..to).filter(|n| !figure.contains(n));
    let near = near.filter(|n| sentences.get(*n) == sentences.get(figure.start));
    let meant = near.map(|n| &reading.tokens[n]).filter(|token| !token.dropped);
    let counts = |token: &Token| match token.tag {
        Tag::Verb if !rule.light.contains(&token.lemma) => Some(2),
        Tag::Word | Tag::Name => Some(1),
        _ => None,
    };
    meant.filter_map(|token| Some((token.lemma, counts(token)?))).collect()
}

/// Which sentence each token stands in.
fn sentence_of_tokens(reading: &Reading) -> Vec<usize> {
    let mut of = vec![0; reading.tokens.len()];
    for clause in &reading.clauses {
        of[clause.start..clause.end].fill(clause.sentence);
    }
    of
}
