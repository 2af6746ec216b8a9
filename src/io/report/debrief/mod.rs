//! Reports of a loop's debrief as text, Markdown, HTML and JSON.
//!
//! Every renderer takes the same [`Packet`] and returns a string: no file, no clock, no terminal. What is said about
//! answers stands in the debrief; only the names of sections, states and units are written here.

pub mod html;
pub mod json;
mod labels;
pub mod markdown;
pub mod text;

use crate::core::debrief::packet::Debrief;
use crate::core::debrief::packet::Practise;
use crate::io::report::format::Format;
use crate::io::report::text::TextLook;

/// Everything such a report shows.
#[derive(Debug, Clone, Copy)]
pub struct Packet<'a> {
    /// The debrief.
    pub debrief: &'a Debrief,
    /// The session it is of.
    pub session: &'a str,
    /// When the loop was held, for people.
    pub when: &'a str,
}

impl Packet<'_> {
    /// The report. Only text has a look.
    pub fn render(&self, format: Format, look: TextLook) -> String {
        match format {
            Format::Text => text::render(self, look),
            Format::Markdown => markdown::render(self),
            Format::Html => html::render(self),
            Format::Json => json::render(self),
        }
    }

    /// Who asked a question.
    fn interviewer(&self, index: usize) -> &str {
        self.debrief.interviewers.get(index).map_or("", String::as_str)
    }
}

/// What starts a practice.
pub fn command(practise: &Practise) -> String {
    format!("pushback practise --question {}", practise.question)
}
