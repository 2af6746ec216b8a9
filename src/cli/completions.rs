//! `pushback completions`: what a shell needs to complete the command line.

use clap::Args;
use clap_complete::Shell;

use crate::cli::failure::Failure;
use crate::cli::output;

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  pushback completions bash > ~/.local/share/bash-completion/completions/pushback
  pushback completions zsh > ~/.zfunc/_pushback
  pushback completions fish > ~/.config/fish/completions/pushback.fish")]
pub(crate) struct Completions {
    /// Which shell
    shell: Shell,
}

/// Prints the script for a shell.
pub(crate) fn run(args: &Completions, mut command: clap::Command) -> Result<(), Failure> {
    let mut script = Vec::new();
    let name = command.get_name().to_owned();
    clap_complete::generate(args.shell, &mut command, name, &mut script);
    output::print(&script)
}
