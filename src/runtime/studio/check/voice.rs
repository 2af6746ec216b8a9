//! The interviewer's voice, tried out with one sentence.
//!
//! The speech output is connected to when the first sentence is asked for, and kept: a connection costs one for good.

use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::sync::mpsc::RecvTimeoutError;
use std::time::Duration;

use crate::io::voice::error::VoiceError;
use crate::io::voice::settings::VoiceSettings;
use crate::runtime::speaker::Connect;
use crate::runtime::speaker::Speaker;
use crate::runtime::speaker::SpeechEvent;
use crate::runtime::studio::Waker;
use crate::runtime::studio::board::Board;
use crate::runtime::studio::board::Reader;
use crate::runtime::studio::board::board;
use crate::runtime::studio::errand::Busy;
use crate::runtime::studio::errand::Worker;

/// How often it is asked what became of a sentence.
const ASK: Duration = Duration::from_millis(25);

/// How a sentence stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Saying {
    /// None was asked for, or it was cut off.
    #[default]
    Nothing,
    /// It is about to begin.
    Waiting,
    /// It can be heard.
    Aloud,
    /// It can only be read.
    Shown,
    /// It was heard to its end.
    Heard,
    /// It was only shown.
    Unheard,
}

/// What there is to show.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Speaking {
    /// How the sentence stands.
    pub saying: Saying,
    /// Why there is no voice, until there is.
    pub fault: Option<VoiceError>,
    /// The voice that was chosen is not there; the system's own speaks.
    pub instead: bool,
}

enum Job {
    Say(String, VoiceSettings),
    Stop,
}

/// The way to the thread that listens to the voice.
pub struct VoiceCheck {
    shown: Reader<Speaking>,
    worker: Worker<Job>,
}

impl VoiceCheck {
    pub(super) fn start(connect: Connect, waker: Waker) -> std::io::Result<Self> {
        let (board, shown) = board(Speaking::default(), waker);
        let stage = Stage { connect, board, now: Speaking::default(), mouth: None };
        let worker = Worker::start("voice-check", move |jobs| stage.work(&jobs))?;
        Ok(Self { shown, worker })
    }

    /// What there is to show.
    pub fn shown(&self) -> Arc<Speaking> {
        self.shown.newest()
    }

    /// Says a sentence in this voice.
    pub fn say(&self, text: &str, settings: VoiceSettings) -> Result<(), Busy> {
        self.worker.ask(Job::Say(text.to_owned(), settings))
    }

    /// Falls silent.
    pub fn stop(&self) -> Result<(), Busy> {
        self.worker.ask(Job::Stop)
    }
}

/// What the thread owns.
struct Stage {
    connect: Connect,
    board: Board<Speaking>,
    now: Speaking,
    mouth: Option<Mouth>,
}

struct Mouth {
    speaker: Speaker,
    events: Receiver<SpeechEvent>,
    settings: VoiceSettings,
}

impl Stage {
    fn work(mut self, jobs: &Receiver<Job>) {
        loop {
            let job = if self.speaks() {
                jobs.recv_timeout(ASK)
            } else {
                jobs.recv().map_err(|_| RecvTimeoutError::Disconnected)
            };
            match job {
                Ok(Job::Say(text, settings)) => self.say(&text, settings),
                Ok(Job::Stop) => self.mouth.iter().for_each(|mouth| mouth.speaker.stop()),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
            self.follow();
        }
    }

    fn speaks(&self) -> bool {
        matches!(self.now.saying, Saying::Waiting | Saying::Aloud | Saying::Shown)
    }

    fn say(&mut self, text: &str, settings: VoiceSettings) {
        // What was told while nobody looked is old.
        self.follow();
        self.now.saying = Saying::Waiting;
        let said = self.mouth(settings).map(|mouth| mouth.speaker.say(text).is_ok());
        if let Err(why) = said {
            self.now = Speaking { fault: Some(VoiceError::Refused { why }), ..Speaking::default() };
        }
        self.board.show(self.now.clone());
    }

    fn mouth(&mut self, settings: VoiceSettings) -> Result<&mut Mouth, String> {
        let made = match self.mouth.take() {
            Some(mut mouth) => {
                if mouth.settings != settings {
                    self.now.instead = false;
                    mouth.speaker.set(settings.clone());
                    mouth.settings = settings;
                }
                mouth
            }
            None => {
                let started = Speaker::start(Arc::clone(&self.connect), settings.clone());
                let (speaker, events) = started.map_err(|error| error.to_string())?;
                Mouth { speaker, events, settings }
            }
        };
        Ok(self.mouth.insert(made))
    }

    /// What became of the sentence since.
    fn follow(&mut self) {
        let before = self.now.clone();
        let events: Vec<_> = self.mouth.iter().flat_map(|mouth| mouth.events.try_iter()).collect();
        for event in events {
            match event {
                SpeechEvent::Started { aloud, .. } => {
                    self.now.saying = if aloud { Saying::Aloud } else { Saying::Shown };
                }
                SpeechEvent::Finished { aloud, .. } => {
                    self.now.saying = if aloud { Saying::Heard } else { Saying::Unheard };
                }
                SpeechEvent::Stopped { .. } => self.now.saying = Saying::Nothing,
                SpeechEvent::Failed { why } => self.now.fault = Some(why),
                SpeechEvent::Instead { .. } => self.now.instead = true,
                SpeechEvent::Back { .. } => self.now.fault = None,
            }
        }
        if self.now != before {
            self.board.show(self.now.clone());
        }
    }
}
