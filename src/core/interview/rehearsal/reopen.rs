//! An interview that was interrupted goes on in another sitting.

use crate::core::interview::lines;
use crate::core::interview::state::Ear;
use crate::core::interview::state::End;
use crate::core::interview::state::Interview;
use crate::core::interview::state::Microphone;
use crate::core::interview::state::Phase;
use crate::core::interview::state::Then;
use crate::core::interview::state::Voice;

impl Interview<'_> {
    /// Goes on with an interview that was interrupted: nobody hears or speaks any more, and what was asked last is asked
    /// again. What was told in turns before that stays told.
    pub(in crate::core::interview) fn reopen(&mut self) -> bool {
        if matches!(self.phase, Phase::Ready | Phase::Over) {
            return false;
        }
        self.forget_devices();
        if let Phase::Held { since, then } = &self.phase {
            let (held, then) = (self.now.saturating_sub(*since), then.as_ref().clone());
            self.shift(held);
            self.phase = then;
        }
        match &self.phase {
            Phase::Asking(asking) if asking.then == Then::Close => self.close_question(),
            Phase::Asking(asking) if asking.then == Then::Part => self.part_is_said(),
            Phase::Shown | Phase::Break { .. } => {}
            Phase::Finishing { end: End::Skip, .. } => {
                self.record(true);
                self.next_question();
            }
            _ => self.ask_again(),
        }
        true
    }

    fn forget_devices(&mut self) {
        self.ear = Ear::Shut;
        self.voice = Voice::default();
        self.quiet_from = self.now;
        self.behind = false;
        if self.microphone == Microphone::Lost {
            self.microphone = Microphone::Here;
        }
        self.armed = None;
    }

    fn ask_again(&mut self) {
        if let Some(talk) = &mut self.talk {
            talk.forget_turn();
        }
        self.begin_turn(0);
        let welcome = self.manner().map(|manner| lines::nth(&manner.break_ends, 0)).unwrap_or_default();
        self.utter(lines::joined(&[welcome, self.asked.clone()]), Then::Turn);
    }
}
