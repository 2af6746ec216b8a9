//! What interrupts without ending: a pause that the person asks for, and a microphone that goes away.

use crate::core::interview::effect::Notice;
use crate::core::interview::state::Interview;
use crate::core::interview::state::Microphone;
use crate::core::interview::state::Phase;

impl Interview<'_> {
    /// Holds everything. What was spoken is still heard and judged.
    pub(super) fn pause(&mut self) -> bool {
        match &self.phase {
            Phase::Ready | Phase::Shown | Phase::Held { .. } | Phase::Over => return false,
            Phase::Asking(_) => self.hush(),
            Phase::Floor(floor) => {
                self.turn.think_ms = floor.think_until.map_or(0, |until| until.saturating_sub(self.now));
                self.shut_ear();
                self.turn.clock.stop(self.now);
            }
            Phase::Hushing { .. } | Phase::HoldOff { .. } | Phase::Finishing { .. } | Phase::Break { .. } => {
            }
        }
        let then = Box::new(std::mem::replace(&mut self.phase, Phase::Over));
        self.phase = Phase::Held { since: self.now, then };
        true
    }

    /// Goes on where it was held: what was being said is said again, the floor is given back.
    pub(super) fn resume(&mut self) -> bool {
        let Phase::Held { since, then } = &mut self.phase else { return false };
        let held = self.now.saturating_sub(*since);
        let then = std::mem::replace(then.as_mut(), Phase::Over);
        self.shift(held);
        match then {
            Phase::Asking(asking) => self.utter(asking.text, asking.then),
            Phase::Finishing { .. } => self.phase = then,
            Phase::Break { until } => self.phase = Phase::Break { until: until + held },
            _ => self.open_floor(),
        }
        true
    }

    /// The microphone went away: the take is kept, the clock stands still, no silence counts.
    pub(super) fn device_lost(&mut self) -> bool {
        if self.microphone != Microphone::Here {
            return false;
        }
        self.microphone = Microphone::Lost;
        self.tell(Notice::DeviceLost);
        self.shut_ear();
        self.turn.clock.stop(self.now);
        let silent = self.silent_from_now();
        if let Phase::Floor(floor) = &mut self.phase {
            floor.speech = silent;
        }
        true
    }

    /// A microphone is there again: the floor goes on, the silence begins anew.
    pub(super) fn device_back(&mut self, name: &str) -> bool {
        if self.microphone != Microphone::Lost {
            return false;
        }
        self.microphone = Microphone::Here;
        self.tell(Notice::DeviceBack { name: name.to_owned() });
        if let Phase::Floor(floor) = &self.phase {
            self.turn.think_ms = floor.think_until.map_or(0, |until| until.saturating_sub(self.now));
            self.open_floor();
        }
        true
    }
}
