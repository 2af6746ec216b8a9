//! The turns of a conversation.

use crate::core::rubric::dialogue::plan::Plan;
use crate::core::rubric::dialogue::repeat;
use crate::core::rubric::dialogue::said::Said;
use crate::core::rubric::dialogue::slot::Pending;
use crate::core::rubric::dialogue::slot::Slot;
use crate::core::rubric::judge::replied::Agenda;
use crate::core::rubric::judge::replied::Replied;
use crate::core::rubric::rubric::Rubric;
use crate::core::rubric::verdict::Attribution;
use crate::core::rubric::verdict::Gap;
use crate::core::rubric::verdict::Level;
use crate::core::rubric::verdict::Verdict;
use crate::core::span::Char;
use crate::core::span::Span;
use crate::core::text;
use crate::core::transcript::Transcript;

pub use crate::core::rubric::dialogue::plan::Asked;
pub use crate::core::rubric::dialogue::plan::Taken;

/// What the interviewer does next.
#[derive(Debug, Clone, PartialEq)]
pub enum Next {
    /// Asks about a gap.
    Probe(Gap),
    /// Asks once more about the gap that the reply went around, in other words.
    Press(Gap),
    /// Closes: nothing is left worth asking, or enough was asked.
    Close,
}

/// A conversation about one answer.
#[derive(Debug, Clone)]
pub struct Dialogue<'a> {
    rubric: &'a Rubric,
    transcript: Transcript,
    verdict: Verdict,
    plan: Plan,
}

impl<'a> Dialogue<'a> {
    /// A conversation with at most so many probes, before anything is said.
    pub fn new(rubric: &'a Rubric, max_probes: usize) -> Self {
        let transcript = Transcript::default();
        let verdict = rubric.judge(&transcript);
        Self {
            rubric,
            transcript,
            verdict,
            plan: Plan { most: max_probes, presses: true, ..Plan::default() },
        }
    }

    /// Whether a probe that was dodged is asked once more.
    #[must_use]
    pub fn pressing(mut self, presses: bool) -> Self {
        self.plan.presses = presses;
        self
    }

    /// With wordings that were spoken earlier in the session and are not to come again.
    #[must_use]
    pub fn without(mut self, wordings: Vec<String>) -> Self {
        self.plan.earlier = wordings;
        self
    }

    /// Takes the answer to the question; one given before is forgotten, with what was asked about it. Wordings that were
    /// spoken stay spoken.
    pub fn answer<'s>(&mut self, said: impl Into<Said<'s>>) -> Next {
        self.plan.earlier = self.plan.wordings();
        self.plan.asked.clear();
        self.transcript = said.into().alone();
        let all = self.transcript.words().len();
        self.verdict = self.rubric.judge_probed(&self.transcript, all, &self.plan.earlier);
        self.next()
    }

    /// Takes the reply to the probe that was asked last. Where none is open, it is more of what was said before.
    pub fn reply<'s>(&mut self, said: impl Into<Said<'s>>) -> Next {
        let said = said.into();
        let Some(pending) = self.plan.asked.last().filter(|a| a.taken.is_none()).cloned() else {
            return self.more(said);
        };
        let before = text::read(&self.transcript);
        said.append_to(&mut self.transcript);
        let reply = said.alone();
        let span = self.place_of(&reply);
        let slot = self.slot(&pending.gap, &reply, span.start());
        let earlier = self.verdict.clone();
        let replied = Replied {
            before: &earlier,
            reply: span,
            settled: &slot.settled,
            denied: slot.denied.then_some(pending.gap.dimension.as_str()),
        };
        self.verdict = self.rubric.judge_reply(&self.transcript, &replied, &Agenda::default());
        let raised = reached(&earlier, &pending.gap) != reached(&self.verdict, &pending.gap);
        let taken = taken(&slot, raised, || repeat::repeats(&text::read(&reply), &before));
        if let Some(asked) = self.plan.asked.last_mut() {
            (asked.reply, asked.taken) = (Some(span), Some(taken));
        }
        let pressed = if taken == Taken::Dodged { self.press(&pending) } else { None };
        self.verdict.next_probe =
            self.rubric.judge_reply(&self.transcript, &replied, &self.plan.agenda()).next_probe;
        pressed.map_or_else(|| self.next(), Next::Press)
    }

    /// Takes what was said to an open question after the answer: it can lift what was reached, and was not offered unasked.
    pub fn further<'s>(&mut self, said: impl Into<Said<'s>>) -> Next {
        let said = said.into();
        let added = said.alone();
        said.append_to(&mut self.transcript);
        let earlier = self.verdict.clone();
        let reply = self.place_of(&added);
        let replied = Replied { before: &earlier, reply, settled: &[], denied: None };
        self.verdict = self.rubric.judge_reply(&self.transcript, &replied, &self.plan.agenda());
        self.next()
    }

    /// The verdict on everything said so far: unprompted levels beside those reached by replies.
    pub fn verdict(&self) -> &Verdict {
        &self.verdict
    }

    /// Everything the speaker said. Nothing of what the interviewer said is in it.
    pub fn transcript(&self) -> &Transcript {
        &self.transcript
    }

    /// The probes so far, each with its receipt and how it was taken.
    pub fn asked(&self) -> &[Asked] {
        &self.plan.asked
    }

    /// Something said where nothing was asked: judged as one answer with what was offered before.
    fn more(&mut self, said: Said<'_>) -> Next {
        said.append_to(&mut self.transcript);
        let earlier = self.verdict.clone();
        let replied = Replied {
            before: &earlier,
            reply: Span::from_len(0, self.transcript.char_len()),
            settled: &[],
            denied: None,
        };
        self.verdict = if self.plan.asked.is_empty() {
            let all = self.transcript.words().len();
            self.rubric.judge_probed(&self.transcript, all, &self.plan.earlier)
        } else {
            self.rubric.judge_reply(&self.transcript, &replied, &self.plan.agenda())
        };
        self.next()
    }

    fn place_of(&self, last: &Transcript) -> Span<Char> {
        Span::from_len(self.transcript.char_len().saturating_sub(last.char_len()), last.char_len())
    }

    fn slot(&self, gap: &Gap, reply: &Transcript, start: usize) -> Slot {
        let Some(rule) = self.rubric.probes.iter().find(|p| p.id == gap.receipt.rule) else {
            return Slot::default();
        };
        let level = self.verdict.dimension(&gap.dimension).map(|d| d.level);
        Pending { rubric: self.rubric, gap: rule, said: &gap.say, level }.read(reply, start)
    }

    /// Asks once more about a gap that was dodged, if that is allowed and another wording is left.
    fn press(&mut self, dodged: &Asked) -> Option<Gap> {
        if !self.plan.presses || dodged.pressed || !self.plan.allows(&dodged.gap.dimension) {
            return None;
        }
        let gap = self.rubric.ask_again(&self.transcript, &dodged.gap, &self.plan.wordings())?;
        self.plan.ask(gap.clone(), true);
        Some(gap)
    }

    fn next(&mut self) -> Next {
        let open = self.verdict.next_probe.iter().find(|gap| self.plan.allows(&gap.dimension));
        let Some(gap) = open.cloned() else { return Next::Close };
        self.plan.ask(gap.clone(), false);
        Next::Probe(gap)
    }
}

/// What a reply can lift: the level of the dimension, or where the causes are put.
fn reached(verdict: &Verdict, gap: &Gap) -> (Option<Level>, Option<Attribution>) {
    let level = verdict.dimension(&gap.dimension).map(|d| d.level);
    (level, (gap.dimension == "attribution").then_some(verdict.attribution.level))
}

fn taken(slot: &Slot, raised: bool, repeated: impl Fn() -> bool) -> Taken {
    if slot.denied {
        Taken::Denied
    } else if !slot.settled.is_empty() || raised || (slot.content && !slot.dodged && !repeated()) {
        Taken::Answered
    } else {
        Taken::Dodged
    }
}
