//! The microphone: sound as it is spoken, from a device or from a file that is played as if somebody spoke.
//!
//! A [`Capture`] finds and opens devices, a [`Stream`] is one that is open. Neither starts threads of its own beside the
//! audio system's, and opening may take as long as a driver likes: `runtime` calls it where that hurts nobody.

#[cfg(feature = "mic")]
pub mod device;
pub mod error;
pub mod level;
pub mod played;
pub mod tap;

use crate::io::capture::error::CaptureError;

/// What a device is known by to the audio system. Stays the same from one start of the program to the next.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DeviceId(pub String);

/// A microphone that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// For the program.
    pub id: DeviceId,
    /// What a person recognises it by.
    pub name: String,
    /// The one that is used where none was chosen.
    pub default: bool,
}

/// A way to get at microphones.
pub trait Capture: Send {
    /// The microphones there are, the default one first. Loudspeakers that can be listened to are not among them.
    fn devices(&mut self) -> Result<Vec<Device>, CaptureError>;

    /// Opens a device, or the default one. What it hears is kept from then on.
    fn open(&mut self, wanted: Option<&DeviceId>) -> Result<(Device, Box<dyn Stream>), CaptureError>;

    /// Whether the device is still plugged in. Audio systems may move a stream to another device and say nothing.
    fn is_there(&mut self, device: &DeviceId) -> bool;
}

/// An open microphone. Dropping it closes it, which may take as long as a driver likes.
pub trait Stream: Send {
    /// Samples a second.
    fn rate(&self) -> u32;

    /// Appends the mono samples that have arrived, within -1 to 1. Never waits.
    fn read(&mut self, out: &mut Vec<f32>);

    /// Samples lost so far because they were not read in time.
    fn lost(&self) -> u64;

    /// Whether the device told of its end.
    fn failed(&self) -> bool;

    /// Whether a recording is over. Silence follows. A microphone has no end.
    fn ended(&self) -> bool {
        false
    }
}

/// The microphones of a build without them.
#[derive(Debug, Clone, Copy)]
pub struct NoMicrophones;

impl Capture for NoMicrophones {
    fn devices(&mut self) -> Result<Vec<Device>, CaptureError> {
        Err(CaptureError::NotBuilt)
    }

    fn open(&mut self, _: Option<&DeviceId>) -> Result<(Device, Box<dyn Stream>), CaptureError> {
        Err(CaptureError::NotBuilt)
    }

    fn is_there(&mut self, _: &DeviceId) -> bool {
        false
    }
}
