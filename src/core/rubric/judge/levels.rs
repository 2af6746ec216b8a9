//! The level of each dimension, the words that earned it, and the score.

use crate::core::rubric::judge::assess::Assessment;
use crate::core::rubric::judge::assess::Graded;
use crate::core::rubric::judge::quotes;
use crate::core::rubric::learned::answer;
use crate::core::rubric::learned::score::GRADED;
use crate::core::rubric::rubric::Dimension;
use crate::core::rubric::rubric::DimensionKind;
use crate::core::rubric::verdict::DimensionVerdict;
use crate::core::rubric::verdict::Disclosure;
use crate::core::rubric::verdict::Level;
use crate::core::rubric::verdict::Overall;
use crate::core::transcript::Transcript;

const DISCLOSURES: [Disclosure; 4] =
    [Disclosure::Absent, Disclosure::Untimed, Disclosure::Reactive, Disclosure::Proactive];

/// Index and value of the largest number; the last of equals.
pub(super) fn best(values: &[f32]) -> Option<(usize, f32)> {
    values.iter().copied().enumerate().max_by(|a, b| a.1.total_cmp(&b.1))
}

/// Grades one dimension: by the learned part where the pack leaves it to that, by the pack's conditions otherwise and
/// where they are surer: to say that nothing was heard is an accusation.
pub(super) fn grade(found: &Assessment<'_>, dimension: &Dimension, transcript: &Transcript) -> Graded {
    let Some((class, certainty)) = answer::decided(&dimension.id, &found.learned(&dimension.id)) else {
        return by_rules(found, dimension, transcript);
    };
    let graded = learned(found, dimension, class, certainty, transcript);
    let surer = dimension.sure_when.as_ref().is_some_and(|when| when.holds(found));
    if surer && !graded.level.is_heard() { by_rules(found, dimension, transcript) } else { graded }
}

fn learned(
    found: &Assessment<'_>,
    dimension: &Dimension,
    class: usize,
    certainty: f32,
    transcript: &Transcript,
) -> Graded {
    let class = supported(found, &dimension.id, class);
    let level = match dimension.kind {
        DimensionKind::Graded => Level::Graded(class as u8),
        DimensionKind::Timeline => Level::Disclosed(DISCLOSURES[class.min(3)]),
    };
    let scores: Vec<f32> = found.reckoning.clauses.iter().map(|c| earned(c, &dimension.id, class)).collect();
    let evidence = if level.is_heard() { quotes::top(found, &scores, transcript) } else { Vec::new() };
    // No level without words: where nothing was said, nothing was heard.
    let level = if evidence.is_empty() { lowest(dimension) } else { level };
    Graded { level, certainty, evidence, rule: format!("learned:{}", dimension.id) }
}

/// The highest class up to this one that some clause speaks for: what answers of this kind mostly hold is no evidence.
fn supported(found: &Assessment<'_>, dimension: &str, class: usize) -> usize {
    /// The least that a clause must speak for a level.
    const LEAST: f32 = 0.02;
    /// The least that it must speak for a telling: whether somebody was told is said in words of its own.
    const LEAST_TOLD: f32 = 0.2;
    let least = if GRADED.contains(&dimension) { LEAST } else { LEAST_TOLD };
    let speaks = |class: &usize| {
        found.reckoning.clauses.iter().any(|clause| earned(clause, dimension, *class) >= least)
    };
    (1..=class).rev().find(speaks).unwrap_or(0)
}

/// How much a clause speaks for a level of a dimension.
fn earned(clause: &crate::core::rubric::learned::score::ClauseScore, dimension: &str, class: usize) -> f32 {
    /// What a clause counts that earns another level than the one reached.
    const OTHER_LEVEL: f32 = 0.4;
    match GRADED.iter().position(|d| *d == dimension) {
        Some(d) if class == 1 => clause.levels[d][0] + clause.levels[d][1],
        Some(d) => clause.levels[d][0] * OTHER_LEVEL + clause.levels[d][1],
        None => {
            let all: f32 = clause.told.iter().sum();
            let own = class.checked_sub(1).and_then(|k| clause.told.get(k)).copied().unwrap_or_default();
            own + OTHER_LEVEL * all
        }
    }
}

/// The highest level whose condition holds, with the words that the condition speaks of.
fn by_rules(found: &Assessment<'_>, dimension: &Dimension, transcript: &Transcript) -> Graded {
    let holding =
        dimension.levels.iter().rev().find(|rule| rule.when.as_ref().is_some_and(|w| w.holds(found)));
    let Some(holding) = holding else {
        return Graded {
            level: lowest(dimension),
            certainty: 0.5,
            evidence: Vec::new(),
            rule: String::new(),
        };
    };
    let events = holding.when.as_ref().map_or_else(Vec::new, |when| found.asked_for(when));
    let certainty = events.iter().map(|e| e.certainty).fold(0.0, f32::max);
    let evidence =
        holding.when.as_ref().map_or_else(Vec::new, |when| quotes::asked_for(found, when, transcript));
    let rule = events.first().map_or_else(String::new, |e| {
        found.rubric.cues.frames.frames().get(e.frame).map_or_else(String::new, |f| f.id.clone())
    });
    // No level without words, here either.
    let level = if evidence.is_empty() { lowest(dimension) } else { holding.level };
    Graded { level, certainty, evidence, rule }
}

/// The level of a dimension that nothing was heard for.
fn lowest(dimension: &Dimension) -> Level {
    dimension.levels.first().map_or(Level::Graded(0), |rule| rule.level)
}

/// The score before rounding, and the score.
pub(super) fn score(found: &Assessment<'_>) -> (f32, u8) {
    let killers: Vec<&str> = found.killers.iter().map(|k| found.rubric.killers[*k].id.as_str()).collect();
    let learned = found.learned_from("overall", &found.judged(&killers, 0));
    let raw = if learned.is_empty() {
        1.0 + 4.0 * weighted(found)
    } else {
        learned.iter().zip(1_u8..).map(|(p, n)| p * f32::from(n)).sum()
    };
    let caps = found.killers.iter().map(|k| found.rubric.killers[*k].cap);
    let conditions =
        found.rubric.scoring.caps.iter().filter(|(when, _)| when.holds(found)).map(|(_, cap)| *cap);
    let cap = caps.chain(conditions).min().unwrap_or(5);
    let score = (raw.round() as u8).clamp(1, 5).min(cap.max(1));
    (raw, score)
}

/// The weighted mean of what the levels are worth, from 0 to 1.
fn weighted(found: &Assessment<'_>) -> f32 {
    let lines = found.rubric.dimensions.iter().zip(&found.graded);
    let (sum, total) = lines.fold((0.0, 0.0), |(sum, total), (dimension, graded)| {
        let worth = dimension.rule(graded.level).map_or(0.0, |rule| rule.score);
        (sum + dimension.weight * worth, total + dimension.weight)
    });
    if total > 0.0 { sum / total } else { 0.0 }
}

/// The scorecard.
pub(super) fn lines(found: &Assessment<'_>, unprompted: &Assessment<'_>) -> Vec<DimensionVerdict> {
    let graded = found.graded.iter().zip(&unprompted.graded);
    found
        .rubric
        .dimensions
        .iter()
        .zip(graded)
        .map(|(dimension, (graded, offered))| DimensionVerdict {
            id: dimension.id.clone(),
            label: dimension.label.clone(),
            level: graded.level,
            anchor: dimension.rule(graded.level).map_or_else(String::new, |rule| rule.anchor.clone()),
            evidence: graded.evidence.clone(),
            rule: graded.rule.clone(),
            certainty: graded.certainty,
            unprompted: offered.level,
            weight: dimension.weight,
        })
        .collect()
}

/// The score in words.
pub(super) fn overall(found: &Assessment<'_>, unprompted: &Assessment<'_>) -> Overall {
    let anchors = &found.rubric.scoring.anchors;
    Overall {
        score: found.score,
        unprompted: unprompted.score,
        too_short: found.words < found.rubric.scoring.fewest_words,
        raw: found.raw,
        anchor: anchors.get(usize::from(found.score) - 1).cloned().unwrap_or_default(),
    }
}
