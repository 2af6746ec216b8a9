//! What the analyser says about an answer.
//!
//! A verdict is plain data. It holds no sentence of its own about an answer: wordings come from the pack that judged.

use crate::core::span::Char;
use crate::core::span::Span;

/// The judgement of one answer by one version of one rubric.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// Id of the question, which is the id of the pack.
    pub question: String,
    /// Which rubric judged: pack version and a fingerprint of everything the pack listens for.
    pub rubric: RubricStamp,
    /// One entry a dimension, in the rubric's order.
    pub dimensions: Vec<DimensionVerdict>,
    /// The killers that are present, in the rubric's order.
    pub killers: Vec<KillerVerdict>,
    /// Where the speaker puts the causes.
    pub attribution: AttributionVerdict,
    /// The score.
    pub overall: Overall,
    /// What to push on next, best first.
    pub next_probe: Vec<Gap>,
    /// Which part of the story each stretch of the transcript tells; in order, covering all words.
    pub segments: Vec<BeatSpan>,
    /// Who knew and who was told, in the order of telling.
    pub timeline: Vec<TimelineEvent>,
    /// Who acts, by section of the answer.
    pub ledger: Vec<LedgerRow>,
    /// How the words are shared among the sections, beside the rubric's aims.
    pub shares: Vec<Share>,
    /// One headline and one fix; `None` for an answer too short to advise on.
    pub advice: Option<Advice>,
}

/// Names the rubric that judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RubricStamp {
    /// Id of the pack.
    pub pack: String,
    /// The version its author gave it.
    pub version: String,
    /// Hex fingerprint of the pack's files and of the shared cues.
    pub fingerprint: String,
}

/// How far a dimension was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Level {
    /// 0 absent, 1 thin, 2 full.
    Graded(u8),
    /// When somebody was told.
    Disclosed(Disclosure),
}

impl Level {
    /// Whether anything was heard for the dimension.
    pub fn is_heard(self) -> bool {
        !matches!(self, Self::Graded(0) | Self::Disclosed(Disclosure::Absent))
    }
}

/// The load-bearing signal: the gap between knowing and telling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Disclosure {
    /// Nothing said about telling anyone or being found out.
    Absent,
    /// Told someone, no telling when.
    Untimed,
    /// Others found out first, or told only when asked, caught, or after trying to hide it.
    Reactive,
    /// Told somebody who mattered before they knew, or at once on knowing.
    Proactive,
}

/// A quotation: exact words of the transcript.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// Where they stand.
    pub chars: Span<Char>,
    /// The words, equal to the transcript there.
    pub text: String,
}

/// One line of the scorecard.
#[derive(Debug, Clone, PartialEq)]
pub struct DimensionVerdict {
    /// Id of the dimension, e.g. `root_cause`.
    pub id: String,
    /// Its name for people, from the pack.
    pub label: String,
    /// How far it was reached.
    pub level: Level,
    /// What that level means, from the pack.
    pub anchor: String,
    /// The words that earned it; empty means "not said".
    pub evidence: Vec<Quote>,
    /// The cue or rule that decided.
    pub rule: String,
    /// From 0 to 1: how sure the analyser is.
    pub certainty: f32,
    /// The level reached without any probe; equal to `level` when nobody probed.
    pub unprompted: Level,
    /// Its share of the score before caps.
    pub weight: f32,
}

/// A fault that caps the score.
#[derive(Debug, Clone, PartialEq)]
pub struct KillerVerdict {
    /// Id, e.g. `blame_diffusion`.
    pub id: String,
    /// Its name for people, from the pack.
    pub label: String,
    /// What it means, from the pack.
    pub meaning: String,
    /// The words behind it; empty where it follows from something not said.
    pub evidence: Vec<Quote>,
    /// The highest overall score it allows.
    pub cap: u8,
}

/// Where the speaker puts the causes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Attribution {
    /// Circumstances, tools, other people.
    External,
    /// Some of both.
    Mixed,
    /// The speaker's own decisions.
    Internal,
}

/// The attribution and the clauses it was read from.
#[derive(Debug, Clone, PartialEq)]
pub struct AttributionVerdict {
    /// The sum of it.
    pub level: Attribution,
    /// Causal clauses, each with a value from 1 (external) to 7 (internal).
    pub clauses: Vec<(Quote, u8)>,
}

/// The score and how it came about.
#[derive(Debug, Clone, PartialEq)]
pub struct Overall {
    /// From 1 (no hire signal) to 5 (exemplary).
    pub score: u8,
    /// The score of what was offered before any probe.
    pub unprompted: u8,
    /// Fewer words than the pack asks for: the score says little.
    pub too_short: bool,
    /// The weighted sum before rounding and caps, on the scale from 1 to 5.
    pub raw: f32,
    /// What that score means, from the pack.
    pub anchor: String,
}

/// Something left open, and how an interviewer would ask for it.
#[derive(Debug, Clone, PartialEq)]
pub struct Gap {
    /// The dimension, or `story` or `attribution`.
    pub dimension: String,
    /// How much asking is worth.
    pub value: f32,
    /// The question, ready to be spoken.
    pub say: String,
    /// Why it is asked.
    pub receipt: Receipt,
}

/// Why a probe is asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Receipt {
    /// The rule that chose it.
    pub rule: String,
    /// The words that triggered it; `None` when it was something not said.
    pub trigger: Option<Quote>,
    /// What would have made the probe needless, from the pack.
    pub needless_if: String,
}

/// A stretch of the transcript that tells one part of the story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BeatSpan {
    /// Where.
    pub chars: Span<Char>,
    /// Id of the part, e.g. `impact`.
    pub beat: String,
}

/// What happened to the knowledge of the failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TimelineKind {
    /// The speaker realised.
    Knew,
    /// The speaker told somebody.
    Told,
    /// Somebody else found out or was told by others.
    OthersKnew,
    /// Somebody asked.
    Asked,
    /// The speaker kept it back or fixed it quietly.
    Hid,
}

/// One entry of the disclosure clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelineEvent {
    /// What happened.
    pub kind: TimelineKind,
    /// Who else was in it, in the speaker's words, if said.
    pub who: Option<String>,
    /// When, in the speaker's words, if said ("ten minutes later", "before she saw the ticket").
    pub when: Option<String>,
    /// The words.
    pub quote: Quote,
}

/// Who acts in one section of the answer: counts of clauses by subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerRow {
    /// Section, e.g. `situation`, `action`, `result`.
    pub section: String,
    /// Clauses whose subject is the speaker.
    pub i: usize,
    /// Clauses whose subject is a group the speaker belongs to.
    pub we: usize,
    /// Clauses whose subject is another person.
    pub others: usize,
    /// Passives without an agent, and things that act by themselves.
    pub nobody: usize,
}

/// One section's share of the words.
#[derive(Debug, Clone, PartialEq)]
pub struct Share {
    /// Section, e.g. `action`.
    pub section: String,
    /// From 0 to 1.
    pub actual: f32,
    /// The rubric's aim, from 0 to 1.
    pub target: f32,
    /// How far from the aim is still well, from 0 to 1.
    pub tolerance: f32,
}

/// What to take away first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    /// One sentence about the answer.
    pub headline: String,
    /// The one thing to change.
    pub fix: String,
    /// How it could sound, built from the speaker's own words with gaps to fill in.
    pub rewrite: Option<String>,
}

impl Verdict {
    /// The verdict on a dimension, by id.
    pub fn dimension(&self, id: &str) -> Option<&DimensionVerdict> {
        self.dimensions.iter().find(|d| d.id == id)
    }

    /// Whether the question asks when somebody was told, so that there is a disclosure clock.
    pub fn asks_for_telling(&self) -> bool {
        self.dimensions.iter().any(|d| matches!(d.level, Level::Disclosed(_)))
    }

    /// Whether a killer is present.
    pub fn has_killer(&self, id: &str) -> bool {
        self.killers.iter().any(|k| k.id == id)
    }
}
