//! Compares stretches of a transcript: which beat covers a sentence, and whether two quotations are the same words.

use crate::core::eval::NO_BEAT;
use crate::core::rubric::verdict::BeatSpan;
use crate::core::span::Char;
use crate::core::span::Span;

/// The beat that covers most of a sentence; the first one said wins a tie, [`NO_BEAT`] where nothing covers it.
pub fn beat_at(segments: &[BeatSpan], sentence: Span<Char>) -> &str {
    let mut cover: Vec<(&str, usize)> = Vec::new();
    for segment in segments {
        let shared = segment.chars.shared(&sentence);
        if shared == 0 {
            continue;
        }
        match cover.iter_mut().find(|(beat, _)| *beat == segment.beat) {
            Some((_, chars)) => *chars += shared,
            None => cover.push((&segment.beat, shared)),
        }
    }
    let mut best = (NO_BEAT, 0);
    for (beat, chars) in cover {
        if chars > best.1 {
            best = (beat, chars);
        }
    }
    best.0
}

/// Whether some found quotation shares at least half of the shorter of the two with the wanted one.
pub fn is_quoted(wanted: Span<Char>, found: &[Span<Char>]) -> bool {
    found.iter().any(|span| {
        let shared = span.shared(&wanted);
        shared > 0 && shared * 2 >= span.len().min(wanted.len())
    })
}

/// Where exact words stand first in a text, in characters.
pub fn find(text: &str, words: &str) -> Option<Span<Char>> {
    let byte = text.find(words)?;
    Some(Span::from_len(text[..byte].chars().count(), words.chars().count()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segment(start: usize, end: usize, beat: &str) -> BeatSpan {
        BeatSpan { chars: Span::from_len(start, end - start), beat: beat.into() }
    }

    #[test]
    fn the_beat_that_covers_most_characters_wins_and_the_first_wins_a_tie() {
        let segments = [segment(0, 4, "setup"), segment(4, 8, "impact"), segment(8, 10, "setup")];
        assert_eq!(beat_at(&segments, Span::from_len(0, 10)), "setup");
        assert_eq!(beat_at(&segments, Span::from_len(2, 6)), "impact");
        assert_eq!(beat_at(&segments, Span::from_len(0, 8)), "setup");
        assert_eq!(beat_at(&segments, Span::from_len(40, 2)), "other");
    }

    #[test]
    fn half_of_the_shorter_quotation_is_enough() {
        let wanted = Span::from_len(10, 10);
        assert!(is_quoted(wanted, &[Span::from_len(18, 4)]));
        assert!(!is_quoted(wanted, &[Span::from_len(19, 4)]));
        assert!(!is_quoted(wanted, &[Span::from_len(12, 0)]));
    }

    #[test]
    fn words_are_found_by_character() {
        assert_eq!(find("Zoë said no", "said"), Some(Span::from_len(4, 4)));
        assert_eq!(find("Zoë said no", "yes"), None);
    }
}
