//! A recogniser that says what it was told to: for tests of everything around it.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;

use crate::core::span::Span;
use crate::core::transcript::HeardWord;
use crate::io::asr::Recogniser;
use crate::io::asr::error::AsrError;

/// One script line a call; nothing once the script is through.
#[derive(Debug, Clone, Default)]
pub struct Scripted {
    lines: VecDeque<String>,
    /// Number of samples of each call so far.
    pub calls: Vec<usize>,
}

impl Scripted {
    /// Says these lines, one a call, each word spread evenly over the sound.
    pub fn new(lines: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self { lines: lines.into_iter().map(Into::into).collect(), calls: Vec::new() }
    }
}

impl Recogniser for Scripted {
    fn name(&self) -> &'static str {
        "scripted"
    }

    fn longest(&self) -> usize {
        30 * 16_000
    }

    fn transcribe(&mut self, samples: &[f32], stop: &Arc<AtomicBool>) -> Result<Vec<HeardWord>, AsrError> {
        if stop.load(Ordering::Relaxed) {
            return Err(AsrError::Stopped);
        }
        self.calls.push(samples.len());
        let line = self.lines.pop_front().unwrap_or_default();
        let words: Vec<_> = line.split_whitespace().collect();
        let each = samples.len() / 16 / words.len().max(1);
        let spread = words.iter().enumerate().map(|(i, text)| HeardWord {
            text: (*text).to_owned(),
            time: Span::from_len(i * each, each),
            confidence: 0.9,
        });
        Ok(spread.collect())
    }
}
