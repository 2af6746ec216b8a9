//! Voice activity: whether a frame of sound holds speech.
