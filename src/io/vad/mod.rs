//! Voice activity: whether a frame of sound holds speech.

pub mod earshot;
pub mod gate;
pub mod scripted;

use crate::core::listening::Frame;

/// Listens to one stream, frame by frame.
pub trait VoiceActivity: Send {
    /// What the next [`FRAME_SAMPLES`](crate::core::listening::FRAME_SAMPLES) samples hold. A shorter frame, the last
    /// of a recording, is taken as if silence followed.
    fn hear(&mut self, frame: &[f32]) -> Frame;

    /// Forgets everything: the next frame is the first of another stream.
    fn reset(&mut self);
}
