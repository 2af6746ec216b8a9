//! Figures of agreement between two raters, as pure functions.

/// What a disagreement between two places of a scale costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// Every disagreement costs the same: for scales without an order.
    Unordered,
    /// The square of the distance: for ordered scales.
    Quadratic,
}

impl Weight {
    fn of(self, a: usize, b: usize, places: usize) -> f64 {
        match self {
            Self::Unordered => f64::from(u8::from(a != b)),
            Self::Quadratic => (a.abs_diff(b) as f64 / (places - 1) as f64).powi(2),
        }
    }
}

/// How often each place of a scale was given where another was expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confusion {
    places: usize,
    counts: Vec<usize>,
}

impl Confusion {
    /// No pair seen yet, on a scale of `places` places.
    pub fn new(places: usize) -> Self {
        Self { places, counts: vec![0; places * places] }
    }

    /// The counts of (expected, got) pairs. A place outside the scale counts as its last one.
    pub fn of(pairs: impl IntoIterator<Item = (usize, usize)>, places: usize) -> Self {
        let mut made = Self::new(places);
        for (expected, got) in pairs {
            let last = places.saturating_sub(1);
            if let Some(count) = made.counts.get_mut(expected.min(last) * places + got.min(last)) {
                *count += 1;
            }
        }
        made
    }

    /// How often `got` was given where `expected` was right; 0 outside the scale.
    pub fn count(&self, expected: usize, got: usize) -> usize {
        let inside = expected < self.places && got < self.places;
        if inside { self.counts[expected * self.places + got] } else { 0 }
    }

    /// How many places the scale has.
    pub fn places(&self) -> usize {
        self.places
    }

    /// Of the times that `place` was given, the share where it was right; `None` when it never was given.
    pub fn precision(&self, place: usize) -> Option<f64> {
        let given: usize = (0..self.places).map(|expected| self.count(expected, place)).sum();
        (given > 0).then(|| self.count(place, place) as f64 / given as f64)
    }

    /// Of the times that `place` was right, the share where it was given; `None` when it never was right.
    pub fn recall(&self, place: usize) -> Option<f64> {
        let right: usize = (0..self.places).map(|got| self.count(place, got)).sum();
        (right > 0).then(|| self.count(place, place) as f64 / right as f64)
    }

    /// Cohen's kappa (1960; with `Weight::Quadratic` the weighted kappa of 1968): 1 for perfect agreement, 0 for
    /// what chance gives, below 0 for less. 1 when chance alone could not disagree, as with one constant on both sides.
    pub fn kappa(&self, weight: Weight) -> f64 {
        let places = self.places;
        let n: usize = self.counts.iter().sum();
        let share = |count: usize| count as f64 / n.max(1) as f64;
        let row = |a| (0..places).map(|b| self.count(a, b)).sum::<usize>();
        let column = |b| (0..places).map(|a| self.count(a, b)).sum::<usize>();
        let (mut disagreement, mut chance) = (0.0, 0.0);
        for (a, b) in (0..places).flat_map(|a| (0..places).map(move |b| (a, b))) {
            let cost = weight.of(a, b, places);
            disagreement += cost * share(self.count(a, b));
            chance += cost * share(row(a)) * share(column(b));
        }
        if chance > 0.0 { 1.0 - disagreement / chance } else { 1.0 }
    }
}

/// Hits, false alarms and misses of something that is either there or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Expected and found.
    pub hits: usize,
    /// Found and not expected.
    pub false_alarms: usize,
    /// Expected and not found.
    pub misses: usize,
}

impl Tally {
    /// Counts one case.
    pub fn add(&mut self, expected: bool, got: bool) {
        match (expected, got) {
            (true, true) => self.hits += 1,
            (false, true) => self.false_alarms += 1,
            (true, false) => self.misses += 1,
            (false, false) => {}
        }
    }

    /// Both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            hits: self.hits + other.hits,
            false_alarms: self.false_alarms + other.false_alarms,
            misses: self.misses + other.misses,
        }
    }

    /// The harmonic mean of precision and recall, from 0 to 1; 1 when there was nothing to find and nothing was found.
    pub fn f1(self) -> f64 {
        let wrong = self.false_alarms + self.misses;
        if self.hits + wrong == 0 { 1.0 } else { (2 * self.hits) as f64 / (2 * self.hits + wrong) as f64 }
    }
}

/// Spearman's rank correlation with shared ranks for ties, from -1 to 1; 0 where one side is constant.
pub fn spearman(pairs: &[(usize, usize)]) -> f64 {
    let a = ranks(pairs.iter().map(|p| p.0));
    let b = ranks(pairs.iter().map(|p| p.1));
    let n = pairs.len().max(1) as f64;
    let (mean_a, mean_b) = (a.iter().sum::<f64>() / n, b.iter().sum::<f64>() / n);
    let shared: f64 = a.iter().zip(&b).map(|(x, y)| (x - mean_a) * (y - mean_b)).sum();
    let spread = |ranks: &[f64], mean: f64| ranks.iter().map(|x| (x - mean).powi(2)).sum::<f64>();
    let both = (spread(&a, mean_a) * spread(&b, mean_b)).sqrt();
    if both > 0.0 { shared / both } else { 0.0 }
}

/// The rank of each value, from 0; equal values share the mean of their ranks.
fn ranks(values: impl Iterator<Item = usize>) -> Vec<f64> {
    let values: Vec<usize> = values.collect();
    let below = |v: usize| values.iter().filter(|w| **w < v).count();
    let equal = |v: usize| values.iter().filter(|w| **w == v).count();
    values.iter().map(|v| below(*v) as f64 + (equal(*v) - 1) as f64 / 2.0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-12
    }

    #[test]
    fn agreement_by_chance_is_zero_and_perfect_agreement_is_one() {
        let by_chance = Confusion::of([(0, 0), (0, 1), (1, 0), (1, 1)], 2);
        assert!(close(by_chance.kappa(Weight::Unordered), 0.0));
        let perfect = Confusion::of([(0, 0), (1, 1), (2, 2)], 3);
        assert!(close(perfect.kappa(Weight::Quadratic), 1.0));
    }

    #[test]
    fn one_constant_on_both_sides_counts_as_agreement() {
        assert!(close(Confusion::of([(1, 1); 5], 3).kappa(Weight::Quadratic), 1.0));
        assert!(close(Confusion::new(3).kappa(Weight::Unordered), 1.0));
    }

    #[test]
    fn a_near_miss_costs_less_on_an_ordered_scale() {
        let near = Confusion::of([(0, 1), (1, 1), (2, 2), (0, 0)], 3);
        let far = Confusion::of([(0, 2), (1, 1), (2, 2), (0, 0)], 3);
        assert!(near.kappa(Weight::Quadratic) > far.kappa(Weight::Quadratic));
    }

    #[test]
    fn precision_and_recall_are_read_from_columns_and_rows() {
        let seen = Confusion::of([(0, 0), (0, 1), (1, 1), (1, 1)], 3);
        assert_eq!((seen.precision(0), seen.recall(0)), (Some(1.0), Some(0.5)));
        assert_eq!((seen.precision(2), seen.recall(2)), (None, None));
        assert_eq!(seen.count(7, 0), 0);
    }

    #[test]
    fn nothing_to_find_and_nothing_found_is_right() {
        assert!(close(Tally::default().f1(), 1.0));
        assert!(close(Tally { hits: 1, false_alarms: 1, misses: 0 }.f1(), 2.0 / 3.0));
    }

    #[test]
    fn ties_share_their_rank() {
        assert_eq!(ranks([3, 1, 3].into_iter()), [1.5, 0.0, 1.5]);
        assert!(close(spearman(&[(1, 2), (2, 3), (5, 4)]), 1.0));
        assert!(close(spearman(&[(1, 4), (2, 3), (5, 2)]), -1.0));
        assert!(close(spearman(&[(1, 3), (2, 3)]), 0.0));
        assert!(close(spearman(&[]), 0.0));
    }
}
