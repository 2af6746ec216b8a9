//! Cuts a stream of voiced / unvoiced frames into spoken segments.
//!
//! The segmenter counts frames and keeps no sound: it says which frames to keep. What is absent is a clock, so that
//! a recording replayed at any speed gives the same segments.

use crate::core::listening::Frame;
use crate::core::listening::FrameIndex;
use crate::core::listening::settings::ListeningSettings;
use crate::core::span::Span;

/// A closed stretch of speech.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment {
    /// From the first voiced frame to after the last.
    pub speech: Span<FrameIndex>,
    /// The same with pre-roll and tail: what a recogniser should hear. Never reaches into another segment's.
    pub audio: Span<FrameIndex>,
}

/// A stretch of speech that is not closed yet. Counts frames.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenSpeech {
    /// Where its sound begins, with pre-roll.
    pub audio_start: usize,
    /// After its last voiced frame, while it pauses.
    pub silent_since: Option<usize>,
}

/// Each variant holds only what is true in that state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    Quiet,
    Starting { since: usize },
    Speaking { since: usize },
    Stopping { since: usize, voiced_until: usize },
}

/// Turns frames into segments, one frame at a time.
#[derive(Debug, Clone)]
pub struct Segmenter {
    settings: ListeningSettings,
    phase: Phase,
    next_frame: usize,
    /// No segment's audio may begin before this frame: the end of the one before.
    free_from: usize,
    /// The frames from the start of the open segment on; empty while nobody speaks. Bounded by the longest segment.
    open: Vec<Frame>,
}

impl Segmenter {
    /// A segmenter before the first frame.
    pub fn new(settings: ListeningSettings) -> Self {
        let settings = ListeningSettings { tail: settings.tail.min(settings.hangover), ..settings };
        Self { settings, phase: Phase::Quiet, next_frame: 0, free_from: 0, open: Vec::new() }
    }

    /// Takes the next frame; gives the segment that it closed, if any.
    pub fn push(&mut self, frame: Frame) -> Option<Segment> {
        let at = self.next_frame;
        self.next_frame += 1;
        if frame.voiced || self.phase != Phase::Quiet {
            self.open.push(frame);
        }

        let (phase, closed) = match (self.phase, frame.voiced) {
            (Phase::Quiet, true) => (self.starting(at), None),
            (Phase::Starting { since }, true) => (self.starting(since), None),
            (Phase::Quiet | Phase::Starting { .. }, false) => (Phase::Quiet, None),

            (Phase::Speaking { since } | Phase::Stopping { since, .. }, true) => self.speaking(since),
            (Phase::Speaking { since }, false) => self.stopping(since, at),
            (Phase::Stopping { since, voiced_until }, false) => self.stopping(since, voiced_until),
        };

        self.phase = phase;
        if self.phase == Phase::Quiet {
            self.open.clear();
        }
        closed
    }

    /// Ends the stream: gives the segment still open, so that the last words are not lost.
    pub fn finish(mut self) -> Option<Segment> {
        match self.phase {
            Phase::Quiet | Phase::Starting { .. } => None,
            Phase::Speaking { since } => self.close(since, self.next_frame),
            Phase::Stopping { since, voiced_until } => self.close(since, voiced_until),
        }
    }

    /// Speech that is not closed yet; `None` while nobody speaks.
    pub fn open(&self) -> Option<OpenSpeech> {
        match self.phase {
            Phase::Quiet | Phase::Starting { .. } => None,
            Phase::Speaking { since } => {
                Some(OpenSpeech { audio_start: self.audio_start(since), silent_since: None })
            }
            Phase::Stopping { since, voiced_until } => {
                Some(OpenSpeech { audio_start: self.audio_start(since), silent_since: Some(voiced_until) })
            }
        }
    }

    /// The first frame that a later segment may still ask for: what lies before can be forgotten.
    pub fn needed_from(&self) -> usize {
        let since = match self.phase {
            Phase::Quiet => self.next_frame,
            Phase::Starting { since } | Phase::Speaking { since } | Phase::Stopping { since, .. } => since,
        };
        self.audio_start(since)
    }

    fn starting(&self, since: usize) -> Phase {
        let long_enough = self.next_frame - since >= self.settings.onset;
        if long_enough { Phase::Speaking { since } } else { Phase::Starting { since } }
    }

    fn speaking(&mut self, since: usize) -> (Phase, Option<Segment>) {
        match self.cut_if_too_long(since) {
            Some((cut, closed)) => (Phase::Speaking { since: cut }, closed),
            None => (Phase::Speaking { since }, None),
        }
    }

    fn stopping(&mut self, since: usize, voiced_until: usize) -> (Phase, Option<Segment>) {
        let ended = self.next_frame - voiced_until >= self.settings.hangover;
        if ended || self.too_long(since) {
            return (Phase::Quiet, self.close(since, voiced_until));
        }
        (Phase::Stopping { since, voiced_until }, None)
    }

    fn too_long(&self, since: usize) -> bool {
        self.next_frame - self.audio_start(since) >= self.settings.max
    }

    fn audio_start(&self, since: usize) -> usize {
        since.saturating_sub(self.settings.pre_roll).max(self.free_from)
    }

    /// Splits speech without a pause where it is least likely to hit a word.
    fn cut_if_too_long(&mut self, since: usize) -> Option<(usize, Option<Segment>)> {
        if !self.too_long(since) {
            return None;
        }
        let window = self.settings.cut_window.min(self.open.len() / 2).max(1);
        let first = self.open.len() - window;
        let cut = since + first + best_dip(&self.open[first..]);
        let kept = self.open.split_off(cut - since);
        let closed = self.segment(since, cut, cut);
        self.open = kept;
        self.free_from = cut;
        Some((cut, closed))
    }

    fn close(&mut self, since: usize, voiced_until: usize) -> Option<Segment> {
        let audio_end = (voiced_until + self.settings.tail).min(self.next_frame);
        let closed = self.segment(since, voiced_until, audio_end);
        if closed.is_some() {
            self.free_from = audio_end;
        }
        closed
    }

    fn segment(&self, since: usize, speech_end: usize, audio_end: usize) -> Option<Segment> {
        let frames = &self.open[..(speech_end - since).min(self.open.len())];
        let voiced = frames.iter().filter(|f| f.voiced).count();
        // A piece that was cut off from the one before is speech, however short.
        let continued = self.free_from == since && since > 0;
        let enough = voiced >= self.settings.min_voiced || (continued && voiced > 0);
        if !enough || self.is_steady(frames, voiced) {
            return None;
        }
        Some(Segment {
            speech: Span::new(since, speech_end)?,
            audio: Span::new(self.audio_start(since), audio_end)?,
        })
    }

    fn is_steady(&self, frames: &[Frame], voiced: usize) -> bool {
        let long = voiced >= self.settings.long;
        change_db(frames) < if long { self.settings.min_change_db } else { self.settings.min_change_short_db }
    }
}

/// Standard deviation of the tilt over the voiced frames that are not much quieter than the loudest.
fn change_db(frames: &[Frame]) -> f32 {
    const RANGE_DB: f32 = 30.0;
    let voiced = || frames.iter().filter(|f| f.voiced);
    let loudest = voiced().map(|f| f.level_db).fold(f32::MIN, f32::max);
    let tilts = || voiced().filter(|f| f.level_db >= loudest - RANGE_DB).map(|f| f.tilt_db);
    let count = tilts().count().max(1) as f32;
    let mean = tilts().sum::<f32>() / count;
    (tilts().map(|t| (t - mean).powi(2)).sum::<f32>() / count).sqrt()
}

/// The middle of the longest unvoiced run; without one, of the quietest stretch of five frames.
fn best_dip(frames: &[Frame]) -> usize {
    let mut best = (0, 0);
    let mut run = 0;
    for (i, frame) in frames.iter().enumerate() {
        run = if frame.voiced { 0 } else { run + 1 };
        if run > best.0 {
            best = (run, i + 1 - run / 2);
        }
    }
    if best.0 > 0 {
        return best.1.clamp(1, frames.len());
    }
    let quietest = frames
        .windows(5)
        .enumerate()
        .min_by(|a, b| level(a.1).total_cmp(&level(b.1)))
        .map_or(frames.len() / 2, |(i, _)| i + 2);
    quietest.clamp(1, frames.len())
}

fn level(frames: &[Frame]) -> f32 {
    frames.iter().map(|f| f.level_db).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: ListeningSettings = ListeningSettings {
        onset: 2,
        hangover: 3,
        pre_roll: 1,
        tail: 1,
        min_voiced: 2,
        max: 20,
        cut_window: 8,
        pause: 2,
        min_change_db: 0.0,
        min_change_short_db: 0.0,
        long: 4,
    };

    /// `#` is a loud voiced frame, `-` a quiet voiced one, `.` an unvoiced one.
    fn frames(text: &str) -> impl Iterator<Item = Frame> + '_ {
        text.chars().map(|c| Frame {
            voiced: c != '.',
            level_db: if c == '#' { -20.0 } else { -40.0 },
            tilt_db: if c == '#' { -9.0 } else { 0.0 },
        })
    }

    /// Each segment as `speech/audio`.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let mut segmenter = Segmenter::new(SMALL);
        let mut closed: Vec<_> = frames(text).filter_map(|f| segmenter.push(f)).collect();
        closed.extend(segmenter.finish());
        let got: Vec<_> = closed.iter().map(|s| format!("{:?}/{:?}", s.speech, s.audio)).collect();
        assert_eq!(got.join(" "), expected, "{text}");
    }

    #[test]
    fn a_segment_keeps_sound_from_before_and_after_the_voice() {
        check("..####....", "2..6/1..7");
    }

    #[test]
    fn a_short_pause_does_not_split_a_sentence() {
        check("..####..####...", "2..12/1..13");
    }

    #[test]
    fn a_long_pause_does() {
        check("####....####...", "0..4/0..5 8..12/7..13");
    }

    #[test]
    fn a_click_is_no_speech() {
        check("...#...#....#...", "");
    }

    #[test]
    fn a_noise_with_too_few_voiced_frames_is_no_speech() {
        let mut segmenter = Segmenter::new(ListeningSettings { min_voiced: 5, ..SMALL });
        assert!(frames("..####....").all(|f| segmenter.push(f).is_none()));
        assert_eq!(segmenter.finish(), None);
    }

    #[test]
    fn the_last_words_are_kept_when_the_session_ends() {
        check("..####..", "2..6/1..7");
        check("..####", "2..6/1..6");
    }

    #[test]
    fn speech_without_a_pause_is_cut_at_its_quietest_place() {
        check("..##############-----##########...", "2..18/1..18 18..31/18..32");
    }

    #[test]
    fn a_breath_is_a_better_cut_than_a_quiet_voice() {
        check("..#######-----####.############...", "2..19/1..19 19..31/19..32");
    }

    #[test]
    fn a_held_tone_is_no_speech_but_a_changing_sound_is() {
        let settings = ListeningSettings { min_change_db: 2.0, min_change_short_db: 0.5, ..SMALL };
        let heard = |text: &str| {
            let mut segmenter = Segmenter::new(settings);
            let closed = frames(text).filter_map(|f| segmenter.push(f)).count();
            closed + usize::from(segmenter.finish().is_some())
        };
        assert_eq!(heard("..########...."), 0);
        assert_eq!(heard("..##....##...."), 0);
        assert_eq!(heard("..###--###...."), 1);
        assert_eq!(heard("##################################################...."), 0);
    }

    #[test]
    fn no_frame_is_in_two_segments_and_none_is_longer_than_allowed() {
        let mut segmenter = Segmenter::new(SMALL);
        let mut seed = 7_u32;
        let mut end = 0;
        for _ in 0..20_000 {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let frame =
                Frame { voiced: seed >> 29 > 1, level_db: -((seed >> 20) as f32) / 64.0, tilt_db: 0.0 };
            if let Some(s) = segmenter.push(frame) {
                assert!(s.audio.start() >= end, "{s:?} begins before {end}");
                assert!(s.audio.start() <= s.speech.start() && s.speech.end() <= s.audio.end(), "{s:?}");
                assert!(s.audio.len() <= SMALL.max, "{s:?}");
                end = s.audio.end();
            }
            assert!(segmenter.needed_from() >= end);
            assert!(segmenter.next_frame - segmenter.needed_from() <= SMALL.max);
        }
        assert!(end > 19_000);
    }
}
