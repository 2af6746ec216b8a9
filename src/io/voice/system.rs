//! The speech output of the system, through the `tts` crate: speech-dispatcher on Linux, the system's own elsewhere.
//!
//! What the crate's source and long trying say, and what follows:
//!
//! - Its callbacks run on a thread of the speech library with two global locks held. They only put into a queue.
//! - The callbacks end the process if their object is gone, or another with its number: a daemon that is started anew
//!   counts from 1 again. So an object is never dropped. A program connects once, and once after each failure.
//! - `voice()` panics on Linux; a zero in the text panics. The first is not called, the second taken out.
//! - Setting a voice lists all of them each time (13,000 with espeak-ng). A voice that was set stays set.

use std::mem::ManuallyDrop;
use std::sync::mpsc::Receiver;
use std::sync::mpsc::sync_channel;

use tts::Tts;
use tts::UtteranceId;

use crate::io::voice::Moment;
use crate::io::voice::Voice;
use crate::io::voice::VoiceName;
use crate::io::voice::error::VoiceError;
use crate::io::voice::settings::VoiceSettings;

/// More than one sentence can bring about.
const MOMENTS: usize = 64;

/// A connection to the speech output. Belongs to one thread.
pub struct System {
    /// Never dropped.
    tts: ManuallyDrop<Tts>,
    moments: Receiver<(UtteranceId, Moment)>,
    latest: Option<UtteranceId>,
    settings: VoiceSettings,
    /// The pace as the system counts it.
    rate: f32,
    /// How high it speaks, from -1 to 1.
    tone: f32,
}

impl System {
    /// Connects. May take seconds, or for ever.
    pub fn connect() -> Result<Self, VoiceError> {
        let tts = Tts::default().map_err(|e| VoiceError::Absent { why: e.to_string().to_lowercase() })?;
        let (told, moments) = sync_channel(MOMENTS);
        let teller = |moment: Moment| {
            let told = told.clone();
            // A queue that is full is one that nobody reads any more.
            Box::new(move |id: UtteranceId| {
                told.try_send((id, moment)).ok();
            }) as Box<dyn FnMut(UtteranceId)>
        };
        if !tts.supported_features().utterance_callbacks {
            return Err(VoiceError::Absent { why: "it does not tell when it has spoken".into() });
        }
        let set = tts
            .on_utterance_begin(Some(teller(Moment::Started)))
            .and_then(|()| tts.on_utterance_end(Some(teller(Moment::Finished))))
            .and_then(|()| tts.on_utterance_stop(Some(teller(Moment::Stopped))));
        set.map_err(|e| refused(&e))?;
        let rate = tts.normal_rate();
        let tts = ManuallyDrop::new(tts);
        Ok(Self { tts, moments, latest: None, settings: VoiceSettings::default(), rate, tone: 0.0 })
    }

    fn set_voice(&mut self, wanted: &str) -> Result<(), VoiceError> {
        let voices = self.tts.voices().map_err(|e| refused(&e))?;
        let voice = voices.iter().find(|voice| voice.name() == wanted);
        let voice = voice.ok_or_else(|| VoiceError::NoSuchVoice { name: wanted.to_owned() })?;
        self.tts.set_voice(voice).map(drop).map_err(|e| refused(&e))
    }
}

impl Voice for System {
    fn name(&self) -> String {
        if cfg!(target_os = "linux") { "speech-dispatcher".to_owned() } else { "system voice".to_owned() }
    }

    fn voices(&mut self) -> Result<Vec<VoiceName>, VoiceError> {
        let voices = self.tts.voices().map_err(|e| refused(&e))?;
        let named = voices.iter().map(|v| VoiceName { name: v.name(), language: v.language().to_string() });
        // espeak-ng has a hundred variants of each of its voices, called voice+variant.
        Ok(named.filter(|voice| !voice.name.contains('+')).collect())
    }

    fn set(&mut self, settings: &VoiceSettings) -> Result<(), VoiceError> {
        if settings.pace.to_bits() != self.settings.pace.to_bits() {
            let (slow, normal, fast) = (self.tts.min_rate(), self.tts.normal_rate(), self.tts.max_rate());
            let pace = settings.pace.clamp(-1.0, 1.0);
            let rate =
                if pace < 0.0 { normal + (normal - slow) * pace } else { normal + (fast - normal) * pace };
            self.tts.set_rate(rate).map_err(|e| refused(&e))?;
            self.rate = rate;
            self.settings.pace = settings.pace;
        }
        match &settings.voice {
            Some(wanted) if settings.voice != self.settings.voice => {
                self.set_voice(wanted)?;
                self.settings.voice.clone_from(&settings.voice);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn set_tone(&mut self, tone: f32) -> Result<(), VoiceError> {
        let tone = tone.clamp(-1.0, 1.0);
        if tone.to_bits() == self.tone.to_bits() || !self.tts.supported_features().pitch {
            return Ok(());
        }
        let (low, normal, high) = (self.tts.min_pitch(), self.tts.normal_pitch(), self.tts.max_pitch());
        let pitch = if tone < 0.0 { normal + (normal - low) * tone } else { normal + (high - normal) * tone };
        self.tts.set_pitch(pitch).map_err(|e| refused(&e))?;
        self.tone = tone;
        Ok(())
    }

    fn speak(&mut self, text: &str) -> Result<(), VoiceError> {
        if self.latest.is_some() {
            self.stop()?;
        }
        let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let spoken = self.tts.speak(clean, false).map_err(|e| refused(&e))?;
        self.latest = Some(spoken.ok_or_else(|| VoiceError::Refused { why: "it gave no number".into() })?);
        Ok(())
    }

    fn stop(&mut self) -> Result<(), VoiceError> {
        self.tts.stop().map(drop).map_err(|e| refused(&e))
    }

    fn moment(&mut self) -> Option<Moment> {
        loop {
            let (id, moment) = self.moments.try_recv().ok()?;
            // What is told of earlier sentences comes late.
            if self.latest == Some(id) {
                if moment != Moment::Started {
                    self.latest = None;
                }
                return Some(moment);
            }
        }
    }

    fn check(&mut self) -> Result<(), VoiceError> {
        // Reading the rate gives -1 for "no answer", which is a rate.
        self.tts.set_rate(self.rate).map(drop).map_err(|e| refused(&e))
    }
}

fn refused(error: &tts::Error) -> VoiceError {
    VoiceError::Refused { why: error.to_string().to_lowercase() }
}
