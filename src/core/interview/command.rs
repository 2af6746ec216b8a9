//! What the person can ask for beside the key of the floor: typing, again, skip, go on, end.

use crate::core::interview::ask::HUSH_MS;
use crate::core::interview::state::End;
use crate::core::interview::state::Interview;
use crate::core::interview::state::Phase;
use crate::core::interview::state::Then;

impl Interview<'_> {
    /// A typed answer takes the place of what was spoken in this turn.
    pub(super) fn typed(&mut self, text: &str) -> bool {
        let text = text.trim();
        if text.is_empty()
            || !self.is_open()
            || matches!(self.phase, Phase::Finishing { .. } | Phase::Held { .. })
        {
            return false;
        }
        self.hush();
        let dropped = self.turn.segments.drop_all();
        self.effects.extend(dropped);
        self.turn.typed = Some(text.to_owned());
        self.turn.from_opening = self.openings + 1;
        self.end_turn(End::Typed);
        true
    }

    /// Gives the turn again: the answer, or the reply. While a probe is asked, or a verdict shown, it is the whole answer.
    pub(super) fn redo(&mut self) -> bool {
        let hushing = match &self.phase {
            Phase::Asking(asking) if asking.then == Then::Turn => asking.sounding.then_some(asking.utterance),
            Phase::Hushing { utterance, .. } => Some(*utterance),
            Phase::Floor(_) | Phase::HoldOff { .. } | Phase::Shown | Phase::Held { .. } => None,
            Phase::Finishing { end, .. } if *end != End::Session => None,
            _ => return false,
        };
        let whole = !self.is_turn();
        if whole && self.talk.is_none() {
            return false;
        }
        self.hush();
        self.shut_ear();
        self.quiet_from = self.now;
        let dropped = self.turn.segments.drop_all();
        self.effects.extend(dropped);
        if whole {
            self.begin_whole_answer();
        } else {
            if let Some(talk) = &mut self.talk {
                talk.forget_turn();
            }
            self.begin_turn(0);
        }
        match hushing {
            Some(utterance) => self.phase = Phase::Hushing { utterance, until: self.now + HUSH_MS },
            None => self.open_floor(),
        }
        true
    }

    fn begin_whole_answer(&mut self) {
        if self.phase == Phase::Shown {
            self.done.pop();
        }
        self.probing = None;
        if let Some(question) = self.current() {
            self.asked.clone_from(&question.ask);
        }
        self.begin_answer();
    }

    /// Leaves the question; what was said to it is judged.
    pub(super) fn skip(&mut self) -> bool {
        self.leave(End::Skip)
    }

    /// Says again what was asked last. What was said so far is kept.
    pub(super) fn say_again(&mut self) -> bool {
        match &self.phase {
            Phase::Asking(asking) if asking.then == Then::Turn => self.hush(),
            Phase::Hushing { .. } | Phase::HoldOff { .. } => {}
            Phase::Floor(floor) => {
                self.turn.think_ms = floor.think_until.map_or(0, |until| until.saturating_sub(self.now));
            }
            _ => return false,
        }
        self.utter(self.asked.clone(), Then::Turn);
        true
    }

    /// Goes on after a verdict was shown, or a break was long enough.
    pub(super) fn go_on(&mut self) -> bool {
        let shown = self.phase == Phase::Shown;
        if shown {
            self.next_question();
        }
        shown || self.end_break()
    }

    /// Ends the session. Asked twice, it does not wait for what is still being heard.
    pub(super) fn end_now(&mut self) -> bool {
        match &self.phase {
            Phase::Over => return false,
            Phase::Finishing { end: End::Session, .. } => {
                self.talk = None;
                self.record(true);
                self.finish();
            }
            Phase::Asking(asking) if asking.then != Then::Turn => {
                self.hush();
                self.finish();
            }
            Phase::Ready | Phase::Shown | Phase::Break { .. } => self.finish(),
            Phase::Held { then, .. } if is_beside(then) => self.finish(),
            _ => return self.leave(End::Session),
        }
        true
    }

    fn leave(&mut self, end: End) -> bool {
        if !self.is_open()
            || matches!(self.phase, Phase::Finishing { end: End::Skip, .. } if end == End::Skip)
        {
            return false;
        }
        self.hush();
        self.end_turn(end);
        true
    }

    /// A question is open: asked, or being answered.
    fn is_open(&self) -> bool {
        match &self.phase {
            Phase::Asking(asking) => asking.then == Then::Turn,
            Phase::Hushing { .. } | Phase::HoldOff { .. } | Phase::Floor(_) => true,
            Phase::Held { then, .. } => !is_beside(then),
            Phase::Finishing { end, .. } => *end != End::Session,
            Phase::Ready | Phase::Shown | Phase::Break { .. } | Phase::Over => false,
        }
    }

    /// The person's turn has come, or is ending.
    fn is_turn(&self) -> bool {
        let phase = if let Phase::Held { then, .. } = &self.phase { then } else { &self.phase };
        matches!(
            phase,
            Phase::Hushing { .. } | Phase::HoldOff { .. } | Phase::Floor(_) | Phase::Finishing { .. }
        )
    }
}

/// No question is open: a break, or something is said in which nothing is asked.
fn is_beside(phase: &Phase) -> bool {
    match phase {
        Phase::Break { .. } => true,
        Phase::Asking(asking) => asking.then == Then::Part,
        _ => false,
    }
}
