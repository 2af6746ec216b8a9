//! What stands in the gaps of sentences: lists, figures, lengths of time, quotations.

use crate::core::debrief::input::Round;
use crate::core::debrief::packet::Said;
use crate::core::debrief::packet::Sentence;
use crate::core::debrief::wording::Line;
use crate::core::debrief::wording::Wording;
use crate::core::rubric::verdict::Quote;

/// Names, one after the other.
pub(super) fn list<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    names.into_iter().collect::<Vec<_>>().join(", ")
}

/// A mean of scores, as it is read: `3.5`, and `4` for a whole one.
pub fn score(mean: f32) -> String {
    let rounded = (mean * 10.0).round() / 10.0;
    if rounded.fract() == 0.0 { format!("{rounded:.0}") } else { format!("{rounded:.1}") }
}

/// A length of time as minutes and seconds: `6:05`.
pub fn minutes(ms: u64) -> String {
    format!("{}:{:02}", ms / 60_000, ms / 1000 % 60)
}

/// A share from 0 to 1 as whole percent.
pub fn percent(share: f32) -> String {
    format!("{:.0} %", share * 100.0)
}

/// Exact words of a round; `None` where they are not in what was said, as after a session was edited by hand.
pub(super) fn said(rounds: &[Round<'_>], question: usize, quote: &Quote) -> Option<Said> {
    let transcript = rounds.get(question)?.transcript;
    let stands = transcript.slice(quote.chars) == quote.text && !quote.text.trim().is_empty();
    stands.then(|| Said {
        question,
        chars: quote.chars,
        text: quote.text.clone(),
        time: transcript.time_of(quote.chars),
    })
}

impl Wording {
    /// A sentence that rests on figures.
    pub(super) fn plain(&self, line: Line, gaps: &[(&str, &str)]) -> Sentence {
        Sentence { text: self.say(line, gaps), quotes: Vec::new() }
    }

    /// A sentence that rests on words.
    pub(super) fn quoting(&self, line: Line, gaps: &[(&str, &str)], quotes: Vec<Said>) -> Sentence {
        Sentence { text: self.say(line, gaps), quotes }
    }

    /// "3 answers", "1 answer".
    pub(super) fn answers(&self, count: usize) -> String {
        match count {
            1 => self.say(Line::CountAnswer, &[]),
            n => self.say(Line::CountAnswers, &[("n", &n.to_string())]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_read_as_people_write_them() {
        assert_eq!([score(4.0), score(3.25), score(2.96)], ["4", "3.3", "3"]);
        assert_eq!([minutes(0), minutes(365_400)], ["0:00", "6:05"]);
        assert_eq!(percent(0.666), "67 %");
    }
}
