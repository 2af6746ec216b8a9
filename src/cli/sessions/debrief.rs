//! `pushback sessions debrief`.

use std::path::Path;
use std::path::PathBuf;

use clap::Args;

use crate::cli::failure::Failure;
use crate::cli::look;
use crate::cli::output;
use crate::cli::rubrics;
use crate::cli::sessions::say;
use crate::cli::sessions::show;
use crate::io::packs::Packs;
use crate::io::report::debrief::Packet;
use crate::io::report::folder::Folder;
use crate::io::report::format::Format;
use crate::io::report::text::TextLook;
use crate::io::session::record::Session;
use crate::io::session::store::Store;
use crate::runtime::debrief;

#[derive(Debug, Args)]
pub(super) struct Debrief {
    /// The session of a loop
    id: String,

    /// How the debrief is written
    #[arg(short, long, default_value = "text")]
    format: Format,

    /// A file for it; standard output if left out
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Prints the debrief of a loop, or writes it to a file.
pub(super) fn run(store: &Store, args: &Debrief) -> Result<(), Failure> {
    let listed = store.find(&args.id).map_err(|error| Failure::of(&error))?;
    let session = show::readable(&listed)?;
    let packs = rubrics::load()?;
    let look = if args.output.is_none() { look::terminal() } else { TextLook::default() };
    let made = report(store, session, &listed.id, &packs, args.format, look)?;
    let made = made.ok_or_else(|| {
        Failure::new(format!("{} is no loop, and only loops have a debrief", listed.id))
            .next(format!("`pushback sessions show {}` shows its report", listed.id))
    })?;
    match (&args.output, args.format) {
        (None, Format::Text) => output::print_styled(&made),
        (None, _) => output::print(made.as_bytes()),
        (Some(file), _) => write(file, &made),
    }
}

/// The debrief in one of its forms; `None` for a session that is no loop.
pub(super) fn report(
    store: &Store,
    session: &Session,
    id: &str,
    packs: &Packs,
    format: Format,
    look: TextLook,
) -> Result<Option<String>, Failure> {
    if session.rehearsal.is_none() {
        return Ok(None);
    }
    let listed = store.list().map_err(|error| Failure::of(&error))?;
    let debrief = debrief::of(session, debrief::before(&listed, session), packs);
    let when = session.began.to_minute();
    Ok(debrief.map(|debrief| Packet { debrief: &debrief, session: id, when: &when }.render(format, look)))
}

fn write(file: &Path, made: &str) -> Result<(), Failure> {
    let name = file.file_name().ok_or_else(|| {
        Failure::new(format!("{} is no file to write to", file.display())).next("name a file")
    })?;
    let parent = file.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    say(Folder::open(parent)?.write(&name.to_string_lossy(), made.as_bytes())?.display());
    Ok(())
}
