//! What each interviewer would write: what was asked, what stood out, what stayed open.

use crate::core::debrief::packet::Came;
use crate::core::debrief::packet::Cell;
use crate::core::debrief::packet::Question;
use crate::core::debrief::packet::Sentence;
use crate::core::debrief::packet::WriteUp;
use crate::core::debrief::wording::Line;
use crate::core::debrief::wording::Wording;
use crate::core::debrief::words;
use crate::core::history::share;

/// One an interviewer.
pub(super) fn all(questions: &[Question], interviewers: usize, wording: &Wording) -> Vec<WriteUp> {
    let of = |interviewer| {
        let own: Vec<&Question> = questions.iter().filter(|q| q.interviewer == interviewer).collect();
        WriteUp { interviewer, sentences: sentences(&own, wording) }
    };
    (0..interviewers).map(of).collect()
}

fn sentences(own: &[&Question], wording: &Wording) -> Vec<Sentence> {
    let asked: Vec<&&Question> = own.iter().filter(|question| question.asked).collect();
    let unasked = words::list(own.iter().filter(|question| !question.asked).map(|q| q.title.as_str()));
    let mut said = Vec::new();
    if asked.is_empty() {
        said.push(wording.plain(Line::UpNone, &[]));
    } else {
        let names: Vec<String> = asked.iter().map(|question| scored(question, wording)).collect();
        let names = words::list(names.iter().map(String::as_str));
        said.push(wording.plain(Line::UpAsked, &[("questions", &names)]));
    }
    let cells: Vec<&Cell> =
        asked.iter().filter_map(|q| q.judged.as_ref()).flat_map(|judged| &judged.cells).collect();
    if !cells.is_empty() {
        said.push(best(&cells, wording));
        said.push(open(&cells, wording));
    }
    // Three sentences are enough: what was not asked is said where there is room.
    if !unasked.is_empty() && said.len() < 3 {
        said.push(wording.plain(Line::UpNotAsked, &[("questions", &unasked)]));
    }
    said
}

fn scored(question: &Question, wording: &Wording) -> String {
    let title = ("question", question.title.as_str());
    match &question.judged {
        Some(judged) => wording.say(Line::UpScored, &[title, ("score", &judged.score.to_string())]),
        None => wording.say(Line::UpSilent, &[title]),
    }
}

/// What stood out: of what was reached, the most by weight; what was offered comes before what was pulled out.
fn best(cells: &[&Cell], wording: &Wording) -> Sentence {
    let worth = |cell: &Cell| {
        let unasked = if cell.came == Came::Offered { 2.0 } else { 1.0 };
        cell.weight * share(cell.level) * unasked
    };
    let quoted = cells.iter().filter(|cell| cell.level.is_heard() && cell.quote.is_some());
    let Some(cell) = quoted.rev().max_by(|a, b| worth(a).total_cmp(&worth(b))) else {
        return wording.plain(Line::UpNothingHeard, &[]);
    };
    let line = if cell.came == Came::Pulled { Line::UpBestPulled } else { Line::UpBest };
    about(line, cell, wording)
}

/// What stayed open: what is missing most by weight; what was asked for in vain comes first.
fn open(cells: &[&Cell], wording: &Wording) -> Sentence {
    let lacks = |cell: &Cell| {
        let asked = if cell.came == Came::Open { 2.0 } else { 1.0 };
        cell.weight * (1.0 - share(cell.level)) * asked
    };
    let short = cells.iter().filter(|cell| share(cell.level) < 1.0);
    let Some(cell) = short.rev().max_by(|a, b| lacks(a).total_cmp(&lacks(b))) else {
        return wording.plain(Line::UpAllFull, &[]);
    };
    let line = match (cell.came, &cell.quote) {
        (Came::Open, None) => Line::UpOpen,
        (Came::Open, Some(_)) => Line::UpOpenQuote,
        (_, Some(_)) => Line::UpThin,
        (_, None) => Line::UpUnheard,
    };
    about(line, cell, wording)
}

fn about(line: Line, cell: &Cell, wording: &Wording) -> Sentence {
    let quote = cell.quote.as_ref();
    let words = quote.map_or("", |said| said.text.as_str());
    let gaps = [("dimension", cell.label.as_str()), ("quote", words)];
    wording.quoting(line, &gaps, quote.cloned().into_iter().collect())
}
