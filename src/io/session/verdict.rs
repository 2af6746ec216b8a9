//! A verdict as `session.json` holds it: everything, so that it can be shown as it was given, by whatever program.

mod read;
mod write;

use serde::Deserialize;
use serde::Serialize;

/// A verdict. The fields are those of the core's verdict, where they are explained.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "explained at the core's verdict")]
pub struct VerdictFile {
    pub question: String,
    pub pack: String,
    pub version: String,
    pub fingerprint: String,
    pub score: u8,
    pub unprompted: u8,
    pub raw: f32,
    pub too_short: bool,
    pub anchor: String,
    pub attribution: AttributionFile,
    pub attribution_clauses: Vec<ClauseFile>,
    pub dimensions: Vec<DimensionFile>,
    pub killers: Vec<KillerFile>,
    pub next_probe: Vec<GapFile>,
    pub segments: Vec<BeatFile>,
    pub timeline: Vec<EventFile>,
    pub ledger: Vec<LedgerFile>,
    pub shares: Vec<ShareFile>,
    pub advice: Option<AdviceFile>,
}

/// Exact words and where they stand, in characters of the transcript.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "explained at the core's verdict")]
pub struct QuoteFile {
    pub start: usize,
    pub end: usize,
    pub text: String,
}

/// A graded level is a number, a disclosure a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
#[expect(missing_docs, reason = "explained at the core's verdict")]
pub enum LevelFile {
    Graded(u8),
    Disclosed(DisclosureFile),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "explained at the core's verdict")]
pub enum DisclosureFile {
    Absent,
    Untimed,
    Reactive,
    Proactive,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "explained at the core's verdict")]
pub enum AttributionFile {
    External,
    Mixed,
    Internal,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "explained at the core's verdict")]
pub struct ClauseFile {
    pub quote: QuoteFile,
    pub value: u8,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "explained at the core's verdict")]
pub struct DimensionFile {
    pub id: String,
    pub label: String,
    pub level: LevelFile,
    pub unprompted: LevelFile,
    pub anchor: String,
    pub rule: String,
    pub certainty: f32,
    pub weight: f32,
    pub evidence: Vec<QuoteFile>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "explained at the core's verdict")]
pub struct KillerFile {
    pub id: String,
    pub label: String,
    pub meaning: String,
    pub cap: u8,
    pub evidence: Vec<QuoteFile>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "explained at the core's verdict")]
pub struct GapFile {
    pub dimension: String,
    pub value: f32,
    pub say: String,
    pub rule: String,
    pub trigger: Option<QuoteFile>,
    pub needless_if: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "explained at the core's verdict")]
pub struct BeatFile {
    pub start: usize,
    pub end: usize,
    pub beat: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "explained at the core's verdict")]
pub enum EventKindFile {
    Knew,
    Told,
    OthersKnew,
    Asked,
    Hid,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "explained at the core's verdict")]
pub struct EventFile {
    pub kind: EventKindFile,
    pub who: Option<String>,
    pub when: Option<String>,
    pub quote: QuoteFile,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "explained at the core's verdict")]
pub struct LedgerFile {
    pub section: String,
    pub i: usize,
    pub we: usize,
    pub others: usize,
    pub nobody: usize,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "explained at the core's verdict")]
pub struct ShareFile {
    pub section: String,
    pub actual: f32,
    pub target: f32,
    pub tolerance: f32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "explained at the core's verdict")]
pub struct AdviceFile {
    pub headline: String,
    pub fix: String,
    pub rewrite: Option<String>,
}
