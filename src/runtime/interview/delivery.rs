//! How the answer to one question was spoken. What lies between two openings of the ear is no pause of the speaker's, and
//! speech of which no word is part of the answer (it was given again, or was none) does not count.

use crate::core::interview::state::Told;
use crate::core::interview::state::Words;
use crate::core::listening::FRAME_SAMPLES;
use crate::core::listening::ms_at;
use crate::core::listening::pauses::PauseMeter;
use crate::core::listening::pauses::Pauses;
use crate::core::listening::settings::ListeningSettings;
use crate::core::span::Ms;
use crate::core::span::Span;
use crate::runtime::interview::report::Sound;

/// Everything that was spoken while a question was open.
#[derive(Debug, Clone, Default)]
pub(super) struct Delivered {
    spoken: Vec<Spoken>,
    warnings: Vec<String>,
}

#[derive(Debug, Clone)]
struct Spoken {
    opening: u32,
    first: usize,
    voiced: Vec<bool>,
}

/// The figures of an answer. Times are ms of the sound file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Figures {
    pub(super) segments: Vec<Span<Ms>>,
    pub(super) pauses: Vec<Span<Ms>>,
    pub(super) speech_ms: usize,
    /// How much of the sound file there was at the end.
    pub(super) duration_ms: usize,
}

impl Spoken {
    fn last(&self) -> usize {
        self.first + self.voiced.len()
    }

    /// From the first voiced frame to after the last.
    fn span(&self) -> Span<Ms> {
        let from = self.voiced.iter().position(|v| *v).unwrap_or(0);
        let to = self.voiced.iter().rposition(|v| *v).map_or(self.voiced.len(), |at| at + 1);
        let (from, to) = (frame_ms(self.first + from), frame_ms(self.first + to));
        Span::from_len(from, to - from)
    }

    fn holds_a_word(&self, turns: &[Told]) -> bool {
        let (from, to) = (frame_ms(self.first), frame_ms(self.last()));
        turns.iter().any(|turn| match &turn.words {
            Words::Heard(words) => words.iter().any(|word| (from..to).contains(&word.start_ms)),
            Words::Typed(_) => false,
        })
    }
}

impl Delivered {
    pub(super) fn take(&mut self, opening: u32, sound: &Sound) {
        self.spoken.push(Spoken { opening, first: sound.first, voiced: sound.voiced.clone() });
    }

    pub(super) fn any(&self) -> bool {
        !self.spoken.is_empty()
    }

    /// Something a person should know before trusting the words; said once.
    pub(super) fn warn(&mut self, warning: &str) {
        if !self.warnings.iter().any(|known| known == warning) {
            self.warnings.push(warning.to_owned());
        }
    }

    pub(super) fn warnings(&self) -> &[String] {
        &self.warnings
    }

    /// The figures of the turns that count.
    pub(super) fn figures(&self, turns: &[Told]) -> Figures {
        let mut figures = Figures::default();
        let counts: Vec<&Spoken> = self.spoken.iter().filter(|spoken| spoken.holds_a_word(turns)).collect();
        for opening in counts.chunk_by(|a, b| a.opening == b.opening) {
            let mut meter = PauseMeter::new(ListeningSettings::default());
            for spoken in opening {
                meter.push(spoken.first, spoken.voiced.iter().copied());
                figures.segments.push(spoken.span());
                figures.duration_ms = frame_ms(spoken.last());
            }
            let Pauses { speech_ms, pauses, .. } = meter.measured();
            figures.speech_ms += speech_ms;
            figures.pauses.extend(pauses);
        }
        figures
    }
}

fn frame_ms(frame: usize) -> usize {
    ms_at(frame * FRAME_SAMPLES)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::interview::event::EventWord;

    fn spoken(first: usize, voiced: &str) -> Sound {
        Sound { first, samples: Vec::new(), voiced: voiced.chars().map(|c| c == '#').collect() }
    }

    fn told(start_ms: usize) -> Told {
        let word = EventWord { text: "yes".into(), start_ms, end_ms: start_ms + 50, confidence: 1.0 };
        Told { asked: None, words: Words::Heard(vec![word]) }
    }

    #[test]
    fn what_was_given_again_does_not_count_and_openings_have_no_pause_between_them() {
        let mut delivered = Delivered::default();
        let speech = "#".repeat(20);
        delivered.take(1, &spoken(0, &speech));
        delivered.take(2, &spoken(100, &speech));
        delivered.take(3, &spoken(200, &speech));
        let figures = delivered.figures(&[told(1_600), told(3_200)]);
        assert_eq!(figures.segments, [Span::from_len(1_600, 320), Span::from_len(3_200, 320)]);
        assert_eq!((figures.speech_ms, figures.pauses, figures.duration_ms), (640, vec![], 3_520));
    }
}
