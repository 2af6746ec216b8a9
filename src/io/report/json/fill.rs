//! Fills version 1 of the format from a verdict.

use crate::core::recording::Recording;
use crate::core::rubric::verdict::BeatSpan;
use crate::core::rubric::verdict::Gap;
use crate::core::rubric::verdict::Verdict;
use crate::core::span::Char;
use crate::core::span::Span;
use crate::core::transcript::Transcript;
use crate::io::report::ReportInput;
use crate::io::report::json::SCHEMA;
use crate::io::report::json::v1::AdviceV1;
use crate::io::report::json::v1::AnswerV1;
use crate::io::report::json::v1::ClauseV1;
use crate::io::report::json::v1::DeliveryV1;
use crate::io::report::json::v1::DimensionV1;
use crate::io::report::json::v1::EventV1;
use crate::io::report::json::v1::Evidence;
use crate::io::report::json::v1::KillerV1;
use crate::io::report::json::v1::LedgerV1;
use crate::io::report::json::v1::LevelV1;
use crate::io::report::json::v1::Levels;
use crate::io::report::json::v1::ProbeV1;
use crate::io::report::json::v1::QuoteV1;
use crate::io::report::json::v1::ReceiptV1;
use crate::io::report::json::v1::RecordingV1;
use crate::io::report::json::v1::ReportV1;
use crate::io::report::json::v1::RubricV1;
use crate::io::report::json::v1::ScoreV1;
use crate::io::report::json::v1::SegmentV1;
use crate::io::report::json::v1::ShareV1;
use crate::io::report::json::v1::TimeV1;
use crate::io::report::json::v1::WordV1;
use crate::io::report::json::v1::kind;
use crate::io::report::json::v1::quote;
use crate::io::report::json::v1::quotes;
use crate::io::report::json::v1::time;
use crate::io::report::labels;
use crate::io::report::layout::CharText;

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

fn time_of(transcript: &Transcript, chars: Span<Char>) -> TimeV1 {
    time(transcript.time_of(chars))
}

fn segments<'a>(transcript: &'a Transcript, verdict: &'a Verdict) -> Vec<SegmentV1<'a>> {
    let text = CharText::new(transcript.text());
    let segment = |s: &'a BeatSpan| SegmentV1 {
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
