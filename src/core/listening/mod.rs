//! Decides what counts as speech and where a segment ends. Counts samples; never asks the clock, so that a recording
//! replayed at any speed gives the same segments.
