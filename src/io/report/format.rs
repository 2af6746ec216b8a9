//! The forms of a report.

use crate::io::report::ReportInput;
use crate::io::report::html;
use crate::io::report::json;
use crate::io::report::markdown;
use crate::io::report::text;
use crate::io::report::text::TextLook;

/// In which form a report is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For reading in a terminal.
    Text,
    /// For notes.
    Markdown,
    /// A page for a browser or a printer.
    Html,
    /// For programs.
    Json,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Text, Self::Markdown, Self::Html, Self::Json];

    /// What the names of such files end in.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Json => "json",
        }
    }

    /// The report. Only text has a look.
    pub fn render(self, input: &ReportInput<'_>, look: TextLook) -> String {
        match self {
            Self::Text => text::render(input, look),
            Self::Markdown => markdown::render(input),
            Self::Html => html::render(input),
            Self::Json => json::render(input),
        }
    }
}
