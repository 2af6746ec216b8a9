//! Where a verdict and the labels of one answer say different things.

use crate::core::eval::GRADED;
use crate::core::eval::KILLERS;
use crate::core::eval::answer::Labelled;
use crate::core::eval::answer::Opinion;
use crate::core::rubric::verdict::Attribution;
use crate::core::rubric::verdict::Disclosure;

/// One thing that was judged otherwise than expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// A dimension, a killer, `attribution`, `overall` or `probe`.
    pub what: String,
    /// The label.
    pub expected: String,
    /// The verdict.
    pub got: String,
}

/// The place of a disclosure level on its scale, from 0.
pub fn disclosure_place(level: Disclosure) -> usize {
    match level {
        Disclosure::Absent => 0,
        Disclosure::Untimed => 1,
        Disclosure::Reactive => 2,
        Disclosure::Proactive => 3,
    }
}

/// The disclosure levels by their place.
pub const DISCLOSURES: [&str; 4] = ["absent", "untimed", "reactive", "proactive"];

/// The place of an attribution on its scale, from 0.
pub fn attribution_place(attribution: Attribution) -> usize {
    match attribution {
        Attribution::External => 0,
        Attribution::Mixed => 1,
        Attribution::Internal => 2,
    }
}

/// The attributions by their place.
pub const ATTRIBUTIONS: [&str; 3] = ["external", "mixed", "internal"];

/// Whether the first probe is one of the two that an interviewer would choose first, or rightly none.
pub fn is_probe_hit(wanted: &[String], got: &[String]) -> bool {
    match got.first() {
        Some(first) => wanted.iter().take(2).any(|w| w == first),
        None => wanted.is_empty(),
    }
}

/// Everything that differs, in the order of the scorecard. Beats and evidence are left out: they differ by degrees.
pub fn differences(label: &Labelled, got: &Opinion) -> Vec<Difference> {
    let mut found = Vec::new();
    let mut compare = |what: &str, expected: &str, got: &str| {
        if expected != got {
            found.push(Difference { what: what.into(), expected: expected.into(), got: got.into() });
        }
    };
    for (dimension, (a, b)) in GRADED.iter().zip(label.levels.graded.iter().zip(got.levels.graded)) {
        compare(dimension, &a.to_string(), &b.to_string());
    }
    let disclosure = |level| DISCLOSURES[disclosure_place(level)];
    compare("disclosure", disclosure(label.levels.disclosure), disclosure(got.levels.disclosure));
    let present = |killers: &[String], id: &str| {
        if killers.iter().any(|k| k == id) { "present" } else { "absent" }
    };
    for killer in KILLERS {
        compare(killer, present(&label.killers, killer), present(&got.killers, killer));
    }
    let attribution = |level| ATTRIBUTIONS[attribution_place(level)];
    compare("attribution", attribution(label.attribution), attribution(got.attribution));
    compare("overall", &label.overall.to_string(), &got.overall.to_string());
    if !is_probe_hit(&label.next_probe, &got.next_probe) {
        let first = |probes: &[String], n: usize| match probes {
            [] => "none".to_owned(),
            some => some[..n.min(some.len())].join(" or "),
        };
        compare("probe", &first(&label.next_probe, 2), &first(&got.next_probe, 1));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(names: &[&str]) -> Vec<String> {
        names.iter().map(|n| (*n).to_owned()).collect()
    }

    #[test]
    fn a_probe_hits_one_of_the_first_two_or_rightly_nothing() {
        let wanted = ids(&["proof", "change", "stakes"]);
        assert!(is_probe_hit(&wanted, &ids(&["change", "story"])));
        assert!(!is_probe_hit(&wanted, &ids(&["stakes"])));
        assert!(!is_probe_hit(&wanted, &[]));
        assert!(is_probe_hit(&[], &[]));
        assert!(!is_probe_hit(&[], &ids(&["proof"])));
    }

    #[test]
    fn every_place_has_its_name() {
        use Disclosure::*;
        let names = [Absent, Untimed, Reactive, Proactive].map(|d| DISCLOSURES[disclosure_place(d)]);
        assert_eq!(names, DISCLOSURES);
        let names = [Attribution::External, Attribution::Mixed, Attribution::Internal];
        assert_eq!(names.map(|a| ATTRIBUTIONS[attribution_place(a)]), ATTRIBUTIONS);
    }
}
