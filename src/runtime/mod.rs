//! Connects core and devices: the only folder that starts threads.

pub mod listener;
pub mod review;
pub mod transcribe;
