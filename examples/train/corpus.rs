//! Labelled answers as the trainer needs them: words with their labels, clean and as a weak recogniser would write them.

use pushback::core::rubric::learned::features::Hints;
use pushback::core::rubric::learned::score::BEATS;
use pushback::core::rubric::learned::score::GRADED;
use pushback::core::rubric::learned::score::TOLD;
use pushback::core::text::reading::Reading;
use pushback::core::transcript::Transcript;
use serde::Deserialize;
use std::collections::HashMap;

#[derive(Deserialize, Clone)]
pub struct Sentence {
    pub text: String,
    pub beat: String,
}

#[derive(Deserialize, Clone)]
pub struct Answer {
    pub id: String,
    #[serde(default)]
    pub writer: Option<String>,
    pub sentences: Vec<Sentence>,
    pub levels: HashMap<String, serde_json::Value>,
    pub killers: Vec<String>,
    pub attribution: String,
    pub overall: u8,
    pub next_probe: Vec<String>,
    pub evidence: HashMap<String, serde_json::Value>,
}

impl Answer {
    pub fn group(&self) -> String {
        self.writer.clone().unwrap_or_else(|| self.id.clone())
    }
    pub fn text(&self) -> String {
        self.sentences.iter().map(|s| s.text.as_str()).collect::<Vec<_>>().join(" ")
    }
    pub fn level(&self, dimension: &str) -> usize {
        let Some(value) = self.levels.get(dimension) else { return 0 };
        match value.as_str() {
            Some(name) => TOLD.iter().position(|t| *t == name).map_or(0, |i| i + 1),
            None => value.as_u64().unwrap_or(0) as usize,
        }
    }
    pub fn quotes(&self, dimension: &str) -> Vec<String> {
        match self.evidence.get(dimension) {
            Some(serde_json::Value::String(s)) => vec![s.clone()],
            Some(serde_json::Value::Array(a)) => {
                a.iter().filter_map(|v| v.as_str().map(str::to_owned)).collect()
            }
            _ => Vec::new(),
        }
    }
}

pub fn load(path: &str) -> Vec<Answer> {
    let text = std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{path}: {e}"));
    text.lines()
        .filter(|l| !l.trim().is_empty())
        .map(|l| serde_json::from_str(l).unwrap_or_else(|e| panic!("{path}: {e}")))
        .collect()
}

/// The dimensions with evidence, disclosure last.
pub fn dimensions() -> Vec<&'static str> {
    GRADED.iter().copied().chain(["disclosure"]).collect()
}

/// A word with what its labellers said about it.
#[derive(Clone)]
pub struct LabelledWord {
    pub text: String,
    pub beat: usize,
    /// One bit a dimension: the word is part of the evidence.
    pub evidence: u8,
}

pub fn words(answer: &Answer) -> Vec<LabelledWord> {
    let text = answer.text();
    let mut words = Vec::new();
    let mut at = 0;
    let spans: Vec<(u8, usize, usize)> = dimensions()
        .iter()
        .enumerate()
        .flat_map(|(d, name)| answer.quotes(name).into_iter().map(move |q| (d, q)))
        .filter_map(|(d, q)| text.find(&q).map(|start| (d as u8, start, start + q.len())))
        .collect();
    for sentence in &answer.sentences {
        let beat = BEATS.iter().position(|b| *b == sentence.beat).unwrap_or(9);
        for word in sentence.text.split_whitespace() {
            let start = at + text[at..].find(word).unwrap_or(0);
            let end = start + word.len();
            at = end;
            let evidence = spans
                .iter()
                .filter(|(_, s, e)| *s < end && start < *e)
                .fold(0, |bits, (d, ..)| bits | 1 << d);
            words.push(LabelledWord { text: word.to_owned(), beat, evidence });
        }
    }
    words
}

/// A small generator of our own: the same numbers on every machine.
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self) -> f32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 40) as f32 / (1u64 << 24) as f32
    }
    pub fn pick(&mut self, n: usize) -> usize {
        ((self.roll() * n as f32) as usize).min(n - 1)
    }
}

const SOUND_ALIKE: &[(&str, &str)] = &[
    ("their", "there"),
    ("there", "their"),
    ("to", "too"),
    ("two", "to"),
    ("our", "are"),
    ("knew", "new"),
    ("no", "know"),
    ("told", "tolled"),
    ("write", "right"),
    ("right", "write"),
    ("would", "wood"),
    ("he", "we"),
    ("was", "is"),
    ("her", "a"),
    ("it", "at"),
    ("had", "have"),
    ("the", "a"),
    ("an", "in"),
    ("and", "in"),
    ("by", "buy"),
    ("then", "than"),
    ("him", "them"),
    ("in", "an"),
    ("that", "the"),
    ("for", "four"),
    ("were", "where"),
    ("hour", "our"),
    ("week", "weak"),
    ("could", "can"),
];

/// How well an answer was heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// As it was written down.
    Well,
    /// Without punctuation and capitals.
    Unmarked,
    /// Without them, and with fillers, lost, doubled and misheard words.
    Badly,
}

impl Heard {
    pub const ALL: [Self; 3] = [Self::Well, Self::Unmarked, Self::Badly];

    pub fn name(self) -> &'static str {
        match self {
            Self::Well => "clean",
            Self::Unmarked => "plain",
            Self::Badly => "noisy",
        }
    }
}

/// The words as they are heard.
pub fn heard(words: &[LabelledWord], dice: &mut Dice, heard: Heard) -> Vec<LabelledWord> {
    match heard {
        Heard::Well => words.to_vec(),
        Heard::Unmarked => misheard(words, dice, false),
        Heard::Badly => misheard(words, dice, true),
    }
}

/// As a weak recogniser would write it.
fn misheard(words: &[LabelledWord], dice: &mut Dice, errors: bool) -> Vec<LabelledWord> {
    const FILLERS: &[&str] = &["um", "uh", "like", "so", "well", "you know", "I mean"];
    let mut made = Vec::new();
    for word in words {
        let bare: String = word
            .text
            .to_lowercase()
            .chars()
            .filter(|c| c.is_alphanumeric() || "'$%-.".contains(*c))
            .collect();
        let bare = bare.trim_end_matches(['.', '-']).to_owned();
        let roll = dice.roll();
        if bare.is_empty() || errors && roll < 0.02 {
            continue;
        }
        let text = if errors && dice.roll() < 0.12 {
            SOUND_ALIKE.iter().find(|(a, _)| *a == bare).map_or(bare.clone(), |(_, b)| (*b).to_owned())
        } else {
            bare.clone()
        };
        if errors && (0.02..0.05).contains(&roll) {
            let filler = FILLERS[dice.pick(FILLERS.len())];
            made.extend(filler.split(' ').map(|f| LabelledWord { text: f.to_owned(), ..word.clone() }));
        }
        made.push(LabelledWord { text: text.clone(), ..word.clone() });
        if errors && roll > 0.985 {
            made.push(LabelledWord { text, ..word.clone() });
        }
    }
    made
}

/// One answer, read, with a label for every clause.
pub struct Example {
    pub id: String,
    pub group: String,
    pub text: String,
    pub reading: Reading,
    pub hints: Hints,
    pub beats: Vec<usize>,
    /// For each clause and dimension the level it earns, 0 for none.
    pub earns: Vec<[usize; 8]>,
    pub answer: Answer,
    pub heard: Heard,
    /// One bit a dimension: what the labels speak of.
    pub mask: u8,
}

impl Example {
    /// What the labels of the whole answer say about its tone, in the order of `TONES`.
    pub fn tones(&self) -> [bool; 4] {
        let killer = |k: &str| self.answer.killers.iter().any(|x| x == k);
        [
            killer("humble_brag"),
            killer("blame_diffusion"),
            self.answer.attribution == "external",
            self.answer.attribution == "internal",
        ]
    }
}

pub fn example(answer: &Answer, words: &[LabelledWord], heard: Heard) -> Example {
    let text = words.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" ");
    let reading = pushback::core::text::read(&Transcript::from_text(&text));
    let names = dimensions();
    let mut total = [0usize; 8];
    for word in words {
        for (d, sum) in total.iter_mut().enumerate() {
            *sum += usize::from(word.evidence >> d & 1);
        }
    }
    let mut beats = Vec::new();
    let mut earns = Vec::new();
    for clause in &reading.clauses {
        let mut inside: Vec<usize> =
            reading.tokens[clause.start..clause.end].iter().map(|t| t.word).collect();
        inside.dedup();
        let mut votes = [0usize; 10];
        let mut covered = [0usize; 8];
        for &w in &inside {
            votes[words[w].beat] += 1;
            for (d, sum) in covered.iter_mut().enumerate() {
                *sum += usize::from(words[w].evidence >> d & 1);
            }
        }
        beats.push((0..10).max_by_key(|b| (votes[*b], 10 - b)).unwrap_or(9));
        earns.push(std::array::from_fn(|d| {
            let mostly_inside = covered[d] * 2 > inside.len();
            let holds_it = covered[d] * 5 >= total[d] * 3 && covered[d] > 0;
            if mostly_inside || holds_it { answer.level(names[d]) } else { 0 }
        }));
    }
    Example {
        id: answer.id.clone(),
        group: answer.group(),
        text,
        hints: crate::hints(&reading),
        reading,
        beats,
        earns,
        answer: answer.clone(),
        heard,
        mask: 0xff,
    }
}
