//! Sound that was recorded a moment ago and is in memory.

use crate::io::import::Decode;
use crate::io::import::OUT_RATE;
use crate::io::import::error::ImportError;

/// Samples given at once: a second.
const BLOCK: usize = OUT_RATE;

/// Mono samples at 16 kHz.
pub(super) struct Memory {
    samples: Vec<f32>,
    given: usize,
}

impl Memory {
    pub(super) fn new(samples: Vec<f32>) -> Self {
        Self { samples, given: 0 }
    }
}

impl Decode for Memory {
    fn rate(&self) -> u32 {
        OUT_RATE as u32
    }

    fn len(&self) -> Option<u64> {
        Some(self.samples.len() as u64)
    }

    fn read(&mut self, out: &mut Vec<f32>, _: &mut Vec<String>) -> Result<bool, ImportError> {
        let end = (self.given + BLOCK).min(self.samples.len());
        out.extend_from_slice(&self.samples[self.given..end]);
        self.given = end;
        Ok(end < self.samples.len())
    }
}
