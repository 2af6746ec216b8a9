//! In which form a report is wanted.

use clap::ValueEnum;

use crate::io::report::ReportInput;
use crate::io::report::html;
use crate::io::report::json;
use crate::io::report::markdown;
use crate::io::report::text;
use crate::io::report::text::TextLook;

/// The forms of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For reading in a terminal
    Text,
    /// For notes
    #[value(alias = "md")]
    Markdown,
    /// A page for a browser or a printer
    Html,
    /// For programs
    Json,
}

impl Format {
    /// What the names of such files end in.
    pub(crate) fn extension(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Json => "json",
        }
    }

    /// The report. Only text has a look.
    pub(crate) fn render(self, input: &ReportInput<'_>, look: TextLook) -> String {
        match self {
            Self::Text => text::render(input, look),
            Self::Markdown => markdown::render(input),
            Self::Html => html::render(input),
            Self::Json => json::render(input),
        }
    }
}
