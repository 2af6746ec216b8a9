//! What a frame found.

use crate::core::text::sym::Sym;

/// Something said in the answer that a rule can ask for. Token ranges count all tokens of the reading.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// What kind, e.g. the symbol of `told`.
    pub kind: Sym,
    /// Which frame of the set found it.
    pub frame: usize,
    /// The clause of the anchor.
    pub clause: usize,
    /// The token that the frame's conditions were asked of.
    pub anchor: usize,
    /// First token of the match.
    pub start: usize,
    /// One past its last token.
    pub end: usize,
    /// What was captured: name, first token, one past the last; sorted by name.
    pub captures: Vec<(Sym, usize, usize)>,
    /// What the frame says about it; sorted by key.
    pub attributes: Vec<(Sym, Sym)>,
    /// From 0 to 1: the frame's own certainty, lowered where the words were heard uncertainly.
    pub certainty: f32,
}

impl Event {
    /// The tokens that a capture took, as (first, one past last).
    pub fn capture(&self, name: &str) -> Option<(usize, usize)> {
        let name = Sym::of(name);
        self.captures.iter().find(|(n, ..)| *n == name).map(|(_, start, end)| (*start, *end))
    }

    /// The value of an attribute.
    pub fn attribute(&self, key: &str) -> Option<Sym> {
        let key = Sym::of(key);
        self.attributes.iter().find(|(k, _)| *k == key).map(|(_, value)| *value)
    }

    /// Whether an attribute has this value.
    pub fn is(&self, key: &str, value: &str) -> bool {
        self.attribute(key) == Some(Sym::of(value))
    }

    /// Whether it is of this kind.
    pub fn is_kind(&self, kind: &str) -> bool {
        self.kind == Sym::of(kind)
    }
}
