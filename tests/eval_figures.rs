//! The figures of `core::eval` against figures computed elsewhere, and what holds for any labels.
//!
//! `tests/eval/expected.json` was computed by the scorer that the labelled corpora came with (a Python program that
//! is not part of this repository), from `answers.jsonl` and `verdicts.jsonl` beside it. Those hold what is easy to
//! get wrong: characters of several bytes, ties between beats, sentences that nothing covers, several quotations a
//! dimension, quotations that nobody said, verdicts without an answer and answers without a verdict.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what cannot prepare its ground has failed, and says where"
)]

use std::collections::HashMap;
use std::path::Path;
use std::path::PathBuf;

use proptest::prelude::*;
use pushback::core::eval::BEATS;
use pushback::core::eval::GRADED;
use pushback::core::eval::KILLERS;
use pushback::core::eval::agreement::Confusion;
use pushback::core::eval::agreement::Weight;
use pushback::core::eval::agreement::spearman;
use pushback::core::eval::answer::Labelled;
use pushback::core::eval::answer::Levels;
use pushback::core::eval::answer::Opinion;
use pushback::core::eval::answer::Sentence;
use pushback::core::eval::difference::differences;
use pushback::core::eval::figures::Figures;
use pushback::core::eval::folds::folds;
use pushback::core::eval::folds::leave_one_writer_out;
use pushback::core::eval::folds::writer;
use pushback::core::eval::matching::find;
use pushback::core::rubric::verdict::Attribution;
use pushback::core::rubric::verdict::BeatSpan;
use pushback::core::rubric::verdict::Disclosure;
use pushback::io::corpus::answers;
use pushback::io::corpus::verdicts;

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/eval").join(name)
}

#[test]
fn the_figures_are_those_of_the_scorer_that_the_labels_came_with() {
    let labels = answers::read(&file("answers.jsonl")).unwrap();
    let opinions: HashMap<_, _> = verdicts::read(&file("verdicts.jsonl")).unwrap().into_iter().collect();
    let pairs: Vec<_> = labels.iter().filter_map(|l| Some((l, opinions.get(&l.id)?))).collect();
    let figures = Figures::of(&pairs);

    let expected: HashMap<String, f64> =
        serde_json::from_str(&std::fs::read_to_string(file("expected.json")).unwrap()).unwrap();
    let named = figures.named();
    for (name, value) in &named {
        assert!((value - expected[name]).abs() < 1e-9, "{name}: {value}, expected {}", expected[name]);
    }
    assert_eq!(named.len() + 2, expected.len(), "every expected figure is given");
    let counted = (figures.answers, labels.len() - pairs.len());
    assert_eq!(counted, (expected["answers"] as usize, expected["missing"] as usize));
}

#[test]
fn writers_are_read_from_the_key_or_the_id_and_never_shared_between_training_and_test() {
    let labels = answers::read(&file("answers.jsonl")).unwrap();
    assert_eq!((writer(&labels[0]), writer(&labels[1])), ("w0", "b0"));
    for fold in leave_one_writer_out(&labels).unwrap() {
        let tested = writer(&labels[fold.test[0]]);
        assert!(fold.test.iter().all(|at| writer(&labels[*at]) == tested));
        assert!(fold.train.iter().all(|at| writer(&labels[*at]) != tested));
    }
}

/// The opinion of a rater who says exactly what the labels say.
fn perfect(label: &Labelled) -> Opinion {
    let text = label.text();
    let spans = |quotes: &Vec<String>| quotes.iter().filter_map(|q| find(&text, q)).collect();
    Opinion {
        levels: label.levels,
        killers: label.killers.clone(),
        attribution: label.attribution,
        overall: label.overall,
        next_probe: label.next_probe.clone(),
        evidence: label.evidence.iter().map(|(d, quotes)| (d.clone(), spans(quotes))).collect(),
        segments: label
            .spans()
            .into_iter()
            .map(|(chars, beat)| BeatSpan { chars, beat: beat.to_owned() })
            .collect(),
    }
}

fn levels() -> impl Strategy<Value = Levels> {
    use Disclosure::{Absent, Proactive, Reactive, Untimed};
    let disclosure = prop::sample::select(vec![Absent, Untimed, Reactive, Proactive]);
    let graded = prop::array::uniform7(0_u8..=2);
    (graded, disclosure).prop_map(|(graded, disclosure)| Levels { graded, disclosure })
}

fn sentence() -> impl Strategy<Value = Sentence> {
    ("[a-zé]{1,8}( [a-z€🙂]{1,8}){0,6}", prop::sample::select(BEATS.to_vec()))
        .prop_map(|(text, beat)| Sentence { text, beat: beat.to_owned() })
}

prop_compose! {
    fn labelled()(
        sentences in prop::collection::vec(sentence(), 1..8),
        levels in levels(),
        killers in prop::sample::subsequence(KILLERS.to_vec(), 0..=KILLERS.len()),
        attribution in prop::sample::select(vec![Attribution::External, Attribution::Mixed, Attribution::Internal]),
        overall in 1_u8..=5,
        next_probe in prop::sample::subsequence(GRADED.to_vec(), 0..=GRADED.len()),
    ) -> Labelled {
        let quotes = vec![sentences[0].text.clone()];
        Labelled {
            id: "x-1".into(),
            question: "ownership_failure".into(),
            writer: None,
            profile: String::new(),
            evidence: GRADED.iter().map(|d| ((*d).to_owned(), quotes.clone())).collect(),
            sentences,
            levels,
            killers: killers.into_iter().map(str::to_owned).collect(),
            attribution,
            overall,
            next_probe: next_probe.into_iter().map(str::to_owned).collect(),
        }
    }
}

fn pairs(places: usize) -> impl Strategy<Value = Vec<(usize, usize)>> {
    prop::collection::vec((0..places, 0..places), 1..60)
}

fn swapped(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    pairs.iter().map(|(a, b)| (*b, *a)).collect()
}

proptest! {
    #[test]
    fn a_perfect_rater_gets_one_in_every_figure_and_differs_nowhere(
        labels in prop::collection::vec(labelled(), 1..12),
    ) {
        let opinions: Vec<Opinion> = labels.iter().map(perfect).collect();
        let figures = Figures::of(&labels.iter().zip(&opinions).collect::<Vec<_>>());
        for (name, value) in figures.named() {
            // A rank correlation needs two different ranks, and evidence a dimension that was heard.
            let undefined = value == 0.0 && (name.starts_with("spearman") || figures.quotes_wanted == 0);
            prop_assert!(undefined || name == "judgement" || (value - 1.0).abs() < 1e-12, "{name} {value}");
        }
        for (label, opinion) in labels.iter().zip(&opinions) {
            prop_assert_eq!(differences(label, opinion), vec![]);
        }
    }

    #[test]
    fn agreement_does_not_ask_who_is_the_expert(pairs in pairs(4)) {
        for weight in [Weight::Unordered, Weight::Quadratic] {
            let there = Confusion::of(pairs.iter().copied(), 4).kappa(weight);
            let back = Confusion::of(swapped(&pairs), 4).kappa(weight);
            prop_assert!((there - back).abs() < 1e-12);
            prop_assert!((-1.0 - 1e-12..=1.0 + 1e-12).contains(&there));
        }
        prop_assert!((spearman(&pairs) - spearman(&swapped(&pairs))).abs() < 1e-12);
    }

    #[test]
    fn agreement_does_not_depend_on_the_order_of_answers(pairs in pairs(3)) {
        let backwards: Vec<_> = pairs.iter().rev().copied().collect();
        let kappa = |pairs: &[(usize, usize)]| Confusion::of(pairs.iter().copied(), 3).kappa(Weight::Quadratic);
        prop_assert_eq!(kappa(&pairs).to_bits(), kappa(&backwards).to_bits());
        prop_assert!((spearman(&pairs) - spearman(&backwards)).abs() < 1e-12);
    }

    #[test]
    fn a_scale_read_from_the_other_end_agrees_as_well(pairs in pairs(5)) {
        let turned: Vec<_> = pairs.iter().map(|(a, b)| (4 - a, 4 - b)).collect();
        let kappa = |pairs: &[(usize, usize)]| Confusion::of(pairs.iter().copied(), 5).kappa(Weight::Quadratic);
        prop_assert!((kappa(&pairs) - kappa(&turned)).abs() < 1e-12);
    }

    #[test]
    fn every_item_is_tested_once_and_never_beside_its_group(
        groups in prop::collection::vec(prop::sample::select(vec!["a", "b", "c", "d", "e", "f"]), 6..60),
        rounds in 2_usize..6,
    ) {
        let distinct = groups.iter().collect::<std::collections::HashSet<_>>().len();
        let made = folds(&groups, rounds);
        prop_assert_eq!(made.is_ok(), distinct >= rounds);
        let mut tested = vec![0; groups.len()];
        for fold in made.unwrap_or_default() {
            prop_assert!(!fold.test.is_empty());
            prop_assert_eq!(fold.test.len() + fold.train.len(), groups.len());
            prop_assert!(fold.test.iter().all(|t| fold.train.iter().all(|l| groups[*t] != groups[*l])));
            fold.test.iter().for_each(|at| tested[*at] += 1);
        }
        prop_assert!(tested.iter().all(|n| *n == usize::from(distinct >= rounds)));
    }
}
