//! The interviewer's voice: the system's speech output, and a silent twin that takes as long as reading does.
//!
//! Every call to a [`Voice`] may block for ever: speech daemons hang, die in the middle of a sentence, and never say so.
//! `runtime` therefore calls it on a thread that can be done without.

pub mod error;
pub mod settings;
pub mod silent;
#[cfg(feature = "voice")]
pub mod system;

use crate::io::voice::error::VoiceError;
use crate::io::voice::settings::VoiceSettings;

/// What became of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// It can be heard.
    Started,
    /// It was said to the end.
    Finished,
    /// It was cut off.
    Stopped,
}

/// A voice that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoiceName {
    /// What a person recognises it by, and what settings say.
    pub name: String,
    /// As the system writes it: `en`, `en-GB`.
    pub language: String,
}

/// Speaks one sentence at a time.
pub trait Voice {
    /// What speaks, for people.
    fn name(&self) -> String;

    /// The voices there are. May take seconds.
    fn voices(&mut self) -> Result<Vec<VoiceName>, VoiceError>;

    /// Sets pace and voice for what is said from now on. A voice may take seconds to be found the first time.
    fn set(&mut self, settings: &VoiceSettings) -> Result<(), VoiceError>;

    /// Sets how high it speaks from now on: from -1, as low as it can, over 0 to 1. A voice that cannot stays as it is.
    fn set_tone(&mut self, _tone: f32) -> Result<(), VoiceError> {
        Ok(())
    }

    /// Begins a sentence; what was being said is cut off.
    fn speak(&mut self, text: &str) -> Result<(), VoiceError>;

    /// Falls silent.
    fn stop(&mut self) -> Result<(), VoiceError>;

    /// The next thing that became of the latest sentence, if there is one. Never waits.
    fn moment(&mut self) -> Option<Moment>;

    /// Asks the engine for a sign of life, and waits for it.
    fn check(&mut self) -> Result<(), VoiceError>;
}
