//! Touches the world. One folder a device or kind of file, each with a small trait or a few functions; the folders
//! do not know of each other.

pub mod asr;
pub mod capture;
pub mod corpus;
pub mod import;
pub mod log;
pub mod models;
pub mod packs;
pub mod picker;
pub mod places;
pub mod player;
pub mod report;
pub mod resample;
pub mod samples;
pub mod session;
pub mod settings;
pub mod usage;
pub mod vad;
pub mod voice;
