//! Any bytes as the files of a pack.
#![no_main]

#[path = "../checks/packs.rs"]
mod packs;
#[path = "../checks/said.rs"]
#[allow(dead_code, reason = "shared with the target that speaks")]
mod said;

libfuzzer_sys::fuzz_target!(|data: &[u8]| packs::packs(data));
