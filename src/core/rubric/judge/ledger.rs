//! Which part of the story stands where, who acts in it, and how much room it takes.

use crate::core::rubric::judge::assess::Assessment;
use crate::core::rubric::verdict::BeatSpan;
use crate::core::rubric::verdict::LedgerRow;
use crate::core::rubric::verdict::Share;
use crate::core::text::reading::Agent;
use crate::core::text::reading::Clause;
use crate::core::transcript::Transcript;

/// The part of the story of words that tell nothing.
const NOTHING_TOLD: &str = "other";

/// The parts of the story in order, covering all words with what is stuck to them. A word belongs to the clause of its
/// first token, one that was not read to the word before it. Neighbouring words of one sentence that tell the same part
/// are joined.
pub(super) fn segments(found: &Assessment<'_>, transcript: &Transcript) -> Vec<BeatSpan> {
    let clauses = clause_by_word(found, transcript.words().len());
    let mut made: Vec<BeatSpan> = Vec::new();
    let mut sentence = None;
    for (word, clause) in transcript.words().iter().zip(clauses) {
        let beat = clause.and_then(|at| found.rubric.beats.get(*found.beats.get(at)?));
        let id = beat.map_or(NOTHING_TOLD, |b| b.id.as_str());
        let said_in = clause.and_then(|at| found.reading.clauses.get(at)).map(|c| c.sentence);
        match made.last_mut().filter(|last| last.beat == id && sentence == Some(said_in)) {
            Some(last) => last.chars = last.chars.join(&word.chars),
            None => made.push(BeatSpan { chars: word.chars, beat: id.to_owned() }),
        }
        sentence = Some(said_in);
    }
    made
}

/// For each word its clause; `None` where nothing was read.
fn clause_by_word(found: &Assessment<'_>, words: usize) -> Vec<Option<usize>> {
    let mut clauses = vec![None; words];
    for (at, clause) in found.reading.clauses.iter().enumerate() {
        for token in &found.reading.tokens[clause.start..clause.end] {
            if let Some(slot @ None) = clauses.get_mut(token.word) {
                *slot = Some(at);
            }
        }
    }
    // What stands before the first word that was read goes with it.
    let mut last = clauses.iter().flatten().next().copied();
    for clause in &mut clauses {
        last = clause.or(last);
        *clause = last;
    }
    clauses
}

fn clauses_of<'a>(found: &'a Assessment<'_>, beats: &'a [String]) -> impl Iterator<Item = &'a Clause> {
    let told = found.reading.clauses.iter().zip(&found.beats);
    told.filter(|(_, beat)| found.rubric.beats.get(**beat).is_some_and(|b| beats.contains(&b.id)))
        .map(|(c, _)| c)
}

/// Who acts, by section.
pub(super) fn rows(found: &Assessment<'_>) -> Vec<LedgerRow> {
    let row = |section: &crate::core::rubric::rubric::Section| {
        let mut row = LedgerRow { section: section.id.clone(), i: 0, we: 0, others: 0, nobody: 0 };
        for clause in clauses_of(found, &section.beats).filter(|c| c.verb.is_some()) {
            match clause.agent {
                Agent::I => row.i += 1,
                Agent::We => row.we += 1,
                Agent::Other => row.others += 1,
                Agent::Nobody | Agent::Thing => row.nobody += 1,
                Agent::You => {}
            }
        }
        row
    };
    found.rubric.sections.iter().map(row).collect()
}

/// How the words are shared among the sections; words outside all sections are not counted.
pub(super) fn shares(found: &Assessment<'_>) -> Vec<Share> {
    let words = |clause: &Clause| found.reading.meant(clause).count();
    let sums: Vec<usize> =
        found.rubric.sections.iter().map(|s| clauses_of(found, &s.beats).map(words).sum()).collect();
    let total: usize = sums.iter().sum();
    let sections = found.rubric.sections.iter().zip(sums);
    sections
        .map(|(section, sum)| Share {
            section: section.id.clone(),
            actual: if total == 0 { 0.0 } else { sum as f32 / total as f32 },
            target: section.target,
            tolerance: section.tolerance,
        })
        .collect()
}
