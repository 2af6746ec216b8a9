//! From a sound file to words and delivery, without a real recogniser: every format, every kind of bad file.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a helper of a test fails the test")]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use pushback::core::recording::Recording;
use pushback::core::span::Span;
use pushback::io::asr::scripted::Scripted;
use pushback::io::import;
use pushback::io::import::error::ImportError;
use pushback::io::vad::VoiceActivity;
use pushback::io::vad::earshot::Earshot;
use pushback::io::vad::scripted::ByLevel;
use pushback::runtime::transcribe::TranscribeError;
use pushback::runtime::transcribe::transcribe;

const FORMATS: [&str; 4] = ["mp3", "m4a", "flac", "ogg"];

fn told(format: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/audio").join(format!("told.{format}"))
}

fn read(path: &Path) -> Result<(Vec<f32>, Vec<String>), ImportError> {
    let mut source = import::open(path)?;
    let mut samples = Vec::new();
    while let Some(block) = source.next_block()? {
        assert!(block.len() < 16_000 * 10, "a block of {} samples", block.len());
        samples.extend_from_slice(block);
    }
    Ok((samples, source.warnings().to_vec()))
}

fn spec(rate: u32, channels: u16, bits: u16, sample_format: hound::SampleFormat) -> hound::WavSpec {
    hound::WavSpec { channels, sample_rate: rate, bits_per_sample: bits, sample_format }
}

/// A WAV of a sound given over time in seconds.
fn write(path: &Path, spec: hound::WavSpec, seconds: f32, sound: impl Fn(f32) -> f32) {
    let mut writer = hound::WavWriter::create(path, spec).unwrap();
    let full = ((1_u64 << (spec.bits_per_sample - 1)) - 1) as f32;
    for i in 0..(seconds * spec.sample_rate as f32) as usize {
        let value = sound(i as f32 / spec.sample_rate as f32);
        for _ in 0..spec.channels {
            match spec.sample_format {
                hound::SampleFormat::Int => writer.write_sample((value * full) as i32).unwrap(),
                hound::SampleFormat::Float => writer.write_sample(value).unwrap(),
            }
        }
    }
    writer.finalize().unwrap();
}

/// Something that changes between hum and hiss like speech does, while `on`.
fn babble(t: f32, on: bool) -> f32 {
    let pitch = if ((t * 8.0) as usize).is_multiple_of(2) { 300.0 } else { 3000.0 };
    if on { 0.3 * (std::f32::consts::TAU * pitch * t).sin() } else { 0.0 }
}

fn listen(
    path: &Path,
    recogniser: &mut Scripted,
    voice: &mut dyn VoiceActivity,
) -> Result<Recording, TranscribeError> {
    let stop = Arc::new(AtomicBool::new(false));
    let mut last = 0;
    let mut progress = |p: pushback::runtime::transcribe::Progress| {
        assert!(p.done_ms >= last);
        last = p.done_ms;
    };
    transcribe(import::open(path)?, "test", recogniser, voice, &mut progress, &stop)
}

const BY_LEVEL: ByLevel = ByLevel { threshold_db: -40.0 };

#[test]
fn every_kind_of_wav_gives_the_same_sound() {
    use hound::SampleFormat::Float;
    use hound::SampleFormat::Int;
    let dir = tempfile::tempdir().unwrap();
    for (rate, channels, bits, format) in [
        (8_000, 1, 8, Int),
        (11_025, 2, 16, Int),
        (16_000, 1, 16, Int),
        (44_100, 2, 24, Int),
        (48_000, 1, 32, Int),
        (48_000, 8, 16, Int),
        (96_000, 6, 24, Int),
        (22_050, 1, 32, Float),
    ] {
        let path = dir.path().join("a.wav");
        write(&path, spec(rate, channels, bits, format), 1.5, |t| {
            0.5 * (std::f32::consts::TAU * 440.0 * t).sin() * f32::from(u8::from(t >= 0.5))
        });
        let (samples, warnings) = read(&path).unwrap();
        let label = format!("{rate} Hz, {channels} channels, {bits} bits");
        assert!(samples.len().abs_diff(24_000) <= 1, "{label}: {} samples", samples.len());
        assert_eq!(warnings, Vec::<String>::new(), "{label}");
        assert!(samples[..7_900].iter().all(|s| s.abs() < 0.02), "{label}: sound before its time");
        for (i, sample) in samples.iter().enumerate().take(23_000).skip(8_400) {
            let expected = 0.5 * (std::f32::consts::TAU * 440.0 * i as f32 / 16_000.0).sin();
            assert!((sample - expected).abs() < 0.08, "{label}: {sample} not {expected} at {i}");
        }
    }
}

#[test]
fn compressed_formats_keep_their_times() {
    let (reference, _) = read(&told("flac")).unwrap();
    for format in FORMATS {
        let (samples, warnings) = read(&told(format)).unwrap();
        assert_eq!(warnings, Vec::<String>::new(), "{format}");
        let length = samples.len() as f32 / 16_000.0;
        assert!((1.25..1.65).contains(&length), "{format}: {length} s");
        let likeness = |lag: isize| -> f32 {
            let shifted = |i: usize| i.checked_add_signed(lag).and_then(|j| samples.get(j)).copied();
            (8_000..20_000).map(|i| reference[i] * shifted(i).unwrap_or(0.0)).sum()
        };
        let lag = (-1_500..1_500).max_by(|a, b| likeness(*a).total_cmp(&likeness(*b))).unwrap();
        assert!(lag.abs() <= 48, "{format} is {} ms late", lag as f32 / 16.0);
    }
}

#[test]
fn the_format_is_decided_by_content_not_by_name() {
    let dir = tempfile::tempdir().unwrap();
    for format in FORMATS {
        let path = dir.path().join("answer.wav");
        fs::copy(told(format), &path).unwrap();
        assert!(read(&path).unwrap().0.len() > 20_000, "{format}");
    }
}

/// A bad file gives an error that says what and ends with where.
#[track_caller]
fn refused(path: &Path, words: &str) {
    let error = read(path).expect_err(words).to_string();
    assert!(error.contains(words), "{error}");
    assert!(error.ends_with(&path.display().to_string()), "{error}");
    assert!(!error.contains('\n') && error.contains("; "), "{error}");
}

#[test]
fn files_that_are_no_recordings_say_what_they_are() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("answer.wav");
    refused(&path, "there is no such file");
    refused(dir.path(), "this is a folder");
    for (content, words) in [
        (&b""[..], "the file is empty"),
        (b"I told her at once.\n", "this is text, not sound"),
        (b"\x7fELF\x02\x01\x01\0\0\0\0\0", "unknown sound format"),
        (&[0_u8; 5_000], "unknown sound format"),
        (b"RIFF\x04\0\0\0WAVE", "no sound after it"),
    ] {
        fs::write(&path, content).unwrap();
        refused(&path, words);
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_says_so() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("answer.wav");
    write(&path, spec(16_000, 1, 16, hound::SampleFormat::Int), 0.1, |_| 0.0);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    // The superuser may read everything: there the error is made by hand.
    if fs::File::open(&path).is_ok() {
        let error = ImportError::NotAllowed { path };
        assert!(error.to_string().contains("no permission"));
    } else {
        refused(&path, "no permission");
    }
}

fn wav_bytes(seconds: f32) -> Vec<u8> {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.wav");
    write(&path, spec(16_000, 1, 16, hound::SampleFormat::Int), seconds, |t| babble(t, true));
    fs::read(path).unwrap()
}

/// Reads bytes as a WAV: seconds of sound and the warnings.
#[track_caller]
fn read_bytes(bytes: &[u8]) -> (f32, String) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.wav");
    fs::write(&path, bytes).unwrap();
    let (samples, warnings) = read(&path).unwrap();
    (samples.len() as f32 / 16_000.0, warnings.join("; "))
}

#[test]
fn a_wav_cut_in_its_data_is_read_up_to_the_cut() {
    let bytes = wav_bytes(130.0);
    let (seconds, warning) = read_bytes(&bytes[..=44 + 32_000 * 100]);
    assert!((seconds - 100.0).abs() < 0.01, "{seconds}");
    assert!(warning.contains("ends in the middle") && warning.contains("1:40"), "{warning}");
}

#[test]
fn a_header_that_claims_4_gb_is_not_believed() {
    for claim in [u32::MAX, u32::MAX - 36, 0xffff_fffe] {
        let mut bytes = wav_bytes(2.0);
        bytes[4..8].copy_from_slice(&u32::MAX.to_le_bytes());
        bytes[40..44].copy_from_slice(&claim.to_le_bytes());
        let (seconds, warning) = read_bytes(&bytes);
        assert!((seconds - 2.0).abs() < 0.01, "{seconds}");
        assert!(warning.contains("ends in the middle"), "{warning}");
    }
}

#[test]
fn a_recording_whose_header_was_never_completed_is_read() {
    let mut bytes = wav_bytes(2.0);
    bytes[40..44].copy_from_slice(&0_u32.to_le_bytes());
    let (seconds, warning) = read_bytes(&bytes);
    assert!((seconds - 2.0).abs() < 0.01, "{seconds}");
    assert!(warning.contains("never completed"), "{warning}");
}

#[test]
fn no_channels_and_impossible_rates_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.wav");
    for (at, value, words) in
        [(22, 0_u32, "0 channels"), (24, 1, "samples a second"), (24, 4_000_000_000, "samples a second")]
    {
        let mut bytes = wav_bytes(0.2);
        let width = if at == 22 { 2 } else { 4 };
        bytes[at..at + width].copy_from_slice(&value.to_le_bytes()[..width]);
        if at == 24 {
            bytes[28..32].copy_from_slice(&value.wrapping_mul(2).to_le_bytes());
        }
        fs::write(&path, bytes).unwrap();
        refused(&path, words);
    }
}

#[test]
fn compressed_files_cut_in_the_middle_are_read_up_to_the_cut_or_refused() {
    let dir = tempfile::tempdir().unwrap();
    for format in FORMATS {
        let bytes = fs::read(told(format)).unwrap();
        for keep in [bytes.len() * 3 / 4, bytes.len() / 2, 200, 20] {
            let path = dir.path().join(format!("cut.{format}"));
            fs::write(&path, &bytes[..keep]).unwrap();
            match read(&path) {
                Ok((samples, warnings)) => {
                    assert!(samples.len() < 24_000, "{format} cut at {keep}");
                    assert!(keep < 300 || !warnings.is_empty() || format == "mp3", "{format} cut at {keep}");
                }
                Err(error) => assert!(error.to_string().contains("; "), "{error}"),
            }
        }
    }
}

#[test]
fn garbage_behind_every_magic_is_refused_without_a_panic() {
    let dir = tempfile::tempdir().unwrap();
    let mut seed = 99_u32;
    for magic in [
        &b"fLaC"[..],
        b"OggS",
        b"ID3\x04",
        b"\0\0\0\x18ftypM4A ",
        b"RIFF\xff\xff\xff\xffWAVEfmt ",
        b"\xff\xfb\x90\x44",
    ] {
        for round in 0..40 {
            let path = dir.path().join("garbage");
            let mut file = fs::File::create(&path).unwrap();
            file.write_all(magic).unwrap();
            let noise: Vec<u8> = (0..round * 97)
                .map(|_| {
                    seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    (seed >> 24) as u8
                })
                .collect();
            file.write_all(&noise).unwrap();
            drop(file);
            if let Ok((samples, _)) = read(&path) {
                assert!(samples.iter().all(|s| s.abs() <= 1.0));
            }
        }
    }
}

#[test]
fn samples_that_are_not_numbers_become_silence_with_a_warning() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.wav");
    write(&path, spec(16_000, 1, 32, hound::SampleFormat::Float), 1.0, |t| match (t * 1000.0) as usize {
        100 => f32::NAN,
        200 => f32::INFINITY,
        300 => 17.0,
        _ => 0.25,
    });
    let (samples, warnings) = read(&path).unwrap();
    assert!(samples.iter().all(|s| s.is_finite() && s.abs() <= 1.0));
    assert!(samples.contains(&1.0) && samples.contains(&0.0));
    assert!(warnings.join(" ").contains("32 samples are not numbers"), "{warnings:?}");
}

#[test]
fn words_segments_and_pauses_have_times_of_the_recording() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.wav");
    let spoken = |t: f32| (2.0..4.0).contains(&t) || (4.4..5.0).contains(&t) || (25.0..26.5).contains(&t);
    write(&path, spec(44_100, 2, 16, hound::SampleFormat::Int), 30.0, |t| babble(t, spoken(t)));
    let mut recogniser = Scripted::new(["I um told her", "at once."]);
    let heard = listen(&path, &mut recogniser, &mut BY_LEVEL.clone()).unwrap();

    let near = |span: Span<_>, start: usize, end: usize| {
        span.start().abs_diff(start) <= 40 && span.end().abs_diff(end) <= 40
    };
    assert_eq!(heard.segments.len(), 2);
    assert!(
        near(heard.segments[0], 2_000, 5_000) && near(heard.segments[1], 25_000, 26_500),
        "{:?}",
        heard.segments
    );
    assert_eq!(heard.transcript.text(), "I um told her at once.");
    let starts: Vec<_> = heard.transcript.words().iter().filter_map(|w| w.time).map(|t| t.start()).collect();
    assert!(starts[0].abs_diff(1_940) <= 60 && starts[4].abs_diff(24_940) <= 60, "{starts:?}");
    let d = &heard.delivery;
    assert_eq!((d.duration_ms, d.words, d.fillers_at_least), (30_000, 6, 1));
    assert!(d.lead_ms.abs_diff(2_000) <= 20 && d.speech_ms.abs_diff(4_100) <= 90, "{d:?}");
    assert_eq!(d.pauses.len(), 2);
    assert!(near(d.pauses[0], 4_000, 4_400) && near(d.pauses[1], 5_000, 25_000), "{:?}", d.pauses);
    // Pre-roll and tail, and nothing of the twenty seconds between.
    let sent: usize = recogniser.calls.iter().sum();
    assert!(sent < 16_000 * 6, "{sent} samples were sent");
}

#[test]
fn three_seconds_of_digital_silence_hold_no_speech() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.wav");
    write(&path, spec(16_000, 1, 16, hound::SampleFormat::Int), 3.0, |_| 0.0);
    let mut recogniser = Scripted::new(["Thank you."]);
    let error = listen(&path, &mut recogniser, &mut Earshot::new()).unwrap_err();
    assert!(matches!(error, TranscribeError::NoSpeech { .. }));
    assert!(error.to_string().starts_with("no speech found in 3.0 s of sound"), "{error}");
    assert_eq!(recogniser.calls, Vec::<usize>::new());
}

#[test]
fn speech_without_words_says_so() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.wav");
    write(&path, spec(16_000, 1, 16, hound::SampleFormat::Int), 2.0, |t| babble(t, true));
    let error = listen(&path, &mut Scripted::default(), &mut BY_LEVEL.clone()).unwrap_err();
    assert!(matches!(error, TranscribeError::NoWords { .. }), "{error}");
}

#[test]
fn stopping_ends_it() {
    let stop = Arc::new(AtomicBool::new(true));
    let source = import::open(&told("ogg")).unwrap();
    let outcome = transcribe(source, "x", &mut Scripted::default(), &mut Earshot::new(), &mut |_| {}, &stop);
    assert!(matches!(outcome, Err(TranscribeError::Stopped)));
}

#[test]
fn a_voice_in_one_of_eight_channels_is_heard() {
    let (voice, _) = read(&told("flac")).unwrap();
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.wav");
    let mut writer = hound::WavWriter::create(&path, spec(16_000, 8, 16, hound::SampleFormat::Int)).unwrap();
    for sample in voice {
        for channel in 0..8 {
            writer.write_sample(if channel == 2 { (sample * 32_000.0) as i16 } else { 0 }).unwrap();
        }
    }
    writer.finalize().unwrap();
    let heard = listen(&path, &mut Scripted::new(["I told her."]), &mut Earshot::new()).unwrap();
    assert!(heard.segments[0].start().abs_diff(500) <= 200, "{:?}", heard.segments);
}
