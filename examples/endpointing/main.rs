//! Sweeps the silences that end an answer over the labelled pauses of `tests/endpointing`, beside waiting for one length
//! of silence, and prints tables for `BENCHMARKS.md`.
//!
//! `cargo run --release --no-default-features --example endpointing [-- why]`

#![allow(clippy::unwrap_used, reason = "a measuring program says where it fails")]

#[path = "../../tests/endpointing/set.rs"]
mod set;

use pushback::core::interview::floor::Patience;
use pushback::io::packs::Packs;
use set::Writes;

/// Patience that is tried, in ms.
const TRIED: [u32; 7] = [1_500, 2_000, 2_500, 3_000, 3_500, 5_000, 8_000];

fn main() {
    let packs = Packs::load(None).unwrap();
    let rubric = packs.get("ownership_failure").unwrap();
    let why = std::env::args().nth(1);
    for half in ["dev.toml", "test.toml"] {
        for writes in [Writes::Marks, Writes::Bare, Writes::StopsEverywhere] {
            let silences = set::silences(half, writes, rubric);
            println!("\n{half}, {writes:?}\n");
            println!(
                "| patience, ms | cut-ins | mean dead air, ms | median | p95 | silence only at these cut-ins, ms |"
            );
            println!("|--:|--:|--:|--:|--:|--:|");
            for ms in TRIED {
                let patience = Patience::of(ms);
                let found = set::decided(&silences, &patience, packs.endings());
                let plain = set::silence_at(&silences, found.cut_ins);
                let mark = if ms == Patience::default().ms { "**" } else { "" };
                println!(
                    "| {mark}{ms}{mark} | {:.1} % | {:.0} | {:.0} | {:.0} | {plain} |",
                    found.cut_ins * 100.0,
                    found.mean_ms,
                    found.median_ms,
                    found.p95_ms
                );
            }
            if why.is_some() {
                set::worst(&silences, &Patience::default(), packs.endings())
                    .iter()
                    .for_each(|line| println!("  {line}"));
            }
        }
        let silences = set::silences(half, Writes::Marks, rubric);
        println!("\n{half}, silence only\n\n| silence, ms | cut-ins |\n|--:|--:|");
        for ms in [300, 600, 900, 1_200, 1_600, 2_000, 3_000, 3_500] {
            println!("| {ms} | {:.1} % |", set::silence_only(&silences, ms).cut_ins * 100.0);
        }
    }
}
