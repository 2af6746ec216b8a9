//! What reaches the interview: reports of the workers, and what the person asks for.

use std::sync::Arc;

use crate::core::interview::event::Kind;
use crate::core::transcript::HeardWord;
use crate::io::asr::error::AsrError;
use crate::io::capture::error::CaptureError;
use crate::io::capture::level::Level;
use crate::io::session::error::SessionError;
use crate::runtime::speaker::SpeechEvent;

/// A stretch of speech, as the recogniser gets it.
#[derive(Debug, PartialEq)]
pub(super) struct Sound {
    /// Where it begins, in frames of the sound file.
    pub(super) first: usize,
    /// 16 kHz mono.
    pub(super) samples: Vec<f32>,
    /// For each frame whether somebody speaks.
    pub(super) voiced: Vec<bool>,
}

/// Everything that comes in, in one queue.
#[derive(Debug)]
pub(super) enum Report {
    /// What the person asks for.
    Asked(Kind),
    Ear(EarReport),
    Level(Level),
    /// Samples were lost because this machine was too busy; so many ms.
    Lost(u64),
    /// No microphone is connected.
    NoMicrophone(CaptureError),
    /// The recording that is played in the place of a microphone is over.
    PlayedOut,
    Heard {
        segment: u32,
        pass: u32,
        result: Result<Vec<HeardWord>, AsrError>,
        first: usize,
    },
    Speech(SpeechEvent),
    /// The disk does not take it.
    Disk(SessionError),
}

/// What the ear tells.
#[derive(Debug, PartialEq)]
pub(super) enum EarReport {
    Began { opening: u32 },
    Paused { opening: u32, segment: u32, silent_since_ms: u64, sound: Arc<Sound> },
    Noise { opening: u32 },
    Closed { opening: u32, segment: u32, goes_on: bool, sound: Arc<Sound> },
    Shut { opening: u32 },
    SpokenOver,
    DeviceLost,
    DeviceBack { name: String },
}
