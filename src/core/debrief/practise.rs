//! What is most worth practising next.
//!
//! Each dimension costs, in every answer that it counts in, its share of the score times what was missing, and a part of
//! that where it was there but had to be asked for. The three that cost most over all answers are chosen. A question to
//! practise one on is that of all packs in which it weighs most; one of this loop's counts three quarters, for its story
//! was just told.

use crate::core::debrief::input::Exercise;
use crate::core::debrief::packet::Came;
use crate::core::debrief::packet::Cell;
use crate::core::debrief::packet::Practise;
use crate::core::debrief::packet::Question;
use crate::core::debrief::packet::Sentence;
use crate::core::debrief::wording::Line;
use crate::core::debrief::wording::Wording;
use crate::core::debrief::words;
use crate::core::history::share;

/// How many are chosen.
const CHOSEN: usize = 3;

/// What a question of this loop counts.
const JUST_TOLD: f32 = 0.75;

/// Less than this is not worth pointing at, as in the history.
const WORTH: f32 = 0.02;

/// A dimension with the questions that it was short in.
struct Short<'a> {
    cell: &'a Cell,
    /// What it cost over all of them.
    cost: f32,
    lacks: Vec<(&'a Question, &'a Cell)>,
}

/// The three, best first; fewer where less is missing.
pub(super) fn chosen(questions: &[Question], exercises: &[Exercise<'_>], wording: &Wording) -> Vec<Practise> {
    let mut costs = costs(questions, wording);
    costs.retain(|short| short.cost >= WORTH);
    // A stable sort: of two that cost the same, the one that came first.
    costs.sort_by(|a, b| b.cost.total_cmp(&a.cost));
    costs.iter().filter_map(|short| practise(short, questions, exercises, wording)).take(CHOSEN).collect()
}

fn costs<'a>(questions: &'a [Question], wording: &Wording) -> Vec<Short<'a>> {
    let mut found: Vec<Short<'a>> = Vec::new();
    for question in questions {
        for cell in question.judged.iter().flat_map(|judged| &judged.cells) {
            let (before, after) = (share(cell.unprompted), share(cell.level));
            let asked_for = (after - before).max(0.0) * wording.rule.pulled_costs;
            let cost = cell.weight * (1.0 - after + asked_for);
            if cost <= 0.0 {
                continue;
            }
            match found.iter_mut().find(|known| known.cell.dimension == cell.dimension) {
                Some(known) => {
                    known.cost += cost;
                    known.lacks.push((question, cell));
                }
                None => found.push(Short { cell, cost, lacks: vec![(question, cell)] }),
            }
        }
    }
    found
}

fn practise(
    short: &Short<'_>,
    questions: &[Question],
    exercises: &[Exercise<'_>],
    wording: &Wording,
) -> Option<Practise> {
    let id = &short.cell.dimension;
    let told = |exercise: &Exercise<'_>| questions.iter().any(|q| q.id == exercise.question && q.asked);
    let fits = exercises.iter().filter_map(|exercise| {
        let exercised = exercise.dimensions.iter().find(|dimension| dimension.id == id)?;
        let counts = if told(exercise) { JUST_TOLD } else { 1.0 };
        Some((exercise, exercised, exercised.weight * counts))
    });
    let (exercise, exercised, _) = fits.max_by(|a, b| a.2.total_cmp(&b.2))?;
    Some(Practise {
        dimension: id.clone(),
        label: short.cell.label.clone(),
        why: why(short, wording),
        full: exercised.full.to_owned(),
        question: exercise.question.to_owned(),
        title: exercise.title.to_owned(),
    })
}

/// Where it was short, the worst kind first.
fn why(short: &Short<'_>, wording: &Wording) -> Sentence {
    let kind = |cell: &Cell| match cell.came {
        _ if !cell.level.is_heard() => 0,
        Came::Pulled if share(cell.level) >= 1.0 => 2,
        _ => 1,
    };
    let lines = [Line::PractiseMissing, Line::PractiseThin, Line::PractisePulled];
    let mut texts = Vec::new();
    let mut quotes = Vec::new();
    for (n, line) in lines.into_iter().enumerate() {
        let such: Vec<_> = short.lacks.iter().filter(|(_, cell)| kind(cell) == n).collect();
        if such.is_empty() {
            continue;
        }
        let names = words::list(such.iter().map(|(question, _)| question.title.as_str()));
        texts.push(wording.say(line, &[("questions", &names)]));
        quotes.extend(such.iter().filter_map(|(_, cell)| cell.quote.clone()));
    }
    Sentence { text: texts.join(" "), quotes }
}
