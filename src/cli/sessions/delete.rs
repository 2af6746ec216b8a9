//! `pushback sessions delete`.

use crate::cli::failure::Failure;
use crate::cli::sessions::each;
use crate::cli::sessions::say;
use crate::io::session::stamp::Stamp;
use crate::io::session::store::Store;
use crate::io::session::trash::TRASH_DAYS;

/// Asks nobody: what goes into the trash can be brought back, and who says `--for-good` has said it.
pub(super) fn run(store: &Store, ids: &[String], for_good: bool) -> Result<(), Failure> {
    each(ids, |id| {
        if for_good {
            let id = store.delete_for_good(id).map_err(|error| Failure::of(&error))?;
            say(format_args!("{id}: deleted for good"));
        } else {
            let id = store.delete(id, Stamp::now()).map_err(|error| Failure::of(&error))?;
            say(format_args!(
                "{id}: deleted; `pushback sessions delete --undo {id}` brings it back within {TRASH_DAYS} days"
            ));
        }
        Ok(())
    })
}

/// Brings sessions back.
pub(super) fn undo(store: &Store, ids: &[String]) -> Result<(), Failure> {
    each(ids, |id| {
        let id = store.undo_delete(id).map_err(|error| Failure::of(&error))?;
        say(format_args!("{id}: back again"));
        Ok(())
    })
}
