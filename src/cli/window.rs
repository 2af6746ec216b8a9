//! `pushback` without a command: the app.

use crate::cli::failure::Failure;
use crate::io::places::Places;

/// Opens the window and returns when it is closed.
pub(crate) fn run() -> Result<(), Failure> {
    let places = Places::find().map_err(|error| Failure::of(&error))?;
    crate::ui::run(places).map_err(|error| Failure::of(&error))
}
