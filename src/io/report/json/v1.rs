//! Version 1 of the format.

use std::borrow::Cow;

use serde::Serialize;
use serde::Serializer;
use serde::ser::SerializeMap;

use crate::core::rubric::verdict::Disclosure;
use crate::core::rubric::verdict::Level;
use crate::core::rubric::verdict::Quote;
use crate::core::rubric::verdict::TimelineKind;
use crate::core::rubric::verdict::Verdict;
use crate::core::span::Ms;
use crate::core::span::Span;
use crate::core::transcript::Transcript;

/// One verdict. The first keys are the analyser's contract.
#[derive(Serialize)]
pub(super) struct ReportV1<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<&'a str>,
    pub(super) question: &'a str,
    pub(super) levels: Levels<'a>,
    pub(super) killers: Vec<&'a str>,
    pub(super) attribution: &'static str,
    pub(super) overall: u8,
    pub(super) next_probe: Vec<&'a str>,
    pub(super) evidence: Evidence<'a>,
    pub(super) segments: Vec<SegmentV1<'a>>,
    pub(super) schema: u32,
    pub(super) rubric: RubricV1<'a>,
    pub(super) score: ScoreV1<'a>,
    pub(super) dimensions: Vec<DimensionV1<'a>>,
    pub(super) killer_details: Vec<KillerV1<'a>>,
    pub(super) attribution_clauses: Vec<ClauseV1<'a>>,
    pub(super) probes: Vec<ProbeV1<'a>>,
    pub(super) timeline: Vec<EventV1<'a>>,
    pub(super) ledger: Vec<LedgerV1<'a>>,
    pub(super) shares: Vec<ShareV1<'a>>,
    pub(super) advice: Option<AdviceV1<'a>>,
    #[serde(flatten)]
    pub(super) answer: Option<AnswerV1<'a>>,
}

/// What only a whole report holds.
#[derive(Serialize)]
pub(super) struct AnswerV1<'a> {
    pub(super) name: &'a str,
    pub(super) question_text: &'a str,
    pub(super) warnings: Vec<Cow<'a, str>>,
    pub(super) recording: Option<RecordingV1<'a>>,
    pub(super) delivery: Option<DeliveryV1>,
    pub(super) transcript: &'a str,
    pub(super) words: Vec<WordV1<'a>>,
}

#[derive(Serialize)]
pub(super) struct TimeV1 {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) start_ms: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) end_ms: Option<usize>,
}

#[derive(Serialize)]
pub(super) struct QuoteV1<'a> {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) text: &'a str,
    #[serde(flatten)]
    pub(super) time: TimeV1,
}

#[derive(Serialize)]
pub(super) struct SegmentV1<'a> {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) text: &'a str,
    pub(super) beat: &'a str,
    #[serde(flatten)]
    pub(super) time: TimeV1,
}

#[derive(Serialize)]
pub(super) struct RubricV1<'a> {
    pub(super) pack: &'a str,
    pub(super) version: &'a str,
    pub(super) fingerprint: &'a str,
}

#[derive(Serialize)]
pub(super) struct ScoreV1<'a> {
    pub(super) overall: u8,
    pub(super) unprompted: u8,
    pub(super) raw: f32,
    pub(super) too_short: bool,
    pub(super) anchor: &'a str,
}

#[derive(Serialize)]
pub(super) struct DimensionV1<'a> {
    pub(super) id: &'a str,
    pub(super) label: &'a str,
    pub(super) level: LevelV1,
    pub(super) unprompted: LevelV1,
    pub(super) anchor: &'a str,
    pub(super) rule: &'a str,
    pub(super) certainty: f32,
    pub(super) weight: f32,
    pub(super) evidence: Vec<QuoteV1<'a>>,
}

#[derive(Serialize)]
pub(super) struct KillerV1<'a> {
    pub(super) id: &'a str,
    pub(super) label: &'a str,
    pub(super) meaning: &'a str,
    pub(super) cap: u8,
    pub(super) evidence: Vec<QuoteV1<'a>>,
}

#[derive(Serialize)]
pub(super) struct ClauseV1<'a> {
    #[serde(flatten)]
    pub(super) quote: QuoteV1<'a>,
    /// From 1 (external) to 7 (internal).
    pub(super) value: u8,
}

#[derive(Serialize)]
pub(super) struct ProbeV1<'a> {
    pub(super) dimension: &'a str,
    pub(super) value: f32,
    pub(super) say: &'a str,
    pub(super) receipt: ReceiptV1<'a>,
}

#[derive(Serialize)]
pub(super) struct ReceiptV1<'a> {
    pub(super) rule: &'a str,
    pub(super) trigger: Option<QuoteV1<'a>>,
    pub(super) needless_if: &'a str,
}

#[derive(Serialize)]
pub(super) struct EventV1<'a> {
    pub(super) kind: &'static str,
    pub(super) who: Option<&'a str>,
    pub(super) when: Option<&'a str>,
    #[serde(flatten)]
    pub(super) quote: QuoteV1<'a>,
}

#[derive(Serialize)]
pub(super) struct LedgerV1<'a> {
    pub(super) section: &'a str,
    pub(super) i: usize,
    pub(super) we: usize,
    pub(super) others: usize,
    pub(super) nobody: usize,
}

#[derive(Serialize)]
pub(super) struct ShareV1<'a> {
    pub(super) section: &'a str,
    pub(super) actual: f32,
    pub(super) target: f32,
    pub(super) tolerance: f32,
}

#[derive(Serialize)]
pub(super) struct AdviceV1<'a> {
    pub(super) headline: &'a str,
    pub(super) fix: &'a str,
    pub(super) rewrite: Option<&'a str>,
}

#[derive(Serialize)]
pub(super) struct RecordingV1<'a> {
    pub(super) model: &'a str,
    pub(super) synthetic_only: bool,
    pub(super) duration_ms: usize,
    pub(super) segments: Vec<TimeV1>,
}

#[derive(Serialize)]
pub(super) struct DeliveryV1 {
    pub(super) speech_ms: usize,
    pub(super) lead_ms: usize,
    pub(super) words: usize,
    pub(super) words_per_minute: Option<f32>,
    pub(super) articulation_rate: Option<f32>,
    pub(super) talk_share: Option<f32>,
    pub(super) fillers_at_least: usize,
    pub(super) pauses: Vec<TimeV1>,
}

#[derive(Serialize)]
pub(super) struct WordV1<'a> {
    #[serde(flatten)]
    pub(super) quote: QuoteV1<'a>,
    pub(super) confidence: f32,
}

/// A graded level is a number, a disclosure a word.
pub(super) struct LevelV1(pub(super) Level);

impl Serialize for LevelV1 {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Level::Graded(n) => to.serialize_u8(n),
            Level::Disclosed(d) => to.serialize_str(disclosure(d)),
        }
    }
}

/// Dimension to level, in the rubric's order.
pub(super) struct Levels<'a>(pub(super) &'a Verdict);

impl Serialize for Levels<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.0.dimensions.iter().map(|d| (d.id.as_str(), LevelV1(d.level))))
    }
}

/// Dimension to the words that earned its level; dimensions without any are left out.
pub(super) struct Evidence<'a>(pub(super) &'a Verdict, pub(super) &'a Transcript);

impl Serialize for Evidence<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        for dimension in self.0.dimensions.iter().filter(|d| !d.evidence.is_empty()) {
            map.serialize_entry(&dimension.id, &quotes(self.1, &dimension.evidence))?;
        }
        map.end()
    }
}

pub(super) fn disclosure(disclosure: Disclosure) -> &'static str {
    match disclosure {
        Disclosure::Absent => "absent",
        Disclosure::Untimed => "untimed",
        Disclosure::Reactive => "reactive",
        Disclosure::Proactive => "proactive",
    }
}

pub(super) fn kind(kind: TimelineKind) -> &'static str {
    match kind {
        TimelineKind::Knew => "knew",
        TimelineKind::Told => "told",
        TimelineKind::OthersKnew => "others_knew",
        TimelineKind::Asked => "asked",
        TimelineKind::Hid => "hid",
    }
}

pub(super) fn time(time: Option<Span<Ms>>) -> TimeV1 {
    TimeV1 { start_ms: time.map(|t| t.start()), end_ms: time.map(|t| t.end()) }
}

pub(super) fn quote<'a>(transcript: &Transcript, quote: &'a Quote) -> QuoteV1<'a> {
    let (start, end) = (quote.chars.start(), quote.chars.end());
    QuoteV1 { start, end, text: &quote.text, time: time(transcript.time_of(quote.chars)) }
}

pub(super) fn quotes<'a>(transcript: &Transcript, said: &'a [Quote]) -> Vec<QuoteV1<'a>> {
    said.iter().map(|q| quote(transcript, q)).collect()
}
