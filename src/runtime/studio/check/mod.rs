//! What a person tries out before they practise: microphone, loudspeaker, voice, and one sentence.
//!
//! Nothing is opened unless it is asked for, and [`Check::rest`] lets go of all of it.
//!
//! | thread | does | may take |
//! |---|---|---|
//! | `sound-devices` | lists microphones, names the loudspeaker | 10 s, then says that nobody answers |
//! | `voice-list` | lists the voices | 30 s, likewise |
//! | `microphone-check` | reads the microphone, records | as long as it is open |
//! | `loudspeaker-check` | plays | the length of the sound and 6 s |
//! | `voice-check` | follows what the voice says | never waits for it |
//! | `sentence-check` | has the model read what was recorded | until it is called off |

mod devices;
mod ear;
mod judge;
mod loudspeaker;
mod sentence;
#[cfg(test)]
mod tests;
mod voice;
mod voices;

use std::sync::Arc;

use crate::io::models::store::Store;
use crate::io::voice::settings::VoiceSettings;
use crate::runtime::speaker::system_voice;
use crate::runtime::studio::Waker;
use crate::runtime::studio::check::devices::Sources;
use crate::runtime::studio::errand::Busy;

pub use crate::runtime::studio::check::devices::Devices;
pub use crate::runtime::studio::check::devices::Found;
pub use crate::runtime::studio::check::ear::Ear;
pub use crate::runtime::studio::check::ear::Hearing;
pub use crate::runtime::studio::check::ear::Line;
pub use crate::runtime::studio::check::judge::Heard;
pub use crate::runtime::studio::check::loudspeaker::Loudspeaker;
pub use crate::runtime::studio::check::loudspeaker::Sound;
pub use crate::runtime::studio::check::loudspeaker::Sounding;
pub use crate::runtime::studio::check::sentence::Flaw;
pub use crate::runtime::studio::check::sentence::Said;
pub use crate::runtime::studio::check::sentence::Sentence;
pub use crate::runtime::studio::check::sentence::Stage;
pub use crate::runtime::studio::check::sentence::Unread;
pub use crate::runtime::studio::check::voice::Saying;
pub use crate::runtime::studio::check::voice::Speaking;
pub use crate::runtime::studio::check::voice::VoiceCheck;
pub use crate::runtime::studio::check::voices::VoiceList;
pub use crate::runtime::studio::check::voices::Voices;

/// How long a sentence may be, in seconds.
const SENTENCE: f32 = 4.0;

/// Everything that can be tried out.
pub struct Check {
    /// Microphones and loudspeaker, by their names.
    pub devices: Devices,
    /// The microphone. Comes before what its recordings are handed to, so that it ends first.
    pub ear: Ear,
    /// The loudspeaker.
    pub loudspeaker: Arc<Loudspeaker>,
    /// The interviewer's voice.
    pub voice: VoiceCheck,
    /// The voices there are.
    pub voices: VoiceList,
    /// What was said.
    pub sentence: Arc<Sentence>,
}

impl Check {
    /// The devices of the system. Opens none.
    pub(super) fn system(store: Store, waker: &Waker) -> std::io::Result<Self> {
        Ok(Self {
            devices: Devices::start(Sources::system(), Arc::clone(waker))?,
            ear: Ear::start(ear::system(), Arc::clone(waker))?,
            loudspeaker: Arc::new(Loudspeaker::start(loudspeaker::system(), Arc::clone(waker))?),
            voice: VoiceCheck::start(system_voice(), Arc::clone(waker))?,
            voices: VoiceList::system(Arc::clone(waker))?,
            sentence: Arc::new(Sentence::start(sentence::of_store(store), Arc::clone(waker))?),
        })
    }

    /// Records a sentence, plays it back, and has it read by the model of that name, or the best there is.
    pub fn say_a_sentence(&self, microphone: Option<String>, model: Option<String>) -> Result<(), Busy> {
        self.fall_silent();
        self.sentence.begin()?;
        let (sentence, loudspeaker) = (Arc::clone(&self.sentence), Arc::clone(&self.loudspeaker));
        self.ear.record(microphone, SENTENCE, move |taken| {
            let sound = taken.as_ref().and_then(|taken| taken.as_ref().ok()).filter(|take| !take.dead);
            let sound = sound.map(|take| Arc::new(take.samples.clone()));
            // Both have room: nothing else is asked of them while it is recorded.
            sentence.heard(taken, model).ok();
            sound.and_then(|sound| loudspeaker.play(Sound::Sentence, sound).ok());
        })
    }

    /// Plays what was said again.
    pub fn hear_again(&self) -> Result<(), Busy> {
        let said = self.sentence.shown();
        let sound = said.sound.clone();
        sound.map_or(Ok(()), |sound| self.loudspeaker.play(Sound::Sentence, sound))
    }

    /// Says a sentence in the interviewer's voice.
    pub fn hear_the_voice(&self, text: &str, settings: VoiceSettings) -> Result<(), Busy> {
        self.loudspeaker.stop();
        self.voice.say(text, settings)
    }

    fn fall_silent(&self) {
        self.loudspeaker.stop();
        // A voice that speaks would be recorded.
        self.voice.stop().ok();
    }

    /// Closes and silences everything, and calls off what is in work. Costs nothing where nothing is.
    pub fn rest(&self) {
        let (hearing, said) = (self.ear.shown(), self.sentence.shown());
        if hearing.line != Line::Closed {
            self.ear.close().ok();
        }
        if matches!(said.stage, Stage::Recording | Stage::Reading) {
            self.ear.call_off();
            self.sentence.call_off();
        }
        if self.loudspeaker.shown().now.is_some() {
            self.loudspeaker.stop();
        }
        if matches!(self.voice.shown().saying, Saying::Waiting | Saying::Aloud | Saying::Shown) {
            self.voice.stop().ok();
        }
    }
}
