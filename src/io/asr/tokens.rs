//! Makes words of a recogniser's tokens.

use crate::core::span::Span;
use crate::core::transcript::HeardWord;

/// A piece of text as the recogniser gives it. White space at its start begins a new word.
#[derive(Debug, Clone, PartialEq)]
pub struct Token {
    /// Bytes: a character may be split over two tokens.
    pub bytes: Vec<u8>,
    /// When it ends, in ms.
    pub end_ms: usize,
    /// From 0 to 1.
    pub probability: f32,
}

/// Joins tokens to words. A word begins where the token before it ends; its confidence is the geometric mean of its
/// tokens' probabilities. Words without a letter or digit, and remarks in brackets, are left out: nobody said them.
pub fn words(tokens: &[Token]) -> Vec<HeardWord> {
    let mut words: Vec<Open> = Vec::new();
    let mut before = 0;
    for token in tokens {
        let begins = token.bytes.first().is_some_and(u8::is_ascii_whitespace);
        match words.last_mut() {
            Some(word) if !begins => word.push(token),
            // A token of no letters between two words belongs to neither and takes up time.
            _ if token.bytes.is_empty() => {}
            _ => {
                let mut word = Open { start_ms: before, ..Open::default() };
                word.push(token);
                words.push(word);
            }
        }
        before = before.max(token.end_ms);
    }
    without_remarks(words.iter().filter_map(Open::close).collect())
}

#[derive(Default)]
struct Open {
    bytes: Vec<u8>,
    start_ms: usize,
    end_ms: usize,
    log_probability: f32,
    tokens: usize,
}

impl Open {
    fn push(&mut self, token: &Token) {
        self.bytes.extend_from_slice(&token.bytes);
        self.end_ms = self.end_ms.max(token.end_ms);
        if !token.bytes.is_empty() {
            self.log_probability += token.probability.clamp(1e-6, 1.0).ln();
            self.tokens += 1;
        }
    }

    fn close(&self) -> Option<HeardWord> {
        let text = String::from_utf8_lossy(&self.bytes).trim().to_owned();
        (!text.is_empty()).then(|| HeardWord {
            text,
            time: Span::from_len(self.start_ms, self.end_ms.saturating_sub(self.start_ms)),
            confidence: (self.log_probability / self.tokens.max(1) as f32).exp(),
        })
    }
}

/// Drops `[music]`, `(applause)`, `♪`, and stray punctuation.
fn without_remarks(words: Vec<HeardWord>) -> Vec<HeardWord> {
    let mut inside = false;
    let mut said = Vec::with_capacity(words.len());
    for word in words {
        let opens = word.text.starts_with(['[', '(', '*']);
        let closes = word.text.trim_end_matches(['.', ',', '!', '?']).ends_with([']', ')', '*']);
        let remark = inside || opens;
        inside = remark && !closes;
        if !remark && word.text.chars().any(char::is_alphanumeric) {
            said.push(word);
        }
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(tokens: &[(&str, usize)], expected: &str) {
        let tokens: Vec<_> = tokens
            .iter()
            .map(|(text, end_ms)| Token {
                bytes: text.as_bytes().to_vec(),
                end_ms: *end_ms,
                probability: 0.5,
            })
            .collect();
        let got: Vec<_> = words(&tokens).iter().map(|w| format!("{}@{:?}", w.text, w.time)).collect();
        assert_eq!(got.join(" "), expected);
    }

    #[test]
    fn a_word_begins_where_the_token_before_ends() {
        check(
            &[(" I", 120), (" was", 240), (" ser", 400), ("ver", 500), (".", 520)],
            "I@0..120 was@120..240 server.@240..520",
        );
    }

    #[test]
    fn empty_tokens_take_time_and_make_no_word() {
        check(&[("", 80), (" set", 200), ("", 300), (" up", 400)], "set@80..300 up@300..400");
    }

    #[test]
    fn remarks_and_stray_stops_are_not_said() {
        check(
            &[(" [music", 10), ("]", 20), (" yes", 30), (" .", 40), (" (loud", 50), (" applause)", 60)],
            "yes@20..30",
        );
    }

    #[test]
    fn a_character_split_over_two_tokens_is_whole_again() {
        let token = |bytes: &[u8], end_ms| Token { bytes: bytes.to_vec(), end_ms, probability: 1.0 };
        let heard = words(&[token(b" Zo\xc3", 10), token(b"\xab", 20)]);
        assert_eq!(heard[0].text, "Zoë");
        assert!((heard[0].confidence - 1.0).abs() < 1e-6);
    }
}
