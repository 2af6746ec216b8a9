//! How the words so far stop: closed, whole, or in the middle of something.

use crate::core::interview::floor::endings::Endings;
use crate::core::text;
use crate::core::text::number;
use crate::core::text::reading::Agent;
use crate::core::text::reading::Tag;
use crate::core::text::sym::Sym;
use crate::core::transcript::Transcript;

/// So many words from the end are looked at: the end of an answer is in its last sentence.
const WORDS_READ: usize = 40;

/// Figures that nothing has to follow: they bring their unit with them.
const WHOLE: [Sym; 4] = [number::CLOCK, number::MONEY, number::PERCENT, number::YEAR];

/// How an answer stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ending {
    /// Nothing was said, or nothing but fillers.
    Nothing,
    /// In the middle of something: a filler, a word that needs another, a comma, a list.
    Unfinished,
    /// With a number, which its unit or another number may follow.
    Counting,
    /// With words that close an answer.
    Closed,
    /// With a full stop behind something that has a verb.
    Sentence,
    /// With something that could be a sentence, without a full stop.
    Clause,
    /// Without a verb.
    Phrase {
        /// Whether with a full stop.
        stopped: bool,
    },
}

/// How this text stops.
pub fn of(text: &str, endings: &Endings) -> Ending {
    let tail = Tail::of(text);
    let bare = tail.without_fillers(endings);
    if bare == 0 {
        return Ending::Nothing;
    }
    let ends = |list: &[String]| list.iter().any(|entry| tail.ends_with(entry));
    if bare < tail.words.len() || tail.mark == Mark::Open || ends(&endings.hanging) {
        return Ending::Unfinished;
    }
    let stopped = tail.mark == Mark::Stop;
    if ends(&endings.closers) {
        return Ending::Closed;
    }
    let lists = !tail.counts && tail.opens_list(&endings.lists);
    if lists || (!stopped && ends(&endings.perhaps_hanging)) {
        return Ending::Unfinished;
    }
    match (tail.counts, tail.has_verb, stopped) {
        (true, ..) => Ending::Counting,
        (_, true, true) => Ending::Sentence,
        (_, true, false) => Ending::Clause,
        (_, false, stopped) => Ending::Phrase { stopped },
    }
}

/// What stands behind the last word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    None,
    Stop,
    /// A comma, a dash, three dots.
    Open,
}

/// The last words of a text.
struct Tail {
    /// Bare and in lower case.
    words: Vec<String>,
    /// Where the last sentence begins among them.
    sentence: usize,
    mark: Mark,
    /// The last word is a number.
    counts: bool,
    /// The last sentence has a subject with a verb.
    has_verb: bool,
}

impl Tail {
    fn of(text: &str) -> Self {
        let spoken: Vec<&str> = text.split_whitespace().collect();
        let spoken = &spoken[spoken.len().saturating_sub(WORDS_READ)..];
        let transcript = Transcript::from_text(&spoken.join(" "));
        let reading = text::read(&transcript);
        let meant = reading.tokens.iter().rfind(|token| !token.dropped);
        let last_sentence = reading.sentences.last().map_or(0..0, |&(first, end)| first..end);
        let has_verb = reading.clauses[last_sentence].iter().any(|clause| {
            clause.verb.is_some()
                && (clause.subject.is_some() || clause.inherited || clause.agent != Agent::Nobody)
        });
        let (mut words, mut sentence) = (Vec::new(), 0);
        for (at, word) in spoken.iter().enumerate() {
            let bare = bare(word);
            if !bare.is_empty() {
                words.push(bare);
            }
            if mark(word) == Mark::Stop && at + 1 < spoken.len() {
                sentence = words.len();
            }
        }
        Self {
            words,
            sentence,
            mark: spoken.last().map_or(Mark::None, |word| mark(word)),
            counts: meant.is_some_and(|token| token.tag == Tag::Number && !WHOLE.contains(&token.lemma)),
            has_verb,
        }
    }

    /// How many words are left when fillers are taken off the end.
    fn without_fillers(&self, endings: &Endings) -> usize {
        let mut left = self.words.len();
        while let Some(taken) = endings.fillers.iter().map(|f| ending_with(&self.words[..left], f)).max() {
            if taken == 0 {
                break;
            }
            left -= taken;
        }
        left
    }

    fn ends_with(&self, entry: &str) -> bool {
        ending_with(&self.words, entry) > 0
    }

    fn opens_list(&self, openers: &[String]) -> bool {
        let last = &self.words[self.sentence.min(self.words.len())..];
        openers.iter().any(|entry| (1..=last.len()).any(|end| ending_with(&last[..end], entry) > 0))
    }
}

/// How many words an entry takes off the end; 0 where the words end otherwise.
fn ending_with(words: &[String], entry: &str) -> usize {
    let mut taken = 0;
    for wanted in entry.rsplit(' ') {
        let Some(at) = words.len().checked_sub(taken + 1) else { return 0 };
        if words[at] != wanted {
            return 0;
        }
        taken += 1;
    }
    taken
}

fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).replace('\u{2019}', "'").to_lowercase()
}

fn mark(word: &str) -> Mark {
    let end = word.trim_end_matches(['"', '\'', ')', '\u{201d}', '\u{2019}']);
    if end.ends_with([',', '-', ':', ';', '\u{2014}', '\u{2013}', '\u{2026}']) || end.ends_with("..") {
        Mark::Open
    } else if end.ends_with(['.', '?', '!']) {
        Mark::Stop
    } else {
        Mark::None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(expected: Ending, texts: &[&str]) {
        let endings: Endings =
            toml::from_str(include_str!("../../../../prompts/interview/endings.toml")).unwrap();
        for text in texts {
            assert_eq!(of(text, &endings), expected, "{text:?}");
        }
    }

    #[test]
    fn a_word_that_needs_another_leaves_the_sentence_open() {
        check(
            Ending::Unfinished,
            &[
                "So then I, um",
                "I called her and",
                "I called her and.",
                "we looked at the",
                "I called her,",
                "I went to...",
                "and I told",
                "I looked for it in",
                "I did three things.",
                "We were two people. There were two reasons, one was the price.",
            ],
        );
    }

    #[test]
    fn a_full_stop_closes_what_may_stand_at_an_end() {
        check(
            Ending::Sentence,
            &[
                "I knew who I had to turn to.",
                "That is what I was there for.",
                "I fixed it before they told.",
            ],
        );
    }

    #[test]
    fn closers_close_with_or_without_marks() {
        check(
            Ending::Closed,
            &[
                "I fixed it. That's it.",
                "so yeah that's it",
                "and that\u{2019}s what I did",
                "I'll stop there!",
            ],
        );
    }

    #[test]
    fn a_number_may_go_on() {
        check(Ending::Counting, &["it cost us about forty", "I lost two hundred", "It was 3."]);
        check(Ending::Sentence, &["It cost us $40k.", "That was in 2019.", "I called her at 9:40."]);
    }

    #[test]
    fn without_marks_grammar_decides() {
        check(Ending::Clause, &["i fixed it within a week", "so we rolled the release back"]);
        check(Ending::Phrase { stopped: false }, &["about ten minutes later"]);
        check(Ending::Phrase { stopped: true }, &["My manager."]);
    }

    #[test]
    fn nothing_is_nothing_in_any_spelling() {
        check(Ending::Nothing, &["", " \n ", "...", "Um.", "uh, you know, well"]);
    }
}
