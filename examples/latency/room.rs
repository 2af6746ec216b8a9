//! The candidate, who speaks and presses keys, and what is seen of the interview meanwhile.

use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::Receiver;
use std::sync::mpsc::SyncSender;
use std::sync::mpsc::sync_channel;
use std::time::Duration;
use std::time::Instant;

use pushback::core::interview::event::Kind;
use pushback::core::span::Span;
use pushback::core::transcript::HeardWord;
use pushback::core::view::Stage;
use pushback::core::view::View;
use pushback::io::asr::Recogniser;
use pushback::io::asr::error::AsrError;
use pushback::io::asr::whisper::Whisper;
use pushback::io::asr::whisper::WhisperSettings;
use pushback::io::capture::level::Level;
use pushback::io::import;
use pushback::io::session::writer::SessionWriter;
use pushback::io::vad::earshot::Earshot;
use pushback::io::voice::settings::VoiceSettings;
use pushback::runtime::interview::Desk;
use pushback::runtime::interview::Ears;
use pushback::runtime::interview::Face;
use pushback::runtime::interview::Setup;
use pushback::runtime::microphone::Microphone;
use pushback::runtime::microphone::take;
use pushback::runtime::speaker::Speaker;

use crate::sandbox;

/// What is said in each turn, in one breath.
const SAID: &str = "I was responsible for a launch and the page went down because I skipped the tests. \
    We fixed it and it worked again. That's it.";

/// How long something that has to happen may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// How an answer ends.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Ends {
    Silence,
    Key,
}

/// One turn.
pub(crate) struct Measured {
    /// The sound of the answer was over.
    pub(crate) spoken: Instant,
    /// The answer had ended: by decision, or by the key.
    pub(crate) decided: Instant,
    /// The first sound of the probe.
    pub(crate) sounds: Instant,
    /// The beginning of the session's clock.
    pub(crate) zero: Instant,
}

/// What is shown, with the moment.
pub(crate) struct Seen {
    at: Instant,
    now_ms: u64,
    stage: Stage,
    question: usize,
}

pub(crate) struct Watch(SyncSender<Seen>);

impl Watch {
    pub(crate) fn new() -> (Self, Receiver<Seen>) {
        let (told, seen) = sync_channel(10_000);
        (Self(told), seen)
    }
}

impl Face for Watch {
    fn show(&mut self, view: &View, now_ms: u64) {
        self.0
            .try_send(Seen { at: Instant::now(), now_ms, stage: view.stage, question: view.question })
            .unwrap();
    }

    fn level(&mut self, _: Level, _: u64) {}

    fn tell(&mut self, what: &str) {
        eprintln!("told: {what}");
    }
}

/// Takes the time of a model, and says what it was told to.
struct Timed(Whisper);

impl Recogniser for Timed {
    fn name(&self) -> &str {
        self.0.name()
    }

    fn longest(&self) -> usize {
        self.0.longest()
    }

    fn transcribe(&mut self, samples: &[f32], stop: &Arc<AtomicBool>) -> Result<Vec<HeardWord>, AsrError> {
        self.0.transcribe(samples, stop)?;
        let words: Vec<&str> = SAID.split_whitespace().collect();
        let each = samples.len() / 16 / words.len();
        let said = words.iter().enumerate();
        Ok(said
            .map(|(at, word)| HeardWord {
                text: (*word).to_owned(),
                time: Span::from_len(at * each, each),
                confidence: 0.9,
            })
            .collect())
    }
}

pub(crate) fn setup(model: &Path, tokens: usize, session: SessionWriter) -> Setup {
    let mut settings = WhisperSettings::new(model, "random weights");
    settings.most_tokens = Some(tokens);
    let recogniser = Box::new(Timed(Whisper::load(settings).unwrap()));
    let mut microphone = Microphone::system(None).unwrap();
    take::ready(&mut microphone).unwrap();
    let ears = Ears { microphone, cue: None, recogniser, detector: Box::new(Earshot::new()) };
    let voice = Speaker::system(VoiceSettings::default()).unwrap();
    Setup { ears: Some(ears), voice: Some(voice), session, speed: 1.0, before: None, leaves: false }
}

/// The answer without a pause inside.
fn spoken() -> Vec<f32> {
    let folder = tempfile::tempdir().unwrap();
    let wav = folder.path().join("spoken.wav");
    let text = SAID.replace('.', "");
    let done =
        Command::new("espeak-ng").args(["-v", "en-us", "-s", "175", "-w"]).arg(&wav).arg(text).status();
    assert!(done.unwrap().success());
    let mut source = import::open(&wav).unwrap();
    let mut samples = Vec::new();
    while let Some(block) = source.next_block().unwrap() {
        samples.extend_from_slice(block);
    }
    let last = samples.iter().rposition(|sample| sample.abs() > 0.005).unwrap();
    samples.truncate(last + 1);
    samples
}

/// Waits until one of these is shown.
fn until(seen: &Receiver<Seen>, stages: &[Stage]) -> Seen {
    let end = Instant::now() + PATIENCE;
    loop {
        let left = end.saturating_duration_since(Instant::now());
        let one = seen.recv_timeout(left).unwrap_or_else(|_| panic!("none of {stages:?} came"));
        if stages.contains(&one.stage) {
            return one;
        }
    }
}

/// Answers every question once, and leaves it as soon as the probe is heard.
pub(crate) fn candidate(desk: &Desk, seen: &Receiver<Seen>, turns: usize, ends: Ends) -> Vec<Measured> {
    let recording = sandbox::record();
    let sound = spoken();
    let length = Duration::from_secs_f64(sound.len() as f64 / f64::from(sandbox::RATE));
    desk.ask(Kind::Start).unwrap();
    let mut measured = Vec::new();
    for turn in 0..turns {
        while until(seen, &[Stage::Asking]).question < turn {}
        std::thread::sleep(Duration::from_millis(400));
        desk.ask(Kind::FloorKey).unwrap();
        until(seen, &[Stage::Listening]);
        std::thread::sleep(Duration::from_millis(300));
        let began = Instant::now();
        sandbox::play(&sound).finish();
        let spoken = began + length;
        let decided = match ends {
            Ends::Silence => until(seen, &[Stage::Finishing, Stage::Asking]).at,
            Ends::Key => {
                let pressed = Instant::now();
                desk.ask(Kind::FloorKey).unwrap();
                pressed
            }
        };
        let asking = until(seen, &[Stage::Asking]);
        let zero = asking.at.checked_sub(Duration::from_millis(asking.now_ms)).unwrap();
        let mut first = None;
        sandbox::wait("the probe is heard", || {
            first = recording.between((decided, Instant::now()));
            first.is_some()
        });
        measured.push(Measured { spoken, decided, sounds: first.unwrap().0, zero });
        std::thread::sleep(Duration::from_millis(300));
        desk.ask(Kind::Skip).unwrap();
    }
    desk.ask(Kind::EndNow).unwrap();
    measured
}
