//! Speech to words: whisper.cpp behind a small trait, and a scripted twin for tests.
