//! `pushback models`: lists, fetches, checks, imports and removes speech models.

#[cfg(feature = "download")]
mod fetch;
mod import;
mod list;

use std::fmt::Display;
use std::io::IsTerminal;
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use clap::Subcommand;
use clap::ValueEnum;

use crate::cli::failure::Failure;
use crate::io::models::cancel::Cancel;
use crate::io::models::error::ModelError;
use crate::io::models::size_text;
use crate::io::models::store::State;
use crate::io::models::store::Store;

/// What to do with speech models.
#[derive(Debug, Subcommand)]
pub(super) enum ModelsCommand {
    /// Show the models there are, which of them are here, and which is in use
    List {
        /// How to print the list
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Fetch models over the network, into your data folder
    ///
    /// Asks the source in the list of models and nobody else. What a broken attempt brought is kept: the same command
    /// goes on from there.
    Fetch {
        /// Names from `pushback models list`, such as base.en-q8_0
        #[arg(required = true, value_name = "NAME")]
        names: Vec<String>,
    },
    /// Read the files of models and compare their checksums
    Verify {
        /// Names from `pushback models list`; all that are here if left out
        #[arg(value_name = "NAME")]
        names: Vec<String>,
    },
    /// Take in a model file that you have
    ///
    /// The file is checked and copied. One of the official models is recognised by its checksum.
    Import {
        /// A whisper.cpp model file (ggml)
        file: PathBuf,
        /// What to call it, if it is none of the official models
        #[arg(long, value_name = "NAME")]
        name: Option<String>,
    },
    /// Delete a model's file
    Remove {
        /// A name from `pushback models list`
        name: String,
        /// Do not ask
        #[arg(long, short)]
        yes: bool,
    },
}

impl ModelsCommand {
    /// Whether the models that are here change.
    pub(super) fn changes(&self) -> bool {
        match self {
            Self::List { .. } | Self::Verify { .. } => false,
            Self::Fetch { .. } | Self::Import { .. } | Self::Remove { .. } => true,
        }
    }
}

/// How to print a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// A table for people
    Text,
    /// For other programs
    Json,
}

/// Does what was asked for.
pub(super) fn run(command: ModelsCommand) -> Result<(), Failure> {
    let store = Store::open().map_err(|error| Failure::of(&error))?;
    match command {
        ModelsCommand::List { format: Format::Text } => {
            list::print_text(&store);
            Ok(())
        }
        ModelsCommand::List { format: Format::Json } => list::print_json(&store),
        ModelsCommand::Fetch { names } => fetch_all(&store, &names),
        ModelsCommand::Verify { names } => verify(&store, &names),
        ModelsCommand::Import { file, name } => import::run(&store, &file, name.as_deref()),
        ModelsCommand::Remove { name, yes } => remove(&store, &name, yes),
    }
}

#[cfg(feature = "download")]
fn fetch_all(store: &Store, names: &[String]) -> Result<(), Failure> {
    fetch::run(store, names)
}

#[cfg(not(feature = "download"))]
fn fetch_all(store: &Store, names: &[String]) -> Result<(), Failure> {
    let manifest = store.manifest();
    let find = |name: &String| manifest.find(name).ok_or_else(|| unknown(store, name));
    let entries = names.iter().map(find).collect::<Result<Vec<_>, _>>()?;
    let urls: Vec<_> = entries.into_iter().map(|entry| manifest.url(entry)).collect();
    let next = format!("get {} yourself and run `pushback models import FILE`", urls.join(" and "));
    Err(Failure::new("this build of Pushback cannot use the network").next(next))
}

/// The failure for a name that is in no list.
fn unknown(store: &Store, name: &str) -> Failure {
    Failure::of(&ModelError::Unknown { name: name.to_owned(), known: store.manifest().names() })
}

fn verify(store: &Store, names: &[String]) -> Result<(), Failure> {
    let here = |state: &State| matches!(state, State::Installed | State::Broken(_));
    let names: Vec<String> = match names {
        [] => store.list().into_iter().filter(|model| here(&model.state)).map(|model| model.name).collect(),
        names => names.to_vec(),
    };
    let mut failures = Vec::new();
    for name in &names {
        match store.verify(name) {
            Ok(file) if store.manifest().find(name).is_some() => {
                say(format_args!("{name}: right, {} ({})", size_text(file.bytes), file.path.display()));
            }
            Ok(file) => {
                say(format_args!(
                    "{name}: whole, but not in the list, so no checksum is known ({})",
                    file.path.display()
                ));
            }
            Err(error) => failures.push(Failure::of(&error)),
        }
    }
    // All but the last are said here, the last by whoever prints the failure of the command.
    let last = failures.pop();
    for failure in failures {
        anstream::eprintln!("pushback: {failure}");
    }
    last.map_or(Ok(()), Err)
}

fn remove(store: &Store, name: &str, yes: bool) -> Result<(), Failure> {
    let known = store.list().into_iter().any(|model| model.name == name && model.state != State::Absent);
    // What cannot be removed is said without asking first.
    if known && !yes && store.manifest().find(name).is_none_or(|entry| !entry.bundled) && !confirmed(name)? {
        say(format_args!("{name} was left where it is"));
        return Ok(());
    }
    let freed = store.remove(name).map_err(|error| Failure::of(&error))?;
    say(format_args!("removed {name}, {} are free again", size_text(freed)));
    Ok(())
}

fn confirmed(name: &str) -> Result<bool, Failure> {
    if !std::io::stdin().is_terminal() {
        return Err(
            Failure::new(format!("{name} was not removed, for nobody can be asked")).next("say --yes")
        );
    }
    anstream::eprint!("Delete the model {name}? [y/N] ");
    std::io::stderr().flush().ok();
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer).map_err(|error| Failure::of(&error))?;
    Ok(matches!(answer.trim(), "y" | "Y" | "yes"))
}

/// A line on stdout. Whoever closed it, as `head` does, wants no more of them.
fn say(line: impl Display) {
    writeln!(anstream::stdout(), "{line}").ok();
}

/// A request to stop that Ctrl-C makes.
fn cancel_on_interrupt() -> Arc<Cancel> {
    let cancel = Arc::new(Cancel::new());
    let asked = Arc::clone(&cancel);
    // Without a handler Ctrl-C ends the process at once, which a download survives too.
    ctrlc::set_handler(move || asked.ask()).ok();
    cancel
}
