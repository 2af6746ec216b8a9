//! Which commands write a log, and the first and last line of it.
//!
//! A command that only reads writes none: looking at a data folder must not change it.

use std::env::consts;

use crate::cli::Command;
use crate::cli::failure::Failure;
use crate::io::log::Log;
use crate::io::log::unquoted;
use crate::io::places::Places;

/// Begins the log of a command that changes something. Nobody is bothered where none can be written.
pub(super) fn begin(command: Option<&Command>) -> Option<Log> {
    let places = changed_by(command)?;
    let log = Log::begin(&places).ok()?;
    let (version, command) = (env!("CARGO_PKG_VERSION"), command.map_or("window", name));
    tracing::info!(command, version, system = consts::OS, machine = consts::ARCH, "begins");
    Some(log)
}

/// Writes down how the command ended.
pub(super) fn end(outcome: &Result<(), Failure>) {
    match outcome {
        Ok(()) => tracing::info!("ends"),
        Err(failure) => {
            tracing::warn!(status = failure.status, why = unquoted(&failure.to_string()), "ends");
        }
    }
}

/// Where what a command changes lies; `None` for one that only reads.
fn changed_by(command: Option<&Command>) -> Option<Places> {
    let chosen = match command {
        None => None,
        Some(Command::Practise(args)) => args.data(),
        Some(Command::Loop(args)) if args.holds() => args.data(),
        Some(Command::Review(args)) if args.keeps() => args.data(),
        Some(Command::Sessions(args)) if args.changes() => args.data(),
        Some(Command::Models(command)) if command.changes() => None,
        Some(_) => return None,
    };
    chosen.map_or_else(|| Places::find().ok(), |data| Some(Places::in_folder(data)))
}

fn name(command: &Command) -> &'static str {
    match command {
        Command::Practise(_) => "practise",
        Command::Loop(_) => "loop",
        Command::Review(_) => "review",
        Command::Sessions(_) => "sessions",
        Command::Models(_) => "models",
        _ => "another",
    }
}
