//! A recorded sound file, read from any moment on, faster or slower than it was spoken at the same pitch.

use std::fs::File;
use std::io::BufReader;
use std::num::NonZeroU16;
use std::num::NonZeroU32;
use std::path::Path;
use std::path::PathBuf;

use hound::SampleFormat;
use hound::WavReader;
use wsola::TimeStretch;

use crate::io::player::PlayError;

/// How fast, as a multiple of how it was spoken.
pub const SPEED_RANGE: std::ops::RangeInclusive<f32> = 0.75..=2.0;

/// Samples read at once: 50 ms at 16 kHz.
const BLOCK: usize = 800;

/// Mono, 16 bit, as sessions keep their sound.
pub struct Take {
    wav: WavReader<BufReader<File>>,
    path: PathBuf,
    rate: u32,
    /// Samples that are left of what was asked for.
    left: u64,
    stretch: Option<Stretch>,
}

impl Take {
    /// Opens a file.
    pub fn open(path: &Path) -> Result<Self, PlayError> {
        let unreadable = |why: String| PlayError::Unreadable { path: path.to_owned(), why };
        let wav = WavReader::open(path).map_err(|error| unreadable(error.to_string()))?;
        let spec = wav.spec();
        let known = (spec.channels, spec.bits_per_sample, spec.sample_format) == (1, 16, SampleFormat::Int);
        if !known || spec.sample_rate == 0 {
            return Err(unreadable("it is not the sound of a session".to_owned()));
        }
        Ok(Self { wav, path: path.to_owned(), rate: spec.sample_rate, left: 0, stretch: None })
    }

    /// Samples a second.
    pub fn rate(&self) -> u32 {
        self.rate
    }

    /// Length in ms.
    pub fn length_ms(&self) -> usize {
        (u64::from(self.wav.duration()) * 1000 / u64::from(self.rate)) as usize
    }

    /// Reads on from here to there, at a speed.
    pub fn seek(&mut self, from_ms: usize, to_ms: usize, speed: f32) -> Result<(), PlayError> {
        let total = u64::from(self.wav.duration());
        let sample = |ms: usize| (ms as u64 * u64::from(self.rate) / 1000).min(total);
        let (from, to) = (sample(from_ms), sample(to_ms));
        let at = u32::try_from(from).unwrap_or(u32::MAX);
        self.wav.seek(at).map_err(|error| self.unreadable(error.to_string()))?;
        self.left = to.saturating_sub(from);
        self.stretch = Stretch::new(self.rate, speed);
        Ok(())
    }

    /// Appends the next samples; `false` when everything was given.
    pub fn read(&mut self, out: &mut Vec<f32>) -> Result<bool, PlayError> {
        let count = self.left.min(BLOCK as u64) as usize;
        let mut block = Vec::with_capacity(count);
        for sample in self.wav.samples::<i16>().take(count) {
            let sample = sample
                .map_err(|error| PlayError::Unreadable { path: self.path.clone(), why: error.to_string() })?;
            block.push(f32::from(sample) / f32::from(i16::MAX));
        }
        // A file that became shorter ends early.
        self.left = if block.len() < count { 0 } else { self.left - count as u64 };
        match &mut self.stretch {
            None => out.append(&mut block),
            Some(stretch) => stretch.push(&block, self.left == 0, out),
        }
        Ok(self.left > 0)
    }

    fn unreadable(&self, why: String) -> PlayError {
        PlayError::Unreadable { path: self.path.clone(), why }
    }
}

/// Changes the speed and leaves the pitch.
struct Stretch {
    inner: TimeStretch,
    room: Vec<f32>,
}

impl Stretch {
    /// `None` where nothing is to be changed, so that what was recorded is played to the sample.
    fn new(rate: u32, speed: f32) -> Option<Self> {
        if (speed - 1.0).abs() < 0.001 {
            return None;
        }
        let mut inner = TimeStretch::new(NonZeroU32::new(rate)?, NonZeroU16::MIN).ok()?;
        inner.set_tempo(speed.clamp(*SPEED_RANGE.start(), *SPEED_RANGE.end()));
        let room = vec![0.0; inner.min_output_buff_size()];
        Some(Self { inner, room })
    }

    fn push(&mut self, block: &[f32], last: bool, out: &mut Vec<f32>) {
        self.inner.push(block);
        if last {
            self.inner.set_draining();
        }
        while let Ok(given) = self.inner.pull(&mut self.room) {
            if given == 0 {
                break;
            }
            out.extend_from_slice(&self.room[..given]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hound::WavSpec;
    use hound::WavWriter;

    fn file(folder: &Path, samples: usize) -> PathBuf {
        let path = folder.join("a.wav");
        let spec = WavSpec {
            channels: 1,
            sample_rate: 16_000,
            bits_per_sample: 16,
            sample_format: SampleFormat::Int,
        };
        let mut writer = WavWriter::create(&path, spec).unwrap();
        for n in 0..samples {
            let wave = (n as f32 * 200.0 * std::f32::consts::TAU / 16_000.0).sin();
            writer.write_sample((wave * 12_000.0) as i16).unwrap();
        }
        writer.finalize().unwrap();
        path
    }

    fn all(take: &mut Take) -> Vec<f32> {
        let mut out = Vec::new();
        while take.read(&mut out).unwrap() {}
        out
    }

    fn crossings(samples: &[f32]) -> usize {
        samples.windows(2).filter(|pair| pair[0] < 0.0 && pair[1] >= 0.0).count()
    }

    #[test]
    fn what_was_asked_for_is_given_to_the_sample() {
        let folder = tempfile::tempdir().unwrap();
        let mut take = Take::open(&file(folder.path(), 32_000)).unwrap();
        assert_eq!(take.length_ms(), 2_000);
        take.seek(500, 1_250, 1.0).unwrap();
        assert_eq!(all(&mut take).len(), 12_000);
        take.seek(1_900, 9_000, 1.0).unwrap();
        assert_eq!(all(&mut take).len(), 1_600);
    }

    #[test]
    fn another_speed_changes_the_length_and_not_the_pitch() {
        let folder = tempfile::tempdir().unwrap();
        let mut take = Take::open(&file(folder.path(), 64_000)).unwrap();
        for speed in [0.75, 1.5, 2.0] {
            take.seek(0, 4_000, speed).unwrap();
            let heard = all(&mut take);
            let wanted = 64_000.0 / speed;
            assert!((heard.len() as f32 - wanted).abs() < 0.03 * wanted, "{speed}: {}", heard.len());
            let pitch = crossings(&heard) as f32 / (heard.len() as f32 / 16_000.0);
            assert!((pitch - 200.0).abs() < 6.0, "{speed}: {pitch} Hz");
        }
    }

    #[test]
    fn what_is_no_sound_says_so() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("audio.wav");
        std::fs::write(&path, "no").unwrap();
        let error = Take::open(&path).err().unwrap().to_string();
        assert!(error.contains("audio.wav"), "{error}");
    }
}
