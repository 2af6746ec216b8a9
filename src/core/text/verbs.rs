//! The verbs of a clause: which one carries the meaning, when it is set, and whether it happened.

use crate::core::text::clause::Cut;
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

/// The verbs of a clause: "had been going to tell".
pub(super) struct Chain {
    pub(super) first: usize,
    pub(super) main: usize,
    pub(super) time: Time,
    pub(super) mood: Mood,
    pub(super) passive: bool,
    pub(super) undone: bool,
}

impl Chain {
    pub(super) fn find(tokens: &[Token], cut: Cut) -> Option<Self> {
        let verbal = |t: &Token| !t.dropped && matches!(t.tag, Tag::Verb | Tag::Auxiliary | Tag::Modal);
        let finite = |t: &Token| verbal(t) && !matches!(t.verb, Some(VerbForm::Gerund | VerbForm::Base));
        let first = (cut.start..cut.end)
            .find(|&i| finite(&tokens[i]))
            .or_else(|| (cut.start..cut.end).find(|&i| verbal(&tokens[i])))?;
        let mut parts = vec![first];
        let mut owed = None;
        let mut at = first + 1;
        let mut inverted = matches!(tokens[first].tag, Tag::Auxiliary | Tag::Modal);
        while at < cut.end {
            let token = &tokens[at];
            let someone =
                [s("nobody"), s("nothing"), s("noone"), s("no-one"), s("none")].contains(&token.form);
            let skippable = token.dropped || matches!(token.tag, Tag::Adverb | Tag::Negator) && !someone;
            if verbal(token) && continues(tokens, &parts, at) {
                parts.push(at);
                inverted = false;
            } else if token.form == s("to")
                && tokens.get(at + 1).is_some_and(|t| at + 1 < cut.end && verbal(t))
                && takes_to(tokens, &parts)
            {
                owed = owed.or(Some(parts.len()));
                parts.push(at + 1);
                at += 1;
            } else if inverted && token.tag == Tag::Pronoun {
                inverted = false;
            } else if !skippable {
                break;
            }
            at += 1;
        }
        Some(Self::read(tokens, &parts, owed))
    }

    /// `owed` is the part before which "to" stands: "had to wait" is no "had waited".
    fn read(tokens: &[Token], parts: &[usize], owed: Option<usize>) -> Self {
        let (first, main) = (parts[0], parts[parts.len() - 1]);
        let modal = parts.iter().map(|&i| &tokens[i]).find(|t| t.tag == Tag::Modal);
        let helper_have =
            parts.iter().position(|&i| tokens[i].lemma == s("have")).filter(|p| p + 1 < parts.len());
        let helper_have = helper_have.filter(|p| owed != Some(p + 1));
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
        let mood = Self::mood(tokens, parts, modal, helper_have.is_some());
        let undone = parts[..parts.len() - 1].iter().any(|&i| DID_NOT.contains(&tokens[i].lemma));
        Self { first, main, time, mood, passive, undone }
    }

    fn mood(tokens: &[Token], parts: &[usize], modal: Option<&Token>, perfect: bool) -> Mood {
        match modal.map(|t| t.form) {
            Some(f) if f == s("will") || f == s("shall") => {}
            Some(f) if f == s("can") && !perfect => {}
            // "could" alone is ability: "I could see it"
            Some(f) if f == s("could") && !perfect => return Mood::Hypothetical,
            // "I must have skipped it" may well have happened
            Some(f) if perfect && [s("may"), s("might"), s("must"), s("can")].contains(&f) => {
                return Mood::Hypothetical;
            }
            Some(_) if perfect => return Mood::Counterfactual,
            Some(f) if f == s("would") => return Mood::Hypothetical,
            Some(_) => return Mood::Hypothetical,
            None => {}
        }
        // "he wanted to know" is a question asked
        if tokens[parts[0]].lemma == s("want") && tokens[parts[parts.len() - 1]].lemma == s("know") {
            return Mood::Real;
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
                // "what I did was call the farmer"
                || last.lemma == s("be")
                    && next.tag == Tag::Verb
                    && parts.len() > 1
                    && tokens[parts[parts.len() - 2]].lemma == s("do")
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
