//! The default loudspeaker as a [`SoundOut`], through cpal and a ring.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering;
use std::time::Duration;

use cpal::BufferSize;
use cpal::ErrorKind;
use cpal::FromSample;
use cpal::OutputCallbackInfo;
use cpal::SampleFormat;
use cpal::SizedSample;
use cpal::StreamConfig;
use cpal::SupportedBufferSize;
use cpal::traits::DeviceTrait;
use cpal::traits::HostTrait;
use cpal::traits::StreamTrait;
use rtrb::Consumer;
use rtrb::Producer;
use rtrb::RingBuffer;

use crate::io::player::PlayError;
use crate::io::player::out::SoundOut;
use crate::io::player::speaker::OPENING;
use crate::io::player::speaker::name_of;

/// How much sound waits in the ring, in ms: enough for a busy machine. What waits is dropped when
/// something else is to be heard, so it delays nothing.
const WAITING_MS: u32 = 1_000;

/// The length of a block, in ms.
const BLOCK_MS: u32 = 50;

/// What both halves know.
#[derive(Debug, Default)]
struct Counts {
    /// Samples that left the ring.
    played: AtomicU64,
    /// Samples before this one are dropped.
    from: AtomicU64,
    /// How much later than it left the ring a sound is heard, in µs.
    latency: AtomicU64,
    /// The device gave up.
    failed: AtomicBool,
}

/// The half that fills.
pub(super) struct Ring {
    /// Plays as long as it lives.
    _stream: cpal::Stream,
    queue: Producer<f32>,
    counts: Arc<Counts>,
    rate: u32,
    taken: u64,
    name: String,
}

/// The half in the callback.
struct Tap {
    queue: Consumer<f32>,
    counts: Arc<Counts>,
    played: u64,
}

impl Ring {
    /// Opens the default loudspeaker, which plays silence at first.
    pub(super) fn open() -> Result<Self, PlayError> {
        let device = cpal::default_host().default_output_device().ok_or(PlayError::None)?;
        let name = name_of(&device);
        let failed = |error: cpal::Error| PlayError::Failed { name: name.clone(), why: error.to_string() };
        let supported = device.default_output_config().map_err(failed)?;
        let rate = supported.sample_rate();
        let (queue, tapped) = RingBuffer::new((rate * WAITING_MS / 1000).max(1) as usize);
        let counts = Arc::new(Counts::default());
        let tap = Tap { queue: tapped, counts: Arc::clone(&counts), played: 0 };
        let mut config = supported.config();
        config.buffer_size = buffer(*supported.buffer_size(), rate);
        let stream = match supported.sample_format() {
            SampleFormat::I16 => start::<i16>(&device, config, tap),
            SampleFormat::I32 => start::<i32>(&device, config, tap),
            SampleFormat::I24 => start::<cpal::I24>(&device, config, tap),
            SampleFormat::U8 => start::<u8>(&device, config, tap),
            SampleFormat::U16 => start::<u16>(&device, config, tap),
            SampleFormat::F64 => start::<f64>(&device, config, tap),
            _ => start::<f32>(&device, config, tap),
        };
        let stream = stream.map_err(failed)?;
        stream.play().map_err(failed)?;
        Ok(Self { _stream: stream, queue, counts, rate, taken: 0, name })
    }
}

impl SoundOut for Ring {
    fn rate(&self) -> u32 {
        self.rate
    }

    fn push(&mut self, samples: &[f32]) -> usize {
        let given = samples.iter().take_while(|sample| self.queue.push(**sample).is_ok()).count();
        self.taken += given as u64;
        given
    }

    fn played(&self) -> u64 {
        self.counts.played.load(Ordering::Relaxed)
    }

    fn latency(&self) -> Duration {
        Duration::from_micros(self.counts.latency.load(Ordering::Relaxed))
    }

    fn taken(&self) -> u64 {
        self.taken
    }

    fn drop_waiting(&mut self) {
        self.counts.from.store(self.taken, Ordering::Relaxed);
    }

    fn fault(&self) -> Option<PlayError> {
        let failed = self.counts.failed.load(Ordering::Relaxed);
        failed.then(|| PlayError::Failed { name: self.name.clone(), why: "it went away".to_owned() })
    }
}

impl Tap {
    fn next(&mut self) -> f32 {
        loop {
            let Ok(sample) = self.queue.pop() else { return 0.0 };
            self.played += 1;
            if self.played > self.counts.from.load(Ordering::Relaxed) {
                return sample;
            }
        }
    }
}

/// Short blocks: by itself a sound server may take seconds of sound in advance, which would be heard that much later.
pub(super) fn buffer(supported: SupportedBufferSize, rate: u32) -> BufferSize {
    let wanted = rate * BLOCK_MS / 1000;
    match supported {
        SupportedBufferSize::Range { min, max } => BufferSize::Fixed(wanted.clamp(min, max.max(min))),
        SupportedBufferSize::Unknown => BufferSize::Default,
    }
}

fn start<S: SizedSample + FromSample<f32>>(
    device: &cpal::Device,
    config: StreamConfig,
    mut tap: Tap,
) -> Result<cpal::Stream, cpal::Error> {
    let counts = Arc::clone(&tap.counts);
    let channels = usize::from(config.channels).max(1);
    device.build_output_stream(
        config,
        move |block: &mut [S], info: &OutputCallbackInfo| {
            for frame in block.chunks_mut(channels) {
                frame.fill(S::from_sample(tap.next()));
            }
            tap.counts.played.store(tap.played, Ordering::Relaxed);
            let stamp = info.timestamp();
            let latency = stamp.playback.duration_since(stamp.callback).as_micros();
            tap.counts.latency.store(u64::try_from(latency).unwrap_or(0), Ordering::Relaxed);
        },
        // A busy machine leaves holes, and a device may be changed for another; neither is the end.
        move |error| {
            let goes_on = matches!(
                error.kind(),
                ErrorKind::Xrun | ErrorKind::DeviceChanged | ErrorKind::RealtimeDenied
            );
            if !goes_on {
                counts.failed.store(true, Ordering::Relaxed);
            }
        },
        Some(OPENING),
    )
}
