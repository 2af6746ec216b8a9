//! Exact words of the transcript.

use crate::core::rubric::judge::assess::Assessment;
use crate::core::rubric::verdict::Quote;
use crate::core::rubric::when::Part;
use crate::core::rubric::when::When;
use crate::core::span::Char;
use crate::core::span::Span;
use crate::core::transcript::Transcript;

/// A further clause is quoted too when it is this likely, and this likely beside the best one.
const LEAST: f32 = 0.5;
const LEAST_BESIDE_BEST: f32 = 0.6;
/// Quotes a dimension.
const MOST_QUOTES: usize = 3;

/// A quotation of some characters.
pub(super) fn of(chars: Span<Char>, transcript: &Transcript) -> Quote {
    Quote { chars, text: transcript.slice(chars).to_owned() }
}

/// A quotation of some tokens.
pub(super) fn tokens(found: &Assessment<'_>, start: usize, end: usize, transcript: &Transcript) -> Quote {
    of(found.reading.chars(start, end), transcript)
}

/// A quotation of a whole clause.
pub(super) fn clause(found: &Assessment<'_>, at: usize, transcript: &Transcript) -> Quote {
    let clause = &found.reading.clauses[at];
    tokens(found, clause.start, clause.end, transcript)
}

/// What a condition asks for: the clauses in which its events lie, or else those of the parts of the story it counts.
pub(super) fn asked_for(found: &Assessment<'_>, when: &When, transcript: &Transcript) -> Vec<Quote> {
    let mut scores = vec![0.0_f32; found.reading.clauses.len()];
    when.visit(&mut |part| {
        if let Part::Beat(beat) = part {
            let told = found.beats.iter().map(|b| found.rubric.beats.get(*b).is_some_and(|b| b.id == beat));
            scores.iter_mut().zip(told).filter(|(_, told)| *told).for_each(|(score, _)| *score = LEAST);
        }
    });
    for event in found.asked_for(when) {
        let clauses = found.reading.clauses.iter().zip(&mut scores);
        for (_, score) in clauses.filter(|(c, _)| c.start < event.end && event.start < c.end) {
            *score = score.max(event.certainty);
        }
    }
    if scores.iter().all(|score| *score == 0.0) {
        return Vec::new();
    }
    top(found, &scores, transcript)
}

/// The best clause and those nearly as good; neighbours are joined into one quotation.
pub(super) fn top(found: &Assessment<'_>, scores: &[f32], transcript: &Transcript) -> Vec<Quote> {
    let best = scores.iter().copied().fold(0.0, f32::max);
    let mut order: Vec<usize> = (0..scores.len())
        .filter(|&i| scores[i] >= best || scores[i] > LEAST && scores[i] > LEAST_BESIDE_BEST * best)
        .collect();
    order.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]).then(a.cmp(b)));
    order.truncate(MOST_QUOTES);
    order.sort_unstable();
    let mut spans: Vec<Span<Char>> = Vec::new();
    let mut last = None;
    for at in order {
        let clause = &found.reading.clauses[at];
        let span = found.reading.chars(clause.start, clause.end);
        let same_sentence =
            last.is_some_and(|l: usize| l + 1 == at && found.reading.clauses[l].sentence == clause.sentence);
        match spans.last_mut().filter(|_| same_sentence) {
            Some(open) => *open = open.join(&span),
            None => spans.push(span),
        }
        last = Some(at);
    }
    spans.into_iter().map(|span| of(span, transcript)).collect()
}
