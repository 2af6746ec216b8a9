//! Groups labelled answers for cross-validation, so that no writer is learned from and tested on at once.

use std::collections::BTreeMap;

use thiserror::Error;

use crate::core::eval::answer::Labelled;

/// Why answers cannot be split.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FoldError {
    /// There are fewer groups than folds, or fewer than two folds are wanted.
    #[error(
        "{groups} groups cannot fill {folds} folds; ask for at least 2 folds and at most as many as groups"
    )]
    TooFew {
        /// How many different groups there are.
        groups: usize,
        /// How many folds were asked for.
        folds: usize,
    },
}

/// One round of cross-validation, as indices into the answers, both ascending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fold {
    /// What to learn from.
    pub train: Vec<usize>,
    /// What to test on.
    pub test: Vec<usize>,
}

/// Who an answer comes from: its `writer` if it has one, else its id up to the first `-`, as in `a1` of `a1-007`.
pub fn writer(answer: &Labelled) -> &str {
    match &answer.writer {
        Some(writer) => writer,
        None => answer.id.split_once('-').map_or(answer.id.as_str(), |(prefix, _)| prefix),
    }
}

/// Splits items into `folds` rounds. Items of one group are tested in the same round, every item in exactly one,
/// and the rounds are about as large as each other. The same groups always give the same split.
pub fn folds(groups: &[&str], folds: usize) -> Result<Vec<Fold>, FoldError> {
    let mut members: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, group) in groups.iter().enumerate() {
        members.entry(group).or_default().push(at);
    }
    if folds < 2 || members.len() < folds {
        return Err(FoldError::TooFew { groups: members.len(), folds });
    }
    // The largest group goes first, each into the emptiest fold; names decide between equals.
    let mut largest_first: Vec<Vec<usize>> = members.into_values().collect();
    largest_first.sort_by_key(|members| std::cmp::Reverse(members.len()));
    let mut tests: Vec<Vec<usize>> = vec![Vec::new(); folds];
    for members in largest_first {
        if let Some(emptiest) = tests.iter_mut().min_by_key(|test| test.len()) {
            emptiest.extend(members);
        }
    }
    Ok(tests.into_iter().map(|test| fold(test, groups.len())).collect())
}

/// One round a writer: see [`writer`] and [`folds`].
pub fn leave_one_writer_out(answers: &[Labelled]) -> Result<Vec<Fold>, FoldError> {
    let writers: Vec<&str> = answers.iter().map(writer).collect();
    let mut distinct = writers.clone();
    distinct.sort_unstable();
    distinct.dedup();
    folds(&writers, distinct.len())
}

fn fold(mut test: Vec<usize>, items: usize) -> Fold {
    test.sort_unstable();
    let train = (0..items).filter(|at| test.binary_search(at).is_err()).collect();
    Fold { train, test }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_never_split_and_every_item_is_tested_once() {
        let groups = ["a", "b", "a", "c", "b", "d", "a", "e"];
        let made = folds(&groups, 3).unwrap();
        let mut tested: Vec<usize> = made.iter().flat_map(|f| f.test.clone()).collect();
        tested.sort_unstable();
        assert_eq!(tested, (0..groups.len()).collect::<Vec<_>>());
        for fold in &made {
            assert!(fold.test.iter().all(|t| fold.train.iter().all(|l| groups[*t] != groups[*l])));
            assert_eq!(fold.test.len() + fold.train.len(), groups.len());
        }
    }

    #[test]
    fn the_rounds_are_about_as_large_as_each_other() {
        let groups = ["a", "a", "a", "b", "b", "c", "d", "e"];
        let sizes: Vec<usize> = folds(&groups, 3).unwrap().iter().map(|f| f.test.len()).collect();
        assert_eq!(sizes, [3, 3, 2]);
    }

    #[test]
    fn fewer_groups_than_folds_are_refused() {
        assert_eq!(folds(&["a", "a"], 2), Err(FoldError::TooFew { groups: 1, folds: 2 }));
        assert!(folds(&["a", "b"], 1).is_err());
        assert!(folds(&[], 0).is_err());
    }
}
