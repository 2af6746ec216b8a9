//! Minimal pairs as training examples: what differs between the two texts is what earns the level.

use crate::corpus;
use crate::corpus::Answer;
use crate::corpus::Dice;
use crate::corpus::Example;
use crate::corpus::Heard;
use crate::corpus::LabelledWord;
use pushback::core::rubric::learned::score::TOLD;
use pushback::core::text::sym::Sym;
use serde::Deserialize;
use std::collections::HashMap;

#[derive(Deserialize)]
struct File {
    pair: Vec<Pair>,
}

#[derive(Deserialize)]
struct Pair {
    id: String,
    dimension: String,
    a: Side,
    b: Side,
}

#[derive(Deserialize)]
struct Side {
    text: String,
    level: toml::Value,
}

/// Reads a file of pairs and makes two examples of each, and two more without punctuation.
pub fn load(path: &str) -> Vec<Example> {
    let text = std::fs::read_to_string(path).unwrap();
    let file: File = toml::from_str(&text).unwrap();
    let mut made = Vec::new();
    for pair in &file.pair {
        let mut dice = Dice(Sym::of(&pair.id).0);
        for (this, other) in [(&pair.a, &pair.b), (&pair.b, &pair.a)] {
            let answer = answer(pair, this);
            let words = words(this, other, &pair.dimension);
            for _ in 0..3 {
                made.push(example(&answer, &words, &pair.dimension, Heard::Well));
            }
            made.push(example(
                &answer,
                &corpus::heard(&words, &mut dice, Heard::Unmarked),
                &pair.dimension,
                Heard::Unmarked,
            ));
        }
    }
    made
}

fn answer(pair: &Pair, side: &Side) -> Answer {
    let level = match &side.level {
        toml::Value::Integer(n) => serde_json::Value::from(*n),
        other => serde_json::Value::from(other.as_str().unwrap()),
    };
    let attribution =
        if pair.dimension == "attribution" { level.as_str().unwrap().to_owned() } else { "mixed".into() };
    Answer {
        id: pair.id.clone(),
        writer: Some(format!("pair {}", pair.id)),
        sentences: Vec::new(),
        levels: HashMap::from([(pair.dimension.clone(), level)]),
        killers: Vec::new(),
        attribution,
        overall: 1,
        next_probe: Vec::new(),
        evidence: HashMap::new(),
    }
}

/// The words of one side; those that the other side lacks are the evidence.
fn words(this: &Side, other: &Side, dimension: &str) -> Vec<LabelledWord> {
    let a: Vec<&str> = this.text.split_whitespace().collect();
    let b: Vec<&str> = other.text.split_whitespace().collect();
    let bit = corpus::dimensions().iter().position(|d| *d == dimension).map_or(0, |d| 1u8 << d);
    let mut longest = vec![vec![0usize; b.len() + 1]; a.len() + 1];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            longest[i][j] = if a[i] == b[j] {
                longest[i + 1][j + 1] + 1
            } else {
                longest[i + 1][j].max(longest[i][j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut made = Vec::new();
    let mut gap = false;
    while i < a.len() {
        let same = j < b.len() && a[i] == b[j];
        let ahead = j < b.len() && longest[i][j + 1] > longest[i + 1][j];
        if !same && ahead {
            // the other side has a word more here: its absence counts for the words around
            gap = true;
            j += 1;
            continue;
        }
        let evidence = if !same || gap { bit } else { 0 };
        gap = !same && gap;
        made.push(LabelledWord { text: a[i].to_owned(), beat: 9, evidence });
        j += usize::from(same);
        i += 1;
    }
    if gap && let Some(last) = made.last_mut() {
        last.evidence = bit;
    }
    made
}

/// Every clause that holds a differing word earns the level; for disclosure so do the clauses that tell somebody.
fn example(answer: &Answer, words: &[LabelledWord], dimension: &str, heard: Heard) -> Example {
    let mut made = corpus::example(answer, words, heard);
    let at = corpus::dimensions().iter().position(|d| *d == dimension);
    made.beats.clear();
    made.mask = at.map_or(0, |d| 1 << d);
    let level = at.map_or(0, |_| answer.level(dimension));
    for (clause, earns) in made.reading.clauses.iter().zip(&mut made.earns) {
        let differs =
            made.reading.tokens[clause.start..clause.end].iter().any(|t| words[t.word].evidence != 0);
        *earns = [0; 8];
        if let Some(d) = at.filter(|_| differs) {
            earns[d] = level;
        }
    }
    debug_assert!(level <= TOLD.len());
    made
}
