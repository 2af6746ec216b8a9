//! Lets system voices speak the answers, and the program's detector listen to them.

use std::path::Path;
use std::process::Command;

use pushback::core::listening::FRAME_SAMPLES;
use pushback::core::listening::SAMPLE_RATE;
use pushback::io::resample::Resampler;
use pushback::io::vad::VoiceActivity;
use pushback::io::vad::earshot::Earshot;

use crate::set::Spoken;

/// Who speaks, in turn: program, voice, words a minute.
const VOICES: [(&str, &str, &str); 9] = [
    ("espeak-ng", "en-us", "175"),
    ("flite", "slt", ""),
    ("espeak-ng", "en-gb", "165"),
    ("flite", "awb", ""),
    ("espeak-ng", "en-us+f3", "185"),
    ("espeak-ng", "en-gb-scotland", "170"),
    ("flite", "rms", ""),
    ("espeak-ng", "en-gb-x-rp+f2", "180"),
    ("espeak-ng", "en-us+m3", "155"),
];

/// Room before the first word and behind the last, in ms.
const LEAD_MS: usize = 2_500;
const TRAIL_MS: usize = 3_000;

/// Below this a sample at the edge of a piece is silence: -46 dBFS.
const EDGE: f32 = 0.005;

/// The room: noise of -62 dBFS.
const ROOM: f32 = 0.001_4;

/// Voiced frames in a row that count as speech.
const ONSET: usize = 3;

const FRAME_MS: usize = FRAME_SAMPLES * 1_000 / SAMPLE_RATE;

/// How each silence is heard, in order: its length (`None` for an end), and how late it is noticed, in ms.
pub(crate) fn heard(answers: &[Spoken]) -> Vec<(Option<u32>, i32)> {
    let folder = tempfile::tempdir().unwrap();
    let said = answers.iter().enumerate();
    said.flat_map(|(at, answer)| listen(&record(answer, VOICES[at % VOICES.len()], folder.path()))).collect()
}

/// A recording, and where its silences are, in samples.
struct Recording {
    samples: Vec<f32>,
    silences: Vec<(usize, usize)>,
}

fn record(answer: &Spoken, voice: (&str, &str, &str), folder: &Path) -> Recording {
    let mut made = Recording { samples: vec![0.0; LEAD_MS * SAMPLE_RATE / 1_000], silences: Vec::new() };
    for (at, piece) in answer.pieces.iter().enumerate() {
        made.samples.extend(say(piece, voice, folder));
        let from = made.samples.len();
        let ms = answer.pauses.get(at).map_or(TRAIL_MS, |ms| *ms as usize);
        made.samples.resize(from + ms * SAMPLE_RATE / 1_000, 0.0);
        made.silences.push((from, made.samples.len()));
    }
    // A linear congruential generator (Knuth): the same room every time.
    let mut state = 1_u32;
    for sample in &mut made.samples {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        *sample += (state as f32 / u32::MAX as f32 - 0.5) * 2.0 * ROOM;
    }
    made
}

/// A piece at 16 kHz without the silence around it.
fn say(piece: &str, (program, voice, speed): (&str, &str, &str), folder: &Path) -> Vec<f32> {
    let path = folder.join("piece.wav");
    let mut command = Command::new(program);
    match program {
        "flite" => command.args(["-voice", voice, "-t", piece, "-o"]).arg(&path),
        _ => command.args(["-v", voice, "-s", speed, "-w"]).arg(&path).arg(piece),
    };
    assert!(command.status().unwrap().success(), "{program} does not speak");
    let mut reader = hound::WavReader::open(&path).unwrap();
    let rate = reader.spec().sample_rate as usize;
    let loud: Vec<f32> =
        reader.samples::<i16>().map(|sample| f32::from(sample.unwrap()) / 32_768.0).collect();
    let first = loud.iter().position(|sample| sample.abs() > EDGE).unwrap_or(0);
    let last = loud.iter().rposition(|sample| sample.abs() > EDGE).unwrap_or(0);
    let mut samples = Vec::new();
    let mut resampler = Resampler::new(rate).unwrap();
    resampler.push(&loud[first..=last], &mut samples);
    resampler.finish(&mut samples);
    samples
}

fn listen(recording: &Recording) -> Vec<(Option<u32>, i32)> {
    let mut detector = Earshot::new();
    let voiced: Vec<bool> =
        recording.samples.chunks(FRAME_SAMPLES).map(|frame| detector.hear(frame).voiced).collect();
    let runs = silent_runs(&voiced);
    let ms = |samples: usize| samples * 1_000 / SAMPLE_RATE;
    let last = recording.silences.len() - 1;
    let silences = recording.silences.iter().enumerate();
    silences
        .map(|(at, &(from, to))| {
            let (from, to) = (ms(from), ms(to));
            let overlap = |run: &&(usize, usize)| run.1.min(to).saturating_sub(run.0.max(from));
            // A pause that is not noticed ends nothing.
            let run =
                runs.iter().filter(|run| overlap(run) > 0).max_by_key(overlap).copied().unwrap_or((to, to));
            let lag = i32::try_from(run.0).unwrap() - i32::try_from(from).unwrap();
            ((at < last).then_some((run.1 - run.0) as u32), lag)
        })
        .collect()
}

/// Stretches without speech, in ms; a click does not end one.
fn silent_runs(voiced: &[bool]) -> Vec<(usize, usize)> {
    let (mut runs, mut from, mut row) = (Vec::new(), Some(0), 0);
    for (at, voiced) in voiced.iter().enumerate() {
        row = if *voiced { row + 1 } else { 0 };
        match from {
            Some(since) if row == ONSET => {
                runs.push((since * FRAME_MS, (at + 1 - ONSET) * FRAME_MS));
                from = None;
            }
            None if row == 0 => from = Some(at),
            _ => {}
        }
    }
    runs.extend(from.map(|since| (since * FRAME_MS, voiced.len() * FRAME_MS)));
    runs
}
