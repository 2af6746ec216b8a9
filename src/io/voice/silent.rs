//! A voice that says nothing and takes as long as reading the caption does. Always works.

use std::time::Duration;
use std::time::Instant;

use crate::io::voice::Moment;
use crate::io::voice::Voice;
use crate::io::voice::VoiceName;
use crate::io::voice::error::VoiceError;
use crate::io::voice::settings::VoiceSettings;

/// Captions only.
#[derive(Debug, Default)]
pub struct Silent {
    settings: VoiceSettings,
    said: Option<Said>,
}

#[derive(Debug)]
struct Said {
    until: Instant,
    started: bool,
    stopped: bool,
}

impl Silent {
    /// Shows a sentence of which a part was said aloud already: at least the shortest time of a caption remains.
    pub fn go_on(&mut self, text: &str, said_for: Duration) {
        let whole = self.settings.reading_time(text);
        let rest = whole.saturating_sub(said_for).max(self.settings.reading_time(""));
        self.said = Some(Said { until: Instant::now() + rest, started: true, stopped: false });
    }

    /// When there is something to be told.
    pub fn due(&self) -> Option<Instant> {
        let now = |said: &Said| !said.started || said.stopped;
        self.said.as_ref().map(|said| if now(said) { Instant::now() } else { said.until })
    }
}

impl Voice for Silent {
    fn name(&self) -> String {
        "captions".to_owned()
    }

    fn voices(&mut self) -> Result<Vec<VoiceName>, VoiceError> {
        Ok(Vec::new())
    }

    fn set(&mut self, settings: &VoiceSettings) -> Result<(), VoiceError> {
        self.settings = settings.clone();
        Ok(())
    }

    fn speak(&mut self, text: &str) -> Result<(), VoiceError> {
        let until = Instant::now() + self.settings.reading_time(text);
        self.said = Some(Said { until, started: false, stopped: false });
        Ok(())
    }

    fn stop(&mut self) -> Result<(), VoiceError> {
        if let Some(said) = &mut self.said {
            said.stopped = true;
        }
        Ok(())
    }

    fn moment(&mut self) -> Option<Moment> {
        let said = self.said.as_mut()?;
        if !said.started {
            said.started = true;
            return Some(Moment::Started);
        }
        let end = if said.stopped {
            Moment::Stopped
        } else if Instant::now() >= said.until {
            Moment::Finished
        } else {
            return None;
        };
        self.said = None;
        Some(end)
    }

    fn check(&mut self) -> Result<(), VoiceError> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_starts_at_once_and_ends_when_it_can_have_been_read() {
        let mut silent = Silent::default();
        silent.speak("Go on.").unwrap();
        let began = Instant::now();
        assert_eq!(silent.moment(), Some(Moment::Started));
        assert_eq!(silent.moment(), None);
        let end = loop {
            if let Some(end) = silent.moment() {
                break end;
            }
            std::thread::sleep(Duration::from_millis(10));
        };
        assert_eq!(end, Moment::Finished);
        assert!(began.elapsed() >= Duration::from_millis(1_190), "{:?}", began.elapsed());
    }

    #[test]
    fn a_sentence_that_was_stopped_is_over_at_once() {
        let mut silent = Silent::default();
        silent.speak("Go on.").unwrap();
        silent.stop().unwrap();
        assert_eq!(silent.moment(), Some(Moment::Started));
        assert_eq!(silent.moment(), Some(Moment::Stopped));
        assert_eq!(silent.moment(), None);
    }
}
