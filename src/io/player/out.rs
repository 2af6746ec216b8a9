//! A way out for sound that is made while it is heard.
//!
//! The device's callback reads from a ring: it allocates nothing, takes no lock, logs nothing and never waits. When the
//! ring is empty there is silence, and nothing is counted as played; when it is full, [`SoundOut::push`] takes no more.

use std::time::Duration;

use crate::io::player::PlayError;

/// Where sound goes: a loudspeaker, or a test's stand-in.
pub trait SoundOut: Send {
    /// Samples a second that it wants.
    fn rate(&self) -> u32;

    /// Takes as many of the samples as there is room for, and says how many.
    fn push(&mut self, samples: &[f32]) -> usize;

    /// How many of the samples it took went to the system, or were dropped. They are heard after [`Self::latency`].
    fn played(&self) -> u64;

    /// How much later than it was handed to the system a sound is heard.
    fn latency(&self) -> Duration;

    /// How many it took.
    fn taken(&self) -> u64;

    /// What is not heard yet is dropped.
    fn drop_waiting(&mut self);

    /// Why it stopped, if it did.
    fn fault(&self) -> Option<PlayError>;
}

/// The loudspeaker in use.
pub fn system() -> Result<Box<dyn SoundOut>, PlayError> {
    #[cfg(feature = "mic")]
    return Ok(Box::new(crate::io::player::ring::Ring::open()?));
    #[cfg(not(feature = "mic"))]
    Err(PlayError::NotBuilt)
}
