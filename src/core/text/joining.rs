//! The words and phrases that join clauses, and what they say about how one hangs on the other.

use crate::core::text::clause;
use crate::core::text::reading::Link;
use crate::core::text::reading::Tag;
use crate::core::text::reading::Token;
use crate::core::text::sym::Sym;

const fn s(word: &str) -> Sym {
    Sym::of(word)
}

/// The link of a word that opens a clause at the very start of a sentence.
pub(super) fn opening_link(tokens: &[Token], at: usize) -> Option<Link> {
    joined_by(tokens, at).or_else(|| match tokens[at].form {
        f if f == s("and") || f == s("then") || f == s("so") => Some(Link::And),
        f if f == s("but") => Some(Link::But),
        f if f == s("or") => Some(Link::Or),
        _ => None,
    })
}

/// The link made by a joining word or phrase at `at`.
pub(super) fn joined_by(tokens: &[Token], at: usize) -> Option<Link> {
    // only function words join: most tokens are done here
    if !matches!(
        tokens[at].tag,
        Tag::Subordinator | Tag::Coordinator | Tag::Preposition | Tag::Determiner | Tag::Adverb
    ) {
        return None;
    }
    let form = |by: usize| tokens.get(at + by).map(|t| t.form);
    let behind = |by: usize| at.checked_sub(by).map(|i| tokens[i].form);
    let token = &tokens[at];
    // "by | the time they": the preposition has opened the clause
    if token.form == s("the")
        && behind(1).is_some_and(|w| LEADS_TIME.contains(&w))
        && form(1) == Some(s("time"))
    {
        return None;
    }
    if let Some(link) = phrase_link(form(0), form(1), form(2), form(3)) {
        return Some(link);
    }
    // the second "as" of "as soon as", the "that" of "so that", "now that"
    if token.form == s("as") && behind(2) == Some(s("as")) {
        return None;
    }
    if token.tag != Tag::Subordinator {
        return None;
    }
    match token.form {
        f if [s("because"), s("cause")].contains(&f) => Some(Link::Because),
        f if [s("before"), s("until"), s("till")].contains(&f) => Some(Link::Before),
        f if [s("after"), s("once")].contains(&f) => Some(Link::After),
        f if f == s("since") => Some(Link::After),
        f if [s("when"), s("whenever"), s("while")].contains(&f) => Some(Link::When),
        f if f == s("as") => clause::subject_and_verb(tokens, at + 1).then_some(Link::When),
        f if [s("if"), s("unless"), s("whether")].contains(&f) => Some(Link::If),
        f if [s("although"), s("though"), s("whereas")].contains(&f) => Some(Link::But),
        f if [s("who"), s("which"), s("whom"), s("whose"), s("where")].contains(&f) => Some(Link::Which),
        f if f == s("that") => {
            const CONTENT: &[Sym] = &[
                s("sure"),
                s("certain"),
                s("clear"),
                s("aware"),
                s("obvious"),
                s("glad"),
                s("sorry"),
                s("afraid"),
                s("proud"),
                s("true"),
            ];
            let after_noun = at.checked_sub(1).is_some_and(|i| {
                matches!(tokens[i].tag, Tag::Word | Tag::Name) && !CONTENT.contains(&tokens[i].form)
            });
            Some(if after_noun { Link::Which } else { Link::That })
        }
        f if [s("what"), s("how"), s("why")].contains(&f) => Some(Link::That),
        _ => None,
    }
}

/// "by the time", "at the time", "from the time"
const LEADS_TIME: &[Sym] = &[s("by"), s("at"), s("from"), s("until")];

fn phrase_link(a: Option<Sym>, b: Option<Sym>, c: Option<Sym>, d: Option<Sym>) -> Option<Link> {
    const INSTANTS: &[Sym] =
        &[s("moment"), s("minute"), s("second"), s("instant"), s("day"), s("time"), s("morning")];
    const SUBJECTS: &[Sym] = &[
        s("i"),
        s("he"),
        s("she"),
        s("they"),
        s("we"),
        s("it"),
        s("you"),
        s("my"),
        s("the"),
        s("anyone"),
        s("anybody"),
    ];
    let one_of = |word: Option<Sym>, list: &[Sym]| word.is_some_and(|w| list.contains(&w));
    let timed = b == Some(s("the")) && c == Some(s("time")) && one_of(a, LEADS_TIME);
    if timed && (a == Some(s("by")) || one_of(d, SUBJECTS)) {
        return Some(Link::When);
    }
    if a == Some(s("the")) && one_of(b, INSTANTS) && one_of(c, SUBJECTS) {
        return Some(Link::When);
    }
    if (a == Some(s("every")) || a == Some(s("each"))) && b == Some(s("time")) && one_of(c, SUBJECTS) {
        return Some(Link::When);
    }
    if a == Some(s("as")) && (b == Some(s("soon")) || b == Some(s("long"))) && c == Some(s("as")) {
        return Some(Link::When);
    }
    if a == Some(s("so")) && b == Some(s("that"))
        || a == Some(s("in")) && b == Some(s("order")) && c == Some(s("to"))
    {
        return Some(Link::To);
    }
    if a == Some(s("right")) && one_of(b, &[s("after"), s("before")]) && one_of(c, SUBJECTS) {
        return Some(if b == Some(s("after")) { Link::After } else { Link::Before });
    }
    None
}

/// "I told her I broke it", "I thought it was fine": the second clause is the content of the first.
pub(super) fn content_link(tokens: &[Token], at: usize) -> Link {
    const OPENERS: &[Sym] = &[
        s("say"),
        s("think"),
        s("know"),
        s("assume"),
        s("believe"),
        s("realise"),
        s("realize"),
        s("hope"),
        s("guess"),
        s("figure"),
        s("mean"),
        s("admit"),
        s("explain"),
        s("see"),
        s("notice"),
        s("feel"),
        s("wish"),
        s("understand"),
        s("remember"),
        s("find"),
        s("suppose"),
        s("swear"),
        s("reckon"),
        s("bet"),
        s("learn"),
        s("hear"),
        s("write"),
        s("make"),
        s("let"),
        s("sure"),
        s("glad"),
        s("sorry"),
        s("afraid"),
    ];
    const OPENERS_TO_SOMEBODY: &[Sym] = &[
        s("tell"),
        s("promise"),
        s("warn"),
        s("remind"),
        s("assure"),
        s("show"),
        s("message"),
        s("text"),
        s("email"),
    ];
    let before: Vec<&Token> = tokens[at.saturating_sub(6)..at].iter().rev().filter(|t| !t.dropped).collect();
    let direct =
        before.first().is_some_and(|t| OPENERS.contains(&t.lemma) || OPENERS_TO_SOMEBODY.contains(&t.lemma));
    let to_somebody = before
        .iter()
        .take(4)
        .take_while(|t| {
            matches!(
                t.tag,
                Tag::Verb | Tag::Pronoun | Tag::Name | Tag::Word | Tag::Possessive | Tag::Determiner
            )
        })
        .any(|t| t.tag == Tag::Verb && OPENERS_TO_SOMEBODY.contains(&t.lemma));
    if direct || to_somebody { Link::That } else { Link::Fresh }
}
