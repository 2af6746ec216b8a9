//! What several tests need: a judge that says predictable things, so that what is around it can be tested.

use pushback::core::eval::DISCLOSURE;
use pushback::core::eval::GRADED;
use pushback::core::rubric::verdict::Attribution;
use pushback::core::rubric::verdict::AttributionVerdict;
use pushback::core::rubric::verdict::BeatSpan;
use pushback::core::rubric::verdict::DimensionVerdict;
use pushback::core::rubric::verdict::Disclosure;
use pushback::core::rubric::verdict::Gap;
use pushback::core::rubric::verdict::KillerVerdict;
use pushback::core::rubric::verdict::LedgerRow;
use pushback::core::rubric::verdict::Level;
use pushback::core::rubric::verdict::Overall;
use pushback::core::rubric::verdict::Quote;
use pushback::core::rubric::verdict::Receipt;
use pushback::core::rubric::verdict::RubricStamp;
use pushback::core::rubric::verdict::Share;
use pushback::core::rubric::verdict::TimelineEvent;
use pushback::core::rubric::verdict::TimelineKind;
use pushback::core::rubric::verdict::Verdict;
use pushback::core::transcript::Transcript;

/// Hears every dimension in the first word, blames everybody, and takes the whole answer for its setup.
pub(crate) fn fixture_verdict(question: &str, transcript: &Transcript) -> Verdict {
    let first: Vec<Quote> =
        transcript.words().first().map(|w| quote(transcript, w.chars)).into_iter().collect();
    let heard = !first.is_empty();
    let (level, told_when) = if heard { (2, Disclosure::Reactive) } else { (0, Disclosure::Absent) };
    let mut dimensions: Vec<_> =
        GRADED.iter().map(|id| dimension(id, Level::Graded(level), &first)).collect();
    dimensions.push(dimension(DISCLOSURE, Level::Disclosed(told_when), &first));
    let words = transcript.words();
    let whole = words.first().zip(words.last()).map(|(a, b)| a.chars.join(&b.chars));
    Verdict {
        question: question.into(),
        rubric: RubricStamp { pack: question.into(), version: "9.1".into(), fingerprint: "feedbeef".into() },
        dimensions,
        killers: vec![KillerVerdict {
            id: "blame_diffusion".into(),
            label: "Blame diffusion".into(),
            meaning: String::new(),
            evidence: first.clone(),
            cap: 3,
        }],
        attribution: AttributionVerdict {
            level: Attribution::Mixed,
            clauses: first.iter().map(|q| (q.clone(), 6)).collect(),
        },
        overall: Overall { score: 3, unprompted: 3, too_short: false, raw: 3.25, anchor: String::new() },
        next_probe: vec![Gap {
            dimension: "proof".into(),
            value: 0.5,
            say: "When did it show?".into(),
            receipt: Receipt { rule: "no-proof".into(), trigger: None, needless_if: String::new() },
        }],
        segments: whole.map(|chars| BeatSpan { chars, beat: "setup".into() }).into_iter().collect(),
        timeline: first.iter().map(told).collect(),
        ledger: vec![LedgerRow { section: "action".into(), i: 4, we: 1, others: 2, nobody: 3 }],
        shares: vec![Share { section: "action".into(), actual: 0.5, target: 0.55, tolerance: 0.1 }],
        advice: None,
    }
}

fn quote(transcript: &Transcript, chars: pushback::core::span::Span<pushback::core::span::Char>) -> Quote {
    Quote { chars, text: transcript.slice(chars).to_owned() }
}

fn told(quote: &Quote) -> TimelineEvent {
    let who = Some("my manager".to_owned());
    TimelineEvent { kind: TimelineKind::Told, who, when: None, quote: quote.clone() }
}

fn dimension(id: &str, level: Level, evidence: &[Quote]) -> DimensionVerdict {
    DimensionVerdict {
        id: id.into(),
        label: id.into(),
        level,
        anchor: String::new(),
        evidence: evidence.to_vec(),
        rule: format!("first-word-of-{id}"),
        certainty: 0.75,
        unprompted: level,
        weight: 0.125,
    }
}
