//! From arguments to what an interview is held with.

use std::path::Path;
use std::sync::mpsc::Receiver;

use crate::cli::devices;
use crate::cli::failure::Failure;
use crate::cli::practise::ModeArg;
use crate::cli::practise::Practise;
use crate::cli::rubrics;
use crate::core::interview::floor::PATIENCE_RANGE_MS;
use crate::core::interview::floor::Patience;
use crate::core::interview::plan::Mode;
use crate::core::interview::plan::Question;
use crate::core::interview::plan::Settings;
use crate::io::import;
use crate::io::models;
use crate::io::models::store::ModelFile;
use crate::io::packs::Packs;
use crate::io::vad::earshot::Earshot;
use crate::io::voice::settings::VoiceSettings;
use crate::runtime::interview::Ears;
use crate::runtime::interview::played;
use crate::runtime::listener;
use crate::runtime::microphone::Microphone;
use crate::runtime::microphone::take;
use crate::runtime::speaker::Speaker;
use crate::runtime::speaker::SpeechEvent;

/// A number between two others, for clap.
fn within(text: &str, from: f32, to: f32) -> Result<f32, String> {
    let number: f32 = text.parse().map_err(|_| "not a number".to_owned())?;
    if (from..=to).contains(&number) { Ok(number) } else { Err(format!("not between {from} and {to}")) }
}

pub(super) fn minutes(text: &str) -> Result<f32, String> {
    within(text, 0.0, 60.0)
}

pub(super) fn patience(text: &str) -> Result<f32, String> {
    within(text, *PATIENCE_RANGE_MS.start() as f32 / 1000.0, *PATIENCE_RANGE_MS.end() as f32 / 1000.0)
}

pub(super) fn pace(text: &str) -> Result<f32, String> {
    within(text, -1.0, 1.0)
}

pub(super) fn speed(text: &str) -> Result<f32, String> {
    within(text, 0.1, 100.0)
}

/// The questions, in order.
pub(super) fn questions<'p>(packs: &'p Packs, ids: &[String]) -> Result<Vec<Question<'p>>, Failure> {
    ids.iter()
        .map(|id| {
            let rubric = rubrics::find(packs, id)?;
            Ok(Question { rubric, ask: rubric.question().to_owned(), interviewer: 0, minutes_ms: None })
        })
        .collect()
}

pub(super) fn settings(args: &Practise, ears: bool) -> Settings {
    let limit_ms = (args.limit * 60_000.0) as u64;
    Settings {
        mode: match args.mode {
            ModeArg::Practice => Mode::Practice,
            ModeArg::Real => Mode::Real,
        },
        max_probes: usize::from(args.probes),
        think_ms: u64::from(args.think) * 1_000,
        limit_ms: (limit_ms > 0).then_some(limit_ms),
        patience: Patience::of((args.patience * 1000.0) as u32),
        automatic_end: !args.by_key,
        barge_in: args.barge_in,
        // A voice speaks no faster than it can.
        voice: !args.no_voice && args.speed <= 1.0 && cfg!(feature = "voice"),
        ears,
    }
}

/// The voice, which connects while everything else is made ready.
pub(super) fn voice(
    args: &Practise,
    wanted: bool,
) -> Result<Option<(Speaker, Receiver<SpeechEvent>)>, Failure> {
    let settings = VoiceSettings { voice: args.voice.clone(), pace: args.pace };
    wanted.then(|| Speaker::system(settings).map_err(|e| Failure::of(&e))).transpose()
}

/// What hears the answers, with the name of the microphone. `None` where answers are typed.
pub(super) fn ears(args: &Practise) -> Result<Option<(String, Ears)>, Failure> {
    if args.typed {
        return Ok(None);
    }
    // What is wrong with a recording is told before what is wrong with the model.
    let recordings: Result<Vec<_>, _> = args.from.iter().map(|path| import::open(path)).collect();
    let recordings = recordings.map_err(|e| Failure::of(&e))?;
    let recogniser = listener::load(&model(args)?).map_err(|e| Failure::of(e.as_ref()))?;
    let (microphone, cue) = if recordings.is_empty() {
        let wanted = args.device.as_deref().map(devices::find).transpose()?;
        (Microphone::system(wanted), None)
    } else {
        let (capture, cue) = played::recordings(&name(&args.from[0]), recordings, args.speed);
        (Microphone::open(capture, None), Some(cue))
    };
    let mut microphone = microphone.map_err(|e| Failure::of(&e))?;
    let name = take::ready(&mut microphone)
        .map_err(|e| Failure::of(&e).next("or type your answers with --typed"))?;
    let detector = Box::new(Earshot::new());
    Ok(Some((name, Ears { microphone, cue, recogniser, detector })))
}

fn model(args: &Practise) -> Result<ModelFile, Failure> {
    let chosen = args.model.as_deref().map(|m| models::resolve(Some(m))).transpose();
    let chosen = chosen.map_err(|e| Failure::of(&e))?;
    let found = match args.from.first() {
        Some(recording) => listener::model_for(chosen.as_ref(), recording),
        None => chosen.map_or_else(|| models::resolve(None), Ok),
    };
    found.map_err(|e| Failure::of(&e).next("or type your answers with --typed"))
}

fn name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}
