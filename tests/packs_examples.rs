//! Every built-in rule does what its examples say.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what cannot prepare its ground has failed, and says where"
)]

use pushback::io::packs::Packs;
use pushback::io::packs::check;

#[test]
fn every_frame_finds_its_examples_and_nothing_in_its_counter_examples() {
    let packs = Packs::load(None).unwrap();
    let faults: Vec<_> = check::examples(&packs).iter().map(ToString::to_string).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
