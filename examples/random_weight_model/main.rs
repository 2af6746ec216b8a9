//! Writes a whisper model with random weights: `random_weight_model NAME KIND OUT`.
//!
//! It has the true shapes of tiny.en, base.en or small.en, so time and memory are those of the real one. What it
//! "hears" is meaningless. `scripts/random-weight-model` builds and runs this.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what cannot prepare its ground has failed, and says where"
)]

mod generator;

use std::fs::File;
use std::io::BufWriter;
use std::io::Write;
use std::process::ExitCode;

use generator::Kind;
use generator::Shape;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [name, kind, out] = arguments.as_slice() else {
        eprintln!("usage: random_weight_model tiny.en|base.en|small.en f16|q8_0|q5_1 OUT");
        return ExitCode::from(2);
    };
    let (Some(shape), Some(kind)) = (Shape::named(name), Kind::named(kind)) else {
        eprintln!(
            "no such model or kind: {name} {kind}; there are tiny.en, base.en, small.en in f16, q8_0, q5_1"
        );
        return ExitCode::from(2);
    };
    let written = File::create(out).and_then(|file| {
        let mut file = BufWriter::with_capacity(1 << 20, file);
        generator::write(&mut file, &shape, kind, 1)?;
        file.flush()
    });
    match written {
        Ok(()) => {
            println!("{out}: random weights of {name}'s shapes, for measuring time and memory only");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("cannot write {out}: {error}");
            ExitCode::FAILURE
        }
    }
}
