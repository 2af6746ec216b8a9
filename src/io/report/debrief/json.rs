//! A debrief as JSON, for programs.
//!
//! The types here belong to the file format, version [`SCHEMA`], and to nothing else. Positions count Unicode characters
//! of what was said to one question, end exclusive; times are milliseconds.

mod fill;
mod v1;

use crate::io::report::debrief::Packet;

/// Version of the format. A key that changes its meaning, or goes away, raises it; new keys do not.
pub const SCHEMA: u32 = 1;

/// The whole report, indented, with a line feed at its end.
pub fn render(packet: &Packet<'_>) -> String {
    // Writing plain data into memory has nothing that could fail.
    let mut out = serde_json::to_string_pretty(&fill::packet(packet)).unwrap_or_default();
    out.push('\n');
    out
}
