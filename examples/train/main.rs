//! Trains the learned part of the analyser from labelled answers. One command: `scripts/train`.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a training run that cannot read its input should stop"
)]
#![allow(unreachable_pub, missing_docs, clippy::pedantic)]

mod clauses;
mod corpus;
mod names;
mod pairs;
mod regress;

use std::collections::BTreeMap;

use clauses::Model;
use clauses::Settings;
use corpus::Dice;
use corpus::Example;
use pushback::core::rubric::learned::answer;
use pushback::core::rubric::learned::answer::Regression;
use pushback::core::rubric::learned::score::BEATS;
use pushback::core::rubric::learned::score::ClauseScore;
use pushback::core::rubric::learned::score::GRADED;
use pushback::core::rubric::learned::score::TOLD;
use regress::Row;

/// The frames of the built-in packs.
static PACKS: std::sync::LazyLock<pushback::io::packs::Packs> =
    std::sync::LazyLock::new(|| pushback::io::packs::Packs::load(None).unwrap());

pub fn hints(
    reading: &pushback::core::text::reading::Reading,
) -> pushback::core::rubric::learned::features::Hints {
    pushback::core::rubric::learned::features::hints(reading, &PACKS.cues().find(reading).events)
}

fn var(name: &str, default: f32) -> f32 {
    std::env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(default)
}

fn settings() -> Settings {
    Settings {
        epochs: var("EPOCHS", 14.0) as usize,
        shuffles: var("SHUFFLES", 4.0) as usize,
        from: var("FROM", 5.0) as usize,
        rate: var("RATE", 0.05),
        decay: var("DECAY", 0.0005),
        least: var("LEAST", 20.0) as usize,
        prune: var("PRUNE", 0.05),
        dropped: var("DROP", 0.4),
    }
}

fn main() {
    let mut train = Vec::new();
    let mut dev = Vec::new();
    let mut dice = Dice(1);
    let mut pairs: Vec<Example> = Vec::new();
    let mut into_dev = false;
    for arg in std::env::args().skip(1) {
        match arg.as_str() {
            "--dev" => into_dev = true,
            path if path.ends_with(".toml") => pairs.extend(pairs::load(path)),
            path if into_dev => dev.extend(corpus::load(path)),
            path => train.extend(corpus::load(path)),
        }
    }
    let mut examples: Vec<Example> = Vec::new();
    for answer in &train {
        let words = corpus::words(answer);
        examples.push(corpus::example(answer, &words, true));
        examples.push(corpus::example(answer, &corpus::misheard(&words, &mut dice, false), false));
        examples.push(corpus::example(answer, &corpus::misheard(&words, &mut dice, true), false));
    }
    // The order of files and folders must not count.
    pairs.sort_by(|a, b| a.id.cmp(&b.id));
    examples.extend(pairs);
    let all: Vec<&Example> = examples.iter().collect();
    let folder = std::env::var("FIGURES").unwrap_or_else(|_| "target/train".into());
    let held_out = out_of_fold(&all);
    let regressions = regressions(&all, &held_out.iter().collect::<Vec<_>>());
    let model = Model::train(&all, settings());
    println!("{} examples, {} facts", all.len(), model.facts.names.len());
    if let Ok(out) = std::env::var("OUT") {
        let names = names::dictionary(&all);
        let table = names::clause_weights(&model, &names, 0.01);
        std::fs::write(format!("{out}/clauses.tsv"), table).unwrap();
        std::fs::write(
            format!("{out}/answer.tsv"),
            names::answer_weights(&regressions, &|t| answer::names_for(t)),
        )
        .unwrap();
    }
    // Cross-validated figures on the training answers: neither what scores clauses nor what makes levels of that has
    // seen the writer. Then the answers of --dev.
    let fold = folds(&all);
    let scores: Vec<&Vec<ClauseScore>> = held_out.iter().collect();
    let without: Vec<Vec<Regression>> = (0..FOLDS)
        .map(|held| {
            let (examples, scores) =
                (picked(&all, &fold, |f| f != held), picked(&scores, &fold, |f| f != held));
            self::regressions(&examples, &scores)
        })
        .collect();
    let told = all.iter().zip(&held_out).zip(&fold).filter(|((e, _), _)| e.clean && !e.beats.is_empty());
    write_verdicts(
        &format!("{folder}/cv"),
        told.map(|((e, s), fold)| (*e, s.clone(), without[*fold].as_slice())),
    );
    for (name, noise) in [("clean", None), ("plain", Some(false)), ("noisy", Some(true))] {
        let read: Vec<Example> = dev
            .iter()
            .map(|a| {
                let words = corpus::words(a);
                let words = noise.map_or(words.clone(), |errors| corpus::misheard(&words, &mut dice, errors));
                corpus::example(a, &words, true)
            })
            .collect();
        write_verdicts(
            &format!("{folder}/dev-{name}"),
            read.iter().map(|e| (e, model.score(e), regressions.as_slice())),
        );
    }
}

const FOLDS: usize = 5;

/// For every example its fold; all of a writer are in one.
fn folds(examples: &[&Example]) -> Vec<usize> {
    let mut groups: Vec<&str> = examples.iter().map(|e| e.group.as_str()).collect();
    groups.sort_unstable();
    groups.dedup();
    examples.iter().map(|e| groups.binary_search(&e.group.as_str()).unwrap_or(0) % FOLDS).collect()
}

fn picked<T: Copy>(items: &[T], fold: &[usize], wanted: impl Fn(usize) -> bool) -> Vec<T> {
    items.iter().zip(fold).filter(|(_, f)| wanted(**f)).map(|(item, _)| *item).collect()
}

/// Scores of every example by a model that has not seen its writer.
fn out_of_fold(examples: &[&Example]) -> Vec<Vec<ClauseScore>> {
    let fold = folds(examples);
    let mut scores: Vec<Vec<ClauseScore>> = vec![Vec::new(); examples.len()];
    for held in 0..FOLDS {
        let rest: Vec<&Example> = picked(examples, &fold, |f| f != held);
        let model = Model::train(&rest, Settings { shuffles: 1, ..settings() });
        for (i, e) in examples.iter().enumerate().filter(|(i, _)| fold[*i] == held) {
            scores[i] = model.score(e);
        }
    }
    scores
}

/// Which figures a target may look at.
fn looks_at(target: &str, name: &str) -> bool {
    let own = name.starts_with(&format!("{target}."));
    let any = |starts: &[&str]| starts.iter().any(|s| name.starts_with(s));
    match target {
        // What a person takes on, and when they say so, shows in how the whole story is told.
        "responsibility" | "root_cause" | "disclosure" => true,
        "attribution" => any(&["root_cause.", "tone.", "mistake.", "recovery.", "responsibility.full"]),
        "humble_brag" => any(&[
            "tone.",
            "root_cause.",
            "stakes.",
            "share.",
            "mistake.",
            "event.virtue",
            "event.no_failure",
        ]),
        "blame_diffusion" => any(&["tone.", "root_cause.", "recovery.", "mistake.", "responsibility."]),
        "stakes" => {
            own || any(&[
                "share.",
                "length",
                "event.trivial",
                "event.unharmed",
                "event.no_failure",
                "event.hypothetical",
                "tone.humble",
            ])
        }
        _ => own || any(&["share.", "length"]),
    }
}

fn class_of(target: &str, e: &Example) -> usize {
    let killer = |k: &str| usize::from(e.answer.killers.iter().any(|x| x == k));
    match target {
        "attribution" => {
            ["external", "mixed", "internal"].iter().position(|a| *a == e.answer.attribution).unwrap()
        }
        "humble_brag" | "blame_diffusion" => killer(target),
        _ => e.answer.level(target),
    }
}

fn regressions(examples: &[&Example], scores: &[&Vec<ClauseScore>]) -> Vec<Regression> {
    let figures: Vec<_> =
        examples.iter().zip(scores).map(|(e, s)| answer::figures(&e.reading, &e.hints, s)).collect();
    let mut made: Vec<Regression> = answer::TARGETS
        .iter()
        .map(|(target, classes)| {
            let names = &answer::names_for(target);
            let used: Vec<usize> = (0..names.len()).filter(|&i| looks_at(target, &names[i])).collect();
            let speaks = |e: &Example| !e.beats.is_empty() || e.answer.levels.contains_key(*target);
            let rows: Vec<Row> = examples
                .iter()
                .zip(&figures)
                .filter(|(e, _)| speaks(e))
                .map(|(e, f)| Row {
                    values: f.values.clone(),
                    class: class_of(target, e),
                    weight: if e.beats.is_empty() {
                        var("PAIR", 0.6)
                    } else if e.clean {
                        1.0
                    } else {
                        0.35
                    },
                })
                .collect();
            regress::train(target, classes, &rows, &used, var("L2", 0.0005))
        })
        .collect();
    let clean: Vec<&Example> = examples.iter().copied().filter(|e| e.clean && !e.beats.is_empty()).collect();
    made.push(from_labels("overall", &["1", "2", "3", "4", "5"], &clean, |e| {
        usize::from(e.answer.overall) - 1
    }));
    made.push(from_labels("probe", PROBES, &clean, |e| {
        let first = e.answer.next_probe.first().map_or("none", String::as_str);
        PROBES.iter().position(|p| *p == first).unwrap()
    }));
    made
}

const PROBES: &[&str] = &[
    "none",
    "story",
    "disclosure",
    "root_cause",
    "attribution",
    "change",
    "proof",
    "recovery",
    "stakes",
    "outcome",
    "responsibility",
];

fn from_labels(
    target: &str,
    classes: &[&str],
    examples: &[&Example],
    class: impl Fn(&Example) -> usize,
) -> Regression {
    let rows: Vec<Row> = examples
        .iter()
        .map(|e| {
            let levels: Vec<usize> = GRADED.iter().map(|d| e.answer.level(d)).collect();
            let values = label_figures(
                &levels,
                e.answer.level("disclosure"),
                &e.answer.killers,
                &e.answer.attribution,
                usize::from(e.answer.overall),
            );
            Row { values, class: class(e), weight: 1.0 }
        })
        .collect();
    let n = rows[0].values.len() - if target == "overall" { 1 } else { 0 };
    regress::train(target, classes, &rows, &(0..n).collect::<Vec<_>>(), 0.003)
}

fn label_figures(
    levels: &[usize],
    told: usize,
    killers: &[String],
    attribution: &str,
    overall: usize,
) -> Vec<f32> {
    let killers: Vec<&str> = killers.iter().map(String::as_str).collect();
    answer::Judged {
        levels: std::array::from_fn(|d| levels[d] as u8),
        told,
        killers: &killers,
        attribution: ["external", "mixed", "internal"].iter().position(|a| *a == attribution).unwrap(),
        overall: overall as u8,
    }
    .values()
}

fn best(p: &[f32]) -> usize {
    (0..p.len()).max_by(|a, b| p[*a].total_cmp(&p[*b])).unwrap()
}

fn rounded_mean(p: &[f32]) -> usize {
    (p.iter().enumerate().map(|(i, p)| i as f32 * p).sum::<f32>() + 0.5).floor() as usize
}

fn write_verdicts<'a>(
    path: &str,
    items: impl Iterator<Item = (&'a Example, Vec<ClauseScore>, &'a [Regression])>,
) {
    let (mut gold, mut out) = (String::new(), String::new());
    for (e, scores, regressions) in items {
        let by: BTreeMap<&str, &Regression> = regressions.iter().map(|r| (r.target.as_str(), r)).collect();
        let f = answer::figures(&e.reading, &e.hints, &scores);
        let p = |t: &str| by[t].probabilities(&f.values);
        let levels: Vec<usize> = GRADED.iter().map(|d| answer::decided(d, &p(d)).unwrap().0).collect();
        let told = answer::decided("disclosure", &p("disclosure")).unwrap().0;
        let told_name = ["absent", "untimed", "reactive", "proactive"][told];
        let attribution =
            ["external", "mixed", "internal"][answer::decided("attribution", &p("attribution")).unwrap().0];
        let mut killers: Vec<String> = Vec::new();
        for k in ["humble_brag", "blame_diffusion"] {
            if p(k)[1] > var("KILL", 0.5) {
                killers.push(k.into());
            }
        }
        if levels[5] == 1 && levels[6] < 2 {
            killers.push("lesson_without_evidence".into());
        }
        if levels[0] == 0 {
            killers.push("no_real_stakes".into());
        }
        if levels[3] >= 1 && told < 2 && levels[0] > 0 {
            killers.push("skipped_disclosure_timing".into());
        }
        let figures = label_figures(&levels, told, &killers, attribution, 0);
        let overall = rounded_mean(&by["overall"].probabilities(&figures)) + 1;
        let figures = label_figures(&levels, told, &killers, attribution, overall);
        let probes = by["probe"].probabilities(&figures);
        let mut order: Vec<usize> = (0..PROBES.len()).collect();
        order.sort_by(|a, b| probes[*b].total_cmp(&probes[*a]));
        let next: Vec<&str> = order.iter().map(|i| PROBES[*i]).take_while(|p| *p != "none").take(4).collect();
        let segments: Vec<serde_json::Value> = segments(e, &scores);
        let mut evidence = serde_json::Map::new();
        for (d, name) in GRADED.iter().enumerate().filter(|(d, _)| levels[*d] > 0) {
            evidence.insert(
                (*name).into(),
                quotes(e, &scores, |s| {
                    s.levels[d][0].mul_add(if levels[d] == 1 { 1.0 } else { 0.4 }, s.levels[d][1])
                }),
            );
        }
        if told > 0 {
            evidence.insert(
                "disclosure".into(),
                quotes(e, &scores, |s| s.told[told - 1] + 0.3 * s.told.iter().sum::<f32>()),
            );
        }
        let mut level_map: serde_json::Map<String, serde_json::Value> =
            GRADED.iter().zip(&levels).map(|(d, l)| ((*d).to_owned(), (*l).into())).collect();
        level_map.insert("disclosure".into(), told_name.into());
        let verdict = serde_json::json!({"id": e.id, "levels": level_map, "killers": killers, "attribution": attribution,
            "overall": overall, "next_probe": next, "evidence": evidence, "segments": segments});
        out.push_str(&format!("{verdict}\n"));
        let g = &e.answer;
        let sentences: Vec<_> =
            g.sentences.iter().map(|s| serde_json::json!({"text": s.text, "beat": s.beat})).collect();
        gold.push_str(&format!(
            "{}\n",
            serde_json::json!({"id": g.id, "question": "ownership_failure", "sentences": sentences,
            "levels": g.levels, "killers": g.killers, "attribution": g.attribution, "overall": g.overall,
            "next_probe": g.next_probe, "evidence": g.evidence})
        ));
    }
    std::fs::write(format!("{path}-gold.jsonl"), gold).unwrap();
    std::fs::write(format!("{path}-out.jsonl"), out).unwrap();
}

fn segments(e: &Example, scores: &[ClauseScore]) -> Vec<serde_json::Value> {
    let r = &e.reading;
    let mut made = Vec::new();
    for &(first, last) in &r.sentences {
        let tokens = r.clauses[last - 1].end - r.clauses[first].start;
        let snap = tokens <= 70;
        let mut sums = [0.0f32; 10];
        for c in first..last {
            let len = (r.clauses[c].end - r.clauses[c].start) as f32;
            for b in 0..10 {
                sums[b] += scores[c].beats[b] * len;
            }
        }
        for c in first..last {
            let beat = if snap { best(&sums) } else { best(&scores[c].beats) };
            let span = r.chars(r.clauses[c].start, r.clauses[c].end);
            made.push(serde_json::json!({"start": span.start(), "end": span.end(), "beat": BEATS[beat]}));
        }
    }
    made
}

fn quotes(e: &Example, scores: &[ClauseScore], value: impl Fn(&ClauseScore) -> f32) -> serde_json::Value {
    let v: Vec<f32> = scores.iter().map(value).collect();
    let top = best(&v);
    let mut spans = Vec::new();
    for (i, c) in e.reading.clauses.iter().enumerate() {
        if i == top || v[i] > 0.5 && v[i] > 0.6 * v[top] {
            let span = e.reading.chars(c.start, c.end);
            spans.push(serde_json::json!({"start": span.start(), "end": span.end(), "text": ""}));
        }
    }
    serde_json::Value::Array(spans)
}

#[allow(dead_code)]
const _: [&str; 3] = TOLD;
