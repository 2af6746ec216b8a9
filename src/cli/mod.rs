//! The command line: one file a subcommand. Parses arguments, prints results, and turns errors into exit statuses.

pub mod failure;
mod models;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;
use clap::Subcommand;

use crate::cli::failure::Failure;
use crate::cli::models::ModelsCommand;

/// Interviews you out loud and pushes back on the vague parts. Nothing leaves your machine.
#[derive(Debug, Parser)]
#[command(name = "pushback", version, max_term_width = 100, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List, fetch, check, import and remove speech models
    #[command(subcommand)]
    Models(ModelsCommand),
}

/// Runs the command that the arguments name. 0 done, 1 failed, 2 wrong usage.
pub fn main(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => {
            // A closed pipe is no reason to fail twice.
            error.print().ok();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    match run(cli.command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            anstream::eprintln!("pushback: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<(), Failure> {
    match command {
        Command::Models(command) => models::run(command),
    }
}
