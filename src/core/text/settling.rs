//! Whether a spelling that can be a verb is one here, and in which form.

use crate::core::text::context;
use crate::core::text::context::Near;
use crate::core::text::language::Language;
use crate::core::text::language::Verb;
use crate::core::text::reading::Break;
use crate::core::text::reading::Tag;
use crate::core::text::reading::Token;
use crate::core::text::reading::VerbForm;
use crate::core::text::sym::Sym;

const fn s(word: &str) -> Sym {
    Sym::of(word)
}

/// "I frobbed it": an unknown word in -ed is a past after its subject, and an adjective elsewhere.
pub(super) fn settle_unknown(tokens: &mut [Token], near: &Near<'_>) {
    let this = near.this();
    let object = near.ahead(tokens, 1).is_none_or(|t| {
        matches!(t.tag, Tag::Determiner | Tag::Possessive | Tag::Pronoun | Tag::Preposition | Tag::Adverb)
    });
    let form = match near.governor(tokens) {
        Some(t) if context::is_nominative(t.form) || t.form == s("it") => Some(VerbForm::Past),
        Some(t) if t.lemma == s("have") && t.tag == Tag::Auxiliary => Some(VerbForm::Participle),
        Some(t) if matches!(t.tag, Tag::Word | Tag::Name) && object => Some(VerbForm::Past),
        _ => None,
    };
    tokens[this].verb = form;
    if form.is_some() {
        tokens[this].tag = Tag::Verb;
    }
}

pub(super) fn settle_verb(tokens: &mut [Token], near: &Near<'_>, language: &Language) {
    let this = near.this();
    let Some(verb) = language.verb(tokens[this].form).copied() else { return };
    let governor = near.governor(tokens);
    let direct = near.behind(tokens, 1);
    if is_noun_here(tokens, near, language, &verb, governor, direct) {
        tokens[this].tag = Tag::Word;
        tokens[this].verb = None;
        return;
    }
    // "who was away, found out": a comma parts the helper from the next verb
    let near_by = tokens[this].gap == Break::None || direct.is_some_and(|t| t.tag == Tag::Auxiliary);
    let helped = near_by && governor.is_some_and(|t| t.tag == Tag::Auxiliary && t.lemma != s("do"));
    let form = match () {
        () if verb.gerund => VerbForm::Gerund,
        // "let me tell you"
        () if governor.is_none()
            && verb.lemma == s("let")
            && near.ahead(tokens, 1).is_some_and(is_me_or_us) =>
        {
            VerbForm::Present
        }
        () if helped && verb.participle => VerbForm::Participle,
        () if governor.is_some_and(|t| t.form == s("to") || t.tag == Tag::Modal || t.lemma == s("do")) => {
            VerbForm::Base
        }
        () if verb.past => VerbForm::Past,
        () if verb.participle => VerbForm::Participle,
        () => VerbForm::Present,
    };
    tokens[this].verb = Some(form);
}

fn is_noun_here(
    tokens: &[Token],
    near: &Near<'_>,
    language: &Language,
    verb: &Verb,
    governor: Option<&Token>,
    direct: Option<&Token>,
) -> bool {
    let bare = verb.base || verb.third;
    let owned = direct.is_some_and(|t| {
        matches!(t.tag, Tag::Determiner | Tag::Possessive | Tag::Number)
            && ![s("all"), s("both"), s("mine"), s("ours"), s("theirs"), s("hers")].contains(&t.form)
    });
    if owned {
        // "the found item" is rare; "each told me" is not a noun either; "the shot", "on the ground" are.
        let article =
            direct.is_some_and(|t| t.tag == Tag::Possessive || [s("the"), s("a"), s("an")].contains(&t.form));
        let next = near.ahead(tokens, 1);
        return bare || verb.gerund || article || next.is_some_and(|t| t.tag == Tag::Word);
    }
    if !bare || verb.past && !verb.base {
        return false;
    }
    match governor {
        Some(t) if t.form == s("to") || t.tag == Tag::Modal || t.lemma == s("do") => false,
        Some(t) if context::is_subject_pronoun(t) => false,
        Some(t) if t.tag == Tag::Preposition => true,
        Some(t) if matches!(t.tag, Tag::Word | Tag::Name) => {
            let object = near.ahead(tokens, 1).is_some_and(|n| {
                matches!(n.tag, Tag::Determiner | Tag::Possessive | Tag::Pronoun | Tag::Preposition)
            });
            !(verb.past || verb.third && object)
        }
        Some(t) if t.tag == Tag::Verb => !verb.past,
        // "Mistakes were made": a bare noun before a verb that can only be its own
        None => leads_verb(near, tokens, language),
        Some(t) if matches!(t.tag, Tag::Coordinator | Tag::Subordinator) => {
            leads_verb(near, tokens, language)
        }
        _ => tokens[near.this()].gap != Break::None && leads_verb(near, tokens, language),
    }
}

fn is_me_or_us(token: &Token) -> bool {
    [s("me"), s("us")].contains(&token.form)
}

/// Whether a finite verb follows at once that has no other subject: "service was", "tests failed".
fn leads_verb(near: &Near<'_>, tokens: &[Token], language: &Language) -> bool {
    const UNBOUND: &[Sym] = &[s("be"), s("been"), s("being"), s("having"), s("getting"), s("get"), s("do")];
    near.governed(tokens).is_some_and(|next| {
        let past = || language.verb(next.form).is_some_and(|v| v.past && !v.base);
        next.gap == Break::None
            && match next.tag {
                Tag::Auxiliary => !UNBOUND.contains(&next.form),
                Tag::Modal => true,
                Tag::Verb => past(),
                _ => false,
            }
    })
}

pub(super) fn settle_auxiliary(tokens: &mut [Token], near: &Near<'_>) {
    let this = near.this();
    let form = tokens[this].form;
    let past = [s("was"), s("were"), s("had"), s("did"), s("got")].contains(&form);
    let verb = if past {
        VerbForm::Past
    } else if [s("being"), s("having"), s("getting")].contains(&form) {
        VerbForm::Gerund
    } else if form == s("been") {
        VerbForm::Participle
    } else if [s("be"), s("have"), s("do"), s("get")].contains(&form)
        && near.governor(tokens).is_some_and(|t| t.tag == Tag::Modal || t.form == s("to"))
    {
        VerbForm::Base
    } else {
        VerbForm::Present
    };
    tokens[this].verb = Some(verb);
    if tokens[this].form == s("am") || tokens[this].form == s("are") {
        tokens[this].lemma = s("be");
    }
}
