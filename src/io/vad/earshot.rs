//! The earshot detector behind an energy gate.

use earshot::Detector;

use crate::core::listening::FRAME_SAMPLES;
use crate::core::listening::Frame;
use crate::io::vad::VoiceActivity;
use crate::io::vad::gate::Gate;
use crate::io::vad::gate::level_db;
use crate::io::vad::gate::tilt_db;

/// A score from here on begins a voiced run.
const ON: f32 = 0.5;

/// A score below this ends it.
const OFF: f32 = 0.35;

/// Frames of silence that a fresh detector is shown: it takes its first frames for speech, whatever they are.
const WARM_UP_FRAMES: usize = 16;

/// One stream's detector.
pub struct Earshot {
    detector: Box<Detector>,
    gate: Gate,
    voiced: bool,
    /// The frame as the detector wants it: full, and within -1 to 1.
    clamped: [f32; FRAME_SAMPLES],
}

impl Earshot {
    /// A detector that has heard nothing yet.
    pub fn new() -> Self {
        let mut made = Self {
            detector: Box::default(),
            gate: Gate::default(),
            voiced: false,
            clamped: [0.0; FRAME_SAMPLES],
        };
        made.warm_up();
        made
    }

    fn warm_up(&mut self) {
        for _ in 0..WARM_UP_FRAMES {
            self.detector.predict_f32(&[0.0; FRAME_SAMPLES]);
        }
    }

    /// Probability from 0 to 1 that the next frame holds speech, without hysteresis and gate.
    pub fn score(&mut self, frame: &[f32]) -> f32 {
        self.clamped.fill(0.0);
        for (to, from) in self.clamped.iter_mut().zip(frame) {
            // A sample that is not a number would make the detector's debug checks fail.
            *to = if from.is_finite() { from.clamp(-1.0, 1.0) } else { 0.0 };
        }
        self.detector.predict_f32(&self.clamped)
    }
}

impl Default for Earshot {
    fn default() -> Self {
        Self::new()
    }
}

impl VoiceActivity for Earshot {
    fn hear(&mut self, frame: &[f32]) -> Frame {
        let score = self.score(frame);
        let level_db = level_db(&self.clamped);
        let likely = score >= if self.voiced { OFF } else { ON };
        // The gate has to see every frame to know the floor.
        self.voiced = self.gate.open(level_db) && likely;
        Frame { voiced: self.voiced, level_db, tilt_db: tilt_db(&self.clamped) }
    }

    fn reset(&mut self) {
        self.detector.reset();
        self.gate = Gate::default();
        self.voiced = false;
        self.warm_up();
    }
}
