//! The conversation on one question: the words of the turn go to the analyser while they come, so that the next probe is
//! planned before the turn ends.

use crate::core::interview::event::EventWord;
use crate::core::interview::floor::story;
use crate::core::interview::floor::story::Story;
use crate::core::interview::state::Told;
use crate::core::interview::state::Words;
use crate::core::rubric::dialogue::said::Said;
use crate::core::rubric::dialogue::session::Dialogue;
use crate::core::rubric::dialogue::session::Next;
use crate::core::rubric::dialogue::session::Taken;
use crate::core::rubric::rubric::Rubric;
use crate::core::rubric::verdict::Verdict;
use crate::core::transcript::HeardWord;

impl Words {
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Self::Heard(words) => words.iter().all(|w| w.text.trim().is_empty()),
            Self::Typed(text) => text.trim().is_empty(),
        }
    }

    pub(super) fn text(&self) -> String {
        match self {
            Self::Heard(words) => {
                let texts: Vec<&str> = words.iter().map(|w| w.text.trim()).collect();
                texts.join(" ")
            }
            Self::Typed(text) => text.trim().to_owned(),
        }
    }

    /// Leaves out what the clock cut: of the last words, so many, those behind the last full stop; without one, the very
    /// last, which may be half a word.
    pub(super) fn without_cut(mut self, last: usize) -> Self {
        if let Self::Heard(words) = &mut self {
            let from = words.len().saturating_sub(last);
            let stops = |w: &EventWord| w.text.trim_end().ends_with(['.', '?', '!']);
            let whole = words[from..].iter().rposition(stops).map(|at| from + at + 1);
            words.truncate(whole.unwrap_or_else(|| words.len().saturating_sub(1)));
        }
        self
    }
}

/// What the conversation would be if the turn ended here.
#[derive(Debug, Clone)]
struct Draft<'a> {
    words: Words,
    dialogue: Dialogue<'a>,
    next: Next,
}

/// What a turn is said to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum To {
    /// The question.
    Question,
    /// A probe.
    Probe,
    /// An open question that goes deeper.
    Deeper,
}

/// A question with its probes.
#[derive(Debug, Clone)]
pub(super) struct Talk<'a> {
    dialogue: Dialogue<'a>,
    /// What the next turn is said to.
    to: To,
    /// Open questions that were asked after the answer.
    deeper: usize,
    draft: Option<Draft<'a>>,
    /// The turns that have ended.
    told: Vec<Told>,
}

impl PartialEq for Talk<'_> {
    fn eq(&self, other: &Self) -> bool {
        let said = |talk: &Self| talk.draft.as_ref().map(|d| (d.words.clone(), d.next.clone()));
        (self.to, self.deeper) == (other.to, other.deeper)
            && self.dialogue.transcript() == other.dialogue.transcript()
            && self.dialogue.verdict() == other.dialogue.verdict()
            && self.dialogue.asked() == other.dialogue.asked()
            && said(self) == said(other)
            && self.told == other.told
    }
}

impl<'a> Talk<'a> {
    /// A conversation before the answer; `presses`: a dodged probe is asked once more. Wordings that were spoken earlier in the session do not come again.
    pub(super) fn new(rubric: &'a Rubric, max_probes: usize, presses: bool, spoken: Vec<String>) -> Self {
        Self {
            dialogue: Dialogue::new(rubric, max_probes).pressing(presses).without(spoken),
            to: To::Question,
            deeper: 0,
            draft: None,
            told: Vec::new(),
        }
    }

    /// Takes the words of the turn so far: all of them, anew.
    pub(super) fn hear(&mut self, words: Words) {
        if self.draft.as_ref().is_some_and(|d| d.words == words) {
            return;
        }
        if words.is_empty() {
            self.draft = None;
            return;
        }
        let mut dialogue = self.dialogue.clone();
        let next = take(&mut dialogue, &words, self.to);
        self.draft = Some(Draft { words, dialogue, next });
    }

    /// The turn has ended with what was heard; gives what comes next.
    pub(super) fn end_turn(&mut self) -> Next {
        let pending = self.dialogue.asked().len().checked_sub(1).filter(|_| self.to == To::Probe);
        let (words, next) = match self.draft.take() {
            Some(draft) => {
                self.dialogue = draft.dialogue;
                (draft.words, draft.next)
            }
            None => {
                let nothing = Words::Typed(String::new());
                let next = take(&mut self.dialogue, &nothing, self.to);
                (nothing, next)
            }
        };
        let asked = pending.and_then(|at| self.dialogue.asked().get(at)).cloned();
        self.told.push(Told { asked, words });
        self.to = To::Probe;
        next
    }

    /// What is said next is said to an open question.
    pub(super) fn go_deeper(&mut self) {
        self.to = To::Deeper;
        self.deeper += 1;
    }

    /// How many open questions were asked after the answer.
    pub(super) fn deeper(&self) -> usize {
        self.deeper
    }

    /// The turns that have ended, in order.
    pub(super) fn told(&self) -> &[Told] {
        &self.told
    }

    /// Forgets the turn.
    pub(super) fn forget_turn(&mut self) {
        self.draft = None;
    }

    /// Whether the turn answers something that was asked after the answer.
    pub(super) fn is_reply(&self) -> bool {
        self.to != To::Question
    }

    /// How far the turn has come, as a silence is weighed.
    pub(super) fn story(&self, rubric: &Rubric) -> Story {
        let Some(draft) = &self.draft else { return Story::Opening };
        if self.to == To::Probe {
            story::of_reply(self.taken(draft))
        } else {
            story::of_answer(draft.dialogue.verdict(), rubric)
        }
    }

    /// How the turn, as far as it is heard, takes the probe.
    fn taken(&self, draft: &Draft<'_>) -> Option<Taken> {
        let at = self.dialogue.asked().len().checked_sub(1)?;
        draft.dialogue.asked().get(at)?.taken
    }

    /// The verdict on everything heard so far.
    pub(super) fn verdict(&self) -> &Verdict {
        self.draft.as_ref().map_or(&self.dialogue, |d| &d.dialogue).verdict()
    }

    /// The judged words.
    pub(super) fn transcript(&self) -> &str {
        self.draft.as_ref().map_or(&self.dialogue, |d| &d.dialogue).transcript().text()
    }
}

fn take(dialogue: &mut Dialogue<'_>, words: &Words, to: To) -> Next {
    let heard: Vec<HeardWord>;
    let said = match words {
        Words::Heard(words) => {
            heard = words.iter().map(HeardWord::from).collect();
            Said::Heard(&heard)
        }
        Words::Typed(text) => Said::Typed(text),
    };
    match to {
        To::Question => dialogue.answer(said),
        To::Probe => dialogue.reply(said),
        To::Deeper => dialogue.further(said),
    }
}
