//! `pushback sessions export`.

use std::path::Path;
use std::path::PathBuf;

use clap::Args;

use crate::cli::failure::Failure;
use crate::cli::rubrics;
use crate::cli::sessions::debrief;
use crate::cli::sessions::say;
use crate::cli::sessions::show;
use crate::io::report::folder::Folder;
use crate::io::report::format::Format;
use crate::io::report::text::TextLook;
use crate::io::session::store::Store;
use crate::runtime::told;

#[derive(Debug, Args)]
pub(super) struct Export {
    /// The session
    id: String,

    /// How the report is written
    #[arg(short, long, default_value = "markdown")]
    format: Format,

    /// The folder for the report and the sound
    #[arg(short, long, value_name = "DIR", default_value = ".")]
    out: PathBuf,

    /// Leave the sound out
    #[arg(long)]
    no_audio: bool,
}

/// Writes one report an answer, named after the session, the debrief of a loop, and the sound beside them.
pub(super) fn run(store: &Store, args: &Export) -> Result<(), Failure> {
    let listed = store.find(&args.id).map_err(|error| Failure::of(&error))?;
    let session = show::readable(&listed)?;
    let reports = session.answers.iter();
    let reports: Vec<String> = reports
        .filter_map(|answer| told::report(session, answer, args.format, TextLook::default()))
        .collect();
    let debrief = match &session.rehearsal {
        Some(_) => {
            let packs = rubrics::load()?;
            debrief::report(store, session, &listed.id, &packs, args.format, TextLook::default())?
        }
        None => None,
    };
    let sound = listed.audio().filter(|_| !args.no_audio);
    if reports.is_empty() && debrief.is_none() && sound.is_none() {
        return Err(Failure::new(format!("there is nothing to export in the session {}", listed.id)));
    }
    let mut folder = Folder::open(&args.out)?;
    for report in &reports {
        let name = folder.name_for(&file_named(&listed.id), args.format.extension());
        say(folder.write(&name, report.as_bytes())?.display());
    }
    if let Some(debrief) = debrief {
        let name = folder.name_for(&file_named(&format!("{}-debrief", listed.id)), args.format.extension());
        say(folder.write(&name, debrief.as_bytes())?.display());
    }
    if let Some(sound) = sound {
        let name = folder.name_for(&file_named(&listed.id), "wav");
        say(folder.copy(&name, &sound)?.display());
    }
    Ok(())
}

/// Only the last ending of a file's name is replaced, and a session may have been renamed to something with a dot.
fn file_named(id: &str) -> PathBuf {
    Path::new(&format!("{id}.session")).to_owned()
}
