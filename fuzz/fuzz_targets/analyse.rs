//! Any bytes as something that was said.
#![no_main]

#[path = "../checks/said.rs"]
mod said;

libfuzzer_sys::fuzz_target!(|data: &[u8]| said::analyse(data));
