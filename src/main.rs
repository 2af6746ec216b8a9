//! The `pushback` program: arguments in, exit status out.

#![forbid(unsafe_code)]

use std::process::ExitCode;

fn main() -> ExitCode {
    pushback::cli::main(std::env::args_os())
}
