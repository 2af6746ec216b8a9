//! Recordings in the place of a person: each is spoken when the ear opens for it. The first is the answer, the next ones
//! reply to what is asked then. When they are through and the ear opens once more, the session ends.

use std::sync::Arc;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering;

use crate::io::capture::Capture;
use crate::io::capture::played::Played;
use crate::io::import::OUT_RATE;
use crate::io::import::Source;

/// Silence is given in pieces of 10 ms, so that a recording begins soon after the ear has opened.
const STILL: usize = OUT_RATE / 100;

/// Whose turn it is: the opening of the ear, or 0 while it is shut.
#[derive(Debug, Clone, Default)]
pub struct Cue(Arc<AtomicU32>);

impl Cue {
    pub(super) fn set(&self, opening: u32) {
        self.0.store(opening, Ordering::Relaxed);
    }

    fn opening(&self) -> u32 {
        self.0.load(Ordering::Relaxed)
    }
}

/// A microphone that hears the recordings, `speed` times as fast as they were spoken.
pub fn recordings(name: &str, recordings: Vec<Source>, speed: f32) -> (Box<dyn Capture>, Cue) {
    let cue = Cue::default();
    let mut reel = Reel {
        cue: cue.clone(),
        left: recordings.into_iter(),
        now: None,
        block: Vec::new(),
        spoken: 0,
        over_at: 0,
    };
    let blocks = Box::new(move |out: &mut Vec<f32>| reel.next(out));
    (Box::new(Played::new(name, OUT_RATE as u32, speed, blocks)), cue)
}

struct Reel {
    cue: Cue,
    left: std::vec::IntoIter<Source>,
    now: Option<Source>,
    /// What was read of it and is not spoken yet: it waits while the ear is shut.
    block: Vec<f32>,
    spoken: usize,
    /// The opening in which the last recording came to its end: the next one waits for another.
    over_at: u32,
}

impl Reel {
    /// Appends the next sound; `false` when there is nobody left to speak.
    fn next(&mut self, out: &mut Vec<f32>) -> bool {
        let opening = self.cue.opening();
        if opening > self.over_at {
            if self.spoken == self.block.len() && !self.read(opening) {
                return false;
            }
            let piece = &self.block[self.spoken..(self.spoken + STILL).min(self.block.len())];
            self.spoken += piece.len();
            if !piece.is_empty() {
                out.extend_from_slice(piece);
                return true;
            }
        }
        out.extend([0.0; STILL]);
        true
    }

    fn read(&mut self, opening: u32) -> bool {
        self.block.clear();
        self.spoken = 0;
        if self.now.is_none() {
            self.now = self.left.next();
        }
        let Some(source) = &mut self.now else { return false };
        // A recording that breaks off has ended there.
        match source.next_block() {
            Ok(Some(block)) => self.block.extend_from_slice(block),
            Ok(None) | Err(_) => {
                self.now = None;
                self.over_at = opening;
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::import;

    fn recording(value: f32, samples: usize) -> Source {
        import::of_samples(vec![value; samples]).unwrap()
    }

    /// The pieces, each by its first sample, in tenths.
    fn play(reel: &mut Reel, pieces: usize) -> Vec<i32> {
        let mut heard = Vec::new();
        for _ in 0..pieces {
            let mut piece = Vec::new();
            assert!(reel.next(&mut piece));
            heard.push((piece[0] * 10.0).round() as i32);
        }
        heard
    }

    #[test]
    fn each_recording_has_its_opening_and_waits_while_the_ear_is_shut() {
        let cue = Cue::default();
        let left = vec![recording(0.1, 3 * STILL), recording(0.2, STILL)].into_iter();
        let mut reel = Reel { cue: cue.clone(), left, now: None, block: Vec::new(), spoken: 0, over_at: 0 };
        assert_eq!(play(&mut reel, 2), [0, 0]);
        cue.set(1);
        assert_eq!(play(&mut reel, 2), [1, 1]);
        cue.set(0);
        assert_eq!(play(&mut reel, 2), [0, 0]);
        cue.set(2);
        assert_eq!(play(&mut reel, 3), [1, 0, 0]);
        cue.set(3);
        assert_eq!(play(&mut reel, 3), [2, 0, 0]);
        cue.set(0);
        assert_eq!(play(&mut reel, 1), [0]);
        cue.set(4);
        assert!(!reel.next(&mut Vec::new()), "nobody is left to speak");
    }
}
