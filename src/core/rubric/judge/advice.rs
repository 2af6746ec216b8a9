//! What to take away first.

use crate::core::rubric::judge::assess::Assessment;
use crate::core::rubric::verdict::Advice;

/// The first advice of the pack that fits; `None` for an answer too short to advise on.
pub(super) fn first(found: &Assessment<'_>) -> Option<Advice> {
    if found.words == 0 {
        return None;
    }
    let rule = found.rubric.advice.iter().find(|rule| rule.when.holds(found))?;
    Some(Advice {
        headline: rule.headline.clone(),
        fix: rule.fix.clone(),
        rewrite: rule.rewrite.as_deref().and_then(|template| filled(found, template)),
    })
}

/// Fills `{dimension}` with the speaker's own words. Without such words there is no rewrite: nothing is invented.
fn filled(found: &Assessment<'_>, template: &str) -> Option<String> {
    let mut text = template.to_owned();
    for dimension in &found.rubric.dimensions {
        let slot = format!("{{{}}}", dimension.id);
        if text.contains(&slot) {
            let words = found.graded_of(&dimension.id).and_then(|g| g.evidence.first())?;
            text = text.replace(&slot, words.text.trim());
        }
    }
    Some(text)
}
