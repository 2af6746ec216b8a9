//! Which silence ends an answer, on labelled pauses and ends: seldom inside an answer, and soon after it.
//!
//! `examples/endpointing` sweeps the same over many lengths.

#![allow(clippy::unwrap_used, reason = "what cannot prepare its ground has failed, and says where")]

#[path = "endpointing/set.rs"]
mod set;

use pushback::core::interview::floor::Patience;
use pushback::io::packs::Packs;
use set::Outcome;
use set::Writes;

/// The most pauses in which an answer may be ended, and the longest mean silence after an end, in ms.
const CUT_INS: f64 = 0.05;
const DEAD_MS: f64 = 900.0;

/// By the interviewer's decision, and by a silence of one length that cuts in as often.
fn measured(half: &str, writes: Writes) -> (Outcome, f64) {
    let packs = Packs::load(None).unwrap();
    let silences = set::silences(half, writes, packs.get("ownership_failure").unwrap());
    let found = set::decided(&silences, &Patience::default(), packs.endings());
    let plain = set::silence_at(&silences, found.cut_ins);
    let Outcome { cut_ins, mean_ms, median_ms, p95_ms } = found;
    println!(
        "{half} {writes:?}: {:.1} % cut in, {mean_ms:.0} ms mean, {median_ms:.0} median, {p95_ms:.0} p95; plain {plain}",
        cut_ins * 100.0
    );
    (found, f64::from(plain))
}

#[test]
fn answers_with_marks_are_seldom_cut_and_soon_over() {
    for writes in [Writes::Marks, Writes::StopsEverywhere] {
        let (found, plain) = measured("test.toml", writes);
        assert!(found.cut_ins <= CUT_INS && found.mean_ms <= DEAD_MS, "{found:?}");
        assert!(found.mean_ms < plain / 2.0, "silence alone needs {plain} ms");
    }
}

#[test]
fn answers_without_marks_are_waited_for_longer_and_not_cut() {
    let (found, plain) = measured("test.toml", Writes::Bare);
    assert!(found.cut_ins <= CUT_INS && found.mean_ms < plain, "{found:?}, silence alone needs {plain} ms");
}

#[test]
fn the_set_has_the_pauses_and_ends_that_it_promises() {
    let packs = Packs::load(None).unwrap();
    let rubric = packs.get("ownership_failure").unwrap();
    let counts =
        ["dev.toml", "test.toml"].map(|half| set::counts(&set::silences(half, Writes::Marks, rubric)));
    let (pauses, ends) = (counts[0].0 + counts[1].0, counts[0].1 + counts[1].1);
    assert!(pauses >= 200 && ends >= 100, "{pauses} pauses, {ends} ends");
}
