//! From what a person wants to what an interview is held with.

use std::path::Path;
use std::path::PathBuf;

use thiserror::Error;

use crate::core::interview::plan::Question;
use crate::io::import;
use crate::io::models;
use crate::io::models::error::ModelError;
use crate::io::models::store::ModelFile;
use crate::io::packs::Packs;
use crate::io::vad::earshot::Earshot;
use crate::runtime::interview::Ears;
use crate::runtime::interview::missing::Missing;
use crate::runtime::interview::played;
use crate::runtime::listener;
use crate::runtime::microphone::Microphone;
use crate::runtime::microphone::take;
use crate::runtime::review::Fault;
use crate::runtime::sound;

/// What is to hear the answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Hearing {
    /// A part of the microphone's name; the default one if left out.
    pub microphone: Option<String>,
    /// Name or file of the speech model; the best installed one if left out.
    pub model: Option<String>,
    /// Recordings that answer in the person's place, in order.
    pub recordings: Vec<PathBuf>,
    /// How many times as fast as they were spoken recordings are heard; 1 for a microphone.
    pub speed: f32,
}

/// No pack has this id.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("unknown question: {id}; choose one of: {known}")]
pub struct UnknownQuestion {
    /// What was asked for.
    pub id: String,
    /// What there is.
    pub known: String,
}

/// The questions, in order.
pub fn questions<'p>(packs: &'p Packs, ids: &[String]) -> Result<Vec<Question<'p>>, UnknownQuestion> {
    let unknown =
        |id: &String| UnknownQuestion { id: id.clone(), known: packs.ids().collect::<Vec<_>>().join(", ") };
    ids.iter()
        .map(|id| {
            let rubric = packs.get(id).ok_or_else(|| unknown(id))?;
            Ok(Question { rubric, ask: rubric.question().to_owned(), interviewer: 0, minutes_ms: None })
        })
        .collect()
}

/// Loads the model and opens the microphone; with its name. Waits for both.
pub fn ears(wanted: &Hearing) -> Result<(String, Ears), Fault> {
    // What is wrong with a recording is told before what is wrong with the model.
    let recordings =
        wanted.recordings.iter().map(|path| import::open(path)).collect::<Result<Vec<_>, _>>()?;
    let loaded = model(wanted).map_err(Fault::from).and_then(|model| listener::load(&model));
    let recogniser = loaded.map_err(|model| {
        let microphone = recordings.is_empty().then(|| sound::microphones().err()).flatten();
        Missing { model, microphone }
    })?;
    let (microphone, cue) = match wanted.recordings.first() {
        None => {
            let device = wanted.microphone.as_deref().map(sound::find_microphone).transpose()?;
            (Microphone::system(device), None)
        }
        Some(first) => {
            let (capture, cue) = played::recordings(&name(first), recordings, wanted.speed);
            (Microphone::open(capture, None), Some(cue))
        }
    };
    let mut microphone = microphone?;
    let name = take::ready(&mut microphone)?;
    let detector = Box::new(Earshot::new());
    Ok((name, Ears { microphone, cue, recogniser, detector }))
}

fn model(wanted: &Hearing) -> Result<ModelFile, ModelError> {
    let chosen = wanted.model.as_deref().map(|model| models::resolve(Some(model))).transpose()?;
    match wanted.recordings.first() {
        Some(recording) => listener::model_for(chosen.as_ref(), recording),
        None => chosen.map_or_else(|| models::resolve(None), Ok),
    }
}

fn name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}
