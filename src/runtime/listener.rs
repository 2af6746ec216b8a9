//! Listens to recordings with whisper.cpp and the model that fits each.

use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
#[cfg(feature = "whisper")]
use std::time::Instant;

use crate::core::recording::Recording;
use crate::io::asr::Recogniser;
#[cfg(feature = "whisper")]
use crate::io::asr::whisper::Whisper;
#[cfg(feature = "whisper")]
use crate::io::asr::whisper::WhisperSettings;
use crate::io::import;
use crate::io::import::Source;
use crate::io::models;
use crate::io::models::error::ModelError;
use crate::io::models::store::ModelFile;
use crate::io::samples;
use crate::io::vad::earshot::Earshot;
use crate::runtime::review::Fault;
use crate::runtime::review::Listen;
use crate::runtime::transcribe::Progress;
use crate::runtime::transcribe::transcribe;

/// Keeps its recogniser from file to file.
pub struct Listener {
    chosen: Option<ModelFile>,
    voice: Earshot,
    loaded: Option<(PathBuf, Box<dyn Recogniser>)>,
}

impl Listener {
    /// Uses the chosen model for every recording; without one, the best for human speech that is installed, and for
    /// the project's own samples, failing that, the bundled one.
    pub fn new(chosen: Option<ModelFile>) -> Self {
        Self { chosen, voice: Earshot::new(), loaded: None }
    }

    /// Listens to 16 kHz mono samples that were recorded a moment ago. `name` is what a person calls them.
    pub fn hear(
        &mut self,
        samples: Vec<f32>,
        name: &str,
        stop: &Arc<AtomicBool>,
    ) -> Result<Recording, Fault> {
        let model = self.chosen.clone().map_or_else(|| models::resolve(None), Ok)?;
        self.transcribe(import::of_samples(samples)?, name, &model, &mut |_| {}, stop)
    }

    fn transcribe(
        &mut self,
        source: Source,
        name: &str,
        model: &ModelFile,
        progress: &mut dyn FnMut(Progress),
        stop: &Arc<AtomicBool>,
    ) -> Result<Recording, Fault> {
        let (_, recogniser) = match self.loaded.take() {
            Some(same) if same.0 == model.path => self.loaded.insert(same),
            // The old one is gone before the next is loaded: two at once may be more than the memory holds.
            _ => self.loaded.insert((model.path.clone(), load(model)?)),
        };
        Ok(transcribe(source, name, recogniser.as_mut(), &mut self.voice, progress, stop)?)
    }

    fn model_for(&self, path: &Path) -> Result<ModelFile, ModelError> {
        model_for(self.chosen.as_ref(), path)
    }
}

/// The model for a recording: the chosen one, the best for human speech that is installed, or for the project's own
/// samples, failing that, the bundled one.
pub fn model_for(chosen: Option<&ModelFile>, path: &Path) -> Result<ModelFile, ModelError> {
    if let Some(chosen) = chosen {
        return Ok(chosen.clone());
    }
    match models::resolve(None) {
        Err(missing @ ModelError::NoneForHumanSpeech { .. }) if samples::is_sample(path) => {
            models::bundled_synthetic().ok_or(missing)
        }
        other => other,
    }
}

/// Loads a speech model.
#[cfg(feature = "whisper")]
pub fn load(model: &ModelFile) -> Result<Box<dyn Recogniser>, Fault> {
    let begun = Instant::now();
    let mut settings = WhisperSettings::new(&model.path, &model.name);
    settings.synthetic_only = model.synthetic_only;
    let loaded = Whisper::load(settings)?;
    tracing::info!(model = model.name, ms = begun.elapsed().as_millis() as u64, "speech model loaded");
    Ok(Box::new(loaded))
}

/// Loads a speech model.
#[cfg(not(feature = "whisper"))]
pub fn load(_: &ModelFile) -> Result<Box<dyn Recogniser>, Fault> {
    Err("this build has no recogniser; build it with the feature `whisper`, or judge a text with `pushback analyze`".into())
}

impl Listen for Listener {
    fn listen(
        &mut self,
        path: &Path,
        progress: &mut dyn FnMut(f32),
        stop: &Arc<AtomicBool>,
    ) -> Result<Recording, Fault> {
        // What is wrong with the recording is told before what is wrong with the model.
        let source = import::open(path)?;
        let model = self.model_for(path)?;
        let name =
            path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned());
        let mut share = |at: Progress| {
            if let Some(total) = at.total_ms.filter(|t| *t > 0) {
                progress(at.done_ms as f32 / total as f32);
            }
        };
        self.transcribe(source, &name, &model, &mut share, stop)
    }
}
