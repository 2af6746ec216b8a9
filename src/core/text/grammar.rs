//! Reads a clause: who acts, which verb, when, and whether it happened.

use crate::core::text::clause::Cut;
use crate::core::text::context;
use crate::core::text::language::Language;
use crate::core::text::reading::Agent;
use crate::core::text::reading::Break;
use crate::core::text::reading::Clause;
use crate::core::text::reading::Link;
use crate::core::text::reading::Mood;
use crate::core::text::reading::Tag;
use crate::core::text::reading::Time;
use crate::core::text::reading::Token;
use crate::core::text::reading::VerbForm;
use crate::core::text::sym::Sym;
use crate::core::text::verbs::Chain;

const fn s(word: &str) -> Sym {
    Sym::of(word)
}

/// Subject and mood of earlier clauses, for those that leave theirs out.
#[derive(Debug, Clone, Copy)]
struct Carried {
    agent: Agent,
    time: Time,
    mood: Mood,
    quoting: bool,
}

/// Reads all clauses in order.
pub fn clauses(tokens: &[Token], cuts: &[Cut], language: &Language) -> Vec<Clause> {
    let mut carried = Carried { agent: Agent::I, time: Time::Past, mood: Mood::Real, quoting: false };
    let mut made: Vec<Clause> = Vec::with_capacity(cuts.len());
    let mut sentence = 0;
    for (index, cut) in cuts.iter().enumerate() {
        let fresh = tokens[cut.start].gap == Break::Strong;
        sentence += usize::from(fresh && index > 0);
        let clause = read_clause(tokens, *cut, sentence, carried, made.last(), language);
        carried = carry(tokens, &clause, carried);
        made.push(clause);
    }
    made
}

fn carry(tokens: &[Token], clause: &Clause, before: Carried) -> Carried {
    let side = matches!(
        clause.link,
        Link::Which | Link::That | Link::Before | Link::After | Link::When | Link::Because | Link::If
    );
    let agent = if side && clause.link != Link::That { before.agent } else { clause.agent };
    let time = if clause.time == Time::None { before.time } else { clause.time };
    Carried { agent, time, mood: clause.mood, quoting: opens_speech(tokens, clause) }
}

/// "I said", "she goes": what follows may be somebody's words.
fn opens_speech(tokens: &[Token], clause: &Clause) -> bool {
    const SPEECH: &[Sym] = &[
        s("say"),
        s("tell"),
        s("ask"),
        s("reply"),
        s("answer"),
        s("admit"),
        s("explain"),
        s("write"),
        s("shout"),
    ];
    clause.verb.is_some_and(|v| SPEECH.contains(&tokens[v].lemma))
}

fn read_clause(
    tokens: &[Token],
    cut: Cut,
    sentence: usize,
    carried: Carried,
    before: Option<&Clause>,
    language: &Language,
) -> Clause {
    let chain = Chain::find(tokens, cut);
    let subject = match &chain {
        Some(c) => subject_of(tokens, cut, c, language),
        None => waiting_subject(tokens, cut, language),
    };
    let mut clause = Clause {
        start: cut.start,
        end: cut.end,
        sentence,
        agent: carried.agent,
        subject: subject.map(|(at, _)| at),
        inherited: subject.is_none(),
        verb: chain.as_ref().map(|c| c.main),
        time: chain.as_ref().map_or(Time::None, |c| c.time),
        mood: chain.as_ref().map_or(Mood::Real, |c| c.mood),
        negated: false,
        passive: chain.as_ref().is_some_and(|c| c.passive),
        reported: false,
        link: cut.link,
    };
    if let Some((_, agent)) = subject {
        clause.agent = agent;
    } else if cut.link == Link::Fresh && chain.is_some() {
        // "Called her straight away.": a sentence without a subject is the speaker's
        let third = chain.as_ref().is_some_and(|c| is_third_person(tokens, c, language));
        // "Turns out": it
        clause.agent = if third { Agent::Thing } else { Agent::I };
    }
    settle_mood(tokens, &mut clause, chain.as_ref(), carried, before);
    clause.negated = is_negated(tokens, cut, chain.as_ref());
    if clause.passive && clause.agent == Agent::Thing {
        clause.agent = match doer(tokens, cut, language) {
            Some(mine @ (Agent::I | Agent::We)) => mine,
            Some(_) => Agent::Thing,
            None => Agent::Nobody,
        };
    }
    clause.reported = before.is_some_and(|b| {
        carried.quoting && (cut.link == Link::That || is_speech_comma(tokens, cut, b, &clause))
    });
    clause
}

/// "Turns out", "looks like": a third person singular of the present.
fn is_third_person(tokens: &[Token], chain: &Chain, language: &Language) -> bool {
    let first = &tokens[chain.first];
    let out = tokens.get(chain.first + 1).is_some_and(|t| t.form == s("out"));
    first.tag == Tag::Verb
        && (first.lemma == s("turn") && out
            || language.verb(first.form).is_some_and(|v| v.third && !v.base && !v.past))
}

/// "The email | that I sent": the noun of a clause whose verb comes later.
fn waiting_subject(tokens: &[Token], cut: Cut, language: &Language) -> Option<(usize, Agent)> {
    let next = tokens.get(cut.end)?;
    let waits = next.tag == Tag::Subordinator
        && [s("who"), s("which"), s("that"), s("whose")].contains(&next.form)
        && (next.gap == Break::None || next.form == s("who"));
    let head = (cut.start..cut.end).rev().find(|&i| !tokens[i].dropped)?;
    let noun = waits && matches!(tokens[head].tag, Tag::Word | Tag::Name);
    noun.then(|| (head, context::noun_agent(tokens, head, language)))
}

/// "He said to me, I broke it", "she told him, don't": nothing but a person stands between the verb and the comma.
fn is_speech_comma(tokens: &[Token], cut: Cut, before: &Clause, clause: &Clause) -> bool {
    let hangs = matches!(
        before.link,
        Link::When | Link::Before | Link::After | Link::If | Link::Because | Link::Which
    );
    let open = before.verb.is_some_and(|v| {
        tokens[v + 1..before.end].iter().all(|t| t.dropped || t.tag == Tag::Pronoun || t.form == s("to"))
    });
    let fresh = cut.link == Link::Fresh || clause.mood == Mood::Imperative;
    tokens[cut.start].gap == Break::Weak && fresh && open && !hangs
}

/// Who did it, as "by me", "by the vendor" say.
fn doer(tokens: &[Token], cut: Cut, language: &Language) -> Option<Agent> {
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

fn settle_mood(
    tokens: &[Token],
    clause: &mut Clause,
    chain: Option<&Chain>,
    carried: Carried,
    before: Option<&Clause>,
) {
    if clause.link == Link::If && clause.mood == Mood::Real {
        let unreal = clause.time == Time::PastPerfect && !asks(tokens, clause, before);
        clause.mood = if unreal { Mood::Counterfactual } else { Mood::Hypothetical };
    }
    if is_inverted_condition(tokens, clause) {
        (clause.link, clause.mood) = (Link::If, Mood::Counterfactual);
    }
    let shared = clause.inherited && matches!(clause.link, Link::And | Link::Or | Link::But);
    let bare = chain.is_none_or(|c| {
        tokens[c.main].verb == Some(VerbForm::Base) || tokens[c.main].verb == Some(VerbForm::Participle)
    });
    if shared && bare && carried.mood != Mood::Real {
        // "I should have stopped and called her": the helper covers both verbs
        clause.mood = carried.mood;
    }
    let commands = chain.is_some_and(|c| {
        c.first == c.main && tokens[c.main].verb == Some(VerbForm::Present) && clause.inherited
    });
    let starts = chain.is_some_and(|c| {
        tokens[clause.start..c.first]
            .iter()
            .all(|t| matches!(t.tag, Tag::Adverb | Tag::Negator | Tag::Coordinator | Tag::Filler))
    });
    let plain = clause.link == Link::Fresh && carried.time != Time::Present && before.is_some();
    if starts && (commands && plain || chain.is_some_and(|c| forbids(tokens, c))) {
        clause.mood = Mood::Imperative;
        clause.agent = Agent::You;
    }
}

/// "whether she had signed", "he asked if I had": a question, no condition.
fn asks(tokens: &[Token], clause: &Clause, before: Option<&Clause>) -> bool {
    const ASKING: &[Sym] = &[s("ask"), s("wonder"), s("know"), s("check"), s("see"), s("remember"), s("tell")];
    tokens[clause.start].form == s("whether")
        || before.and_then(|b| b.verb).is_some_and(|v| ASKING.contains(&tokens[v].lemma))
}

/// "Had I read the label", "Were it not for Ana".
fn is_inverted_condition(tokens: &[Token], clause: &Clause) -> bool {
    let first = &tokens[clause.start];
    let Some(next) = tokens.get(clause.start + 1).filter(|_| clause.start + 1 < clause.end) else { return false };
    let subject = context::is_subject_pronoun(next) && next.gap == Break::None && next.form != s("you");
    let not = tokens.get(clause.start + 2).is_some_and(|t| t.form == s("not"));
    subject
        && match first.form {
            f if f == s("had") => {
                clause.verb.is_some_and(|v| v > clause.start + 1)
            }
            f if f == s("were") => not || next.form == s("it"),
            _ => false,
        }
}

/// "Do not start the saw"; not "Don't know".
fn forbids(tokens: &[Token], chain: &Chain) -> bool {
    const MINE: &[Sym] = &[s("know"), s("think"), s("remember"), s("care"), s("want"), s("mind"), s("recall")];
    let bare = chain.first + 2 == chain.main && tokens[chain.first + 1].form == s("not");
    bare && tokens[chain.first].form == s("do") && !MINE.contains(&tokens[chain.main].lemma)
}

fn is_negated(tokens: &[Token], cut: Cut, chain: Option<&Chain>) -> bool {
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

/// The head of the subject and who it is.
fn subject_of(tokens: &[Token], cut: Cut, chain: &Chain, language: &Language) -> Option<(usize, Agent)> {
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
    let of = (cut.start + 1..verb)
        .find(|&i| tokens[i].form == s("of") && PARTS.contains(&tokens[i - 1].form))?;
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
