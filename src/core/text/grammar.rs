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

const fn s(word: &str) -> Sym {
    Sym::of(word)
}

/// Verbs after which "to do it" was done: had to, managed to, went to, decided to.
const DID: &[Sym] = &[
    s("have"),
    s("manage"),
    s("go"),
    s("come"),
    s("decide"),
    s("start"),
    s("begin"),
    s("get"),
    s("choose"),
    s("continue"),
    s("agree"),
    s("proceed"),
    s("run"),
    s("rush"),
    s("use"),
    s("end"),
    s("happen"),
    s("sit"),
    s("call"),
    s("ring"),
];
/// Verbs after which it was only meant: wanted to, tried to, was going to, promised to.
const MEANT: &[Sym] = &[
    s("want"),
    s("try"),
    s("plan"),
    s("intend"),
    s("mean"),
    s("hope"),
    s("promise"),
    s("need"),
    s("like"),
    s("suppose"),
    s("expect"),
    s("prefer"),
    s("offer"),
    s("wish"),
    s("think"),
    s("aim"),
    s("about"),
    s("prepare"),
    s("wait"),
];
/// Verbs after which it was not done.
const DID_NOT: &[Sym] =
    &[s("forget"), s("fail"), s("neglect"), s("refuse"), s("omit"), s("decline"), s("hesitate")];

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

/// The verbs of a clause: "had been going to tell".
struct Chain {
    first: usize,
    main: usize,
    time: Time,
    mood: Mood,
    passive: bool,
    undone: bool,
}

impl Chain {
    fn find(tokens: &[Token], cut: Cut) -> Option<Self> {
        let verbal = |t: &Token| !t.dropped && matches!(t.tag, Tag::Verb | Tag::Auxiliary | Tag::Modal);
        let finite = |t: &Token| verbal(t) && !matches!(t.verb, Some(VerbForm::Gerund | VerbForm::Base));
        let first = (cut.start..cut.end)
            .find(|&i| finite(&tokens[i]))
            .or_else(|| (cut.start..cut.end).find(|&i| verbal(&tokens[i])))?;
        let mut parts = vec![first];
        let mut at = first + 1;
        let mut inverted = matches!(tokens[first].tag, Tag::Auxiliary | Tag::Modal);
        while at < cut.end {
            let token = &tokens[at];
            let skippable = token.dropped || matches!(token.tag, Tag::Adverb | Tag::Negator);
            if verbal(token) && continues(tokens, &parts, at) {
                parts.push(at);
                inverted = false;
            } else if token.form == s("to")
                && tokens.get(at + 1).is_some_and(|t| at + 1 < cut.end && verbal(t))
                && takes_to(tokens, &parts)
            {
                parts.push(at + 1);
                at += 1;
            } else if inverted && token.tag == Tag::Pronoun {
                inverted = false;
            } else if !skippable {
                break;
            }
            at += 1;
        }
        Some(Self::read(tokens, &parts))
    }

    fn read(tokens: &[Token], parts: &[usize]) -> Self {
        let (first, main) = (parts[0], parts[parts.len() - 1]);
        let has = |lemma: Sym| parts[..parts.len() - 1].iter().any(|&i| tokens[i].lemma == lemma);
        let modal = parts.iter().map(|&i| &tokens[i]).find(|t| t.tag == Tag::Modal);
        let helper_have =
            parts.iter().position(|&i| tokens[i].lemma == s("have")).filter(|p| p + 1 < parts.len());
        let main_is_participle = tokens[main].verb == Some(VerbForm::Participle);
        let passive = main_is_participle
            && tokens[main].tag == Tag::Verb
            && parts.len() > 1
            && matches!(tokens[parts[parts.len() - 2]].lemma, l if l == s("be") || l == s("get"));
        let head = &tokens[first];
        let time = match (modal.map(|t| t.form), helper_have, head.verb) {
            (Some(f), ..) if f == s("will") || f == s("shall") => Time::Future,
            (Some(_), ..) => Time::Past,
            (_, Some(0), Some(VerbForm::Past)) => Time::PastPerfect,
            (_, Some(0), _) => Time::Perfect,
            (_, _, Some(VerbForm::Past | VerbForm::Participle)) => Time::Past,
            (_, _, Some(VerbForm::Present)) => Time::Present,
            _ => Time::None,
        };
        let mood = Self::mood(tokens, parts, modal, has(s("have")));
        let undone = parts[..parts.len() - 1].iter().any(|&i| DID_NOT.contains(&tokens[i].lemma));
        Self { first, main, time, mood, passive, undone }
    }

    fn mood(tokens: &[Token], parts: &[usize], modal: Option<&Token>, perfect: bool) -> Mood {
        match modal.map(|t| t.form) {
            Some(f) if f == s("will") || f == s("shall") => {}
            Some(f) if f == s("can") && !perfect => {}
            // "could" alone is ability: "I could see it"
            Some(f) if f == s("could") && !perfect => return Mood::Hypothetical,
            Some(_) if perfect => return Mood::Counterfactual,
            Some(f) if f == s("would") => return Mood::Hypothetical,
            Some(_) => return Mood::Hypothetical,
            None => {}
        }
        let going =
            parts.windows(3).any(|w| tokens[w[0]].lemma == s("be") && tokens[w[1]].form == s("going"));
        let meant = parts[..parts.len() - 1].iter().any(|&i| MEANT.contains(&tokens[i].lemma));
        if going || meant { Mood::Intended } else { Mood::Real }
    }
}

/// A helper takes the next verb; a full verb does not, unless "to" stands between.
fn continues(tokens: &[Token], parts: &[usize], at: usize) -> bool {
    let last = &tokens[parts[parts.len() - 1]];
    let next = &tokens[at];
    match last.tag {
        Tag::Modal => true,
        Tag::Auxiliary => {
            next.tag != Tag::Modal
                && matches!(
                    next.verb,
                    Some(VerbForm::Participle | VerbForm::Gerund | VerbForm::Base | VerbForm::Past)
                )
                || next.lemma == s("have")
                || next.lemma == s("be")
        }
        // "went and told", "kept telling", "started calling"
        _ => {
            next.verb == Some(VerbForm::Gerund)
                && [s("keep"), s("start"), s("begin"), s("stop"), s("end"), s("go")].contains(&last.lemma)
        }
    }
}

fn takes_to(tokens: &[Token], parts: &[usize]) -> bool {
    let last = &tokens[parts[parts.len() - 1]];
    DID.contains(&last.lemma)
        || MEANT.contains(&last.lemma)
        || DID_NOT.contains(&last.lemma)
        || last.lemma == s("be")
        || last.lemma == s("ought")
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
