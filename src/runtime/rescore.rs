//! Judges a stored answer anew, as it was given: the answer, then the replies to the probes that were asked.

use crate::core::rubric::dialogue::said::Said;
use crate::core::rubric::dialogue::session::Dialogue;
use crate::core::rubric::dialogue::session::Next;
use crate::core::rubric::rubric::Rubric;
use crate::core::rubric::verdict::Verdict;
use crate::core::transcript::HeardWord;
use crate::core::transcript::Transcript;
use crate::io::session::record;
use crate::io::session::record::Answer;
use crate::io::session::record::Turn;

/// The verdict of this rubric.
///
/// Where the rubric would have asked the same, every reply is read in the light of its probe, as it was in the
/// interview. Where it would have asked something else, which no reply answers, the whole text is judged, and what came
/// after the first probe counts as pulled out.
pub fn rescore(rubric: &Rubric, answer: &Answer) -> Verdict {
    match answer.turns.as_slice() {
        [] | [_] => rubric.judge(&answer.transcript()),
        turns => replayed(rubric, turns).unwrap_or_else(|| as_a_whole(rubric, answer)),
    }
}

/// `None` as soon as the rubric would have asked something else.
fn replayed(rubric: &Rubric, turns: &[Turn]) -> Option<Verdict> {
    let (first, replies) = turns.split_first()?;
    let mut dialogue = Dialogue::new(rubric, replies.len());
    let mut next = say(&first.said, |said| dialogue.answer(said));
    for turn in replies {
        let asked = turn.asked.as_ref()?;
        let (Next::Probe(gap) | Next::Press(gap)) = &next else { return None };
        if gap.say != asked.say {
            return None;
        }
        next = say(&turn.said, |said| dialogue.reply(said));
    }
    Some(dialogue.verdict().clone())
}

fn say<R>(said: &record::Said, take: impl FnOnce(Said<'_>) -> R) -> R {
    match said {
        record::Said::Typed(text) => take(Said::Typed(text)),
        record::Said::Heard(words) => {
            let heard: Vec<HeardWord> = words.iter().map(record::Word::to_heard).collect();
            take(Said::Heard(&heard))
        }
    }
}

fn as_a_whole(rubric: &Rubric, answer: &Answer) -> Verdict {
    let mut offered = Transcript::default();
    let unasked = answer.turns.iter().take_while(|turn| turn.asked.is_none());
    unasked.for_each(|turn| turn.said.append_to(&mut offered));
    let asked: Vec<String> =
        answer.turns.iter().filter_map(|turn| turn.asked.as_ref()).map(|asked| asked.say.clone()).collect();
    rubric.judge_probed(&answer.transcript(), offered.words().len(), &asked)
}
