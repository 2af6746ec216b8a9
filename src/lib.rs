//! Pushback interviews people out loud and pushes back on the vague parts.
//!
//! Read in this order: [`core`] decides, [`io`] touches the world, [`runtime`] connects them, `ui` and [`cli`] show.
//! A layer names lower layers only, and the folders side by side in [`io`] do not know of each other;
//! `tests/architecture.rs` holds this.
//!
//! Invariants:
//!
//! - The core does not know what time it is, and touches no file, thread, device or window.
//! - The core cannot fail on what a person says. An empty, endless or nonsensical answer gives findings, not errors.
//! - Same transcript, same rubric version, same verdict. Segment by segment or all at once, the same verdict.
//! - Silence is never sent to the recogniser, so that it cannot invent words on it.
//! - File types live in [`io`] and are versioned; core types may change freely.
//! - No sentence shown or spoken about an answer is in Rust: they are all in `prompts/`.
//! - No network but the model download the user asked for.

#![forbid(unsafe_code)]

pub mod cli;
pub mod core;
pub mod io;
pub mod runtime;
#[cfg(feature = "window")]
pub mod ui;
