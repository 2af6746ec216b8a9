//! What was spoken and is not written down yet. Holds at most what one answer holds, and that only where the recogniser
//! is behind: what is heard goes.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::runtime::interview::report::Sound;

#[derive(Default)]
pub(super) struct Sounds(BTreeMap<u32, Waiting>);

struct Waiting {
    sound: Arc<Sound>,
    closed: bool,
    /// The hand-over that is out.
    pass: Option<u32>,
    answered: bool,
}

impl Sounds {
    /// A segment as far as it is spoken.
    pub(super) fn put(&mut self, segment: u32, sound: Arc<Sound>, closed: bool) {
        match self.0.get_mut(&segment) {
            Some(known) => (known.sound, known.closed) = (sound, closed),
            None => drop(self.0.insert(segment, Waiting { sound, closed, pass: None, answered: false })),
        }
    }

    /// The sound of a segment that is handed over.
    pub(super) fn hand_over(&mut self, segment: u32, pass: u32) -> Option<Arc<Sound>> {
        let waiting = self.0.get_mut(&segment)?;
        (waiting.pass, waiting.answered) = (Some(pass), false);
        Some(Arc::clone(&waiting.sound))
    }

    pub(super) fn answered(&mut self, segment: u32, pass: u32) {
        if let Some(waiting) = self.0.get_mut(&segment).filter(|w| w.pass == Some(pass)) {
            waiting.answered = true;
        }
    }

    /// Lets go of what is complete and written down.
    pub(super) fn tidy(&mut self) {
        self.0.retain(|_, waiting| !(waiting.closed && waiting.answered));
    }

    /// Nothing of it is wanted any more.
    pub(super) fn forget(&mut self) {
        self.0.clear();
    }
}
