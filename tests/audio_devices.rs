//! `pushback devices` where there is one virtual microphone, and where there is none.

#![cfg(all(target_os = "linux", feature = "mic", feature = "voice", feature = "whisper"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what cannot prepare its ground has failed, and says where"
)]

mod common;
mod sandbox;

use std::io::Read;
use std::process::Command;
use std::process::Stdio;

use common::program;

#[track_caller]
fn run(args: &[&str]) -> (String, String, bool) {
    let output = program::run(args);
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(&output.stdout), text(&output.stderr), output.status.success())
}

#[test]
fn the_list_names_microphone_loudspeaker_and_voices() {
    sandbox::inside("the_list_names_microphone_loudspeaker_and_voices", || {
        let (out, err, good) = run(&["devices"]);
        assert!(good, "{err}");
        assert_eq!(out, "Microphone   Virtual microphone  (default)\nLoudspeaker  Virtual loudspeaker\n");
        let (out, _, good) = run(&["devices", "--format", "json"]);
        let json: serde_json::Value = serde_json::from_str(&out).unwrap();
        assert!(good && json["microphones"][0]["default"] == true, "{out}");
        let (out, err, good) = run(&["devices", "voices"]);
        assert!(good, "{err}");
        assert!(out.contains("English") && !out.contains('+'), "{out}");
    });
}

#[test]
fn without_a_microphone_it_says_what_helps() {
    sandbox::inside("without_a_microphone_it_says_what_helps", || {
        sandbox::switch(["mic", "off"]);
        for args in [&["devices"][..], &["devices", "test"], &["devices", "test", "--device", "usb"]] {
            let (_, err, good) = run(args);
            assert!(!good && err.contains("no microphone found; plug one in"), "{args:?}: {err}");
        }
    });
}

#[test]
fn the_test_hears_plays_back_and_reads_what_was_said() {
    sandbox::inside("the_test_hears_plays_back_and_reads_what_was_said", || {
        let text = "I called the customer on the same day and I told her what I had done.";
        let spoken = std::env::var("SANDBOX").unwrap() + "/spoken.wav";
        let made = Command::new("espeak-ng").args(["-v", "en-us", "-w", &spoken, text]).status().unwrap();
        assert!(made.success());
        let loudspeaker = sandbox::record();
        let mut test = program::pushback()
            .args(["devices", "test", "--seconds", "6", "--device", "virtual", "--model", program::SYNTHETIC])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut out = String::new();
        let mut pipe = test.stdout.take().unwrap();
        let mut byte = [0];
        while !out.contains("speak now") {
            pipe.read_exact(&mut byte).expect("it says when to speak");
            out.push(char::from(byte[0]));
        }
        assert!(Command::new("paplay").args(["-d", "room", &spoken]).status().unwrap().success());
        pipe.read_to_string(&mut out).unwrap();
        let mut err = String::new();
        test.stderr.take().unwrap().read_to_string(&mut err).unwrap();
        assert!(test.wait().unwrap().success(), "{out}\n{err}");
        assert!(out.contains("Heard 6.0 s") && out.contains("Played back on Virtual loudspeaker"), "{out}");
        let heard = out.to_lowercase();
        for word in ["called", "customer", "on the same", "told"] {
            assert!(heard.contains(word), "{word} in\n{out}\n{err}");
        }
        let (first, last) = sandbox::sounding(&loudspeaker.samples()).expect("it is played back");
        assert!((2.5..5.5).contains(&(last - first)), "{} s were played back", last - first);
    });
}
