//! How it stands between the speaker and its voice, and how long each may take.

use std::time::Duration;
use std::time::Instant;

use crate::runtime::speaker::Ticket;
use crate::runtime::speaker::worker::Worker;

/// An order that is not answered in this time is not answered at all.
pub(super) const ANSWER: Duration = Duration::from_secs(1);

/// Finding a voice among thousands may take this long; sentences meanwhile are captions.
pub(super) const FINDING: Duration = Duration::from_secs(20);

/// How often a voice that speaks is asked for a sign of life.
pub(super) const CHECK: Duration = Duration::from_millis(400);

/// How long a connection may take before another is tried.
pub(super) const CONNECTING: Duration = Duration::from_secs(20);

/// How long after a failure the voice is tried again, the first time and later ones.
pub(super) const AGAIN: [Duration; 4] =
    [Duration::from_secs(2), Duration::from_secs(5), Duration::from_secs(15), Duration::from_secs(30)];

/// So many threads may hang in the speech library before no more are risked.
pub(super) const HANGING: usize = 4;

/// How long the end of the program waits for a voice that works.
pub(super) const CLOSING: Duration = Duration::from_millis(500);

/// With nothing to wait for.
pub(super) const IDLE: Duration = Duration::from_mins(1);

/// The way to the voice.
pub(super) enum Link {
    /// Nobody has connected yet.
    Connecting(Worker, Instant),
    Up(Worker),
    /// Tried again at that time.
    Down(Instant),
    /// The person wants no voice.
    Off,
}

pub(super) struct Saying {
    pub(super) ticket: Ticket,
    pub(super) text: String,
    pub(super) tone: f32,
    pub(super) since: Instant,
    pub(super) aloud: bool,
    pub(super) started: bool,
    /// It was told to stop, and is over then.
    pub(super) over_by: Option<Instant>,
    pub(super) check_at: Instant,
}

impl Link {
    /// When something about it has to be done.
    pub(super) fn due(&self) -> Option<Instant> {
        match self {
            Self::Connecting(_, since) => Some(*since + CONNECTING),
            Self::Up(worker) => worker.due(),
            Self::Down(again) => Some(*again),
            Self::Off => None,
        }
    }
}
