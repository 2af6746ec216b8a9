//! Speaks the interviewer's sentences and never hangs, whatever the speech output does.
//!
//! Two threads: `speaker` decides, and answers within [`START`] and [`STOP`] in every case; `voice` makes the calls that
//! may block for ever. If a call does not come back in time, the thread that made it is left to itself, the sentence goes
//! on as a caption, one [`SpeechEvent::Failed`] says why, and a new `voice` thread tries again later.
//!
//! | queue | holds | when full |
//! |---|---|---|
//! | sentences and stops, to `speaker` | 32 | [`Speaker::say`] refuses |
//! | orders, `speaker` to `voice` | 8 | counts as a voice that hangs |
//! | events, to whoever listens | 64 | `speaker` waits for the listener, or its end |

mod link;
mod watch;
mod worker;

use std::io;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::sync::mpsc::Receiver;
use std::sync::mpsc::SyncSender;
use std::sync::mpsc::TrySendError;
use std::sync::mpsc::sync_channel;
use std::thread::JoinHandle;
use std::time::Duration;

use thiserror::Error;

use crate::io::log::unquoted;
use crate::io::voice::Voice;
use crate::io::voice::error::VoiceError;
use crate::io::voice::settings::VoiceSettings;
use crate::runtime::speaker::watch::Ends;
use crate::runtime::speaker::watch::Input;
use crate::runtime::speaker::watch::Watch;

/// A sentence has started within this time, aloud or as a caption.
pub const START: Duration = Duration::from_millis(1_500);

/// A sentence that was told to stop is over within this time.
pub const STOP: Duration = Duration::from_millis(90);

const INPUTS: usize = 32;
const EVENTS: usize = 64;

/// Makes a voice. Called on the thread that will use it, once at the start and once after each failure.
pub type Connect = Arc<dyn Fn() -> Result<Box<dyn Voice>, VoiceError> + Send + Sync>;

/// Names one sentence that was given to a [`Speaker`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket(u64);

/// What a [`Speaker`] tells. Each sentence starts once, and then finishes or is stopped once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SpeechEvent {
    /// The sentence can be heard, or only read.
    Started {
        /// Which.
        ticket: Ticket,
        /// Whether it is said aloud.
        aloud: bool,
    },
    /// The sentence was said to its end, or was shown as long as reading it takes.
    Finished {
        /// Which.
        ticket: Ticket,
        /// Whether its end was said aloud.
        aloud: bool,
    },
    /// The sentence was cut off.
    Stopped {
        /// Which.
        ticket: Ticket,
    },
    /// From now on there are captions only. Told once, until the voice is back.
    Failed {
        /// For the person: what happened and what helps.
        why: VoiceError,
    },
    /// The voice that was asked for is not there; the system's own speaks instead.
    Instead {
        /// For the person.
        why: VoiceError,
    },
    /// The voice speaks again, from the next sentence on.
    Back {
        /// What speaks.
        name: String,
    },
}

impl SpeechEvent {
    /// Into the log: what becomes of the voice, and nothing of what it says.
    fn write_down(&self) {
        match self {
            Self::Failed { why } => tracing::warn!(why = unquoted(&why.to_string()), "no voice"),
            Self::Instead { why } => tracing::warn!(why = unquoted(&why.to_string()), "another voice speaks"),
            Self::Back { name } => tracing::info!(name, "the voice is back"),
            Self::Started { .. } | Self::Finished { .. } | Self::Stopped { .. } => {}
        }
    }
}

/// The speaker has not yet taken the sentences it was given before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("too many sentences are waiting to be said")]
pub struct Busy;

/// The interviewer's mouth.
pub struct Speaker {
    inputs: SyncSender<Input>,
    tickets: u64,
    closing: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Speaker {
    /// Speaks with the system's voice, or with captions in a build without it. Connects at once, in the background.
    pub fn system(settings: VoiceSettings) -> io::Result<(Self, Receiver<SpeechEvent>)> {
        Self::start(system_voice(), settings)
    }

    /// Captions only.
    pub fn silent(settings: VoiceSettings) -> io::Result<(Self, Receiver<SpeechEvent>)> {
        Self::start(Arc::new(|| Err(VoiceError::Off)), settings)
    }

    /// Speaks with a voice of one's own. Events are told through what is returned beside it.
    pub fn start(connect: Connect, settings: VoiceSettings) -> io::Result<(Self, Receiver<SpeechEvent>)> {
        let (inputs, taken) = sync_channel(INPUTS);
        let (told, events) = sync_channel(EVENTS);
        let closing = Arc::new(AtomicBool::new(false));
        let ends = Ends { inputs: taken, back: inputs.clone(), events: told, closing: Arc::clone(&closing) };
        let watch = Watch::new(connect, settings, ends);
        let thread = std::thread::Builder::new().name("speaker".into()).spawn(move || watch.run())?;
        Ok((Self { inputs, tickets: 0, closing, thread: Some(thread) }, events))
    }

    /// Says a sentence. One that is being said is cut off.
    pub fn say(&mut self, text: &str) -> Result<Ticket, Busy> {
        self.say_in(0.0, text)
    }

    /// The same lower or higher than usual: from -1 over 0 to 1, as far as the voice can.
    pub fn say_in(&mut self, tone: f32, text: &str) -> Result<Ticket, Busy> {
        self.tickets += 1;
        let ticket = Ticket(self.tickets);
        self.inputs.try_send(Input::Say(ticket, text.to_owned(), tone)).map_err(|_| Busy)?;
        Ok(ticket)
    }

    /// Cuts off what is being said. Silent within 100 ms.
    pub fn stop(&self) {
        // A full queue holds a sentence that will cut off the present one.
        self.give(Input::Stop);
    }

    /// Sets pace and voice from the next sentence on. Until a voice is found, sentences are captions.
    pub fn set(&self, settings: VoiceSettings) {
        self.give(Input::Set(settings));
    }

    fn give(&self, input: Input) {
        match self.inputs.try_send(input) {
            Ok(()) | Err(TrySendError::Disconnected(_)) => {}
            Err(TrySendError::Full(input)) => drop(self.inputs.send(input)),
        }
    }
}

impl Drop for Speaker {
    /// Falls silent. Waits for the thread `speaker`, which waits for nobody.
    fn drop(&mut self) {
        self.closing.store(true, Ordering::Relaxed);
        self.inputs.send(Input::Close).ok();
        if let Some(thread) = self.thread.take() {
            thread.join().ok();
        }
    }
}

#[cfg(feature = "voice")]
pub(super) fn system_voice() -> Connect {
    use crate::io::voice::system::System;
    Arc::new(|| Ok(Box::new(System::connect()?)))
}

#[cfg(not(feature = "voice"))]
pub(super) fn system_voice() -> Connect {
    Arc::new(|| Err(VoiceError::Off))
}

#[cfg(test)]
mod tests;
