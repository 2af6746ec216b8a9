//! `pushback devices`: what can be heard with and spoken through, and whether it works.

mod list;
mod test;

use clap::Args;
use clap::Subcommand;
use clap::ValueEnum;

use crate::cli::failure::Failure;

#[derive(Debug, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "Examples:
  pushback devices
  pushback devices test
  pushback devices test --device usb --model base.en-q8_0
  pushback devices voices"
)]
pub(crate) struct Devices {
    #[command(subcommand)]
    command: Option<DevicesCommand>,

    /// How to print the list
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Subcommand)]
enum DevicesCommand {
    /// Speak a few seconds, hear it back, and read what was understood
    Test(test::Test),
    /// List the voices of the system; takes some seconds
    Voices,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For reading in a terminal
    Text,
    /// For programs
    Json,
}

/// Does what was asked for; without a subcommand, lists devices.
pub(crate) fn run(args: &Devices) -> Result<(), Failure> {
    match &args.command {
        None => list::devices(args.format),
        Some(DevicesCommand::Test(test)) => test::run(test),
        Some(DevicesCommand::Voices) => list::voices(),
    }
}
