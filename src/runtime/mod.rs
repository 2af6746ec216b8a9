//! Connects core and devices: the only folder that starts threads.

pub mod debrief;
pub mod interview;
pub mod keep;
pub mod listener;
pub mod microphone;
pub mod rescore;
pub mod review;
pub mod sound;
pub mod speaker;
pub mod studio;
pub mod told;
pub mod transcribe;
