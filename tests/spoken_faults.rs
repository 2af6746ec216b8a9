//! What goes wrong in the middle of a spoken interview, with the whole program in the sandbox: a microphone that is pulled
//! out, a voice that dies, hangs or is not there, a kill.

#![cfg(all(target_os = "linux", feature = "whisper", feature = "mic", feature = "voice"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what cannot prepare its ground has failed, and says where"
)]

mod sandbox;
mod spoken;

use std::process::Command;
use std::time::Duration;
use std::time::Instant;

use pushback::core::interview::event::Kind;
use pushback::io::places::Places;
use pushback::io::session::record::State;
use pushback::io::session::store::LAST;
use pushback::io::session::store::Store;
use spoken::Running;

/// What a busy machine may take on top of what is promised, to wake threads and to pass on a line.
const SLACK: Duration = Duration::from_millis(500);

/// How much of a sentence is said before the microphone goes.
const SAID_BEFORE: Duration = Duration::from_secs(2);

fn asked(running: &Running) -> (usize, Instant) {
    running.line(0, 60, |line| line.starts_with("Interviewer: "))
}

fn listening(running: &Running, from: usize, seconds: u64) -> (usize, Instant) {
    running.line(from, seconds, |line| line == "(listening)")
}

#[test]
fn a_microphone_that_is_pulled_out_in_mid_answer_costs_no_word() {
    sandbox::inside("a_microphone_that_is_pulled_out_in_mid_answer_costs_no_word", || {
        let data = tempfile::tempdir().unwrap();
        let sentences = [
            "The client was not very happy with the result.",
            "But the team worked very hard and we fixed the problem for the client.",
            "Now I always try to communicate better and to be more careful.",
        ]
        .map(spoken::spoken);
        let mut running = Running::start(data.path(), &["--probes", "0", "--by-key"]);
        let (at, _) = listening(&running, 0, 60);
        sandbox::play(&sentences[0]).finish();
        // In the middle of the next sentence.
        let playing = sandbox::play(&sentences[1]);
        std::thread::sleep(SAID_BEFORE);
        let pulled = Instant::now();
        let took = sandbox::switch(["mic", "off"]);
        let (at, told) = running.line(at, 10, |line| line.contains("The microphone went away"));
        let noticed = told.saturating_duration_since(pulled + took);
        eprintln!("measured: a microphone that is gone is told of after {} ms", noticed.as_millis());
        assert!(noticed < Duration::from_secs(1) + SLACK, "{noticed:?}");
        playing.finish();
        sandbox::switch(["mic", "on"]);
        running.line(at, 10, |line| line.contains("is listened to"));
        std::thread::sleep(Duration::from_secs(1));
        sandbox::play(&sentences[2]).finish();
        std::thread::sleep(Duration::from_secs(1));
        running.press("");
        let ended = running.end(60);
        assert!(ended.status.success(), "{}", ended.text());
        let answer = &ended.session().answers[0];
        assert!(answer.transcript().words().len() >= 15, "{}", answer.transcript().text());
        assert!(answer.heard.as_ref().unwrap().warnings.iter().any(|w| w.contains("microphone")));
        assert!(ended.events().iter().any(|event| event.kind == Kind::DeviceLost));
        let before = &sentences[1][..sandbox::RATE as usize * SAID_BEFORE.as_millis() as usize / 1000];
        let said = loud(&sentences[0]) + loud(before) + loud(&sentences[2]);
        let kept = loud(&spoken::samples_of(&ended.folder().join("audio.wav")));
        eprintln!(
            "measured: {} ms of voice were said, {} ms are on disk",
            said.as_millis(),
            kept.as_millis()
        );
        assert!(kept + SLACK > said, "{kept:?} of {said:?}");
    });
}

/// How much of a sound is not silence.
fn loud(sound: &[f32]) -> Duration {
    let blocks = sound.chunks(sandbox::RATE as usize / 100);
    let loud = blocks.filter(|block| block.iter().any(|sample| sample.abs() > 0.01)).count();
    Duration::from_millis(loud as u64 * 10)
}

/// The session goes on with captions: within two seconds it is told, and the person has the floor after the caption.
fn voice_fails(before: impl FnOnce(), during: impl FnOnce()) {
    let data = tempfile::tempdir().unwrap();
    before();
    let mut running = Running::start(data.path(), &["--probes", "1", "--by-key"]);
    let (at, _) = asked(&running);
    during();
    let struck = Instant::now();
    let (_, told) = running.line(at, 30, |line| line.contains("There is no voice"));
    let took = told.saturating_duration_since(struck);
    eprintln!("measured: a voice that fails is told of after {} ms", took.as_millis());
    assert!(took < Duration::from_secs(2) + SLACK, "{took:?}");
    let (at, _) = listening(&running, at, 15);
    sandbox::play(&spoken::spoken("The launch was late and the client was not very happy.")).finish();
    std::thread::sleep(Duration::from_secs(1));
    running.press("");
    let (at, _) = running.line(at, 30, |line| line.starts_with("Interviewer: "));
    listening(&running, at, 15);
    running.press("q");
    let quit = Instant::now();
    let ended = running.end(30);
    eprintln!("measured: over {} ms after the wish to end", quit.elapsed().as_millis());
    assert!(quit.elapsed() < Duration::from_secs(5), "{:?}", quit.elapsed());
    assert!(ended.status.success(), "{}", ended.text());
    assert_eq!(ended.session().state, State::Done);
    let told = ended.lines.iter().filter(|(_, line)| line.contains("There is no voice")).count();
    assert_eq!(told, 1, "{}", ended.text());
}

#[test]
fn a_key_takes_the_floor_from_the_voice_at_once() {
    sandbox::inside("a_key_takes_the_floor_from_the_voice_at_once", || {
        let data = tempfile::tempdir().unwrap();
        let recording = sandbox::record();
        let mut running = Running::start(data.path(), &["--by-key"]);
        let (at, began) = asked(&running);
        std::thread::sleep(Duration::from_millis(1_200));
        running.press("");
        let pressed = Instant::now();
        listening(&running, at, 5);
        std::thread::sleep(Duration::from_secs(1));
        let (_, last) = recording.between((began, Instant::now())).expect("the voice was heard");
        let went_on = last.saturating_duration_since(pressed);
        eprintln!("measured: the voice is silent {} ms after the key", went_on.as_millis());
        assert!(went_on < Duration::from_millis(100) + SLACK, "{went_on:?}");
        running.press("q");
        assert!(running.end(30).status.success());
    });
}

#[test]
fn a_voice_that_dies_in_mid_sentence_becomes_captions() {
    sandbox::inside("a_voice_that_dies_in_mid_sentence_becomes_captions", || {
        voice_fails(
            || (),
            || {
                std::thread::sleep(Duration::from_millis(800));
                sandbox::switch(["speech", "kill"]);
            },
        );
    });
}

#[test]
fn a_voice_that_hangs_in_mid_sentence_becomes_captions() {
    sandbox::inside("a_voice_that_hangs_in_mid_sentence_becomes_captions", || {
        voice_fails(
            || (),
            || {
                std::thread::sleep(Duration::from_millis(800));
                sandbox::switch(["speech", "freeze"]);
            },
        );
    });
}

#[test]
fn without_a_voice_there_are_captions_from_the_start() {
    sandbox::inside("without_a_voice_there_are_captions_from_the_start", || {
        voice_fails(
            || {
                sandbox::switch(["speech", "kill"]);
            },
            || (),
        );
    });
}

#[test]
fn a_kill_in_mid_answer_leaves_a_session_that_recovers_with_its_verdict() {
    sandbox::inside("a_kill_in_mid_answer_leaves_a_session_that_recovers_with_its_verdict", || {
        let data = tempfile::tempdir().unwrap();
        let mut running = Running::start(data.path(), &["--by-key"]);
        let (_, since) = listening(&running, 0, 60);
        sandbox::play(&spoken::spoken("The client was not very happy with the result.")).finish();
        std::thread::sleep(Duration::from_secs(2));
        let playing = sandbox::play(&spoken::spoken(&spoken::sample_text("weak.txt")));
        std::thread::sleep(Duration::from_secs(3));
        let listened = since.elapsed();
        running.kill();
        drop(running);
        drop(playing);
        let recovered = Command::new(env!("CARGO_BIN_EXE_pushback"))
            .args(["sessions", "recover", "--data"])
            .arg(data.path())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&recovered.stdout);
        assert!(recovered.status.success(), "{said}{}", String::from_utf8_lossy(&recovered.stderr));
        let listed = Store::new(&Places::in_folder(data.path())).find(LAST).unwrap();
        let session = listed.session.unwrap();
        assert_eq!(session.state, State::Recovered);
        assert!(session.answers[0].transcript().text().to_lowercase().contains("client"), "{said}");
        assert!(!session.answers[0].verdicts.is_empty(), "{said}");
        let wav = hound::WavReader::open(listed.path.join("audio.wav")).unwrap();
        let kept = Duration::from_secs_f64(f64::from(wav.duration()) / 16_000.0);
        let lost = listened.saturating_sub(kept);
        eprintln!("measured: {} ms of {} ms of sound lost by a kill", lost.as_millis(), listened.as_millis());
        assert!(lost < Duration::from_secs(1), "{lost:?} lost");
    });
}
