//! A loop as it is held: the plan with its questions drawn, each part with the moment by which it ends.
//!
//! Times are ms since the loop began. Parts end at fixed moments, so that time left over by one is there for those after
//! it, and time overdrawn is missing from the next.

use crate::core::interview::loops::Manner;
use crate::core::interview::loops::Pitch;

/// A loop with everything that is asked in it. The questions are those of the plan it belongs to, by index.
#[derive(Debug, Clone, PartialEq)]
pub struct Schedule {
    /// Id of the loop's plan.
    pub id: String,
    /// Its name for people.
    pub title: String,
    /// Who interviews.
    pub hosts: Vec<Host>,
    /// What happens, in order.
    pub slots: Vec<Slot>,
    /// Questions that are asked where time is left at the end, in order.
    pub spares: Vec<usize>,
}

/// Who interviews.
#[derive(Debug, Clone, PartialEq)]
pub struct Host {
    /// As it is said.
    pub name: String,
    /// Which voice to take.
    pub pitch: Pitch,
    /// The name of the manner.
    pub manner_name: String,
    /// What is said, and how long is waited.
    pub manner: Manner,
}

/// A stretch of the loop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// What happens.
    pub kind: SlotKind,
    /// Index of the interviewer who holds it.
    pub host: usize,
    /// How long it takes; 0 for a spare question, which takes what is left.
    pub minutes: u32,
}

/// What happens in a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SlotKind {
    /// The interviewer greets.
    Opening,
    /// A question of the plan.
    Question(usize),
    /// One more, because time was left.
    Spare(usize),
    /// A pause with a countdown.
    Break,
    /// Thanks and goodbye.
    Closing,
}

/// How a slot ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SlotEnd {
    /// In good order.
    Done,
    /// Its time was up.
    TimeUp,
    /// The person left it.
    Skipped,
    /// There was no time to begin it.
    NotReached,
    /// The person ended the loop.
    Left,
}

/// A slot and what became of it. Times are ms since the loop began; what was held by the person does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Round {
    /// What was to happen.
    pub slot: Slot,
    /// When it began; `None` where it was not reached.
    pub began_ms: Option<u64>,
    /// When it ended.
    pub ended_ms: Option<u64>,
    /// How; `None` while it waits or goes on.
    pub end: Option<SlotEnd>,
    /// Which of the questions that are done was answered in it.
    pub done: Option<usize>,
}

impl Schedule {
    /// How long the loop takes.
    pub fn minutes(&self) -> u32 {
        self.slots.iter().map(|slot| slot.minutes).sum()
    }

    /// Its length in ms.
    pub fn length_ms(&self) -> u64 {
        u64::from(self.minutes()) * 60_000
    }
}

impl SlotKind {
    /// The question that is asked.
    pub fn question(self) -> Option<usize> {
        match self {
            Self::Question(question) | Self::Spare(question) => Some(question),
            Self::Opening | Self::Break | Self::Closing => None,
        }
    }
}

impl Round {
    /// One that waits.
    pub fn waiting(slot: Slot) -> Self {
        Self { slot, began_ms: None, ended_ms: None, end: None, done: None }
    }
}
