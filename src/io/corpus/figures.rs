//! Writes the figures of an evaluation as JSON, under the names that labelled corpora are scored by.

use serde::Serialize;
use serde::Serializer;
use serde::ser::SerializeMap;

use crate::core::eval::agreement::Confusion;
use crate::core::eval::difference::DISCLOSURES;
use crate::core::eval::difference::Difference;
use crate::core::eval::figures::Figures;
use crate::io::corpus::VERSION;

#[derive(Serialize)]
struct FiguresV1<'a> {
    version: u32,
    #[serde(flatten)]
    named: Named,
    answers: usize,
    missing: usize,
    confusion: ConfusionsV1,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    worst: Vec<WorstV1<'a>>,
}

#[derive(Serialize)]
struct ConfusionsV1 {
    disclosure: ConfusionV1,
    overall: ConfusionV1,
}

/// `counts[expected][got]`, both by place on the scale.
#[derive(Serialize)]
struct ConfusionV1 {
    scale: Vec<String>,
    counts: Vec<Vec<usize>>,
}

#[derive(Serialize)]
struct WorstV1<'a> {
    id: &'a str,
    differences: Vec<DifferenceV1<'a>>,
}

#[derive(Serialize)]
struct DifferenceV1<'a> {
    what: &'a str,
    expected: &'a str,
    got: &'a str,
}

/// A map that keeps its order.
struct Named(Vec<(String, f64)>);

impl Serialize for Named {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

/// The figures as indented JSON without a line end. `missing` counts labelled answers without a verdict; `worst` holds
/// the answers to list, with their differences.
pub fn to_json(
    figures: &Figures,
    missing: usize,
    worst: &[(&str, &[Difference])],
) -> serde_json::Result<String> {
    let file = FiguresV1 {
        version: VERSION,
        named: Named(figures.named()),
        answers: figures.answers,
        missing,
        confusion: ConfusionsV1 {
            disclosure: confusion(&figures.disclosure, DISCLOSURES.map(str::to_owned).to_vec()),
            overall: confusion(&figures.overall, (1..=5).map(|score| score.to_string()).collect()),
        },
        worst: worst
            .iter()
            .map(|(id, differences)| WorstV1 { id, differences: listed(differences) })
            .collect(),
    };
    serde_json::to_string_pretty(&file)
}

fn confusion(seen: &Confusion, scale: Vec<String>) -> ConfusionV1 {
    let row = |expected| (0..seen.places()).map(|got| seen.count(expected, got)).collect();
    ConfusionV1 { scale, counts: (0..seen.places()).map(row).collect() }
}

fn listed(differences: &[Difference]) -> Vec<DifferenceV1<'_>> {
    differences.iter().map(|d| DifferenceV1 { what: &d.what, expected: &d.expected, got: &d.got }).collect()
}
