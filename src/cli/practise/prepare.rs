//! From arguments to what an interview is held with.

use std::sync::mpsc::Receiver;

use crate::cli::failure::Failure;
use crate::cli::practise::ModeArg;
use crate::cli::practise::Practise;
use crate::core::interview::floor::PATIENCE_RANGE_MS;
use crate::core::interview::floor::Patience;
use crate::core::interview::plan::Mode;
use crate::core::interview::plan::Question;
use crate::core::interview::plan::Settings;
use crate::io::packs::Packs;
use crate::io::voice::settings::VoiceSettings;
use crate::runtime::interview::Ears;
use crate::runtime::interview::prepare;
use crate::runtime::interview::prepare::Hearing;
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
    prepare::questions(packs, ids).map_err(|e| Failure::of(&e))
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
    let wanted = Hearing {
        microphone: args.device.clone(),
        model: args.model.clone(),
        recordings: args.from.clone(),
        speed: args.speed,
    };
    match prepare::ears(&wanted) {
        Ok(ears) => Ok(Some(ears)),
        Err(fault) if args.from.is_empty() => {
            Err(Failure::of(fault.as_ref()).next("or type your answers with --typed"))
        }
        Err(fault) => Err(Failure::of(fault.as_ref())),
    }
}
