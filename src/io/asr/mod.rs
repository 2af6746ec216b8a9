//! Speech to words: whisper.cpp behind a small trait, and a scripted twin for tests.
//!
//! A recogniser takes one stretch of speech at a time and knows nothing of the recording around it.

pub mod error;
pub mod guard;
pub mod model_file;
pub mod scripted;
pub mod tokens;
#[cfg(feature = "whisper")]
pub mod whisper;

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::core::transcript::HeardWord;
use crate::io::asr::error::AsrError;

/// Turns a stretch of speech into words.
pub trait Recogniser: Send {
    /// Name of the model, for people.
    fn name(&self) -> &str;

    /// Whether the model understands synthetic voices only.
    fn synthetic_only(&self) -> bool {
        false
    }

    /// The most samples one call takes; longer speech is cut before.
    fn longest(&self) -> usize;

    /// The words in some 16 kHz mono samples, with times in ms from the first sample. Nobody says a word: no word.
    ///
    /// `stop` may be set from elsewhere at any time; the call then returns [`AsrError::Stopped`] soon.
    fn transcribe(&mut self, samples: &[f32], stop: &Arc<AtomicBool>) -> Result<Vec<HeardWord>, AsrError>;
}
