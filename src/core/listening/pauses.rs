//! Measures how much was spoken and where the speaker paused.
//!
//! Counts frames of the sound itself, so that the figures do not depend on any recogniser.

use crate::core::listening::FrameIndex;
use crate::core::listening::ms_of;
use crate::core::listening::settings::ListeningSettings;
use crate::core::span::Ms;
use crate::core::span::Span;

/// Collects the pauses of a recording, one segment's frames at a time.
#[derive(Debug, Clone)]
pub struct PauseMeter {
    settings: ListeningSettings,
    /// Frames from the first to after the last voiced one so far.
    spoken: Option<Span<FrameIndex>>,
    pauses: Vec<Span<FrameIndex>>,
}

/// What a [`PauseMeter`] measured, in ms of the original recording.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pauses {
    /// Silence before the first voiced frame.
    pub lead_ms: usize,
    /// From the first to the last voiced frame, pauses taken out.
    pub speech_ms: usize,
    /// Silences between voiced frames that are long enough to be heard.
    pub pauses: Vec<Span<Ms>>,
}

impl PauseMeter {
    /// A meter that has heard nothing yet.
    pub fn new(settings: ListeningSettings) -> Self {
        Self { settings, spoken: None, pauses: Vec::new() }
    }

    /// Takes a segment: the frame that `voiced` begins at, and for each frame whether it is voiced.
    ///
    /// Segments come in order and do not overlap; what lies between two is silence. A voiced run shorter than the
    /// onset is a click and does not interrupt a pause.
    pub fn push(&mut self, first: usize, voiced: impl IntoIterator<Item = bool>) {
        let mut run = 0;
        let mut at = first;
        for is_voiced in voiced {
            if !is_voiced {
                self.close_run(at, run);
            }
            run = if is_voiced { run + 1 } else { 0 };
            at += 1;
        }
        self.close_run(at, run);
    }

    fn close_run(&mut self, end: usize, run: usize) {
        if run < self.settings.onset {
            return;
        }
        let run = Span::from_len(end - run, run);
        if let Some(before) = self.spoken
            && let Some(gap) = Span::new(before.end(), run.start()).filter(|g| g.len() >= self.settings.pause)
        {
            self.pauses.push(gap);
        }
        self.spoken = Some(self.spoken.map_or(run, |s| s.join(&run)));
    }

    /// The figures so far.
    pub fn measured(&self) -> Pauses {
        let Some(spoken) = self.spoken else {
            return Pauses::default();
        };
        let spoken = ms_of(spoken);
        let pauses: Vec<_> = self.pauses.iter().copied().map(ms_of).collect();
        let silent: usize = pauses.iter().map(Span::len).sum();
        Pauses { lead_ms: spoken.start(), speech_ms: spoken.len() - silent, pauses }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SETTINGS: ListeningSettings = ListeningSettings {
        onset: 2,
        hangover: 9,
        pre_roll: 1,
        tail: 1,
        min_voiced: 2,
        max: 99,
        cut_window: 8,
        pause: 3,
        min_change_db: 0.0,
        min_change_short_db: 0.0,
        long: 4,
    };

    /// `#` is voiced; the parts between spaces are segments, a space itself is one silent frame outside of them.
    fn measure(text: &str) -> Pauses {
        let mut meter = PauseMeter::new(SETTINGS);
        let mut at = 0;
        for part in text.split(' ') {
            meter.push(at, part.chars().map(|c| c == '#'));
            at += part.len() + 1;
        }
        meter.measured()
    }

    #[test]
    fn gaps_inside_a_word_are_not_pauses() {
        let m = measure("..###..##");
        assert_eq!(m, Pauses { lead_ms: 32, speech_ms: 7 * 16, pauses: vec![] });
    }

    #[test]
    fn silence_inside_and_between_segments_is_measured_alike() {
        let m = measure("##...## ......##");
        let pauses = vec![Span::from_len(32, 48), Span::from_len(112, 112)];
        assert_eq!(m, Pauses { lead_ms: 0, speech_ms: 6 * 16, pauses });
    }

    #[test]
    fn a_click_does_not_interrupt_a_pause() {
        assert_eq!(measure("##..#..##").pauses, vec![Span::from_len(32, 80)]);
    }

    #[test]
    fn nobody_spoke() {
        assert_eq!(measure("..#..  #"), Pauses::default());
    }
}
