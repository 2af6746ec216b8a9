//! Weights as a person can read them: one fact a line, with what it speaks for.
//!
//! ```text
//! # outputs: beat.setup beat.mistake stakes.2
//! w|customer    beat.impact:0.41 stakes.2:0.22
//! ```

use crate::core::rubric::learned::features;
use crate::core::text::language::SymMap;
use crate::core::text::sym::Sym;

/// A weight table: for each fact, the outputs it speaks for and how strongly.
#[derive(Debug, Clone, Default)]
pub struct Weights {
    outputs: Vec<String>,
    rows: SymMap<(u32, u32)>,
    /// Output and weight in thousandths: small enough to stay in the processor's cache.
    cells: Vec<(u16, i16)>,
}

/// Weights are kept and summed as whole numbers of this part of one: the sum does not depend on the order.
pub const PER_ONE: f32 = 1000.0;

/// A line that is not of the form above.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct WeightError {
    /// Counted from 1.
    pub line: usize,
    /// What is wrong.
    pub what: String,
}

impl Weights {
    /// Reads a table.
    pub fn parse(text: &str) -> Result<Self, WeightError> {
        let mut made = Self::default();
        for (number, line) in text.lines().enumerate() {
            let fail = |what: &str| WeightError { line: number + 1, what: what.to_owned() };
            if let Some(names) = line.strip_prefix("# outputs:") {
                made.outputs = names.split_whitespace().map(str::to_owned).collect();
            } else if !line.starts_with('#') && !line.is_empty() {
                made.push_row(line).map_err(fail)?;
            }
        }
        Ok(made)
    }

    fn push_row(&mut self, line: &str) -> Result<(), &'static str> {
        let (fact, cells) = line.split_once('\t').ok_or("a tab stands between a fact and its weights")?;
        let mut parts = fact.split('|');
        let kind = parts.next().unwrap_or_default();
        let parts: Vec<Sym> = parts.map(part_sym).collect();
        let start = self.cells.len() as u32;
        for cell in cells.split(' ') {
            let (output, weight) = cell.split_once(':').ok_or("a weight is written output:number")?;
            let index: u16 = output.parse().map_err(|_| "outputs are numbered")?;
            if usize::from(index) >= self.outputs.len() {
                return Err("an output that the head line does not name");
            }
            let weight: f32 = weight.parse().map_err(|_| "a weight is a number")?;
            let limit = f32::from(i16::MAX);
            self.cells.push((index, (weight * PER_ONE).round().clamp(-limit, limit) as i16));
        }
        let end = self.cells.len() as u32;
        self.rows.insert(features::key(kind, &parts), (start, end));
        Ok(())
    }

    /// The names of the outputs, in order.
    pub fn outputs(&self) -> &[String] {
        &self.outputs
    }

    /// The place of an output.
    pub fn output(&self, name: &str) -> Option<usize> {
        self.outputs.iter().position(|o| o == name)
    }

    /// Adds the weights of a fact, times [`PER_ONE`], to the sums.
    pub fn add(&self, fact: Sym, sums: &mut [i32]) {
        if let Some(&(start, end)) = self.rows.get(&fact) {
            for &(output, weight) in &self.cells[start as usize..end as usize] {
                sums[usize::from(output)] += i32::from(weight);
            }
        }
    }

    /// How many facts have weights.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether no fact has weights.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

/// A part is a word, or several joined by `+` where a fact holds a pair as one part.
fn part_sym(part: &str) -> Sym {
    let mut words = part.split('+').map(Sym::of);
    let first = words.next().unwrap_or(Sym(0));
    words.fold(first, Sym::with)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_read_and_summed() {
        let table = Weights::parse("# outputs: a b\nw|told\t0:0.5 1:-1\n").unwrap();
        let mut sums = [0; 2];
        table.add(features::key("w", &[Sym::of("told")]), &mut sums);
        assert_eq!(sums, [500, -1000]);
    }

    #[test]
    fn a_broken_line_is_named() {
        let error = Weights::parse("# outputs: a\nw|told\t7:0.5").unwrap_err();
        assert_eq!(error.line, 2);
    }
}
