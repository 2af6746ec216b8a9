//! Ranges that know what they count.
//!
//! The unit is part of the type, so that a range of samples cannot be used to cut a string.

use std::fmt;
use std::marker::PhantomData;

/// Counts samples of the 16 kHz mono signal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sample {}

/// Counts milliseconds from the start of the original recording.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ms {}

/// Counts Unicode characters (scalar values) of a transcript.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Char {}

/// Counts words of a transcript.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WordIndex {}

/// An end-exclusive range of `U` whose start never lies after its end.
pub struct Span<U> {
    start: usize,
    end: usize,
    unit: PhantomData<U>,
}

impl<U> Span<U> {
    /// `None` when `start` lies after `end`: the invariant is checked once, here.
    pub fn new(start: usize, end: usize) -> Option<Self> {
        let ordered = start <= end;
        ordered.then_some(Self { start, end, unit: PhantomData })
    }

    /// The range of `len` units from `start`.
    pub fn from_len(start: usize, len: usize) -> Self {
        Self { start, end: start.saturating_add(len), unit: PhantomData }
    }

    /// The first unit inside.
    pub fn start(&self) -> usize {
        self.start
    }

    /// The first unit after it.
    pub fn end(&self) -> usize {
        self.end
    }

    /// How many units it holds.
    pub fn len(&self) -> usize {
        self.end - self.start
    }

    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.start == self.end
    }

    /// How many units both hold.
    pub fn shared(&self, other: &Self) -> usize {
        self.end.min(other.end).saturating_sub(self.start.max(other.start))
    }

    /// The smallest range that holds both.
    #[must_use]
    pub fn join(&self, other: &Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end), unit: PhantomData }
    }

    /// As a range of the standard library, for slicing.
    pub fn range(&self) -> std::ops::Range<usize> {
        self.start..self.end
    }
}

// Written by hand: a derive would ask the same of the unit, which is never a value.
impl<U> Clone for Span<U> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<U> Copy for Span<U> {}
impl<U> PartialEq for Span<U> {
    fn eq(&self, other: &Self) -> bool {
        (self.start, self.end) == (other.start, other.end)
    }
}
impl<U> Eq for Span<U> {}
impl<U> fmt::Debug for Span<U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_that_ends_before_it_starts_does_not_exist() {
        assert_eq!(Span::<Char>::new(3, 2), None);
        assert_eq!(Span::<Char>::new(2, 2).map(|s| s.len()), Some(0));
    }

    #[test]
    fn shared_units_are_counted_once_and_never_below_zero() {
        let a = Span::<Char>::from_len(0, 5);
        let b = Span::<Char>::from_len(3, 5);
        let c = Span::<Char>::from_len(9, 1);
        assert_eq!((a.shared(&b), b.shared(&a), a.shared(&c)), (2, 2, 0));
        assert_eq!(a.join(&c), Span::from_len(0, 10));
    }
}
