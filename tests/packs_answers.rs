//! The packs against answers that people labelled before the packs judged them, and against each other's answers.
//!
//! `cargo test --test packs_answers -- --nocapture` prints the figures of each pack, every answer that is judged
//! otherwise than labelled, and the table of strong answers given to other questions.
//!
//! The flagship has figures of its own (`tests/eval_command.rs`); here it stands in the table only.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what cannot prepare its ground has failed, and says where"
)]
#![allow(clippy::print_stdout, reason = "the figures are there to be read")]

use std::path::Path;

use pushback::core::rubric::rubric::Rubric;
use pushback::core::rubric::verdict::Verdict;
use pushback::core::transcript::Transcript;
use pushback::io::packs::Packs;
use serde::Deserialize;

const FLAGSHIP: &str = "ownership_failure";

/// So many labelled answers a pack, or more.
const FEWEST: usize = 8;

#[derive(Deserialize)]
struct Sentence {
    text: String,
}

/// The keys that are compared here; levels and beats are for whoever looks closer.
#[derive(Deserialize)]
struct Labelled {
    id: String,
    question: String,
    sentences: Vec<Sentence>,
    overall: u8,
    next_probe: Vec<String>,
}

impl Labelled {
    fn text(&self) -> String {
        self.sentences.iter().map(|s| s.text.as_str()).collect::<Vec<_>>().join(" ")
    }
}

fn labelled(pack: &str) -> Vec<Labelled> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/answers/{pack}.jsonl"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let answers: Vec<Labelled> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(answers.iter().all(|a| a.question == pack), "{pack}: an answer to another question");
    answers
}

fn judge(rubric: &Rubric, text: &str) -> Verdict {
    rubric.judge(&Transcript::from_text(text))
}

fn first_probe(verdict: &Verdict) -> Option<&str> {
    verdict.next_probe.first().map(|gap| gap.dimension.as_str())
}

/// How often a pack agrees with the labels.
#[derive(Default)]
struct Agreement {
    answers: usize,
    exact: usize,
    adjacent: usize,
    probe: usize,
}

impl Agreement {
    fn add(&mut self, label: &Labelled, verdict: &Verdict) {
        let score = verdict.overall.score;
        let first = first_probe(verdict);
        // Where nothing is left to ask, nothing may be asked.
        let wanted = match first {
            Some(dimension) => label.next_probe.iter().take(2).any(|d| d == dimension),
            None => label.next_probe.is_empty(),
        };
        self.answers += 1;
        self.exact += usize::from(score == label.overall);
        self.adjacent += usize::from(score.abs_diff(label.overall) <= 1);
        self.probe += usize::from(wanted);
        if score.abs_diff(label.overall) > 1 || !wanted {
            println!(
                "  {}: {score}, labelled {}; asks about {first:?}, labelled {:?}",
                label.id, label.overall, label.next_probe
            );
        }
    }

    fn print(&self, pack: &str) {
        let Self { answers, exact, adjacent, probe } = self;
        println!(
            "{pack:22} answers {answers:3}, exact {exact:3}, adjacent {adjacent:3}, first probe {probe:3}"
        );
    }
}

#[test]
fn scores_and_first_probes_are_those_that_people_gave() {
    let packs = Packs::load(None).unwrap();
    let mut all = Agreement::default();
    for pack in packs.all().iter().filter(|p| p.rubric.id() != FLAGSHIP) {
        let answers = labelled(pack.rubric.id());
        assert!(answers.len() >= FEWEST, "{}: {} labelled answers", pack.rubric.id(), answers.len());
        let mut own = Agreement::default();
        for label in &answers {
            let verdict = judge(&pack.rubric, &label.text());
            own.add(label, &verdict);
        }
        own.print(pack.rubric.id());
        all.answers += own.answers;
        all.exact += own.exact;
        all.adjacent += own.adjacent;
        all.probe += own.probe;
    }
    all.print("all");
    assert!(all.adjacent * 100 >= all.answers * 90, "overall exact or adjacent");
    assert!(all.probe * 100 >= all.answers * 75, "first probe among the labelled two");
}

#[test]
fn every_strong_sample_scores_four_or_more_and_every_weak_one_two_or_less() {
    let packs = Packs::load(None).unwrap();
    for pack in packs.all() {
        let score = |text: &str| judge(&pack.rubric, text).overall.score;
        let (weak, strong) = (score(&pack.weak.text), score(&pack.strong.text));
        assert!(strong >= 4 && weak <= 2, "{}: strong {strong}, weak {weak}", pack.rubric.id());
    }
}

#[test]
fn a_strong_answer_to_another_question_is_asked_for_its_story() {
    let packs = Packs::load(None).unwrap();
    let (mut told, mut recognised) = (0, 0);
    println!(
        "rows: the strong answer to; columns: given to, in the same order; x where it is off the question"
    );
    for answered in packs.all() {
        let mut row = String::new();
        for asked in packs.all() {
            let verdict = judge(&asked.rubric, &answered.strong.text);
            let off = first_probe(&verdict) == Some("story");
            row.push_str(if off { " x" } else { " ." });
            if answered.rubric.id() == asked.rubric.id() {
                assert!(!off, "{}: its own strong answer", asked.rubric.id());
            } else {
                told += 1;
                recognised += usize::from(off);
            }
        }
        println!("{:22}{row}", answered.rubric.id());
    }
    println!("off the question: {recognised} of {told}");
    assert!(recognised * 100 >= told * 80, "{recognised} of {told}");
}
