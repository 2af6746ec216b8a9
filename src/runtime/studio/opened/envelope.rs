//! The outline of a sound: how loud each 10 ms are, for drawing.

use std::path::Path;

use hound::SampleFormat;
use hound::WavReader;

/// Length of one step, in ms.
pub const STEP_MS: usize = 10;

/// The outline of a whole recording.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Envelope {
    /// Largest magnitude of each step, 255 being full scale.
    peaks: Vec<u8>,
}

impl Envelope {
    /// Reads a session's sound. What cannot be read has no outline; playing it tells why.
    pub fn of_file(path: &Path) -> Option<Self> {
        let mut wav = WavReader::open(path).ok()?;
        let spec = wav.spec();
        let step = spec.sample_rate as usize * STEP_MS / 1000;
        if spec.channels != 1
            || spec.sample_format != SampleFormat::Int
            || spec.bits_per_sample != 16
            || step == 0
        {
            return None;
        }
        let mut peaks = Vec::with_capacity(wav.duration() as usize / step + 1);
        let (mut peak, mut count) = (0_u16, 0);
        for sample in wav.samples::<i16>() {
            peak = peak.max(sample.ok()?.unsigned_abs());
            count += 1;
            if count == step {
                peaks.push((peak >> 7).min(255) as u8);
                (peak, count) = (0, 0);
            }
        }
        if count > 0 {
            peaks.push((peak >> 7).min(255) as u8);
        }
        Some(Self { peaks })
    }

    /// The loudest from one moment to another, from 0 to 1.
    pub fn peak(&self, from_ms: f64, to_ms: f64) -> f32 {
        let step = STEP_MS as f64;
        let from = ((from_ms / step).max(0.0) as usize).min(self.peaks.len());
        let to = ((to_ms / step).ceil().max(0.0) as usize).clamp(from, self.peaks.len());
        self.peaks[from..to].iter().max().map_or(0.0, |peak| f32::from(*peak) / 255.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hound::WavSpec;
    use hound::WavWriter;

    #[test]
    fn loud_and_quiet_are_where_they_were() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.wav");
        let spec = WavSpec {
            channels: 1,
            sample_rate: 16_000,
            bits_per_sample: 16,
            sample_format: SampleFormat::Int,
        };
        let mut writer = WavWriter::create(&path, spec).unwrap();
        // 100 ms quiet, 100 ms loud, and 5 ms more.
        (0..3280).for_each(|n| writer.write_sample(if n < 1600 { 0_i16 } else { -32_768 }).unwrap());
        writer.finalize().unwrap();
        let envelope = Envelope::of_file(&path).unwrap();
        assert_eq!(envelope.peaks.len(), 21);
        assert!(envelope.peak(0.0, 100.0) < 0.01);
        assert!(envelope.peak(50.0, 105.0) > 0.99);
        assert!(envelope.peak(200.0, 9_000.0) > 0.99);
        assert!(envelope.peak(9_000.0, 10_000.0) < 0.01);
        assert_eq!(Envelope::of_file(folder.path()), None);
    }
}
