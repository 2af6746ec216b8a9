//! The verdict as JSON: the keys of the analyser's contract, and everything else a report knows.
//!
//! The types here belong to the file format, version [`SCHEMA`], and to nothing else; the core's types carry no
//! `serde`, so that they may change while programs that read the format stay right. Positions count Unicode
//! characters of the transcript, end exclusive; times are milliseconds of the original recording.

mod fill;
mod v1;

use crate::core::rubric::verdict::Verdict;
use crate::core::transcript::Transcript;
use crate::io::report::ReportInput;

/// Version of the format. A key that changes its meaning, or goes away, raises it; new keys do not.
pub const SCHEMA: u32 = 1;

/// The whole report, indented, with a line feed at its end.
pub fn render(input: &ReportInput<'_>) -> String {
    // Writing plain data into memory has nothing that could fail.
    let mut out = serde_json::to_string_pretty(&fill::report(input)).unwrap_or_default();
    out.push('\n');
    out
}

/// Appends one verdict as one line. Leaves out the transcript, which its reader has.
pub fn write_line(out: &mut Vec<u8>, id: &str, transcript: &Transcript, verdict: &Verdict) {
    // Writing into memory cannot fail.
    serde_json::to_writer(&mut *out, &fill::line(id, transcript, verdict)).ok();
    out.push(b'\n');
}
