//! A robot at the real window, in a room with a virtual microphone and loudspeaker: it goes through the check, practises a
//! question with a synthetic candidate who speaks, hears the probe, looks back, hears the words of a line of the scorecard,
//! corrects one, exports and closes.

#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what cannot prepare its ground has failed, and says where"
)]

#[path = "window_robot/missing.rs"]
mod missing;
mod robot;
mod sandbox;
mod spoken;

use std::path::Path;
use std::time::Duration;
use std::time::Instant;

use eframe::egui::Key;
use eframe::egui::Modifiers;
use pushback::io::places::Places;
use pushback::io::session::record::Session;
use pushback::io::session::store::LAST;
use pushback::io::session::store::Store;
use robot::Robot;

/// What the candidate replies, whatever is asked.
const REPLY: &str =
    "I told my manager about it ten minutes later, and since then I run all the tests before every launch.";

#[test]
fn a_person_checks_practises_looks_back_corrects_exports_and_closes() {
    sandbox::inside("a_person_checks_practises_looks_back_corrects_exports_and_closes", || {
        let data = tempfile::tempdir().unwrap();
        let recording = sandbox::record();
        let mut robot = Robot::start(data.path());
        check(&mut robot, &recording);
        practise(&mut robot, &recording);
        look_back(&mut robot, &recording, data.path());
        correct_and_export(&mut robot, data.path());
        assert!(robot.close().success());
        assert_eq!(session(data.path()).answers[0].corrections.len(), 1);
    });
}

/// Microphone, voice, model, and a sentence.
fn check(robot: &mut Robot, recording: &sandbox::Recording) {
    robot.see(&["Welcome"], 20);
    robot.press("Check microphone and voice");
    robot.press("Listen to my microphone");
    robot.see(&["Say something, as loudly as in an interview", "You are heard well"], 20);
    sandbox::play(&spoken::spoken(
        "Can you hear me? The launch was late, and the client was not very happy.",
    ))
    .finish();
    robot.see(&["heard well"], 10);
    robot.press("Next");
    let asked = Instant::now();
    robot.press("Hear the voice");
    robot.see(&["Did you hear it?"], 30);
    assert!(recording.between((asked, Instant::now())).is_some(), "nothing came out of the loudspeaker");
    robot.press("Next");
    robot.press("All speech models");
    robot.press("Use synthetic-voices.en");
    robot.see(&["synthetic-voices.en understands synthetic voices only"], 10);
    let way_on = ["Next", "Go on without a model"];
    let found = robot.see(&way_on, 10);
    robot.press(way_on[found]);
    robot.press("Say a sentence");
    robot.see(&["Speak now"], 10);
    sandbox::play(&spoken::spoken("The client was not very happy with the result.")).finish();
    robot.see(&["Understood by synthetic-voices.en", "understands synthetic voices only"], 60);
    let names = robot.names();
    let understood = |words: [&str; 3]| {
        names.iter().any(|name| words.iter().filter(|word| name.contains(**word)).count() >= 2)
    };
    assert!(understood(["client", "happy", "result"]), "{names:#?}");
}

/// A weak answer aloud, and replies to what is asked aloud.
fn practise(robot: &mut Robot, recording: &sandbox::Recording) {
    robot.key(Modifiers::COMMAND, Key::Num2);
    robot.press("Start the interview");
    let mut answers = vec![REPLY.to_owned(), REPLY.to_owned(), spoken::sample_text("weak.txt")];
    let mut heard = 0;
    loop {
        let asked = Instant::now();
        if robot.see(&["Your turn", "Finish"], 120) == 1 {
            break;
        }
        heard += usize::from(recording.between((asked, Instant::now())).is_some());
        let answer = answers.pop().expect("no more is asked than was answered");
        sandbox::play(&spoken::spoken(&answer)).finish();
        // The turn ends by a silence that fits what was said.
        robot.see(&["Listen. ", "One moment. ", "Finish"], 60);
    }
    assert!(heard >= 2, "the question and a probe come out of the loudspeaker, not {heard}");
    robot.press("Finish");
    robot.press("Look back at it");
}

/// A line of the scorecard opens its words, and they are what the loudspeaker plays.
fn look_back(robot: &mut Robot, recording: &sandbox::Recording, data: &Path) {
    robot.see(&["Scorecard"], 30);
    let session = session(data);
    let answer = &session.answers[0];
    let verdict = answer.verdict().unwrap().to_verdict();
    let (line, quote) = verdict
        .dimensions
        .iter()
        .find_map(|d| {
            Some((d.label.clone(), d.evidence.iter().max_by_key(|quote| quote.text.len())?.clone()))
        })
        .expect("something counted");
    let time = answer.transcript().time_of(quote.chars).unwrap();
    robot.press(&format!("{line}: "));
    let asked = Instant::now();
    robot.press(&format!("Play “{}”", quote.text));
    let length = Duration::from_millis(time.len() as u64);
    // A busy machine takes its time to open the loudspeaker.
    std::thread::sleep(length + Duration::from_secs(6));
    let played = recording.cut((asked, Instant::now()));
    let folder = data.join("sessions").join(Store::new(&Places::in_folder(data)).find(LAST).unwrap().id);
    let sound = spoken::samples_of(&folder.join("audio.wav"));
    let wanted = &sound[time.start() * 16..(time.end() * 16).min(sound.len())];
    let sounding = sandbox::sounding(&played);
    eprintln!(
        "measured: {:.2} s of words, sound from and to {sounding:?} s after the press",
        length.as_secs_f32()
    );
    let likeness = likeness(wanted, &played);
    eprintln!(
        "measured: the words of {line:?} come out of the loudspeaker with a correlation of {likeness:.2}"
    );
    assert!(likeness > 0.9, "{likeness}");
}

/// Samples of a stretch: a quarter of a second.
const STRETCH: usize = 4_000;

/// Samples that a stretch may be earlier or later than the one before it let expect.
const NEAR: usize = 1_600;

/// How much of a sound is in what was recorded: the mean of the best correlations of its loud stretches, the loudest
/// wherever it lies, the others near where it lets expect them. Virtual devices leave out or repeat a block now and then,
/// after which the rest is a little early or late.
fn likeness(wanted: &[f32], heard: &[f32]) -> f32 {
    let energy = |stretch: &[f32]| stretch.iter().map(|sample| sample * sample).sum::<f32>();
    let stretches: Vec<(usize, &[f32])> = wanted.chunks_exact(STRETCH).enumerate().collect();
    let Some((anchor, loudest)) = stretches.iter().max_by(|a, b| energy(a.1).total_cmp(&energy(b.1))) else {
        return 0.0;
    };
    let best = |stretch: &[f32], range: std::ops::Range<usize>| {
        let all = range.map(|lag| (lag, correlation(stretch, &heard[lag..])));
        all.max_by(|a, b| a.1.total_cmp(&b.1)).unwrap_or_default()
    };
    let (place, _) = best(loudest, 0..heard.len());
    let loud = stretches.iter().filter(|(_, stretch)| 20.0 * energy(stretch) > energy(loudest));
    let found: Vec<f32> = loud
        .map(|(n, stretch)| {
            let at = (place + n * STRETCH).saturating_sub(anchor * STRETCH);
            best(stretch, at.saturating_sub(NEAR)..(at + NEAR).min(heard.len())).1
        })
        .collect();
    found.iter().sum::<f32>() / found.len().max(1) as f32
}

/// From -1 to 1, over as much as both have.
fn correlation(one: &[f32], other: &[f32]) -> f32 {
    let other = &other[..one.len().min(other.len())];
    let energy = |sound: &[f32]| sound.iter().map(|s| f64::from(*s) * f64::from(*s)).sum::<f64>();
    let product: f64 = one.iter().zip(other).map(|(a, b)| f64::from(*a) * f64::from(*b)).sum();
    (product / (energy(one) * energy(other)).sqrt().max(1e-9)) as f32
}

fn correct_and_export(robot: &mut Robot, data: &Path) {
    robot.key(Modifiers::NONE, Key::ArrowRight);
    robot.key(Modifiers::NONE, Key::E);
    robot.see(&["Heard: “"], 10);
    robot.key(Modifiers::COMMAND, Key::A);
    robot.write("Honestly");
    robot.press("Correct and judge again");
    robot.see(&["Corrected and judged anew"], 20);
    robot.key(Modifiers::COMMAND, Key::S);
    robot.see(&["Web page"], 10);
    robot.press("Export");
    robot.see(&["Exported to"], 20);
    let exported = std::fs::read_dir(data.join("exports")).unwrap().map(|file| file.unwrap().path());
    let page = exported.into_iter().find(|path| path.extension().is_some_and(|e| e == "html")).unwrap();
    let html = std::fs::read_to_string(page).unwrap();
    assert!(html.contains("Honestly") && html.contains("corrected by hand"));
}

fn session(data: &Path) -> Session {
    Store::new(&Places::in_folder(data)).find(LAST).unwrap().session.unwrap()
}
