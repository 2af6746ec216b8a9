//! The fixed words of a debrief: names of sections and states. Nothing here judges an answer.

use crate::core::debrief::input::Ending;
use crate::core::debrief::packet::Came;
use crate::core::debrief::packet::Cell;
use crate::core::debrief::packet::Debrief;
use crate::core::debrief::packet::Grade;
use crate::core::debrief::packet::Judged;
use crate::core::debrief::packet::Question;
use crate::core::debrief::packet::Sentence;
use crate::core::debrief::words;
use crate::core::history::compare::Turn;
use crate::io::report::labels;

pub(super) const PRACTISE: &str = "Practise next";
pub(super) const MATRIX: &str = "Questions and dimensions";
pub(super) const EVIDENCE: &str = "Evidence by question";
pub(super) const OFFERED: &str = "Offered, and pulled out";
pub(super) const PATTERNS: &str = "Across the questions";
pub(super) const WRITE_UPS: &str = "What each interviewer would write";
pub(super) const BEFORE: &str = "Beside the loop before";
pub(super) const NOTHING_SHARED: &str = "No two of the questions judge the same thing";

/// A name in capitals as a heading: the interviewer of a plan is "the hiring manager".
pub(super) fn heading(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// How something came out, as the heading of a list.
pub(super) fn came(came: Came) -> &'static str {
    match came {
        Came::Offered => "Offered unasked",
        Came::Pulled => "After a probe",
        Came::Open => "Open after a probe",
        Came::Thin => "Thin, not asked about",
        Came::Unheard => "Not heard, not asked about",
    }
}

/// In the order of a report.
pub(super) const CAME: [Came; 5] = [Came::Offered, Came::Pulled, Came::Open, Came::Thin, Came::Unheard];

/// A grade as JSON and style sheets have it.
pub(super) fn grade(grade: Grade) -> &'static str {
    match grade {
        Grade::Strong => "strong",
        Grade::Mixed => "mixed",
        Grade::NotYet => "not_yet",
    }
}

/// How a question ended, where that is worth a word.
pub(super) fn ending(question: &Question) -> &'static str {
    match question.end {
        _ if !question.asked => "not asked",
        Ending::TimeUp => "time ran out",
        Ending::Skipped => "skipped",
        Ending::Left => "left",
        Ending::Done | Ending::NotAsked => "",
    }
}

/// What became of a dimension.
pub(super) fn turn(turn: Turn) -> &'static str {
    match turn {
        Turn::Gained => "more",
        Turn::Lost => "less",
        Turn::Same => "as before",
    }
}

/// A cell in words: "thin, full after a probe".
pub(super) fn cell(cell: &Cell) -> String {
    let (before, after) = (labels::level(cell.unprompted), labels::level(cell.level));
    match cell.came {
        Came::Pulled => format!("{before}, {after} after a probe"),
        Came::Open => format!("{after}, also after a probe"),
        Came::Offered | Came::Thin | Came::Unheard => after.to_owned(),
    }
}

/// A cell in the fewest words, beside its dots.
pub(super) fn short(cell: &Cell) -> String {
    let level = labels::level(cell.level);
    match cell.came {
        Came::Pulled | Came::Open => format!("{level}, asked"),
        Came::Offered | Came::Thin | Came::Unheard => level.to_owned(),
    }
}

/// A score in words: "4 of 5, 3 before any probe".
pub(super) fn score(judged: &Judged) -> String {
    if judged.score == judged.unprompted {
        format!("{} of 5", judged.score)
    } else {
        format!("{} of 5, {} before any probe", judged.score, judged.unprompted)
    }
}

/// How long a question took, of how long it was to take.
pub(super) fn time(question: &Question) -> String {
    match (question.used_ms, question.planned_ms) {
        (None, _) => String::new(),
        (Some(used), 0) => words::minutes(used),
        (Some(used), planned) => format!("{} of {}", words::minutes(used), words::minutes(planned)),
    }
}

/// The patterns with their headings; those of which there is nothing to say are left out.
pub(super) fn patterns(debrief: &Debrief) -> Vec<(&'static str, &[Sentence])> {
    let patterns = &debrief.patterns;
    let all = [
        ("Who acts", patterns.acts.as_slice()),
        ("One story or several", patterns.stories.as_slice()),
        ("Telling before others know", patterns.telling.as_slice()),
        ("Figures that do not agree", patterns.numbers.as_slice()),
        ("Use of the time", patterns.time.as_slice()),
    ];
    all.into_iter().filter(|(_, sentences)| !sentences.is_empty()).collect()
}

/// The cells of an answer that came out in one way.
pub(super) fn that_came(judged: &Judged, way: Came) -> Vec<&Cell> {
    judged.cells.iter().filter(|cell| cell.came == way).collect()
}
