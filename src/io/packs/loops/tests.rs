//! Plans of loops are read as they are written, and every fault is named with its line.

use super::*;
use crate::io::packs::Packs;

const GENTLE: &str = r#"
[gentle]
patience_ms = 5000
probes = 2
presses = false
introduces = ["I'm {name}."]
before_question = ["First."]
before_probe = ["I see."]
goes_deeper = ["And then?"]
time_is_left = ["One more."]
time_is_short = ["Shortly."]
time_is_up = ["We go on."]
hands_over = ["Next is {next}."]
break_begins = ["{minutes} minutes."]
break_ends = ["On."]
closes = ["Thank you."]
"#;

const SHORT: &str = r#"
schema = 1
id = "short"
title = "Short"
about = "One question."
minutes = 8
[[interviewer]]
id = "host"
name = "the host"
voice = "low"
manner = "gentle"
[[part]]
kind = "opening"
interviewer = "host"
minutes = 1
[[part]]
kind = "question"
interviewer = "host"
minutes = 6
pool = ["a", "b"]
[[part]]
kind = "closing"
interviewer = "host"
minutes = 1
"#;

fn file(path: &str, text: &str) -> PackFile {
    PackFile { shown: path.into(), path: path.into(), text: text.into(), own: true }
}

fn read(plan: &str, manners: &str) -> (Loops, Vec<Problem>) {
    let mut problems = Vec::new();
    let files = [file("loops/short.toml", plan), file(MANNERS, manners)];
    (load(&files, &["a", "b"], &mut problems), problems)
}

/// The plan with one line changed gives one fault that says this, on that line.
#[track_caller]
fn check(from: &str, to: &str, said: &str, line: usize) {
    assert_eq!(SHORT.matches(from).count(), 1, "{from:?} stands once in the plan");
    let (loops, problems) = read(&SHORT.replace(from, to), GENTLE);
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(problems[0].what.contains(said), "{}", problems[0]);
    assert_eq!(problems[0].place.line, line, "{}", problems[0]);
    assert!(loops.plans.is_empty(), "a plan with a fault is not offered");
}

#[test]
fn a_plan_is_read_as_it_is_written() {
    let (loops, problems) = read(SHORT, GENTLE);
    assert_eq!(problems, []);
    let plan = loops.plan("short").unwrap();
    let parts: Vec<_> = plan.parts.iter().map(|part| (&part.what, part.minutes)).collect();
    let question = What::Question(vec!["a".into(), "b".into()]);
    assert_eq!(parts, [(&What::Opening, 1), (&question, 6), (&What::Closing, 1)]);
    assert_eq!(plan.interviewers[0].voice, Pitch::Low);
    assert_eq!(loops.manner(&plan.interviewers[0].manner).unwrap().patience_ms, 5_000);
}

#[test]
fn every_fault_is_named_with_its_line() {
    check("minutes = 8", "minutes = 9", "the parts take 8 minutes, not 9", 6);
    check("schema = 1", "schema = 2", "schema 2 is not known", 2);
    check("id = \"short\"", "id = \"brief\"", "not the name of its file", 3);
    check("manner = \"gentle\"", "manner = \"rude\"", "no manner is called \"rude\"", 11);
    check("pool = [\"a\", \"b\"]", "pool = [\"a\", \"c\"]", "no pack is called \"c\"", 17);
    check("pool = [\"a\", \"b\"]", "pool = [\"a\", \"a\"]", "in the pool twice", 17);
    check("pool = [\"a\", \"b\"]", "pool = []", "either ask or a pool", 17);
    check("pool = [\"a\", \"b\"]", "ask = \"a\"\npool = [\"b\"]", "either ask or a pool", 17);
    check("kind = \"closing\"", "kind = \"break\"", "ends with its one closing", 3);
    check("title = \"Short\"", "title = \"Short\"\nlength = 3", "unknown field", 5);
}

#[test]
fn who_asks_nothing_is_named() {
    let guest =
        "[[interviewer]]\nid = \"guest\"\nname = \"Kim\"\nvoice = \"high\"\nmanner = \"gentle\"\n[[part]]";
    let (_, problems) = read(&SHORT.replacen("[[part]]", guest, 1), GENTLE);
    let said: Vec<_> = problems.iter().map(|p| p.what.as_str()).collect();
    assert_eq!(said, ["\"guest\" asks nothing"]);
}

#[test]
fn a_manner_waits_and_speaks_within_bounds() {
    for (from, to, said) in [
        ("patience_ms = 5000", "patience_ms = 100", "a patience of 100 ms"),
        ("probes = 2", "probes = 9", "9 probes are more than"),
        ("closes = [\"Thank you.\"]", "closes = []", "closes needs words"),
        ("[\"First.\"]", "[\"First, {name}.\"]", "nothing fills"),
        ("[\"Next is {next}.\"]", "[\"Next is {who}.\"]", "nothing fills"),
    ] {
        let (_, problems) = read(SHORT, &GENTLE.replace(from, to));
        assert_eq!(problems.len(), 1, "{to:?}: {problems:?}");
        assert!(problems[0].what.contains(said), "{}", problems[0]);
    }
}

#[test]
fn the_built_in_loops_take_twenty_forty_five_and_sixty_minutes() {
    let packs = Packs::load(None).unwrap();
    let plans: Vec<_> = packs.loops().plans.iter().map(|plan| (plan.id.as_str(), plan.minutes)).collect();
    assert_eq!(plans, [("quick", 20), ("standard", 45), ("long", 60)]);
    let breaks = |id: &str| {
        let parts = packs.loops().plan(id).unwrap().parts.iter();
        parts.filter(|part| part.what == What::Break).count()
    };
    assert_eq!(["quick", "standard", "long"].map(breaks), [0, 0, 1]);
}

#[test]
fn every_pack_can_come_up_in_some_built_in_loop() {
    let packs = Packs::load(None).unwrap();
    let asked = |id: &str| {
        packs.loops().plans.iter().any(|plan| plan.questions().any(|from| from.iter().any(|p| p == id)))
    };
    let never: Vec<_> = packs.ids().filter(|id| !asked(id)).collect();
    assert_eq!(never, [] as [&str; 0]);
}
