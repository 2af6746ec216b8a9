//! The kinds of facts that weights are learned for.

use crate::core::text::sym::Sym;

/// A kind of fact: its name in the weight table, and the symbol that the keys of its facts begin with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    /// As the weight table spells it.
    pub name: &'static str,
    sym: Sym,
}

impl Kind {
    const fn of(name: &'static str) -> Self {
        Self { name, sym: Sym::of(name) }
    }

    /// The key of a fact of this kind.
    pub fn key(self, parts: &[Sym]) -> Sym {
        joined(self.sym, parts)
    }
}

/// The key of a fact whose kind is known by its name only.
pub fn key(kind: &str, parts: &[Sym]) -> Sym {
    joined(Sym::of(kind), parts)
}

fn joined(kind: Sym, parts: &[Sym]) -> Sym {
    parts.iter().fold(kind, |key, part| key.with(*part))
}

pub(super) const ABOVE: Kind = Kind::of("above");
pub(super) const ABOVE_K: Kind = Kind::of("above-k");
pub(super) const AGENT: Kind = Kind::of("agent");
pub(super) const AGENT_CLASS: Kind = Kind::of("agent-class");
pub(super) const AGENT_CLASS_OBJECT: Kind = Kind::of("agent-class-object");
pub(super) const AGENT_TIME: Kind = Kind::of("agent-time");
pub(super) const AGENT_VERB: Kind = Kind::of("agent-verb");
pub(super) const BELOW: Kind = Kind::of("below");
pub(super) const BELOW_K: Kind = Kind::of("below-k");
pub(super) const BIAS: Kind = Kind::of("bias");
pub(super) const CLASS_NEXT: Kind = Kind::of("class-next");
pub(super) const CLASS_TIME: Kind = Kind::of("class-time");
pub(super) const COUNT_OF: Kind = Kind::of("count-of");
pub(super) const DOWN: Kind = Kind::of("down");
pub(super) const DOWN_K: Kind = Kind::of("down-k");
pub(super) const EVENT: Kind = Kind::of("event");
pub(super) const EVENT_ABOVE: Kind = Kind::of("event-above");
pub(super) const EVENT_BELOW: Kind = Kind::of("event-below");
pub(super) const FORM: Kind = Kind::of("form");
pub(super) const IN: Kind = Kind::of("in");
pub(super) const IN_AGENT: Kind = Kind::of("in-agent");
pub(super) const IN_TIME: Kind = Kind::of("in-time");
pub(super) const IN_MOOD: Kind = Kind::of("in-mood");
pub(super) const IN_CLASS: Kind = Kind::of("in-class");
pub(super) const IN_EVENT: Kind = Kind::of("in-event");
pub(super) const K: Kind = Kind::of("k");
pub(super) const LAST: Kind = Kind::of("last");
pub(super) const LAST_LINK: Kind = Kind::of("last-link");
pub(super) const LAST_PAIR: Kind = Kind::of("last-pair");
pub(super) const LAST_VERB: Kind = Kind::of("last-verb");
pub(super) const LINK: Kind = Kind::of("link");
pub(super) const LINK_AGENT: Kind = Kind::of("link-agent");
pub(super) const LINK_CLASS: Kind = Kind::of("link-class");
pub(super) const NEXT: Kind = Kind::of("next");
pub(super) const NEXT_LINK: Kind = Kind::of("next-link");
pub(super) const NEXT_VERB: Kind = Kind::of("next-verb");
pub(super) const OBJECT: Kind = Kind::of("object");
pub(super) const OPENS: Kind = Kind::of("opens");
pub(super) const OPENS2: Kind = Kind::of("opens2");
pub(super) const PAIR: Kind = Kind::of("pair");
pub(super) const PASSIVE: Kind = Kind::of("passive");
pub(super) const PLACE: Kind = Kind::of("place");
pub(super) const PUNCTUATED: Kind = Kind::of("punctuated");
pub(super) const REPORTED: Kind = Kind::of("reported");
pub(super) const ROLE: Kind = Kind::of("role");
pub(super) const SAME: Kind = Kind::of("same");
pub(super) const SAME_K: Kind = Kind::of("same-k");
pub(super) const SENTENCE_OPENS: Kind = Kind::of("sentence-opens");
pub(super) const STEP: Kind = Kind::of("step");
pub(super) const TIME: Kind = Kind::of("time");
pub(super) const UP: Kind = Kind::of("up");
pub(super) const UP_K: Kind = Kind::of("up-k");
pub(super) const VERB: Kind = Kind::of("verb");
pub(super) const VERB_TIME: Kind = Kind::of("verb-time");
pub(super) const W: Kind = Kind::of("w");
pub(super) const WW: Kind = Kind::of("ww");
pub(super) const WWW: Kind = Kind::of("www");
