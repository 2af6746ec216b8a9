//! Trains the learned part of the analyser from labelled answers. One command: `scripts/train`.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a training run that cannot read its input should stop"
)]
#![allow(unreachable_pub, missing_docs, clippy::pedantic)]

mod clauses;
mod corpus;
mod names;
mod pairs;
mod regress;
mod targets;
mod verdicts;

use clauses::Model;
use clauses::Settings;
use corpus::Answer;
use corpus::Dice;
use corpus::Example;
use corpus::Heard;
use pushback::core::rubric::frame::event::Event;
use pushback::core::rubric::learned::answer;
use pushback::core::rubric::learned::answer::Regression;
use pushback::core::rubric::learned::score::ClauseScore;
use pushback::io::packs::FIRST_QUESTION;

/// The frames of the built-in packs.
static PACKS: std::sync::LazyLock<pushback::io::packs::Packs> =
    std::sync::LazyLock::new(|| pushback::io::packs::Packs::load(None).unwrap());

pub fn hints(
    reading: &pushback::core::text::reading::Reading,
) -> pushback::core::rubric::learned::features::Hints {
    pushback::core::rubric::learned::features::hints(reading, &found(reading))
}

/// The events that the rubric trained for listens for.
pub fn found(reading: &pushback::core::text::reading::Reading) -> Vec<Event> {
    PACKS.get(FIRST_QUESTION).unwrap().find(reading).events
}

fn var(name: &str, default: f32) -> f32 {
    std::env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(default)
}

fn settings() -> Settings {
    Settings {
        epochs: var("EPOCHS", 14.0) as usize,
        shuffles: var("SHUFFLES", 4.0) as usize,
        from: var("FROM", 5.0) as usize,
        rate: var("RATE", 0.05),
        decay: var("DECAY", 0.0005),
        least: var("LEAST", 20.0) as usize,
        prune: var("PRUNE", 0.05),
        dropped: var("DROP", 0.4),
    }
}

/// What the command line names: answers and pairs to train on, and answers that are only judged.
#[derive(Default)]
struct Texts {
    train: Vec<Answer>,
    pairs: Vec<Example>,
    dev: Vec<Answer>,
}

impl Texts {
    fn of(args: impl Iterator<Item = String>) -> Self {
        let mut made = Self::default();
        let mut into_dev = false;
        for arg in args {
            match arg.as_str() {
                "--dev" => into_dev = true,
                path if path.ends_with(".toml") => made.pairs.extend(pairs::load(path)),
                path if into_dev => made.dev.extend(corpus::load(path)),
                path => made.train.extend(corpus::load(path)),
            }
        }
        // The order of files and folders must not count.
        made.pairs.sort_by(|a, b| a.id.cmp(&b.id));
        made
    }
}

fn main() {
    let Texts { train, pairs, dev } = Texts::of(std::env::args().skip(1));
    let mut dice = Dice(1);
    let mut examples: Vec<Example> = Vec::new();
    for answer in &train {
        let words = corpus::words(answer);
        for heard in Heard::ALL {
            examples.push(corpus::example(answer, &corpus::heard(&words, &mut dice, heard), heard));
        }
    }
    examples.extend(pairs);
    let all: Vec<&Example> = examples.iter().collect();
    let folder = std::env::var("FIGURES").unwrap_or_else(|_| "target/train".into());
    let scores = out_of_fold(&all);
    let scores: Vec<&Vec<ClauseScore>> = scores.iter().collect();
    let regressions = targets::regressions(&all, &scores);
    let model = Model::train(&all, settings());
    println!("{} examples, {} facts", all.len(), model.facts.names.len());
    if let Ok(out) = std::env::var("OUT") {
        write_weights(&out, &all, &model, &regressions);
    }
    cross_validate(&folder, &all, &scores);
    judge(&folder, &dev, &model, &regressions, &mut dice);
}

fn write_weights(out: &str, all: &[&Example], model: &Model, regressions: &[Regression]) {
    let names = names::dictionary(all);
    std::fs::write(format!("{out}/clauses.tsv"), names::clause_weights(model, &names, 0.01)).unwrap();
    let table = names::answer_weights(regressions, &|t| answer::names_for(t));
    std::fs::write(format!("{out}/answer.tsv"), table).unwrap();
}

/// Judges the training answers: neither what scores clauses nor what makes levels of that has seen the writer.
fn cross_validate(folder: &str, all: &[&Example], scores: &[&Vec<ClauseScore>]) {
    let fold = folds(all);
    let without: Vec<Vec<Regression>> = (0..FOLDS)
        .map(|held| {
            let rest = picked(all, &fold, |f| f != held);
            targets::regressions(&rest, &picked(scores, &fold, |f| f != held))
        })
        .collect();
    for heard in Heard::ALL {
        let told = all.iter().zip(scores).zip(&fold);
        let told = told.filter(|((e, _), _)| e.heard == heard && !e.beats.is_empty());
        let told = told.map(|((e, s), fold)| (*e, (*s).clone(), without[*fold].as_slice()));
        verdicts::write(&format!("{folder}/cv-{}", heard.name()), told);
    }
}

/// Judges answers that are not trained on: as they are, without punctuation, and misheard besides.
fn judge(folder: &str, dev: &[Answer], model: &Model, regressions: &[Regression], dice: &mut Dice) {
    for heard in Heard::ALL {
        let mut read = |answer: &Answer| {
            let words = corpus::heard(&corpus::words(answer), dice, heard);
            corpus::example(answer, &words, heard)
        };
        let read: Vec<Example> = dev.iter().map(&mut read).collect();
        let judged = read.iter().map(|e| (e, model.score(e), regressions));
        verdicts::write(&format!("{folder}/dev-{}", heard.name()), judged);
    }
}

const FOLDS: usize = 5;

/// For every example its fold; all of a writer are in one.
fn folds(examples: &[&Example]) -> Vec<usize> {
    let mut groups: Vec<&str> = examples.iter().map(|e| e.group.as_str()).collect();
    groups.sort_unstable();
    groups.dedup();
    examples.iter().map(|e| groups.binary_search(&e.group.as_str()).unwrap_or(0) % FOLDS).collect()
}

fn picked<T: Copy>(items: &[T], fold: &[usize], wanted: impl Fn(usize) -> bool) -> Vec<T> {
    items.iter().zip(fold).filter(|(_, f)| wanted(**f)).map(|(item, _)| *item).collect()
}

/// Scores of every example by a model that has not seen its writer.
fn out_of_fold(examples: &[&Example]) -> Vec<Vec<ClauseScore>> {
    let fold = folds(examples);
    let mut scores: Vec<Vec<ClauseScore>> = vec![Vec::new(); examples.len()];
    for held in 0..FOLDS {
        let rest: Vec<&Example> = picked(examples, &fold, |f| f != held);
        let model = Model::train(&rest, Settings { shuffles: 1, ..settings() });
        for (i, e) in examples.iter().enumerate().filter(|(i, _)| fold[*i] == held) {
            scores[i] = model.score(e);
        }
    }
    scores
}
