//! Writes weights so that a person can read them: every symbol of a fact gets its spelling back.

use std::collections::HashMap;
use std::fmt::Write;

use pushback::core::rubric::learned::answer::Regression;
use pushback::core::rubric::learned::joint::Joint;
use pushback::core::rubric::learned::score;
use pushback::core::text::inflect;
use pushback::core::text::sym::Sym;

use crate::clauses::Model;
use crate::corpus::Example;

const FIXED: &[&str] = &[
    "I",
    "We",
    "You",
    "Other",
    "Thing",
    "Nobody",
    "Past",
    "PastPerfect",
    "Perfect",
    "Present",
    "Future",
    "NoTime",
    "Real",
    "Counterfactual",
    "Hypothetical",
    "Intended",
    "Imperative",
    "Fresh",
    "And",
    "But",
    "Or",
    "Because",
    "Before",
    "After",
    "When",
    "If",
    "That",
    "Which",
    "To",
    "Gerund",
    "@number",
    "@name",
    "@up",
    "@side",
    "@out",
    "@money",
    "@percent",
    "@clock",
    "@figure",
    "@year",
    "^",
    "$",
    "-",
    "not",
    "0",
    "1",
    "2",
    "3",
    "4",
    "5",
    "6",
    "7",
    "8",
    "9",
    "first",
    "last",
    "yes",
    "no",
    "'s",
    "'d",
];

/// Spellings by symbol.
pub fn dictionary(examples: &[&Example]) -> HashMap<Sym, String> {
    let mut names: HashMap<Sym, String> = HashMap::new();
    let mut learn = |word: &str| {
        names.entry(Sym::of(word)).or_insert_with(|| word.to_owned());
    };
    FIXED.iter().chain(&score::BEATS).for_each(|w| learn(w));
    let classes: HashMap<String, Vec<String>> =
        toml::from_str(include_str!("../../prompts/language/classes.toml")).unwrap();
    for (class, words) in &classes {
        learn(class);
        words.iter().for_each(|w| learn(w));
    }
    let closed = include_str!("../../prompts/language/closed.toml")
        .split(|c: char| !(c.is_alphanumeric() || "-'".contains(c)));
    let verbs = include_str!("../../prompts/language/verbs.txt").split_whitespace();
    closed.chain(verbs).for_each(&mut learn);
    for file in std::fs::read_dir("prompts/cues/frames").unwrap() {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        text.split(|c: char| !(c.is_alphanumeric() || "_-".contains(c))).for_each(&mut learn);
    }
    for example in examples {
        let lower = example.text.to_lowercase().replace('’', "'");
        for word in lower.split_whitespace() {
            let bare = word.trim_matches(|c: char| !(c.is_alphanumeric() || "$%£€+#".contains(c)));
            learn(bare);
            learn(inflect::singular(bare));
            for part in bare.split(['\'', '-']) {
                learn(part);
                learn(inflect::singular(part));
            }
            if let Some((stem, _)) = bare.split_once("n't") {
                learn(stem);
            }
        }
    }
    let mut combined = Vec::new();
    for agent in &FIXED[..6] {
        for class in classes.keys().map(String::as_str).chain(["-"]) {
            for not in ["not", "-"] {
                let key = Sym::of(agent).with(Sym::of(class)).with(Sym::of(not));
                combined.push((key, format!("{agent}+{class}+{not}")));
            }
        }
    }
    for example in examples {
        for event in crate::found(&example.reading) {
            for (key, value) in &event.attributes {
                let spelt = [event.kind, *key, *value].map(|s| names[&s].clone());
                combined.push((event.kind.with(*key).with(*value), spelt.join("+")));
            }
        }
    }
    names.extend(combined);
    names
}

/// The weight table as text; weights nearer to zero than `least` are left out.
pub fn clause_weights(model: &Model, names: &HashMap<Sym, String>, least: f32) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut unnamed = 0;
    for ((kind, parts), row) in model.facts.names.iter().zip(&model.weights) {
        let Some(spelt) = parts.iter().map(|p| names.get(p).cloned()).collect::<Option<Vec<_>>>() else {
            unnamed += 1;
            continue;
        };
        if spelt.iter().any(|p| p.contains(['|', '\t', ' '])) {
            continue;
        }
        let cells = cells(row.iter().copied().enumerate(), least);
        if !cells.is_empty() {
            let fact = std::iter::once(kind.name.to_owned()).chain(spelt).collect::<Vec<_>>().join("|");
            lines.push(format!("{fact}\t{cells}"));
        }
    }
    for joint in Joint::ALL {
        let name = joint.name();
        for (from, row) in model.steps[joint as usize].iter().enumerate() {
            lines.push(format!(
                "step|{name}|{}\t{}",
                score::BEATS[from],
                cells(row.iter().copied().enumerate(), 0.005)
            ));
        }
    }
    lines.sort();
    eprintln!("{} rows written, {unnamed} facts without a spelling left out", lines.len());
    let mut text = String::from(
        "# What the learned part looks at, trained by scripts/train. One fact a line, then output:weight.\n",
    );
    writeln!(text, "# outputs: {}", score::output_names().join(" ")).unwrap();
    lines.iter().for_each(|l| writeln!(text, "{l}").unwrap());
    text
}

fn cells(row: impl Iterator<Item = (usize, f32)>, least: f32) -> String {
    row.filter(|(_, w)| w.abs() >= least).map(|(o, w)| format!("{o}:{w}")).collect::<Vec<_>>().join(" ")
}

/// The regressions as text, one class a line.
pub fn answer_weights(regressions: &[Regression], figure_names: &dyn Fn(&str) -> Vec<String>) -> String {
    let mut text = String::from(
        "# From figures about an answer to levels, trained by scripts/train. target.class, then figure:weight.\n",
    );
    for r in regressions {
        let names = figure_names(&r.target);
        for (class, row) in r.classes.iter().zip(&r.weights) {
            let cells: Vec<String> = row
                .iter()
                .map(|(i, w)| format!("{}:{w:.3}", names.get(*i).map_or("one", String::as_str)))
                .collect();
            writeln!(text, "{}/{class}\t{}", r.target, cells.join(" ")).unwrap();
        }
    }
    text
}
