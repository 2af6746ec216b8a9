//! Listens to a recording with the model that fits it.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::cli::failure::Failure;
use crate::core::recording::Recording;
use crate::runtime::review::Fault;
use crate::runtime::review::Listen;

/// Keeps its recogniser from file to file.
pub(crate) struct Listener {
    model: Option<String>,
}

pub(crate) fn named(name: &str) -> Result<String, Failure> {
    Ok(name.to_owned())
}

impl Listener {
    pub(crate) fn new(model: Option<String>) -> Self {
        Self { model }
    }
}

impl Listen for Listener {
    fn listen(
        &mut self,
        path: &Path,
        _: &mut dyn FnMut(f32),
        _: &Arc<AtomicBool>,
    ) -> Result<Recording, Fault> {
        Err(Failure::new(format!("{}: {:?}", path.display(), self.model)).into())
    }
}
