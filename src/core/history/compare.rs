//! Two takes of one question side by side: what was gained, and what was lost.

use crate::core::delivery::Delivery;
use crate::core::history::share;
use crate::core::rubric::verdict::Level;
use crate::core::rubric::verdict::Verdict;
use crate::core::transcript::Transcript;

/// One take as it was kept.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// What was said.
    pub transcript: &'a Transcript,
    /// What was made of it.
    pub verdict: &'a Verdict,
    /// How it was said; `None` for a typed answer.
    pub delivery: Option<&'a Delivery>,
}

/// Something of the earlier take, and the same of the later one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Pair<T> {
    /// Of the earlier take.
    pub before: T,
    /// Of the later take.
    pub after: T,
}

/// How two takes differ.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// From 1 to 5.
    pub score: Pair<u8>,
    /// The score of what was offered before any probe.
    pub unprompted: Pair<u8>,
    /// How many words.
    pub words: Pair<usize>,
    /// Words a minute, pauses included.
    pub pace: Pair<Option<f32>>,
    /// Of what the speaker or the group did, the share of the speaker; from 0 to 1.
    pub own: Pair<Option<f32>>,
    /// Every dimension, in the order of the later scorecard.
    pub dimensions: Vec<Row>,
    /// Names of killers that only the earlier take has.
    pub rid_of: Vec<String>,
    /// Names of killers that only the later take has.
    pub new_faults: Vec<String>,
    /// Every part of the story that one of them tells, in the order of telling.
    pub beats: Vec<Beat>,
}

/// One dimension.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Its name for people.
    pub label: String,
    /// How far it was reached; `None` where the rubric did not know it.
    pub level: Pair<Option<Level>>,
    /// What that means.
    pub turn: Turn,
}

/// What became of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// It is better now.
    Gained,
    /// It was better before.
    Lost,
    /// As before, or there is nothing to compare with.
    Same,
}

/// One part of the story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beat {
    /// Its id.
    pub id: String,
    /// The words that tell it; empty where it is not told.
    pub told: Pair<String>,
    /// How many words these are.
    pub words: Pair<usize>,
}

/// Compares them.
pub fn compare(before: Side<'_>, after: Side<'_>) -> Comparison {
    let both = Pair { before, after };
    Comparison {
        score: both.each(|side| side.verdict.overall.score),
        unprompted: both.each(|side| side.verdict.overall.unprompted),
        words: both.each(|side| side.transcript.words().len()),
        pace: both.each(|side| side.delivery.and_then(Delivery::words_per_minute)),
        own: both.each(|side| own(side.verdict)),
        dimensions: dimensions(before.verdict, after.verdict),
        rid_of: only(before.verdict, after.verdict),
        new_faults: only(after.verdict, before.verdict),
        beats: beats(&both),
    }
}

impl<T> Pair<T> {
    fn each<U>(&self, of: impl Fn(&T) -> U) -> Pair<U> {
        Pair { before: of(&self.before), after: of(&self.after) }
    }
}

/// `None` where nobody of the two acts.
fn own(verdict: &Verdict) -> Option<f32> {
    let i: usize = verdict.ledger.iter().map(|row| row.i).sum();
    let we: usize = verdict.ledger.iter().map(|row| row.we).sum();
    (i + we > 0).then(|| i as f32 / (i + we) as f32)
}

fn dimensions(before: &Verdict, after: &Verdict) -> Vec<Row> {
    let gone = before.dimensions.iter().filter(|d| after.dimension(&d.id).is_none());
    let rows = after.dimensions.iter().chain(gone).map(|dimension| {
        let level = |verdict: &Verdict| verdict.dimension(&dimension.id).map(|d| d.level);
        let level = Pair { before: level(before), after: level(after) };
        Row { label: dimension.label.clone(), turn: turn(level), level }
    });
    rows.collect()
}

fn turn(level: Pair<Option<Level>>) -> Turn {
    let (Some(before), Some(after)) = (level.before, level.after) else { return Turn::Same };
    match share(after).total_cmp(&share(before)) {
        std::cmp::Ordering::Greater => Turn::Gained,
        std::cmp::Ordering::Less => Turn::Lost,
        std::cmp::Ordering::Equal => Turn::Same,
    }
}

fn only(one: &Verdict, other: &Verdict) -> Vec<String> {
    let only = one.killers.iter().filter(|killer| !other.has_killer(&killer.id));
    only.map(|killer| killer.label.clone()).collect()
}

/// As the later take tells them; a part that only the earlier one tells comes after those.
fn beats(both: &Pair<Side<'_>>) -> Vec<Beat> {
    let mut order: Vec<&str> = Vec::new();
    for segment in both.after.verdict.segments.iter().chain(&both.before.verdict.segments) {
        if !order.contains(&segment.beat.as_str()) {
            order.push(&segment.beat);
        }
    }
    let beats = order.into_iter().map(|id| Beat {
        id: id.to_owned(),
        told: both.each(|side| told(side, id)),
        words: both.each(|side| told(side, id).split_whitespace().filter(|word| *word != APART).count()),
    });
    beats.collect()
}

/// Stands between words that were not said in a row.
const APART: &str = "…";

fn told(side: &Side<'_>, beat: &str) -> String {
    let mut text = String::new();
    let mut last_end = None;
    for segment in side.verdict.segments.iter().filter(|segment| segment.beat == beat) {
        if let Some(end) = last_end {
            text.push(' ');
            if segment.chars.start() > end + 1 {
                text.push_str(APART);
                text.push(' ');
            }
        }
        text.push_str(side.transcript.slice(segment.chars).trim());
        last_end = Some(segment.chars.end());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::packs::Packs;

    const WEAK: &str =
        "Something went wrong with the price list. We fixed it together and everybody learned from it.";
    const STRONG: &str = "I imported the price list without checking the currency, so two hundred invoices were wrong. \
        I told my manager ten minutes later, before any customer had noticed. Now I check ten rows before every import.";

    fn compared(before: &str, after: &str) -> Comparison {
        let packs = Packs::load(None).unwrap();
        let rubric = packs.get("ownership_failure").unwrap();
        let (before, after) = (Transcript::from_text(before), Transcript::from_text(after));
        let (weak, strong) = (rubric.judge(&before), rubric.judge(&after));
        let side = |transcript, verdict| Side { transcript, verdict, delivery: None };
        compare(side(&before, &weak), side(&after, &strong))
    }

    #[test]
    fn what_is_gained_one_way_is_lost_the_other() {
        let (there, back) = (compared(WEAK, STRONG), compared(STRONG, WEAK));
        assert!(there.score.after > there.score.before);
        assert_eq!((there.score.before, there.score.after), (back.score.after, back.score.before));
        let count = |all: &Comparison, turn| all.dimensions.iter().filter(|row| row.turn == turn).count();
        assert!(count(&there, Turn::Gained) >= 2);
        assert_eq!(count(&there, Turn::Gained), count(&back, Turn::Lost));
        assert_eq!((&there.rid_of, &there.new_faults), (&back.new_faults, &back.rid_of));
        assert!(!there.rid_of.is_empty());
        assert!(there.own.after > there.own.before);
    }

    #[test]
    fn every_word_stands_in_one_part_of_the_story() {
        let found = compared(WEAK, STRONG);
        let words = found.beats.iter().map(|beat| beat.words.after).sum::<usize>();
        assert_eq!(words, found.words.after);
        let disclosure = found.beats.iter().find(|beat| beat.id == "disclosure").unwrap();
        assert_eq!(disclosure.told.before, "");
        assert!(disclosure.told.after.starts_with("I told my manager ten minutes later"), "{disclosure:?}");
    }

    #[test]
    fn a_take_beside_itself_has_nothing_gained_and_nothing_lost() {
        let same = compared(STRONG, STRONG);
        assert!(same.dimensions.iter().all(|row| row.turn == Turn::Same));
        assert!(same.rid_of.is_empty() && same.new_faults.is_empty());
        assert_eq!(compared("", "").words, Pair { before: 0, after: 0 });
    }
}
