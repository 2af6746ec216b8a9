//! The ear: frames of sound in, what is heard out. Knows no device, no file and no clock.
//!
//! It hears always, so that the detector knows the room and the sound before a first word is there; it tells of speech
//! only while it is open, and what it hears goes to disk only then: what it takes for an opening, with pre-roll and tail.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::core::listening::FRAME_SAMPLES;
use crate::core::listening::Frame;
use crate::core::listening::frames_in;
use crate::core::listening::segmenter::Segment;
use crate::core::listening::segmenter::Segmenter;
use crate::core::listening::settings::ListeningSettings;
use crate::io::vad::VoiceActivity;
use crate::runtime::interview::report::EarReport;
use crate::runtime::interview::report::Sound;

/// Sound from before a first word, and after a last one.
const ROLL_MS: usize = 512;

/// After so many ms of silence speech pauses.
const PAUSE_MS: usize = 160;

/// Speech that goes on after a pause lasts so long: a click does not.
const GOES_ON_MS: usize = 48;

/// Somebody who speaks for so long over the voice wants the floor.
const OVER_MS: usize = 400;

/// Length of a frame on the session's clock.
const FRAME_MS: u64 = (FRAME_SAMPLES * 1000 / crate::core::listening::SAMPLE_RATE) as u64;

/// A frame that may still be asked for.
struct Heard {
    frame: Frame,
    samples: Vec<f32>,
    /// When it began.
    at_ms: u64,
    on_disk: bool,
}

/// Where sound goes that is kept.
pub(super) trait Keep {
    fn keep(&mut self, samples: &[f32]);
}

pub(super) struct Ear {
    detector: Box<dyn VoiceActivity>,
    settings: ListeningSettings,
    /// The last of what was heard while it was shut.
    recent: VecDeque<Heard>,
    open: Option<Opening>,
    /// So many frames are kept after an opening.
    trail: usize,
    /// Frames on disk.
    kept: usize,
    segments: u32,
    /// Frames in a row with a voice in them.
    voiced: usize,
    watching: bool,
    told: Vec<EarReport>,
}

/// From the moment at which the ear is opened until it is shut.
struct Opening {
    number: u32,
    /// Frames on disk before it.
    first: usize,
    segmenter: Segmenter,
    /// What may still be asked for, from this frame of the opening on.
    from: usize,
    samples: Vec<f32>,
    frames: Vec<Frame>,
    paused: bool,
    /// It shuts at the next pause, or after so many frames more.
    shuts_in: Option<usize>,
}

impl Ear {
    /// `longest` is what the recogniser takes at once, in samples.
    pub(super) fn new(detector: Box<dyn VoiceActivity>, longest: usize) -> Self {
        let roll = frames_in(ROLL_MS);
        let settings = ListeningSettings { pre_roll: roll, tail: roll, ..ListeningSettings::default() };
        Self {
            detector,
            settings: settings.at_most(longest),
            recent: VecDeque::new(),
            open: None,
            trail: 0,
            kept: 0,
            segments: 0,
            voiced: 0,
            watching: false,
            told: Vec::new(),
        }
    }

    /// Goes on where an earlier sitting ended: so many frames are on disk, so many segments were counted.
    pub(super) fn going_on(self, kept: usize, segments: u32) -> Self {
        Self { kept, segments, ..self }
    }

    /// What is to be told since the last call.
    pub(super) fn told(&mut self) -> Vec<EarReport> {
        std::mem::take(&mut self.told)
    }

    /// Takes a frame that began at that time.
    pub(super) fn hear(&mut self, samples: Vec<f32>, at_ms: u64, disk: &mut impl Keep) {
        let frame = self.detector.hear(&samples);
        self.voiced = if frame.voiced { self.voiced + 1 } else { 0 };
        if self.watching && self.voiced >= frames_in(OVER_MS) {
            self.watching = false;
            self.told.push(EarReport::SpokenOver);
        }
        let mut heard = Heard { frame, samples, at_ms, on_disk: false };
        if self.open.is_some() {
            self.take(heard, disk);
            return;
        }
        if self.trail > 0 {
            self.trail -= 1;
            self.keep(&mut heard, disk);
        }
        self.recent.push_back(heard);
        while self.recent.len() > frames_in(ROLL_MS) {
            self.recent.pop_front();
        }
    }

    fn keep(&mut self, heard: &mut Heard, disk: &mut impl Keep) {
        if !std::mem::replace(&mut heard.on_disk, true) {
            self.kept += 1;
            disk.keep(&heard.samples);
        }
    }

    /// Opens, with what was heard lately, but nothing from before that time. One that is not shut yet goes on: somebody
    /// speaks.
    pub(super) fn open(&mut self, number: u32, not_before_ms: u64, disk: &mut impl Keep) {
        self.trail = 0;
        self.watching = false;
        if let Some(open) = &mut self.open {
            self.told.push(EarReport::Shut { opening: open.number });
            (open.number, open.shuts_in) = (number, None);
            return;
        }
        let recent: Vec<Heard> =
            std::mem::take(&mut self.recent).into_iter().skip_while(|h| h.at_ms < not_before_ms).collect();
        self.open = Some(Opening {
            number,
            first: self.kept - recent.iter().filter(|heard| heard.on_disk).count(),
            segmenter: Segmenter::new(self.settings),
            from: 0,
            samples: Vec::new(),
            frames: Vec::new(),
            paused: false,
            shuts_in: None,
        });
        for heard in recent {
            self.take(heard, disk);
        }
    }

    /// Shuts: at once, or after the word that is being said.
    pub(super) fn shut(&mut self, number: u32) {
        match &mut self.open {
            Some(open) if open.number == number => {
                let speaks = open.segmenter.open().is_some() && !open.paused;
                open.shuts_in = Some(if speaks { frames_in(ROLL_MS) } else { 0 });
                self.shut_if_due();
            }
            _ => self.told.push(EarReport::Shut { opening: number }),
        }
    }

    /// Tells of somebody who speaks while it is shut.
    pub(super) fn watch(&mut self) {
        self.watching = true;
        self.voiced = 0;
    }

    /// The device is gone: what was being said is complete.
    pub(super) fn lose(&mut self) {
        self.finish();
        self.recent.clear();
        if self.open.as_ref().is_some_and(|open| open.shuts_in.is_some()) {
            self.shut_now();
        }
        self.told.push(EarReport::DeviceLost);
    }

    /// Another device is there: what is heard from now on has nothing to do with what was heard before.
    pub(super) fn begin_anew(&mut self) {
        self.detector.reset();
        self.recent.clear();
    }

    fn take(&mut self, mut heard: Heard, disk: &mut impl Keep) {
        self.keep(&mut heard, disk);
        let Some(open) = &mut self.open else { return };
        open.samples.extend_from_slice(&heard.samples);
        open.frames.push(heard.frame);
        let spoke = open.segmenter.open().is_some();
        let closed = open.segmenter.push(heard.frame);
        let speech = open.segmenter.open();
        if let Some(segment) = closed {
            self.close(segment, speech.is_some());
        } else if spoke && speech.is_none() {
            self.noise();
        }
        let Some(open) = &mut self.open else { return };
        if !spoke && speech.is_some() {
            open.paused = false;
            self.told.push(EarReport::Began { opening: open.number });
        }
        let seen = open.from + open.frames.len();
        match speech.map(|s| (s, s.silent_since)) {
            Some((speech, Some(since))) if !open.paused && seen - since >= frames_in(PAUSE_MS) => {
                open.paused = true;
                let sound = Arc::new(open.sound(speech.audio_start, seen));
                let silent_since_ms =
                    (heard.at_ms + FRAME_MS).saturating_sub((seen - since) as u64 * FRAME_MS);
                let (opening, segment) = (open.number, self.segments);
                self.told.push(EarReport::Paused { opening, segment, silent_since_ms, sound });
            }
            Some(_) if open.paused && self.voiced >= frames_in(GOES_ON_MS) => {
                open.paused = false;
                self.told.push(EarReport::Began { opening: open.number });
            }
            _ => {}
        }
        open.forget();
        if let Some(left) = &mut open.shuts_in {
            *left = if open.paused || speech.is_none() { 0 } else { left.saturating_sub(1) };
        }
        self.shut_if_due();
    }

    fn close(&mut self, segment: Segment, goes_on: bool) {
        let Some(open) = &mut self.open else { return };
        open.paused = false;
        let mut sound = open.sound(segment.audio.start(), segment.audio.end());
        // What lies in pre-roll and tail is nobody's voice.
        let speech = segment.speech;
        for (at, voiced) in (segment.audio.start()..).zip(&mut sound.voiced) {
            *voiced &= (speech.start()..speech.end()).contains(&at);
        }
        let sound = Arc::new(sound);
        self.told.push(EarReport::Closed { opening: open.number, segment: self.segments, goes_on, sound });
        self.segments += 1;
    }

    fn noise(&mut self) {
        let Some(open) = &mut self.open else { return };
        open.paused = false;
        self.told.push(EarReport::Noise { opening: open.number });
        self.segments += 1;
    }

    /// Ends what is being said.
    fn finish(&mut self) {
        let Some(open) = &mut self.open else { return };
        let spoke = open.segmenter.open().is_some();
        let seen = open.from + open.frames.len();
        let before = std::mem::replace(&mut open.segmenter, Segmenter::new(self.settings));
        match before.finish() {
            Some(segment) => self.close(segment, false),
            None if spoke => self.noise(),
            None => {}
        }
        // The new segmenter counts from 0.
        if let Some(open) = &mut self.open {
            open.first += seen;
            open.from = 0;
            open.samples.clear();
            open.frames.clear();
        }
    }

    fn shut_if_due(&mut self) {
        if self.open.as_ref().is_some_and(|open| open.shuts_in == Some(0)) {
            self.finish();
            self.shut_now();
        }
    }

    fn shut_now(&mut self) {
        let Some(open) = self.open.take() else { return };
        self.trail = frames_in(ROLL_MS);
        self.told.push(EarReport::Shut { opening: open.number });
    }
}

impl Opening {
    /// The sound between two frames of the opening, as far as it is there.
    fn sound(&self, start: usize, end: usize) -> Sound {
        let first = start.saturating_sub(self.from).min(self.frames.len());
        let last = end.saturating_sub(self.from).clamp(first, self.frames.len());
        Sound {
            first: self.first + self.from + first,
            samples: self.samples[first * FRAME_SAMPLES..last * FRAME_SAMPLES].to_vec(),
            voiced: self.frames[first..last].iter().map(|frame| frame.voiced).collect(),
        }
    }

    /// Lets go of what no segment can ask for any more.
    fn forget(&mut self) {
        let gone = self.segmenter.needed_from().saturating_sub(self.from).min(self.frames.len());
        self.samples.drain(..gone * FRAME_SAMPLES);
        self.frames.drain(..gone);
        self.from += gone;
    }
}

#[cfg(test)]
#[path = "ear_tests.rs"]
mod tests;
