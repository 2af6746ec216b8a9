//! Whether a clause says that something was not so: "not", "no idea", "told nobody".

use crate::core::text::clause::Cut;
use crate::core::text::reading::Break;
use crate::core::text::reading::Tag;
use crate::core::text::reading::Token;
use crate::core::text::reading::VerbForm;
use crate::core::text::sym::Sym;
use crate::core::text::verbs::Chain;

const fn s(word: &str) -> Sym {
    Sym::of(word)
}

pub(super) fn is_negated(tokens: &[Token], cut: Cut, chain: Option<&Chain>) -> bool {
    let end = chain.map_or(cut.end, |c| after_copula(tokens, cut, c.main));
    let without = without_counts(tokens, chain);
    let negators = tokens[cut.start..end.max(cut.start)]
        .iter()
        .enumerate()
        .filter(|(i, t)| {
            t.tag == Tag::Negator
                || without && t.form == s("without")
                || t.form == s("no") && denies(tokens, cut.start + i)
        })
        .filter(|(i, t)| !is_not_only(tokens, cut.start + i, t))
        .count();
    // "told nobody", "said nothing"; with another negator it is still none: "I didn't tell nobody"
    let object = chain.is_some_and(|c| {
        let near = &tokens[c.main + 1..cut.end.min(c.main + 4).max(c.main + 1)];
        near.iter().any(|t| [s("nobody"), s("nothing"), s("no-one")].contains(&t.form))
            || near.windows(2).any(|p| p[0].form == s("no") && p[1].form == s("one"))
    });
    negators % 2 == 1 || object || chain.is_some_and(|c| c.undone)
}

/// "no idea", "no one"; not the answer in "no, she did" and "no she did".
fn denies(tokens: &[Token], at: usize) -> bool {
    tokens[at].tag == Tag::Determiner
        && tokens.get(at + 1).is_some_and(|t| {
            t.gap == Break::None
                && (t.form == s("one")
                    || matches!(t.tag, Tag::Word | Tag::Name | Tag::Verb | Tag::Adverb | Tag::Number))
        })
}

/// One past the last token where a negator counts: behind "was", "had" too ("was not the manager", "had no idea").
fn after_copula(tokens: &[Token], cut: Cut, main: usize) -> usize {
    if ![s("be"), s("have")].contains(&tokens[main].lemma) {
        return main + 1;
    }
    let reach = (main + 1..cut.end)
        .take_while(|&i| {
            let t = &tokens[i];
            let no = t.form == s("no") && denies(tokens, i);
            t.gap == Break::None && (t.dropped || no || matches!(t.tag, Tag::Adverb | Tag::Negator))
        })
        .last();
    reach.map_or(main + 1, |last| last + 1)
}

/// "without telling her" as a clause of its own; not "without asking I changed it".
fn without_counts(tokens: &[Token], chain: Option<&Chain>) -> bool {
    chain.is_none_or(|c| tokens[c.main].verb == Some(VerbForm::Gerund) && c.first == c.main)
}

fn is_not_only(tokens: &[Token], at: usize, token: &Token) -> bool {
    const AFTER: &[Sym] = &[s("only"), s("just"), s("sure"), s("until"), s("till")];
    token.form == s("not") && tokens.get(at + 1).is_some_and(|t| AFTER.contains(&t.form))
}
