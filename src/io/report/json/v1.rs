//! Version 1 of the format.

use std::borrow::Cow;

use serde::Serialize;
use serde::Serializer;
use serde::ser::SerializeMap;

use crate::core::recording::Recording;
use crate::core::rubric::verdict::Disclosure;
use crate::core::rubric::verdict::Gap;
use crate::core::rubric::verdict::Level;
use crate::core::rubric::verdict::Quote;
use crate::core::rubric::verdict::TimelineKind;
use crate::core::rubric::verdict::Verdict;
use crate::core::span::Char;
use crate::core::span::Ms;
use crate::core::span::Span;
use crate::core::transcript::Transcript;
use crate::io::report::ReportInput;
use crate::io::report::json::SCHEMA;
use crate::io::report::labels;
use crate::io::report::layout::CharText;

/// One verdict. The first keys are the analyser's contract.
#[derive(Serialize)]
pub(super) struct ReportV1<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    question: &'a str,
    levels: Levels<'a>,
    killers: Vec<&'a str>,
    attribution: &'static str,
    overall: u8,
    next_probe: Vec<&'a str>,
    evidence: Evidence<'a>,
    segments: Vec<SegmentV1<'a>>,
    schema: u32,
    rubric: RubricV1<'a>,
    score: ScoreV1<'a>,
    dimensions: Vec<DimensionV1<'a>>,
    killer_details: Vec<KillerV1<'a>>,
    attribution_clauses: Vec<ClauseV1<'a>>,
    probes: Vec<ProbeV1<'a>>,
    timeline: Vec<EventV1<'a>>,
    ledger: Vec<LedgerV1<'a>>,
    shares: Vec<ShareV1<'a>>,
    advice: Option<AdviceV1<'a>>,
    #[serde(flatten)]
    answer: Option<AnswerV1<'a>>,
}

/// What only a whole report holds.
#[derive(Serialize)]
struct AnswerV1<'a> {
    name: &'a str,
    question_text: &'a str,
    warnings: Vec<Cow<'a, str>>,
    recording: Option<RecordingV1<'a>>,
    delivery: Option<DeliveryV1>,
    transcript: &'a str,
    words: Vec<WordV1<'a>>,
}

#[derive(Serialize)]
struct TimeV1 {
    #[serde(skip_serializing_if = "Option::is_none")]
    start_ms: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_ms: Option<usize>,
}

#[derive(Serialize)]
struct QuoteV1<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    #[serde(flatten)]
    time: TimeV1,
}

#[derive(Serialize)]
struct SegmentV1<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    beat: &'a str,
    #[serde(flatten)]
    time: TimeV1,
}

#[derive(Serialize)]
struct RubricV1<'a> {
    pack: &'a str,
    version: &'a str,
    fingerprint: &'a str,
}

#[derive(Serialize)]
struct ScoreV1<'a> {
    overall: u8,
    unprompted: u8,
    raw: f32,
    too_short: bool,
    anchor: &'a str,
}

#[derive(Serialize)]
struct DimensionV1<'a> {
    id: &'a str,
    label: &'a str,
    level: LevelV1,
    unprompted: LevelV1,
    anchor: &'a str,
    rule: &'a str,
    certainty: f32,
    weight: f32,
    evidence: Vec<QuoteV1<'a>>,
}

#[derive(Serialize)]
struct KillerV1<'a> {
    id: &'a str,
    label: &'a str,
    meaning: &'a str,
    cap: u8,
    evidence: Vec<QuoteV1<'a>>,
}

#[derive(Serialize)]
struct ClauseV1<'a> {
    #[serde(flatten)]
    quote: QuoteV1<'a>,
    /// From 1 (external) to 7 (internal).
    value: u8,
}

#[derive(Serialize)]
struct ProbeV1<'a> {
    dimension: &'a str,
    value: f32,
    say: &'a str,
    receipt: ReceiptV1<'a>,
}

#[derive(Serialize)]
struct ReceiptV1<'a> {
    rule: &'a str,
    trigger: Option<QuoteV1<'a>>,
    needless_if: &'a str,
}

#[derive(Serialize)]
struct EventV1<'a> {
    kind: &'static str,
    who: Option<&'a str>,
    when: Option<&'a str>,
    #[serde(flatten)]
    quote: QuoteV1<'a>,
}

#[derive(Serialize)]
struct LedgerV1<'a> {
    section: &'a str,
    i: usize,
    we: usize,
    others: usize,
    nobody: usize,
}

#[derive(Serialize)]
struct ShareV1<'a> {
    section: &'a str,
    actual: f32,
    target: f32,
    tolerance: f32,
}

#[derive(Serialize)]
struct AdviceV1<'a> {
    headline: &'a str,
    fix: &'a str,
    rewrite: Option<&'a str>,
}

#[derive(Serialize)]
struct RecordingV1<'a> {
    model: &'a str,
    synthetic_only: bool,
    duration_ms: usize,
    segments: Vec<TimeV1>,
}

#[derive(Serialize)]
struct DeliveryV1 {
    speech_ms: usize,
    lead_ms: usize,
    words: usize,
    words_per_minute: Option<f32>,
    articulation_rate: Option<f32>,
    talk_share: Option<f32>,
    fillers_at_least: usize,
    pauses: Vec<TimeV1>,
}

#[derive(Serialize)]
struct WordV1<'a> {
    #[serde(flatten)]
    quote: QuoteV1<'a>,
    confidence: f32,
}

/// A graded level is a number, a disclosure a word.
struct LevelV1(Level);

impl Serialize for LevelV1 {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Level::Graded(n) => to.serialize_u8(n),
            Level::Disclosed(d) => to.serialize_str(disclosure(d)),
        }
    }
}

/// Dimension to level, in the rubric's order.
struct Levels<'a>(&'a Verdict);

impl Serialize for Levels<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.0.dimensions.iter().map(|d| (d.id.as_str(), LevelV1(d.level))))
    }
}

/// Dimension to the words that earned its level; dimensions without any are left out.
struct Evidence<'a>(&'a Verdict, &'a Transcript);

impl Serialize for Evidence<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        for dimension in self.0.dimensions.iter().filter(|d| !d.evidence.is_empty()) {
            map.serialize_entry(&dimension.id, &quotes(self.1, &dimension.evidence))?;
        }
        map.end()
    }
}

fn disclosure(disclosure: Disclosure) -> &'static str {
    match disclosure {
        Disclosure::Absent => "absent",
        Disclosure::Untimed => "untimed",
        Disclosure::Reactive => "reactive",
        Disclosure::Proactive => "proactive",
    }
}

fn kind(kind: TimelineKind) -> &'static str {
    match kind {
        TimelineKind::Knew => "knew",
        TimelineKind::Told => "told",
        TimelineKind::OthersKnew => "others_knew",
        TimelineKind::Asked => "asked",
        TimelineKind::Hid => "hid",
    }
}

/// A whole report.
pub(super) fn report<'a>(input: &ReportInput<'a>) -> ReportV1<'a> {
    let answer = AnswerV1 {
        name: input.name,
        question_text: input.question_text,
        warnings: input.warnings(),
        recording: input.recording.map(recording),
        delivery: input.recording.map(delivery),
        transcript: input.transcript.text(),
        words: if input.recording.is_some() { words(input.transcript) } else { Vec::new() },
    };
    ReportV1 { answer: Some(answer), ..verdict(None, input.transcript, input.verdict) }
}

/// A verdict among others, told apart by `id`.
pub(super) fn line<'a>(id: &'a str, transcript: &'a Transcript, judged: &'a Verdict) -> ReportV1<'a> {
    verdict(Some(id), transcript, judged)
}

fn verdict<'a>(id: Option<&'a str>, transcript: &'a Transcript, verdict: &'a Verdict) -> ReportV1<'a> {
    let stamp = &verdict.rubric;
    ReportV1 {
        id,
        question: &verdict.question,
        levels: Levels(verdict),
        killers: verdict.killers.iter().map(|k| k.id.as_str()).collect(),
        attribution: labels::attribution(verdict.attribution.level),
        overall: verdict.overall.score,
        next_probe: verdict.next_probe.iter().map(|g| g.dimension.as_str()).collect(),
        evidence: Evidence(verdict, transcript),
        segments: segments(transcript, verdict),
        schema: SCHEMA,
        rubric: RubricV1 { pack: &stamp.pack, version: &stamp.version, fingerprint: &stamp.fingerprint },
        score: score(verdict),
        dimensions: dimensions(transcript, verdict),
        killer_details: killers(transcript, verdict),
        attribution_clauses: clauses(transcript, verdict),
        probes: verdict.next_probe.iter().map(|gap| probe(transcript, gap)).collect(),
        timeline: timeline(transcript, verdict),
        ledger: ledger(verdict),
        shares: shares(verdict),
        advice: advice(verdict),
        answer: None,
    }
}

fn time(time: Option<Span<Ms>>) -> TimeV1 {
    TimeV1 { start_ms: time.map(|t| t.start()), end_ms: time.map(|t| t.end()) }
}

fn time_of(transcript: &Transcript, chars: Span<Char>) -> TimeV1 {
    time(transcript.time_of(chars))
}

fn quote<'a>(transcript: &Transcript, quote: &'a Quote) -> QuoteV1<'a> {
    let (start, end) = (quote.chars.start(), quote.chars.end());
    QuoteV1 { start, end, text: &quote.text, time: time_of(transcript, quote.chars) }
}

fn quotes<'a>(transcript: &Transcript, said: &'a [Quote]) -> Vec<QuoteV1<'a>> {
    said.iter().map(|q| quote(transcript, q)).collect()
}

fn segments<'a>(transcript: &'a Transcript, verdict: &'a Verdict) -> Vec<SegmentV1<'a>> {
    let text = CharText::new(transcript.text());
    let segment = |s: &'a crate::core::rubric::verdict::BeatSpan| SegmentV1 {
        start: s.chars.start(),
        end: s.chars.end(),
        text: text.slice(s.chars),
        beat: &s.beat,
        time: time_of(transcript, s.chars),
    };
    verdict.segments.iter().map(segment).collect()
}

fn score(verdict: &Verdict) -> ScoreV1<'_> {
    let overall = &verdict.overall;
    ScoreV1 {
        overall: overall.score,
        unprompted: overall.unprompted,
        raw: overall.raw,
        too_short: overall.too_short,
        anchor: &overall.anchor,
    }
}

fn dimensions<'a>(transcript: &Transcript, verdict: &'a Verdict) -> Vec<DimensionV1<'a>> {
    let judged = verdict.dimensions.iter().map(|d| DimensionV1 {
        id: &d.id,
        label: &d.label,
        level: LevelV1(d.level),
        unprompted: LevelV1(d.unprompted),
        anchor: &d.anchor,
        rule: &d.rule,
        certainty: d.certainty,
        weight: d.weight,
        evidence: quotes(transcript, &d.evidence),
    });
    judged.collect()
}

fn killers<'a>(transcript: &Transcript, verdict: &'a Verdict) -> Vec<KillerV1<'a>> {
    let present = verdict.killers.iter().map(|k| KillerV1 {
        id: &k.id,
        label: &k.label,
        meaning: &k.meaning,
        cap: k.cap,
        evidence: quotes(transcript, &k.evidence),
    });
    present.collect()
}

fn clauses<'a>(transcript: &Transcript, verdict: &'a Verdict) -> Vec<ClauseV1<'a>> {
    let clauses = verdict.attribution.clauses.iter();
    clauses.map(|(said, value)| ClauseV1 { quote: quote(transcript, said), value: *value }).collect()
}

fn probe<'a>(transcript: &Transcript, gap: &'a Gap) -> ProbeV1<'a> {
    let receipt = ReceiptV1 {
        rule: &gap.receipt.rule,
        trigger: gap.receipt.trigger.as_ref().map(|q| quote(transcript, q)),
        needless_if: &gap.receipt.needless_if,
    };
    ProbeV1 { dimension: &gap.dimension, value: gap.value, say: &gap.say, receipt }
}

fn timeline<'a>(transcript: &Transcript, verdict: &'a Verdict) -> Vec<EventV1<'a>> {
    let events = verdict.timeline.iter().map(|e| EventV1 {
        kind: kind(e.kind),
        who: e.who.as_deref(),
        when: e.when.as_deref(),
        quote: quote(transcript, &e.quote),
    });
    events.collect()
}

fn ledger(verdict: &Verdict) -> Vec<LedgerV1<'_>> {
    let rows = verdict.ledger.iter();
    rows.map(|r| LedgerV1 { section: &r.section, i: r.i, we: r.we, others: r.others, nobody: r.nobody })
        .collect()
}

fn shares(verdict: &Verdict) -> Vec<ShareV1<'_>> {
    let shares = verdict.shares.iter().map(|s| ShareV1 {
        section: &s.section,
        actual: s.actual,
        target: s.target,
        tolerance: s.tolerance,
    });
    shares.collect()
}

fn advice(verdict: &Verdict) -> Option<AdviceV1<'_>> {
    let advice = verdict.advice.as_ref()?;
    Some(AdviceV1 { headline: &advice.headline, fix: &advice.fix, rewrite: advice.rewrite.as_deref() })
}

fn recording(recording: &Recording) -> RecordingV1<'_> {
    RecordingV1 {
        model: &recording.model,
        synthetic_only: recording.synthetic_only,
        duration_ms: recording.delivery.duration_ms,
        segments: recording.segments.iter().map(|s| time(Some(*s))).collect(),
    }
}

fn delivery(recording: &Recording) -> DeliveryV1 {
    let delivery = &recording.delivery;
    DeliveryV1 {
        speech_ms: delivery.speech_ms,
        lead_ms: delivery.lead_ms,
        words: delivery.words,
        words_per_minute: delivery.words_per_minute(),
        articulation_rate: delivery.articulation_rate(),
        talk_share: delivery.talk_share(),
        fillers_at_least: delivery.fillers_at_least,
        pauses: delivery.pauses.iter().map(|p| time(Some(*p))).collect(),
    }
}

fn words(transcript: &Transcript) -> Vec<WordV1<'_>> {
    let words = transcript.words().iter().map(|w| WordV1 {
        quote: QuoteV1 {
            start: w.chars.start(),
            end: w.chars.end(),
            text: transcript.word_text(w),
            time: time(w.time),
        },
        confidence: w.confidence,
    });
    words.collect()
}
