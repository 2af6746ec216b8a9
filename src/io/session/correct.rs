//! Puts right what the recogniser misheard, and takes it back.
//!
//! A correction keeps what was heard, so that it can be undone, and so that nobody takes a corrected text for what a
//! machine understood.

use crate::io::session::record::Answer;
use crate::io::session::record::Correction;
use crate::io::session::record::Said;
use crate::io::session::record::Word;
use crate::io::session::stamp::Stamp;

impl Answer {
    /// Replaces one heard word by what was said: one word, several, or none. Whether there was anything to change; typed
    /// turns have no heard words.
    pub fn correct(&mut self, turn: usize, word: usize, said: &str, at: Stamp) -> bool {
        let Some(Said::Heard(words)) = self.turns.get_mut(turn).map(|turn| &mut turn.said) else {
            return false;
        };
        let Some(heard) = words.get(word).cloned() else { return false };
        let said = in_place_of(&heard, said);
        if said.len() == 1 && said[0].0 == heard.0 {
            return false;
        }
        words.splice(word..=word, said.iter().cloned());
        self.corrections.push(Correction { at, turn, word, heard: vec![heard], said });
        true
    }

    /// Takes the last correction back, and gives it; `None` where there is none, or where a hand changed the file since.
    pub fn undo_correction(&mut self) -> Option<Correction> {
        let last = self.corrections.last()?;
        let Some(Said::Heard(words)) = self.turns.get_mut(last.turn).map(|turn| &mut turn.said) else {
            return None;
        };
        let range = last.word..last.word.checked_add(last.said.len())?;
        if words.get(range.clone()) != Some(&last.said) {
            return None;
        }
        words.splice(range, last.heard.iter().cloned());
        self.corrections.pop()
    }

    /// Where words of a turn are corrected ones, in the order of the turn.
    pub fn is_corrected(&self, turn: usize, word: &Word) -> bool {
        self.corrections.iter().any(|made| made.turn == turn && made.said.contains(word))
    }
}

/// The words of a text over the time of one. A person is sure of what they wrote.
fn in_place_of(heard: &Word, text: &str) -> Vec<Word> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let length = heard.2.saturating_sub(heard.1);
    let at = |n: usize| heard.1 + length * n / words.len();
    words.iter().enumerate().map(|(n, word)| Word((*word).to_owned(), at(n), at(n + 1), 1.0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::session::record::Turn;

    fn answer() -> Answer {
        let heard = ["I", "tolled", "Maria"].iter().enumerate();
        let words = heard.map(|(n, word)| Word((*word).to_owned(), n * 300, n * 300 + 200, 0.4)).collect();
        Answer {
            question: "q".into(),
            question_text: "Why?".into(),
            turns: vec![Turn { asked: None, said: Said::Heard(words) }],
            heard: None,
            verdicts: Vec::new(),
            corrections: Vec::new(),
        }
    }

    #[test]
    fn a_word_becomes_what_was_said_and_can_become_what_was_heard_again() {
        let before = answer();
        for (said, text) in
            [("told", "I told Maria"), ("really told", "I really told Maria"), ("", "I Maria")]
        {
            let mut changed = before.clone();
            assert!(changed.correct(0, 1, said, Stamp::now()));
            assert_eq!(changed.transcript().text(), text);
            assert!(changed.undo_correction().is_some());
            assert_eq!(changed, before);
        }
    }

    #[test]
    fn several_words_share_the_time_of_one() {
        let mut changed = answer();
        changed.correct(0, 1, "really told", Stamp::now());
        let Said::Heard(words) = &changed.turns[0].said else { panic!() };
        assert_eq!(words[1..3], [Word("really".into(), 300, 400, 1.0), Word("told".into(), 400, 500, 1.0)]);
        assert!(changed.is_corrected(0, &words[1]) && !changed.is_corrected(0, &words[0]));
    }

    #[test]
    fn corrections_are_undone_in_the_order_that_keeps_them_right() {
        let mut changed = answer();
        changed.correct(0, 0, "So I", Stamp::now());
        changed.correct(0, 2, "told", Stamp::now());
        assert_eq!(changed.transcript().text(), "So I told Maria");
        changed.undo_correction();
        changed.undo_correction();
        assert_eq!(changed, answer());
        assert_eq!(changed.undo_correction(), None);
    }

    #[test]
    fn what_is_not_there_is_not_corrected() {
        let mut changed = answer();
        assert!(!changed.correct(0, 9, "x", Stamp::now()));
        assert!(!changed.correct(4, 0, "x", Stamp::now()));
        assert!(!changed.correct(0, 0, "I", Stamp::now()));
        assert_eq!(changed, answer());
    }
}
