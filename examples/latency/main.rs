//! How long an interviewer needs for the first sound of a probe, inside `scripts/audio-sandbox`:
//!
//!     latency MODEL TOKENS TURNS silence|key
//!
//! A synthetic candidate answers through the virtual microphone, the real engine listens, transcribes, judges and speaks,
//! and the virtual loudspeaker is recorded. MODEL has the shape of an official one and random weights
//! (`scripts/random-weight-model`): it takes the time, at most TOKENS tokens a call, and a script gives the words.
//! `scripts/bench-latency` runs it for the models that matter.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what cannot prepare its ground has failed, and says where"
)]

mod figures;
mod room;
#[path = "../../tests/sandbox/mod.rs"]
mod sandbox;

use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

use pushback::core::interview::event::Event;
use pushback::core::interview::plan::Plan;
use pushback::core::interview::plan::Question;
use pushback::core::interview::plan::Settings;
use pushback::io::packs::Packs;
use pushback::io::places::Places;
use pushback::io::session::events;
use pushback::io::session::record::Kind;
use pushback::io::session::stamp::Stamp;
use pushback::io::session::store::Store;
use pushback::runtime::interview;

use figures::Row;
use room::Ends;
use room::Watch;

/// Turns of one interview.
const A_SESSION: usize = 5;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [model, tokens, turns, ends] = args.as_slice() else {
        panic!("usage: latency MODEL TOKENS TURNS silence|key");
    };
    let turns: usize = turns.parse().unwrap();
    let ends = if ends == "key" { Ends::Key } else { Ends::Silence };
    let packs = Packs::load(None).unwrap();
    let mut rows = Vec::new();
    // A wording is not said twice in a session, so a session has few turns with a probe.
    for _ in 0..turns.div_ceil(A_SESSION) {
        rows.extend(session(&packs, model, tokens.parse().unwrap(), ends));
    }
    figures::print(&rows);
}

/// One interview.
fn session(packs: &Packs, model: &str, tokens: usize, ends: Ends) -> Vec<Row> {
    let rubric = packs.get("ownership_failure").unwrap();
    let question = Question { rubric, ask: rubric.question().to_owned(), interviewer: 0, minutes_ms: None };
    let questions = vec![question; A_SESSION];
    let settings =
        Settings { max_probes: 1, automatic_end: matches!(ends, Ends::Silence), ..Settings::default() };
    let plan = Plan {
        questions: &questions,
        settings,
        schedule: None,
        lines: packs.lines(),
        endings: packs.endings(),
    };
    let data = tempfile::tempdir().unwrap();
    let session =
        Store::new(&Places::in_folder(data.path())).create(Kind::Loop, "latency", Stamp::now()).unwrap();
    let folder = session.path().to_owned();
    let setup = room::setup(&PathBuf::from(model), tokens, session);
    let (desk, inbox) = interview::desk();
    let (mut watch, seen) = Watch::new();
    let stop = AtomicBool::new(false);
    let measured = std::thread::scope(|scope| {
        let held = scope.spawn(|| interview::hold(&plan, setup, inbox, &mut watch, &stop));
        let measured = room::candidate(&desk, &seen, A_SESSION, ends);
        drop(desk);
        held.join().unwrap().unwrap();
        measured
    });
    let happened: Vec<Event> = events::lines(&folder).unwrap().filter_map(Result::ok).collect();
    figures::rows(&measured, &happened)
}
