//! Where a person asks for something: keys, buttons, typed text.

use std::io;
use std::thread::JoinHandle;

use thiserror::Error;
use tokio::sync::mpsc::Receiver;
use tokio::sync::mpsc::Sender;
use tokio::sync::mpsc::channel;

use crate::core::interview::event::Kind;
use crate::runtime::interview::report::Report;

/// Reports that may wait for the interview.
const REPORTS: usize = 256;

/// What was asked for is not passed on: the interview is over, or has more to do than it can.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("this cannot be done now; try again")]
pub struct Refused;

/// Passes on what a person asks for, from any thread.
#[derive(Debug, Clone)]
pub struct Desk(Sender<Report>);

/// The other end, for [`crate::runtime::interview::hold`].
pub struct Inbox {
    pub(super) reports: Receiver<Report>,
    pub(super) sender: Sender<Report>,
}

/// Both ends.
pub fn desk() -> (Desk, Inbox) {
    let (sender, reports) = channel(REPORTS);
    (Desk(sender.clone()), Inbox { reports, sender })
}

impl Desk {
    /// Asks for something; never waits.
    pub fn ask(&self, kind: Kind) -> Result<(), Refused> {
        self.0.try_send(Report::Asked(kind)).map_err(|_| Refused)
    }

    /// Does something on a thread of that name, such as waiting for keys. It has to end soon after the desk is closed.
    pub fn attend(
        &self,
        name: &str,
        work: impl FnOnce(&Self) + Send + 'static,
    ) -> io::Result<JoinHandle<()>> {
        let desk = self.clone();
        std::thread::Builder::new().name(name.to_owned()).spawn(move || work(&desk))
    }

    /// Whether nobody listens any more.
    pub fn is_closed(&self) -> bool {
        self.0.is_closed()
    }
}
