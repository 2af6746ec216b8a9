//! The trained weights of this build, and what they say about an answer.

use std::sync::LazyLock;

use crate::core::rubric::learned::answer;
use crate::core::rubric::learned::answer::Figures;
use crate::core::rubric::learned::answer::Regression;
use crate::core::rubric::learned::features::Hints;
use crate::core::rubric::learned::score;
use crate::core::rubric::learned::score::ClauseScore;
use crate::core::rubric::learned::score::Steps;
use crate::core::rubric::learned::weights::WeightError;
use crate::core::rubric::learned::weights::Weights;
use crate::core::text::reading::Reading;

/// All trained weights.
#[derive(Debug, Default)]
pub struct Model {
    weights: Weights,
    steps: Steps,
    regressions: Vec<Regression>,
}

/// The weights that this build was made with. Weights that cannot be read count as none; a test holds that these can.
static BUILT_IN: LazyLock<Model> = LazyLock::new(|| {
    Model::parse(
        include_str!("../../../../prompts/learned/clauses.tsv"),
        include_str!("../../../../prompts/learned/answer.tsv"),
    )
    .unwrap_or_default()
});

/// What the learned part says about a whole answer.
#[derive(Debug, Clone)]
pub struct Reckoning {
    /// For each clause.
    pub clauses: Vec<ClauseScore>,
    /// Figures about the answer.
    pub figures: Figures,
}

impl Model {
    /// The weights of this build.
    pub fn built_in() -> &'static Self {
        &BUILT_IN
    }

    /// Reads both tables.
    pub fn parse(clauses: &str, answer: &str) -> Result<Self, WeightError> {
        let weights = Weights::parse(clauses)?;
        let steps = score::steps_of(&weights);
        Ok(Self { weights, steps, regressions: answer::parse(answer)? })
    }

    /// Whether there are no weights.
    pub fn is_empty(&self) -> bool {
        self.weights.is_empty()
    }

    /// Scores an answer.
    pub fn reckon(&self, reading: &Reading, hints: &Hints) -> Reckoning {
        let clauses = score::clauses(&self.weights, &self.steps, reading, hints);
        let figures = answer::figures(reading, hints, &clauses);
        Reckoning { clauses, figures }
    }

    /// The probability of each class of a target; empty for a target that was not trained.
    pub fn probabilities(&self, target: &str, values: &[f32]) -> Vec<f32> {
        self.regressions
            .iter()
            .find(|r| r.target == target)
            .map_or_else(Vec::new, |r| r.probabilities(values))
    }

    /// The classes of a target.
    pub fn classes(&self, target: &str) -> &[String] {
        self.regressions.iter().find(|r| r.target == target).map_or(&[], |r| r.classes.as_slice())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_weights_are_read() {
        let model = Model::parse(
            include_str!("../../../../prompts/learned/clauses.tsv"),
            include_str!("../../../../prompts/learned/answer.tsv"),
        )
        .unwrap();
        assert_eq!(model.weights.outputs(), score::output_names());
        assert!(model.classes("disclosure").len() == 4);
    }
}
