//! Who a clause is about: the head of its subject, said before the verb, behind a helper, or in "by me".

use crate::core::text::clause::Cut;
use crate::core::text::context;
use crate::core::text::language::Language;
use crate::core::text::reading::Agent;
use crate::core::text::reading::Break;
use crate::core::text::reading::Tag;
use crate::core::text::reading::Token;
use crate::core::text::sym::Sym;
use crate::core::text::verbs::Chain;

const fn s(word: &str) -> Sym {
    Sym::of(word)
}

/// "The email | that I sent": the noun of a clause whose verb comes later.
pub(super) fn waiting_subject(tokens: &[Token], cut: Cut, language: &Language) -> Option<(usize, Agent)> {
    let next = tokens.get(cut.end)?;
    let waits = next.tag == Tag::Subordinator
        && [s("who"), s("which"), s("that"), s("whose")].contains(&next.form)
        && (next.gap == Break::None || next.form == s("who"));
    let head = (cut.start..cut.end).rev().find(|&i| !tokens[i].dropped)?;
    let noun = waits && matches!(tokens[head].tag, Tag::Word | Tag::Name);
    noun.then(|| (head, context::noun_agent(tokens, head, language)))
}

/// Who did it, as "by me", "by the vendor" say.
pub(super) fn doer(tokens: &[Token], cut: Cut, language: &Language) -> Option<Agent> {
    let by = (cut.start..cut.end.saturating_sub(1)).find(|&i| {
        tokens[i].form == s("by")
            && matches!(
                tokens[i + 1].tag,
                Tag::Determiner | Tag::Possessive | Tag::Name | Tag::Pronoun | Tag::Word
            )
    })?;
    phrase_agent(tokens, by + 1, cut.end, language)
}

/// Who the noun phrase from `from` on speaks of: "us", "the guys on site", "my own mistake".
fn phrase_agent(tokens: &[Token], from: usize, to: usize, language: &Language) -> Option<Agent> {
    let mut head = None;
    for at in from..to {
        match tokens[at].tag {
            Tag::Pronoun => return language.pronoun(tokens[at].form),
            Tag::Word | Tag::Name => head = Some(at),
            Tag::Determiner | Tag::Possessive | Tag::Number => {}
            _ if tokens[at].dropped => {}
            _ => break,
        }
    }
    head.map(|at| context::noun_agent(tokens, at, language))
}

/// The head of the subject and who it is.
pub(super) fn subject_of(
    tokens: &[Token],
    cut: Cut,
    chain: &Chain,
    language: &Language,
) -> Option<(usize, Agent)> {
    let verb = chain.first;
    if let Some(agent) = inverted_subject(tokens, cut, chain, language) {
        return Some(agent);
    }
    let mut found: Option<(usize, Agent)> = None;
    let mut inside_phrase = false;
    for at in cut.start..verb {
        let token = &tokens[at];
        if token.dropped {
            continue;
        }
        match token.tag {
            Tag::Pronoun
                if context::is_subject_pronoun(token)
                    && (!inside_phrase || context::is_nominative(token.form)) =>
            {
                let agent = language.pronoun(token.form).unwrap_or(Agent::Other);
                let nobody = token.form == s("one") && at > cut.start && tokens[at - 1].form == s("no");
                found = Some((at, if nobody { Agent::Other } else { agent }));
            }
            Tag::Subordinator
                if [s("who"), s("which"), s("that"), s("what")].contains(&token.form) && at + 1 == verb =>
            {
                found = found.or(Some((at, relative_agent(tokens, cut, at, language))));
            }
            Tag::Negator if [s("nobody"), s("no-one"), s("noone"), s("none")].contains(&token.form) => {
                found = Some((at, Agent::Other));
            }
            Tag::Negator if token.form == s("neither") && found.is_none() => found = Some((at, Agent::Other)),
            Tag::Negator if token.form == s("nothing") => found = Some((at, Agent::Thing)),
            Tag::Adverb
                if token.form == s("there") && tokens.get(verb).is_some_and(|t| t.lemma == s("be")) =>
            {
                found = Some((at, Agent::Nobody));
            }
            Tag::Preposition => inside_phrase = found.is_some() || token.form != s("of"),
            Tag::Word | Tag::Name if !inside_phrase => {
                let alone = at == cut.start
                    || matches!(tokens[at - 1].tag, Tag::Adverb | Tag::Coordinator | Tag::Subordinator);
                let bare = found.is_none() && alone && at + 1 == verb;
                let head = context::noun_agent(tokens, at, language);
                let speaks = bare && head == Agent::Thing && is_named_by_deed(tokens, at, chain);
                found = Some((at, if speaks { Agent::Other } else { head }));
            }
            Tag::Determiner | Tag::Possessive if found.is_none() => inside_phrase = false,
            _ => {}
        }
        if token.gap == Break::Weak && at > cut.start {
            inside_phrase = false;
        }
    }
    if let Some(part) = part_of(tokens, cut, verb, language) {
        return Some(part);
    }
    let (at, agent) = found?;
    Some((at, plural_with_i(tokens, cut, verb, agent)))
}

/// "Had I checked", "could we have seen it": the subject stands behind the first helper.
fn inverted_subject(
    tokens: &[Token],
    cut: Cut,
    chain: &Chain,
    language: &Language,
) -> Option<(usize, Agent)> {
    let at = chain.first + 1;
    let opens = tokens[cut.start..chain.first]
        .iter()
        .all(|t| matches!(t.tag, Tag::Subordinator | Tag::Adverb | Tag::Coordinator));
    let helper = opens && matches!(tokens[chain.first].tag, Tag::Auxiliary | Tag::Modal);
    let token = tokens.get(at).filter(|_| helper && at < cut.end)?;
    let subject = context::is_subject_pronoun(token) && token.gap == Break::None;
    subject.then(|| (at, language.pronoun(token.form).unwrap_or(Agent::Other)))
}

/// "none of us", "one of the nurses", "most of the files": who the part is taken from.
fn part_of(tokens: &[Token], cut: Cut, verb: usize, language: &Language) -> Option<(usize, Agent)> {
    const PARTS: &[Sym] = &[
        s("none"),
        s("one"),
        s("neither"),
        s("either"),
        s("each"),
        s("both"),
        s("all"),
        s("some"),
        s("any"),
        s("many"),
        s("most"),
        s("few"),
        s("half"),
        s("two"),
        s("several"),
        s("lot"),
        s("rest"),
    ];
    let of =
        (cut.start + 1..verb).find(|&i| tokens[i].form == s("of") && PARTS.contains(&tokens[i - 1].form))?;
    phrase_agent(tokens, of + 1, verb, language).map(|agent| (of - 1, agent))
}

/// A bare word that tells, asks or notices is somebody: "Priya caught it".
fn is_named_by_deed(tokens: &[Token], at: usize, chain: &Chain) -> bool {
    const DEEDS: &[Sym] = &[
        s("say"),
        s("tell"),
        s("ask"),
        s("know"),
        s("think"),
        s("want"),
        s("notice"),
        s("call"),
        s("ring"),
        s("phone"),
        s("email"),
        s("text"),
        s("explain"),
        s("admit"),
        s("agree"),
        s("forgive"),
        s("catch"),
        s("spot"),
        s("find"),
        s("see"),
        s("hear"),
        s("offer"),
        s("decide"),
        s("suggest"),
        s("insist"),
        s("help"),
        s("laugh"),
        s("cry"),
        s("shout"),
        s("sign"),
        s("approve"),
        s("complain"),
        s("teach"),
        s("thank"),
    ];
    !chain.passive && tokens[at].form == tokens[at].lemma && DEEDS.contains(&tokens[chain.main].lemma)
}

/// "me and the client", "Tomas and me" are we.
fn plural_with_i(tokens: &[Token], cut: Cut, verb: usize, agent: Agent) -> Agent {
    const MINE: &[Sym] = &[s("i"), s("me"), s("myself")];
    let with_i = tokens[cut.start..verb].windows(2).any(|p| {
        let (a, b) = (p[0].form, p[1].form);
        MINE.contains(&a) && b == s("and") || a == s("and") && MINE.contains(&b) && p[0].gap == Break::None
    });
    let joined = tokens[cut.start].form != s("and") || !MINE.contains(&tokens[cut.start + 1].form);
    if with_i && joined { Agent::We } else { agent }
}

fn relative_agent(tokens: &[Token], cut: Cut, at: usize, language: &Language) -> Agent {
    // "the one who broke it was me"
    let mine = tokens.get(cut.end + 1).is_some_and(|t| [s("me"), s("myself")].contains(&t.form));
    if mine && tokens[cut.end].lemma == s("be") {
        return Agent::I;
    }
    let noun = (0..at).rev().take(6).find(|&i| matches!(tokens[i].tag, Tag::Word | Tag::Name | Tag::Pronoun));
    match noun {
        // "I was the one who called"
        Some(i) if tokens[i].form == s("one") => {
            let who = (i.saturating_sub(6)..i).rev().find(|&b| tokens[b].tag == Tag::Pronoun);
            who.and_then(|b| language.pronoun(tokens[b].form)).unwrap_or(Agent::Other)
        }
        Some(i) if tokens[i].tag == Tag::Pronoun => language.pronoun(tokens[i].form).unwrap_or(Agent::Other),
        Some(i) => context::noun_agent(tokens, i, language),
        None => Agent::Thing,
    }
}
