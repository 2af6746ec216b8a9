//! Scripted conversations: an answer, the probe that must follow, the reply, and so on to the close.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what cannot prepare its ground has failed, and says where"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use pushback::core::rubric::dialogue::session::Dialogue;
use pushback::core::rubric::dialogue::session::Next;
use pushback::core::rubric::verdict::Disclosure;
use pushback::core::rubric::verdict::Level;
use pushback::io::packs::Packs;
use serde::Deserialize;

/// About six seconds of speech.
const MOST_WORDS: usize = 24;
const MOST_QUOTED: usize = 10;

/// One conversation.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Script {
    /// The question; the flagship if left out.
    #[serde(default = "flagship")]
    question: String,
    /// How many probes the session allows.
    probes: usize,
    /// What is told without a probe.
    answer: String,
    /// `probe DIMENSION` (several joined by `|`), or `close`.
    next: String,
    #[serde(default)]
    reply: Vec<Reply>,
    /// Levels at the end.
    #[serde(default)]
    levels: BTreeMap<String, String>,
    /// Levels that were reached without a probe.
    #[serde(default)]
    unprompted: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Reply {
    said: String,
    /// As above, or `press DIMENSION`.
    next: String,
}

fn flagship() -> String {
    "ownership_failure".to_owned()
}

fn scripts() -> Vec<(String, Script)> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/dialogues");
    let mut paths: Vec<_> = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let read = |path: &std::path::PathBuf| {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let script = toml::from_str(&fs::read_to_string(path).unwrap());
        (name.clone(), script.unwrap_or_else(|error| panic!("{name}: {error}")))
    };
    paths.iter().map(read).collect()
}

fn shown(next: &Next) -> String {
    match next {
        Next::Probe(gap) => format!("probe {}", gap.dimension),
        Next::Press(gap) => format!("press {}", gap.dimension),
        Next::Close => "close".to_owned(),
    }
}

fn is_as(next: &Next, wanted: &str) -> bool {
    let (verb, dimensions) = wanted.split_once(' ').unwrap_or((wanted, ""));
    match shown(next).split_once(' ') {
        Some((did, about)) => did == verb && dimensions.split('|').any(|d| d == about),
        None => wanted == "close",
    }
}

fn named(level: Level) -> String {
    match level {
        Level::Graded(n) => n.to_string(),
        Level::Disclosed(Disclosure::Absent) => "absent".into(),
        Level::Disclosed(Disclosure::Untimed) => "untimed".into(),
        Level::Disclosed(Disclosure::Reactive) => "reactive".into(),
        Level::Disclosed(Disclosure::Proactive) => "proactive".into(),
    }
}

/// Plays one script; what differs is in the list.
fn played(name: &str, script: &Script, dialogue: &mut Dialogue<'_>) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut last = dialogue.answer(script.answer.as_str());
    let mut check = |turn: &str, next: &Next, wanted: &str| {
        if !is_as(next, wanted) {
            let said = if let Next::Probe(gap) | Next::Press(gap) = next { gap.say.as_str() } else { "" };
            wrong.push(format!("{name}: after {turn}: {} {said:?}, not {wanted}", shown(next)));
        }
    };
    check("the answer", &last, &script.next);
    for reply in &script.reply {
        last = dialogue.reply(reply.said.as_str());
        check(&format!("{:?}", reply.said), &last, &reply.next);
    }
    let verdict = dialogue.verdict();
    for (levels, unprompted) in [(&script.levels, false), (&script.unprompted, true)] {
        for (id, wanted) in levels {
            let line = verdict.dimension(id).unwrap_or_else(|| panic!("{name}: no dimension {id}"));
            let level = if unprompted { line.unprompted } else { line.level };
            if named(level) != *wanted {
                wrong.push(format!(
                    "{name}: {id} is {}{} by {} {:?}, not {wanted}",
                    named(level),
                    if unprompted { " unprompted" } else { "" },
                    line.rule,
                    line.evidence.iter().map(|q| q.text.as_str()).collect::<Vec<_>>()
                ));
            }
        }
    }
    wrong
}

#[test]
fn conversations_go_as_their_scripts_say() {
    let packs = Packs::load(None).unwrap();
    let rubric = |script: &Script| packs.get(&script.question).unwrap();
    let scripts = scripts();
    assert!(scripts.len() >= 20, "{} scripts", scripts.len());
    let wrong: Vec<String> = scripts
        .iter()
        .flat_map(|(name, script)| played(name, script, &mut Dialogue::new(rubric(script), script.probes)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn probes_are_short_never_repeated_and_carry_their_receipt() {
    let packs = Packs::load(None).unwrap();
    for (name, script) in scripts() {
        let rubric = packs.get(&script.question).unwrap();
        let mut dialogue = Dialogue::new(rubric, script.probes);
        played(&name, &script, &mut dialogue);
        let transcript = dialogue.transcript();
        let asked = dialogue.asked();
        assert!(asked.len() <= script.probes, "{name}: {} probes", asked.len());
        for (at, probe) in asked.iter().enumerate() {
            let say = &probe.gap.say;
            assert!(say.split_whitespace().count() <= MOST_WORDS, "{name}: {say:?} is too long");
            assert!(!asked[..at].iter().any(|a| a.gap.say == *say), "{name}: {say:?} comes twice");
            let about = asked.iter().filter(|a| a.gap.dimension == probe.gap.dimension).count();
            assert!(about <= 2, "{name}: {about} probes about {}", probe.gap.dimension);
            let same = asked.iter().filter(|a| a.gap.receipt.rule == probe.gap.receipt.rule && !a.pressed);
            assert_eq!(same.count(), 1, "{name}: {:?} is asked about once", probe.gap.receipt.rule);
            assert!(!probe.gap.receipt.needless_if.is_empty());
            if let Some(quoted) = say.split('"').nth(1) {
                let words: Vec<&str> = quoted.split_whitespace().collect();
                assert!(words.len() <= MOST_QUOTED, "{name}: {quoted:?}");
                for word in words {
                    assert!(transcript.text().contains(word), "{name}: {word:?} of {quoted:?} was not said");
                }
            }
        }
        let verdict = dialogue.verdict();
        for quote in verdict.dimensions.iter().flat_map(|d| &d.evidence) {
            assert_eq!(transcript.slice(quote.chars), quote.text, "{name}");
        }
        for probe in asked.iter().filter(|a| a.reply.is_some()) {
            assert!(!transcript.text().contains(&probe.gap.say), "{name}: what was asked is not judged");
        }
    }
}

#[test]
fn the_same_turns_give_the_same_conversation_and_none_of_it_depends_on_the_rest_of_the_session() {
    let packs = Packs::load(None).unwrap();
    let rubric = packs.get("ownership_failure").unwrap();
    for (name, script) in scripts().iter().take(4) {
        let (mut one, mut two) = (Dialogue::new(rubric, script.probes), Dialogue::new(rubric, script.probes));
        played(name, script, &mut one);
        played(name, script, &mut two);
        assert_eq!(one.verdict(), two.verdict(), "{name}");
        assert_eq!(one.asked(), two.asked(), "{name}");
        let unprompted = rubric.judge(&pushback::core::transcript::Transcript::from_text(&script.answer));
        assert_eq!(one.verdict().overall.unprompted, unprompted.overall.score, "{name}");
    }
}

#[test]
fn without_probes_the_interviewer_closes_and_silence_is_no_reply() {
    let packs = Packs::load(None).unwrap();
    let rubric = packs.get("ownership_failure").unwrap();
    let weak = packs.pack("ownership_failure").unwrap().weak.text.clone();
    assert_eq!(Dialogue::new(rubric, 0).answer(weak.as_str()), Next::Close);
    let mut silent = Dialogue::new(rubric, 4);
    let first = silent.answer(weak.as_str());
    let before = silent.verdict().overall.score;
    let second = silent.reply("");
    assert!(matches!((&first, &second), (Next::Probe(_), Next::Press(_))), "{first:?} {second:?}");
    assert_eq!(silent.verdict().overall.score, before);
    let third = silent.reply("um");
    assert!(!matches!(third, Next::Press(_)), "pressed once: {third:?}");
}
