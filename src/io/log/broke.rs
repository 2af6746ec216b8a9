//! A panic is written into the log, and noted for the next start.
//!
//! Of its message only what was fixed when the program was built is kept: Rust's own messages quote the text they were
//! working on. The place in the source says the rest.

use std::fmt;
use std::fs;
use std::panic;
use std::panic::PanicHookInfo;
use std::path::PathBuf;
use std::thread;

use crate::io::log::files::private_folder;
use crate::io::places::Places;

/// The note, beside the log.
const NOTE: &str = "broke.txt";

/// A fault of the program itself that ended one of its threads, or all of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broke {
    /// Where and what, in one line, such as `thread practise at src/ui/app.rs:12:5`.
    pub what: String,
    /// The folder of the log.
    pub logs: PathBuf,
}

/// Writes every panic of this process into the log and into a note beside it, then does what was done before.
pub(super) fn note_panics(places: &Places) {
    let (data, logs) = (places.data().to_owned(), places.logs());
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        let what = told(info);
        // Like the log, it is no reason to make a data folder.
        if data.is_dir() {
            private_folder(&logs).ok();
        }
        // At once, and not by the thread that writes the log: this process may be about to end.
        fs::write(logs.join(NOTE), &what).ok();
        tracing::error!(what, "panic");
        before(info);
    }));
}

fn told(info: &PanicHookInfo<'_>) -> String {
    let thread = thread::current();
    let name = thread.name().unwrap_or("without a name");
    let place = info.location().map_or_else(String::new, |at| format!(" at {at}"));
    let fixed = info.payload().downcast_ref::<&str>();
    let message = fixed.map_or_else(String::new, |message| format!(": {message}"));
    format!("thread {name}{place}{message}")
}

/// What broke since this was last asked, in whichever process; told once.
pub fn last_time(places: &Places) -> Option<Broke> {
    let logs = places.logs();
    let note = logs.join(NOTE);
    let what = fs::read_to_string(&note).ok()?;
    // A note that cannot be taken away would be told at every start.
    fs::remove_file(&note).ok()?;
    Some(Broke { what: what.lines().next().unwrap_or_default().to_owned(), logs })
}

impl fmt::Display for Broke {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { what, logs } = self;
        write!(
            f,
            "Something in Pushback broke the last time ({what}). What you said until then is in the library. The log is in {}",
            logs.display()
        )
    }
}
