//! Everything that can happen in an interview: a closed set, each with its time.
//!
//! Time arrives here and nowhere else. An event that changed something is one line of `events.jsonl`, written as it stands
//! here, so that reading the lines back builds the same interview; this is why these types, alone in the core, carry
//! serde. A kind that a later version wrote is read as [`Kind::Unknown`] and changes nothing.

use serde::Deserialize;
use serde::Serialize;

use crate::core::span::Span;
use crate::core::transcript::HeardWord;

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// When, in ms since the session began, on a clock that does not go back.
    pub at_ms: u64,
    /// What.
    #[serde(flatten)]
    pub kind: Kind,
}

/// A word as a recogniser gave it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EventWord {
    /// With the punctuation that is stuck to it.
    pub text: String,
    /// When it began, in ms from the start of the session's recording.
    pub start_ms: usize,
    /// When it ended, likewise.
    pub end_ms: usize,
    /// From 0 (a guess) to 1 (certain).
    pub confidence: f32,
}

/// What happened.
///
/// `opening` counts the times that the ear was opened ([`crate::core::interview::effect::Effect::Listen`]); `segment`
/// counts stretches of speech over the whole session; `pass` counts how often one segment was handed to the recogniser;
/// `utterance` counts what the voice was given. Each is echoed by who answers, so that late answers are told apart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Kind {
    /// The person is ready: the first question may be asked.
    Start,
    /// A time that was asked for has come.
    Tick,

    /// The voice began to sound.
    VoiceStarted {
        /// Which utterance.
        utterance: u32,
    },
    /// The voice said all of it.
    VoiceFinished {
        /// Which utterance.
        utterance: u32,
    },
    /// The voice fell silent because it was told to.
    VoiceStopped {
        /// Which utterance.
        utterance: u32,
    },
    /// The voice could not say it, or hangs.
    VoiceFailed {
        /// Which utterance.
        utterance: u32,
    },
    /// Somebody speaks over the voice, for longer than a nod takes.
    SpokenOver,

    /// Speech began, or went on after a pause.
    SpeechBegan {
        /// When the ear was opened for it.
        opening: u32,
    },
    /// Speech paused; the pause may still be inside a segment.
    SpeechPaused {
        /// When the ear was opened for it.
        opening: u32,
        /// The segment that is open.
        segment: u32,
        /// Since when it is silent, on the session's clock.
        silent_since_ms: u64,
    },
    /// What began as speech was none: a cough, a door.
    Noise {
        /// When the ear was opened for it.
        opening: u32,
    },
    /// A stretch of speech is complete and on disk.
    SegmentClosed {
        /// When the ear was opened for it.
        opening: u32,
        /// Which.
        segment: u32,
        /// Where it begins, in ms from the start of the recording.
        start_ms: usize,
        /// Where it ends, likewise.
        end_ms: usize,
        /// It was cut for its length while speech goes on.
        goes_on: bool,
    },
    /// The ear is shut, and every segment that was open has been closed.
    EarClosed {
        /// Which opening ended.
        opening: u32,
    },
    /// The microphone went away. What was heard until then is kept.
    DeviceLost,
    /// A microphone is there again.
    DeviceBack {
        /// Its name, as a person knows it.
        name: String,
    },

    /// The recogniser wrote a segment down.
    Heard {
        /// Which.
        segment: u32,
        /// Which hand-over of it.
        pass: u32,
        /// The words; none where there were none.
        words: Vec<EventWord>,
    },
    /// The recogniser failed on a segment. Its sound is on disk.
    NotHeard {
        /// Which.
        segment: u32,
        /// Which hand-over of it.
        pass: u32,
    },
    /// The recogniser's queue was full: it is offered again.
    Refused {
        /// Which.
        segment: u32,
        /// Which hand-over of it.
        pass: u32,
    },

    /// The key of the floor: ends the answer, ends thinking, or takes the floor from the voice.
    FloorKey,
    /// More is to come: the silence that is running ends nothing.
    KeepListening,
    /// An answer was typed.
    Typed {
        /// The text.
        text: String,
    },
    /// Hold everything.
    Pause,
    /// Go on.
    Resume,
    /// Forget this answer and give it again.
    Redo,
    /// Leave this question.
    Skip,
    /// Say the question again.
    SayAgain,
    /// Go on after a verdict was shown.
    Continue,
    /// End the session.
    EndNow,
    /// An interview that was interrupted is gone on with, in another sitting.
    Reopened,

    /// Written by a later version.
    #[serde(other)]
    Unknown,
}

impl From<&EventWord> for HeardWord {
    fn from(word: &EventWord) -> Self {
        Self {
            text: word.text.clone(),
            time: Span::from_len(word.start_ms, word.end_ms.saturating_sub(word.start_ms)),
            confidence: word.confidence,
        }
    }
}

impl From<&HeardWord> for EventWord {
    fn from(word: &HeardWord) -> Self {
        Self {
            text: word.text.clone(),
            start_ms: word.time.start(),
            end_ms: word.time.end(),
            confidence: word.confidence,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_one_line_that_says_when_and_what() {
        let kind = Kind::Heard {
            segment: 3,
            pass: 1,
            words: vec![EventWord { text: "Yes.".into(), start_ms: 10, end_ms: 20, confidence: 0.5 }],
        };
        let line = serde_json::to_string(&Event { at_ms: 7, kind }).unwrap();
        let word = r#"{"text":"Yes.","start_ms":10,"end_ms":20,"confidence":0.5}"#;
        assert_eq!(line, format!(r#"{{"at_ms":7,"event":"heard","segment":3,"pass":1,"words":[{word}]}}"#));
    }

    #[test]
    fn an_event_from_the_future_is_unknown_and_what_it_adds_is_passed_over() {
        let read = |line: &str| serde_json::from_str::<Event>(line).unwrap().kind;
        assert_eq!(read(r#"{"at_ms":7,"event":"yawned","loudly":true}"#), Kind::Unknown);
        assert_eq!(read(r#"{"at_ms":7,"event":"pause","why":"tea"}"#), Kind::Pause);
    }
}
