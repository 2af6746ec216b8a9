//! Brings mono sound of any rate to 16 kHz, block by block.
//!
//! The resampler's delay is cut off at the start and the tail is flushed at the end, so that sample n of the output
//! is the sound at n / 16,000 s of the input.

use audioadapter_buffers::direct::SequentialSlice;
use rubato::Fft;
use rubato::FixedSync;
use rubato::Resampler as _;

/// Samples a second of what comes out.
pub const OUT_RATE: usize = 16_000;

/// Input samples a step: a compromise between delay and cost.
const CHUNK: usize = 1024;

/// One stream's resampler.
pub struct Resampler {
    rate: usize,
    inner: Option<Fft<f32>>,
    waiting: Vec<f32>,
    out: Vec<f32>,
    /// Output samples of the delay still to be dropped.
    to_drop: usize,
    taken: u64,
    given: u64,
}

impl Resampler {
    /// From `rate` samples a second. Refuses rates that the algorithm cannot pair with 16 kHz.
    pub fn new(rate: usize) -> Result<Self, String> {
        let inner = if rate == OUT_RATE {
            None
        } else {
            Some(Fft::new(rate, OUT_RATE, CHUNK, 1, FixedSync::Input).map_err(|e| e.to_string())?)
        };
        let to_drop = inner.as_ref().map_or(0, Fft::output_delay);
        let out = vec![0.0; inner.as_ref().map_or(0, Fft::output_frames_max)];
        Ok(Self { rate, inner, waiting: Vec::new(), out, to_drop, taken: 0, given: 0 })
    }

    /// Takes samples and appends what is ready.
    pub fn push(&mut self, samples: &[f32], ready: &mut Vec<f32>) {
        self.taken += samples.len() as u64;
        if self.inner.is_none() {
            self.given += samples.len() as u64;
            ready.extend_from_slice(samples);
            return;
        }
        self.waiting.extend_from_slice(samples);
        let mut used = 0;
        while self.waiting.len() - used >= CHUNK {
            self.step(used, ready);
            used += CHUNK;
        }
        self.waiting.drain(..used);
    }

    /// Appends the rest: as many samples in all as the input was long.
    pub fn finish(&mut self, ready: &mut Vec<f32>) {
        if self.inner.is_none() {
            return;
        }
        let due = (self.taken * OUT_RATE as u64).div_ceil(self.rate as u64);
        while self.given < due {
            self.waiting.resize(CHUNK, 0.0);
            let before = ready.len();
            self.step(0, ready);
            self.waiting.clear();
            let over = usize::try_from(self.given.saturating_sub(due)).unwrap_or(0);
            ready.truncate(ready.len().saturating_sub(over).max(before));
            self.given -= over as u64;
        }
    }

    fn step(&mut self, from: usize, ready: &mut Vec<f32>) {
        let Some(inner) = &mut self.inner else { return };
        let input = &self.waiting[from..from + CHUNK];
        let capacity = self.out.len();
        // Sizes are right by construction; a step that failed would give no samples, which the count at the end fills.
        let (Ok(input), Ok(mut output)) =
            (SequentialSlice::new(input, 1, CHUNK), SequentialSlice::new_mut(&mut self.out, 1, capacity))
        else {
            return;
        };
        let written = inner.process_into_buffer(&input, &mut output, None).map_or(0, |(_, written)| written);
        let skip = self.to_drop.min(written);
        self.to_drop -= skip;
        ready.extend_from_slice(&self.out[skip..written]);
        self.given += (written - skip) as u64;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A short pulse of a slow wave at `at_ms`, long enough to survive 16 kHz.
    fn pulse(rate: usize, seconds: usize, at_ms: usize) -> Vec<f32> {
        let centre = (rate * at_ms) as f32 / 1000.0;
        let width = rate as f32 / 500.0;
        (0..rate * seconds).map(|i| 0.8 * (-((i as f32 - centre) / width).powi(2)).exp()).collect()
    }

    fn resampled(rate: usize, sound: &[f32], block: usize) -> Vec<f32> {
        let mut resampler = Resampler::new(rate).unwrap();
        let mut out = Vec::new();
        for part in sound.chunks(block) {
            resampler.push(part, &mut out);
        }
        resampler.finish(&mut out);
        out
    }

    #[test]
    fn a_pulse_stays_where_it_was_at_every_rate() {
        for rate in [8_000, 11_025, 16_000, 22_050, 32_000, 44_100, 44_099, 48_000, 96_000, 192_000] {
            let out = resampled(rate, &pulse(rate, 2, 1234), 3_000);
            assert_eq!(out.len(), 32_000, "{rate}");
            let peak = (0..out.len()).max_by(|a, b| out[*a].total_cmp(&out[*b])).unwrap();
            let expected = 1234 * 16;
            assert!(peak.abs_diff(expected) <= 3, "{rate}: {peak} not {expected}");
            assert!((out[peak] - 0.8).abs() < 0.05, "{rate}: {}", out[peak]);
        }
    }

    #[test]
    fn the_size_of_the_blocks_does_not_matter() {
        let sound = pulse(44_100, 1, 500);
        assert_eq!(resampled(44_100, &sound, 1), resampled(44_100, &sound, 44_100));
    }
}
