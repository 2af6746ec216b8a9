//! Sets aside what a speaker took back: repeats, false starts, "no wait". The words stay in the transcript and can be
//! quoted; they only stop counting.

use crate::core::text::reading::Break;
use crate::core::text::reading::Tag;
use crate::core::text::reading::Token;
use crate::core::text::sym::Sym;

const fn s(word: &str) -> Sym {
    Sym::of(word)
}

/// Phrases that carry no meaning of their own.
const EMPTY: &[&[Sym]] = &[&[s("you"), s("know")], &[s("i"), s("mean")], &[s("let"), s("me"), s("see")]];
/// Phrases that take back what came before.
const TAKES_BACK: &[&[Sym]] = &[
    &[s("no"), s("wait")],
    &[s("no"), s("sorry")],
    &[s("or"), s("rather")],
    &[s("wait"), s("no")],
    &[s("scratch"), s("that")],
];
/// The longest repeated phrase looked for.
const LONGEST_REPEAT: usize = 4;

/// Marks what was taken back.
pub fn set_aside(tokens: &mut [Token]) {
    drop_phrases(tokens, EMPTY, is_empty_here);
    drop_repeats(tokens);
    drop_phrases(tokens, TAKES_BACK, |_, _, _| true);
    drop_corrected(tokens);
}

fn matches_at(tokens: &[Token], at: usize, phrase: &[Sym]) -> bool {
    at + phrase.len() <= tokens.len() && tokens[at..].iter().zip(phrase).all(|(t, p)| t.form == *p)
}

fn drop_phrases(tokens: &mut [Token], phrases: &[&[Sym]], counts: impl Fn(&[Token], usize, usize) -> bool) {
    for at in 0..tokens.len() {
        for phrase in phrases {
            if matches_at(tokens, at, phrase) && counts(tokens, at, phrase.len()) {
                for token in &mut tokens[at..at + phrase.len()] {
                    token.dropped = true;
                }
            }
        }
    }
}

/// "you know" before "that", "what" or after "do" asks or tells something.
fn is_empty_here(tokens: &[Token], at: usize, len: usize) -> bool {
    let asked = at.checked_sub(1).is_some_and(|i| {
        tokens[i].lemma == s("do") || matches!(tokens[i].tag, Tag::Modal | Tag::Subordinator)
    });
    let content = tokens.get(at + len).is_some_and(|t| {
        t.gap == Break::None
            && [s("that"), s("what"), s("how"), s("about"), s("it"), s("when")].contains(&t.form)
    });
    !asked && !content
}

/// "I told I told her": the first copy does not count.
fn drop_repeats(tokens: &mut [Token]) {
    let kept: Vec<usize> = (0..tokens.len()).filter(|&i| !tokens[i].dropped).collect();
    let mut at = 0;
    while at < kept.len() {
        // most tokens begin no repeat: their word does not come again soon
        let first = tokens[kept[at]].form;
        let soon = &kept[at + 1..kept.len().min(at + 1 + LONGEST_REPEAT)];
        if !soon.iter().any(|&i| tokens[i].form == first) {
            at += 1;
            continue;
        }
        let repeat = (1..=LONGEST_REPEAT).rev().find(|&n| {
            at + 2 * n <= kept.len()
                && (0..n).all(|k| tokens[kept[at + k]].form == tokens[kept[at + n + k]].form)
                && (0..n).all(|k| tokens[kept[at + n + k]].gap != Break::Strong)
        });
        let Some(n) = repeat else {
            at += 1;
            continue;
        };
        // "had had", "that that", "very very" may be meant; dropping one copy loses nothing.
        for k in 0..n {
            tokens[kept[at + k]].dropped = true;
        }
        at += n;
    }
}

/// "on Monday, no wait, on Tuesday": drops from the last token that begins like the correction.
fn drop_corrected(tokens: &mut [Token]) {
    for at in 0..tokens.len() {
        if !TAKES_BACK.iter().any(|p| matches_at(tokens, at, p)) {
            continue;
        }
        let after = at + TAKES_BACK.iter().find(|p| matches_at(tokens, at, p)).map_or(0, |p| p.len());
        let Some(first) = tokens.get(after).map(|t| (t.form, t.tag)) else { continue };
        let from = at.saturating_sub(8);
        let alike = (from..at).rev().find(|&i| tokens[i].form == first.0 && !tokens[i].dropped);
        let start = alike.or_else(|| at.checked_sub(1).filter(|&i| tokens[i].tag == first.1));
        if let Some(start) = start {
            for token in &mut tokens[start..at] {
                token.dropped = true;
            }
        }
    }
}
