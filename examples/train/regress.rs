//! Multinomial logistic regression by full-batch gradient descent with L2: small, deterministic, readable.

use pushback::core::rubric::learned::answer::Regression;

pub struct Row {
    pub values: Vec<f32>,
    pub class: usize,
    pub weight: f32,
}

/// Trains over the figures in `used`; all others are left out.
pub fn train(target: &str, classes: &[&str], rows: &[Row], used: &[usize], l2: f32) -> Regression {
    let (k, n) = (classes.len(), used.len() + 1);
    let mut w = vec![vec![0.0f64; n]; k];
    let mut squares = vec![vec![1e-6f64; n]; k];
    let value = |row: &Row, j: usize| if j == used.len() { 1.0 } else { f64::from(row.values[used[j]]) };
    let total: f64 = rows.iter().map(|r| f64::from(r.weight)).sum();
    for _ in 0..600 {
        let mut slope = vec![vec![0.0f64; n]; k];
        for row in rows {
            let sums: Vec<f64> = w.iter().map(|c| (0..n).map(|j| c[j] * value(row, j)).sum()).collect();
            let top = sums.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let z: f64 = sums.iter().map(|s| (s - top).exp()).sum();
            for c in 0..k {
                let g =
                    f64::from(row.weight) * ((sums[c] - top).exp() / z - f64::from(u8::from(row.class == c)));
                for (j, s) in slope[c].iter_mut().enumerate() {
                    *s += g * value(row, j);
                }
            }
        }
        for c in 0..k {
            for j in 0..n {
                let decay = if j == used.len() { 0.0 } else { f64::from(l2) * w[c][j] };
                let g = slope[c][j] / total + decay;
                squares[c][j] += g * g;
                w[c][j] -= 0.15 * g / squares[c][j].sqrt();
            }
        }
    }
    Regression {
        target: target.to_owned(),
        classes: classes.iter().map(|c| (*c).to_owned()).collect(),
        weights: w
            .iter()
            .map(|c| {
                (0..n).map(|j| (if j == used.len() { usize::MAX } else { used[j] }, c[j] as f32)).collect()
            })
            .collect(),
    }
}
