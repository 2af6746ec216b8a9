//! What to ask next: the gaps that are worth most, each with a question that was not asked yet.

use crate::core::rubric::judge::assess::Assessment;
use crate::core::rubric::judge::replied::Agenda;
use crate::core::rubric::judge::spoken;
use crate::core::rubric::learned::model::Model;
use crate::core::rubric::rubric::ProbeGap;
use crate::core::rubric::verdict::Gap;
use crate::core::rubric::verdict::Quote;
use crate::core::rubric::verdict::Receipt;

/// At most so many gaps are named.
const MOST_GAPS: usize = 4;
/// At most so many words are spoken: about six seconds.
const LONGEST_PROBE: usize = 24;
/// The score above which there is none.
const TOP_SCORE: u8 = 5;
/// An answer with the top score is asked about gaps of this value or more only: no probe is invented for the rest.
const WORTH_ASKING_AT_TOP: f32 = 0.5;
/// Stands for "nothing left to ask" among the learned choices.
const NOTHING: &str = "none";
/// Stands for the speaker's own words.
const SLOT: &str = "{q}";

/// The gaps, best first. Only gaps that are there: a dimension at its top is not asked about.
pub(super) fn gaps(found: &Assessment<'_>, agenda: &Agenda) -> Vec<Gap> {
    let mut made: Vec<Gap> = Vec::new();
    for (dimension, value) in wanted(found) {
        if agenda.closed.contains(&dimension) {
            continue;
        }
        let open = |p: &&ProbeGap| p.dimension == dimension && !agenda.gaps.contains(&p.id);
        let rule = found.rubric.probes.iter().filter(open).find(|p| p.when.holds(found));
        made.extend(rule.and_then(|rule| ask(found, rule, value, &agenda.wordings)));
    }
    made.truncate(MOST_GAPS);
    made
}

/// The same gap in a wording that was not used yet, if there is one.
pub(super) fn again(found: &Assessment<'_>, gap: &Gap, asked: &[String]) -> Option<Gap> {
    let rule = found.rubric.probes.iter().find(|p| p.id == gap.receipt.rule)?;
    let say = wording(found, rule, gap.receipt.trigger.as_ref(), asked)?;
    Some(Gap { say, ..gap.clone() })
}

/// Dimensions worth asking about, best first: as learned from interviewers' choices, or by the pack's own values.
fn wanted(found: &Assessment<'_>) -> Vec<(String, f32)> {
    let killers: Vec<&str> = found.killers.iter().map(|k| found.rubric.killers[*k].id.as_str()).collect();
    let model = Model::built_in();
    let likely = found.learned_from("probe", &found.judged(&killers, found.score));
    let mut order: Vec<(String, f32)> = model.classes("probe").iter().cloned().zip(likely).collect();
    if order.is_empty() {
        order = by_value(found);
    }
    order.sort_by(|a, b| b.1.total_cmp(&a.1));
    // A fault that caps the score is never left alone, whatever interviewers did with the rest.
    let accused = !found.killers.is_empty();
    let mut left = order.into_iter().filter(|(dimension, _)| !accused || dimension != NOTHING);
    left.by_ref().take_while(|(dimension, _)| dimension != NOTHING).collect()
}

/// The open gaps by the value that the pack gives them. Beside a top score the lesser ones are left alone.
fn by_value(found: &Assessment<'_>) -> Vec<(String, f32)> {
    let least = if found.score == TOP_SCORE { WORTH_ASKING_AT_TOP } else { 0.0 };
    let open = found.rubric.probes.iter().filter(|p| p.value >= least && p.when.holds(found));
    let mut made: Vec<(String, f32)> = Vec::new();
    for gap in open {
        if !made.iter().any(|(dimension, _)| *dimension == gap.dimension) {
            made.push((gap.dimension.clone(), gap.value));
        }
    }
    made
}

fn ask(found: &Assessment<'_>, rule: &ProbeGap, value: f32, asked: &[String]) -> Option<Gap> {
    let graded = rule.quotes.as_deref().and_then(|d| found.graded_of(d));
    let evidence = graded.map_or(&[][..], |g| &g.evidence);
    let reads_well = |q: &&Quote| spoken::piece(&found.reading, q).is_some();
    let quote = evidence.iter().find(reads_well).or(evidence.first());
    let say = wording(found, rule, quote, asked)?;
    Some(Gap {
        dimension: rule.dimension.clone(),
        value,
        say,
        receipt: Receipt {
            rule: rule.id.clone(),
            trigger: quote.cloned().filter(|q: &Quote| !q.text.is_empty()),
            needless_if: rule.needless_if.clone(),
        },
    })
}

/// The first wording that was not used yet, with the speaker's words filled in where they are to be quoted.
fn wording(
    found: &Assessment<'_>,
    rule: &ProbeGap,
    quote: Option<&Quote>,
    asked: &[String],
) -> Option<String> {
    let spoken = quote.and_then(|q| spoken::piece(&found.reading, q));
    let filled = |wording: &String| match (wording.contains(SLOT), &spoken) {
        (true, Some(words)) => Some(wording.replace(SLOT, words)),
        (true, None) => None,
        (false, _) => Some(wording.clone()),
    };
    let fresh = rule.say.iter().filter(|wording| !asked.iter().any(|said| is_said(wording, said)));
    fresh.filter_map(filled).find(|text| text.split_whitespace().count() <= LONGEST_PROBE)
}

/// Whether a spoken question has this wording, whatever was quoted in it.
fn is_said(wording: &str, said: &str) -> bool {
    match wording.split_once(SLOT) {
        Some((before, after)) => {
            said.len() >= before.len() + after.len() && said.starts_with(before) && said.ends_with(after)
        }
        None => wording == said,
    }
}
