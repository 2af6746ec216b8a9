//! `pushback models import`.

use std::path::Path;

use crate::cli::failure::Failure;
use crate::io::models::store::Store;

/// Copies the file in, and says what it turned out to be. Ctrl-C leaves nothing under a final name.
pub(super) fn run(store: &Store, file: &Path, name: Option<&str>) -> Result<(), Failure> {
    let cancel = super::cancel_on_interrupt();
    let imported = store.import(file, name, &cancel, &mut |_, _| {}).map_err(|error| Failure::of(&error))?;
    let path = imported.path.display();
    if imported.official {
        super::say(format_args!("{}: the official model, its checksum is right ({path})", imported.name));
    } else {
        super::say(format_args!("{}: a whole model that is not in the list ({path})", imported.name));
        super::say(format_args!(
            "choose it with --model {} or PUSHBACK_MODEL={}",
            imported.name, imported.name
        ));
    }
    if !imported.english_only {
        super::say(format_args!("it is made for many languages; Pushback listens for English"));
    }
    Ok(())
}
