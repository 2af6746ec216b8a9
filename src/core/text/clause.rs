//! Cuts tokens into clauses. A clause begins at a subject with a verb, at a word that joins clauses, or at a hint of
//! punctuation; none of these needs the others.

use crate::core::text::context;
use crate::core::text::joining;
use crate::core::text::reading::Break;
use crate::core::text::reading::Link;
use crate::core::text::reading::Tag;
use crate::core::text::reading::Token;
use crate::core::text::reading::VerbForm;
use crate::core::text::sym::Sym;

/// The longest clause in tokens: a run-on without any sign is cut here.
const LONGEST: usize = 28;

const fn s(word: &str) -> Sym {
    Sym::of(word)
}

/// A clause before its grammar is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cut {
    /// First token.
    pub start: usize,
    /// One past the last token.
    pub end: usize,
    /// How it hangs on the one before.
    pub link: Link,
}

/// The clauses of a text, covering every token.
pub fn cut(tokens: &[Token]) -> Vec<Cut> {
    let mut cuts: Vec<Cut> = Vec::with_capacity(tokens.len() / 6 + 1);
    let mut start = 0;
    let mut link = Link::Fresh;
    let mut has_verb = false;
    // "the one | who broke it | was me": a noun that waits for its verb
    let mut waits = false;
    for at in 0..tokens.len() {
        if at > start {
            let resumed = waits && link == Link::Which && has_verb && resumes(tokens, at);
            let owned = waits && link == Link::Which && is_object(tokens, at);
            let found = match (resumed, owned) {
                (true, _) => Some(Link::And),
                (_, true) => None,
                _ => boundary(tokens, start, at, has_verb),
            };
            if let Some(next) = found {
                waits = next == Link::Which && !has_verb && is_noun_phrase(tokens, start, at);
                cuts.push(Cut { start, end: at, link });
                (start, link, has_verb) = (at, next, false);
            }
        } else {
            link = joining::opening_link(tokens, at).unwrap_or(link);
        }
        has_verb |= is_finite(&tokens[at]);
    }
    if start < tokens.len() {
        cuts.push(Cut { start, end: tokens.len(), link });
    }
    cuts
}

/// Whether a clause begins at `at`, and how it hangs on the one before.
fn boundary(tokens: &[Token], start: usize, at: usize, has_verb: bool) -> Option<Link> {
    let token = &tokens[at];
    if token.dropped && token.gap != Break::Strong {
        return None;
    }
    if token.gap == Break::Strong {
        return Some(joining::opening_link(tokens, at).unwrap_or(Link::Fresh));
    }
    let after_opener = at == start + 1 && matches!(tokens[start].tag, Tag::Coordinator | Tag::Adverb);
    if after_opener {
        return None;
    }
    if let Some(link) = joining::joined_by(tokens, at) {
        let opens = token.gap == Break::Weak || has_verb || verb_follows(tokens, at + 1, 8);
        return opens.then_some(link);
    }
    if token.tag == Tag::Coordinator {
        return coordinated(tokens, start, at, has_verb);
    }
    if has_verb && (leaves_subject_out(tokens, at) || forbids(tokens, at)) {
        return Some(Link::And);
    }
    let subject = has_verb && !is_inverted(tokens, start, at) && subject_and_verb(tokens, at);
    match (subject, token.gap) {
        (true, Break::Weak) => Some(Link::Fresh),
        (true, _) if opens_as_subject(tokens, at) => Some(joining::content_link(tokens, at)),
        _ => (at - start >= LONGEST).then_some(Link::Fresh),
    }
}

/// The verb of a noun that a "who" or "that" clause stands behind.
fn resumes(tokens: &[Token], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|i| &tokens[i]) else { return false };
    let helped = matches!(
        before.tag,
        Tag::Auxiliary | Tag::Modal | Tag::Negator | Tag::Adverb | Tag::Subordinator | Tag::Coordinator
    );
    (!helped || tokens[at].gap == Break::Weak)
        && !context::is_nominative(before.form)
        && is_finite(&tokens[at])
        && tokens[at].verb != Some(VerbForm::Participle)
}

/// The "it" of "who broke it was me".
fn is_object(tokens: &[Token], at: usize) -> bool {
    let token = &tokens[at];
    [s("it"), s("this"), s("that"), s("you")].contains(&token.form)
        && token.gap == Break::None
        && at.checked_sub(1).is_some_and(|i| tokens[i].tag == Tag::Verb)
}

/// "the one", "my first customer": nothing but a noun with its own words.
fn is_noun_phrase(tokens: &[Token], start: usize, end: usize) -> bool {
    let mut meant = tokens[start..end].iter().filter(|t| !t.dropped).peekable();
    meant.peek().is_some_and(|t| matches!(t.tag, Tag::Determiner | Tag::Possessive | Tag::Number | Tag::Name))
        && meant.all(|t| {
            matches!(t.tag, Tag::Determiner | Tag::Possessive | Tag::Number | Tag::Name | Tag::Word)
                || t.form == s("of")
        })
}

/// "Called the head, told him": a past with its own object and no subject after a comma.
fn leaves_subject_out(tokens: &[Token], at: usize) -> bool {
    let token = &tokens[at];
    let object = tokens.get(at + 1).is_some_and(|t| {
        t.gap == Break::None
            && match t.tag {
                Tag::Determiner | Tag::Possessive | Tag::Pronoun | Tag::Name => true,
                Tag::Preposition => t.form != s("by"),
                _ => false,
            }
    });
    token.gap == Break::Weak && token.tag == Tag::Verb && token.verb == Some(VerbForm::Past) && object
}

/// "he said, don't pour it"
fn forbids(tokens: &[Token], at: usize) -> bool {
    let not = tokens.get(at + 1).is_some_and(|t| t.form == s("not"));
    let bare = tokens.get(at + 2).is_some_and(|t| t.tag == Tag::Verb);
    tokens[at].gap == Break::Weak && tokens[at].form == s("do") && not && bare
}

/// "Had | I checked", "Were it not": the helper before its subject opens no clause of its own.
fn is_inverted(tokens: &[Token], start: usize, at: usize) -> bool {
    let helper = matches!(tokens[at - 1].tag, Tag::Auxiliary | Tag::Modal);
    let asked = at == start + 2 && tokens[start].tag == Tag::Subordinator;
    helper && tokens[at].gap == Break::None && (at == start + 1 || asked)
}

fn is_no_one(tokens: &[Token], at: usize) -> bool {
    tokens[at].form == s("no") && tokens.get(at + 1).is_some_and(|t| t.form == s("one"))
}

/// "nobody asked", "nothing happened"
fn is_nobody(tokens: &[Token], at: usize) -> bool {
    [s("nobody"), s("nothing"), s("noone"), s("no-one")].contains(&tokens[at].form)
        && tokens.get(at + 1).is_some_and(|t| t.gap == Break::None && is_finite(t))
}

fn opens_as_subject(tokens: &[Token], at: usize) -> bool {
    context::is_subject_pronoun(&tokens[at]) || is_no_one(tokens, at) || is_nobody(tokens, at)
}

fn is_finite(token: &Token) -> bool {
    !token.dropped
        && match token.tag {
            Tag::Modal => true,
            Tag::Verb | Tag::Auxiliary => {
                matches!(token.verb, Some(VerbForm::Past | VerbForm::Present | VerbForm::Participle))
            }
            _ => false,
        }
}

/// A coordinator opens a clause when a subject with a verb, or a verb, comes next.
fn coordinated(tokens: &[Token], start: usize, at: usize, has_verb: bool) -> Option<Link> {
    let link = if tokens[at].form == s("but") {
        Link::But
    } else if [s("or"), s("nor")].contains(&tokens[at].form) {
        Link::Or
    } else {
        Link::And
    };
    let next = next_meant(tokens, at + 1)?;
    if !has_verb && tokens[at].form == s("and") && is_person_phrase(tokens, start, at) {
        // "me and Tomas wired it"
        return None;
    }
    if joining::joined_by(tokens, next).is_some() || tokens[next].tag == Tag::Coordinator {
        return Some(link);
    }
    let verb = matches!(tokens[next].tag, Tag::Verb | Tag::Auxiliary | Tag::Modal)
        && has_verb
        && tokens[next].verb != Some(VerbForm::Gerund);
    // "and builds stopped"
    let bare = has_verb
        && tokens[next].tag == Tag::Word
        && tokens.get(next + 1).is_some_and(|t| t.gap == Break::None && is_finite(t));
    (verb || bare || subject_and_verb(tokens, next)).then_some(link)
}

/// "me", "my boss", "Tomas": one half of a subject that "and" joins.
fn is_person_phrase(tokens: &[Token], start: usize, end: usize) -> bool {
    const CALLS: &[Sym] = &[
        s("yeah"),
        s("yes"),
        s("yep"),
        s("okay"),
        s("ok"),
        s("sure"),
        s("sorry"),
        s("hello"),
        s("oh"),
        s("look"),
        s("anyways"),
    ];
    let mut meant = tokens[start..end].iter().filter(|t| !t.dropped);
    match (meant.next(), meant.next(), meant.next()) {
        (Some(t), None, _) => {
            matches!(t.tag, Tag::Pronoun | Tag::Name) || t.tag == Tag::Word && !CALLS.contains(&t.form)
        }
        (Some(a), Some(b), None) => {
            matches!(a.tag, Tag::Determiner | Tag::Possessive) && matches!(b.tag, Tag::Word | Tag::Name)
        }
        _ => false,
    }
}

/// The next token that counts, past adverbs.
fn next_meant(tokens: &[Token], from: usize) -> Option<usize> {
    (from..tokens.len().min(from + 4))
        .find(|&i| !tokens[i].dropped && !matches!(tokens[i].tag, Tag::Adverb | Tag::Negator))
}

fn verb_follows(tokens: &[Token], from: usize, within: usize) -> bool {
    tokens[from.min(tokens.len())..tokens.len().min(from + within)]
        .iter()
        .take_while(|t| t.gap != Break::Strong)
        .any(|t| is_finite(t) || t.verb == Some(VerbForm::Gerund))
}

/// A pronoun with its verb, or a noun phrase with its verb, begins here.
pub(super) fn subject_and_verb(tokens: &[Token], at: usize) -> bool {
    let Some(token) = tokens.get(at) else { return false };
    if is_no_one(tokens, at) {
        return subject_and_verb(tokens, at + 1);
    }
    if is_nobody(tokens, at) {
        return true;
    }
    if context::is_subject_pronoun(token) || token.form == s("there") {
        return tokens[at + 1..tokens.len().min(at + 4)]
            .iter()
            .filter(|t| !t.dropped)
            .take_while(|t| {
                t.gap == Break::None
                    && (is_finite(t) || matches!(t.tag, Tag::Adverb | Tag::Negator | Tag::Pronoun))
            })
            .any(is_finite);
    }
    let opens = matches!(token.tag, Tag::Determiner | Tag::Possessive | Tag::Name | Tag::Number)
        || token.tag == Tag::Word && token.gap == Break::Weak
        || token.tag == Tag::Pronoun;
    if !opens {
        return false;
    }
    let phrase = tokens[at + 1..tokens.len().min(at + 8)].iter().filter(|t| !t.dropped);
    for (n, t) in phrase.enumerate() {
        match t.tag {
            _ if is_finite(t) => {
                return n > 0 || matches!(token.tag, Tag::Name | Tag::Word | Tag::Pronoun | Tag::Number);
            }
            Tag::Word | Tag::Name | Tag::Number | Tag::Possessive | Tag::Adverb | Tag::Determiner => {}
            Tag::Preposition if t.form == s("of") || t.form == s("in") || t.form == s("from") => {}
            _ => return false,
        }
    }
    false
}
