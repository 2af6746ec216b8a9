//! From the file type back to a verdict.

use crate::core::rubric::verdict::Advice;
use crate::core::rubric::verdict::Attribution;
use crate::core::rubric::verdict::AttributionVerdict;
use crate::core::rubric::verdict::BeatSpan;
use crate::core::rubric::verdict::DimensionVerdict;
use crate::core::rubric::verdict::Disclosure;
use crate::core::rubric::verdict::Gap;
use crate::core::rubric::verdict::KillerVerdict;
use crate::core::rubric::verdict::LedgerRow;
use crate::core::rubric::verdict::Level;
use crate::core::rubric::verdict::Overall;
use crate::core::rubric::verdict::Quote;
use crate::core::rubric::verdict::Receipt;
use crate::core::rubric::verdict::RubricStamp;
use crate::core::rubric::verdict::Share;
use crate::core::rubric::verdict::TimelineEvent;
use crate::core::rubric::verdict::TimelineKind;
use crate::core::rubric::verdict::Verdict;
use crate::core::span::Span;
use crate::io::session::verdict::AttributionFile;
use crate::io::session::verdict::DimensionFile;
use crate::io::session::verdict::DisclosureFile;
use crate::io::session::verdict::EventFile;
use crate::io::session::verdict::EventKindFile;
use crate::io::session::verdict::GapFile;
use crate::io::session::verdict::KillerFile;
use crate::io::session::verdict::LevelFile;
use crate::io::session::verdict::QuoteFile;
use crate::io::session::verdict::VerdictFile;

impl VerdictFile {
    /// The verdict as it was given. A range that ends before it starts, which only a hand could write, is empty.
    pub fn to_verdict(&self) -> Verdict {
        let clauses = self.attribution_clauses.iter().map(|c| (quote(&c.quote), c.value)).collect();
        Verdict {
            question: self.question.clone(),
            rubric: RubricStamp {
                pack: self.pack.clone(),
                version: self.version.clone(),
                fingerprint: self.fingerprint.clone(),
            },
            dimensions: self.dimensions.iter().map(dimension).collect(),
            killers: self.killers.iter().map(killer).collect(),
            attribution: AttributionVerdict { level: attribution(self.attribution), clauses },
            overall: Overall {
                score: self.score,
                unprompted: self.unprompted,
                too_short: self.too_short,
                raw: self.raw,
                anchor: self.anchor.clone(),
            },
            next_probe: self.next_probe.iter().map(gap).collect(),
            segments: self.beats(),
            timeline: self.timeline.iter().map(event).collect(),
            ledger: self.ledger_rows(),
            shares: self.share_rows(),
            advice: self.advice.as_ref().map(|a| Advice {
                headline: a.headline.clone(),
                fix: a.fix.clone(),
                rewrite: a.rewrite.clone(),
            }),
        }
    }

    fn beats(&self) -> Vec<BeatSpan> {
        let spans = self.segments.iter();
        spans.map(|b| BeatSpan { chars: span(b.start, b.end), beat: b.beat.clone() }).collect()
    }

    fn ledger_rows(&self) -> Vec<LedgerRow> {
        let rows = self.ledger.iter().map(|r| LedgerRow {
            section: r.section.clone(),
            i: r.i,
            we: r.we,
            others: r.others,
            nobody: r.nobody,
        });
        rows.collect()
    }

    fn share_rows(&self) -> Vec<Share> {
        let rows = self.shares.iter().map(|s| Share {
            section: s.section.clone(),
            actual: s.actual,
            target: s.target,
            tolerance: s.tolerance,
        });
        rows.collect()
    }
}

fn span<U>(start: usize, end: usize) -> Span<U> {
    Span::from_len(start, end.saturating_sub(start))
}

fn quote(q: &QuoteFile) -> Quote {
    Quote { chars: span(q.start, q.end), text: q.text.clone() }
}

fn quotes(said: &[QuoteFile]) -> Vec<Quote> {
    said.iter().map(quote).collect()
}

fn level(level: LevelFile) -> Level {
    match level {
        LevelFile::Graded(n) => Level::Graded(n),
        LevelFile::Disclosed(DisclosureFile::Absent) => Level::Disclosed(Disclosure::Absent),
        LevelFile::Disclosed(DisclosureFile::Untimed) => Level::Disclosed(Disclosure::Untimed),
        LevelFile::Disclosed(DisclosureFile::Reactive) => Level::Disclosed(Disclosure::Reactive),
        LevelFile::Disclosed(DisclosureFile::Proactive) => Level::Disclosed(Disclosure::Proactive),
    }
}

fn attribution(level: AttributionFile) -> Attribution {
    match level {
        AttributionFile::External => Attribution::External,
        AttributionFile::Mixed => Attribution::Mixed,
        AttributionFile::Internal => Attribution::Internal,
    }
}

fn dimension(d: &DimensionFile) -> DimensionVerdict {
    DimensionVerdict {
        id: d.id.clone(),
        label: d.label.clone(),
        level: level(d.level),
        anchor: d.anchor.clone(),
        evidence: quotes(&d.evidence),
        rule: d.rule.clone(),
        certainty: d.certainty,
        unprompted: level(d.unprompted),
        weight: d.weight,
    }
}

fn killer(k: &KillerFile) -> KillerVerdict {
    KillerVerdict {
        id: k.id.clone(),
        label: k.label.clone(),
        meaning: k.meaning.clone(),
        evidence: quotes(&k.evidence),
        cap: k.cap,
    }
}

fn gap(g: &GapFile) -> Gap {
    Gap {
        dimension: g.dimension.clone(),
        value: g.value,
        say: g.say.clone(),
        receipt: Receipt {
            rule: g.rule.clone(),
            trigger: g.trigger.as_ref().map(quote),
            needless_if: g.needless_if.clone(),
        },
    }
}

fn event(e: &EventFile) -> TimelineEvent {
    let kind = match e.kind {
        EventKindFile::Knew => TimelineKind::Knew,
        EventKindFile::Told => TimelineKind::Told,
        EventKindFile::OthersKnew => TimelineKind::OthersKnew,
        EventKindFile::Asked => TimelineKind::Asked,
        EventKindFile::Hid => TimelineKind::Hid,
    };
    TimelineEvent { kind, who: e.who.clone(), when: e.when.clone(), quote: quote(&e.quote) }
}
