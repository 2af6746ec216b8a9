//! What a debrief says, and by which thresholds, as `prompts/interview/debrief.toml` has it.

use std::collections::HashMap;
use std::collections::HashSet;

use serde::Deserialize;

use crate::core::text::sym::Sym;

/// Lists the lines: name, key in the file, and the gaps that are filled.
macro_rules! lines {
    ($($name:ident $key:literal [$($slot:literal)*];)*) => {
        /// A sentence of a debrief, or a part of one.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Line {
            $(#[doc = concat!("`", $key, "`")] $name,)*
        }

        impl Line {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// Section and name in the file.
            pub fn key(self) -> &'static str {
                match self { $(Self::$name => $key,)* }
            }

            /// The gaps it may have.
            pub fn slots(self) -> &'static [&'static str] {
                match self { $(Self::$name => &[$($slot,)*],)* }
            }
        }
    };
}

lines! {
    GradeStrong "grade.strong" [];
    GradeMixed "grade.mixed" [];
    GradeNotYet "grade.not_yet" [];
    GradeRule "grade.rule" ["fewest" "mean" "least" "unprompted" "asked" "weak_mean" "weak_score" "weak_share"];
    Note "grade.note" [];
    CountAnswer "count.answer" [];
    CountAnswers "count.answers" ["n"];
    HeadStrong "headline.strong" ["good" "answers"];
    HeadMixed "headline.mixed" ["good" "answers"];
    HeadMixedNone "headline.mixed_none" [];
    HeadNotYet "headline.not_yet" ["weak" "answers"];
    HeadTooFew "headline.too_few" [];
    HeadNothing "headline.nothing" [];
    WhyMean "why.mean" ["mean" "unprompted"];
    WhyMeanSame "why.mean_same" ["mean"];
    WhyBest "why.best" ["question" "score"];
    WhyWeakest "why.weakest" ["question" "score"];
    WhyFault "why.fault" ["question" "fault" "meaning" "quote"];
    WhyFaultUnsaid "why.fault_unsaid" ["question" "fault" "meaning"];
    WhyUnanswered "why.unanswered" ["questions"];
    WhyNotAsked "why.not_asked" ["questions"];
    WhyTooShort "why.too_short" ["questions"];
    ActsGroup "acts.group" ["question" "we" "i"];
    ActsOwn "acts.own" ["share"];
    ActsSpread "acts.spread" ["most" "most_share" "least" "least_share"];
    StorySame "stories.same" ["first" "second" "shared"];
    StoryOwn "stories.own" [];
    TellFirst "telling.first" ["questions"];
    TellLate "telling.late" ["questions"];
    TellOpen "telling.open" ["questions"];
    TellHid "telling.hid" ["question" "quote"];
    NumbersApart "numbers.apart" ["first" "second" "a" "b"];
    NumbersWithin "numbers.within" ["question" "a" "b"];
    TimeUsed "time.used" ["used" "planned"];
    TimeUp "time.up" ["questions"];
    TimeLeft "time.left" ["question" "used" "planned"];
    TimeSkipped "time.skipped" ["questions"];
    TimeSpare "time.spare" ["questions"];
    TimeNotAsked "time.not_asked" ["questions"];
    PractiseMissing "practise.missing" ["questions"];
    PractiseThin "practise.thin" ["questions"];
    PractisePulled "practise.pulled" ["questions"];
    UpAsked "write_up.asked" ["questions"];
    UpScored "write_up.scored" ["question" "score"];
    UpSilent "write_up.silent" ["question"];
    UpBest "write_up.best" ["dimension" "quote"];
    UpBestPulled "write_up.best_pulled" ["dimension" "quote"];
    UpNothingHeard "write_up.nothing_heard" [];
    UpOpen "write_up.open" ["dimension"];
    UpOpenQuote "write_up.open_quote" ["dimension" "quote"];
    UpUnheard "write_up.unheard" ["dimension"];
    UpThin "write_up.thin" ["dimension" "quote"];
    UpAllFull "write_up.all_full" [];
    UpNotAsked "write_up.not_asked" ["questions"];
    UpNone "write_up.none" [];
    BeforeSame "before.same" ["grade"];
    BeforeOther "before.other" ["before" "after"];
    BeforeMean "before.mean" ["before" "after"];
    BeforeOffered "before.offered" ["before" "after"];
    BeforeGained "before.gained" ["dimensions"];
    BeforeLost "before.lost" ["dimensions"];
    BeforeNothingMoved "before.nothing_moved" [];
}

/// By which thresholds a debrief is made.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Fewer answers say little.
    pub fewest_answers: usize,
    /// An answer with this score or more holds up.
    pub good_score: u8,
    /// An answer with this score or less shows little.
    pub weak_score: u8,
    /// Strong: the mean score.
    pub strong_mean: f32,
    /// Strong: no answer is below.
    pub strong_least: u8,
    /// Strong: the mean score before any probe.
    pub strong_unprompted: f32,
    /// Strong: the share of the plan's questions that was answered, from 0 to 1.
    pub strong_answered: f32,
    /// Not yet: a mean below.
    pub weak_mean: f32,
    /// Not yet: a larger share of weak answers, from 0 to 1.
    pub weak_share: f32,
    /// Where the group acts at least so often in what was done, and more often than the speaker, it is said.
    pub group_acts: usize,
    /// Shares of the speaker in two answers that differ by more are named.
    pub acts_apart: f32,
    /// A question that used a smaller share of its time is named.
    pub time_left: f32,
    /// A difference of a dimension between two loops that is smaller is none, on the scale from 0 to 1.
    pub noticed: f32,
    /// What had to be asked for is worth this share of what was missing, where practice is chosen.
    pub pulled_costs: f32,
}

/// When two answers are taken for one story.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StoryRule {
    /// The least share of uncommon words that they have in common.
    pub likeness: f32,
    /// The fewest such words.
    pub fewest: usize,
    /// Words that say nothing about which story it is.
    pub everyday: HashSet<Sym>,
}

/// When two figures are taken for the same thing told differently.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NumberRule {
    /// Values that differ by less, as a share of the larger, agree.
    pub tolerance: f32,
    /// What the words around both figures count for together: a verb two, another word one, an uncommon thing counted one.
    pub context: usize,
    /// The same for lengths of time, of which a story has many.
    pub context_time: usize,
    /// Words around a figure: so far away at most.
    pub window: usize,
    /// Verbs that say too little to count, by their base form.
    pub light: HashSet<Sym>,
    /// Units of time, in minutes.
    pub time: HashMap<Sym, f64>,
    /// Units of money.
    pub money: HashSet<Sym>,
    /// Words for percent.
    pub percent: HashSet<Sym>,
}

/// Everything of the file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Wording {
    /// In the order of [`Line::ALL`]; a line that is not there is empty.
    lines: Vec<String>,
    /// Thresholds.
    pub rule: Rule,
    /// When two answers are taken for one story.
    pub story: StoryRule,
    /// When two figures are taken for the same thing told differently.
    pub number: NumberRule,
}

impl Wording {
    /// From all lines, in the order of [`Line::ALL`].
    pub fn new(lines: Vec<String>, rule: Rule, story: StoryRule, number: NumberRule) -> Self {
        Self { lines, rule, story, number }
    }

    /// A line with its gaps filled. What fills a gap is not looked into for gaps.
    pub fn say(&self, line: Line, gaps: &[(&str, &str)]) -> String {
        let template = self.lines.get(line as usize).map_or("", String::as_str);
        let mut out = String::with_capacity(template.len() + 64);
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let (name, behind) = after.split_once('}').unwrap_or((after, ""));
            out.push_str(gaps.iter().find(|(gap, _)| *gap == name).map_or("", |(_, words)| words));
            rest = behind;
        }
        out.push_str(rest);
        out
    }
}

/// The gaps of a template, in order.
pub fn gaps(template: &str) -> impl Iterator<Item = &str> {
    template.split('{').skip(1).map(|after| after.split_once('}').map_or(after, |(name, _)| name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fills_a_gap_is_not_filled_again() {
        let mut lines = vec![String::new(); Line::ALL.len()];
        lines[Line::UpBest as usize] = "{dimension}: “{quote}”.".to_owned();
        let wording = Wording { lines, ..Wording::default() };
        let said = wording.say(Line::UpBest, &[("dimension", "{quote}"), ("quote", "I {dimension}")]);
        assert_eq!(said, "{quote}: “I {dimension}”.");
        assert_eq!(wording.say(Line::UpAsked, &[]), "");
    }
}
