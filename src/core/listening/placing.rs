//! Puts the words of one segment where the voice is.
//!
//! A recogniser places words by their sound alone and may put one into a pause, or invent one on noise. The voice
//! activity of the same sound says where a word can have been.

use crate::core::listening::FRAME_SAMPLES;
use crate::core::listening::SAMPLE_RATE;
use crate::core::span::Ms;
use crate::core::span::Span;
use crate::core::transcript::HeardWord;

/// How far from a voiced frame a word may lie, in ms: soft consonants are not voiced.
const REACH_MS: usize = 200;

/// How long a consonant before the voice may be, in ms.
const SOFT_MS: usize = 60;

/// The shortest time a word is given, in ms.
const SHORTEST_MS: usize = 20;

/// Drops words that no voice lies under and moves the others onto it. Times in and out are relative to the segment;
/// `voiced` has one entry a frame. Starts never go backwards, and nothing reaches past the last frame.
pub fn place(words: Vec<HeardWord>, voiced: &[bool]) -> Vec<HeardWord> {
    let end_ms = frame_ms(voiced.len());
    let mut earliest = 0;
    let mut placed = Vec::with_capacity(words.len());
    for mut word in words {
        if !touches_voice(word.time, voiced) {
            continue;
        }
        let start = skip_silence(word.time, voiced).clamp(earliest, end_ms.max(earliest));
        let end = word.time.end().max(start + SHORTEST_MS).min(end_ms.max(start));
        word.time = Span::from_len(start, end - start);
        earliest = start;
        placed.push(word);
    }
    placed
}

fn frame_ms(frames: usize) -> usize {
    frames * FRAME_SAMPLES * 1000 / SAMPLE_RATE
}

fn frame_at(ms: usize) -> usize {
    ms * SAMPLE_RATE / (1000 * FRAME_SAMPLES)
}

fn touches_voice(time: Span<Ms>, voiced: &[bool]) -> bool {
    let first = frame_at(time.start().saturating_sub(REACH_MS)).min(voiced.len());
    let last = (frame_at(time.end() + REACH_MS) + 1).clamp(first, voiced.len());
    voiced[first..last].contains(&true)
}

/// The start of a word, moved over a silence that it begins in: to the next voiced frame, if the word reaches it,
/// less the time a soft consonant may take.
fn skip_silence(time: Span<Ms>, voiced: &[bool]) -> usize {
    let start = time.start();
    let first = frame_at(start);
    let silent = voiced.iter().skip(first).take_while(|v| !**v).count();
    let next_voice = frame_ms(first + silent);
    let reached = first + silent < voiced.len() && next_voice < time.end() + REACH_MS;
    let is_pause = frame_ms(silent) > SOFT_MS;
    if is_pause && reached { start.max(next_voice - SOFT_MS) } else { start }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `#` is a voiced frame of 16 ms.
    #[track_caller]
    fn check(frames: &str, words: &[(usize, usize)], expected: &[(usize, usize)]) {
        let voiced: Vec<_> = frames.chars().map(|c| c == '#').collect();
        let heard = words
            .iter()
            .map(|&(a, b)| HeardWord { text: "w".into(), time: Span::from_len(a, b - a), confidence: 1.0 })
            .collect();
        let got: Vec<_> = place(heard, &voiced).iter().map(|w| (w.time.start(), w.time.end())).collect();
        assert_eq!(got, expected, "{frames}");
    }

    #[test]
    fn words_on_the_voice_stay() {
        check(&"#".repeat(100), &[(0, 300), (300, 800)], &[(0, 300), (300, 800)]);
    }

    #[test]
    fn a_word_far_from_any_voice_is_dropped() {
        let frames = format!("{}{}", "#".repeat(20), ".".repeat(80));
        check(&frames, &[(0, 300), (900, 1200)], &[(0, 300)]);
    }

    #[test]
    fn a_word_that_begins_in_a_pause_is_moved_to_its_end() {
        let frames = format!("{}{}{}", "#".repeat(20), ".".repeat(50), "#".repeat(30));
        check(&frames, &[(0, 300), (320, 1300)], &[(0, 300), (1060, 1300)]);
    }

    #[test]
    fn nothing_reaches_past_the_end_and_starts_never_go_back() {
        check(&"#".repeat(50), &[(500, 700), (400, 500), (790, 950)], &[(500, 700), (500, 520), (790, 800)]);
    }
}
