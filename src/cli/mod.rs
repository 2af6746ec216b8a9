//! The command line: one file a subcommand. Parses arguments, prints results, and turns errors into exit statuses.

mod analyze;
mod completions;
mod devices;
pub mod eval;
pub mod failure;
mod full_loop;
mod input;
mod interrupt;
mod interview;
mod journal;
mod look;
pub mod models;
mod output;
pub mod packs;
mod practise;
mod progress;
mod report_format;
mod review;
mod rubrics;
pub mod sessions;
mod table;
#[cfg(feature = "window")]
mod window;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::CommandFactory;
use clap::Parser;
use clap::Subcommand;
use clap::error::ErrorKind;

use crate::cli::eval::EvalArgs;
use crate::cli::failure::Failure;
use crate::cli::models::ModelsCommand;
use crate::cli::packs::PacksArgs;
use crate::cli::sessions::SessionsArgs;

/// Interviews you out loud and pushes back on the vague parts. Nothing leaves your machine.
#[derive(Debug, Parser)]
#[command(
    name = "pushback",
    version,
    max_term_width = 100,
    arg_required_else_help = cfg!(not(feature = "window")),
    after_help = "Examples:
  pushback review assets/samples/strong.wav           try it on a sample
  pushback models fetch base.en-q8_0                  get a model that understands people
  pushback review answer.m4a --format html --out .    a page to read and to print
  pushback analyze --format text answer.txt           judge a written answer

Exit status: 0 done, 1 failed, 2 wrong usage, 130 interrupted."
)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Be interviewed: you are asked aloud, you answer aloud, and what you leave out is asked about
    Practise(practise::Practise),
    /// Rehearse a whole interview loop: several questions by several interviewers, by the clock
    Loop(full_loop::FullLoop),
    /// Listen to recorded answers and report on them
    Review(review::Review),
    /// Judge written answers
    Analyze(analyze::Analyze),
    /// List, fetch, check, import and remove speech models
    #[command(subcommand)]
    Models(ModelsCommand),
    /// List, show, export, rescore, delete and recover what was kept
    Sessions(SessionsArgs),
    /// Look at rule packs, and check one of your own
    Packs(PacksArgs),
    /// Show microphones, loudspeaker and voices, and try them
    Devices(devices::Devices),
    /// Measure the analyser against labelled answers
    Eval(EvalArgs),
    /// Print completions for a shell
    Completions(completions::Completions),
}

/// Runs the command that the arguments name. 0 done, 1 failed, 2 wrong usage, 130 interrupted.
pub fn main(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(args).and_then(checked) {
        Ok(cli) => cli,
        Err(error) => {
            // A closed pipe is no reason to fail twice.
            error.print().ok();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    // Dropped last, so that its last line is on disk when the process ends.
    let log = journal::begin(cli.command.as_ref());
    let outcome = run(cli.command);
    if log.is_some() {
        journal::end(&outcome);
    }
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            if !failure.what.is_empty() {
                anstream::eprintln!("pushback: {failure}");
            }
            ExitCode::from(failure.status)
        }
    }
}

/// Refuses arguments that are right one by one and wrong together.
fn checked(cli: Cli) -> Result<Cli, clap::Error> {
    let misuse = match &cli.command {
        Some(Command::Review(args)) => args.misuse(),
        Some(Command::Eval(args)) => args.misuse(),
        _ => None,
    };
    match misuse {
        Some(what) => Err(Cli::command().error(ErrorKind::ArgumentConflict, what)),
        None => Ok(cli),
    }
}

fn run(command: Option<Command>) -> Result<(), Failure> {
    let Some(command) = command else {
        #[cfg(feature = "window")]
        return window::run();
        // The help was shown.
        #[cfg(not(feature = "window"))]
        return Ok(());
    };
    match command {
        Command::Practise(args) => practise::run(&args),
        Command::Loop(args) => full_loop::run(&args),
        Command::Review(args) => review::run(&args),
        Command::Analyze(args) => analyze::run(&args),
        Command::Models(command) => models::run(command),
        Command::Sessions(args) => sessions::run(args),
        Command::Packs(args) => packs::run(args),
        Command::Devices(args) => devices::run(&args),
        Command::Eval(args) => eval::run(&args),
        Command::Completions(args) => completions::run(&args, Cli::command()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_are_declared_without_contradiction() {
        Cli::command().debug_assert();
    }
}
