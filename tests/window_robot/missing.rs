//! A machine on which something is missing, and one on which everything is: the window opens, says once what there is not,
//! and a typed session is held to its end and looked back at. There never is a network.

use std::path::Path;

use eframe::egui::Key;
use eframe::egui::Modifiers;

use crate::REPLY;
use crate::robot::Robot;
use crate::sandbox;
use crate::session;
use crate::spoken;

const NO_MICROPHONE: &str = "No microphone found";
const NO_MODEL: &str = "There is no speech model yet";
const NO_VOICE: &str = "no speech output was found";

/// With the bundled model for a voice that is as synthetic, so that a speech model is there.
const WITH_MODEL: &str = "model = \"synthetic-voices.en\"\n";

#[test]
fn without_a_microphone() {
    sandbox::inside("missing::without_a_microphone", || {
        sandbox::switch(["mic", "off"]);
        typed_session(WITH_MODEL, &[NO_MICROPHONE], &[NO_MODEL, NO_VOICE]);
    });
}

#[test]
fn without_a_voice() {
    sandbox::inside("missing::without_a_voice", || {
        sandbox::switch(["speech", "kill"]);
        typed_session(WITH_MODEL, &[NO_VOICE], &[NO_MICROPHONE, NO_MODEL]);
    });
}

#[test]
fn without_a_speech_model() {
    sandbox::inside("missing::without_a_speech_model", || {
        typed_session("", &[NO_MODEL], &[NO_MICROPHONE, NO_VOICE]);
    });
}

#[test]
fn without_anything() {
    sandbox::inside("missing::without_anything", || {
        sandbox::switch(["speech", "kill"]);
        sandbox::switch(["sound", "kill"]);
        typed_session("", &[NO_MICROPHONE, NO_MODEL, NO_VOICE], &[]);
    });
}

/// From an empty data folder to looking back. `missing` is said once and no more, `there` not at all.
fn typed_session(settings: &str, missing: &[&str], there: &[&str]) {
    let data = tempfile::tempdir().unwrap();
    std::fs::write(data.path().join("settings.toml"), settings).unwrap();
    let mut robot = Robot::start(data.path());
    robot.see(&["Welcome"], 20);
    robot.key(Modifiers::COMMAND, Key::Num2);
    robot.press("Start the interview");
    for text in [spoken::sample_text("strong.txt"), REPLY.to_owned(), REPLY.to_owned()] {
        if robot.see(&["Your turn. ", "Finish"], 90) == 1 {
            break;
        }
        missing.iter().for_each(|part| robot.see_once(part, 20));
        there.iter().for_each(|part| assert_eq!(robot.times(part), 0, "{part:?} is said and is there"));
        type_in(&mut robot, &text);
    }
    robot.press("Finish");
    robot.press("Look back at it");
    robot.see(&["Scorecard"], 20);
    assert!(robot.close().success());
    assert!(session(data.path()).answers[0].verdict().is_some());
    assert_log(data.path(), missing.len());
}

fn type_in(robot: &mut Robot, text: &str) {
    // Where there are ears the field is a key away.
    if robot.times("Your answer") == 0 {
        robot.press("Type the answer instead");
    }
    robot.focus("Your answer");
    robot.write(text);
    robot.press("Send the answer");
    robot.see_no("Your turn. ", 30);
}

/// What was missing is in the log, and nothing of what was typed.
fn assert_log(data: &Path, missing: usize) {
    let files = std::fs::read_dir(data.join("logs")).unwrap().map(|file| file.unwrap().path());
    let log: String = files.map(|path| std::fs::read_to_string(path).unwrap()).collect();
    assert!(log.contains("a window opens") && log.contains("ends"), "{log}");
    assert!(log.matches("WARN").count() >= missing.min(2), "{log}");
    assert!(!log.contains("invoice") && !log.contains("my manager"), "{log}");
}
