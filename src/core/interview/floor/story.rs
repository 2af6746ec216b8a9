//! How far an answer has come: what was told last, and whether a reply has answered its probe.

use crate::core::rubric::dialogue::session::Taken;
use crate::core::rubric::rubric::Rubric;
use crate::core::rubric::verdict::Verdict;

/// How far the answer has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Story {
    /// Only the situation was told, or nothing; a reply has not answered its probe.
    Opening,
    /// What was done is told, or being told.
    Middle,
    /// The last thing told belongs to the end of the story; a reply has answered its probe.
    Told,
}

/// By the parts of the story: the first section of the rubric is the situation, the last the result.
pub fn of_answer(verdict: &Verdict, rubric: &Rubric) -> Story {
    let place = |beat: &str| {
        let id = &rubric.section_of(beat)?.id;
        rubric.sections.iter().position(|section| section.id == *id)
    };
    let told = verdict.segments.iter().filter_map(|span| place(&span.beat));
    match (told.clone().next_back(), told.max()) {
        (Some(last), _) if last + 1 == rubric.sections.len() => Story::Told,
        (_, Some(furthest)) if furthest > 0 => Story::Middle,
        _ => Story::Opening,
    }
}

/// By how a reply takes its probe, as far as it is heard.
pub fn of_reply(taken: Option<Taken>) -> Story {
    match taken {
        Some(Taken::Answered | Taken::Denied) => Story::Told,
        Some(Taken::Dodged) | None => Story::Opening,
    }
}
