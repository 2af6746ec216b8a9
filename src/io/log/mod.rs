//! The program's log: what it did with devices, models and sessions and how that ended, so that a fault can be understood
//! the day after.
//!
//! One file a day (by UTC) in the `logs` folder of the person's data, [`KEPT`] of them. Written down are states, names of
//! devices and models, counts, times and errors; never a word of what somebody said, and of an error nothing that it
//! quotes ([`unquoted`]). Only this program's own events are taken: what libraries would tell, nobody here has read.
//!
//! A thread called `log` writes; [`LINES`] lines may wait for it, more are dropped. Where the folder takes no files there
//! is no log, and the program goes on without.

mod broke;
mod files;
mod quotes;

use thiserror::Error;
use tracing::level_filters::LevelFilter;
use tracing_appender::non_blocking::NonBlockingBuilder;
use tracing_appender::non_blocking::WorkerGuard;
use tracing_subscriber::Layer;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use crate::io::log::files::Files;
use crate::io::places::Places;

pub use crate::io::log::broke::Broke;
pub use crate::io::log::broke::last_time;
pub use crate::io::log::quotes::unquoted;

/// So many days of the log are kept, the present one included.
pub const KEPT: usize = 7;

/// Lines that may wait for the disk.
const LINES: usize = 1_024;

/// This process writes a log already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a log is being written already")]
pub struct Begun;

/// A log that is being written. Dropping it waits until the disk has every line, at most a second.
pub struct Log {
    _writes: WorkerGuard,
}

impl Log {
    /// Begins to write what this process does, and to note a panic for the next start; once in a process. The data folder
    /// is not made for it: lines wait until something else makes it.
    pub fn begin(places: &Places) -> Result<Self, Begun> {
        let building = NonBlockingBuilder::default().buffered_lines_limit(LINES).thread_name("log");
        let (writer, writes) = building.finish(Files::of(places));
        let own = Targets::new().with_target(env!("CARGO_PKG_NAME"), LevelFilter::INFO);
        let lines =
            fmt::layer().with_ansi(false).with_thread_names(true).with_writer(writer).with_filter(own);
        tracing_subscriber::registry().with(lines).try_init().map_err(|_| Begun)?;
        broke::note_panics(places);
        Ok(Self { _writes: writes })
    }
}
