//! `pushback devices test`: speak, hear it back, read it.

use std::fmt::Write as _;
use std::io::IsTerminal;
use std::io::Write as _;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;

use clap::Args;

use crate::cli::failure::Failure;
use crate::cli::interrupt;
use crate::cli::output;
use crate::core::recording::Recording;
use crate::io::capture::DeviceId;
use crate::io::capture::level;
use crate::io::capture::level::Level;
use crate::io::models;
use crate::io::resample::OUT_RATE;
use crate::runtime::listener::Listener;
use crate::runtime::microphone::Microphone;
use crate::runtime::microphone::take;
use crate::runtime::microphone::take::QUIET_DB;
use crate::runtime::microphone::take::Take;
use crate::runtime::sound;

/// Steps of the meter.
const METER: usize = 30;

#[derive(Debug, Args)]
pub(super) struct Test {
    /// Microphone: a part of its name; the default one if left out
    #[arg(short, long, value_name = "NAME")]
    device: Option<String>,

    /// How long to record
    #[arg(short, long, value_name = "SECONDS", default_value = "3", value_parser = clap::value_parser!(u8).range(1..=60))]
    seconds: u8,

    /// Speech model: a name of `pushback models list`, or a file
    #[arg(short, long, value_name = "NAME|PATH", env = "PUSHBACK_MODEL")]
    model: Option<String>,

    /// Do not play it back
    #[arg(long)]
    mute: bool,
}

/// Records, plays back, transcribes.
pub(super) fn run(args: &Test) -> Result<(), Failure> {
    let stop = interrupt::watch()?;
    let model =
        args.model.as_deref().map(|m| models::resolve(Some(m))).transpose().map_err(|e| Failure::of(&e))?;
    let take = record(args, &stop)?;
    say(&summary(&take))?;
    if !args.mute && !take.dead {
        let name = sound::loudspeaker().map_err(|e| Failure::of(&e))?;
        say(&format!("Played back on {name}"))?;
        sound::play(take.samples.clone(), OUT_RATE as u32, &stop).map_err(|e| Failure::of(&e))?;
    }
    still_wanted(&stop)?;
    if take.dead {
        return Err(Failure::new(format!("the microphone {} gives nothing but silence", take.device))
            .next("unmute it, or choose another from `pushback devices`"));
    }
    let recording = Listener::new(model)
        .hear(take.samples, "what you said", &stop)
        .map_err(|fault| Failure::of(fault.as_ref()))?;
    still_wanted(&stop)?;
    say(&understood(&recording))
}

fn record(args: &Test, stop: &Arc<AtomicBool>) -> Result<Take, Failure> {
    let wanted = args.device.as_deref().map(find).transpose()?;
    let mut mic = Microphone::system(wanted).map_err(|e| Failure::of(&e))?;
    let name = take::ready(&mut mic).map_err(|e| Failure::of(&e))?;
    say(&format!("Microphone {name}: speak now, for {} s", args.seconds))?;
    let shown = std::io::stderr().is_terminal();
    let take = take::record(&mut mic, f32::from(args.seconds), |level| meter(shown, level), stop);
    if shown {
        anstream::eprint!("\r{:width$}\r", "", width = METER + 12);
    }
    still_wanted(stop)?;
    take.map_err(|e| Failure::of(&e))
}

fn still_wanted(stop: &AtomicBool) -> Result<(), Failure> {
    let interrupted = stop.load(Ordering::Relaxed);
    if interrupted { Err(Failure { what: "interrupted".into(), ..Failure::interrupted() }) } else { Ok(()) }
}

/// The one microphone whose name holds these words.
fn find(words: &str) -> Result<DeviceId, Failure> {
    sound::find_microphone(words).map_err(|e| Failure::of(&e))
}

fn meter(shown: bool, level: Level) {
    if shown {
        let share = level::share(level.rms_db);
        let bar = "#".repeat((share * METER as f32) as usize);
        anstream::eprint!("\r{bar:METER$} {:4.0} dB", level.hold_db);
        std::io::stderr().flush().ok();
    }
}

fn summary(take: &Take) -> String {
    let seconds = take.samples.len() as f32 / OUT_RATE as f32;
    let mut text = format!("Heard {seconds:.1} s, at its loudest {:.0} dB of full scale", take.peak_db);
    if take.clipped {
        text.push_str("\nToo loud: waves are cut off. Turn the microphone down, or move away from it");
    } else if !take.dead && take.peak_db < QUIET_DB {
        text.push_str("\nVery quiet. Turn the microphone up, or come closer");
    }
    if take.lost > 0 {
        let ms = take.lost * 1000 / OUT_RATE as u64;
        write!(text, "\n{ms} ms were lost: the machine is too busy").ok();
    }
    if take.interrupted {
        text.push_str("\nThe microphone went away in between");
    }
    text
}

fn understood(recording: &Recording) -> String {
    let warning = if recording.synthetic_only { ", which understands synthetic voices only" } else { "" };
    format!("Understood by {}{warning}:\n{}", recording.model, recording.transcript.text())
}

fn say(line: &str) -> Result<(), Failure> {
    output::print(format!("{line}\n").as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_with_a_take_is_said() {
        let take = Take { samples: vec![0.1; 16_000], peak_db: -50.0, lost: 1_600, ..Take::default() };
        let text = summary(&take);
        assert!(text.starts_with("Heard 1.0 s, at its loudest -50 dB"), "{text}");
        assert!(text.contains("Very quiet") && text.contains("100 ms were lost"), "{text}");
        let loud = Take { clipped: true, ..take };
        assert!(summary(&loud).contains("Too loud"));
    }
}
