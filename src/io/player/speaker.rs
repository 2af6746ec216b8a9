//! The default loudspeaker, through cpal.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering;
use std::time::Duration;
use std::time::Instant;

use cpal::FromSample;
use cpal::SampleFormat;
use cpal::SizedSample;
use cpal::StreamConfig;
use cpal::traits::DeviceTrait;
use cpal::traits::HostTrait;
use cpal::traits::StreamTrait;

use crate::io::player::PlayError;
use crate::io::player::ring;

/// How long the system may take to open a device.
pub(super) const OPENING: Duration = Duration::from_secs(2);

/// How much longer than its sound a device may take before it is given up.
const PATIENCE: Duration = Duration::from_secs(3);

/// What is still on its way when the last sample was handed over.
const LAST_BLOCK: Duration = Duration::from_millis(250);

pub(super) fn name() -> Result<String, PlayError> {
    let device = cpal::default_host().default_output_device().ok_or(PlayError::None)?;
    Ok(name_of(&device))
}

pub(super) fn name_of(device: &cpal::Device) -> String {
    device.description().map_or_else(|_| "default".to_owned(), |told| told.name().to_owned())
}

pub(super) fn play(samples: Vec<f32>, rate: u32, stop: &AtomicBool) -> Result<(), PlayError> {
    let device = cpal::default_host().default_output_device().ok_or(PlayError::None)?;
    let name = name_of(&device);
    let failed = |error: cpal::Error| PlayError::Failed { name: name.clone(), why: error.to_string() };
    let supported = device.default_output_config().map_err(failed)?;
    let length = Duration::from_secs_f64(samples.len() as f64 / f64::from(rate.max(1)));
    let total = samples.len() as u64;
    let place = Arc::new(AtomicU64::new(0));
    let sound = Sound { samples, step: f64::from(rate) / f64::from(supported.sample_rate()), at: 0.0 };
    let mut config = supported.config();
    config.buffer_size = ring::buffer(*supported.buffer_size(), supported.sample_rate());
    let stream = match supported.sample_format() {
        SampleFormat::I16 => start::<i16>(&device, config, sound, &place),
        SampleFormat::I32 => start::<i32>(&device, config, sound, &place),
        SampleFormat::I24 => start::<cpal::I24>(&device, config, sound, &place),
        SampleFormat::U8 => start::<u8>(&device, config, sound, &place),
        SampleFormat::U16 => start::<u16>(&device, config, sound, &place),
        SampleFormat::F64 => start::<f64>(&device, config, sound, &place),
        _ => start::<f32>(&device, config, sound, &place),
    };
    let stream = stream.map_err(failed)?;
    stream.play().map_err(failed)?;
    let deadline = Instant::now() + length + PATIENCE;
    while place.load(Ordering::Relaxed) < total && !stop.load(Ordering::Relaxed) {
        if Instant::now() > deadline {
            return Err(PlayError::Stuck { name });
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    std::thread::sleep(LAST_BLOCK);
    Ok(())
}

/// Samples at another rate than the device's; between two of them a straight line, which is enough to listen back.
struct Sound {
    samples: Vec<f32>,
    step: f64,
    at: f64,
}

impl Iterator for Sound {
    type Item = f32;

    fn next(&mut self) -> Option<f32> {
        let before = self.at as usize;
        let share = (self.at - before as f64) as f32;
        let here = *self.samples.get(before)?;
        let next = self.samples.get(before + 1).copied().unwrap_or(0.0);
        self.at += self.step;
        Some(here + (next - here) * share)
    }
}

fn start<S: SizedSample + FromSample<f32>>(
    device: &cpal::Device,
    config: StreamConfig,
    mut sound: Sound,
    place: &Arc<AtomicU64>,
) -> Result<cpal::Stream, cpal::Error> {
    let place = Arc::clone(place);
    let channels = usize::from(config.channels).max(1);
    device.build_output_stream(
        config,
        move |block: &mut [S], _: &_| {
            for frame in block.chunks_mut(channels) {
                let sample = S::from_sample(sound.next().unwrap_or(0.0));
                frame.fill(sample);
            }
            place.store(sound.at.ceil() as u64, Ordering::Relaxed);
        },
        |_| {},
        Some(OPENING),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sound_keeps_its_length_at_another_rate() {
        let sound = Sound { samples: vec![0.5; 1600], step: 16_000.0 / 48_000.0, at: 0.0 };
        let heard: Vec<f32> = sound.collect();
        assert!(heard.len().abs_diff(4800) <= 3, "{}", heard.len());
        assert!(heard[..4790].iter().all(|s| (s - 0.5).abs() < 1e-6));
    }
}
