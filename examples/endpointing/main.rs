//! Sweeps the silences that end an answer over the labelled pauses of `tests/endpointing`, beside waiting for one length
//! of silence, and prints tables for `BENCHMARKS.md`.
//!
//! The answers are spoken by several system voices, with the pauses between their pieces and a quiet room under them, and
//! the program's own detector says where silences begin and end. The words are those of the text: the bundled model
//! understands one voice only. `scripts/bench-endpointing` installs the voices.
//!
//!     endpointing            spoken
//!     endpointing unspoken   pauses as they were drawn, without voices and detector
//!     endpointing why        the same, with what went wrong

#![allow(clippy::unwrap_used, reason = "a measuring program says where it fails")]

#[path = "../../tests/endpointing/set.rs"]
mod set;
mod voices;

use pushback::core::interview::floor::Patience;
use pushback::io::packs::Packs;
use set::Silence;
use set::Writes;

/// Patience that is tried, in ms: every step of the ladder is stretched with it.
const TRIED: [u32; 7] = [1_500, 2_000, 2_500, 3_000, 3_500, 5_000, 8_000];

/// Silences that are tried where nothing else is known, in ms.
const PLAIN: [u32; 8] = [300, 600, 900, 1_200, 1_600, 2_000, 3_000, 3_500];

fn main() {
    let packs = Packs::load(None).unwrap();
    let rubric = packs.get("ownership_failure").unwrap();
    let how = std::env::args().nth(1).unwrap_or_default();
    for half in ["dev.toml", "test.toml"] {
        let heard = how.is_empty().then(|| voices::heard(&set::spoken(half, rubric)));
        let silences = |writes| -> Vec<Silence> {
            let drawn = set::silences(half, writes, rubric);
            match &heard {
                Some(heard) => drawn
                    .into_iter()
                    .zip(heard)
                    .map(|(one, (lasts, lag))| one.heard_as(*lasts, *lag))
                    .collect(),
                None => drawn,
            }
        };
        for writes in [Writes::Marks, Writes::Bare, Writes::StopsEverywhere] {
            let silences = silences(writes);
            sweep(&format!("{half}, {writes:?}"), &silences, &packs);
            if how == "why" {
                let worst = set::worst(&silences, &Patience::default(), packs.endings());
                worst.iter().for_each(|line| println!("  {line}"));
            }
        }
        println!("\n{half}, silence only\n\n| silence, ms | cut-ins | mean dead air, ms |\n|--:|--:|--:|");
        let silences = silences(Writes::Marks);
        for ms in PLAIN {
            let found = set::silence_only(&silences, ms);
            println!("| {ms} | {:.1} % | {:.0} |", found.cut_ins * 100.0, found.mean_ms);
        }
    }
}

fn sweep(name: &str, silences: &[Silence], packs: &Packs) {
    let (pauses, ends) = set::counts(silences);
    println!("\n{name}: {pauses} pauses, {ends} ends\n");
    println!(
        "| patience, ms | steps, ms | cut-ins | mean dead air, ms | median | p95 | silence only at these cut-ins, ms |"
    );
    println!("|--:|--:|--:|--:|--:|--:|--:|");
    for ms in TRIED {
        let patience = Patience::of(ms);
        let steps = patience.steps_ms.map(|step| (step * ms / Patience::default().ms).to_string()).join("/");
        let found = set::decided(silences, &patience, packs.endings());
        let plain = set::silence_at(silences, found.cut_ins);
        let mark = if ms == Patience::default().ms { "**" } else { "" };
        println!(
            "| {mark}{ms}{mark} | {steps} | {:.1} % | {:.0} | {:.0} | {:.0} | {plain} |",
            found.cut_ins * 100.0,
            found.mean_ms,
            found.median_ms,
            found.p95_ms
        );
    }
}
