//! A spoken interview: one loop that takes events, has [`Interview::step`] decide, writes down what changed something, and
//! only then has it done.
//!
//! | thread | owns | gets | gives | when full |
//! |---|---|---|---|---|
//! | whoever calls [`hold`] | the interview, the session's folder | reports, 256; timers | effects; the view, to a [`Face`] | reports wait, but levels are left out and keys are refused |
//! | `listen` | microphone, ear, sound file | open and shut, 64 | speech began, paused, closed; device lost, back | not done, as by an ear that is gone |
//! | `transcribe` | the model | segments, 4 beside the one in work | words, or a failure | refused: offered again by the interview |
//! | `heard-voice` | | what the [`crate::runtime::speaker`] tells | the same | waits |
//! | `sync` | | | a disk that went away | waits |
//!
//! All of them have ended when [`hold`] returns. A disk that does not take an event or a sound ends the session: what is
//! on it stays whole.

mod answers;
mod book;
mod clock;
mod delivery;
mod desk;
mod ear;
mod hands;
mod listen;
pub mod loops;
pub mod missing;
mod mouth;
pub mod played;
pub mod prepare;
mod rehearsal;
pub mod replay;
mod report;
pub mod restore;
mod room;
mod scribe;
mod sounds;
mod sync;

use std::io;
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::Receiver;

use thiserror::Error;

use crate::core::interview::plan::Plan;
use crate::core::interview::state::Done;
#[cfg(doc)]
use crate::core::interview::state::Interview;
use crate::core::view::View;
use crate::io::asr::Recogniser;
use crate::io::capture::level::Level;
use crate::io::session::error::SessionError;
use crate::io::session::record::Session;
use crate::io::session::writer::SessionWriter;
use crate::io::vad::VoiceActivity;
use crate::runtime::interview::replay::Script;
use crate::runtime::microphone::Microphone;
use crate::runtime::speaker::Speaker;
use crate::runtime::speaker::SpeechEvent;

pub use crate::runtime::interview::desk::Desk;
pub use crate::runtime::interview::desk::Inbox;
pub use crate::runtime::interview::desk::Refused;
pub use crate::runtime::interview::desk::desk;

/// What shows an interview. Called on the thread of [`hold`], and has to be quick.
pub trait Face {
    /// Something changed. `now_ms` is on the session's clock, as are the times in the view.
    fn show(&mut self, view: &View, now_ms: u64);

    /// How loud the microphone is, some 20 times a second.
    fn level(&mut self, level: Level, now_ms: u64);

    /// Something a person should know beside the interview: why there is no voice, what was lost.
    fn tell(&mut self, what: &str);
}

/// What hears the answers.
pub struct Ears {
    /// An open microphone, or a recording in its place.
    pub microphone: Microphone,
    /// Tells a recording when it is its turn.
    pub cue: Option<played::Cue>,
    /// The model.
    pub recogniser: Box<dyn Recogniser>,
    /// Says what is speech.
    pub detector: Box<dyn VoiceActivity>,
}

/// What an interview is held with. The plan's settings say whether there are ears and a voice.
pub struct Setup {
    /// None where answers are typed.
    pub ears: Option<Ears>,
    /// None where there are captions only.
    pub voice: Option<(Speaker, Receiver<SpeechEvent>)>,
    /// A session that was just begun, or is gone on with.
    pub session: SessionWriter,
    /// How many times as fast as people speak; 1 but for recordings.
    pub speed: f32,
    /// What happened in earlier sittings of a loop that is gone on with.
    pub before: Option<Script>,
    /// Whether the wish to stop leaves the session to be gone on with, in the place of ending it.
    pub leaves: bool,
}

/// What is left of it.
#[derive(Debug)]
pub struct Held {
    /// As it is on disk.
    pub session: Session,
    /// The questions that are done.
    pub done: Vec<Done>,
    /// Whether it was worth keeping: of a session in which nothing was said nothing is left on disk.
    pub kept: bool,
    /// Whether it was left before its end, and can be gone on with.
    pub left: bool,
}

/// Why an interview ended before its end.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum HoldError {
    /// The disk does not take what happens. What is on it is whole.
    #[error("the session ends here, for it can no longer be written down: {0}")]
    Disk(#[from] SessionError),
    /// A thread or a timer could not be made.
    #[error("the interview cannot start ({0}); close other programs and try again")]
    Start(#[from] io::Error),
}

/// Holds an interview to its end. It begins with [`crate::core::interview::event::Kind::Start`] from the desk. Raising
/// `stop` ends it as the person's own wish to end would, and soon after in any case; or leaves it, as the setup says.
pub fn hold(
    plan: &Plan<'_>,
    setup: Setup,
    inbox: Inbox,
    face: &mut dyn Face,
    stop: &AtomicBool,
) -> Result<Held, HoldError> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build()?;
    runtime.block_on(room::hold(plan, setup, inbox, face, stop))
}
