//! Judges a stored answer anew, as it was given: the answer, then the replies to the probes that were asked.

use crate::core::rubric::changes::Change;
use crate::core::rubric::changes::changes;
use crate::core::rubric::dialogue::said::Said;
use crate::core::rubric::dialogue::session::Dialogue;
use crate::core::rubric::dialogue::session::Next;
use crate::core::rubric::rubric::Rubric;
use crate::core::rubric::verdict::Verdict;
use crate::core::transcript::HeardWord;
use crate::core::transcript::Transcript;
use crate::io::session::error::SessionError;
use crate::io::session::record;
use crate::io::session::record::Answer;
use crate::io::session::record::Judged;
use crate::io::session::record::Turn;
use crate::io::session::stamp::Stamp;
use crate::io::session::verdict::VerdictFile;
use crate::io::session::writer::SessionWriter;

/// What judging anew came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Rescored {
    /// The verdict that counted before; `None` where there was none.
    pub before: Option<VerdictFile>,
    /// The verdict that counts now.
    pub after: VerdictFile,
    /// What differs between the two; nothing where there was only one.
    pub changes: Vec<Change>,
}

impl Rescored {
    /// Whether the same rubric said the same, so that nothing was written.
    pub fn is_as_before(&self) -> bool {
        self.before.as_ref() == Some(&self.after)
    }
}

/// Judges one answer of a session anew. A new verdict is written behind the others where another rubric judges, or where
/// the same one comes to say something else.
pub fn rescore_in(
    writer: &mut SessionWriter,
    rubric: &Rubric,
    n: usize,
    now: Stamp,
) -> Result<Rescored, SessionError> {
    let answer = &writer.session().answers[n];
    let verdict = rescore(rubric, answer);
    let (before, after) = (answer.verdict().cloned(), VerdictFile::from(&verdict));
    let changes = before.as_ref().map_or_else(Vec::new, |before| changes(&before.to_verdict(), &verdict));
    let rescored = Rescored { before, after, changes };
    if !rescored.is_as_before() {
        let judged = Judged { at: now, verdict: rescored.after.clone() };
        writer.change(|session| session.answers[n].verdicts.push(judged))?;
    }
    Ok(rescored)
}

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
