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
    let subject = chain.as_ref().and_then(|c| subject_of(tokens, cut, c.first, language));
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
    } else if cut.link == Link::Fresh && before.is_some() && chain.is_some() {
        // "Called her straight away.": a sentence without a subject is the speaker's
        clause.agent = Agent::I;
    }
    settle_mood(tokens, &mut clause, chain.as_ref(), carried, before);
    clause.negated = is_negated(tokens, cut, chain.as_ref());
    if clause.passive && clause.agent == Agent::Thing && !names_doer(tokens, cut) {
        clause.agent = Agent::Nobody;
    }
    clause.reported =
        before.is_some() && carried.quoting && (cut.link == Link::That || is_speech_comma(tokens, cut));
    clause
}

fn is_speech_comma(tokens: &[Token], cut: Cut) -> bool {
    tokens[cut.start].gap == Break::Weak && cut.link == Link::Fresh
}

/// "by the vendor" names who did it.
fn names_doer(tokens: &[Token], cut: Cut) -> bool {
    tokens[cut.start..cut.end].windows(2).any(|pair| {
        pair[0].form == s("by")
            && matches!(pair[1].tag, Tag::Determiner | Tag::Possessive | Tag::Name | Tag::Pronoun)
    })
}

fn settle_mood(
    tokens: &[Token],
    clause: &mut Clause,
    chain: Option<&Chain>,
    carried: Carried,
    before: Option<&Clause>,
) {
    if clause.link == Link::If && clause.mood == Mood::Real {
        let unreal = clause.time == Time::PastPerfect;
        clause.mood = if unreal { Mood::Counterfactual } else { Mood::Hypothetical };
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
    if commands && starts && clause.link == Link::Fresh && carried.time != Time::Present && before.is_some() {
        clause.mood = Mood::Imperative;
        clause.agent = Agent::You;
    }
}

fn is_negated(tokens: &[Token], cut: Cut, chain: Option<&Chain>) -> bool {
    let end = chain.map_or(cut.end, |c| c.main + 1);
    let negators = tokens[cut.start..end.max(cut.start)]
        .iter()
        .enumerate()
        .filter(|(_, t)| {
            t.tag == Tag::Negator || t.form == s("without") || t.form == s("no") && t.tag == Tag::Determiner
        })
        .filter(|(i, t)| !is_not_only(tokens, cut.start + i, t))
        .count();
    // "told nobody", "said nothing"
    let object = chain.is_some_and(|c| {
        tokens[c.main + 1..cut.end.min(c.main + 4).max(c.main + 1)]
            .iter()
            .any(|t| [s("nobody"), s("nothing"), s("no-one")].contains(&t.form))
            || tokens[c.main + 1..cut.end.min(c.main + 4).max(c.main + 1)]
                .windows(2)
                .any(|p| p[0].form == s("no") && p[1].form == s("one"))
    });
    (negators + usize::from(object)) % 2 == 1 || chain.is_some_and(|c| c.undone)
}

fn is_not_only(tokens: &[Token], at: usize, token: &Token) -> bool {
    const AFTER: &[Sym] = &[s("only"), s("just"), s("sure")];
    token.form == s("not") && tokens.get(at + 1).is_some_and(|t| AFTER.contains(&t.form))
}

/// The head of the subject and who it is.
fn subject_of(tokens: &[Token], cut: Cut, verb: usize, language: &Language) -> Option<(usize, Agent)> {
    let mut found: Option<(usize, Agent)> = None;
    let mut inside_phrase = false;
    for at in cut.start..verb {
        let token = &tokens[at];
        if token.dropped {
            continue;
        }
        match token.tag {
            Tag::Pronoun if context::is_subject_pronoun(token) && !inside_phrase => {
                let agent = language.pronoun(token.form).unwrap_or(Agent::Other);
                found = Some((at, agent));
            }
            Tag::Subordinator
                if [s("who"), s("which"), s("that"), s("what")].contains(&token.form) && at + 1 == verb =>
            {
                found = found.or(Some((at, relative_agent(tokens, at, language))));
            }
            Tag::Negator if [s("nobody"), s("no-one"), s("noone"), s("none")].contains(&token.form) => {
                found = Some((at, Agent::Other));
            }
            Tag::Negator if token.form == s("nothing") => found = Some((at, Agent::Thing)),
            Tag::Adverb
                if token.form == s("there") && tokens.get(verb).is_some_and(|t| t.lemma == s("be")) =>
            {
                found = Some((at, Agent::Nobody));
            }
            Tag::Preposition => inside_phrase = found.is_some() || token.form != s("of"),
            Tag::Word | Tag::Name if !inside_phrase => {
                let head = context::noun_agent(tokens, at, language);
                found = Some((at, head));
            }
            Tag::Determiner | Tag::Possessive if found.is_none() => inside_phrase = false,
            _ => {}
        }
        if token.gap == Break::Weak && at > cut.start {
            inside_phrase = false;
        }
    }
    found.map(|(at, agent)| (at, plural_with_i(tokens, cut, at, agent)))
}

/// "me and the client" is we.
fn plural_with_i(tokens: &[Token], cut: Cut, head: usize, agent: Agent) -> Agent {
    let near = &tokens[cut.start..head];
    let with_i =
        near.windows(2).any(|p| [s("i"), s("me"), s("myself")].contains(&p[0].form) && p[1].form == s("and"))
            || (head > cut.start + 1 && tokens[head].form == s("i") && tokens[head - 1].form == s("and"));
    if with_i { Agent::We } else { agent }
}

fn relative_agent(tokens: &[Token], at: usize, language: &Language) -> Agent {
    let noun = (0..at).rev().take(6).find(|&i| matches!(tokens[i].tag, Tag::Word | Tag::Name | Tag::Pronoun));
    match noun {
        Some(i) if tokens[i].tag == Tag::Pronoun => language.pronoun(tokens[i].form).unwrap_or(Agent::Other),
        Some(i) => context::noun_agent(tokens, i, language),
        None => Agent::Thing,
    }
}
