//! Decides what counts as speech and where a segment ends. Counts samples; never asks the clock, so that a recording
//! replayed at any speed gives the same segments.
//!
//! A file and a live microphone go through the same code: frames are pushed one by one, closed segments come back.
//! The end of an answer is another decision and is not taken here.

pub mod pauses;
pub mod placing;
pub mod segmenter;
pub mod settings;

use crate::core::span::Ms;
use crate::core::span::Sample;
use crate::core::span::Span;

/// Samples a second of every signal in the core.
pub const SAMPLE_RATE: usize = 16_000;

/// Samples of one frame: 16 ms, what the voice activity detector takes.
pub const FRAME_SAMPLES: usize = 256;

/// Counts frames of [`FRAME_SAMPLES`] samples from the start of the recording.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FrameIndex {}

/// What was heard in one frame.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Frame {
    /// Whether somebody speaks.
    pub voiced: bool,
    /// Mean power in dB relative to full scale; -120 for digital silence.
    pub level_db: f32,
    /// Balance of high to low frequencies in dB: mean power of the difference of neighbouring samples relative to
    /// that of the samples. White noise has 3, a low hum -20; speech goes up and down between the two.
    pub tilt_db: f32,
}

/// The samples of a range of frames.
pub fn samples_of(frames: Span<FrameIndex>) -> Span<Sample> {
    Span::from_len(frames.start() * FRAME_SAMPLES, frames.len() * FRAME_SAMPLES)
}

/// The time of a range of frames in ms, rounded down at both ends.
pub fn ms_of(frames: Span<FrameIndex>) -> Span<Ms> {
    let start = ms_at(frames.start() * FRAME_SAMPLES);
    Span::from_len(start, ms_at(frames.end() * FRAME_SAMPLES) - start)
}

/// The time of a sample in ms, rounded down.
pub fn ms_at(sample: usize) -> usize {
    sample * 1000 / SAMPLE_RATE
}

/// How many whole frames a time takes, rounded up.
pub const fn frames_in(ms: usize) -> usize {
    (ms * SAMPLE_RATE).div_ceil(1000 * FRAME_SAMPLES)
}
