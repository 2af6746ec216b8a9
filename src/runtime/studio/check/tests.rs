//! Devices that do what a test wants, and what a person is shown.

use std::sync::Mutex;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;
use std::time::Duration;
use std::time::Instant;

use super::*;
use crate::core::recording::Recording;
use crate::io::asr::scripted::Scripted;
use crate::io::capture::Capture;
use crate::io::capture::Device;
use crate::io::capture::DeviceId;
use crate::io::capture::Stream;
use crate::io::capture::error::CaptureError;
use crate::io::import;
use crate::io::models::error::ModelError;
use crate::io::player::PlayError;
use crate::io::vad::scripted::ByLevel;
use crate::io::voice::Moment;
use crate::io::voice::Voice;
use crate::io::voice::VoiceName;
use crate::io::voice::error::VoiceError;
use crate::runtime::microphone::Microphone;
use crate::runtime::studio::check::ear::Open;
use crate::runtime::studio::check::loudspeaker::Play;
use crate::runtime::studio::check::sentence::Hear;
use crate::runtime::transcribe::transcribe;

const RATE: u32 = 16_000;

/// A room with one microphone, and a hand on its cable.
#[derive(Clone, Default)]
struct Room {
    unplugged: Arc<AtomicBool>,
    /// Height of the sound in it, in thousandths of full scale.
    loud: Arc<AtomicUsize>,
    open: Arc<AtomicUsize>,
}

/// Something that changes between hum and hiss as speech does, as large as full scale.
fn babble(n: usize) -> f32 {
    let hum = (n as f32 * 0.06).sin();
    let hiss = (n.wrapping_mul(2_654_435_761) >> 16 & 0xffff) as f32 / 32_768.0 - 1.0;
    if (n / 1_600).is_multiple_of(3) { hiss } else { hum }
}

/// Gives sound as time goes by.
struct Sounds {
    room: Room,
    began: Instant,
    given: usize,
}

impl Drop for Sounds {
    fn drop(&mut self) {
        self.room.open.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Stream for Sounds {
    fn rate(&self) -> u32 {
        RATE
    }

    fn read(&mut self, out: &mut Vec<f32>) {
        let due = (self.began.elapsed().as_secs_f32() * RATE as f32) as usize;
        let height = self.room.loud.load(Ordering::Relaxed) as f32 / 1_000.0;
        out.extend((self.given..due).map(|n| height * babble(n)));
        self.given = due;
    }

    fn lost(&self) -> u64 {
        0
    }

    fn failed(&self) -> bool {
        false
    }
}

fn device() -> Device {
    Device { id: DeviceId("desk".into()), name: "Desk microphone".into(), default: true }
}

impl Capture for Room {
    fn devices(&mut self) -> Result<Vec<Device>, CaptureError> {
        Ok(vec![device()])
    }

    fn open(&mut self, _: Option<&DeviceId>) -> Result<(Device, Box<dyn Stream>), CaptureError> {
        if self.unplugged.load(Ordering::Relaxed) {
            return Err(CaptureError::None);
        }
        self.open.fetch_add(1, Ordering::SeqCst);
        Ok((device(), Box::new(Sounds { room: self.clone(), began: Instant::now(), given: 0 })))
    }

    fn is_there(&mut self, _: &DeviceId) -> bool {
        !self.unplugged.load(Ordering::Relaxed)
    }
}

fn ears(room: &Room) -> Open {
    let room = room.clone();
    Box::new(move |name| {
        let instead = name.is_some_and(|name| name != "Desk microphone");
        Ok((Microphone::open(Box::new(room.clone()), None)?, instead))
    })
}

struct Mouth(Option<usize>);

impl Voice for Mouth {
    fn name(&self) -> String {
        "mouth".into()
    }

    fn voices(&mut self) -> Result<Vec<VoiceName>, VoiceError> {
        Ok(Vec::new())
    }

    fn set(&mut self, settings: &VoiceSettings) -> Result<(), VoiceError> {
        match &settings.voice {
            Some(name) => Err(VoiceError::NoSuchVoice { name: name.clone() }),
            None => Ok(()),
        }
    }

    fn speak(&mut self, _: &str) -> Result<(), VoiceError> {
        self.0 = Some(0);
        Ok(())
    }

    fn stop(&mut self) -> Result<(), VoiceError> {
        self.0 = self.0.map(|_| 3);
        Ok(())
    }

    fn moment(&mut self) -> Option<Moment> {
        let at = self.0?;
        self.0 = (at < 1).then_some(at + 1);
        Some([Moment::Started, Moment::Finished, Moment::Stopped, Moment::Stopped][at])
    }

    fn check(&mut self) -> Result<(), VoiceError> {
        Ok(())
    }
}

/// What is different from a machine on which everything works.
#[derive(Default)]
struct Without {
    voice: bool,
    loudspeaker: bool,
    model: bool,
}

struct Bench {
    check: Check,
    room: Room,
    played: Arc<Mutex<Vec<usize>>>,
}

fn bench(without: &Without) -> Bench {
    let (room, played) = (Room::default(), Arc::new(Mutex::new(Vec::new())));
    let waker: Waker = Arc::new(|| {});
    let none = without.voice;
    let connect = move || -> Result<Box<dyn Voice>, VoiceError> {
        if none { Err(VoiceError::Absent { why: "none".into() }) } else { Ok(Box::new(Mouth(None))) }
    };
    let sources = Sources {
        microphones: Box::new(|| Ok(vec![device()])),
        loudspeaker: if without.loudspeaker {
            Box::new(|| Err(PlayError::None))
        } else {
            Box::new(|| Ok("Desk loudspeaker".into()))
        },
    };
    let list = Box::new(|| Ok(vec![VoiceName { name: "English".into(), language: "en".into() }]));
    let check = Check {
        devices: Devices::start(sources, Arc::clone(&waker)).unwrap(),
        ear: Ear::start(ears(&room), Arc::clone(&waker)).unwrap(),
        loudspeaker: Arc::new(
            Loudspeaker::start(out(&played, without.loudspeaker), Arc::clone(&waker)).unwrap(),
        ),
        voice: VoiceCheck::start(Arc::new(connect), Arc::clone(&waker)).unwrap(),
        voices: VoiceList::start(list, Arc::clone(&waker)).unwrap(),
        sentence: Arc::new(Sentence::start(model(without.model), waker).unwrap()),
    };
    Bench { check, room, played }
}

fn out(played: &Arc<Mutex<Vec<usize>>>, none: bool) -> Play {
    let played = Arc::clone(played);
    Box::new(move |samples, stop| {
        if none {
            return Err(PlayError::None);
        }
        let until = Instant::now() + Duration::from_millis(150);
        while Instant::now() < until && !stop.load(Ordering::Relaxed) {
            std::thread::sleep(Duration::from_millis(2));
        }
        played.lock().unwrap().push(samples.len());
        Ok(())
    })
}

fn model(none: bool) -> Hear {
    Box::new(move |_, samples, stop| -> Result<Recording, _> {
        if none {
            return Err(
                ModelError::NoneForHumanSpeech { name: "base.en".into(), size: "82 MB".into() }.into()
            );
        }
        let mut recogniser = Scripted::new(["I told her on Monday."]);
        let mut detector = ByLevel { threshold_db: -40.0 };
        let source = import::of_samples(samples)?;
        Ok(transcribe(source, "it", &mut recogniser, &mut detector, &mut |_| {}, stop)?)
    })
}

#[track_caller]
fn wait(what: &str, so: impl Fn() -> bool) {
    let begun = Instant::now();
    while !so() {
        assert!(begun.elapsed() < Duration::from_secs(20), "never: {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

impl Bench {
    fn line(&self) -> Line {
        self.check.ear.shown().line.clone()
    }

    fn open(&self) -> usize {
        self.room.open.load(Ordering::SeqCst)
    }
}

#[test]
fn a_microphone_is_opened_when_it_is_asked_for_and_closed_when_the_person_goes() {
    let bench = bench(&Without::default());
    bench.check.devices.look().unwrap();
    wait("devices", || bench.check.devices.shown().looked);
    assert_eq!((bench.open(), bench.line()), (0, Line::Closed), "a list opens nothing");
    bench.room.loud.store(300, Ordering::Relaxed);
    bench.check.ear.listen(None).unwrap();
    wait("heard well", || bench.check.ear.shown().heard == Heard::Good);
    assert_eq!((bench.open(), bench.line()), (1, Line::Open("Desk microphone".into())));
    assert!((bench.check.ear.shown().level.peak_db + 10.5).abs() < 1.5);
    bench.check.rest();
    wait("closed", || bench.line() == Line::Closed && bench.open() == 0);
    assert!(bench.check.ear.shown().passed, "that it was good is still so");
}

#[test]
fn a_device_that_is_pulled_out_is_told_and_its_return_too() {
    let bench = bench(&Without::default());
    bench.check.ear.listen(None).unwrap();
    wait("open", || matches!(bench.line(), Line::Open(_)));
    bench.room.unplugged.store(true, Ordering::Relaxed);
    wait("gone", || bench.line() == Line::Gone("Desk microphone".into()));
    bench.room.unplugged.store(false, Ordering::Relaxed);
    wait("back", || bench.line() == Line::Open("Desk microphone".into()));
}

#[test]
fn without_any_microphone_it_is_waited_for() {
    let bench = bench(&Without::default());
    bench.room.unplugged.store(true, Ordering::Relaxed);
    bench.check.ear.listen(Some("Headset".into())).unwrap();
    wait("missing", || bench.line() == Line::Missing(CaptureError::None));
    bench.check.say_a_sentence(Some("Headset".into()), None).unwrap();
    wait("told", || bench.check.sentence.shown().stage == Stage::NoSound(CaptureError::None));
    bench.room.unplugged.store(false, Ordering::Relaxed);
    wait("plugged in", || bench.line() == Line::Open("Desk microphone".into()));
}

#[test]
fn a_muted_microphone_is_silent() {
    let bench = bench(&Without::default());
    bench.check.ear.listen(None).unwrap();
    wait("silent", || bench.check.ear.shown().heard == Heard::Silent);
    bench.room.loud.store(3_000, Ordering::Relaxed);
    // Heights over full scale are cut off by every device; this one gives them as they are.
    wait("clipping", || bench.check.ear.shown().heard == Heard::Clipping);
}

#[test]
fn a_sentence_is_recorded_played_back_and_read() {
    let bench = bench(&Without::default());
    bench.room.loud.store(300, Ordering::Relaxed);
    bench.check.say_a_sentence(None, None).unwrap();
    wait("recording", || bench.check.ear.shown().recorded.is_some());
    // It ends, as every answer does.
    wait("half of it", || bench.check.ear.shown().recorded.is_some_and(|share| share > 0.4));
    bench.room.loud.store(0, Ordering::Relaxed);
    let over = |stage: &Stage| !matches!(stage, Stage::Nothing | Stage::Recording | Stage::Reading);
    wait("over", || over(&bench.check.sentence.shown().stage));
    let said = bench.check.sentence.shown();
    let Stage::Read { text, model } = &said.stage else { panic!("{:?}", said.stage) };
    assert_eq!((text.as_str(), model.as_str()), ("I told her on Monday.", "scripted"));
    assert_eq!(said.flaws, []);
    wait("played", || bench.check.loudspeaker.shown().played == Some(Sound::Sentence));
    let length = said.sound.as_ref().unwrap().len();
    assert!((64_000..66_000).contains(&length), "{length}");
    assert_eq!(*bench.played.lock().unwrap(), [length]);
    bench.check.hear_again().unwrap();
    wait("played again", || bench.played.lock().unwrap().len() == 2);
}

#[test]
fn a_sentence_can_be_called_off_and_nothing_is_kept() {
    let bench = bench(&Without::default());
    bench.room.loud.store(300, Ordering::Relaxed);
    bench.check.say_a_sentence(None, None).unwrap();
    wait("recording", || bench.check.ear.shown().recorded.is_some());
    bench.check.rest();
    wait("nothing", || *bench.check.sentence.shown() == Said::default());
    wait("closed", || bench.open() == 0);
    assert!(bench.played.lock().unwrap().is_empty());
}

#[test]
fn without_a_model_a_sentence_can_still_be_heard_back() {
    let bench = bench(&Without { model: true, ..Without::default() });
    bench.room.loud.store(300, Ordering::Relaxed);
    bench.check.say_a_sentence(None, None).unwrap();
    wait("unread", || bench.check.sentence.shown().stage == Stage::Unread(Unread::NoModel));
    wait("played", || bench.check.loudspeaker.shown().played == Some(Sound::Sentence));
}

#[test]
fn a_voice_is_heard_and_one_that_is_not_there_is_told() {
    let bench = bench(&Without::default());
    bench.check.hear_the_voice("Tell me about it.", VoiceSettings::default()).unwrap();
    wait("heard", || bench.check.voice.shown().saying == Saying::Heard);
    assert_eq!((bench.check.voice.shown().fault.clone(), bench.check.voice.shown().instead), (None, false));
    let other = VoiceSettings { voice: Some("Nobody".into()), pace: 0.0 };
    bench.check.hear_the_voice("Tell me about it.", other).unwrap();
    wait("instead", || bench.check.voice.shown().instead);
    bench.check.voices.ask().unwrap();
    wait("voices", || matches!(&*bench.check.voices.shown(), Voices::Listed(list) if list.len() == 1));
}

#[test]
fn without_a_voice_the_sentence_is_shown_and_the_reason_told_once() {
    let bench = bench(&Without { voice: true, ..Without::default() });
    bench.check.hear_the_voice("Tell me about it.", VoiceSettings::default()).unwrap();
    wait("only shown", || bench.check.voice.shown().saying == Saying::Unheard);
    let fault = bench.check.voice.shown().fault.clone();
    assert!(matches!(fault, Some(VoiceError::Absent { .. })), "{fault:?}");
}

#[test]
fn two_tones_tell_whether_the_loudspeaker_is_on() {
    let with = bench(&Without::default());
    with.check.loudspeaker.chime().unwrap();
    wait("played", || with.check.loudspeaker.shown().played == Some(Sound::Chime));
    let without = bench(&Without { loudspeaker: true, ..Without::default() });
    without.check.loudspeaker.chime().unwrap();
    wait("told", || without.check.loudspeaker.shown().fault == Some(PlayError::None));
    without.check.devices.look().unwrap();
    wait("named", || without.check.devices.shown().no_loudspeaker == Some(PlayError::None));
}
