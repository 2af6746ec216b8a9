//! Reads labelled answers.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use crate::core::eval::BEATS;
use crate::core::eval::GRADED;
use crate::core::eval::KILLERS;
use crate::core::eval::answer::Labelled;
use crate::core::eval::answer::OVERALL;
use crate::core::eval::answer::Sentence;
use crate::core::eval::answer::TOP_LEVEL;
use crate::io::corpus::AttributionV1;
use crate::io::corpus::CorpusError;
use crate::io::corpus::LevelsV1;
use crate::io::corpus::read_lines;

#[derive(Deserialize)]
struct AnswerV1 {
    id: String,
    question: String,
    writer: Option<String>,
    #[serde(default)]
    profile: String,
    sentences: Vec<SentenceV1>,
    levels: LevelsV1,
    killers: Vec<String>,
    attribution: AttributionV1,
    overall: u8,
    next_probe: Vec<String>,
    #[serde(default)]
    evidence: BTreeMap<String, QuotesV1>,
}

#[derive(Deserialize)]
struct SentenceV1 {
    text: String,
    beat: String,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum QuotesV1 {
    One(String),
    Many(Vec<String>),
}

/// Reads a labelled corpus, in the order of the file.
pub fn read(path: &Path) -> Result<Vec<Labelled>, CorpusError> {
    let lines = read_lines(path, "a labelled answer", |line: AnswerV1| {
        let answer = line.into_core();
        check(&answer).map(|()| (answer.id.clone(), answer))
    })?;
    Ok(lines.into_iter().map(|(_, answer)| answer).collect())
}

impl AnswerV1 {
    fn into_core(self) -> Labelled {
        let quotes = |(dimension, quotes)| match quotes {
            QuotesV1::One(quote) => (dimension, vec![quote]),
            QuotesV1::Many(quotes) => (dimension, quotes),
        };
        Labelled {
            id: self.id,
            question: self.question,
            writer: self.writer,
            profile: self.profile,
            sentences: self.sentences.into_iter().map(|s| Sentence { text: s.text, beat: s.beat }).collect(),
            levels: self.levels.into_core(),
            killers: self.killers,
            attribution: self.attribution.into_core(),
            overall: self.overall,
            next_probe: self.next_probe,
            evidence: self.evidence.into_iter().map(quotes).collect(),
        }
    }
}

fn check(answer: &Labelled) -> Result<(), String> {
    for (number, sentence) in (1..).zip(&answer.sentences) {
        if !BEATS.contains(&sentence.beat.as_str()) {
            return Err(unknown(&format!("beat of sentence {number}"), &sentence.beat, &BEATS));
        }
    }
    for (dimension, level) in GRADED.iter().zip(answer.levels.graded) {
        if level > TOP_LEVEL {
            return Err(format!("level {level} for {dimension:?} is not one of 0 to {TOP_LEVEL}"));
        }
    }
    if let Some(killer) = answer.killers.iter().find(|k| !KILLERS.contains(&k.as_str())) {
        return Err(unknown("killer", killer, &KILLERS));
    }
    let (low, high) = OVERALL;
    if answer.overall < low || answer.overall > high {
        return Err(format!("overall {} is not one of {low} to {high}", answer.overall));
    }
    Ok(())
}

fn unknown(what: &str, got: &str, known: &[&str]) -> String {
    format!("unknown {what}, {got:?}; use one of {}", known.join(", "))
}
