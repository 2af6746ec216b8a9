//! Question by dimension: how far each was reached before and after the probes, and one quotation.

use crate::core::debrief::came;
use crate::core::debrief::input::Input;
use crate::core::debrief::input::Round;
use crate::core::debrief::packet::Acts;
use crate::core::debrief::packet::Came;
use crate::core::debrief::packet::Cell;
use crate::core::debrief::packet::Fault;
use crate::core::debrief::packet::Judged;
use crate::core::debrief::packet::Question;
use crate::core::debrief::packet::Said;
use crate::core::debrief::packet::Shared;
use crate::core::debrief::words;
use crate::core::rubric::verdict::DimensionVerdict;
use crate::core::rubric::verdict::KillerVerdict;
use crate::core::rubric::verdict::LedgerRow;
use crate::core::rubric::verdict::Quote;
use crate::core::rubric::verdict::Verdict;

/// The part of an answer in which things get done, by its name in the packs.
const DOING: &str = "action";

/// More words than this are read only where there is nothing shorter.
const LONGEST: usize = 32;

/// The rows.
pub(super) fn questions(input: &Input<'_>) -> Vec<Question> {
    let rounds = input.rounds.iter().enumerate();
    rounds
        .map(|(at, round)| Question {
            id: round.question.to_owned(),
            title: round.title.to_owned(),
            ask: round.ask.to_owned(),
            interviewer: round.interviewer,
            planned_ms: round.planned_ms,
            used_ms: round.used_ms,
            end: round.end,
            asked: round.was_asked(),
            judged: round.answer().map(|verdict| judged(input.rounds, at, verdict)),
        })
        .collect()
}

fn judged(rounds: &[Round<'_>], at: usize, verdict: &Verdict) -> Judged {
    let round = &rounds[at];
    let all: f32 = verdict.dimensions.iter().map(|d| d.weight).sum();
    let cells = verdict.dimensions.iter().map(|dimension| cell(rounds, at, dimension, all));
    Judged {
        score: verdict.overall.score,
        unprompted: verdict.overall.unprompted,
        too_short: verdict.overall.too_short,
        anchor: verdict.overall.anchor.clone(),
        words: round.transcript.words().len(),
        probes: round.turns.iter().filter(|turn| turn.asked.is_some()).count(),
        cells: cells.collect(),
        faults: verdict.killers.iter().map(|killer| fault(rounds, at, killer)).collect(),
        acts: acts(&verdict.ledger),
    }
}

fn cell(rounds: &[Round<'_>], at: usize, dimension: &DimensionVerdict, all: f32) -> Cell {
    let came = came::came(&rounds[at], dimension);
    Cell {
        dimension: dimension.id.clone(),
        label: dimension.label.clone(),
        unprompted: dimension.unprompted,
        level: dimension.level,
        anchor: dimension.anchor.clone(),
        weight: if all > 0.0 { dimension.weight / all } else { 0.0 },
        came,
        probe: came::probe(&rounds[at], &dimension.id).map(str::to_owned),
        quote: quote(rounds, at, dimension, came).filter(|_| dimension.level.is_heard()),
    }
}

/// The words that earned a level. Where it took a probe, those of the reply are meant, if any of them did.
fn quote(rounds: &[Round<'_>], at: usize, dimension: &DimensionVerdict, came: Came) -> Option<Said> {
    let replies = came::replies_from(&rounds[at]).filter(|_| came == Came::Pulled);
    let in_reply = |quote: &&Quote| replies.is_some_and(|from| quote.chars.start() >= from);
    let replied = fullest(dimension.evidence.iter().filter(in_reply));
    words::said(rounds, at, replied.or_else(|| fullest(dimension.evidence.iter()))?)
}

/// Of several quotations the one with the most words, unless it is too long to be read at a glance.
fn fullest<'q>(quotes: impl Iterator<Item = &'q Quote>) -> Option<&'q Quote> {
    let words = |quote: &Quote| quote.text.split_whitespace().count();
    let worth = |quote: &Quote| match words(quote) {
        fits if fits <= LONGEST => (true, fits),
        long => (false, usize::MAX - long),
    };
    // Of two with as many words, the one that comes first.
    quotes.reduce(|best, next| if worth(next) > worth(best) { next } else { best })
}

fn fault(rounds: &[Round<'_>], at: usize, killer: &KillerVerdict) -> Fault {
    Fault {
        id: killer.id.clone(),
        label: killer.label.clone(),
        meaning: killer.meaning.clone(),
        cap: killer.cap,
        quote: killer.evidence.first().and_then(|quote| words::said(rounds, at, quote)),
    }
}

fn acts(ledger: &[LedgerRow]) -> Acts {
    let doing = ledger.iter().find(|row| row.section == DOING);
    Acts {
        i: ledger.iter().map(|row| row.i).sum(),
        we: ledger.iter().map(|row| row.we).sum(),
        others: ledger.iter().map(|row| row.others).sum(),
        nobody: ledger.iter().map(|row| row.nobody).sum(),
        doing_i: doing.map_or(0, |row| row.i),
        doing_we: doing.map_or(0, |row| row.we),
    }
}

/// The dimensions that two or more answers are judged by: the columns that can be read downwards.
pub(super) fn shared(questions: &[Question]) -> Vec<Shared> {
    let mut seen: Vec<(Shared, usize)> = Vec::new();
    for cell in questions.iter().filter_map(|question| question.judged.as_ref()).flat_map(|j| &j.cells) {
        match seen.iter_mut().find(|(known, _)| known.dimension == cell.dimension) {
            Some((_, count)) => *count += 1,
            None => {
                seen.push((Shared { dimension: cell.dimension.clone(), label: cell.label.clone() }, 1));
            }
        }
    }
    seen.into_iter().filter(|(_, count)| *count > 1).map(|(shared, _)| shared).collect()
}
