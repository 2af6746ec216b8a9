//! A whole loop with the real program and the real recogniser: recordings of a synthetic candidate answer, eight times as
//! fast as they were spoken; the program is killed in the third question and gone on with; the debrief is read.

#![cfg(all(target_os = "linux", feature = "whisper", feature = "mic"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what cannot prepare its ground has failed, and says where"
)]

#[path = "debriefs/read.rs"]
#[allow(dead_code, reason = "pages are read here, Markdown is not")]
mod read;
mod sandbox;
mod spoken;

use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use pushback::io::packs::Packs;
use pushback::io::session::record::Session;
use pushback::io::session::record::State;
use pushback::io::session::rehearsal::PartEnd;
use pushback::io::session::rehearsal::PartKind;
use pushback::io::session::store::Standing;
use pushback::runtime::debrief;
use pushback::runtime::interview::loops;
use pushback::runtime::interview::loops::Wanted;
use spoken::Running;

const SEED: u64 = 3;
const SPEED: &str = "8";
const MINUTE: u64 = 60_000;

const REPLIES: [&str; 3] = [
    "I told my manager about ten minutes later, before anybody else had noticed.",
    "It was my decision, and I had not run the tests. Four hundred customers were billed twice.",
    "Since then I run the check before every release, and last month it found two faults.",
];

/// More recordings than a loop has openings of the ear: answers and replies by turns. None of the answers is strong:
/// where nothing is left to ask, a loop ends before its time.
fn recordings(folder: &Path) -> Vec<String> {
    let samples = ["middling", "weak"]
        .map(|name| Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples").join(format!("{name}.wav")));
    let replies: Vec<PathBuf> = (0..REPLIES.len())
        .map(|n| {
            let wav = folder.join(format!("reply{n}.wav"));
            let spoken = Command::new("espeak-ng")
                .args(["-v", "en-us", "-s", "175", "-w"])
                .arg(&wav)
                .arg(REPLIES[n])
                .status();
            assert!(spoken.expect("espeak-ng is there").success());
            wav
        })
        .collect();
    let by_turns = (0..36).flat_map(|n| [&samples[n % samples.len()], &replies[n % replies.len()]]);
    by_turns.map(|path| path.to_str().unwrap().to_owned()).collect()
}

fn start(data: &Path, first: &[&str], recordings: &[String]) -> Running {
    let mut args = first.to_vec();
    args.extend(["--speed", SPEED, "--from"]);
    args.extend(recordings.iter().map(String::as_str));
    Running::start_command("loop", data, &args)
}

/// Whole in the third question, killed there, and gone on with to the end.
fn held(data: &Path, recordings: &[String], third: &str) -> (Session, spoken::Ended) {
    let seed = SEED.to_string();
    let mut running = start(data, &["--seed", &seed], recordings);
    let (asked, _) = running.line(0, 300, |line| line.contains(third));
    running.line(asked, 60, |line| line == "(listening)");
    std::thread::sleep(Duration::from_secs(2));
    running.kill();
    let store = running.end(20).store();
    let listed = store.find("last").unwrap();
    assert_eq!(listed.standing(), Standing::Interrupted);
    let before = listed.session.unwrap();
    assert_eq!(before.answers.len(), 2, "killed in the third question");

    let ended = start(data, &["--resume"], recordings).end(300);
    assert!(ended.status.success(), "{}", ended.text());
    (before, ended)
}

fn is_whole(before: &Session, ended: &spoken::Ended) {
    let session = ended.session();
    assert_eq!(session.state, State::Done);
    assert_eq!(session.answers[..2], before.answers, "what was judged before the kill stays as it was");
    let rehearsal = session.rehearsal.as_ref().unwrap();
    for part in rehearsal.parts.iter().filter(|part| part.what == PartKind::Question) {
        let given = part.answer.and_then(|at| session.answers.get(at)).map(|answer| &answer.question);
        let named = part.end == Some(PartEnd::NotReached);
        assert!(named || given == part.question.as_ref(), "{part:?}");
    }
    assert!(
        rehearsal.parts.iter().filter(|part| part.answer.is_some()).count() >= 3,
        "{:?}",
        rehearsal.parts
    );
    let events = ended.events();
    let length = events.last().unwrap().at_ms;
    eprintln!("measured: {:.1} minutes of a plan of {}", length as f64 / MINUTE as f64, rehearsal.minutes);
    assert!(length.abs_diff(u64::from(rehearsal.minutes) * MINUTE) <= MINUTE, "{length}");
}

/// Every quotation of the debrief is in the transcripts, in memory and as the command prints it.
fn is_debriefed(ended: &spoken::Ended, packs: &Packs) {
    let session = ended.session();
    let debrief = debrief::of(&session, None, packs).unwrap();
    let transcripts: Vec<String> =
        session.answers.iter().map(|answer| answer.transcript().text().to_owned()).collect();
    let quotes = read::quotes(&debrief);
    for quote in &quotes {
        assert!(transcripts.iter().any(|said| said.contains(&quote.text)), "{quote:?}");
    }
    let printed = Command::new(env!("CARGO_BIN_EXE_pushback"))
        .args(["sessions", "debrief", "last", "--format", "html", "--data"])
        .arg(&ended.data)
        .output()
        .unwrap();
    assert!(printed.status.success(), "{}", String::from_utf8_lossy(&printed.stderr));
    let page = String::from_utf8(printed.stdout).unwrap();
    let shown = read::between(&read::plain_html(&page), "“", "”");
    let said: Vec<String> = transcripts.iter().map(|text| read::one_line(text)).collect();
    for quote in &shown {
        assert!(said.iter().any(|said| said.contains(quote.trim())), "{quote:?}");
    }
    assert!(quotes.len() >= 5 && shown.len() >= 5, "{} and {}", quotes.len(), shown.len());
    eprintln!("measured: {} quotations in the debrief, {} on its page", quotes.len(), shown.len());
}

#[test]
fn a_loop_is_killed_gone_on_with_and_debriefed_in_the_candidates_own_words() {
    sandbox::inside("a_loop_is_killed_gone_on_with_and_debriefed_in_the_candidates_own_words", || {
        let packs = Packs::load(None).unwrap();
        let wanted = Wanted { plan: "quick".into(), chosen: Vec::new(), lately: Vec::new(), seed: SEED };
        let made = loops::prepare(&packs, &wanted).unwrap();
        let data = tempfile::tempdir().unwrap();
        let recordings = recordings(data.path());
        let (before, ended) = held(data.path(), &recordings, &made.questions[2].ask);
        is_whole(&before, &ended);
        is_debriefed(&ended, &packs);
    });
}
