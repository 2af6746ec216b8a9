//! Where results go: standard output.

use std::io;
use std::io::Write;
use std::path::Path;

use crate::cli::failure::Failure;

/// Writes to standard output. A reader that went away has had enough, which is no failure.
pub(crate) fn print(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    settled(out.write_all(bytes).and_then(|()| out.flush())).map(drop)
}

/// Writes text to standard output with its colours, where it is a terminal that wants them.
pub(crate) fn print_styled(text: &str) -> Result<(), Failure> {
    let mut out = anstream::stdout().lock();
    settled(out.write_all(text.as_bytes()).and_then(|()| out.flush())).map(drop)
}

/// Whether the reader is still there.
pub(crate) fn settled(written: io::Result<()>) -> Result<bool, Failure> {
    match written {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(false),
        Err(error) => Err(Failure::file("cannot write", Path::new("standard output"), &error)),
    }
}
