//! What a word is here: the same spelling is a noun after "the" and a verb after "I".

use crate::core::text::language::Language;
use crate::core::text::reading::Agent;
use crate::core::text::reading::Break;
use crate::core::text::reading::Tag;
use crate::core::text::reading::Token;
use crate::core::text::reading::VerbForm;
use crate::core::text::settling;
use crate::core::text::sym::Sym;

const fn s(word: &str) -> Sym {
    Sym::of(word)
}

/// Settles the tags that the tables leave open, from left to right.
pub fn settle(tokens: &mut [Token], language: &Language) {
    let meant: Vec<usize> = (0..tokens.len()).filter(|&i| !tokens[i].dropped).collect();
    for at in 0..meant.len() {
        let near = Near { meant: &meant, at };
        settle_one(tokens, &near, language);
    }
}

/// A token's place among those that count.
pub(super) struct Near<'a> {
    meant: &'a [usize],
    at: usize,
}

impl Near<'_> {
    pub(super) fn this(&self) -> usize {
        self.meant[self.at]
    }
    pub(super) fn ahead<'t>(&self, tokens: &'t [Token], by: usize) -> Option<&'t Token> {
        let next = tokens.get(*self.meant.get(self.at + by)?)?;
        (next.gap != Break::Strong).then_some(next)
    }
    pub(super) fn behind<'t>(&self, tokens: &'t [Token], by: usize) -> Option<&'t Token> {
        if tokens[self.this()].gap == Break::Strong {
            return None;
        }
        tokens.get(*self.meant.get(self.at.checked_sub(by)?)?)
    }
    /// The nearest token behind that is no adverb or negator.
    pub(super) fn governor<'t>(&self, tokens: &'t [Token]) -> Option<&'t Token> {
        (1..5).map_while(|by| self.behind(tokens, by)).find(|t| !matches!(t.tag, Tag::Adverb | Tag::Negator))
    }
    /// The nearest token ahead that is no adverb or negator.
    pub(super) fn governed<'t>(&self, tokens: &'t [Token]) -> Option<&'t Token> {
        (1..5).map_while(|by| self.ahead(tokens, by)).find(|t| !matches!(t.tag, Tag::Adverb | Tag::Negator))
    }
}

fn settle_one(tokens: &mut [Token], near: &Near<'_>, language: &Language) {
    let this = near.this();
    match tokens[this].form {
        f if f == s("'d") => settle_d(tokens, near, language),
        f if f == s("'s") => settle_s(tokens, near, language),
        f if f == s("her") => {
            let owns = near.ahead(tokens, 1).is_some_and(is_nominal);
            tokens[this].tag = if owns { Tag::Possessive } else { Tag::Pronoun };
        }
        f if f == s("that") => tokens[this].tag = that_tag(tokens, near, language),
        f if f == s("this") || f == s("these") || f == s("those") => {
            let shows = near.ahead(tokens, 1).is_some_and(|next| is_shown(next, tokens[this].form, language));
            tokens[this].tag = if shows { Tag::Determiner } else { Tag::Pronoun };
        }
        f if f == s("one") => tokens[this].tag = one_tag(tokens, near),
        f if f == s("no") => settle_no(tokens, near),
        f if f == s("of") => settle_of(tokens, near, language),
        f if f == s("like") => settle_like(tokens, near),
        f if f == s("so") => {
            let degree = near.ahead(tokens, 1).is_some_and(|t| t.tag == Tag::Word || t.tag == Tag::Adverb);
            tokens[this].tag = if degree { Tag::Adverb } else { Tag::Coordinator };
        }
        f if f == s("yet") || f == s("since") || f == s("before") || f == s("after") || f == s("though") => {
            if f == s("yet") && near.ahead(tokens, 1).is_some_and(joins) {
                tokens[this].tag = Tag::Adverb;
                return;
            }
            if points_back(near, tokens) {
                tokens[this].tag = if f == s("since") { Tag::Adverb } else { Tag::Preposition };
                return;
            }
            let last = near.ahead(tokens, 1).is_none_or(|t| t.gap != Break::None || is_finite_start(t));
            let measured = near.behind(tokens, 1).is_some_and(|t| is_time_noun(t.lemma));
            if (last || measured) && !near.ahead(tokens, 1).is_some_and(is_subject_pronoun) {
                tokens[this].tag = Tag::Adverb;
            }
        }
        f if f == s("then") => {
            const BACK: &[Sym] = &[s("since"), s("by"), s("from"), s("back"), s("until"), s("till")];
            if near.behind(tokens, 1).is_some_and(|t| BACK.contains(&t.form)) {
                tokens[this].tag = Tag::Adverb;
            }
        }
        f if f == s("as") && near.ahead(tokens, 1).is_some_and(|t| t.tag == Tag::Determiner) => {
            tokens[this].tag = Tag::Preposition;
        }
        _ if tokens[this].tag == Tag::Verb => settling::settle_verb(tokens, near, language),
        _ if tokens[this].tag == Tag::Word && tokens[this].verb.is_some() => {
            settling::settle_unknown(tokens, near);
        }
        _ if tokens[this].tag == Tag::Auxiliary => settling::settle_auxiliary(tokens, near),
        _ => {}
    }
}

fn is_nominal(token: &Token) -> bool {
    matches!(token.tag, Tag::Word | Tag::Name | Tag::Number)
        || (token.tag == Tag::Verb && token.gap == Break::None)
}

fn is_verbal(token: &Token) -> bool {
    matches!(token.tag, Tag::Verb | Tag::Auxiliary | Tag::Modal)
}

fn joins(token: &Token) -> bool {
    matches!(token.tag, Tag::Coordinator | Tag::Subordinator)
}

fn is_finite_start(token: &Token) -> bool {
    matches!(token.tag, Tag::Auxiliary | Tag::Modal)
}

/// Pronouns that can only be subjects, and those that can be either.
pub(super) fn is_subject_pronoun(token: &Token) -> bool {
    const OBJECTS: &[Sym] = &[
        s("me"),
        s("us"),
        s("him"),
        s("them"),
        s("myself"),
        s("ourselves"),
        s("himself"),
        s("herself"),
        s("themselves"),
        s("whom"),
        s("itself"),
        s("yourself"),
        s("her"),
    ];
    token.tag == Tag::Pronoun && !OBJECTS.contains(&token.form)
}

/// Nouns that measure time: the day before, two weeks later.
pub(super) fn is_time_noun(lemma: Sym) -> bool {
    const UNITS: &[Sym] = &[
        s("second"),
        s("minute"),
        s("hour"),
        s("day"),
        s("night"),
        s("week"),
        s("weekend"),
        s("month"),
        s("quarter"),
        s("year"),
        s("morning"),
        s("evening"),
        s("afternoon"),
        s("fortnight"),
        s("season"),
        s("time"),
        s("moment"),
    ];
    UNITS.contains(&lemma)
}

/// "I'd told" is had, "I'd tell" is would.
fn settle_d(tokens: &mut [Token], near: &Near<'_>, language: &Language) {
    let had = near.governed(tokens).is_none_or(|next| {
        let verb = language.verb(next.form);
        let bare = [s("be"), s("have"), s("of")].contains(&next.form);
        verb.is_none_or(|v| v.participle || v.past) && !bare
    });
    let this = near.this();
    let (form, tag) = if had { (s("had"), Tag::Auxiliary) } else { (s("would"), Tag::Modal) };
    tokens[this].form = form;
    tokens[this].lemma = if had { s("have") } else { form };
    tokens[this].tag = tag;
    tokens[this].verb = had.then_some(VerbForm::Past);
}

/// "it's gone" is has or is; "Marta's desk" is a possessive.
fn settle_s(tokens: &mut [Token], near: &Near<'_>, language: &Language) {
    let this = near.this();
    let after_noun = near.behind(tokens, 1).is_some_and(|t| matches!(t.tag, Tag::Word | Tag::Name));
    // "the oven's broken"
    let done = |t: &Token| language.verb(t.form).is_some_and(|v| (v.past || v.participle) && !v.base);
    let owns = after_noun && near.ahead(tokens, 1).is_some_and(|t| is_nominal(t) && !done(t));
    if owns {
        tokens[this].tag = Tag::Possessive;
        return;
    }
    let has = near
        .governed(tokens)
        .is_some_and(|t| t.form == s("been") || t.form == s("got") || t.form == s("had"));
    tokens[this].form = if has { s("has") } else { s("is") };
    tokens[this].lemma = if has { s("have") } else { s("be") };
    tokens[this].verb = Some(VerbForm::Present);
}

fn that_tag(tokens: &[Token], near: &Near<'_>, language: &Language) -> Tag {
    const BACK: &[Sym] =
        &[s("after"), s("before"), s("since"), s("until"), s("till"), s("like"), s("because")];
    let behind = near.behind(tokens, 1);
    let after_noun = behind.is_some_and(|t| matches!(t.tag, Tag::Word | Tag::Name));
    let after_preposition = behind.is_some_and(|t| t.tag == Tag::Preposition);
    match near.ahead(tokens, 1) {
        // "at that point", "that rule saved us"; not "customers that call", "that cost us"
        Some(next) if next.tag == Tag::Verb && (after_preposition || is_bare_base(next, language)) => {
            let plural = after_noun && behind.is_some_and(|t| t.form != t.lemma);
            if plural { Tag::Subordinator } else { Tag::Determiner }
        }
        // "after that I called"
        Some(next) if is_subject_pronoun(next) && behind.is_some_and(|t| BACK.contains(&t.form)) => {
            Tag::Pronoun
        }
        Some(next) if is_verbal(next) => {
            if after_noun && tokens[near.this()].gap == Break::None {
                Tag::Subordinator
            } else {
                Tag::Pronoun
            }
        }
        Some(next) if next.tag == Tag::Word => {
            let told = near.behind(tokens, 1).is_some_and(|t| t.tag == Tag::Verb || t.tag == Tag::Pronoun);
            if told { Tag::Subordinator } else { Tag::Determiner }
        }
        Some(_) => Tag::Subordinator,
        None => Tag::Pronoun,
    }
}

/// A spelling that is a base form and no past: point, mistake; not cost, broke.
fn is_bare_base(token: &Token, language: &Language) -> bool {
    language.verb(token.form).is_some_and(|v| v.base && !v.past && !v.gerund)
}

/// "this call", "those calls"; not "this broke it", "this means", "these help".
fn is_shown(next: &Token, shows: Sym, language: &Language) -> bool {
    if next.tag != Tag::Verb {
        return is_nominal(next);
    }
    let one = shows == s("this");
    next.gap == Break::None
        && language.verb(next.form).is_some_and(|v| v.gerund || !v.past && if one { v.base } else { v.third })
}

/// "after that I", "before this, he", "since then we": the word before looks back and joins no clause.
fn points_back(near: &Near<'_>, tokens: &[Token]) -> bool {
    let back = near
        .ahead(tokens, 1)
        .is_some_and(|t| t.gap == Break::None && [s("that"), s("this"), s("then")].contains(&t.form));
    back && near.ahead(tokens, 2).is_none_or(|t| t.gap != Break::None || is_subject_pronoun(t))
}

/// "no one knew", "one told me" are pronouns; "the one who" is a noun; "one box" counts.
fn one_tag(tokens: &[Token], near: &Near<'_>) -> Tag {
    match (near.behind(tokens, 1), near.ahead(tokens, 1)) {
        (Some(t), _) if t.form == s("no") => Tag::Pronoun,
        (Some(t), Some(next)) if t.tag == Tag::Determiner && !is_nominal(next) => Tag::Word,
        (Some(t), None) if t.tag == Tag::Determiner => Tag::Word,
        (_, Some(next)) if is_verbal(next) || next.tag == Tag::Preposition => Tag::Pronoun,
        _ => Tag::Determiner,
    }
}

/// "I no check": a learner's "not".
fn settle_no(tokens: &mut [Token], near: &Near<'_>) {
    let subject = near.behind(tokens, 1).is_some_and(|t| is_nominative(t.form));
    if subject && near.ahead(tokens, 1).is_some_and(|t| t.tag == Tag::Verb && t.gap == Break::None) {
        tokens[near.this()].tag = Tag::Negator;
    }
}

/// "should of checked" is "should have checked".
fn settle_of(tokens: &mut [Token], near: &Near<'_>, language: &Language) {
    let modal = near.governor(tokens).is_some_and(|t| t.tag == Tag::Modal);
    let done =
        near.governed(tokens).and_then(|t| language.verb(t.form)).is_some_and(|v| v.participle || v.past);
    if modal && done {
        let token = &mut tokens[near.this()];
        (token.form, token.lemma) = (s("have"), s("have"));
        (token.tag, token.verb) = (Tag::Auxiliary, Some(VerbForm::Base));
    }
}

/// Pronouns that are subjects wherever they stand.
pub(super) fn is_nominative(form: Sym) -> bool {
    [s("i"), s("he"), s("she"), s("we"), s("they")].contains(&form)
}

/// "I like it" is a verb, "was like," and ", like," are fillers.
fn settle_like(tokens: &mut [Token], near: &Near<'_>) {
    let this = near.this();
    let stands_alone =
        tokens[this].gap != Break::None && near.ahead(tokens, 1).is_some_and(|t| t.gap != Break::None);
    let behind = near.behind(tokens, 1);
    let verb = behind.is_some_and(|t| is_subject_pronoun(t) || t.form == s("to") || t.tag == Tag::Modal);
    tokens[this].tag = if verb { Tag::Verb } else { Tag::Preposition };
    tokens[this].verb = verb.then_some(VerbForm::Present);
    if stands_alone {
        tokens[this].tag = Tag::Filler;
        tokens[this].dropped = true;
    }
}

/// Whether a word names a person or group, and whether the speaker is in it.
pub(super) fn noun_agent(tokens: &[Token], at: usize, language: &Language) -> Agent {
    const TEAM_WORDS: &[Sym] = &[s("team"), s("crew"), s("group"), s("squad")];
    let token = &tokens[at];
    let owner = at.checked_sub(1).map(|before| tokens[before].form);
    if language.is_ours(token.lemma) {
        let ours = owner == Some(s("our")) || owner == Some(s("my"));
        let the_team = owner == Some(s("the")) && TEAM_WORDS.contains(&token.lemma);
        return if ours || the_team { Agent::We } else { Agent::Other };
    }
    match (token.tag, language.role(token.lemma)) {
        (_, Some(_)) | (Tag::Name, None) => Agent::Other,
        _ => Agent::Thing,
    }
}
