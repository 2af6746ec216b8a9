//! The learned part: readable weights over facts about clauses, trained from the labelled answers in this repository.
//!
//! It only reads. What it finds are scores for clauses; the levels, their evidence and the verdict follow elsewhere.

pub mod answer;
pub mod features;
pub mod inside;
pub mod joint;
pub mod kinds;
pub mod model;
pub mod score;
pub mod seen;
pub mod weights;
