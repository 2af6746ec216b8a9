//! The workers of one interview, as far as it has them.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::Receiver;

use tokio::sync::mpsc::Sender;

use crate::core::listening::FRAME_SAMPLES;
use crate::io::session::audio::AudioFile;
use crate::io::session::writer::Syncer;
use crate::runtime::interview::Ears;
use crate::runtime::interview::clock::Clock;
use crate::runtime::interview::ear::Ear;
use crate::runtime::interview::listen::Listen;
use crate::runtime::interview::listen::Order;
use crate::runtime::interview::mouth::Mouth;
use crate::runtime::interview::mouth::Said;
use crate::runtime::interview::report::Report;
use crate::runtime::interview::report::Sound;
use crate::runtime::interview::scribe::Scribe;
use crate::runtime::interview::sync::Sync;
use crate::runtime::speaker::Speaker;
use crate::runtime::speaker::SpeechEvent;

pub(super) struct Hands {
    listen: Option<Listen>,
    scribe: Option<Scribe>,
    mouth: Option<Mouth>,
    sync: Sync,
}

impl Hands {
    pub(super) fn start(
        ears: Option<(Ears, AudioFile, u32)>,
        voice: Option<(Speaker, Receiver<SpeechEvent>)>,
        syncer: Syncer,
        clock: Clock,
        reports: &Sender<Report>,
    ) -> io::Result<Self> {
        let sync = Sync::start(syncer, reports.clone())?;
        let mouth = voice.map(|voice| Mouth::start(voice, reports.clone())).transpose()?;
        let mut hands = Self { listen: None, scribe: None, mouth, sync };
        if let Some((ears, audio, segments)) = ears {
            let ear = Ear::new(ears.detector, ears.recogniser.longest());
            let ear = ear.going_on(audio.samples() / FRAME_SAMPLES, segments);
            hands.scribe = Some(Scribe::start(ears.recogniser, reports.clone())?);
            let microphone = (ears.microphone, ears.cue);
            hands.listen = Some(Listen::start(microphone, ear, audio, clock, reports.clone())?);
        }
        Ok(hands)
    }

    /// `false` where nothing can be said.
    pub(super) fn say(&mut self, utterance: u32, tone: f32, text: &str) -> bool {
        self.mouth.as_mut().is_some_and(|mouth| mouth.say(utterance, tone, text))
    }

    pub(super) fn hush(&self) {
        self.mouth.iter().for_each(Mouth::stop);
    }

    pub(super) fn became(&self, event: SpeechEvent) -> Said {
        self.mouth.as_ref().map_or(Said::Nothing, |mouth| mouth.became(event))
    }

    /// `false` where no ear takes it.
    pub(super) fn order(&self, order: Order) -> bool {
        self.listen.as_ref().is_some_and(|listen| listen.order(order))
    }

    /// `false` where it is refused.
    pub(super) fn transcribe(&mut self, of: (u32, u32), sound: Arc<Sound>) -> bool {
        self.scribe.as_mut().is_some_and(|scribe| scribe.hand_over(of, sound))
    }

    pub(super) fn drop_job(&mut self, of: (u32, u32)) {
        self.scribe.iter_mut().for_each(|scribe| scribe.drop_job(of));
    }

    /// Something that the recogniser has not answered yet.
    pub(super) fn handed(&self) -> Option<(u32, u32)> {
        self.scribe.as_ref().and_then(Scribe::handed)
    }

    pub(super) fn answered(&mut self, of: (u32, u32)) {
        self.scribe.iter_mut().for_each(|scribe| scribe.answered(of));
    }

    /// Ends all of them. What they report meanwhile has to be taken, for they wait for room.
    pub(super) fn end(self, take: &mut dyn FnMut()) {
        if let Some(mouth) = self.mouth {
            mouth.end(&mut *take);
        }
        if let Some(listen) = self.listen {
            listen.end(&mut *take);
        }
        if let Some(scribe) = self.scribe {
            scribe.end(&mut *take);
        }
        self.sync.end(&mut *take);
        take();
    }
}
