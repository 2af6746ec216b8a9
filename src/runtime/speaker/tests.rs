//! A voice that misbehaves on request, and what the speaker makes of it.

use std::sync::Mutex;
use std::sync::atomic::AtomicU32;
use std::sync::mpsc::RecvTimeoutError;
use std::time::Instant;

use super::*;
use crate::io::voice::Moment;
use crate::io::voice::VoiceName;

/// How the voice is today.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Mood {
    Well,
    /// No call comes back.
    Frozen,
    /// Begins sentences and never ends them.
    Endless,
    Absent,
}

struct Fake(Arc<Mutex<Mood>>, Option<Instant>, bool);

impl Fake {
    fn mood(&self) -> Mood {
        *self.0.lock().unwrap()
    }

    fn answer(&self) {
        while self.mood() == Mood::Frozen {
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Voice for Fake {
    fn name(&self) -> String {
        "fake".into()
    }

    fn voices(&mut self) -> Result<Vec<VoiceName>, VoiceError> {
        Ok(Vec::new())
    }

    fn set(&mut self, settings: &VoiceSettings) -> Result<(), VoiceError> {
        self.answer();
        match &settings.voice {
            Some(name) if name != "fake" => Err(VoiceError::NoSuchVoice { name: name.clone() }),
            _ => Ok(()),
        }
    }

    fn speak(&mut self, text: &str) -> Result<(), VoiceError> {
        self.answer();
        self.1 = Some(Instant::now() + Duration::from_millis(20 * text.len() as u64));
        self.2 = false;
        Ok(())
    }

    fn stop(&mut self) -> Result<(), VoiceError> {
        self.answer();
        // Too late for a deadline of 90 ms.
        self.1 = self.1.map(|_| Instant::now() + Duration::from_millis(300));
        Ok(())
    }

    fn moment(&mut self) -> Option<Moment> {
        let until = self.1?;
        if !self.2 {
            self.2 = true;
            return Some(Moment::Started);
        }
        (Instant::now() >= until && self.mood() == Mood::Well).then(|| {
            self.1 = None;
            Moment::Finished
        })
    }

    fn check(&mut self) -> Result<(), VoiceError> {
        self.answer();
        Ok(())
    }
}

struct Scene {
    mood: Arc<Mutex<Mood>>,
    connected: Arc<AtomicU32>,
    speaker: Speaker,
    events: Receiver<SpeechEvent>,
}

fn scene(mood: Mood) -> Scene {
    scene_with(mood, VoiceSettings::default())
}

fn scene_with(mood: Mood, settings: VoiceSettings) -> Scene {
    let mood = Arc::new(Mutex::new(mood));
    let connected = Arc::new(AtomicU32::new(0));
    let (shared, count) = (Arc::clone(&mood), Arc::clone(&connected));
    let connect: Connect = Arc::new(move || {
        count.fetch_add(1, Ordering::Relaxed);
        let fake = Fake(Arc::clone(&shared), None, false);
        fake.answer();
        match fake.mood() {
            Mood::Absent => Err(VoiceError::Absent { why: "none".into() }),
            _ => Ok(Box::new(fake) as Box<dyn Voice>),
        }
    });
    let (speaker, events) = Speaker::start(connect, settings).unwrap();
    Scene { mood, connected, speaker, events }
}

impl Scene {
    fn become_(&self, mood: Mood) {
        *self.mood.lock().unwrap() = mood;
    }

    /// The next event, which has to come in that many ms.
    #[track_caller]
    fn within(&self, ms: u64) -> SpeechEvent {
        self.events.recv_timeout(Duration::from_millis(ms)).expect("an event in time")
    }

    #[track_caller]
    fn nothing_for(&self, ms: u64) {
        let none = self.events.recv_timeout(Duration::from_millis(ms));
        assert_eq!(none, Err(RecvTimeoutError::Timeout));
    }
}

#[test]
fn a_sentence_starts_and_finishes_aloud() {
    let mut scene = scene(Mood::Well);
    let ticket = scene.speaker.say("What did you do?").unwrap();
    assert_eq!(scene.within(1_000), SpeechEvent::Started { ticket, aloud: true });
    assert_eq!(scene.within(2_000), SpeechEvent::Finished { ticket, aloud: true });
    scene.nothing_for(100);
}

#[test]
fn without_a_voice_sentences_are_captions_and_this_is_said_once() {
    let mut scene = scene(Mood::Absent);
    assert!(matches!(scene.within(500), SpeechEvent::Failed { why: VoiceError::Absent { .. } }));
    for _ in 0..2 {
        let ticket = scene.speaker.say("Go on.").unwrap();
        assert_eq!(scene.within(500), SpeechEvent::Started { ticket, aloud: false });
        assert_eq!(scene.within(2_000), SpeechEvent::Finished { ticket, aloud: false });
    }
}

#[test]
fn a_voice_that_was_switched_off_is_no_failure() {
    let (mut speaker, events) = Speaker::silent(VoiceSettings::default()).unwrap();
    let ticket = speaker.say("Go on.").unwrap();
    let event = || events.recv_timeout(Duration::from_secs(2)).unwrap();
    assert_eq!(event(), SpeechEvent::Started { ticket, aloud: false });
    assert_eq!(event(), SpeechEvent::Finished { ticket, aloud: false });
}

#[test]
fn a_connection_that_hangs_costs_two_seconds_and_is_used_when_it_comes() {
    let mut scene = scene(Mood::Frozen);
    let ticket = scene.speaker.say("Go on.").unwrap();
    assert_eq!(scene.within(1_900), SpeechEvent::Failed { why: VoiceError::Hangs });
    assert_eq!(scene.within(100), SpeechEvent::Started { ticket, aloud: false });
    assert_eq!(scene.within(1_900), SpeechEvent::Finished { ticket, aloud: false });
    scene.become_(Mood::Well);
    assert_eq!(scene.within(1_000), SpeechEvent::Back { name: "fake".into() });
    let ticket = scene.speaker.say("Go on.").unwrap();
    assert_eq!(scene.within(500), SpeechEvent::Started { ticket, aloud: true });
}

#[test]
fn a_voice_that_freezes_in_a_sentence_leaves_the_rest_to_the_caption() {
    let mut scene = scene(Mood::Well);
    let ticket =
        scene.speaker.say("A sentence that is long enough to be cut off in the middle of it.").unwrap();
    assert_eq!(scene.within(1_000), SpeechEvent::Started { ticket, aloud: true });
    scene.become_(Mood::Frozen);
    assert_eq!(scene.within(2_000), SpeechEvent::Failed { why: VoiceError::Hangs });
    assert_eq!(scene.within(5_000), SpeechEvent::Finished { ticket, aloud: false });
    scene.become_(Mood::Well);
    assert_eq!(scene.within(4_000), SpeechEvent::Back { name: "fake".into() });
    assert_eq!(scene.connected.load(Ordering::Relaxed), 2);
}

#[test]
fn a_voice_that_never_ends_a_sentence_is_given_up() {
    let mut scene = scene(Mood::Endless);
    let ticket = scene.speaker.say("Go on.").unwrap();
    assert_eq!(scene.within(1_000), SpeechEvent::Started { ticket, aloud: true });
    assert_eq!(scene.within(2_500), SpeechEvent::Failed { why: VoiceError::Died });
    assert_eq!(scene.within(2_000), SpeechEvent::Finished { ticket, aloud: false });
}

#[test]
fn a_stop_is_over_within_100_ms_whatever_the_voice_does() {
    let mut scene = scene(Mood::Well);
    for frozen in [false, true] {
        let ticket = scene.speaker.say("A sentence that is long enough to be cut off.").unwrap();
        assert_eq!(scene.within(1_000), SpeechEvent::Started { ticket, aloud: true });
        if frozen {
            scene.become_(Mood::Frozen);
        }
        let asked = Instant::now();
        scene.speaker.stop();
        assert_eq!(scene.within(1_000), SpeechEvent::Stopped { ticket });
        // A machine that runs other tests beside this one wakes threads late.
        assert!(asked.elapsed() < STOP + Duration::from_millis(150), "{:?}", asked.elapsed());
    }
}

#[test]
fn the_next_sentence_cuts_the_last_one_off() {
    let mut scene = scene(Mood::Well);
    let first = scene.speaker.say("A sentence that is long enough to be cut off.").unwrap();
    assert_eq!(scene.within(1_000), SpeechEvent::Started { ticket: first, aloud: true });
    let second = scene.speaker.say("Go on.").unwrap();
    assert_eq!(scene.within(200), SpeechEvent::Stopped { ticket: first });
    assert_eq!(scene.within(500), SpeechEvent::Started { ticket: second, aloud: true });
    assert_eq!(scene.within(1_000), SpeechEvent::Finished { ticket: second, aloud: true });
}

#[test]
fn a_voice_that_is_not_there_is_replaced_by_the_systems_own() {
    let settings = VoiceSettings { voice: Some("Ann".into()), pace: 0.0 };
    let mut scene = scene_with(Mood::Well, settings);
    let why = VoiceError::NoSuchVoice { name: "Ann".into() };
    assert_eq!(scene.within(1_000), SpeechEvent::Instead { why });
    let ticket = scene.speaker.say("Go on.").unwrap();
    assert_eq!(scene.within(500), SpeechEvent::Started { ticket, aloud: true });
}

#[test]
fn settings_that_come_while_it_connects_are_not_lost() {
    let mut scene = scene(Mood::Frozen);
    scene.speaker.set(VoiceSettings { voice: Some("Ann".into()), pace: 0.0 });
    std::thread::sleep(Duration::from_millis(50));
    scene.become_(Mood::Well);
    let why = VoiceError::NoSuchVoice { name: "Ann".into() };
    assert_eq!(scene.within(1_000), SpeechEvent::Instead { why });
    scene.speaker.say("Go on.").unwrap();
}

#[test]
fn the_end_waits_for_no_voice_and_no_listener() {
    let mut scene = scene(Mood::Well);
    scene.speaker.say("Go on.").unwrap();
    scene.within(1_000);
    scene.become_(Mood::Frozen);
    let Scene { speaker, events, mood, .. } = scene;
    let began = Instant::now();
    drop(speaker);
    assert!(began.elapsed() < Duration::from_secs(1), "{:?}", began.elapsed());
    drop(events);
    *mood.lock().unwrap() = Mood::Well;
}
