//! Trains the clause scores: a linear-chain CRF for beats and softmax regressions for levels, both with AdaGrad.

use crate::corpus::Dice;
use crate::corpus::Example;
use pushback::core::rubric::learned::features;
use pushback::core::rubric::learned::features::Sink;
use pushback::core::rubric::learned::inside::Inside;
use pushback::core::rubric::learned::joint;
use pushback::core::rubric::learned::joint::Joint;
use pushback::core::rubric::learned::kinds::Kind;
use pushback::core::rubric::learned::score;
use pushback::core::rubric::learned::score::BEATS;
use pushback::core::rubric::learned::score::ClauseScore;
use pushback::core::rubric::learned::score::GRADED;
use pushback::core::rubric::learned::score::LEVELS_AT;
use pushback::core::rubric::learned::score::OUTPUTS;
use pushback::core::rubric::learned::score::Steps;
use pushback::core::rubric::learned::score::TOLD;
use pushback::core::rubric::learned::score::TOLD_AT;
use pushback::core::rubric::learned::score::TONES_AT;
use pushback::core::rubric::learned::score::TURN_AT;
use pushback::core::rubric::learned::seen::Seen;
use pushback::core::rubric::learned::weights::PER_ONE;
use pushback::core::text::sym::Sym;
use std::collections::HashMap;

/// The parts of a story whose tone is learned.
const TONED: [&str; 5] = ["mistake", "recovery", "disclosure", "change", "responsibility"];

const NO_STEPS: Steps = [[[0.0; BEATS.len()]; BEATS.len()]; Joint::ALL.len()];
/// Squares of slopes begin above zero: the first step is no leap.
const START: Steps = [[[1e-2; BEATS.len()]; BEATS.len()]; Joint::ALL.len()];

#[derive(Clone, Copy)]
pub struct Settings {
    pub epochs: usize,
    /// How often training begins anew, each time in another order: the mean depends less on the order.
    pub shuffles: usize,
    /// The first epoch that counts for the average.
    pub from: usize,
    pub rate: f32,
    pub decay: f32,
    pub least: usize,
    pub prune: f32,
    /// The part of the facts that is left out at random each time: none may be leant on too much.
    pub dropped: f32,
}

/// Facts by number, with their names.
#[derive(Default)]
pub struct Facts {
    pub index: HashMap<Sym, usize>,
    pub names: Vec<(Kind, Vec<Sym>)>,
}

struct Naming<'a> {
    facts: &'a mut HashMap<Sym, (Kind, Vec<Sym>, usize)>,
}

impl Sink for Naming<'_> {
    fn add(&mut self, kind: Kind, parts: &[Sym]) {
        let entry = self.facts.entry(kind.key(parts)).or_insert_with(|| (kind, parts.to_vec(), 0));
        entry.2 += 1;
    }
}

impl Facts {
    pub fn collect<'a>(examples: impl Iterator<Item = &'a Example>, least: usize) -> Self {
        let mut counts = HashMap::new();
        let mut inside = Inside::default();
        for example in examples {
            let seen = Seen::new(&example.reading, &example.hints);
            for at in 0..example.reading.clauses.len() {
                let mut naming = Naming { facts: &mut counts };
                features::of_clause(&seen, at, &mut naming);
                if let Some(beat) = example.beats.get(at) {
                    inside.of_clause(&seen, at);
                    inside.facts(score::BEAT_SYMS[*beat], &mut naming);
                }
            }
        }
        let mut kept: Vec<_> = counts.into_iter().filter(|(_, (_, _, n))| *n >= least).collect();
        kept.sort_by_key(|(key, _)| *key);
        let mut made = Self::default();
        for (key, (kind, parts, _)) in kept {
            made.index.insert(key, made.names.len());
            made.names.push((kind, parts));
        }
        made
    }

    fn of(&self, example: &Example) -> Vec<Vec<u32>> {
        let seen = Seen::new(&example.reading, &example.hints);
        (0..example.reading.clauses.len())
            .map(|at| {
                let mut keys: Vec<Sym> = Vec::new();
                features::of_clause(&seen, at, &mut keys);
                self.known(&keys)
            })
            .collect()
    }

    /// The facts of a clause if it tells this part of the story.
    fn inside(&self, seen: &Seen<'_>, at: usize, beat: usize) -> Vec<u32> {
        let (mut inside, mut keys) = (Inside::default(), Vec::new());
        inside.of_clause(seen, at);
        inside.facts(score::BEAT_SYMS[beat], &mut keys);
        self.known(&keys)
    }

    fn known(&self, keys: &[Sym]) -> Vec<u32> {
        let mut found: Vec<u32> = keys.iter().filter_map(|k| self.index.get(k).map(|i| *i as u32)).collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

pub struct Model {
    pub facts: Facts,
    pub weights: Vec<[f32; OUTPUTS]>,
    squares: Vec<[f32; OUTPUTS]>,
    pub steps: Steps,
    step_squares: Steps,
    settings: Settings,
}

impl Model {
    pub fn train(examples: &[&Example], settings: Settings) -> Self {
        let facts = Facts::collect(examples.iter().copied(), settings.least);
        let n = facts.names.len();
        let mut model = Self {
            facts,
            weights: vec![[0.0; OUTPUTS]; n],
            squares: vec![[1e-2; OUTPUTS]; n],
            steps: NO_STEPS,
            step_squares: START,
            settings,
        };
        let rows: Vec<Vec<Vec<u32>>> = examples.iter().map(|e| model.facts.of(e)).collect();
        // Weights and steps are averaged over the later epochs: a single stop depends too much on what came last.
        let (mut sum, mut steps, mut taken) = (vec![[0.0f32; OUTPUTS]; n], NO_STEPS, 0.0f32);
        let mut order: Vec<usize> = (0..examples.len()).collect();
        for turn in 0..model.settings.epochs * model.settings.shuffles {
            let epoch = turn % model.settings.epochs;
            if epoch == 0 {
                model.forget();
            }
            let mut dice = Dice(turn as u64 + 7);
            for i in (1..order.len()).rev() {
                order.swap(i, dice.pick(i + 1));
            }
            for &i in &order {
                model.learn(examples[i], &rows[i], &mut dice);
            }
            if epoch >= model.settings.from {
                taken += 1.0;
                sum.iter_mut().flatten().zip(model.weights.iter().flatten()).for_each(|(s, w)| *s += w);
                steps
                    .iter_mut()
                    .flatten()
                    .flatten()
                    .zip(model.steps.iter().flatten().flatten())
                    .for_each(|(s, w)| *s += w);
            }
        }
        model.weights = sum;
        model.steps = steps;
        model.weights.iter_mut().flatten().for_each(|w| *w /= taken);
        model.steps.iter_mut().flatten().flatten().for_each(|w| *w /= taken);
        model.prune();
        model
    }

    fn forget(&mut self) {
        self.weights.fill([0.0; OUTPUTS]);
        self.squares.fill([1e-2; OUTPUTS]);
        self.steps = NO_STEPS;
        self.step_squares = START;
    }

    /// What is written is what is measured: small weights are dropped, the others rounded.
    fn prune(&mut self) {
        let least = self.settings.prune;
        // All facts speak where the model is used, and only a part of them did here.
        let part = 1.0 - self.settings.dropped;
        self.weights.iter_mut().flatten().for_each(|w| *w *= part);
        for row in &mut self.weights {
            for w in row {
                *w = if w.abs() < least { 0.0 } else { rounded(*w) };
            }
        }
        self.steps.iter_mut().flatten().flatten().for_each(|w| *w = rounded(*w));
    }

    fn sums(&self, rows: &[Vec<u32>]) -> Vec<[f32; OUTPUTS]> {
        rows.iter().map(|facts| self.sum(facts)).collect()
    }

    fn sum(&self, facts: &[u32]) -> [f32; OUTPUTS] {
        let mut sums = [0.0; OUTPUTS];
        for &f in facts {
            for (sum, w) in sums.iter_mut().zip(&self.weights[f as usize]) {
                *sum += w;
            }
        }
        sums
    }

    /// Some of the facts, by the dice.
    fn thinned(&self, facts: &[u32], dice: &mut Dice) -> Vec<u32> {
        facts.iter().copied().filter(|_| dice.roll() >= self.settings.dropped).collect()
    }

    fn learn(&mut self, example: &Example, rows: &[Vec<u32>], dice: &mut Dice) {
        let rows: Vec<Vec<u32>> = rows.iter().map(|facts| self.thinned(facts, dice)).collect();
        let mut sums = self.sums(&rows);
        let joints = joint::joints(&example.reading);
        let chain = score::Chain { sums: &sums, joints: &joints, steps: &self.steps };
        let told = !example.beats.is_empty();
        let marginals = chain.marginals();
        let seen = Seen::new(&example.reading, &example.hints);
        let pairs = if told { chain.pair_marginals() } else { Default::default() };
        for (at, facts) in rows.iter().enumerate() {
            // The part of the story is known for labelled answers; for pairs it is what the model takes it for.
            let beat = if told { example.beats[at] } else { likeliest(&marginals[at]) };
            let inside = self.thinned(&self.facts.inside(&seen, at, beat), dice);
            for (sum, more) in sums[at].iter_mut().zip(self.sum(&inside)).skip(BEATS.len()) {
                *sum += more;
            }
            let mut slope = [0.0; OUTPUTS];
            if told {
                for b in 0..BEATS.len() {
                    slope[b] = marginals[at][b] - f32::from(u8::from(example.beats[at] == b));
                }
                if let Some(before) = at.checked_sub(1) {
                    let stays: f32 = (0..BEATS.len()).map(|b| pairs[before][b][b]).sum();
                    let truth = example.beats[before] != example.beats[at];
                    slope[TURN_AT] = 1.0 - stays - f32::from(u8::from(truth));
                }
            }
            level_slopes(example, at, &sums[at], &mut slope);
            if told && TONED.contains(&BEATS[example.beats[at]]) || !told && example.mask == 0 {
                for (k, tone) in example.tones().into_iter().enumerate().skip(if told { 0 } else { 2 }) {
                    slope[TONES_AT + k] =
                        score::softmax_over_none([sums[at][TONES_AT + k]])[0] - f32::from(u8::from(tone));
                }
            }
            self.step_weights(facts, &slope);
            slope[..BEATS.len()].fill(0.0);
            slope[TURN_AT] = 0.0;
            self.step_weights(&inside, &slope);
        }
        if told {
            self.step_transitions(example, &joints, &pairs);
        }
    }

    fn step_weights(&mut self, facts: &[u32], slope: &[f32; OUTPUTS]) {
        let Settings { rate, decay, .. } = self.settings;
        for &f in facts {
            let (row, squares) = (&mut self.weights[f as usize], &mut self.squares[f as usize]);
            for o in 0..OUTPUTS {
                let g = slope[o] + decay * row[o];
                squares[o] += g * g;
                row[o] -= rate * g / squares[o].sqrt();
            }
        }
    }

    fn step_transitions(&mut self, example: &Example, joints: &[Joint], pairs: &[[[f32; 10]; 10]]) {
        for (i, pair) in pairs.iter().enumerate() {
            let (joint, truth) = (joints[i + 1] as usize, (example.beats[i], example.beats[i + 1]));
            for from in 0..10 {
                for to in 0..10 {
                    let w = &mut self.steps[joint][from][to];
                    let g = pair[from][to] - f32::from(u8::from((from, to) == truth)) + 1e-4 * *w;
                    self.step_squares[joint][from][to] += g * g;
                    *w -= 0.2 * g / self.step_squares[joint][from][to].sqrt();
                }
            }
        }
    }

    pub fn score(&self, example: &Example) -> Vec<ClauseScore> {
        let sums = self.sums(&self.facts.of(example));
        let seen = Seen::new(&example.reading, &example.hints);
        score::from_sums(&sums, &self.steps, &joint::joints(&example.reading), |at, beats| {
            beats.iter().map(|beat| self.sum(&self.facts.inside(&seen, at, *beat))).collect()
        })
    }
}

/// To the part of one that a weight table keeps.
fn rounded(weight: f32) -> f32 {
    (weight * PER_ONE).round() / PER_ONE
}

fn likeliest(beats: &[f32; BEATS.len()]) -> usize {
    (0..BEATS.len()).max_by(|a, b| beats[*a].total_cmp(&beats[*b])).unwrap_or(0)
}

fn level_slopes(example: &Example, at: usize, sums: &[f32; OUTPUTS], slope: &mut [f32; OUTPUTS]) {
    let asked = |d: usize| example.mask >> d & 1 == 1;
    for d in (0..GRADED.len()).filter(|d| asked(*d)) {
        let p = score::softmax_over_none([sums[LEVELS_AT + 2 * d], sums[LEVELS_AT + 2 * d + 1]]);
        for k in 0..2 {
            slope[LEVELS_AT + 2 * d + k] = p[k] - f32::from(u8::from(example.earns[at][d] == k + 1));
        }
    }
    if asked(GRADED.len()) {
        let p: [f32; TOLD.len()] = score::softmax_over_none(std::array::from_fn(|i| sums[TOLD_AT + i]));
        for k in 0..TOLD.len() {
            slope[TOLD_AT + k] = p[k] - f32::from(u8::from(example.earns[at][GRADED.len()] == k + 1));
        }
    }
}
