//! Words as numbers: the same lower-case spelling always gives the same symbol, in every run and on every machine.

/// The 64-bit FNV-1a hash of a word's lower-case spelling.
///
/// Two different words of a conversation share one with a probability below one in 10^12, which is far below
/// every other error of the analyser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Sym(pub u64);

impl Sym {
    /// The symbol of a spelling that is already in lower case.
    pub const fn of(lower: &str) -> Self {
        let bytes = lower.as_bytes();
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        let mut at = 0;
        while at < bytes.len() {
            hash = (hash ^ bytes[at] as u64).wrapping_mul(0x0000_0100_0000_01b3);
            at += 1;
        }
        Self(hash)
    }

    /// A symbol for a pair, different from that of either and from the pair the other way round.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        let mixed = (self.0 ^ other.0.rotate_left(23)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        Self(mixed ^ (mixed >> 29))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spelling_has_one_symbol_and_order_matters_in_pairs() {
        let (a, b) = (Sym::of("told"), Sym::of("asked"));
        assert_eq!(a, Sym::of("told"));
        assert_ne!(a, b);
        assert_ne!(a.with(b), b.with(a));
    }
}
