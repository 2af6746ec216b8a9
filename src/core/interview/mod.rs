//! An interview as a machine of states: events come in, effects go out. `step` decides, the runtime does.
//!
//! Nothing here knows what time it is: time is in the events. Nothing here fails: an event that makes no sense changes
//! nothing. The same plan and the same events give the same interview, which is how a session is replayed.
//!
//! What always holds: the ear is shut while the voice speaks; the interviewer does not speak while the person does; no
//! turn is concluded before all of it is heard or has failed; no silence ends an answer in which nothing was said.

mod ask;
pub mod clock;
mod command;
mod conclude;
pub mod draw;
mod ear;
pub mod effect;
pub mod event;
pub mod floor;
mod hold;
pub mod lines;
pub mod loops;
pub mod plan;
mod rehearsal;
pub mod schedule;
mod segments;
mod show;
pub mod state;
pub mod step;
mod talk;
mod turn;
