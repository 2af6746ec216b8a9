//! How one question went over the takes: the score, and every dimension.

use crate::core::history::Reached;
use crate::core::history::share;
use crate::core::rubric::verdict::Level;

/// So many takes are shown: more cannot be told apart on a screen, and the last ones count.
pub const SHOWN: usize = 40;

/// The last takes and as many before them are weighed against each other.
const WEIGHED: usize = 3;

/// A smaller difference of two averages, on the scale from 0 to 1, is chance.
const NOTICED: f32 = 0.125;

/// One judged answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Earlier<'a> {
    /// When it was given, for people.
    pub when: &'a str,
    /// From 1 to 5.
    pub score: u8,
    /// The score of what was offered before any probe.
    pub unprompted: u8,
    /// Each dimension.
    pub levels: &'a [Reached],
}

/// How one question went.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Trend {
    /// The takes that are shown, oldest first.
    pub takes: Vec<Point>,
    /// How many there are that are not shown, all of them older.
    pub older: usize,
    /// One a dimension, in the order of the latest scorecard; those that it no longer has come last.
    pub lines: Vec<Line>,
}

/// The scores of one take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// When it was given, for people.
    pub when: String,
    /// From 1 to 5.
    pub score: u8,
    /// The score of what was offered before any probe.
    pub unprompted: u8,
}

/// One dimension over the takes.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Id of the dimension.
    pub id: String,
    /// Its name for people.
    pub label: String,
    /// How far it was reached, one a take; `None` where its rubric did not know it.
    pub levels: Vec<Option<Level>>,
    /// Where it is going.
    pub course: Course,
}

/// Where something is going.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Course {
    /// There are not enough takes to say.
    Unknown,
    /// The last takes were better than those before.
    Up,
    /// There is no difference to speak of.
    Even,
    /// The last takes were worse than those before.
    Down,
}

/// How it went. `takes` come oldest first.
pub fn trend(takes: &[Earlier<'_>]) -> Trend {
    let older = takes.len().saturating_sub(SHOWN);
    let takes = &takes[older..];
    let mut known: Vec<&Reached> = Vec::new();
    for reached in takes.iter().rev().flat_map(|take| take.levels) {
        if known.iter().all(|known| known.id != reached.id) {
            known.push(reached);
        }
    }
    let points = takes.iter().map(|take| Point {
        when: take.when.to_owned(),
        score: take.score,
        unprompted: take.unprompted,
    });
    Trend {
        takes: points.collect(),
        older,
        lines: known.into_iter().map(|dimension| line(dimension, takes)).collect(),
    }
}

fn line(dimension: &Reached, takes: &[Earlier<'_>]) -> Line {
    let level = |take: &Earlier<'_>| {
        let reached = take.levels.iter().find(|reached| reached.id == dimension.id);
        reached.map(|reached| reached.level)
    };
    let levels: Vec<Option<Level>> = takes.iter().map(level).collect();
    let shares: Vec<f32> = levels.iter().flatten().map(|level| share(*level)).collect();
    Line { id: dimension.id.clone(), label: dimension.label.clone(), course: course(&shares), levels }
}

/// Where values from 0 to 1, oldest first, are going.
pub fn course(values: &[f32]) -> Course {
    // Of an odd number the one in the middle belongs to the last.
    let last = WEIGHED.min(values.len().div_ceil(2));
    let before = WEIGHED.min(values.len() - last);
    if before == 0 {
        return Course::Unknown;
    }
    let (before, after) = values[values.len() - last - before..].split_at(before);
    let mean = |values: &[f32]| values.iter().sum::<f32>() / values.len() as f32;
    let difference = mean(after) - mean(before);
    if difference >= NOTICED {
        Course::Up
    } else if difference <= -NOTICED {
        Course::Down
    } else {
        Course::Even
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reached(id: &str, level: u8) -> Reached {
        Reached { id: id.into(), label: id.to_uppercase(), level: Level::Graded(level), weight: 0.1 }
    }

    fn earlier(levels: &[Reached]) -> Earlier<'_> {
        Earlier { when: "some day", score: 3, unprompted: 2, levels }
    }

    #[test]
    fn a_dimension_that_an_older_rubric_did_not_know_has_a_hole_there() {
        let (old, new) =
            ([reached("cause", 1), reached("gone", 2)], [reached("proof", 0), reached("cause", 2)]);
        let trend = trend(&[earlier(&old), earlier(&new)]);
        let lines: Vec<_> = trend.lines.iter().map(|line| (line.id.as_str(), line.levels.clone())).collect();
        let at = |level| Some(Level::Graded(level));
        let wanted =
            [("proof", vec![None, at(0)]), ("cause", vec![at(1), at(2)]), ("gone", vec![at(2), None])];
        assert_eq!(lines, wanted);
        assert_eq!(trend.lines[1].course, Course::Up);
        assert_eq!(trend.lines[0].course, Course::Unknown);
    }

    #[test]
    fn the_last_takes_are_weighed_against_those_before() {
        assert_eq!(course(&[]), Course::Unknown);
        assert_eq!(course(&[1.0]), Course::Unknown);
        assert_eq!(course(&[0.5, 0.0]), Course::Down);
        assert_eq!(course(&[0.0, 1.0, 1.0]), Course::Up);
        // What was long ago does not count.
        assert_eq!(course(&[0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0]), Course::Even);
        assert_eq!(course(&[0.0, 0.5, 0.5, 0.5, 0.5, 1.0]), Course::Up);
    }

    #[test]
    fn of_very_many_takes_the_last_are_shown() {
        let levels = [reached("cause", 1)];
        let takes = vec![earlier(&levels); SHOWN + 7];
        let trend = trend(&takes);
        assert_eq!((trend.takes.len(), trend.older, trend.lines[0].levels.len()), (SHOWN, 7, SHOWN));
        assert_eq!(super::trend(&[]), Trend::default());
    }
}
