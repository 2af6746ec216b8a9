//! Between what the core knows about an answer and what the file holds of it.

use crate::core::delivery::Delivery;
use crate::core::recording::Recording;
use crate::core::span::Ms;
use crate::core::span::Span;
use crate::core::transcript::HeardWord;
use crate::core::transcript::Transcript;
use crate::io::session::record::Answer;
use crate::io::session::record::AskedProbe;
use crate::io::session::record::Heard;
use crate::io::session::record::Range;
use crate::io::session::record::Said;
use crate::io::session::record::Turn;
use crate::io::session::record::Word;

impl Word {
    /// As a recogniser gives it.
    pub fn to_heard(&self) -> HeardWord {
        HeardWord { text: self.0.clone(), time: span(Range(self.1, self.2)), confidence: self.3 }
    }
}

impl From<&HeardWord> for Word {
    fn from(word: &HeardWord) -> Self {
        Self(word.text.clone(), word.time.start(), word.time.end(), word.confidence)
    }
}

impl Said {
    /// Heard words.
    pub fn heard(words: &[HeardWord]) -> Self {
        Self::Heard(words.iter().map(Word::from).collect())
    }

    /// The words of a transcript: with times, or as one text where it was typed.
    pub fn of(transcript: &Transcript) -> Self {
        let word = |w: &crate::core::transcript::Word| {
            let time = w.time?;
            Some(Word(transcript.word_text(w).to_owned(), time.start(), time.end(), w.confidence))
        };
        let heard: Option<Vec<Word>> = transcript.words().iter().map(word).collect();
        heard.map_or_else(|| Self::Typed(transcript.text().to_owned()), Self::Heard)
    }

    /// Appends what was said.
    pub fn append_to(&self, transcript: &mut Transcript) {
        match self {
            Self::Heard(words) => {
                let heard: Vec<HeardWord> = words.iter().map(Word::to_heard).collect();
                transcript.extend(&heard);
            }
            // The white space of a text that stands alone is its own, and positions count it.
            Self::Typed(text) if transcript.text().is_empty() => *transcript = Transcript::from_text(text),
            Self::Typed(text) => transcript.extend_typed(text),
        }
    }
}

impl Answer {
    /// A recording that nobody interrupted with a probe.
    pub fn of_recording(question: &str, question_text: &str, recording: &Recording) -> Self {
        Self {
            question: question.to_owned(),
            question_text: question_text.to_owned(),
            turns: vec![Turn { asked: None, said: Said::of(&recording.transcript) }],
            heard: Some(Heard::of(recording)),
            verdicts: Vec::new(),
            corrections: Vec::new(),
        }
    }

    /// Everything the candidate said, as it was judged.
    pub fn transcript(&self) -> Transcript {
        let mut whole = Transcript::default();
        for turn in &self.turns {
            turn.said.append_to(&mut whole);
        }
        whole
    }

    /// Where in the transcript each reply to a probe begins, in characters, with the probe.
    pub fn replies(&self) -> Vec<(usize, &AskedProbe)> {
        let mut whole = Transcript::default();
        let mut found = Vec::new();
        for turn in &self.turns {
            let words = whole.words().len();
            turn.said.append_to(&mut whole);
            if let (Some(asked), Some(first)) = (&turn.asked, whole.words().get(words)) {
                found.push((first.chars.start(), asked));
            }
        }
        found
    }

    /// The recording for a report; `None` for a typed answer.
    pub fn recording(&self, name: &str) -> Option<Recording> {
        let heard = self.heard.as_ref()?;
        let transcript = self.transcript();
        let delivery = Delivery {
            duration_ms: heard.duration_ms,
            speech_ms: heard.speech_ms,
            words: transcript.words().len(),
            pauses: heard.pauses.iter().copied().map(span).collect(),
            lead_ms: heard.lead_ms,
            fillers_at_least: heard.fillers_at_least,
        };
        Some(Recording {
            name: name.to_owned(),
            transcript,
            segments: heard.segments.iter().copied().map(span).collect(),
            delivery,
            model: heard.model.clone(),
            synthetic_only: heard.synthetic_only,
            warnings: heard.warnings.iter().cloned().chain(self.corrected()).collect(),
        })
    }
}

impl Answer {
    /// Says that the words are not all as they were heard.
    fn corrected(&self) -> Option<String> {
        match self.corrections.len() {
            0 => None,
            1 => Some("one word was corrected by hand".to_owned()),
            count => Some(format!("{count} words were corrected by hand")),
        }
    }
}

impl Heard {
    /// What is kept of a recording beside its words.
    pub fn of(recording: &Recording) -> Self {
        let range = |span: &Span<Ms>| Range(span.start(), span.end());
        let delivery = &recording.delivery;
        Self {
            model: recording.model.clone(),
            synthetic_only: recording.synthetic_only,
            warnings: recording.warnings.clone(),
            segments: recording.segments.iter().map(range).collect(),
            pauses: delivery.pauses.iter().map(range).collect(),
            duration_ms: delivery.duration_ms,
            speech_ms: delivery.speech_ms,
            lead_ms: delivery.lead_ms,
            fillers_at_least: delivery.fillers_at_least,
        }
    }
}

/// A range that ends before it starts, which only a hand could write, is empty.
fn span(range: Range) -> Span<Ms> {
    Span::from_len(range.0, range.1.saturating_sub(range.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_said_comes_back_to_the_character() {
        let mut heard = Transcript::default();
        heard.extend(&[
            HeardWord { text: "Zoë".into(), time: Span::from_len(10, 90), confidence: 0.5 },
            HeardWord { text: "left.".into(), time: Span::from_len(120, 80), confidence: 1.0 },
        ]);
        let mut typed = Transcript::from_text("  I called Zoë ");
        for transcript in [heard, typed.clone(), Transcript::default()] {
            let mut back = Transcript::default();
            Said::of(&transcript).append_to(&mut back);
            assert_eq!(back, transcript);
        }
        typed.extend_typed("ten minutes later");
        let turns = [Said::Typed("  I called Zoë ".into()), Said::Typed("ten minutes later".into())];
        let mut back = Transcript::default();
        turns.iter().for_each(|said| said.append_to(&mut back));
        assert_eq!(back, typed);
    }
}
