//! A recording that is played as if somebody spoke it, in real time or several times as fast. Needs no device and loses
//! nothing: samples become due by the clock and wait to be read.

use std::time::Instant;

use crate::io::capture::Capture;
use crate::io::capture::Device;
use crate::io::capture::DeviceId;
use crate::io::capture::Stream;
use crate::io::capture::error::CaptureError;

/// At most this much is given at once, in seconds of sound: a reader that slept must not be drowned.
const MOST_AT_ONCE: u64 = 10;

/// Appends the next samples of a recording; `false` at its end.
pub type Blocks = Box<dyn FnMut(&mut Vec<f32>) -> bool + Send>;

/// A recording in the place of a microphone.
pub struct Played {
    name: String,
    rate: u32,
    speed: f32,
    blocks: Option<Blocks>,
}

impl Played {
    /// Mono samples at `rate` a second, read as they are needed. `speed` is how many times as fast as it was spoken.
    pub fn new(name: impl Into<String>, rate: u32, speed: f32, blocks: Blocks) -> Self {
        Self { name: name.into(), rate, speed: speed.max(0.01), blocks: Some(blocks) }
    }

    /// The same for samples that are in memory.
    pub fn samples(name: impl Into<String>, rate: u32, speed: f32, samples: Vec<f32>) -> Self {
        let mut samples = Some(samples);
        let blocks = move |out: &mut Vec<f32>| {
            out.append(&mut samples.take().unwrap_or_default());
            false
        };
        Self::new(name, rate, speed, Box::new(blocks))
    }

    fn device(&self) -> Device {
        Device { id: DeviceId(self.name.clone()), name: self.name.clone(), default: true }
    }
}

impl Capture for Played {
    fn devices(&mut self) -> Result<Vec<Device>, CaptureError> {
        Ok(vec![self.device()])
    }

    fn open(&mut self, wanted: Option<&DeviceId>) -> Result<(Device, Box<dyn Stream>), CaptureError> {
        let device = self.device();
        if let Some(other) = wanted.filter(|id| **id != device.id) {
            return Err(CaptureError::Gone { name: other.0.clone() });
        }
        // It can be spoken once.
        let blocks = self.blocks.take().ok_or(CaptureError::None)?;
        let stream = Playing {
            rate: self.rate,
            speed: f64::from(self.speed),
            began: Instant::now(),
            given: 0,
            waiting: Vec::new(),
            blocks,
            ended: false,
        };
        Ok((device, Box::new(stream)))
    }

    fn is_there(&mut self, device: &DeviceId) -> bool {
        device.0 == self.name
    }
}

struct Playing {
    rate: u32,
    speed: f64,
    began: Instant,
    given: u64,
    waiting: Vec<f32>,
    blocks: Blocks,
    ended: bool,
}

impl Stream for Playing {
    fn rate(&self) -> u32 {
        self.rate
    }

    fn read(&mut self, out: &mut Vec<f32>) {
        let spoken = self.began.elapsed().as_secs_f64() * self.speed * f64::from(self.rate);
        let due =
            (spoken as u64).saturating_sub(self.given).min(u64::from(self.rate) * MOST_AT_ONCE) as usize;
        while self.waiting.len() < due && !self.ended {
            self.ended = !(self.blocks)(&mut self.waiting);
        }
        let from_file = due.min(self.waiting.len());
        out.extend(self.waiting.drain(..from_file));
        // The room goes on being there after the last word.
        out.extend(std::iter::repeat_n(0.0, due - from_file));
        self.given += due as u64;
    }

    fn lost(&self) -> u64 {
        0
    }

    fn failed(&self) -> bool {
        false
    }

    fn ended(&self) -> bool {
        self.ended && self.waiting.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn play(mut played: Played, enough: usize) -> (Vec<f32>, Duration) {
        let (_, mut stream) = played.open(None).unwrap();
        let began = Instant::now();
        let mut out = Vec::new();
        while out.len() < enough {
            stream.read(&mut out);
            std::thread::sleep(Duration::from_millis(5));
        }
        (out, began.elapsed())
    }

    #[test]
    fn a_recording_is_heard_whole_and_takes_its_time() {
        let sound: Vec<f32> = (0..16_000).map(|i| i as f32 / 16_000.0).collect();
        let (heard, took) = play(Played::samples("a", 16_000, 4.0, sound.clone()), 17_000);
        assert_eq!(heard[..16_000], sound);
        assert!(heard[16_000..].iter().all(|s| *s == 0.0));
        assert!(took >= Duration::from_millis(250), "{took:?}");
    }

    #[test]
    fn blocks_are_read_only_as_they_are_needed() {
        let mut left = 10;
        let blocks = move |out: &mut Vec<f32>| {
            out.extend([0.5; 1000]);
            left -= 1;
            left > 0
        };
        let (heard, _) = play(Played::new("a", 16_000, 50.0, Box::new(blocks)), 12_000);
        assert_eq!(heard.iter().filter(|s| **s > 0.4).count(), 10_000);
    }

    #[test]
    fn it_is_spoken_once_and_by_nobody_else() {
        let mut played = Played::samples("a", 16_000, 1.0, Vec::new());
        assert!(matches!(played.open(Some(&DeviceId("b".into()))), Err(CaptureError::Gone { .. })));
        assert!(played.open(None).is_ok());
        assert!(matches!(played.open(None), Err(CaptureError::None)));
    }
}
