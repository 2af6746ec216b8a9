//! Playing on a loudspeaker that writes down what it is given.

use std::path::Path;
use std::sync::Mutex;
use std::time::Duration;
use std::time::Instant;

use hound::SampleFormat;
use hound::WavSpec;
use hound::WavWriter;

use super::*;

/// Hears everything at once, up to a second ahead of the clock.
struct Paper {
    written: Arc<Mutex<Vec<f32>>>,
    began: Instant,
    fault: bool,
}

const RATE: u32 = 48_000;

impl SoundOut for Paper {
    fn rate(&self) -> u32 {
        RATE
    }

    fn push(&mut self, samples: &[f32]) -> usize {
        let room = (self.played() as usize + RATE as usize / 4).saturating_sub(self.taken() as usize);
        let given = samples.len().min(room);
        self.written.lock().unwrap().extend_from_slice(&samples[..given]);
        given
    }

    fn played(&self) -> u64 {
        // Ten times as fast as a loudspeaker, so that a test need not wait.
        let due = self.began.elapsed().as_micros() as u64 * u64::from(RATE) / 100_000;
        due.min(self.taken())
    }

    fn latency(&self) -> Duration {
        Duration::ZERO
    }

    fn taken(&self) -> u64 {
        self.written.lock().unwrap().len() as u64
    }

    fn drop_waiting(&mut self) {}

    fn fault(&self) -> Option<PlayError> {
        self.fault.then_some(PlayError::None)
    }
}

fn ramp(folder: &Path, samples: u16) -> PathBuf {
    let path = folder.join("audio.wav");
    let spec =
        WavSpec { channels: 1, sample_rate: 16_000, bits_per_sample: 16, sample_format: SampleFormat::Int };
    let mut writer = WavWriter::create(&path, spec).unwrap();
    (0..samples).for_each(|n| writer.write_sample((n % 30_000).cast_signed()).unwrap());
    writer.finalize().unwrap();
    path
}

fn playback(fault: bool) -> (Playback, Arc<Mutex<Vec<f32>>>) {
    let written = Arc::new(Mutex::new(Vec::new()));
    let paper = Arc::clone(&written);
    let open = move || {
        let out: Box<dyn SoundOut> =
            Box::new(Paper { written: Arc::clone(&paper), began: Instant::now(), fault });
        Ok(out)
    };
    (Playback::open(Box::new(open), Arc::new(|| {})).unwrap(), written)
}

fn wait(what: impl Fn() -> bool) {
    let begun = Instant::now();
    while !what() {
        assert!(begun.elapsed() < Duration::from_secs(10), "it never happened");
        std::thread::sleep(Duration::from_millis(2));
    }
}

#[test]
fn a_part_is_heard_to_the_sample_and_the_place_follows() {
    let folder = tempfile::tempdir().unwrap();
    let (playback, written) = playback(false);
    playback.play(ramp(folder.path(), 32_000), Span::from_len(500, 1_000), false, 1.0).unwrap();
    wait(|| playback.playing().part.is_some());
    wait(|| playback.playing().part.is_none());
    assert_eq!(playback.at_ms(), 1_500);
    let written = written.lock().unwrap();
    assert!(written.len().abs_diff(48_000) <= 3, "{}", written.len());
    // Sample 8,000 of the file and those after it, three times as dense.
    for n in (30..47_000).step_by(997) {
        let wanted = (8_000.0 + (n as f32) / 3.0 - 1.0) / 32_767.0;
        assert!((written[n] - wanted).abs() < 2e-4, "{n}: {} {wanted}", written[n]);
    }
}

#[test]
fn a_loop_begins_anew_until_it_is_stopped() {
    let folder = tempfile::tempdir().unwrap();
    let (playback, written) = playback(false);
    playback.play(ramp(folder.path(), 16_000), Span::from_len(0, 200), true, 1.0).unwrap();
    wait(|| written.lock().unwrap().len() > 4 * 9_600);
    assert!(playback.at_ms() <= 200);
    playback.stop().unwrap();
    wait(|| playback.playing().part.is_none());
}

#[test]
fn twice_the_speed_takes_half_as_long() {
    let folder = tempfile::tempdir().unwrap();
    let (playback, written) = playback(false);
    playback.play(ramp(folder.path(), 32_000), Span::from_len(0, 2_000), false, 2.0).unwrap();
    wait(|| playback.playing().part.is_some());
    wait(|| playback.playing().part.is_none());
    let heard = written.lock().unwrap().len();
    assert!((46_000..50_000).contains(&heard), "{heard}");
    assert_eq!(playback.at_ms(), 2_000);
}

#[test]
fn a_file_or_a_loudspeaker_that_is_gone_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let (first, _) = playback(false);
    first.play(folder.path().join("no.wav"), Span::from_len(0, 10), false, 1.0).unwrap();
    wait(|| first.playing().fault.as_ref().is_some_and(|fault| fault.contains("no.wav")));
    let (second, _) = playback(true);
    second.play(ramp(folder.path(), 16_000), Span::from_len(0, 900), false, 1.0).unwrap();
    wait(|| second.playing().fault.is_some());
    assert_eq!(second.playing().part, None);
}
