//! What is learned about a whole answer: which figures each target looks at, and its regression.

use pushback::core::rubric::learned::answer;
use pushback::core::rubric::learned::answer::Regression;
use pushback::core::rubric::learned::score::ClauseScore;
use pushback::core::rubric::learned::score::GRADED;

use crate::corpus::Example;
use crate::corpus::Heard;
use crate::regress;
use crate::regress::Row;
use crate::var;

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

/// One regression a target.
pub fn regressions(examples: &[&Example], scores: &[&Vec<ClauseScore>]) -> Vec<Regression> {
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
                    } else if e.heard == Heard::Well {
                        1.0
                    } else {
                        0.35
                    },
                })
                .collect();
            regress::train(target, classes, &rows, &used, var("L2", 0.0005))
        })
        .collect();
    let clean: Vec<&Example> =
        examples.iter().copied().filter(|e| e.heard == Heard::Well && !e.beats.is_empty()).collect();
    made.push(from_labels("overall", &["1", "2", "3", "4", "5"], &clean, |e| {
        usize::from(e.answer.overall) - 1
    }));
    made.push(from_labels("probe", PROBES, &clean, |e| {
        let first = e.answer.next_probe.first().map_or("none", String::as_str);
        PROBES.iter().position(|p| *p == first).unwrap()
    }));
    made
}

/// What may be asked next, or nothing.
pub const PROBES: &[&str] = &[
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

/// The figures that the score and the choice of a probe look at.
pub fn label_figures(
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
