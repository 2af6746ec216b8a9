//! What to ask next: the gaps that are worth most, each with a question that was not asked yet.

use crate::core::rubric::judge::assess::Assessment;
use crate::core::rubric::learned::model::Model;
use crate::core::rubric::rubric::ProbeGap;
use crate::core::rubric::verdict::Gap;
use crate::core::rubric::verdict::Quote;
use crate::core::rubric::verdict::Receipt;

/// At most so many words of the speaker's are quoted back.
const LONGEST_QUOTE: usize = 10;
/// At most so many gaps are named.
const MOST_GAPS: usize = 4;
/// Stands for "nothing left to ask" among the learned choices.
const NOTHING: &str = "none";

/// The gaps, best first.
pub(super) fn gaps(found: &Assessment<'_>, asked: &[String]) -> Vec<Gap> {
    let mut made: Vec<Gap> = Vec::new();
    for (dimension, value) in wanted(found) {
        let rules = || found.rubric.probes.iter().filter(|p| p.dimension == dimension);
        let rule = rules().find(|p| p.when.holds(found)).or_else(|| rules().next());
        made.extend(rule.and_then(|rule| ask(found, rule, value, asked)));
    }
    made.truncate(MOST_GAPS);
    made
}

/// Dimensions worth asking about, best first: as learned from interviewers' choices, or by the pack's own values.
fn wanted(found: &Assessment<'_>) -> Vec<(String, f32)> {
    let killers: Vec<&str> = found.killers.iter().map(|k| found.rubric.killers[*k].id.as_str()).collect();
    let model = Model::built_in();
    let likely = model.probabilities("probe", &found.judged(&killers, found.score).values());
    let mut order: Vec<(String, f32)> = model.classes("probe").iter().cloned().zip(likely).collect();
    if order.is_empty() {
        order = by_value(found);
    }
    order.sort_by(|a, b| b.1.total_cmp(&a.1));
    order.into_iter().take_while(|(dimension, _)| dimension != NOTHING).collect()
}

/// Value by the pack, times how far the dimension is from its top.
fn by_value(found: &Assessment<'_>) -> Vec<(String, f32)> {
    let open = found.rubric.probes.iter().filter(|p| p.when.holds(found));
    let mut made: Vec<(String, f32)> = Vec::new();
    for gap in open {
        if !made.iter().any(|(dimension, _)| *dimension == gap.dimension) {
            made.push((gap.dimension.clone(), gap.value));
        }
    }
    made
}

fn ask(found: &Assessment<'_>, rule: &ProbeGap, value: f32, asked: &[String]) -> Option<Gap> {
    let quote = rule.quotes.as_deref().and_then(|d| found.graded_of(d)).and_then(|g| g.evidence.first());
    let spoken = quote.and_then(|q| speakable(&q.text));
    let say = rule.say.iter().find_map(|wording| {
        let text = match (wording.contains("{q}"), &spoken) {
            (true, Some(words)) => wording.replace("{q}", words),
            (true, None) => return None,
            (false, _) => wording.clone(),
        };
        (!asked.contains(&text)).then_some(text)
    })?;
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

/// Words as they can be read back aloud: the last ten at most, cut at a comma where one leaves enough, without the
/// joining word they began with. `None` where too few are left to be recognised.
fn speakable(text: &str) -> Option<String> {
    const JOINING: [&str; 7] = ["and", "but", "so", "because", "then", "or", "that"];
    const FEWEST: usize = 3;
    let pieces = text.split([',', ';', '.']).map(str::trim);
    let mut best: Option<Vec<&str>> = None;
    for piece in pieces {
        let mut words: Vec<&str> = piece.split_whitespace().collect();
        while words.first().is_some_and(|w| JOINING.contains(&w.to_lowercase().as_str())) {
            words.remove(0);
        }
        let fits = (FEWEST..=LONGEST_QUOTE).contains(&words.len());
        if fits && best.as_ref().is_none_or(|b| b.len() < words.len()) {
            best = Some(words);
        }
    }
    let words = best.or_else(|| {
        let words: Vec<&str> = text.split_whitespace().filter(|w| !w.is_empty()).collect();
        (words.len() > LONGEST_QUOTE).then(|| words[..LONGEST_QUOTE].to_vec())
    })?;
    Some(words.join(" ").trim_end_matches(|c: char| !c.is_alphanumeric()).to_owned())
}
