//! Runs a test inside `scripts/audio-sandbox`, with virtual devices, and the tools for it.

// Every test binary uses its own part of this.
#![allow(dead_code)]

use std::io::Read;
use std::io::Write;
use std::path::Path;
use std::process::Child;
use std::process::Command;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::thread::JoinHandle;
use std::time::Duration;
use std::time::Instant;

/// Samples a second of what is played and recorded here.
pub(crate) const RATE: u32 = 16_000;

/// One sandbox at a time: they share two cores.
static TURN: Mutex<()> = Mutex::new(());

/// Runs the body of the test called `name` inside the sandbox: the test runs itself again there. What is missing on
/// this machine fails the test, and says how to install it.
#[track_caller]
pub(crate) fn inside(name: &str, body: impl FnOnce()) {
    if std::env::var_os("SANDBOX").is_some() {
        return body();
    }
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let ran = sandbox()
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", name, "--nocapture", "--test-threads=1"])
        .stdin(Stdio::null())
        .output()
        .expect("bash runs scripts/audio-sandbox");
    let (out, err) = (String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    // Figures that a test measured.
    eprint!(
        "{}",
        err.lines().filter(|line| line.starts_with("measured")).fold(String::new(), |all, l| all + l + "\n")
    );
    assert!(ran.status.success(), "in the audio sandbox:\n{out}\n{err}");
    assert!(out.contains("1 passed"), "no test of that name ran:\n{out}");
}

fn sandbox() -> Command {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/audio-sandbox");
    let mut command = Command::new("bash");
    command.arg(script).env("SANDBOX_SETUP", "no");
    command
}

/// A switch of the sandbox: `["mic", "off"]`. Gives how long it took.
#[track_caller]
pub(crate) fn switch(words: [&str; 2]) -> Duration {
    let began = Instant::now();
    let done =
        Command::new("sandbox").args(words).status().expect("the sandbox has its switches in the path");
    assert!(done.success(), "sandbox {words:?}");
    began.elapsed()
}

/// A sine of half height.
pub(crate) fn tone(hertz: f32, seconds: f32) -> Vec<f32> {
    let samples = (RATE as f32 * seconds) as usize;
    (0..samples).map(|i| 0.5 * (i as f32 * hertz * std::f32::consts::TAU / RATE as f32).sin()).collect()
}

/// How much of the sound is a sine of that frequency: 1 for nothing else.
pub(crate) fn purity(sound: &[f32], hertz: f32) -> f32 {
    let step = f64::from(hertz) * std::f64::consts::TAU / f64::from(RATE);
    let (mut sin, mut cos, mut power) = (0.0, 0.0, 1e-9);
    for (i, sample) in sound.iter().enumerate() {
        let (sample, angle) = (f64::from(*sample), step * i as f64);
        sin += sample * angle.sin();
        cos += sample * angle.cos();
        power += sample * sample;
    }
    (2.0 * (sin * sin + cos * cos) / (power * sound.len().max(1) as f64)) as f32
}

/// Seconds of the first and the last moment at which there is sound, in steps of 10 ms.
pub(crate) fn sounding(sound: &[f32]) -> Option<(f32, f32)> {
    let loud: Vec<usize> = sound
        .chunks(RATE as usize / 100)
        .enumerate()
        .filter(|(_, part)| part.iter().any(|s| s.abs() > 0.01))
        .map(|(at, _)| at)
        .collect();
    Some((*loud.first()? as f32 / 100.0, (loud.last()? + 1) as f32 / 100.0))
}

/// Something that is being played into the microphone. Ends with the sound, or when dropped.
pub(crate) struct Played(Child, Option<JoinHandle<()>>);

/// Plays mono samples at 16 kHz into the room where the microphone is.
pub(crate) fn play(sound: &[f32]) -> Played {
    let bytes: Vec<u8> = sound.iter().flat_map(|s| ((s * 32_767.0) as i16).to_le_bytes()).collect();
    let mut child = Command::new("pacat")
        .args(["--playback", "-d", "room", "--format=s16le", "--channels=1"])
        .arg(format!("--rate={RATE}"))
        .stdin(Stdio::piped())
        .spawn()
        .expect("pacat is a part of pulseaudio-utils");
    let mut into = child.stdin.take().unwrap();
    let feed = move || drop(into.write_all(&bytes));
    Played(child, Some(std::thread::Builder::new().name("play".into()).spawn(feed).unwrap()))
}

impl Played {
    /// Waits for the end of the sound.
    pub(crate) fn finish(mut self) {
        self.0.wait().unwrap();
    }
}

impl Drop for Played {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
        if let Some(feed) = self.1.take() {
            feed.join().ok();
        }
    }
}

/// Blocks of 10 ms, with the moment at which each arrived.
type Heard = Vec<(Instant, Vec<f32>)>;

/// What comes out of the loudspeaker.
pub(crate) struct Recording {
    child: Child,
    heard: Arc<Mutex<Heard>>,
    thread: Option<JoinHandle<()>>,
}

/// Records the virtual loudspeaker from now on.
pub(crate) fn record() -> Recording {
    let mut child = Command::new("parec")
        .args(["-d", "speaker.monitor", "--format=s16le", "--channels=1", "--raw", "--latency-msec=10"])
        .arg(format!("--rate={RATE}"))
        .stdout(Stdio::piped())
        .spawn()
        .expect("parec is a part of pulseaudio-utils");
    let mut from = child.stdout.take().unwrap();
    let heard: Arc<Mutex<Heard>> = Arc::default();
    let into = Arc::clone(&heard);
    let listen = move || {
        let mut bytes = [0; 320];
        while from.read_exact(&mut bytes).is_ok() {
            let samples = bytes.chunks(2).map(|b| f32::from(i16::from_le_bytes([b[0], b[1]])) / 32_768.0);
            into.lock().unwrap().push((Instant::now(), samples.collect()));
        }
    };
    let thread = std::thread::Builder::new().name("record".into()).spawn(listen).unwrap();
    let recording = Recording { child, heard, thread: Some(thread) };
    wait("the loudspeaker is recorded", || !recording.heard.lock().unwrap().is_empty());
    recording
}

impl Recording {
    /// When the first and the last sound arrived.
    pub(crate) fn sounding(&self) -> Option<(Instant, Instant)> {
        let heard = self.heard.lock().unwrap();
        let mut loud =
            heard.iter().filter(|(_, part)| part.iter().any(|s| s.abs() > 0.01)).map(|(at, _)| *at);
        let first = loud.next()?;
        Some((first, loud.next_back().unwrap_or(first)))
    }

    /// The same between two moments.
    pub(crate) fn between(&self, (from, to): (Instant, Instant)) -> Option<(Instant, Instant)> {
        let heard = self.heard.lock().unwrap();
        let part = heard.iter().filter(|(at, _)| (from..to).contains(at));
        let mut loud = part.filter(|(_, part)| part.iter().any(|s| s.abs() > 0.01)).map(|(at, _)| *at);
        let first = loud.next()?;
        Some((first, loud.next_back().unwrap_or(first)))
    }

    /// What was recorded between two moments.
    pub(crate) fn cut(&self, (from, to): (Instant, Instant)) -> Vec<f32> {
        let heard = self.heard.lock().unwrap();
        heard.iter().filter(|(at, _)| (from..to).contains(at)).flat_map(|(_, part)| part.clone()).collect()
    }

    /// Everything since the start.
    pub(crate) fn samples(&self) -> Vec<f32> {
        self.heard.lock().unwrap().iter().flat_map(|(_, part)| part.clone()).collect()
    }
}

impl Drop for Recording {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
        if let Some(thread) = self.thread.take() {
            thread.join().ok();
        }
    }
}

/// Waits for something that has to become true within ten seconds.
#[track_caller]
pub(crate) fn wait(what: &str, mut true_yet: impl FnMut() -> bool) {
    let until = Instant::now() + Duration::from_secs(10);
    while !true_yet() {
        assert!(Instant::now() < until, "not within 10 s: {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}
