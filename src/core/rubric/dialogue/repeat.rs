//! Tells a reply that only repeats from one that adds something.

use std::collections::BTreeSet;

use crate::core::text::reading::Reading;
use crate::core::text::reading::Tag;
use crate::core::text::reading::Token;

/// A reply with fewer words of meaning is too short to be called a repetition.
const FEWEST: usize = 4;
/// The share of its words of meaning that were said before, from which a reply repeats.
const SHARE: f32 = 0.8;

/// Words that carry meaning: verbs, names, numbers, nouns.
pub(super) fn carries(token: &Token) -> bool {
    !token.dropped && matches!(token.tag, Tag::Verb | Tag::Word | Tag::Name | Tag::Number)
}

/// Whether nearly everything in the reply was said before.
pub(super) fn repeats(reply: &Reading, before: &Reading) -> bool {
    let known: BTreeSet<_> = before.tokens.iter().filter(|t| carries(t)).map(|t| t.lemma).collect();
    let said: Vec<_> = reply.tokens.iter().filter(|t| carries(t)).collect();
    let old = said.iter().filter(|t| known.contains(&t.lemma)).count();
    said.len() >= FEWEST && old as f32 >= SHARE * said.len() as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::text;
    use crate::core::transcript::Transcript;

    fn reads(reply: &str) -> bool {
        let before = "I sent the wrong drawing to the joiner and he cut forty doors too short.";
        let read = |text: &str| text::read(&Transcript::from_text(text));
        repeats(&read(reply), &read(before))
    }

    #[test]
    fn the_same_again_repeats_and_a_new_fact_does_not() {
        assert!(reads("well the joiner cut the doors too short from the wrong drawing"));
        assert!(!reads("he cut the doors on the Friday and rang the architect"));
        assert!(!reads("forty doors"), "too short to tell");
    }
}
