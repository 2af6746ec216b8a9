//! A rubric ready to judge with: everything a pack says, with its conditions and patterns compiled.
//!
//! Built by the pack reader only, which has checked that every name in it exists.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::core::rubric::frame::lexicon::Lexicon;
use crate::core::rubric::frame::set::Chosen;
use crate::core::rubric::frame::set::Findings;
use crate::core::rubric::frame::set::FrameSet;
use crate::core::rubric::verdict::Level;
use crate::core::rubric::verdict::RubricStamp;
use crate::core::rubric::when::Part;
use crate::core::rubric::when::When;
use crate::core::text::reading::Reading;

/// What the analyser listens for, shared by all packs of one load.
#[derive(Debug, Default)]
pub struct Cues {
    /// The word classes.
    pub lexicon: Lexicon,
    /// The frames.
    pub frames: FrameSet,
    /// What is listened for in replies to probes only.
    pub replies: FrameSet,
}

impl Cues {
    /// Finds every event of a reading.
    pub fn find<'a>(&self, reading: &'a Reading) -> Findings<'a> {
        self.frames.find(reading, &self.lexicon)
    }
}

/// One question and how its answer is judged.
#[derive(Debug)]
pub struct Rubric {
    /// Id, version and fingerprint.
    pub stamp: RubricStamp,
    /// Its name for people.
    pub title: String,
    /// The question in its first wording.
    pub ask: String,
    /// Other wordings of it.
    pub wordings: Vec<String>,
    /// What the question is asked to find out.
    pub competency: String,
    /// How long an answer may take, in minutes.
    pub minutes: f32,
    /// The parts of a story, in the order they are best told; the last holds whatever is none of them.
    pub beats: Vec<Beat>,
    /// How the words should be shared among sections.
    pub sections: Vec<Section>,
    /// What is judged, in the order of the scorecard.
    pub dimensions: Vec<Dimension>,
    /// Faults that cap the score.
    pub killers: Vec<Killer>,
    /// What is judged by the learned part and not by conditions: dimensions, killers, `overall`, `probe`.
    pub learned: Vec<String>,
    /// From levels to the score.
    pub scoring: Scoring,
    /// Whether the question is answered with a story at all.
    pub story: StoryGate,
    /// Questions to ask about gaps, by gap in the pack's order.
    pub probes: Vec<ProbeGap>,
    /// What to take away, first fitting one first.
    pub advice: Vec<AdviceRule>,
    /// What all packs listen for.
    pub cues: Arc<Cues>,
    /// Which of their frames this one listens for.
    pub listens: Chosen,
}

/// A part of a story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beat {
    /// Its id.
    pub id: String,
    /// Its name for people.
    pub label: String,
}

/// Parts of the story that share an aim.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// Its id.
    pub id: String,
    /// The parts it holds.
    pub beats: Vec<String>,
    /// The share of the words to aim for, from 0 to 1.
    pub target: f32,
    /// How far from it is still well.
    pub tolerance: f32,
}

/// How the level of a dimension is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DimensionKind {
    /// The highest level whose condition holds.
    Graded,
    /// The order of knowing and telling.
    Timeline,
}

/// Something that is judged.
#[derive(Debug)]
pub struct Dimension {
    /// Its id.
    pub id: String,
    /// Its name for people.
    pub label: String,
    /// Its share of the score before caps.
    pub weight: f32,
    /// How its level is found.
    pub kind: DimensionKind,
    /// Its levels, lowest first; for a timeline absent, untimed, reactive, proactive.
    pub levels: Vec<LevelRule>,
    /// Where this holds, learned weights may not give the lowest level: the conditions of the levels decide.
    pub sure_when: Option<When>,
}

/// One level of a dimension.
#[derive(Debug)]
pub struct LevelRule {
    /// Which.
    pub level: Level,
    /// What it is worth, from 0 to 1.
    pub score: f32,
    /// What it means, for people.
    pub anchor: String,
    /// When it is reached; the lowest level and those of a timeline have none.
    pub when: Option<When>,
}

/// A fault that caps the score.
#[derive(Debug)]
pub struct Killer {
    /// Its id.
    pub id: String,
    /// Its name for people.
    pub label: String,
    /// What it means, for people.
    pub meaning: String,
    /// When it is present.
    pub when: When,
    /// The highest score it allows.
    pub cap: u8,
}

/// From levels to the score.
#[derive(Debug)]
pub struct Scoring {
    /// What 1 to 5 mean, in this order.
    pub anchors: Vec<String>,
    /// Conditions that cap the score besides the killers.
    pub caps: Vec<(When, u8)>,
    /// Fewer words than this say little.
    pub fewest_words: usize,
}

/// Whether the question is answered with a story at all.
#[derive(Debug)]
pub struct StoryGate {
    /// When such a story of the speaker's is told.
    pub holds: When,
    /// When the answer is to another question, whatever else was heard.
    pub unless: Option<When>,
}

/// A gap and the ways to ask about it.
#[derive(Debug)]
pub struct ProbeGap {
    /// Its id.
    pub id: String,
    /// The dimension, or `story` or `attribution`.
    pub dimension: String,
    /// When there is such a gap.
    pub when: When,
    /// How much asking is worth before headroom and certainty, from 0 to 1.
    pub value: f32,
    /// Whose words are quoted: the dimension whose evidence fills `{q}`.
    pub quotes: Option<String>,
    /// Ways to ask, in the order of use. Those with `{q}` need words to quote.
    pub say: Vec<String>,
    /// Kinds of event that a short reply may be read as.
    pub expects: Vec<String>,
    /// What a bare yes or no says, for the wordings that can be answered so.
    pub closed: Vec<ClosedWording>,
    /// What would have made the probe needless, for people.
    pub needless_if: String,
}

/// A question that yes or no answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClosedWording {
    /// One of the ways to ask.
    pub ask: String,
    /// The level that a yes comes to.
    pub yes: Level,
    /// The level that a no comes to.
    pub no: Level,
}

/// What to say first about an answer.
#[derive(Debug)]
pub struct AdviceRule {
    /// Its id.
    pub id: String,
    /// When it fits.
    pub when: When,
    /// One sentence about the answer.
    pub headline: String,
    /// The one thing to change.
    pub fix: String,
    /// How it could sound; `{dimension}` stands for the speaker's own words, `[...]` for a gap to fill in.
    pub rewrite: Option<String>,
}

impl Rubric {
    /// Finds every event of a reading that the rubric listens for.
    pub fn find<'a>(&self, reading: &'a Reading) -> Findings<'a> {
        self.cues.frames.find_chosen(&self.listens, reading, &self.cues.lexicon)
    }

    /// The kinds of event that its conditions and probes name.
    pub fn asks_about(&self) -> BTreeSet<String> {
        let mut kinds: BTreeSet<String> =
            self.probes.iter().flat_map(|gap| gap.expects.iter().cloned()).collect();
        for when in self.conditions() {
            when.visit(&mut |part| {
                if let Part::Query(query) = part {
                    kinds.insert(query.kind.clone());
                }
            });
        }
        kinds
    }

    fn conditions(&self) -> impl Iterator<Item = &When> {
        let levels =
            self.dimensions.iter().flat_map(|d| d.levels.iter().filter_map(|rule| rule.when.as_ref()));
        let sure = self.dimensions.iter().filter_map(|d| d.sure_when.as_ref());
        let killers = self.killers.iter().map(|killer| &killer.when);
        let caps = self.scoring.caps.iter().map(|(when, _)| when);
        let story = std::iter::once(&self.story.holds).chain(&self.story.unless);
        let probes = self.probes.iter().map(|gap| &gap.when);
        let advice = self.advice.iter().map(|rule| &rule.when);
        levels.chain(sure).chain(killers).chain(caps).chain(story).chain(probes).chain(advice)
    }

    /// The question as it is asked first.
    pub fn question(&self) -> &str {
        &self.ask
    }

    /// The id of the pack.
    pub fn id(&self) -> &str {
        &self.stamp.pack
    }

    /// A dimension by id.
    pub fn dimension(&self, id: &str) -> Option<&Dimension> {
        self.dimensions.iter().find(|d| d.id == id)
    }

    /// The section that a part of the story belongs to.
    pub fn section_of(&self, beat: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.beats.iter().any(|b| b == beat))
    }
}

impl Dimension {
    /// What a level is worth and means.
    pub fn rule(&self, level: Level) -> Option<&LevelRule> {
        self.levels.iter().find(|rule| rule.level == level)
    }
}
