//! A judged answer made by hand, rich enough to fill every part of a report.

// Every test binary uses its own part of this.
#![allow(dead_code)]

pub(crate) mod program;

use pushback::core::delivery::Delivery;
use pushback::core::recording::Recording;
use pushback::core::rubric::verdict::Advice;
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
use pushback::core::span::Ms;
use pushback::core::span::Span;
use pushback::core::transcript::HeardWord;
use pushback::core::transcript::Transcript;
use pushback::io::report::ReportInput;

/// Sentences with their beats. The second holds what would break a page or a table if it were not escaped.
const ANSWER: &[(&str, &str)] = &[
    ("setup", "So two years ago I was at a company that ships boxes of vegetables."),
    ("setup", "The job ran nightly, it was called <b>\"sync|all\"</b> & it fed the *whole* warehouse."),
    ("responsibility", "I was the owner of the export, nobody else touched it."),
    ("mistake", "I assumed the new address field was always filled, and I did not check."),
    ("impact", "So eleven hundred boxes went to the wrong door, and Zoë's team spent two days on the phone."),
    ("disclosure", "I saw it in the log at ten past nine."),
    (
        "disclosure",
        "I called our head of operations, Marta, five minutes later, before she had a single ticket.",
    ),
    ("recovery", "I stopped the job and I wrote a script that found each wrong label."),
    ("outcome", "By the next evening all but forty boxes had been delivered."),
    ("change", "Now I think more about checks."),
];

/// The question of the pack the fixture pretends to be judged by.
pub(crate) const QUESTION: &str = "Tell me about a time you took ownership of a failure.";

/// A recording with pauses and one word that the recogniser was unsure of.
pub(crate) fn recording() -> Recording {
    let mut transcript = Transcript::default();
    let mut at = 400;
    let mut pauses = Vec::new();
    for (_, sentence) in ANSWER {
        let words: Vec<HeardWord> = sentence.split(' ').map(|word| heard(word, &mut at)).collect();
        transcript.extend(&words);
        let pause = if *sentence == ANSWER[4].1 { 2300 } else { 700 };
        pauses.push(Span::<Ms>::from_len(at, pause));
        at += pause;
    }
    pauses.pop();
    let delivery = Delivery {
        duration_ms: at + 500,
        speech_ms: transcript.words().len() * 320,
        words: transcript.words().len(),
        pauses,
        lead_ms: 400,
        fillers_at_least: 1,
    };
    Recording {
        name: "answer.wav".into(),
        transcript,
        segments: vec![Span::from_len(400, at - 400)],
        delivery,
        model: "base.en".into(),
        synthetic_only: false,
        warnings: vec!["the file ends in the middle of the data; judged up to 0:47".into()],
    }
}

fn heard(text: &str, at: &mut usize) -> HeardWord {
    let confidence = if text == "vegetables." { 0.31 } else { 0.93 };
    let time = Span::from_len(*at, 320);
    *at += 320;
    HeardWord { text: text.into(), time, confidence }
}

/// The exact words, wherever they stand.
pub(crate) fn quote(transcript: &Transcript, words: &str) -> Quote {
    let byte = transcript.text().find(words).unwrap_or_else(|| panic!("{words:?} was not said"));
    let start = transcript.text()[..byte].chars().count();
    Quote { chars: Span::from_len(start, words.chars().count()), text: words.into() }
}

/// What an analyser might say about it.
pub(crate) fn verdict(transcript: &Transcript) -> Verdict {
    let q = |words: &str| quote(transcript, words);
    Verdict {
        question: "ownership_failure".into(),
        rubric: RubricStamp {
            pack: "ownership_failure".into(),
            version: "1.0".into(),
            fingerprint: "0123456789abcdef0123".into(),
        },
        dimensions: dimensions(transcript),
        killers: vec![KillerVerdict {
            id: "lesson_without_evidence".into(),
            label: "Lesson without evidence".into(),
            meaning: "A lesson is claimed and nothing shows it.".into(),
            evidence: vec![q("Now I think more about checks")],
            cap: 4,
        }],
        attribution: AttributionVerdict {
            level: Attribution::Internal,
            clauses: vec![
                (q("I assumed the new address field was always filled"), 7),
                (q("I did not check"), 6),
            ],
        },
        overall: Overall {
            score: 4,
            unprompted: 4,
            too_short: false,
            raw: 4.2,
            anchor: "As a five, with one element thin.".into(),
        },
        next_probe: gaps(transcript),
        segments: beats(transcript),
        timeline: timeline(transcript),
        ledger: ledger(),
        shares: shares(),
        advice: Some(Advice {
            headline: "You told it before anyone found out, and the lesson is still only a thought.".into(),
            fix: "Name the check you run now, and one day on which it caught something.".into(),
            rewrite: Some("Since then I ___ before every ___. In ___ it caught ___.".into()),
        }),
    }
}

fn dimensions(transcript: &Transcript) -> Vec<DimensionVerdict> {
    let graded = Level::Graded;
    let told = Level::Disclosed(Disclosure::Proactive);
    let rows: [(&str, &str, Level, &str, &[&str]); 8] = [
        (
            "stakes",
            "Stakes",
            graded(2),
            "Real and concrete",
            &["eleven hundred boxes went to the wrong door", "two days on the phone"],
        ),
        (
            "responsibility",
            "Responsibility",
            graded(2),
            "Explicit and personal",
            &["I was the owner of the export, nobody else touched it"],
        ),
        (
            "root_cause",
            "Root cause",
            graded(2),
            "An own, specific assumption",
            &["I assumed the new address field was always filled, and I did not check"],
        ),
        (
            "disclosure",
            "Disclosure",
            told,
            "Told before anyone found out",
            &["I called our head of operations, Marta, five minutes later, before she had a single ticket"],
        ),
        (
            "recovery",
            "Recovery",
            graded(2),
            "Own, concrete steps",
            &["I stopped the job and I wrote a script that found each wrong label"],
        ),
        // Overlaps with the stakes.
        (
            "outcome",
            "Outcome",
            graded(2),
            "With a figure",
            &["all but forty boxes", "boxes went to the wrong door, and Zoë's team"],
        ),
        ("change", "Change", graded(1), "Only a stated intention", &["Now I think more about checks"]),
        ("proof", "Proof", graded(0), "Nothing later", &[]),
    ];
    let judge = |(id, label, level, anchor, words): (&str, &str, Level, &str, &[&str])| DimensionVerdict {
        id: id.into(),
        label: label.into(),
        level,
        anchor: anchor.into(),
        evidence: words.iter().map(|w| quote(transcript, w)).collect(),
        rule: format!("{id}_rule"),
        certainty: 0.82,
        unprompted: level,
        weight: 0.125,
    };
    rows.into_iter().map(judge).collect()
}

fn gaps(transcript: &Transcript) -> Vec<Gap> {
    let proof = Gap {
        dimension: "proof".into(),
        value: 2.0,
        say: "You said you think more about checks now. When was the last time that came up?".into(),
        receipt: Receipt {
            rule: "proof_below_two".into(),
            trigger: Some(quote(transcript, "I think more about checks")),
            needless_if: "A later day on which the new check caught something.".into(),
        },
    };
    let change = Gap {
        dimension: "change".into(),
        value: 1.0,
        say: "What do you actually do now that you did not do then?".into(),
        receipt: Receipt {
            rule: "change_stated".into(),
            trigger: None,
            needless_if: "A habit with a name and an occasion.".into(),
        },
    };
    vec![proof, change]
}

fn beats(transcript: &Transcript) -> Vec<BeatSpan> {
    let beat = |(beat, sentence): &(&str, &str)| BeatSpan {
        chars: quote(transcript, sentence).chars,
        beat: (*beat).into(),
    };
    ANSWER.iter().map(beat).collect()
}

fn timeline(transcript: &Transcript) -> Vec<TimelineEvent> {
    let event = |kind, who: Option<&str>, when: Option<&str>, words| TimelineEvent {
        kind,
        who: who.map(Into::into),
        when: when.map(Into::into),
        quote: quote(transcript, words),
    };
    vec![
        event(TimelineKind::Knew, None, Some("at ten past nine"), "I saw it in the log at ten past nine"),
        event(
            TimelineKind::Told,
            Some("our head of operations, Marta"),
            Some("five minutes later"),
            "I called our head of operations, Marta, five minutes later",
        ),
        event(TimelineKind::OthersKnew, Some("she"), None, "before she had a single ticket"),
    ]
}

fn ledger() -> Vec<LedgerRow> {
    let row =
        |section: &str, i, we, others, nobody| LedgerRow { section: section.into(), i, we, others, nobody };
    vec![row("situation", 2, 0, 1, 2), row("action", 6, 1, 1, 1), row("result", 1, 0, 0, 1)]
}

fn shares() -> Vec<Share> {
    let share =
        |section: &str, actual, target| Share { section: section.into(), actual, target, tolerance: 0.1 };
    vec![share("situation", 0.38, 0.2), share("action", 0.46, 0.55), share("result", 0.16, 0.25)]
}

/// The input of a report on a recording.
pub(crate) fn input<'a>(recording: &'a Recording, verdict: &'a Verdict) -> ReportInput<'a> {
    ReportInput {
        name: &recording.name,
        question_text: QUESTION,
        recording: Some(recording),
        transcript: &recording.transcript,
        verdict,
        asked: &[],
    }
}

/// Every quotation of a verdict.
pub(crate) fn quotes(verdict: &Verdict) -> Vec<&Quote> {
    let dimensions = verdict.dimensions.iter().flat_map(|d| &d.evidence);
    let killers = verdict.killers.iter().flat_map(|k| &k.evidence);
    let clauses = verdict.attribution.clauses.iter().map(|(q, _)| q);
    let events = verdict.timeline.iter().map(|e| &e.quote);
    let triggers = verdict.next_probe.iter().filter_map(|g| g.receipt.trigger.as_ref());
    dimensions.chain(killers).chain(clauses).chain(events).chain(triggers).collect()
}

/// The file of the bundled model.
pub(crate) fn model() -> std::path::PathBuf {
    std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("models/synthetic-voices.en.bin")
}
