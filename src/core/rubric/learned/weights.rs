//! Weights as a person can read them: one fact a line, with what it speaks for.
//!
//! ```text
//! # outputs: beat.setup beat.mistake stakes.2
//! w|customer    beat.impact:0.41 stakes.2:0.22
//! ```

use crate::core::rubric::learned::kinds;
use crate::core::text::sym::Sym;

/// A weight table: for each fact, how strongly it speaks for each output.
#[derive(Debug, Clone, Default)]
pub struct Weights {
    outputs: Vec<String>,
    /// By the low bits of a fact: its row plus one, or 0. A fact whose place is taken stands at the next free one.
    places: Vec<u32>,
    rows: Vec<Row>,
}

/// The weights of one fact in parts of one: small enough for all rows to stay in the processor's cache.
#[derive(Debug, Clone)]
struct Row {
    fact: Sym,
    parts: [i8; MOST_OUTPUTS],
}

/// Sums over rows, in parts of one.
pub type Sums = [i32; MOST_OUTPUTS];

/// More outputs than this are refused.
pub const MOST_OUTPUTS: usize = 32;

/// Weights are kept and summed as whole numbers of this part of one: the sum does not depend on the order.
pub const PER_ONE: f32 = 20.0;

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
                if made.outputs.len() > MOST_OUTPUTS {
                    return Err(fail("more outputs than a row has room for"));
                }
            } else if !line.starts_with('#') && !line.is_empty() {
                let row = made.row(line).map_err(fail)?;
                made.rows.push(row);
            }
        }
        made.find_places();
        Ok(made)
    }

    fn row(&self, line: &str) -> Result<Row, &'static str> {
        let (fact, cells) = line.split_once('\t').ok_or("a tab stands between a fact and its weights")?;
        let mut names = fact.split('|');
        let kind = names.next().unwrap_or_default();
        let names: Vec<Sym> = names.map(part_sym).collect();
        let mut row = Row { fact: kinds::key(kind, &names), parts: [0; MOST_OUTPUTS] };
        for cell in cells.split(' ') {
            let (output, weight) = cell.split_once(':').ok_or("a weight is written output:number")?;
            let index: usize = output.parse().map_err(|_| "outputs are numbered")?;
            if index >= self.outputs.len() {
                return Err("an output that the head line does not name");
            }
            let weight: f32 = weight.parse().map_err(|_| "a weight is a number")?;
            let limit = f32::from(i8::MAX);
            row.parts[index] = (weight * PER_ONE).round().clamp(-limit, limit) as i8;
        }
        Ok(row)
    }

    /// Lays out the places with room to spare, so that a fact without a row is nearly always known at the first look.
    fn find_places(&mut self) {
        self.places = vec![0; (self.rows.len() * 2 + 1).next_power_of_two()];
        for (number, row) in self.rows.iter().enumerate() {
            let mut place = self.place_of(row.fact);
            while self.places[place] != 0 {
                place = (place + 1) & (self.places.len() - 1);
            }
            self.places[place] = number as u32 + 1;
        }
    }

    fn place_of(&self, fact: Sym) -> usize {
        fact.0 as usize & (self.places.len() - 1)
    }

    fn find(&self, fact: Sym) -> Option<&Row> {
        let mut place = self.place_of(fact);
        loop {
            let row = self.rows.get((*self.places.get(place)? as usize).checked_sub(1)?)?;
            if row.fact == fact {
                return Some(row);
            }
            place = (place + 1) & (self.places.len() - 1);
        }
    }

    /// The names of the outputs, in order.
    pub fn outputs(&self) -> &[String] {
        &self.outputs
    }

    /// The sums of the weights of these facts, times [`PER_ONE`].
    pub fn sums(&self, facts: &[Sym]) -> Sums {
        let mut sums = [0; MOST_OUTPUTS];
        for row in facts.iter().filter_map(|fact| self.find(*fact)) {
            for (sum, part) in sums.iter_mut().zip(&row.parts) {
                *sum += i32::from(*part);
            }
        }
        sums
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
        let known = kinds::key("w", &[Sym::of("told")]);
        let sums = table.sums(&[known, known, kinds::key("w", &[Sym::of("unknown")])]);
        assert_eq!(sums[..3], [20, -40, 0]);
    }

    #[test]
    fn a_broken_line_is_named() {
        let error = Weights::parse("# outputs: a\nw|told\t7:0.5").unwrap_err();
        assert_eq!(error.line, 2);
    }
}
