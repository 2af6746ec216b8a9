//! A voice activity detector that goes by level alone, for tests and for sounds that are known to be clean.

use crate::core::listening::Frame;
use crate::io::vad::VoiceActivity;
use crate::io::vad::gate::level_db;
use crate::io::vad::gate::tilt_db;

/// Everything at or above a level is voice.
#[derive(Debug, Clone, Copy)]
pub struct ByLevel {
    /// In dB relative to full scale.
    pub threshold_db: f32,
}

impl VoiceActivity for ByLevel {
    fn hear(&mut self, frame: &[f32]) -> Frame {
        let level_db = level_db(frame);
        Frame { voiced: level_db >= self.threshold_db, level_db, tilt_db: tilt_db(frame) }
    }

    fn reset(&mut self) {}
}
