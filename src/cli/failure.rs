//! What a command tells a person when it could not do its work.

use std::error::Error;
use std::fmt;

/// Says what went wrong and where, and what to do next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// What and where, in lower case without a full stop.
    pub what: String,
    /// What to do next, if anything helps.
    pub next: Option<String>,
}

impl Failure {
    /// A failure that nothing but its description helps with.
    pub fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), next: None }
    }

    /// Adds what to do next.
    #[must_use]
    pub fn next(mut self, next: impl Into<String>) -> Self {
        self.next = Some(next.into());
        self
    }

    /// The error and its causes as one line.
    pub fn of(error: &dyn Error) -> Self {
        let mut what = error.to_string();
        let mut cause = error.source();
        while let Some(e) = cause {
            let text = e.to_string();
            if !what.contains(&text) {
                what = format!("{what}: {text}");
            }
            cause = e.source();
        }
        Self::new(what)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.next {
            Some(next) => write!(f, "{}; {next}", self.what),
            None => f.write_str(&self.what),
        }
    }
}
