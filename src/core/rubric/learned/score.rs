//! Scores of clauses: the sums of their weights, the best sequence of beats, and probabilities of levels.

use crate::core::rubric::learned::features;
use crate::core::rubric::learned::features::Hints;
use crate::core::rubric::learned::inside::Inside;
use crate::core::rubric::learned::joint;
use crate::core::rubric::learned::joint::Joint;
use crate::core::rubric::learned::kinds;
use crate::core::rubric::learned::seen::Seen;
use crate::core::rubric::learned::weights::PER_ONE;
use crate::core::rubric::learned::weights::Weights;
use crate::core::text::reading::Reading;
use crate::core::text::sym::Sym;

/// The parts of a story, in the order that the learned part numbers them.
pub const BEATS: [&str; 10] = [
    "setup",
    "responsibility",
    "mistake",
    "impact",
    "disclosure",
    "recovery",
    "outcome",
    "change",
    "proof",
    "other",
];

/// The dimensions with levels 0, 1, 2.
pub const GRADED: [&str; 7] =
    ["stakes", "responsibility", "root_cause", "recovery", "outcome", "change", "proof"];

/// What a telling can amount to.
pub const TOLD: [&str; 3] = ["untimed", "reactive", "proactive"];

/// How the clauses about the mistake sound: a virtue sold as a failing, spread over a group, put on circumstances, owned.
pub const TONES: [&str; 4] = ["humble", "diffuse", "external", "internal"];

/// Probabilities about one clause.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct ClauseScore {
    /// How likely the clause tells each part of the story.
    pub beats: [f32; BEATS.len()],
    /// How likely it earns level 1 and level 2 of each graded dimension.
    pub levels: [[f32; 2]; GRADED.len()],
    /// How likely it tells an untimed, a reactive and a proactive disclosure.
    pub told: [f32; TOLD.len()],
    /// How likely it has each tone, given that it tells the mistake or the response.
    pub tones: [f32; TONES.len()],
}

impl ClauseScore {
    /// Adds what these sums say, with a share of one.
    fn add(&mut self, sums: &[f32; OUTPUTS], share: f32) {
        for (d, levels) in self.levels.iter_mut().enumerate() {
            let found = softmax_over_none([sums[LEVELS_AT + 2 * d], sums[LEVELS_AT + 2 * d + 1]]);
            levels.iter_mut().zip(found).for_each(|(level, p)| *level += share * p);
        }
        let found: [f32; TOLD.len()] = softmax_over_none(std::array::from_fn(|i| sums[TOLD_AT + i]));
        self.told.iter_mut().zip(found).for_each(|(told, p)| *told += share * p);
        for (i, tone) in self.tones.iter_mut().enumerate() {
            *tone += share * softmax_over_none([sums[TONES_AT + i]])[0];
        }
    }
}

/// Where the outputs of each group begin in a weight table.
pub const LEVELS_AT: usize = BEATS.len();
/// Where the outputs about disclosure begin.
pub const TOLD_AT: usize = LEVELS_AT + 2 * GRADED.len();
/// Where the outputs about tone begin.
pub const TONES_AT: usize = TOLD_AT + TOLD.len();
/// The output that tells whether the story turns to another part before the clause.
pub const TURN_AT: usize = TONES_AT + TONES.len();
/// How many outputs a clause has.
pub const OUTPUTS: usize = TURN_AT + 1;

/// The names of all outputs, in order.
pub fn output_names() -> Vec<String> {
    let beats = BEATS.iter().map(|b| format!("beat.{b}"));
    let levels = GRADED.iter().flat_map(|d| [format!("{d}.1"), format!("{d}.2")]);
    let told = TOLD.iter().map(|t| format!("disclosure.{t}"));
    let tones = TONES.iter().map(|t| format!("tone.{t}"));
    beats.chain(levels).chain(told).chain(tones).chain(["turn".to_owned()]).collect()
}

/// The row of a step from one beat to the next, over what stands between two clauses.
fn transition_key(joint: Joint, from: usize) -> Sym {
    kinds::STEP.key(&[joint.sym(), Sym::of(BEATS[from])])
}

/// The beats of a sequence: sums a clause, and what a step between beats costs.
pub struct Chain<'a> {
    /// For each clause, the sums of its outputs; only those for beats and for the turn count.
    pub sums: &'a [[f32; OUTPUTS]],
    /// For each clause but the first, what stands before it.
    pub joints: &'a [Joint],
    /// By joint and beat before.
    pub steps: &'a Steps,
}

/// What a step costs, by joint, beat before and beat after.
pub type Steps = [[[f32; BEATS.len()]; BEATS.len()]; Joint::ALL.len()];

/// The steps of a weight table.
pub fn steps_of(weights: &Weights) -> Steps {
    let mut steps = [[[0.0; BEATS.len()]; BEATS.len()]; Joint::ALL.len()];
    for (joint, costs) in Joint::ALL.into_iter().zip(&mut steps) {
        for (from, row) in costs.iter_mut().enumerate() {
            for (cost, sum) in row.iter_mut().zip(weights.sums(&[transition_key(joint, from)])) {
                *cost = sum as f32 / PER_ONE;
            }
        }
    }
    steps
}

impl Chain<'_> {
    fn step(&self, at: usize, from: usize, to: usize) -> f32 {
        let turn = if from == to { 0.0 } else { self.sums[at][TURN_AT] };
        self.steps[self.joints[at] as usize][from][to] + turn
    }

    fn node(&self, at: usize) -> [f32; BEATS.len()] {
        std::array::from_fn(|beat| self.sums[at][beat])
    }

    /// Log sums of all ways to reach each beat of each clause (the forward pass of a linear-chain CRF).
    fn forward(&self) -> Vec<[f32; BEATS.len()]> {
        let mut rows: Vec<[f32; BEATS.len()]> = Vec::with_capacity(self.sums.len());
        for at in 0..self.sums.len() {
            let mut row = self.node(at);
            if let Some(last) = at.checked_sub(1).map(|i| rows[i]) {
                for (to, sum) in row.iter_mut().enumerate() {
                    *sum += log_sum((0..BEATS.len()).map(|from| last[from] + self.step(at, from, to)));
                }
            }
            rows.push(row);
        }
        rows
    }

    fn backward(&self) -> Vec<[f32; BEATS.len()]> {
        let mut rows = vec![[0.0; BEATS.len()]; self.sums.len()];
        for at in (1..self.sums.len()).rev() {
            let node = self.node(at);
            for from in 0..BEATS.len() {
                rows[at - 1][from] =
                    log_sum((0..BEATS.len()).map(|to| self.step(at, from, to) + node[to] + rows[at][to]));
            }
        }
        rows
    }

    /// How likely each beat is for each clause, given the whole sequence.
    ///
    /// The same sums as [`Self::pair_marginals`], over probabilities that are scaled to one at every clause instead of
    /// over logarithms: one exponential a clause and beat, not one a pair of beats.
    pub fn marginals(&self) -> Vec<[f32; BEATS.len()]> {
        let nodes: Vec<_> = (0..self.sums.len()).map(|at| scaled_exp(&self.node(at))).collect();
        let turns: Vec<f32> = self.sums.iter().map(|sums| sums[TURN_AT].exp()).collect();
        let mut steps = *self.steps;
        steps.iter_mut().flatten().flatten().for_each(|step| *step = step.exp());
        let mut rows: Vec<[f32; BEATS.len()]> = Vec::with_capacity(nodes.len());
        for (at, node) in nodes.iter().enumerate() {
            let mut row = *node;
            if let Some(last) = at.checked_sub(1).map(|i| rows[i]) {
                let step = &steps[self.joints[at] as usize];
                for (to, value) in row.iter_mut().enumerate() {
                    let any = (0..BEATS.len()).map(|from| last[from] * step[from][to]).sum::<f32>();
                    *value *= turned(any, last[to] * step[to][to], turns[at]);
                }
            }
            scale_to_one(&mut row);
            rows.push(row);
        }
        let mut behind = [1.0; BEATS.len()];
        for at in (0..nodes.len()).rev() {
            let mut ahead = [1.0; BEATS.len()];
            if at > 0 {
                let step = &steps[self.joints[at] as usize];
                for (from, value) in ahead.iter_mut().enumerate() {
                    let way = |to: usize| step[from][to] * nodes[at][to] * behind[to];
                    *value = turned((0..BEATS.len()).map(way).sum(), way(from), turns[at]);
                }
                scale_to_one(&mut ahead);
            }
            for (value, b) in rows[at].iter_mut().zip(behind) {
                *value *= b;
            }
            scale_to_one(&mut rows[at]);
            behind = ahead;
        }
        rows
    }

    /// How likely each pair of beats is between clause `at - 1` and clause `at`; for the trainer.
    pub fn pair_marginals(&self) -> Vec<[[f32; BEATS.len()]; BEATS.len()]> {
        let (forward, backward) = (self.forward(), self.backward());
        let Some(last) = forward.last() else { return Vec::new() };
        let total = log_sum(last.iter().copied());
        (1..self.sums.len())
            .map(|at| {
                let node = self.node(at);
                std::array::from_fn(|from| {
                    std::array::from_fn(|to| {
                        let path =
                            forward[at - 1][from] + self.step(at, from, to) + node[to] + backward[at][to];
                        (path - total).exp()
                    })
                })
            })
            .collect()
    }
}

/// The sum of all ways, of which all but one are a turn.
fn turned(all: f32, stays: f32, turn: f32) -> f32 {
    (all - stays).max(0.0) * turn + stays
}

/// Exponentials, the largest of which is one.
fn scaled_exp(sums: &[f32; BEATS.len()]) -> [f32; BEATS.len()] {
    let top = sums.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    sums.map(|s| (s - top).exp())
}

fn scale_to_one(values: &mut [f32; BEATS.len()]) {
    let total: f32 = values.iter().sum();
    if total > 0.0 {
        values.iter_mut().for_each(|v| *v /= total);
    }
}

fn log_sum(values: impl Iterator<Item = f32> + Clone) -> f32 {
    let top = values.clone().fold(f32::NEG_INFINITY, f32::max);
    top + values.map(|v| (v - top).exp()).sum::<f32>().ln()
}

/// Scores all clauses of a reading.
pub fn clauses(weights: &Weights, steps: &Steps, reading: &Reading, hints: &Hints) -> Vec<ClauseScore> {
    let mut facts: Vec<Sym> = Vec::with_capacity(256);
    let mut sums_of = |collect: &mut dyn FnMut(&mut Vec<Sym>)| -> [f32; OUTPUTS] {
        facts.clear();
        collect(&mut facts);
        let sums = weights.sums(&facts);
        std::array::from_fn(|output| sums[output] as f32 / PER_ONE)
    };
    let seen = Seen::new(reading, hints);
    let sums: Vec<[f32; OUTPUTS]> = (0..reading.clauses.len())
        .map(|at| sums_of(&mut |facts| features::of_clause(&seen, at, facts)))
        .collect();
    let mut inside = Inside::default();
    from_sums(&sums, steps, &joint::joints(reading), |at, beats| {
        inside.of_clause(&seen, at);
        beats.iter().map(|beat| sums_of(&mut |facts| inside.facts(BEAT_SYMS[*beat], facts))).collect()
    })
}

/// The parts of a story as words of facts.
pub const BEAT_SYMS: [Sym; BEATS.len()] = {
    let mut made = [Sym(0); BEATS.len()];
    let mut at = 0;
    while at < BEATS.len() {
        made[at] = Sym::of(BEATS[at]);
        at += 1;
    }
    made
};

/// A part of the story that a clause tells less likely than this does not count for what the clause earns.
const LEAST_LIKELY: f32 = 0.15;

/// Turns sums into probabilities. `inside` gives the sums of a clause besides, for each part of the story it may tell.
pub fn from_sums(
    sums: &[[f32; OUTPUTS]],
    steps: &Steps,
    joints: &[Joint],
    mut inside: impl FnMut(usize, &[usize]) -> Vec<[f32; OUTPUTS]>,
) -> Vec<ClauseScore> {
    let beats = Chain { sums, joints, steps }.marginals();
    let mut scores = Vec::with_capacity(sums.len());
    for (at, (sums, beats)) in sums.iter().zip(beats).enumerate() {
        let likely: Vec<usize> = (0..BEATS.len()).filter(|b| beats[*b] >= LEAST_LIKELY).collect();
        let total: f32 = likely.iter().map(|b| beats[*b]).sum();
        let mut score = ClauseScore { beats, ..ClauseScore::default() };
        for (beat, more) in likely.iter().zip(inside(at, &likely)) {
            score.add(&std::array::from_fn(|o| sums[o] + more[o]), beats[*beat] / total);
        }
        scores.push(score);
    }
    scores
}

/// Probabilities of N classes beside a class "none" whose sum is zero.
pub fn softmax_over_none<const N: usize>(sums: [f32; N]) -> [f32; N] {
    let top = sums.iter().copied().fold(0.0, f32::max);
    let total: f32 = (-top).exp() + sums.iter().map(|s| (s - top).exp()).sum::<f32>();
    sums.map(|s| (s - top).exp() / total)
}
