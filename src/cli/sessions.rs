//! `pushback sessions`: lists, shows, exports, rescores, deletes and recovers what was kept.

mod debrief;
mod delete;
mod export;
mod list;
mod recover;
mod rescore;
mod retention;
pub(crate) mod show;

use std::fmt::Display;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;

use clap::Args;
use clap::Subcommand;
use clap::ValueEnum;

use crate::cli::failure::Failure;
use crate::cli::sessions::debrief::Debrief;
use crate::cli::sessions::export::Export;
use crate::io::places::Places;
use crate::io::session::stamp::Stamp;
use crate::io::session::store::Store;

/// Sessions: what was said, and what was made of it.
#[derive(Debug, Args)]
#[command(after_help = "A session is named by its ID, by the beginning of one, or by `last`.

Examples:
  pushback sessions list
  pushback sessions show last
  pushback sessions debrief last --format html --output debrief.html
  pushback sessions export last --format html --out .
  pushback sessions delete 2026-11-25_22-24-16
  pushback sessions delete --undo 2026-11-25_22-24-16")]
pub(super) struct SessionsArgs {
    #[command(subcommand)]
    command: SessionsCommand,

    /// A data folder in the place of yours, as the environment variable `PUSHBACK_DATA` names one
    #[arg(long, value_name = "DIR", global = true)]
    data: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum SessionsCommand {
    /// Show the sessions there are, the latest first
    List {
        /// How to print the list
        #[arg(long, value_enum, default_value_t = Form::Text)]
        format: Form,
    },
    /// Print what is known about a session, with its latest report
    Show {
        /// The session
        id: String,
        /// How to print it
        #[arg(long, value_enum, default_value_t = Form::Text)]
        format: Form,
    },
    /// Print the debrief of a loop: recommendation, matrix, patterns, what to practise next
    Debrief(Debrief),
    /// Write a session's report, and its sound beside it; of a loop the debrief too
    Export(Export),
    /// Judge sessions anew, keep the old verdict and show what differs
    Rescore {
        /// The sessions
        #[arg(required_unless_present = "all", value_name = "ID")]
        ids: Vec<String>,
        /// All of them
        #[arg(long, conflicts_with = "ids")]
        all: bool,
    },
    /// Move sessions into the trash, for a week
    Delete {
        /// The sessions
        #[arg(required = true, value_name = "ID")]
        ids: Vec<String>,
        /// Bring them back instead
        #[arg(long, conflicts_with = "for_good")]
        undo: bool,
        /// Delete them at once, also out of the trash; nothing brings them back
        #[arg(long)]
        for_good: bool,
    },
    /// Put interrupted sessions in order
    Recover {
        /// The sessions; all that were interrupted if left out
        #[arg(value_name = "ID")]
        ids: Vec<String>,
    },
    /// Say how long sound is kept, or change it
    Retention {
        /// A number of days, or `keep`
        #[arg(value_name = "DAYS|keep", value_parser = retention::choice)]
        keep: Option<retention::Choice>,
    },
}

/// How to print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// For people
    Text,
    /// For other programs
    Json,
}

impl SessionsArgs {
    /// Whether anything in the data folder is changed.
    pub(super) fn changes(&self) -> bool {
        match &self.command {
            SessionsCommand::List { .. }
            | SessionsCommand::Show { .. }
            | SessionsCommand::Debrief(_)
            | SessionsCommand::Export(_) => false,
            SessionsCommand::Retention { keep } => keep.is_some(),
            SessionsCommand::Rescore { .. }
            | SessionsCommand::Delete { .. }
            | SessionsCommand::Recover { .. } => true,
        }
    }

    /// The data folder that was named.
    pub(super) fn data(&self) -> Option<&Path> {
        self.data.as_deref()
    }
}

/// Does what was asked for.
pub(super) fn run(args: SessionsArgs) -> Result<(), Failure> {
    let store = open(args.data.as_deref())?;
    match args.command {
        SessionsCommand::List { format } => list::run(&store, format)?,
        SessionsCommand::Show { id, format } => show::run(&store, &id, format)?,
        SessionsCommand::Debrief(args) => debrief::run(&store, &args)?,
        SessionsCommand::Export(args) => export::run(&store, &args)?,
        SessionsCommand::Rescore { ids, all } => rescore::run(&store, &ids, all)?,
        SessionsCommand::Delete { ids, undo: true, .. } => delete::undo(&store, &ids)?,
        SessionsCommand::Delete { ids, for_good, .. } => delete::run(&store, &ids, for_good)?,
        SessionsCommand::Recover { ids } => return recover::run(&store, &ids),
        SessionsCommand::Retention { keep } => retention::run(&store, keep)?,
    }
    recover::offer(&store);
    Ok(())
}

/// The sessions of the named data folder, or of the person's. What is due by the choice about sound, and what lay in the
/// trash for long enough, goes first.
pub(super) fn open(data: Option<&Path>) -> Result<Store, Failure> {
    let places = match data {
        // Absolute, so that messages name a folder that can be found.
        Some(data) => Places::in_folder(
            std::path::absolute(data).map_err(|error| Failure::file("cannot use", data, &error))?,
        ),
        None => Places::find().map_err(|error| Failure::of(&error))?,
    };
    let store = Store::new(&places);
    retention::enforce(&store, Stamp::now());
    Ok(store)
}

/// Does something to each, and goes on after one fails. The last failure is said by whoever prints that of the command.
fn each(ids: &[String], mut what: impl FnMut(&str) -> Result<(), Failure>) -> Result<(), Failure> {
    let named = |id: &String, failure: Failure| {
        let what = if failure.what.contains(id) { failure.what } else { format!("{id}: {}", failure.what) };
        Failure { what, ..failure }
    };
    let failures = ids.iter().filter_map(|id| what(id).err().map(|failure| named(id, failure)));
    let mut failures: Vec<Failure> = failures.collect();
    let last = failures.pop();
    for failure in failures {
        anstream::eprintln!("pushback: {failure}");
    }
    last.map_or(Ok(()), Err)
}

/// A line on stdout. Whoever closed it, as `head` does, wants no more of them.
fn say(line: impl Display) {
    writeln!(anstream::stdout(), "{line}").ok();
}
