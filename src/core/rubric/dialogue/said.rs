//! One turn of the speaker, heard or typed.

use crate::core::transcript::HeardWord;
use crate::core::transcript::Transcript;

/// What the speaker said in one turn.
#[derive(Debug, Clone, Copy)]
pub enum Said<'a> {
    /// Words with their times.
    Heard(&'a [HeardWord]),
    /// A typed text.
    Typed(&'a str),
}

impl<'a> From<&'a str> for Said<'a> {
    fn from(text: &'a str) -> Self {
        Self::Typed(text)
    }
}

impl<'a> From<&'a [HeardWord]> for Said<'a> {
    fn from(words: &'a [HeardWord]) -> Self {
        Self::Heard(words)
    }
}

impl Said<'_> {
    /// Appends the turn.
    pub(super) fn append_to(self, transcript: &mut Transcript) {
        match self {
            Self::Heard(words) => transcript.extend(words),
            Self::Typed(text) => transcript.extend_typed(text),
        }
    }

    /// The turn on its own.
    pub(super) fn alone(self) -> Transcript {
        let mut made = Transcript::default();
        self.append_to(&mut made);
        made
    }
}
