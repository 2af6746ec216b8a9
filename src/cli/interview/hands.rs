//! Microphone, speech model and voice, as the command line names them.

use std::path::PathBuf;
use std::sync::mpsc::Receiver;

use clap::Args;

use crate::cli::failure::Failure;
use crate::io::voice::settings::VoiceSettings;
use crate::runtime::interview::Ears;
use crate::runtime::interview::prepare;
use crate::runtime::interview::prepare::Hearing;
use crate::runtime::speaker::Speaker;
use crate::runtime::speaker::SpeechEvent;

/// What hears the answers, and what asks.
#[expect(clippy::struct_excessive_bools, reason = "independent switches of the command line")]
#[derive(Debug, Args)]
pub(crate) struct Hands {
    /// Only a key ends an answer, no silence
    #[arg(long)]
    pub(in crate::cli) by_key: bool,

    /// Speaking stops the interviewer's voice; for headphones
    #[arg(long)]
    pub(in crate::cli) barge_in: bool,

    /// Microphone: a part of its name; the default one if left out
    #[arg(short, long, value_name = "NAME")]
    device: Option<String>,

    /// Speech model: a name of `pushback models list`, or a file
    #[arg(short, long, value_name = "NAME|PATH", env = "PUSHBACK_MODEL")]
    model: Option<String>,

    /// The interviewer's voice: a name of `pushback devices voices`
    #[arg(long, value_name = "NAME", conflicts_with = "no_voice")]
    voice: Option<String>,

    /// How fast the interviewer speaks, from -1 to 1
    #[arg(long, value_name = "PACE", default_value = "0", allow_negative_numbers = true, value_parser = pace)]
    pace: f32,

    /// Captions only
    #[arg(long)]
    no_voice: bool,

    /// Type the answers; needs neither microphone nor model
    #[arg(long, conflicts_with_all = ["from", "device"])]
    typed: bool,

    /// The data folder, in the place of yours
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) data: Option<PathBuf>,

    /// Recordings that answer in your place: the first the question, the next ones what is asked then
    #[arg(long, value_name = "FILE", num_args = 1.., conflicts_with = "device")]
    from: Vec<PathBuf>,

    /// How many times as fast as it was spoken a recording is heard; faster than 1 there is no voice
    #[arg(long, value_name = "N", default_value = "1", requires = "from", value_parser = speed)]
    pub(in crate::cli) speed: f32,
}

/// A number between two others, for clap.
pub(in crate::cli) fn within(text: &str, from: f32, to: f32) -> Result<f32, String> {
    let number: f32 = text.parse().map_err(|_| "not a number".to_owned())?;
    if (from..=to).contains(&number) { Ok(number) } else { Err(format!("not between {from} and {to}")) }
}

fn pace(text: &str) -> Result<f32, String> {
    within(text, -1.0, 1.0)
}

fn speed(text: &str) -> Result<f32, String> {
    within(text, 0.1, 100.0)
}

impl Hands {
    /// Whether a voice is wanted and there can be one: none speaks faster than it can.
    pub(in crate::cli) fn speaks(&self) -> bool {
        !self.no_voice && self.speed <= 1.0 && cfg!(feature = "voice")
    }

    /// The voice, which connects while everything else is made ready.
    pub(super) fn voice(&self, wanted: bool) -> Result<Option<(Speaker, Receiver<SpeechEvent>)>, Failure> {
        let settings = VoiceSettings { voice: self.voice.clone(), pace: self.pace };
        wanted.then(|| Speaker::system(settings).map_err(|e| Failure::of(&e))).transpose()
    }

    /// What hears the answers, with the name of the microphone. `None` where answers are typed.
    pub(in crate::cli) fn ears(&self) -> Result<Option<(String, Ears)>, Failure> {
        if self.typed {
            return Ok(None);
        }
        let wanted = Hearing {
            microphone: self.device.clone(),
            model: self.model.clone(),
            recordings: self.from.clone(),
            speed: self.speed,
        };
        match prepare::ears(&wanted) {
            Ok(ears) => Ok(Some(ears)),
            Err(fault) if self.from.is_empty() => {
                Err(Failure::of(fault.as_ref()).next("or type your answers with --typed"))
            }
            Err(fault) => Err(Failure::of(fault.as_ref())),
        }
    }
}
