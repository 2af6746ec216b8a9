//! The real recogniser on synthetic speech: where words are put, and that nothing is heard where nobody speaks.

#![cfg(feature = "whisper")]
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a helper of a test fails the test"
)]

use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::time::Duration;

use pushback::core::recording::Recording;
use pushback::io::asr::Recogniser;
use pushback::io::asr::error::AsrError;
use pushback::io::asr::whisper::Whisper;
use pushback::io::asr::whisper::WhisperSettings;
use pushback::io::import;
use pushback::io::vad::earshot::Earshot;
use pushback::runtime::transcribe::TranscribeError;
use pushback::runtime::transcribe::transcribe;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const SECOND: usize = 16_000;

fn bundled() -> Whisper {
    let path = Path::new(ROOT).join("models/synthetic-voices.en.bin");
    let settings = WhisperSettings::new(&path, "synthetic-voices.en");
    Whisper::load(WhisperSettings { synthetic_only: true, ..settings }).unwrap()
}

fn listen(path: &Path) -> Result<Recording, TranscribeError> {
    let stop = Arc::new(AtomicBool::new(false));
    transcribe(import::open(path)?, "test", &mut bundled(), &mut Earshot::new(), &mut |_| {}, &stop)
}

fn write(path: &Path, rate: u32, samples: impl IntoIterator<Item = f32>) {
    let spec = hound::WavSpec {
        channels: 1,
        sample_rate: rate,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let mut writer = hound::WavWriter::create(path, spec).unwrap();
    for sample in samples {
        writer.write_sample((sample.clamp(-1.0, 1.0) * 32_767.0) as i16).unwrap();
    }
    writer.finalize().unwrap();
}

/// A spoken text: its samples, without the silence around, and when each of its words begins, in s.
struct Spoken {
    rate: u32,
    samples: Vec<f32>,
    words: Vec<(f32, String)>,
}

struct Voice {
    program: PathBuf,
    dir: tempfile::TempDir,
}

impl Voice {
    /// Builds the helper that asks espeak-ng for its own word events.
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let program = dir.path().join("word_events");
        let built = Command::new("cc")
            .arg(Path::new(ROOT).join("tests/audio/word_events.c"))
            .arg("-o")
            .arg(&program)
            .arg("-l:libespeak-ng.so.1")
            .status()
            .expect("these tests need a C compiler and espeak-ng: apt-get install gcc espeak-ng");
        assert!(built.success(), "these tests need espeak-ng: apt-get install espeak-ng");
        Self { program, dir }
    }

    fn say(&self, text: &str) -> Spoken {
        let pcm = self.dir.path().join("out.pcm");
        let said = Command::new(&self.program).arg(&pcm).arg(text).output().unwrap();
        assert!(said.status.success(), "{said:?}");
        let lines = String::from_utf8(said.stdout).unwrap();
        let mut pairs = lines.lines().filter_map(|l| l.split_once(' '));
        let rate: u32 = pairs.next().unwrap().1.parse().unwrap();
        let words = pairs.map(|(ms, word)| (ms.parse::<f32>().unwrap() / 1000.0, word.to_owned()));
        let bytes = fs::read(pcm).unwrap();
        let samples: Vec<_> =
            bytes.chunks_exact(2).map(|b| f32::from(i16::from_le_bytes([b[0], b[1]])) / 32_768.0).collect();
        let loud = |s: &f32| s.abs() > 0.002;
        let first = samples.iter().position(loud).unwrap();
        let last = samples.iter().rposition(loud).unwrap();
        let lead = first as f32 / rate as f32;
        let words = words.map(|(at, word)| ((at - lead).max(0.0), word)).collect();
        Spoken { rate, samples: samples[first..=last].to_vec(), words }
    }
}

fn bare(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Fewest edits between two lists of words, and the pairs of equal words on the way.
fn align(truth: &[String], heard: &[String]) -> (usize, Vec<(usize, usize)>) {
    let mut cost = vec![vec![0; heard.len() + 1]; truth.len() + 1];
    for i in 0..=truth.len() {
        for j in 0..=heard.len() {
            cost[i][j] = match (i, j) {
                (0, n) | (n, 0) => n,
                _ => (cost[i - 1][j - 1] + usize::from(truth[i - 1] != heard[j - 1]))
                    .min(cost[i - 1][j] + 1)
                    .min(cost[i][j - 1] + 1),
            };
        }
    }
    let (mut i, mut j, mut pairs) = (truth.len(), heard.len(), Vec::new());
    while i > 0 && j > 0 {
        let same = truth[i - 1] == heard[j - 1];
        if cost[i][j] == cost[i - 1][j - 1] + usize::from(!same) {
            (i, j) = (i - 1, j - 1);
            if same {
                pairs.push((i, j));
            }
        } else if cost[i][j] == cost[i - 1][j] + 1 {
            i -= 1;
        } else {
            j -= 1;
        }
    }
    (cost[truth.len()][heard.len()], pairs)
}

#[test]
fn words_and_segments_are_where_they_were_said_also_after_long_silences() {
    let sentences = fs::read_to_string(Path::new(ROOT).join("tests/audio/sentences.txt")).unwrap();
    let voice = Voice::new();
    let (mut sound, mut words, mut segments, mut rate) = (Vec::new(), Vec::new(), Vec::new(), 1);
    for (i, sentence) in sentences.lines().enumerate() {
        let spoken = voice.say(sentence);
        rate = spoken.rate;
        let gap = if i % 8 == 5 { 20.0 } else { 0.9 + 0.3 * (i % 5) as f32 };
        sound.resize(sound.len() + (gap * rate as f32) as usize, 0.0);
        let start = sound.len() as f32 / rate as f32;
        words.extend(spoken.words.into_iter().map(|(at, word)| (start + at, word)));
        sound.extend(spoken.samples);
        segments.push((start, sound.len() as f32 / rate as f32));
    }
    sound.resize(sound.len() + rate as usize, 0.0);
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.wav");
    write(&path, rate, sound);
    let heard = listen(&path).unwrap();

    let seconds = |ms: usize| ms as f32 / 1000.0;
    assert_eq!(heard.segments.len(), segments.len());
    let mut worst = 0.0_f32;
    for (got, (start, end)) in heard.segments.iter().zip(&segments) {
        worst = worst.max((seconds(got.start()) - start).abs()).max((seconds(got.end()) - end).abs());
    }
    let said: Vec<_> = sentences.split_whitespace().map(bare).collect();
    let timed: Vec<_> = words.iter().map(|(_, w)| bare(w)).collect();
    let text: Vec<_> = heard.transcript.words().iter().map(|w| bare(heard.transcript.word_text(w))).collect();
    let (edits, _) = align(&said, &text);
    let (_, pairs) = align(&timed, &text);
    let off = |&(i, j): &(usize, usize)| {
        (seconds(heard.transcript.words()[j].time.unwrap().start()) - words[i].0).abs()
    };
    let close = pairs.iter().filter(|p| off(p) <= 0.3).count();
    let furthest = pairs.iter().map(off).fold(0.0, f32::max);
    println!(
        "segment ends at most {worst:.3} s off; {close} of {} word starts within 0.3 s, at most {furthest:.2} s off; \
         {edits} word errors in {} words",
        pairs.len(),
        said.len()
    );
    assert!(worst <= 0.2);
    assert!(pairs.len() * 10 >= timed.len() * 7, "only {} of {} words were found", pairs.len(), timed.len());
    assert!(close * 10 >= pairs.len() * 9);
    assert!(edits * 3 <= said.len());
    let end = heard.delivery.duration_ms;
    assert!(heard.transcript.words().iter().filter_map(|w| w.time).all(|t| t.end() <= end));
}

fn noise() -> impl FnMut() -> f32 {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 40) as f32 / (1_u64 << 23) as f32 - 1.0
    }
}

#[track_caller]
fn nobody_speaks(minutes: usize, mut sound: impl FnMut(usize) -> f32) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.wav");
    write(&path, 16_000, (0..minutes * 60 * SECOND).map(&mut sound));
    match listen(&path) {
        Err(TranscribeError::NoSpeech { .. } | TranscribeError::NoWords { .. }) => {}
        Err(error) => panic!("{error}"),
        Ok(heard) => panic!("{:?} in {:?}", heard.transcript.text(), heard.segments),
    }
}

#[test]
fn ten_minutes_of_silence_hold_no_words() {
    nobody_speaks(10, |_| 0.0);
}

#[test]
fn ten_minutes_of_white_noise_hold_no_words() {
    for volume in [0.003, 0.03, 0.1, 0.3] {
        let mut random = noise();
        nobody_speaks(10, |_| volume * random());
    }
}

#[test]
fn ten_minutes_of_music_like_tones_hold_no_words() {
    const SCALE: [f32; 8] = [261.6, 293.7, 329.6, 349.2, 392.0, 440.0, 493.9, 523.3];
    // Length of a note in s, and how fast it dies away: an organ, a piano, a quick tune.
    for (length, decay) in [(0.7, 0.0), (0.4, 3.0), (0.15, 6.0)] {
        let samples = (length * SECOND as f32) as usize;
        nobody_speaks(10, |i| {
            let note = i / samples;
            let pitch = SCALE[(note * note + 3 * note) % 7 + note % 2];
            let t = (i % samples) as f32 / SECOND as f32;
            let envelope = (-decay * t).exp() * (t * 100.0).min(1.0) * ((length - t) * 100.0).min(1.0);
            let wave = |times: f32| (std::f32::consts::TAU * pitch * times * t).sin();
            let chord = wave(1.0) + 0.5 * wave(2.0) + 0.3 * wave(3.0) + 0.5 * wave(1.26) + 0.5 * wave(1.5);
            0.15 * envelope * chord
        });
    }
}

#[test]
fn ten_minutes_of_keyboard_clicks_hold_no_words() {
    let mut random = noise();
    let (mut next, mut age, mut loud, mut pitch) = (0_usize, 0_usize, 0.0, 0.0);
    nobody_speaks(10, |i| {
        if i >= next {
            (age, loud, pitch) = (0, 0.1 + 0.4 * random().abs(), 1_500.0 + 2_500.0 * random().abs());
            next = i + 1_000 + (random().abs() * 5_000.0) as usize;
        }
        age += 1;
        let ring = (std::f32::consts::TAU * pitch * age as f32 / SECOND as f32).sin();
        loud * (-(age as f32) / 25.0).exp() * (random() + ring) + 0.001 * random()
    });
}

#[test]
fn a_call_that_is_stopped_says_so_and_the_next_one_works() {
    let spoken = Voice::new().say("I told my manager about it within ten minutes of finding out.");
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.wav");
    write(&path, spoken.rate, spoken.samples);
    let mut source = import::open(&path).unwrap();
    let mut samples = Vec::new();
    while let Some(block) = source.next_block().unwrap() {
        samples.extend_from_slice(block);
    }
    let mut whisper = bundled();
    let stop = Arc::new(AtomicBool::new(false));
    let asked = Arc::clone(&stop);
    let long: Vec<f32> = samples.iter().copied().cycle().take(25 * SECOND).collect();
    std::thread::scope(|scope| {
        std::thread::Builder::new()
            .name("stop".into())
            .spawn_scoped(scope, move || {
                std::thread::sleep(Duration::from_millis(20));
                asked.store(true, Ordering::Relaxed);
            })
            .unwrap();
        assert!(matches!(whisper.transcribe(&long, &stop), Err(AsrError::Stopped)));
    });
    stop.store(false, Ordering::Relaxed);
    let words = whisper.transcribe(&samples, &stop).unwrap();
    assert!(words.iter().any(|w| w.text == "manager"), "{words:?}");
    assert!(words.iter().all(|w| w.confidence > 0.0 && w.confidence <= 1.0));
}

#[test]
fn very_short_and_empty_sounds_are_taken() {
    let mut whisper = bundled();
    let stop = Arc::new(AtomicBool::new(false));
    for samples in [0, 1, 100, 1_600, 16_001] {
        whisper.transcribe(&vec![0.01; samples], &stop).unwrap();
    }
}
