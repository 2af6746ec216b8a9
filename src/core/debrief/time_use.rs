//! How the time was used, and which questions it did not reach.

use crate::core::debrief::input::Ending;
use crate::core::debrief::packet::Figures;
use crate::core::debrief::packet::Question;
use crate::core::debrief::packet::Sentence;
use crate::core::debrief::wording::Line;
use crate::core::debrief::wording::Wording;
use crate::core::debrief::words;

/// What to say about it.
pub(super) fn sentences(figures: &Figures, questions: &[Question], wording: &Wording) -> Vec<Sentence> {
    let names = |line, fits: &dyn Fn(&Question) -> bool| {
        let names = words::list(questions.iter().filter(|q| fits(q)).map(|q| q.title.as_str()));
        (!names.is_empty()).then(|| wording.plain(line, &[("questions", &names)]))
    };
    let (used, planned) = (words::minutes(figures.used_ms), words::minutes(figures.planned_ms));
    let mut said = vec![wording.plain(Line::TimeUsed, &[("used", &used), ("planned", &planned)])];
    said.extend(names(Line::TimeUp, &|q| q.asked && q.end == Ending::TimeUp));
    said.extend(questions.iter().filter(|q| left_much(q, wording)).map(|question| {
        let (used, planned) =
            (words::minutes(question.used_ms.unwrap_or_default()), words::minutes(question.planned_ms));
        let gaps =
            [("question", question.title.as_str()), ("used", used.as_str()), ("planned", planned.as_str())];
        wording.plain(Line::TimeLeft, &gaps)
    }));
    said.extend(names(Line::TimeSkipped, &|q| q.end == Ending::Skipped));
    said.extend(names(Line::TimeSpare, &|q| q.asked && q.planned_ms == 0));
    said.extend(names(Line::TimeNotAsked, &|q| !q.asked));
    said
}

/// Whether a question ended in good order long before its time was up.
fn left_much(question: &Question, wording: &Wording) -> bool {
    let used = question.used_ms.unwrap_or_default() as f32;
    question.end == Ending::Done && used < question.planned_ms as f32 * wording.rule.time_left
}
