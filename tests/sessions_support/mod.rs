//! What the tests of sessions share: a child process that writes a session as a live one would.

// Every test binary uses its own part of this.
#![allow(dead_code)]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use pushback::io::places::Places;
use pushback::io::session::error::SessionError;
use pushback::io::session::record::Answer;
use pushback::io::session::record::Kind;
use pushback::io::session::record::Said;
use pushback::io::session::record::Turn;
use pushback::io::session::stamp::Stamp;
use pushback::io::session::store::Store;
use serde::Deserialize;
use serde::Serialize;

/// Samples of one block: 20 ms.
pub(crate) const BLOCK: usize = 320;

/// The environment variable that names the child's data folder.
pub(crate) const DATA: &str = "SESSIONS_CHILD_DATA";

/// How long the child sleeps after each block, in ms.
pub(crate) const PACE: &str = "SESSIONS_CHILD_PACE";

/// Stands for the events of an interview.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(crate) enum Happened {
    Heard { number: u64, text: String },
}

pub(crate) fn store(data: &Path) -> Store {
    Store::new(&Places::in_folder(data))
}

/// The test binary itself, running only its child. What the person's environment says about the program is taken away.
pub(crate) fn child(data: &Path, pace: Duration) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "--ignored", "--nocapture", "the_child_that_writes_a_session"]);
    command.env(DATA, data).env(PACE, pace.as_millis().to_string());
    command
}

/// A saw tooth, so that a sample that is lost or doubled is found.
pub(crate) fn sample(n: usize) -> f32 {
    (n % 997) as f32 / 997.0
}

pub(crate) fn as_written(n: usize) -> i16 {
    (sample(n) * 32_767.0).round() as i16
}

/// Writes until it is killed or fails. Says `s N` once N samples are handed over, and `e N` for the Nth event.
pub(crate) fn write_until_it_fails() -> SessionError {
    let data = PathBuf::from(std::env::var_os(DATA).unwrap());
    let pace = Duration::from_millis(std::env::var(PACE).unwrap().parse().unwrap());
    write(&data, pace).unwrap_err()
}

fn write(data: &Path, pace: Duration) -> Result<(), SessionError> {
    let mut writer = store(data).create(Kind::Practise, "live", Stamp::now())?;
    let (mut audio, mut events) = (writer.audio()?, writer.events()?);
    for block in 0.. {
        let samples: Vec<f32> = (block * BLOCK..(block + 1) * BLOCK).map(sample).collect();
        audio.push(&samples)?;
        say('s', (block + 1) * BLOCK);
        let number = block as u64 + 1;
        let happened = Happened::Heard { number, text: "and then\nI told her ".repeat(block % 40) };
        events.append(number * 20, &happened)?;
        say('e', block + 1);
        if block % 25 == 24 {
            writer.change(|session| session.answers.push(answer("I told her at once.")))?;
            writer.syncer().sync()?;
        }
        std::thread::sleep(pace);
    }
    Ok(())
}

fn say(what: char, number: usize) {
    let mut out = std::io::stdout().lock();
    out.write_all(format!("{what} {number}\n").as_bytes()).unwrap();
    out.flush().unwrap();
}

/// The last figure that the child said of a kind; 0 where it did not get to it.
pub(crate) fn last_said(output: &str, what: char) -> usize {
    // A line that a kill cut says a smaller number at worst, and none without its end.
    let whole = output.rfind('\n').map_or("", |end| &output[..end]);
    let said = whole.lines().filter_map(|line| line.strip_prefix(what)?.trim().parse().ok());
    said.max().unwrap_or(0)
}

/// A typed answer that nobody has judged.
pub(crate) fn answer(text: &str) -> Answer {
    Answer {
        question: "ownership_failure".into(),
        question_text: "Tell me about a time you took ownership of a failure.".into(),
        turns: vec![Turn { asked: None, said: Said::Typed(text.into()) }],
        heard: None,
        verdicts: Vec::new(),
        corrections: Vec::new(),
    }
}

/// A session that ended in good order, with a second of sound, two events and an answer. Gives its name.
pub(crate) fn finished(store: &Store, now: Stamp) -> String {
    let mut writer = store.create(Kind::Practise, "finished", now).unwrap();
    let mut audio = writer.audio().unwrap();
    audio.push(&(0..16_000).map(sample).collect::<Vec<f32>>()).unwrap();
    audio.finish().unwrap();
    let mut events = writer.events().unwrap();
    events.append(10, &Happened::Heard { number: 1, text: "so".into() }).unwrap();
    events.append(20, &Happened::Heard { number: 2, text: "then".into() }).unwrap();
    writer.change(|session| session.answers.push(answer("I told my manager ten minutes later."))).unwrap();
    let id = writer.id();
    writer.finish().unwrap();
    id
}

/// A session whose writer ended without closing it. Gives its name.
pub(crate) fn interrupted(store: &Store) -> String {
    let mut writer = store.create(Kind::Practise, "interrupted", Stamp::now()).unwrap();
    let mut audio = writer.audio().unwrap();
    audio.push(&vec![0.25; 8_000]).unwrap();
    writer.id()
}

/// Every file of a folder with its content, for telling whether anything was touched.
pub(crate) fn contents(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(contents(&path));
        } else {
            found.push((path.clone(), fs::read(&path).unwrap()));
        }
    }
    found.sort();
    found
}
