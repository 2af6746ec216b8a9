//! A conversation about one answer: what to ask, how a reply is read, and when to leave it.
//!
//! The next probe is planned from the verdict on everything said so far. A gap is asked about once, a dimension twice at
//! most, no wording comes twice, and the number of probes is bounded; a reply without anything for the gap is pressed
//! once in another wording, which counts as a probe, and then let go. What the interviewer says is never judged.
//!
//! Everything here follows from the turns alone: the same turns give the same conversation. Absent by intent: any
//! clock, and any word of any language. The words that a short reply is read by are in `prompts/cues/replies.toml`.

pub mod bare;
mod plan;
mod repeat;
pub mod said;
pub mod session;
mod slot;
