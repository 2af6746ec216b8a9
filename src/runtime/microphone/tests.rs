//! Devices that fail in every way, and what a reader is told.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;

use super::*;
use crate::io::capture::tap;
use crate::io::capture::tap::Tap;
use crate::io::capture::tap::Tapped;

/// One device, `mic`, at 16 kHz; a hand that speaks into it, and one that pulls it out.
#[derive(Clone, Default)]
struct Desk {
    taps: Arc<Mutex<Vec<Tap>>>,
    unplugged: Arc<AtomicBool>,
    open: Arc<Mutex<Vec<String>>>,
}

struct Fake(Tapped);

impl Stream for Fake {
    fn rate(&self) -> u32 {
        16_000
    }

    fn read(&mut self, out: &mut Vec<f32>) {
        self.0.read(out);
    }

    fn lost(&self) -> u64 {
        self.0.lost()
    }

    fn failed(&self) -> bool {
        self.0.failed()
    }
}

fn mic() -> Device {
    Device { id: DeviceId("mic".into()), name: "Desk microphone".into(), default: true }
}

impl Capture for Desk {
    fn devices(&mut self) -> Result<Vec<Device>, CaptureError> {
        Ok(vec![mic()])
    }

    fn open(&mut self, wanted: Option<&DeviceId>) -> Result<(Device, Box<dyn Stream>), CaptureError> {
        self.open.lock().unwrap().push(wanted.map_or_else(|| "default".into(), |id| id.0.clone()));
        if self.unplugged.load(Ordering::Relaxed) {
            return Err(CaptureError::None);
        }
        if let Some(id) = wanted.filter(|id| **id != mic().id) {
            return Err(CaptureError::Gone { name: id.0.clone() });
        }
        let (tap, tapped) = tap::tap(16_000, 1);
        self.taps.lock().unwrap().push(tap);
        Ok((mic(), Box::new(Fake(tapped))))
    }

    fn is_there(&mut self, _: &DeviceId) -> bool {
        !self.unplugged.load(Ordering::Relaxed)
    }
}

impl Desk {
    fn speak(&self, sound: &[f32]) {
        if let Some(tap) = self.taps.lock().unwrap().last_mut() {
            tap.take(sound);
        }
    }
}

thread_local! {
    /// What one read told beyond the notice that a test waited for: two things may happen between two reads.
    static TOLD: RefCell<VecDeque<Notice>> = const { RefCell::new(VecDeque::new()) };
}

/// Reads until something happens that is no level; speaks meanwhile if asked to.
#[track_caller]
fn next(mic: &mut Microphone, out: &mut Vec<f32>, meanwhile: impl Fn()) -> Notice {
    let until = Instant::now() + Duration::from_secs(3);
    loop {
        meanwhile();
        let told = mic.read(out).into_iter().filter(|n| !matches!(n, Notice::Level(_)));
        let first = TOLD.with_borrow_mut(|kept| {
            kept.extend(told);
            kept.pop_front()
        });
        if let Some(notice) = first {
            return notice;
        }
        assert!(Instant::now() < until, "nothing happened");
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn opened(desk: &Desk) -> Microphone {
    let mut mic_open = Microphone::open(Box::new(desk.clone()), None).unwrap();
    assert_eq!(next(&mut mic_open, &mut Vec::new(), || {}), Notice::Opened(mic()));
    mic_open
}

fn gone() -> Notice {
    Notice::Gone { name: mic().name }
}

#[test]
fn a_device_that_falls_still_is_told_within_a_second_and_nothing_before_is_lost() {
    let desk = Desk::default();
    let mut mic = opened(&desk);
    desk.speak(&[0.5; 4_000]);
    let (began, mut out) = (Instant::now(), Vec::new());
    assert_eq!(next(&mut mic, &mut out, || {}), gone());
    assert!(began.elapsed() < Duration::from_secs(1), "{:?}", began.elapsed());
    assert_eq!(out, [0.5; 4_000]);
    assert!(matches!(next(&mut mic, &mut out, || {}), Notice::Opened(_)));
}

#[test]
fn a_device_that_tells_of_its_end_is_told_at_once() {
    let desk = Desk::default();
    let mut mic = opened(&desk);
    desk.speak(&[0.5; 100]);
    desk.taps.lock().unwrap()[0].alarm().raise();
    let mut out = Vec::new();
    let notices = mic.read(&mut out);
    assert_eq!((notices.first(), out.len()), (Some(&gone()), 100));
}

#[test]
fn a_device_that_is_pulled_out_is_told_although_sound_comes_from_elsewhere() {
    let desk = Desk::default();
    let mut mic = opened(&desk);
    desk.unplugged.store(true, Ordering::Relaxed);
    let (began, mut out) = (Instant::now(), Vec::new());
    assert_eq!(next(&mut mic, &mut out, || desk.speak(&[0.1; 80])), gone());
    assert!(began.elapsed() < Duration::from_secs(1), "{:?}", began.elapsed());
    assert_eq!(next(&mut mic, &mut out, || {}), Notice::Waiting(CaptureError::None));
    assert_eq!(mic.level(), Level::default());
    desk.unplugged.store(false, Ordering::Relaxed);
    assert!(matches!(next(&mut mic, &mut out, || {}), Notice::Opened(_)), "waiting is told once");
}

#[test]
fn without_the_chosen_device_the_default_one_is_used() {
    let desk = Desk::default();
    let mut mic_open = Microphone::open(Box::new(desk.clone()), Some(DeviceId("usb".into()))).unwrap();
    assert_eq!(next(&mut mic_open, &mut Vec::new(), || {}), Notice::Opened(mic()));
    assert_eq!(*desk.open.lock().unwrap(), ["usb", "default"]);
}

#[test]
fn lost_samples_are_counted_and_silence_takes_their_place() {
    let desk = Desk::default();
    let mut mic = opened(&desk);
    desk.speak(&vec![0.5; 40_000]);
    let mut out = Vec::new();
    assert_eq!(next(&mut mic, &mut out, || {}), Notice::Lost(8_000));
    desk.speak(&[0.25; 10]);
    mic.read(&mut out);
    assert_eq!(out[..32_000], vec![0.5; 32_000]);
    assert_eq!(out[32_000..40_000], vec![0.0; 8_000]);
    assert_eq!(out[40_000..], [0.25; 10]);
}

#[test]
fn levels_come_twenty_times_a_second() {
    let desk = Desk::default();
    let mut mic = opened(&desk);
    desk.speak(&vec![0.5; 16_000]);
    let levels = mic.read(&mut Vec::new());
    assert_eq!(levels.len(), 20);
    assert!((mic.level().peak_db + 6.0).abs() < 0.1);
}
