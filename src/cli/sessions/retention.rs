//! `pushback sessions retention`, and keeping to it.

use crate::cli::failure::Failure;
use crate::cli::sessions::say;
use crate::io::session::retention::KeepAudio;
use crate::io::session::stamp::Stamp;
use crate::io::session::store::Store;

/// What was chosen on the command line.
pub(super) type Choice = KeepAudio;

/// Reads a choice.
pub(super) fn choice(text: &str) -> Result<Choice, String> {
    match text {
        "keep" => Ok(KeepAudio::Always),
        days => days.parse().map(KeepAudio::Days).map_err(|_| "say a number of days, or `keep`".to_owned()),
    }
}

/// Says how long sound is kept, after changing it if asked to. A new choice holds at once.
pub(super) fn run(store: &Store, keep: Option<Choice>) -> Result<(), Failure> {
    if let Some(keep) = keep {
        store.set_keep_audio(keep).map_err(|error| Failure::of(&error))?;
        enforce(store, Stamp::now());
    }
    let keep = store.keep_audio().map_err(|error| Failure::of(&error))?;
    say(format_args!("sound is kept {keep}"));
    Ok(())
}

/// Deletes what is due and says so on stderr. What cannot be deleted today is no reason not to list the rest.
pub(super) fn enforce(store: &Store, now: Stamp) {
    match store.enforce_retention(now) {
        Ok(enforced) => {
            for id in &enforced.deleted {
                anstream::eprintln!("{id}: sound deleted, as you chose (`pushback sessions retention`)");
            }
            for error in &enforced.failed {
                anstream::eprintln!("pushback: {}", Failure::of(error));
            }
        }
        Err(error) => anstream::eprintln!("pushback: {}", Failure::of(&error)),
    }
    match store.empty_trash(now) {
        Ok(gone) => {
            for id in gone {
                anstream::eprintln!("{id}: deleted for good, its time in the trash is over");
            }
        }
        Err(error) => anstream::eprintln!("pushback: {}", Failure::of(&error)),
    }
}
