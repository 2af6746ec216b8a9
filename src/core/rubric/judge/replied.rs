//! What a reply to a probe may change in a verdict.
//!
//! A reply is judged together with everything said before, but only its own words can raise a level, and nothing that
//! was earned before is lost to it. What a short reply settled in the light of its probe counts like words of the
//! answer.

use crate::core::rubric::judge::assess::Assessment;
use crate::core::rubric::judge::assess::Graded;
use crate::core::rubric::rubric::Dimension;
use crate::core::rubric::rubric::Killer;
use crate::core::rubric::verdict::Attribution;
use crate::core::rubric::verdict::DimensionVerdict;
use crate::core::rubric::verdict::Disclosure;
use crate::core::rubric::verdict::Level;
use crate::core::rubric::verdict::Quote;
use crate::core::rubric::verdict::Verdict;
use crate::core::rubric::when::Part;
use crate::core::rubric::when::rank;
use crate::core::span::Char;
use crate::core::span::Span;

/// How sure a level is that was read from a reply to the very question.
const DIRECT: f32 = 0.9;

/// What a reply said about a dimension, read in the light of the probe.
#[derive(Debug, Clone, PartialEq)]
pub struct Settled {
    /// The dimension.
    pub dimension: String,
    /// The level it comes to.
    pub level: Level,
    /// The words.
    pub quote: Quote,
    /// The rule that read them.
    pub rule: String,
}

/// What was asked already, and what shall not be asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Agenda {
    /// Every wording that was spoken, quotes filled in.
    pub wordings: Vec<String>,
    /// Ids of the gaps that were asked about.
    pub gaps: Vec<String>,
    /// Dimensions that are asked about no more.
    pub closed: Vec<String>,
}

/// A reply and what was known before it.
#[derive(Debug, Clone, Copy)]
pub struct Replied<'a> {
    /// The verdict on everything before the reply.
    pub before: &'a Verdict,
    /// Where the reply stands in the transcript.
    pub reply: Span<Char>,
    /// What it settled.
    pub settled: &'a [Settled],
    /// The dimension that the reply denies having anything for.
    pub denied: Option<&'a str>,
}

impl Replied<'_> {
    /// The level of a dimension after the reply, given how all words together were graded.
    pub(super) fn carry(&self, now: Graded, dimension: &Dimension) -> Graded {
        let Some(before) = self.before.dimension(&dimension.id) else { return now };
        if self.denied == Some(dimension.id.as_str()) {
            return kept(before);
        }
        let settled = self.settled.iter().find(|s| s.dimension == dimension.id);
        let direct = settled.filter(|s| overrides(before.level, s.level));
        let heard = now.evidence.iter().any(|q| q.chars.shared(&self.reply) > 0);
        let raised = heard && raises(before.level, now.level);
        match (direct, raised) {
            (Some(s), true) if rank(now.level) > rank(s.level) && s.level != REACTIVE => now,
            (Some(s), _) => Graded {
                level: s.level,
                certainty: DIRECT,
                evidence: evidence(before, s),
                rule: s.rule.clone(),
            },
            (None, true) => now,
            (None, false) => kept(before),
        }
    }

    /// Whether a killer is present after the reply. It stays as it was unless a level that its condition speaks of has
    /// changed; then the condition decides, and it adds none that was to be heard in the tone of the answer.
    pub(super) fn killer(&self, found: &Assessment<'_>, killer: &Killer) -> bool {
        let was = self.before.has_killer(&killer.id);
        let (mut changed, mut tone) = (false, false);
        killer.when.visit(&mut |part| match part {
            Part::Dimension(id) => {
                changed |= self.before.dimension(id).map(|d| d.level) != found.level(id);
            }
            Part::Query(_) | Part::Beat(_) => tone = true,
            Part::Fact(_) | Part::Figure(_) => {}
        });
        if changed { killer.when.holds(found) && (was || !tone) } else { was }
    }

    /// Whoever named an own part when asked does not put everything elsewhere.
    pub(super) fn attribution(&self, now: Attribution) -> Attribution {
        let owned = self.settled.iter().any(|s| s.dimension == "root_cause" && s.level == Level::Graded(2));
        if owned && now == Attribution::External { Attribution::Mixed } else { now }
    }

    /// Puts the unprompted levels of the verdict before beside those of a new one.
    pub(super) fn keep_unprompted(&self, verdict: &mut Verdict) {
        verdict.overall.unprompted = self.before.overall.unprompted;
        for line in &mut verdict.dimensions {
            if let Some(before) = self.before.dimension(&line.id) {
                line.unprompted = before.unprompted;
            }
        }
    }
}

const REACTIVE: Level = Level::Disclosed(Disclosure::Reactive);

fn kept(before: &DimensionVerdict) -> Graded {
    Graded {
        level: before.level,
        certainty: before.certainty,
        evidence: before.evidence.clone(),
        rule: before.rule.clone(),
    }
}

/// The telling that was spoken of before, and the reply that says when it was.
fn evidence(before: &DimensionVerdict, settled: &Settled) -> Vec<Quote> {
    let told = before.evidence.iter().filter(|_| matches!(settled.level, Level::Disclosed(_)));
    told.cloned().chain([settled.quote.clone()]).collect()
}

/// Whether words heard in a reply lift a level. That others knew first is not undone by more words about it.
fn raises(before: Level, now: Level) -> bool {
    rank(now) > rank(before) && before != REACTIVE
}

/// Whether a direct reply counts against what was there.
fn overrides(before: Level, settled: Level) -> bool {
    match (before, settled) {
        (Level::Disclosed(Disclosure::Proactive), _) => false,
        (Level::Disclosed(_), Level::Disclosed(now)) => {
            now >= Disclosure::Reactive || rank(settled) > rank(before)
        }
        _ => rank(settled) > rank(before),
    }
}
