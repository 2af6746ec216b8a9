//! From a verdict to its file type.

use crate::core::rubric::verdict::Advice;
use crate::core::rubric::verdict::Attribution;
use crate::core::rubric::verdict::BeatSpan;
use crate::core::rubric::verdict::DimensionVerdict;
use crate::core::rubric::verdict::Disclosure;
use crate::core::rubric::verdict::Gap;
use crate::core::rubric::verdict::KillerVerdict;
use crate::core::rubric::verdict::LedgerRow;
use crate::core::rubric::verdict::Level;
use crate::core::rubric::verdict::Quote;
use crate::core::rubric::verdict::Share;
use crate::core::rubric::verdict::TimelineEvent;
use crate::core::rubric::verdict::TimelineKind;
use crate::core::rubric::verdict::Verdict;
use crate::io::session::verdict::AdviceFile;
use crate::io::session::verdict::AttributionFile;
use crate::io::session::verdict::BeatFile;
use crate::io::session::verdict::ClauseFile;
use crate::io::session::verdict::DimensionFile;
use crate::io::session::verdict::DisclosureFile;
use crate::io::session::verdict::EventFile;
use crate::io::session::verdict::EventKindFile;
use crate::io::session::verdict::GapFile;
use crate::io::session::verdict::KillerFile;
use crate::io::session::verdict::LedgerFile;
use crate::io::session::verdict::LevelFile;
use crate::io::session::verdict::QuoteFile;
use crate::io::session::verdict::ShareFile;
use crate::io::session::verdict::VerdictFile;

impl From<&Verdict> for VerdictFile {
    fn from(v: &Verdict) -> Self {
        let clause = |(said, value): &(Quote, u8)| ClauseFile { quote: quote(said), value: *value };
        Self {
            question: v.question.clone(),
            pack: v.rubric.pack.clone(),
            version: v.rubric.version.clone(),
            fingerprint: v.rubric.fingerprint.clone(),
            score: v.overall.score,
            unprompted: v.overall.unprompted,
            raw: v.overall.raw,
            too_short: v.overall.too_short,
            anchor: v.overall.anchor.clone(),
            attribution: attribution(v.attribution.level),
            attribution_clauses: v.attribution.clauses.iter().map(clause).collect(),
            dimensions: v.dimensions.iter().map(dimension).collect(),
            killers: v.killers.iter().map(killer).collect(),
            next_probe: v.next_probe.iter().map(gap).collect(),
            segments: v.segments.iter().map(beat).collect(),
            timeline: v.timeline.iter().map(event).collect(),
            ledger: v.ledger.iter().map(ledger).collect(),
            shares: v.shares.iter().map(share).collect(),
            advice: v.advice.as_ref().map(advice),
        }
    }
}

fn quote(quote: &Quote) -> QuoteFile {
    QuoteFile { start: quote.chars.start(), end: quote.chars.end(), text: quote.text.clone() }
}

fn quotes(said: &[Quote]) -> Vec<QuoteFile> {
    said.iter().map(quote).collect()
}

fn level(level: Level) -> LevelFile {
    match level {
        Level::Graded(n) => LevelFile::Graded(n),
        Level::Disclosed(Disclosure::Absent) => LevelFile::Disclosed(DisclosureFile::Absent),
        Level::Disclosed(Disclosure::Untimed) => LevelFile::Disclosed(DisclosureFile::Untimed),
        Level::Disclosed(Disclosure::Reactive) => LevelFile::Disclosed(DisclosureFile::Reactive),
        Level::Disclosed(Disclosure::Proactive) => LevelFile::Disclosed(DisclosureFile::Proactive),
    }
}

fn attribution(level: Attribution) -> AttributionFile {
    match level {
        Attribution::External => AttributionFile::External,
        Attribution::Mixed => AttributionFile::Mixed,
        Attribution::Internal => AttributionFile::Internal,
    }
}

fn dimension(d: &DimensionVerdict) -> DimensionFile {
    DimensionFile {
        id: d.id.clone(),
        label: d.label.clone(),
        level: level(d.level),
        unprompted: level(d.unprompted),
        anchor: d.anchor.clone(),
        rule: d.rule.clone(),
        certainty: d.certainty,
        weight: d.weight,
        evidence: quotes(&d.evidence),
    }
}

fn killer(k: &KillerVerdict) -> KillerFile {
    KillerFile {
        id: k.id.clone(),
        label: k.label.clone(),
        meaning: k.meaning.clone(),
        cap: k.cap,
        evidence: quotes(&k.evidence),
    }
}

fn gap(g: &Gap) -> GapFile {
    GapFile {
        dimension: g.dimension.clone(),
        value: g.value,
        say: g.say.clone(),
        rule: g.receipt.rule.clone(),
        trigger: g.receipt.trigger.as_ref().map(quote),
        needless_if: g.receipt.needless_if.clone(),
    }
}

fn beat(b: &BeatSpan) -> BeatFile {
    BeatFile { start: b.chars.start(), end: b.chars.end(), beat: b.beat.clone() }
}

fn event(e: &TimelineEvent) -> EventFile {
    let kind = match e.kind {
        TimelineKind::Knew => EventKindFile::Knew,
        TimelineKind::Told => EventKindFile::Told,
        TimelineKind::OthersKnew => EventKindFile::OthersKnew,
        TimelineKind::Asked => EventKindFile::Asked,
        TimelineKind::Hid => EventKindFile::Hid,
    };
    EventFile { kind, who: e.who.clone(), when: e.when.clone(), quote: quote(&e.quote) }
}

fn ledger(r: &LedgerRow) -> LedgerFile {
    LedgerFile { section: r.section.clone(), i: r.i, we: r.we, others: r.others, nobody: r.nobody }
}

fn share(s: &Share) -> ShareFile {
    ShareFile { section: s.section.clone(), actual: s.actual, target: s.target, tolerance: s.tolerance }
}

fn advice(a: &Advice) -> AdviceFile {
    AdviceFile { headline: a.headline.clone(), fix: a.fix.clone(), rewrite: a.rewrite.clone() }
}
