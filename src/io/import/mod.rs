//! Recordings of any common format as 16 kHz mono, in blocks.
