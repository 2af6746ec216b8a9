//! Connects core and devices: the only folder that starts threads.

pub mod review;
