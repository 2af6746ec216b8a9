//! What was said: words with the time they were said at and how sure the recogniser was of them.
//!
//! The text of a transcript is fixed as it arrives: evidence and reports point into it and never change it.

use crate::core::span::Char;
use crate::core::span::Ms;
use crate::core::span::Span;

/// One word as a recogniser gives it, with the punctuation that is stuck to it.
#[derive(Debug, Clone, PartialEq)]
pub struct HeardWord {
    /// The word itself, without white space.
    pub text: String,
    /// When it was said, in the original recording.
    pub time: Span<Ms>,
    /// From 0 (a guess) to 1 (certain).
    pub confidence: f32,
}

/// A word of a transcript.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Word {
    /// Where it stands in [`Transcript::text`], in characters.
    pub chars: Span<Char>,
    /// Where it stands in [`Transcript::text`], in bytes, for slicing.
    pub bytes: (usize, usize),
    /// When it was said; `None` for text that was typed or read from a file.
    pub time: Option<Span<Ms>>,
    /// From 0 to 1; 1 for typed text.
    pub confidence: f32,
}

/// A text and its words, extended as a person speaks.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Transcript {
    text: String,
    chars: usize,
    words: Vec<Word>,
}

impl Transcript {
    /// A typed text. Its white space is kept, so that positions agree with the text as given.
    pub fn from_text(text: &str) -> Self {
        let mut made = Self { text: text.to_owned(), chars: 0, words: Vec::new() };
        let mut open: Option<(usize, usize)> = None;
        for (byte, c) in text.char_indices() {
            match (c.is_whitespace(), open) {
                (false, None) => open = Some((byte, made.chars)),
                (true, Some(start)) => {
                    made.close_typed_word(start, byte);
                    open = None;
                }
                _ => {}
            }
            made.chars += 1;
        }
        if let Some(start) = open {
            made.close_typed_word(start, text.len());
        }
        made
    }

    fn close_typed_word(&mut self, (byte, char): (usize, usize), end_byte: usize) {
        let chars = Span::from_len(char, self.chars - char);
        self.words.push(Word { chars, bytes: (byte, end_byte), time: None, confidence: 1.0 });
    }

    /// Appends heard words, one space between each. Words of white space only are left out.
    pub fn extend(&mut self, heard: &[HeardWord]) {
        for word in heard {
            let text = word.text.trim();
            if text.is_empty() {
                continue;
            }
            if !self.text.is_empty() {
                self.text.push(' ');
                self.chars += 1;
            }
            let (byte, char) = (self.text.len(), self.chars);
            self.text.push_str(text);
            self.chars += text.chars().count();
            self.words.push(Word {
                chars: Span::from_len(char, self.chars - char),
                bytes: (byte, self.text.len()),
                time: Some(word.time),
                confidence: word.confidence,
            });
        }
    }

    /// Appends a typed text as a turn of its own, on a new line. What was typed before without a closing mark gets a full
    /// stop, so that two turns are never read as one sentence.
    pub fn extend_typed(&mut self, text: &str) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        let mut whole = std::mem::take(&mut self.text);
        if !whole.is_empty() {
            let open = whole.ends_with(|c: char| c.is_alphanumeric() || c == ',');
            if open {
                whole.push('.');
                self.close_last_word();
            }
            whole.push('\n');
        }
        let offset = (whole.len(), whole.chars().count());
        whole.push_str(text);
        let added = Self::from_text(text);
        self.chars = offset.1 + added.chars;
        self.words.extend(added.words.into_iter().map(|word| Word {
            chars: Span::from_len(word.chars.start() + offset.1, word.chars.len()),
            bytes: (word.bytes.0 + offset.0, word.bytes.1 + offset.0),
            ..word
        }));
        self.text = whole;
    }

    /// Takes the full stop that was put behind the last word into it.
    fn close_last_word(&mut self) {
        if let Some(last) = self.words.last_mut() {
            last.chars = Span::from_len(last.chars.start(), last.chars.len() + 1);
            last.bytes.1 += 1;
        }
    }

    /// The transcript up to its first `count` words.
    #[must_use]
    pub fn first_words(&self, count: usize) -> Self {
        let words: Vec<Word> = self.words.iter().take(count).copied().collect();
        let (bytes, chars) = words.last().map_or((0, 0), |w| (w.bytes.1, w.chars.end()));
        Self { text: self.text.get(..bytes).unwrap_or_default().to_owned(), chars, words }
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Its length in characters.
    pub fn char_len(&self) -> usize {
        self.chars
    }

    /// Its words, in spoken order.
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    /// The text of one word.
    pub fn word_text(&self, word: &Word) -> &str {
        self.text.get(word.bytes.0..word.bytes.1).unwrap_or_default()
    }

    /// The text of a range of characters; what lies outside is left out.
    pub fn slice(&self, chars: Span<Char>) -> &str {
        let ascii = self.text.len() == self.chars;
        let byte_at = |n: usize| {
            // In most answers every character is one byte, and counting them through would take longer than judging.
            if ascii {
                n.min(self.text.len())
            } else {
                self.text.char_indices().nth(n).map_or(self.text.len(), |(b, _)| b)
            }
        };
        self.text.get(byte_at(chars.start())..byte_at(chars.end())).unwrap_or_default()
    }

    /// The time that a range of characters was spoken over, from its first to its last timed word.
    pub fn time_of(&self, chars: Span<Char>) -> Option<Span<Ms>> {
        let first = self.words.partition_point(|w| w.chars.end() <= chars.start());
        self.words[first..]
            .iter()
            .take_while(|w| w.chars.start() < chars.end())
            .filter_map(|w| w.time)
            .reduce(|a, b| a.join(&b))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(text: &str, start: usize) -> HeardWord {
        HeardWord { text: text.into(), time: Span::from_len(start, 100), confidence: 0.9 }
    }

    #[test]
    fn typed_text_keeps_its_white_space_and_counts_characters() {
        let t = Transcript::from_text("  Zoë said\nno. ");
        let words: Vec<_> = t.words().iter().map(|w| (t.word_text(w), w.chars.start())).collect();
        assert_eq!(words, [("Zoë", 2), ("said", 6), ("no.", 11)]);
        assert_eq!(t.char_len(), 15);
        assert_eq!(t.slice(t.words()[0].chars), "Zoë");
    }

    #[test]
    fn typed_turns_stand_on_lines_of_their_own() {
        let mut t = Transcript::from_text("I called Zoë");
        t.extend_typed(" ten minutes later ");
        t.extend_typed("");
        t.extend_typed("Yes.");
        assert_eq!(t.text(), "I called Zoë.\nten minutes later.\nYes.");
        for word in t.words() {
            assert_eq!(t.slice(word.chars), t.word_text(word));
        }
        assert_eq!((t.words().len(), t.char_len()), (7, t.text().chars().count()));
    }

    #[test]
    fn heard_words_are_joined_by_one_space_and_keep_their_times() {
        let mut t = Transcript::default();
        t.extend(&[heard("I", 0), heard(" ", 50), heard("called", 200)]);
        t.extend(&[heard("her.", 900)]);
        assert_eq!(t.text(), "I called her.");
        assert_eq!(t.time_of(Span::from_len(2, 8)), Span::new(200, 1000));
        assert_eq!(t.time_of(Span::from_len(40, 8)), None);
    }
}
