//! What differs between two verdicts on the same answer, as after a new version of the rubric.

use crate::core::rubric::verdict::Attribution;
use crate::core::rubric::verdict::Level;
use crate::core::rubric::verdict::Verdict;

/// One thing that was judged otherwise. `None` stands for what one of the rubrics does not know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// The score.
    Score {
        /// From 1 to 5.
        before: u8,
        /// From 1 to 5.
        after: u8,
    },
    /// How far a dimension was reached.
    Level {
        /// The dimension's name for people.
        label: String,
        /// By the earlier verdict.
        before: Option<Level>,
        /// By the later verdict.
        after: Option<Level>,
    },
    /// A killer that is present in one of them only.
    Killer {
        /// Its name for people.
        label: String,
        /// Whether it is the later one.
        appeared: bool,
    },
    /// Where the causes are put.
    Attribution {
        /// By the earlier verdict.
        before: Attribution,
        /// By the later verdict.
        after: Attribution,
    },
    /// What would be asked next.
    Probe {
        /// By the earlier verdict; `None` where nothing is left to ask.
        before: Option<String>,
        /// By the later verdict.
        after: Option<String>,
    },
}

/// Everything that differs, in the order of the scorecard. Evidence and wordings are left out: they differ by degrees.
pub fn changes(before: &Verdict, after: &Verdict) -> Vec<Change> {
    let mut found = Vec::new();
    let (old, new) = (before.overall.score, after.overall.score);
    if old != new {
        found.push(Change::Score { before: old, after: new });
    }
    found.extend(levels(before, after));
    found.extend(killers(before, after));
    let (old, new) = (before.attribution.level, after.attribution.level);
    if old != new {
        found.push(Change::Attribution { before: old, after: new });
    }
    let first = |verdict: &Verdict| verdict.next_probe.first().map(|gap| gap.say.clone());
    let dimension = |verdict: &Verdict| verdict.next_probe.first().map(|gap| gap.dimension.clone());
    if dimension(before) != dimension(after) {
        found.push(Change::Probe { before: first(before), after: first(after) });
    }
    found
}

/// Those of the later rubric in its order, then those that only the earlier one knew.
fn levels(before: &Verdict, after: &Verdict) -> Vec<Change> {
    let gone = before.dimensions.iter().filter(|d| after.dimension(&d.id).is_none());
    let compared = after.dimensions.iter().chain(gone).map(|d| {
        let level = |verdict: &Verdict| verdict.dimension(&d.id).map(|d| d.level);
        (d.label.clone(), level(before), level(after))
    });
    let differ = compared.filter(|(_, before, after)| before != after);
    differ.map(|(label, before, after)| Change::Level { label, before, after }).collect()
}

fn killers(before: &Verdict, after: &Verdict) -> Vec<Change> {
    let only = |a: &Verdict, b: &Verdict, appeared: bool| -> Vec<Change> {
        let only = a.killers.iter().filter(|k| !b.has_killer(&k.id));
        only.map(|k| Change::Killer { label: k.label.clone(), appeared }).collect()
    };
    [only(after, before, true), only(before, after, false)].concat()
}
