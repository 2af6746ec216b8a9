//! Which part of the story stands where, who acts in it, and how much room it takes.

use crate::core::rubric::judge::assess::Assessment;
use crate::core::rubric::verdict::BeatSpan;
use crate::core::rubric::verdict::LedgerRow;
use crate::core::rubric::verdict::Share;
use crate::core::text::reading::Agent;
use crate::core::text::reading::Clause;

/// The parts of the story in order; neighbouring clauses of one sentence that tell the same part are joined.
pub(super) fn segments(found: &Assessment<'_>) -> Vec<BeatSpan> {
    let mut made: Vec<BeatSpan> = Vec::new();
    let mut sentence = None;
    for (clause, beat) in found.reading.clauses.iter().zip(&found.beats) {
        let chars = found.reading.chars(clause.start, clause.end);
        let id = found.rubric.beats.get(*beat).map_or("other", |b| b.id.as_str());
        match made.last_mut().filter(|last| last.beat == id && sentence == Some(clause.sentence)) {
            Some(last) => last.chars = last.chars.join(&chars),
            None => made.push(BeatSpan { chars, beat: id.to_owned() }),
        }
        sentence = Some(clause.sentence);
    }
    made
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
