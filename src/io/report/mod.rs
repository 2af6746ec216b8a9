//! Reports of a judged answer as text, Markdown, HTML and JSON.
//!
//! Every renderer takes the same [`ReportInput`] and returns a string: no file, no clock, no terminal. What is said
//! about the answer comes from the verdict, which has it from the pack; only interface labels are written here.

pub mod debrief;
pub mod folder;
pub mod format;
pub mod html;
pub mod json;
pub mod labels;
pub mod layout;
pub mod markdown;
pub mod text;

use std::borrow::Cow;

use crate::core::delivery::Delivery;
use crate::core::recording::Recording;
use crate::core::rubric::verdict::Quote;
use crate::core::rubric::verdict::Verdict;
use crate::core::span::Ms;
use crate::core::span::Span;
use crate::core::transcript::Transcript;

/// Below this confidence a word is shown as one that the recogniser was unsure of.
pub const UNSURE_BELOW: f32 = 0.5;

/// Everything a report shows.
#[derive(Debug, Clone, Copy)]
pub struct ReportInput<'a> {
    /// What a person calls the answer: a file name.
    pub name: &'a str,
    /// The question as it was asked.
    pub question_text: &'a str,
    /// The recording, unless the answer was typed.
    pub recording: Option<&'a Recording>,
    /// The words that were judged.
    pub transcript: &'a Transcript,
    /// The judgement.
    pub verdict: &'a Verdict,
    /// What was asked in between, in order.
    pub asked: &'a [Asked<'a>],
}

/// A probe, and where its reply begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked<'a> {
    /// The first character of the reply in the transcript.
    pub at: usize,
    /// The probe.
    pub say: &'a str,
}

impl<'a> ReportInput<'a> {
    /// When a quotation was said; `None` in a typed answer.
    pub fn time_of(&self, quote: &Quote) -> Option<Span<Ms>> {
        self.transcript.time_of(quote.chars)
    }

    /// How it was said; `None` for a typed answer.
    pub fn delivery(&self) -> Option<&'a Delivery> {
        self.recording.map(|r| &r.delivery)
    }

    /// What a person should know before trusting the rest.
    pub fn warnings(&self) -> Vec<Cow<'a, str>> {
        let Some(recording) = self.recording else { return Vec::new() };
        let synthetic =
            recording.synthetic_only.then(|| Cow::Owned(labels::synthetic_only(&recording.model)));
        synthetic.into_iter().chain(recording.warnings.iter().map(|w| Cow::Borrowed(w.as_str()))).collect()
    }

    /// The files of the rubric that judged, as one short line.
    pub fn stamp(&self) -> String {
        let stamp = &self.verdict.rubric;
        let short: String = stamp.fingerprint.chars().take(12).collect();
        format!("{} {} ({short})", stamp.pack, stamp.version)
    }
}
