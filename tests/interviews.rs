//! Scripted interviews: what the person, the voice and the microphone do, and what the interview must do about it. The
//! analyser is the real one, with the built-in packs; the words are given.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what cannot prepare its ground has failed, and says where"
)]

#[path = "interviews/properties.rs"]
mod properties;
#[path = "interviews/world.rs"]
mod world;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use pushback::core::interview::event::Event;
use pushback::core::interview::event::Kind;
use pushback::core::interview::floor::Patience;
use pushback::core::interview::plan::Mode;
use pushback::core::interview::plan::Plan;
use pushback::core::interview::plan::Question;
use pushback::core::interview::plan::Settings;
use pushback::core::interview::state::Interview;
use pushback::core::view::View;
use pushback::io::packs::Packs;
use serde::Deserialize;

use world::VoiceIs;
use world::World;

/// One interview.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Script {
    /// What it shows.
    #[serde(rename = "about")]
    _about: String,
    #[serde(default)]
    settings: BTreeMap<String, toml::Value>,
    /// Texts by name, for `says`.
    #[serde(default)]
    texts: BTreeMap<String, String>,
    step: Vec<Step>,
}

/// Time passes until `at`; then something may happen; then what was done since the last expectation is looked at.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Step {
    at: u64,
    /// `start`, `key`, `says NAME-OR-WORDS`, `coughs`, `type WORDS`, `pause`, `resume`, `redo`, `skip`, `say again`,
    /// `continue`, `end now`, `lost`, `back NAME`, `spoken over`, `voice well|failing|hanging`, `recogniser MS`,
    /// `refuse N`, `fail N`.
    #[serde(default, rename = "do")]
    happens: Option<String>,
    /// How long `says` takes in ms; 300 a word if not given.
    #[serde(default)]
    ms: Option<u64>,
    /// Done since the last step with expectations, in this order, other things between allowed: the beginning of an
    /// effect, with `FROM..TO ` before it if its time counts.
    #[serde(default)]
    then: Option<Vec<String>>,
    /// Not done since.
    #[serde(default)]
    never: Vec<String>,
    /// What the view shows now.
    #[serde(default)]
    view: BTreeMap<String, toml::Value>,
}

fn settings(given: &BTreeMap<String, toml::Value>) -> (Settings, usize, Option<u64>) {
    let mut made = Settings::default();
    let (mut questions, mut minutes) = (1, None);
    for (key, value) in given {
        let number = || u64::try_from(value.as_integer().unwrap()).unwrap();
        let flag = || value.as_bool().unwrap();
        match key.as_str() {
            "probes" => made.max_probes = number() as usize,
            "think" => made.think_ms = number(),
            "limit" => made.limit_ms = Some(number()).filter(|ms| *ms > 0),
            "patience" => made.patience = Patience::of(number() as u32),
            "automatic" => made.automatic_end = flag(),
            "barge_in" => made.barge_in = flag(),
            "voice" => made.voice = flag(),
            "ears" => made.ears = flag(),
            "real" => made.mode = if flag() { Mode::Real } else { Mode::Practice },
            "questions" => questions = number() as usize,
            "question_time" => minutes = Some(number()),
            other => panic!("no setting {other}"),
        }
    }
    (made, questions, minutes)
}

fn happens(world: &mut World<'_>, script: &Script, step: &Step) {
    let Some(what) = &step.happens else { return };
    let (verb, rest) = what.split_once(' ').unwrap_or((what, ""));
    let number = || rest.parse::<u64>().unwrap();
    match (verb, rest) {
        ("says", _) => {
            let text = script.texts.get(rest).map_or(rest, String::as_str);
            world.says(text, step.ms.unwrap_or(300 * text.split_whitespace().count() as u64));
        }
        ("coughs", _) => world.coughs(),
        ("lost", _) => world.loses_device(),
        ("voice", kind) => {
            let kinds =
                [("well", VoiceIs::Well), ("failing", VoiceIs::Failing), ("hanging", VoiceIs::Hanging)];
            world.voice = kinds.into_iter().find(|(name, _)| *name == kind).unwrap().1;
        }
        ("recogniser", _) => world.recogniser_ms = number(),
        ("refuse", _) => world.refusals = number() as usize,
        ("fail", _) => world.failures = number() as usize,
        _ => world.send(kind(verb, rest)),
    }
}

fn kind(verb: &str, rest: &str) -> Kind {
    match (verb, rest) {
        ("start", _) => Kind::Start,
        ("key", _) => Kind::FloorKey,
        ("type", text) => Kind::Typed { text: text.into() },
        ("keep", "listening") => Kind::KeepListening,
        ("pause", _) => Kind::Pause,
        ("resume", _) => Kind::Resume,
        ("redo", _) => Kind::Redo,
        ("skip", _) => Kind::Skip,
        ("say", "again") => Kind::SayAgain,
        ("continue", _) => Kind::Continue,
        ("end", "now") => Kind::EndNow,
        ("back", name) => Kind::DeviceBack { name: name.into() },
        ("spoken", "over") => Kind::SpokenOver,
        other => panic!("nothing called {other:?} can happen"),
    }
}

/// What is wrong with the log since the last expectation.
fn misses(log: &[(u64, String)], step: &Step) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut from = 0;
    for wanted in step.then.iter().flatten() {
        let timed = wanted.split_once(' ').and_then(|(range, rest)| {
            let (a, b) = range.split_once("..")?;
            Some((a.parse().ok()?..=b.parse().ok()?, rest))
        });
        let (range, text) = timed.unwrap_or((0..=u64::MAX, wanted));
        match log[from..].iter().position(|(at, done)| range.contains(at) && done.starts_with(text)) {
            Some(at) => from += at + 1,
            None => wrong.push(format!("{wanted:?} was not done")),
        }
    }
    for (at, done) in log {
        if step.never.iter().any(|never| done.starts_with(never.as_str())) {
            wrong.push(format!("{done:?} was done at {at}"));
        }
    }
    if !wrong.is_empty() {
        let lines = log.iter().map(|(at, done)| format!("\n    {at} {done}"));
        wrong.push(format!("done:{}", lines.collect::<String>()));
    }
    wrong
}

/// The view in the words of scripts.
fn seen(view: &View, world: &World<'_>, key: &str) -> toml::Value {
    let last = view.done.last();
    let number = |n: u64| toml::Value::Integer(i64::try_from(n).unwrap());
    let told = view.coaching.iter().flat_map(|c| &c.beats).filter(|(_, told)| *told);
    let spent = view
        .clock
        .map_or(0, |c| c.spent_ms + c.runs_since_ms.map_or(0, |since| world.now.saturating_sub(since)));
    match key {
        "stage" => toml::Value::String(format!("{:?}", view.stage).to_lowercase()),
        "ring" => number(view.ring.map_or(0, |ring| ring.to_ms - ring.from_ms)),
        "heard" => view.heard.clone().into(),
        "asked" => view.asked.clone().into(),
        "coaching" => view.coaching.is_some().into(),
        "told" => number(told.count() as u64),
        "done" => number(view.done.len() as u64),
        "verdict" => last.is_some_and(|done| done.verdict.is_some()).into(),
        "left" => last.is_some_and(|done| done.left).into(),
        "judged" => last.map(|done| done.transcript.clone()).unwrap_or_default().into(),
        "behind" => number(view.behind as u64),
        "voice" => view.voice.into(),
        "may_skip" => view.may_skip.into(),
        "thinking" => view.think_until_ms.is_some().into(),
        "question" => number(view.question as u64),
        "spent" => number(spent),
        other => panic!("no view of {other}"),
    }
}

/// A text is wanted as a part, anything else exactly.
fn is_as(seen: &toml::Value, wanted: &toml::Value, key: &str) -> bool {
    match (seen.as_str(), wanted.as_str()) {
        (Some(seen), Some(wanted)) if key == "stage" => seen == wanted,
        (Some(seen), Some(wanted)) => match wanted.strip_prefix("not ") {
            Some(unwanted) => !seen.contains(unwanted),
            None => seen.contains(wanted),
        },
        _ => seen == wanted,
    }
}

fn plays(name: &str, script: &Script, plan: &Plan<'_>) -> Vec<String> {
    let mut world = World::new(Interview::new(plan));
    let mut wrong = Vec::new();
    let mut looked = 0;
    for step in &script.step {
        world.run_until(step.at);
        happens(&mut world, script, step);
        if step.then.is_some() || !step.never.is_empty() {
            wrong.extend(
                misses(&world.log[looked..], step).into_iter().map(|w| format!("{name} at {}: {w}", step.at)),
            );
            looked = world.log.len();
        }
        let view = world.interview.view();
        for (key, wanted) in &step.view {
            let seen = seen(&view, &world, key);
            if !is_as(&seen, wanted, key) {
                wrong.push(format!("{name} at {}: {key} is {seen}, not {wanted}", step.at));
            }
        }
    }
    if let Some(difference) = replays_otherwise(&world, plan) {
        wrong.push(format!("{name}: replayed: {difference}"));
    }
    wrong
}

/// The written lines of the events, read back, must build the same interview and view.
fn replays_otherwise(world: &World<'_>, plan: &Plan<'_>) -> Option<String> {
    let mut again = Interview::new(plan);
    for event in &world.events {
        let line = serde_json::to_string(event).unwrap();
        let read: Event = serde_json::from_str(&line).unwrap();
        assert_eq!(read, *event, "{line}");
        if !again.step(&read).changed {
            return Some(format!("{line} changes nothing"));
        }
    }
    (again != world.interview || again.view() != world.interview.view())
        .then(|| "another interview".to_owned())
}

fn scripts() -> Vec<(String, Script)> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/interviews");
    let mut paths: Vec<_> = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    paths.sort();
    let read = |path: &std::path::PathBuf| {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let script = toml::from_str(&fs::read_to_string(path).unwrap());
        (name.clone(), script.unwrap_or_else(|error| panic!("{name}: {error}")))
    };
    paths.iter().map(read).collect()
}

#[test]
fn interviews_go_as_their_scripts_say_and_replay_to_the_same_view() {
    let packs = Packs::load(None).unwrap();
    let rubric = packs.get("ownership_failure").unwrap();
    let scripts = scripts();
    assert!(scripts.len() >= 11, "{} scripts", scripts.len());
    let mut wrong = Vec::new();
    for (name, script) in &scripts {
        let (settings, count, minutes_ms) = settings(&script.settings);
        let question = |n: usize| Question {
            rubric,
            ask: std::iter::once(&rubric.ask).chain(&rubric.wordings).nth(n).unwrap().clone(),
            interviewer: n,
            minutes_ms,
        };
        let questions: Vec<_> = (0..count).map(question).collect();
        let plan = Plan {
            questions: &questions,
            settings,
            schedule: None,
            lines: packs.lines(),
            endings: packs.endings(),
        };
        wrong.extend(plays(name, script, &plan));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
