//! The whole program with a virtual microphone and loudspeaker: a synthetic candidate speaks a weak answer, is asked
//! about what is missing, aloud, and replies. Real sound devices, the real recogniser, the real voice.

#![cfg(all(target_os = "linux", feature = "whisper", feature = "mic", feature = "voice"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what cannot prepare its ground has failed, and says where"
)]

mod sandbox;
mod spoken;

use std::time::Duration;
use std::time::Instant;

use pushback::core::interview::event::Event;
use pushback::core::interview::event::Kind;
use pushback::io::models;
use pushback::io::session::record::Said;
use pushback::io::session::record::State;
use pushback::runtime::listener::Listener;
use spoken::Ended;
use spoken::Running;
use spoken::SYNTHETIC;

/// How far what the log says may be from what is heard, in ms: lines, pipes and monitors take their time.
const SLACK_MS: u64 = 600;

const REPLIES: [&str; 3] = [
    "I did not run the tests before the launch. I told my manager about it ten minutes later.",
    "I knew that the tests were red, and I said nothing for two days.",
    "Since then I run all the tests before every launch, and last month that found two faults.",
];

fn listening(line: &str) -> bool {
    line == "(listening)"
}

/// The utterances that were said aloud: number, start and end on the session's clock.
fn utterances(events: &[Event]) -> Vec<(u32, u64, u64)> {
    let started = events.iter().filter_map(|event| match event.kind {
        Kind::VoiceStarted { utterance } => Some((utterance, event.at_ms)),
        _ => None,
    });
    let finished = |of: u32| {
        events
            .iter()
            .find(|event| event.kind == Kind::VoiceFinished { utterance: of })
            .map(|event| event.at_ms)
    };
    started.filter_map(|(utterance, at)| Some((utterance, at, finished(utterance)?))).collect()
}

/// The candidate answers whenever it is listened to, first with the weak sample.
fn interview(running: &Running) -> Instant {
    let (at, began) = running.line(0, 60, |line| line.starts_with("Interviewer: "));
    let mut from = at;
    let answers = std::iter::once(spoken::sample_text("weak.txt")).chain(REPLIES.map(str::to_owned));
    for answer in answers {
        let (at, _) = running.line(from, 90, |line| listening(line) || line.starts_with("Session "));
        if running.text_of(at).starts_with("Session ") {
            break;
        }
        sandbox::play(&spoken::spoken(&answer)).finish();
        from = at + 1;
    }
    began
}

#[test]
fn a_weak_answer_is_asked_about_aloud_and_the_reply_is_judged() {
    sandbox::inside("a_weak_answer_is_asked_about_aloud_and_the_reply_is_judged", || {
        let data = tempfile::tempdir().unwrap();
        let recording = sandbox::record();
        let running = Running::start(data.path(), &["--probes", "2"]);
        let began = interview(&running);
        let ended = running.end(120);
        assert!(ended.status.success(), "{}", ended.text());
        judged(&ended);
        heard_aloud(&ended, &recording, began);
    });
}

/// What is on disk: an answer and replies, each to the probe that was spoken, and a verdict.
fn judged(ended: &Ended) {
    let session = ended.session();
    assert_eq!(session.state, State::Done);
    let [answer] = session.answers.as_slice() else { panic!("{} answers", session.answers.len()) };
    assert!(answer.turns.len() >= 2, "no probe was answered:\n{}", ended.text());
    for turn in &answer.turns {
        let Said::Heard(words) = &turn.said else { panic!("{:?}", turn.said) };
        assert!(words.len() >= 5, "{words:?}");
        if let Some(asked) = &turn.asked {
            assert!(ended.text().contains(&format!("Interviewer: {}", asked.say)), "{}", ended.text());
        }
    }
    let verdict = answer.verdict().expect("a verdict");
    // What was offered unasked stays weak; what the probes pulled out may be worth more, never less.
    assert!(verdict.unprompted <= 2, "a weak answer got {}", verdict.unprompted);
    assert!(verdict.score >= verdict.unprompted, "replies cost: {}", verdict.score);
    assert!(answer.heard.as_ref().is_some_and(|heard| heard.speech_ms > 15_000), "{:?}", answer.heard);
    assert!(ended.text().contains(" of 5 "), "{}", ended.text());
}

/// What came out of the loudspeaker: every sentence when the log says, as long as it says, and in the words it says.
fn heard_aloud(ended: &Ended, recording: &sandbox::Recording, began: Instant) {
    let events = ended.events();
    let at = |ms: u64| began + Duration::from_millis(ms);
    let around = |from: u64, to: u64| (at(from.saturating_sub(SLACK_MS)), at(to + SLACK_MS));
    let spoken = utterances(&events);
    assert!(spoken.len() >= 2, "{spoken:?}");
    for (utterance, from, to) in &spoken {
        let (first, last) = recording.between(around(*from, *to)).expect("a sound");
        let (logged, heard) = (Duration::from_millis(to - from), last - first);
        eprintln!(
            "measured: utterance {utterance}: {} ms in the log, {} ms heard, first sound {} ms after its start",
            logged.as_millis(),
            heard.as_millis(),
            first.saturating_duration_since(at(*from)).as_millis(),
        );
        assert!(
            logged.abs_diff(heard) < Duration::from_millis(SLACK_MS),
            "{logged:?} in the log, {heard:?} heard"
        );
    }
    let (_, probe_from, probe_to) = spoken[1];
    let mut before = events.iter().rev().filter(|event| event.at_ms <= probe_from);
    let answer_ended = before.find_map(|event| match event.kind {
        Kind::SpeechPaused { silent_since_ms, .. } => Some(silent_since_ms),
        _ => None,
    });
    let answer_ended = answer_ended.expect("a pause at the end of the answer");
    let (first, _) = recording.between(around(probe_from, probe_to)).unwrap();
    assert!(first > at(answer_ended), "the probe began before the answer had ended");
    let decided = events.iter().rev().find(|event| {
        event.at_ms <= probe_from && !matches!(event.kind, Kind::VoiceStarted { .. } | Kind::Heard { .. })
    });
    let decided = at(decided.expect("an event before the probe").at_ms);
    eprintln!(
        "measured: first sound of the probe {} ms after the decision",
        first.saturating_duration_since(decided).as_millis()
    );
    eprintln!(
        "measured: first sound of the probe {} ms after the answer",
        (first - at(answer_ended)).as_millis()
    );
    let question_over = at(spoken[0].2 + SLACK_MS);
    assert!(
        recording.between((question_over, at(answer_ended))).is_none(),
        "the voice spoke over the answer"
    );
    same_words(ended, &recording.cut(around(probe_from, probe_to)));
}

/// The recogniser understands from the loudspeaker what the log says was asked.
fn same_words(ended: &Ended, sound: &[f32]) {
    let session = ended.session();
    let asked = session.answers[0].turns[1].asked.as_ref().expect("a probe").say.clone();
    let model = models::resolve(Some(SYNTHETIC)).unwrap();
    let heard =
        Listener::new(Some(model)).hear(sound.to_vec(), "the probe", &std::sync::Arc::default()).unwrap();
    let bare = |text: &str| -> Vec<String> {
        let words = text.split_whitespace().map(str::to_lowercase);
        words.map(|w| w.chars().filter(|c| c.is_alphanumeric()).collect()).collect()
    };
    let (said, understood) = (bare(&asked), bare(heard.transcript.text()));
    let same = said.iter().filter(|word| understood.contains(word)).count();
    eprintln!(
        "measured: {same} of {} words of the probe were understood: {}",
        said.len(),
        heard.transcript.text()
    );
    // It is a small model, and the probe quotes what it misheard before.
    assert!(3 * same >= said.len(), "asked {asked:?}, heard {:?}", heard.transcript.text());
}
