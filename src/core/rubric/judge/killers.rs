//! Killers and attribution: accusations, so they need more than a likely guess.

use crate::core::rubric::judge::assess::Assessment;
use crate::core::rubric::judge::levels;
use crate::core::rubric::judge::quotes;
use crate::core::rubric::judge::replied::Replied;
use crate::core::rubric::learned::answer;
use crate::core::rubric::learned::model::Model;
use crate::core::rubric::learned::score::TONES;
use crate::core::rubric::verdict::Attribution;
use crate::core::rubric::verdict::AttributionVerdict;
use crate::core::rubric::verdict::KillerVerdict;
use crate::core::rubric::verdict::Quote;
use crate::core::text::reading::Agent;
use crate::core::text::reading::Clause;
use crate::core::text::reading::Mood;
use crate::core::transcript::Transcript;

/// A learned accusation counts from this probability: a wrong one is worse than a missed one.
const ACCUSE_FROM: f32 = 0.55;

/// Which killers are present.
pub(super) fn present(found: &Assessment<'_>, replied: Option<&Replied<'_>>) -> Vec<usize> {
    let killers = found.rubric.killers.iter().enumerate();
    killers
        .filter(|(_, killer)| match (replied, found.learned(&killer.id).get(1)) {
            (Some(replied), _) => replied.killer(found, killer),
            (None, Some(likely)) => *likely >= ACCUSE_FROM,
            (None, None) => killer.when.holds(found),
        })
        .map(|(at, _)| at)
        .collect()
}

/// The killers in words.
pub(super) fn lines(found: &Assessment<'_>, transcript: &Transcript) -> Vec<KillerVerdict> {
    let line = |at: &usize| {
        let killer = &found.rubric.killers[*at];
        KillerVerdict {
            id: killer.id.clone(),
            label: killer.label.clone(),
            meaning: killer.meaning.clone(),
            evidence: evidence(found, &killer.id, transcript),
            cap: killer.cap,
        }
    };
    found.killers.iter().map(line).collect()
}

/// The clause that sounds most like it; for those that follow from levels, the words of the thin level.
fn evidence(found: &Assessment<'_>, killer: &str, transcript: &Transcript) -> Vec<Quote> {
    let tone = match killer {
        "humble_brag" => TONES.iter().position(|t| *t == "humble"),
        "blame_diffusion" => TONES.iter().position(|t| *t == "diffuse"),
        "lesson_without_evidence" => {
            return found.graded_of("change").map_or_else(Vec::new, |g| g.evidence.clone());
        }
        "skipped_disclosure_timing" => {
            return found.graded_of("disclosure").map_or_else(Vec::new, |g| g.evidence.clone());
        }
        _ => return asked_for(found, killer, transcript),
    };
    let Some(tone) = tone else { return Vec::new() };
    let mistake = |at: usize| found.rubric.beats.get(found.beats[at]).is_some_and(|b| b.id == "mistake");
    let scores = found.reckoning.clauses.iter().enumerate();
    let likely: Vec<f32> = scores.map(|(at, c)| if mistake(at) { c.tones[tone] } else { 0.0 }).collect();
    match levels::best(&likely) {
        Some((at, value)) if value > 0.0 => vec![quotes::clause(found, at, transcript)],
        _ => Vec::new(),
    }
}

/// What the killer's own condition asks for; nothing where it only looks at levels.
fn asked_for(found: &Assessment<'_>, killer: &str, transcript: &Transcript) -> Vec<Quote> {
    let rule = found.rubric.killers.iter().find(|k| k.id == killer);
    rule.map_or_else(Vec::new, |rule| quotes::asked_for(found, &rule.when, transcript))
}

/// Where the speaker puts the causes.
pub(super) fn attribution_level(found: &Assessment<'_>) -> Attribution {
    let likely = Model::built_in().probabilities("attribution", &found.reckoning.figures.values);
    match answer::decided("attribution", &likely) {
        Some((0, _)) => Attribution::External,
        Some((1, _)) | None => Attribution::Mixed,
        Some(_) => Attribution::Internal,
    }
}

/// The attribution with the clauses that tell the mistake, each from 1 (external) to 7 (internal).
pub(super) fn attribution(found: &Assessment<'_>, transcript: &Transcript) -> AttributionVerdict {
    let told = found.reading.clauses.iter().enumerate().filter(|(at, clause)| {
        clause.verb.is_some() && found.rubric.beats.get(found.beats[*at]).is_some_and(|b| b.id == "mistake")
    });
    let clauses = told.map(|(at, clause)| (quotes::clause(found, at, transcript), locus(clause))).collect();
    AttributionVerdict { level: found.attribution, clauses }
}

/// How internal a causal clause is, read from its grammar (after the CAVE scale of explanatory style, Peterson 1992).
fn locus(clause: &Clause) -> u8 {
    match (clause.agent, clause.passive, clause.mood) {
        (Agent::I, _, Mood::Counterfactual) => 7,
        (Agent::I, true, _) => 3,
        (Agent::I, ..) => 7,
        (Agent::We, ..) => 4,
        (Agent::You, ..) => 3,
        (Agent::Nobody, ..) => 2,
        (Agent::Other | Agent::Thing, ..) => 1,
    }
}
