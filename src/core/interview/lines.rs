//! What the interviewer says beside questions and probes, as `prompts/interview/lines.toml` has it.

use serde::Deserialize;

/// Wordings, used in turn.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lines {
    /// Once, after a long silence before an answer.
    pub take_your_time: Vec<String>,
    /// When the time for an answer was up.
    pub over_time: Vec<String>,
    /// After a question, when another follows.
    pub next_question: Vec<String>,
    /// At the end.
    pub goodbye: Vec<String>,
}

/// The wording of a list for the nth use; nothing where the list is empty.
pub fn nth(wordings: &[String], n: usize) -> String {
    wordings.get(n % wordings.len().max(1)).cloned().unwrap_or_default()
}

/// A wording with its places filled: `{name}` with what belongs to `name`.
pub fn filled(wording: &str, with: &[(&str, &str)]) -> String {
    with.iter().fold(wording.to_owned(), |text, (place, words)| text.replace(&format!("{{{place}}}"), words))
}

/// One sentence after the other, without those that are empty.
pub fn joined(sentences: &[String]) -> String {
    let said: Vec<&str> = sentences.iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
    said.join(" ")
}

/// A small number in words, as it is said.
pub fn number(n: u64) -> String {
    const WORDS: [&str; 16] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve", "thirteen", "fourteen", "fifteen",
    ];
    usize::try_from(n)
        .ok()
        .and_then(|n| WORDS.get(n))
        .map_or_else(|| n.to_string(), |word| (*word).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_and_empty_sentences_left_out() {
        assert_eq!(
            filled("We stop for {minutes} minutes.", &[("minutes", "five")]),
            "We stop for five minutes."
        );
        assert_eq!(joined(&["Hello.".into(), String::new(), "Go on.".into()]), "Hello. Go on.");
        assert_eq!((number(5), number(45)), ("five".to_owned(), "45".to_owned()));
    }
}
