//! This loop beside the one before.

use crate::core::debrief::packet::Compared;
use crate::core::debrief::packet::Comparison;
use crate::core::debrief::packet::Debrief;
use crate::core::debrief::packet::Question;
use crate::core::debrief::packet::Sentence;
use crate::core::debrief::patterns;
use crate::core::debrief::wording::Line;
use crate::core::debrief::wording::Wording;
use crate::core::debrief::words;
use crate::core::history::compare::Pair;
use crate::core::history::compare::Turn;
use crate::core::history::share;

/// So many of the dimensions that moved are named, those that moved most.
const NAMED: usize = 5;

/// How they differ. `before` was made of the earlier loop alone.
pub(super) fn compare(before: &Debrief, after: &Debrief, when: &str, wording: &Wording) -> Comparison {
    let mut made = Comparison {
        when: when.to_owned(),
        grade: Pair { before: before.grade, after: after.grade },
        mean: Pair { before: before.figures.mean, after: after.figures.mean },
        unprompted: Pair { before: before.figures.unprompted, after: after.figures.unprompted },
        own: Pair { before: patterns::own(&before.questions), after: patterns::own(&after.questions) },
        dimensions: dimensions(before, after, wording.rule.noticed),
        sentences: Vec::new(),
    };
    made.sentences = sentences(&made, before, after, wording);
    made
}

/// Those that both judge, in the order of this loop.
fn dimensions(before: &Debrief, after: &Debrief, noticed: f32) -> Vec<Compared> {
    let mut found: Vec<Compared> = Vec::new();
    let cells = after.questions.iter().filter_map(|q| q.judged.as_ref()).flat_map(|judged| &judged.cells);
    for cell in cells {
        let known = found.iter().any(|known| known.dimension == cell.dimension);
        let both =
            reached(&before.questions, &cell.dimension).zip(reached(&after.questions, &cell.dimension));
        if let Some((before, after)) = both.filter(|_| !known) {
            found.push(Compared {
                dimension: cell.dimension.clone(),
                label: cell.label.clone(),
                reached: Pair { before, after },
                turn: turn(before, after, noticed),
            });
        }
    }
    found
}

fn turn(before: f32, after: f32, noticed: f32) -> Turn {
    match after - before {
        gained if gained > 0.0 && gained >= noticed => Turn::Gained,
        lost if lost < 0.0 && -lost >= noticed => Turn::Lost,
        _ => Turn::Same,
    }
}

/// How much of a dimension was reached on average.
fn reached(questions: &[Question], dimension: &str) -> Option<f32> {
    let cells = questions.iter().filter_map(|q| q.judged.as_ref()).flat_map(|judged| &judged.cells);
    let shares: Vec<f32> =
        cells.filter(|cell| cell.dimension == dimension).map(|cell| share(cell.level)).collect();
    (!shares.is_empty()).then(|| shares.iter().sum::<f32>() / shares.len() as f32)
}

fn sentences(made: &Comparison, before: &Debrief, after: &Debrief, wording: &Wording) -> Vec<Sentence> {
    let grade = if made.grade.before == made.grade.after {
        wording.plain(Line::BeforeSame, &[("grade", &after.grade_name)])
    } else {
        wording.plain(Line::BeforeOther, &[("before", &before.grade_name), ("after", &after.grade_name)])
    };
    let mut said = vec![grade];
    for (line, pair) in [(Line::BeforeMean, made.mean), (Line::BeforeOffered, made.unprompted)] {
        if let (Some(before), Some(after)) = (pair.before, pair.after) {
            let (before, after) = (words::score(before), words::score(after));
            said.push(wording.plain(line, &[("before", &before), ("after", &after)]));
        }
    }
    let names = |line, turn| {
        let mut moved: Vec<&Compared> = made.dimensions.iter().filter(|row| row.turn == turn).collect();
        let by = |row: &Compared| (row.reached.after - row.reached.before).abs();
        moved.sort_by(|a, b| by(b).total_cmp(&by(a)));
        let names = words::list(moved.iter().take(NAMED).map(|row| row.label.as_str()));
        (!names.is_empty()).then(|| wording.plain(line, &[("dimensions", &names)]))
    };
    said.extend(names(Line::BeforeGained, Turn::Gained));
    said.extend(names(Line::BeforeLost, Turn::Lost));
    let still = !made.dimensions.is_empty() && made.dimensions.iter().all(|row| row.turn == Turn::Same);
    said.extend(still.then(|| wording.plain(Line::BeforeNothingMoved, &[])));
    said
}
