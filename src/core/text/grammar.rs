//! Reads a clause: who acts, which verb, when, and whether it happened.

use crate::core::text::clause::Cut;
use crate::core::text::context;
use crate::core::text::language::Language;
use crate::core::text::negation;
use crate::core::text::reading::Agent;
use crate::core::text::reading::Break;
use crate::core::text::reading::Clause;
use crate::core::text::reading::Link;
use crate::core::text::reading::Mood;
use crate::core::text::reading::Tag;
use crate::core::text::reading::Time;
use crate::core::text::reading::Token;
use crate::core::text::reading::VerbForm;
use crate::core::text::subject;
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
        Some(c) => subject::subject_of(tokens, cut, c, language),
        None => subject::waiting_subject(tokens, cut, language),
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
    clause.negated = negation::is_negated(tokens, cut, chain.as_ref());
    if clause.passive && clause.agent == Agent::Thing {
        clause.agent = match subject::doer(tokens, cut, language) {
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
    const ASKING: &[Sym] =
        &[s("ask"), s("wonder"), s("know"), s("check"), s("see"), s("remember"), s("tell")];
    tokens[clause.start].form == s("whether")
        || before.and_then(|b| b.verb).is_some_and(|v| ASKING.contains(&tokens[v].lemma))
}

/// "Had I read the label", "Were it not for Ana".
fn is_inverted_condition(tokens: &[Token], clause: &Clause) -> bool {
    let first = &tokens[clause.start];
    let Some(next) = tokens.get(clause.start + 1).filter(|_| clause.start + 1 < clause.end) else {
        return false;
    };
    let subject = context::is_subject_pronoun(next) && next.gap == Break::None && next.form != s("you");
    let not = tokens.get(clause.start + 2).is_some_and(|t| t.form == s("not"));
    subject
        && match first.form {
            f if f == s("had") => clause.verb.is_some_and(|v| v > clause.start + 1),
            f if f == s("were") => not || next.form == s("it"),
            _ => false,
        }
}

/// "Do not start the saw"; not "Don't know".
fn forbids(tokens: &[Token], chain: &Chain) -> bool {
    const MINE: &[Sym] =
        &[s("know"), s("think"), s("remember"), s("care"), s("want"), s("mind"), s("recall")];
    let bare = chain.first + 2 == chain.main && tokens[chain.first + 1].form == s("not");
    bare && tokens[chain.first].form == s("do") && !MINE.contains(&tokens[chain.main].lemma)
}
