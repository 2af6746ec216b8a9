//! The callback half of a recording: mixes what the device hands over to mono and passes it on through a ring.
//!
//! Runs on the system's audio thread. It allocates nothing, takes no lock, logs nothing and never waits: a ring that is
//! full loses the newest samples, and every one of them is counted.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering;

use rtrb::Consumer;
use rtrb::Producer;
use rtrb::RingBuffer;

/// How much sound the ring holds, in seconds: a reader that hangs for longer loses samples.
const RING_SECONDS: usize = 2;

/// A kind of number that devices give as a sample.
pub trait Sample: Copy {
    /// Within -1 to 1, full scale being 1.
    fn to_f32(self) -> f32;
}

macro_rules! signed {
    ($($t:ty),*) => { $(impl Sample for $t {
        #[allow(clippy::cast_lossless, reason = "one way for every width")]
        fn to_f32(self) -> f32 {
            self as f32 / -(<$t>::MIN as f32)
        }
    })* };
}
macro_rules! unsigned {
    ($($t:ty),*) => { $(impl Sample for $t {
        #[allow(clippy::cast_lossless, reason = "one way for every width")]
        fn to_f32(self) -> f32 {
            let middle = (<$t>::MAX / 2 + 1) as f64;
            ((self as f64 - middle) / middle) as f32
        }
    })* };
}
signed!(i8, i16, i32, i64);
unsigned!(u8, u16, u32, u64);

impl Sample for f32 {
    fn to_f32(self) -> f32 {
        self
    }
}

impl Sample for f64 {
    fn to_f32(self) -> f32 {
        self as f32
    }
}

/// What the two halves share besides the samples.
#[derive(Debug, Default)]
struct Counts {
    /// Mono samples that came from the device.
    came: AtomicU64,
    /// Those of them that found the ring full.
    lost: AtomicU64,
    /// Bits of the largest magnitude since it was last asked for.
    peak: AtomicU32,
    /// The device gave up.
    failed: AtomicBool,
}

/// The half that lives in the callback.
#[derive(Debug)]
pub struct Tap {
    ring: Producer<f32>,
    counts: Arc<Counts>,
    channels: usize,
}

/// The half that reads.
#[derive(Debug)]
pub struct Tapped {
    ring: Consumer<f32>,
    counts: Arc<Counts>,
}

/// A mark that the device gave up; for the callback that tells of errors.
#[derive(Debug, Clone)]
pub struct Alarm(Arc<Counts>);

/// Both halves, for a device of that many samples a second and channels.
pub fn tap(rate: u32, channels: u16) -> (Tap, Tapped) {
    let (ring, read) = RingBuffer::new(rate as usize * RING_SECONDS);
    let counts = Arc::new(Counts::default());
    let tap = Tap { ring, counts: Arc::clone(&counts), channels: usize::from(channels).max(1) };
    (tap, Tapped { ring: read, counts })
}

impl Tap {
    /// Takes one block of interleaved samples.
    pub fn take<S: Sample>(&mut self, block: &[S]) {
        let frames = block.len() / self.channels;
        let share = 1.0 / self.channels as f32;
        let mut peak = 0.0_f32;
        let mono = block.chunks_exact(self.channels).map(|frame| {
            let sum: f32 = frame.iter().map(|sample| sample.to_f32()).sum();
            let sample = sum * share;
            // A device that gives no numbers gives silence.
            if sample.is_finite() { sample.clamp(-1.0, 1.0) } else { 0.0 }
        });
        let mut mono = mono.inspect(|sample| peak = peak.max(sample.abs()));
        let room = self.ring.slots().min(frames);
        let kept = match self.ring.write_chunk_uninit(room) {
            Ok(chunk) => chunk.fill_from_iter(mono.by_ref()),
            Err(_) => 0,
        };
        // The meter shows what came, also where nobody could take it.
        mono.for_each(drop);
        self.counts.peak.fetch_max(peak.to_bits(), Ordering::Relaxed);
        self.counts.lost.fetch_add((frames - kept) as u64, Ordering::Relaxed);
        self.counts.came.fetch_add(frames as u64, Ordering::Release);
    }

    /// A mark to set when the device tells of an error.
    pub fn alarm(&self) -> Alarm {
        Alarm(Arc::clone(&self.counts))
    }
}

impl Alarm {
    /// The device gave up. True for the first call only: some devices repeat themselves 100,000 times a second.
    pub fn raise(&self) -> bool {
        !self.0.failed.swap(true, Ordering::AcqRel)
    }
}

impl Tapped {
    /// Appends the samples that have arrived.
    pub fn read(&mut self, out: &mut Vec<f32>) {
        let waiting = self.ring.slots();
        if let Ok(chunk) = self.ring.read_chunk(waiting) {
            let (first, second) = chunk.as_slices();
            out.extend_from_slice(first);
            out.extend_from_slice(second);
            chunk.commit_all();
        }
    }

    /// Mono samples that came from the device so far, lost ones among them.
    pub fn came(&self) -> u64 {
        self.counts.came.load(Ordering::Acquire)
    }

    /// Samples lost so far because nobody read them in time.
    pub fn lost(&self) -> u64 {
        self.counts.lost.load(Ordering::Relaxed)
    }

    /// The largest magnitude since the last call, full scale being 1; lost samples are among those looked at.
    pub fn peak(&self) -> f32 {
        f32::from_bits(self.counts.peak.swap(0, Ordering::Relaxed))
    }

    /// Whether the device gave up.
    pub fn failed(&self) -> bool {
        self.counts.failed.load(Ordering::Acquire)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard<S: Sample>(channels: u16, block: &[S]) -> Vec<f32> {
        let (mut tap, mut tapped) = tap(100, channels);
        tap.take(block);
        let mut out = Vec::new();
        tapped.read(&mut out);
        out
    }

    #[test]
    fn full_scale_is_one_in_every_format() {
        assert_eq!(heard(1, &[i8::MIN, 0, 64]), [-1.0, 0.0, 0.5]);
        assert_eq!(heard(1, &[i16::MIN, 0, 16_384]), [-1.0, 0.0, 0.5]);
        assert_eq!(heard(1, &[i32::MIN, 0, 1 << 30]), [-1.0, 0.0, 0.5]);
        assert_eq!(heard(1, &[i64::MIN, 0, 1 << 62]), [-1.0, 0.0, 0.5]);
        assert_eq!(heard(1, &[0_u8, 128, 192]), [-1.0, 0.0, 0.5]);
        assert_eq!(heard(1, &[0_u16, 32_768, 49_152]), [-1.0, 0.0, 0.5]);
        assert_eq!(heard(1, &[0_u32, 1 << 31, 3 << 30]), [-1.0, 0.0, 0.5]);
        assert_eq!(heard(1, &[0_u64, 1 << 63, 3 << 62]), [-1.0, 0.0, 0.5]);
        assert_eq!(heard(1, &[-1.0_f32, 0.0, 0.5]), [-1.0, 0.0, 0.5]);
        assert_eq!(heard(1, &[-1.0_f64, 0.0, 0.5]), [-1.0, 0.0, 0.5]);
    }

    #[test]
    fn channels_are_mixed_and_half_a_frame_is_dropped() {
        assert_eq!(heard(2, &[1.0_f32, 0.0, -0.5, -0.5, 0.9]), [0.5, -0.5]);
        assert_eq!(heard(6, &[0.6_f32, 0.6, 0.6, 0.6, 0.6, 0.6]).len(), 1);
    }

    #[test]
    fn what_is_no_number_is_silence_and_nothing_leaves_full_scale() {
        assert_eq!(heard(1, &[f32::NAN, f32::INFINITY, 3.0, -3.0]), [0.0, 0.0, 1.0, -1.0]);
    }

    #[test]
    fn every_lost_sample_is_counted_and_the_oldest_are_kept() {
        let (mut tap, mut tapped) = tap(100, 1);
        let block: Vec<f32> = (0..150).map(|i| i as f32 / 1000.0).collect();
        tap.take(&block);
        tap.take(&block);
        tap.take(&block);
        assert_eq!((tapped.came(), tapped.lost()), (450, 250));
        let mut out = Vec::new();
        tapped.read(&mut out);
        assert_eq!(out[..150], block);
        assert_eq!(out[150..], block[..50]);
        tap.take(&block);
        assert_eq!(tapped.lost(), 250);
    }

    #[test]
    fn the_peak_is_that_since_it_was_last_asked_for() {
        let (mut tap, tapped) = tap(100, 1);
        tap.take(&[0.1_f32, -0.7, 0.2]);
        assert!((tapped.peak() - 0.7).abs() < 1e-6);
        assert!(tapped.peak().abs() < 1e-6);
    }
}
