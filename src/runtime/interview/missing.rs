//! What is missing before anybody can be heard: all of it, so that nobody finds the second thing only when they have the
//! first.

use std::fmt;

use crate::io::capture::error::CaptureError;
use crate::runtime::review::Fault;

/// There is no speech model that could be used, and perhaps no microphone either.
#[derive(Debug)]
pub struct Missing {
    /// Why there is no model.
    pub model: Fault,
    /// Why there is no microphone, if there is none.
    pub microphone: Option<CaptureError>,
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.model)?;
        self.microphone.as_ref().map_or(Ok(()), |microphone| write!(f, "; {microphone}"))
    }
}

impl std::error::Error for Missing {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.model.source()
    }
}
