//! Ctrl-C, and the system's request to end, as a flag that long work looks at.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;

use crate::cli::failure::Failure;

/// A flag that becomes true when the person or the system asks the program to end. May be called once in a process.
pub(crate) fn watch() -> Result<Arc<AtomicBool>, Failure> {
    let flag = Arc::new(AtomicBool::new(false));
    let raised = Arc::clone(&flag);
    ctrlc::set_handler(move || raised.store(true, Ordering::Relaxed)).map_err(|error| Failure::of(&error))?;
    Ok(flag)
}
