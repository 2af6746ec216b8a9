//! Turns down text that a recogniser made up.
//!
//! On noise and at the edges of what they know, recognisers loop, or write fluent text they are unsure of. The limits
//! are those of the reference implementation where it has one.

use std::collections::HashSet;

use crate::core::transcript::HeardWord;

/// Mean log-probability below which a segment that may be no speech is dropped (whisper's own limit).
const LOG_PROBABILITY: f32 = -1.0;

/// Probability of "no speech" above which an unsure segment is dropped (whisper's own limit).
const NO_SPEECH: f32 = 0.6;

/// Mean log-probability below which a segment is a guess, speech or not.
const GUESS: f32 = -1.6;

/// Words from which on repetition is looked at.
const MANY_WORDS: usize = 9;

/// The least share of distinct word triples: what the reference measures as a compression ratio of 2.4.
const DISTINCT: f32 = 0.5;

/// One word this many times in a row is a loop.
const IN_A_ROW: usize = 4;

/// How sure a recogniser was of a stretch of speech.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sureness {
    /// Mean natural logarithm of the tokens' probabilities.
    pub log_probability: f32,
    /// From 0 to 1.
    pub no_speech: f32,
}

/// What to do with a stretch of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Judgement {
    /// Somebody said them.
    Said,
    /// Nobody did.
    MadeUp,
    /// The recogniser went round in circles: another setting may help.
    Looped,
}

/// Judges the words of one call.
pub fn judge(words: &[HeardWord], sure: Sureness) -> Judgement {
    let unsure = sure.log_probability < LOG_PROBABILITY;
    if sure.log_probability < GUESS || (unsure && sure.no_speech > NO_SPEECH) {
        return Judgement::MadeUp;
    }
    if is_loop(words) { Judgement::Looped } else { Judgement::Said }
}

/// Keeps what was said before a loop set in: the first occurrence of everything.
pub fn before_loop(mut words: Vec<HeardWord>) -> Vec<HeardWord> {
    let text: Vec<_> = words.iter().map(bare).collect();
    let mut seen = HashSet::new();
    let first_repeat = text.windows(3).position(|triple| !seen.insert(triple)).unwrap_or(words.len());
    let run =
        text.windows(IN_A_ROW).position(|w| w.iter().all(|x| *x == w[0])).map_or(words.len(), |i| i + 1);
    words.truncate(first_repeat.min(run));
    words
}

fn is_loop(words: &[HeardWord]) -> bool {
    let text: Vec<_> = words.iter().map(bare).collect();
    if text.windows(IN_A_ROW).any(|w| w.iter().all(|x| *x == w[0])) {
        return true;
    }
    let triples = text.windows(3).count();
    let distinct = text.windows(3).collect::<HashSet<_>>().len();
    text.len() >= MANY_WORDS && (distinct as f32) < DISTINCT * triples as f32
}

fn bare(word: &HeardWord) -> String {
    word.text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::span::Span;

    const SURE: Sureness = Sureness { log_probability: -0.2, no_speech: 0.01 };

    fn heard(text: &str) -> Vec<HeardWord> {
        text.split(' ')
            .map(|w| HeardWord { text: w.into(), time: Span::from_len(0, 1), confidence: 1.0 })
            .collect()
    }

    #[test]
    fn plain_speech_is_kept() {
        let said = heard("I told her, I told her boss, and then I told the whole team on Monday.");
        assert_eq!(judge(&said, SURE), Judgement::Said);
        assert_eq!(judge(&heard("No, no, no."), SURE), Judgement::Said);
    }

    #[test]
    fn unsure_text_on_likely_silence_is_made_up() {
        let thanks = heard("Thank you.");
        assert_eq!(judge(&thanks, Sureness { log_probability: -1.2, no_speech: 0.8 }), Judgement::MadeUp);
        assert_eq!(judge(&thanks, Sureness { log_probability: -1.2, no_speech: 0.1 }), Judgement::Said);
        assert_eq!(judge(&thanks, Sureness { log_probability: -2.0, no_speech: 0.0 }), Judgement::MadeUp);
    }

    #[test]
    fn circles_are_noticed_and_their_first_turn_is_kept() {
        let circle = heard("So we went on and on and we went on and on and we went on and on and we went on");
        assert_eq!(judge(&circle, SURE), Judgement::Looped);
        assert_eq!(before_loop(circle), heard("So we went on and on and"));
        let you = heard("I saw you you you you you");
        assert_eq!(judge(&you, SURE), Judgement::Looped);
        assert_eq!(before_loop(you), heard("I saw you"));
    }
}
