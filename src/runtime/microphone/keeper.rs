//! The thread that opens, looks after and closes devices. Only here a driver may hang.

use std::sync::mpsc::Receiver;
use std::sync::mpsc::RecvTimeoutError;
use std::sync::mpsc::SyncSender;
use std::time::Duration;

use crate::io::capture::Capture;
use crate::io::capture::Device;
use crate::io::capture::DeviceId;
use crate::io::capture::Stream;
use crate::io::capture::error::CaptureError;

/// How often the device that is open is looked for among those that are there.
const LOOK: Duration = Duration::from_millis(250);

/// How long after a failure the next device is tried.
const AGAIN: Duration = Duration::from_millis(500);

/// What the reader wants.
pub(super) enum Wish {
    /// A stream that is of no more use.
    Close(u64, Box<dyn Stream>),
    Choose(Option<DeviceId>),
    End,
}

/// What the thread tells.
pub(super) enum Found {
    Opened(u64, Device, Box<dyn Stream>),
    Gone(u64),
    Nothing(CaptureError),
}

pub(super) struct Keeper {
    capture: Box<dyn Capture>,
    wanted: Option<DeviceId>,
    wishes: Receiver<Wish>,
    tells: SyncSender<Found>,
    /// The device that is open, and its number.
    open: Option<(u64, DeviceId)>,
    opened: u64,
    /// What was last told of why there is none.
    told: Option<CaptureError>,
}

impl Keeper {
    pub(super) fn new(
        capture: Box<dyn Capture>,
        wanted: Option<DeviceId>,
        wishes: Receiver<Wish>,
        tells: SyncSender<Found>,
    ) -> Self {
        Self { capture, wanted, wishes, tells, open: None, opened: 0, told: None }
    }

    pub(super) fn run(mut self) {
        loop {
            let settled = if self.open.is_some() { self.look() } else { self.find() };
            if settled.is_none() {
                return;
            }
            let wait = if self.open.is_some() { LOOK } else { AGAIN };
            match self.wishes.recv_timeout(wait) {
                Ok(Wish::Close(number, stream)) => {
                    self.open.take_if(|(open, _)| *open == number);
                    drop(stream);
                }
                Ok(Wish::Choose(wanted)) => {
                    self.wanted = wanted;
                    self.let_go();
                }
                Ok(Wish::End) | Err(RecvTimeoutError::Disconnected) => return,
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
    }

    /// `None` when nobody listens any more.
    fn look(&mut self) -> Option<()> {
        let there = self.open.as_ref().is_none_or(|(_, device)| self.capture.is_there(device));
        if there { Some(()) } else { self.let_go() }
    }

    fn let_go(&mut self) -> Option<()> {
        match self.open.take() {
            Some((number, _)) => self.tells.send(Found::Gone(number)).ok(),
            None => Some(()),
        }
    }

    fn find(&mut self) -> Option<()> {
        let found = match self.capture.open(self.wanted.as_ref()) {
            // The one that was chosen is not there: the default one will do.
            Err(error) if self.wanted.is_some() => self.capture.open(None).map_err(|_| error),
            other => other,
        };
        match found {
            Ok((device, stream)) => {
                self.opened += 1;
                self.open = Some((self.opened, device.id.clone()));
                self.told = None;
                self.tells.send(Found::Opened(self.opened, device, stream)).ok()
            }
            Err(error) if self.told.as_ref() == Some(&error) => Some(()),
            Err(error) => {
                self.told = Some(error.clone());
                self.tells.send(Found::Nothing(error)).ok()
            }
        }
    }
}
