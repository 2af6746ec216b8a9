//! Sessions on disk: a folder each, written as it happens, so that nothing that was said can be lost.
//!
//! ```text
//! sessions/2026-11-25_22-24-16/
//!   session.json   what is known: kind, times, answers, words, every verdict; replaced in full with each change
//!   audio.wav      16 kHz, mono, 16 bit; a whole recording at every moment
//!   events.jsonl   one line for each thing that happened; appended only
//!   .lock          held by the process that writes; empty
//! ```
//!
//! Killing the writer at any instant costs at most a quarter of a second of sound and the line being written; `recover`
//! puts the folder in order. Whoever changes a session holds its lock, and who makes, moves or deletes folders holds
//! that of all sessions. Reading takes no lock and works where nothing may be written.
//!
//! Absent by intent: any knowledge of what the events mean, and any rendering of reports.

mod atomic;
pub mod audio;
mod correct;
pub mod error;
pub mod events;
mod lock;
pub mod mark;
pub mod plan_line;
pub mod record;
pub mod recover;
pub mod rehearsal;
pub mod retention;
pub mod schema;
pub mod stamp;
pub mod store;
pub mod trash;
pub mod verdict;
mod wav_repair;
pub mod words;
pub mod writer;
