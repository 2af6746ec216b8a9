//! Everything that an interview asks of the world: a closed set. Effects are values; the runtime performs them, in order.

use serde::Deserialize;
use serde::Serialize;

/// Something to be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "effect", rename_all = "snake_case")]
pub enum Effect {
    /// Say this. The ear is shut whenever this is asked.
    Speak {
        /// Counts what the voice was given; its events echo it.
        utterance: u32,
        /// What to say.
        text: String,
        /// Whose voice: an index into the plan's interviewers.
        interviewer: usize,
    },
    /// Fall silent at once.
    StopVoice {
        /// What is being said.
        utterance: u32,
    },
    /// Report [`crate::core::interview::event::Kind::SpokenOver`] while this utterance sounds.
    WatchForSpeech {
        /// What is being said.
        utterance: u32,
    },
    /// Open the ear.
    Listen {
        /// Counts the openings; the ear's events echo it.
        opening: u32,
        /// Nothing from before this time is speech: the voice sounded until then. On the session's clock.
        not_before_ms: u64,
    },
    /// Shut the ear: close the segment that is open, then say so.
    StopListening {
        /// Which opening ends.
        opening: u32,
    },
    /// Write a segment down.
    Transcribe {
        /// Which.
        segment: u32,
        /// Counts the hand-overs of it.
        pass: u32,
        /// It is still open: what was heard of it so far, up to the silence.
        draft: bool,
    },
    /// What was to be written down is not wanted any more.
    Drop {
        /// Which segment.
        segment: u32,
        /// Which hand-over of it.
        pass: u32,
    },
    /// Send a tick at this time; takes the place of the time that was asked for before. On the session's clock.
    Wake {
        /// When.
        at_ms: u64,
    },
    /// Tell the person.
    Tell {
        /// What.
        notice: Notice,
    },
    /// A question is done; its verdict, if it has one, is final.
    Judged {
        /// Which question of the plan.
        question: usize,
    },
    /// The session is over.
    Finish,
}

/// What a person should know. The words for it belong to who shows it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "notice", rename_all = "snake_case")]
pub enum Notice {
    /// The voice does not work; there are captions.
    NoVoice,
    /// There is no microphone, or no speech model: answers are typed.
    TypeInstead,
    /// The recogniser is behind; it is waited for.
    FallingBehind,
    /// It has caught up.
    CaughtUp,
    /// A stretch of speech could not be written down; its sound is kept.
    NotHeard,
    /// The key was pressed before anything was said, or nothing of it could be made out.
    NothingSaid,
    /// The microphone went away.
    DeviceLost,
    /// It is back, or another one is.
    DeviceBack {
        /// Its name.
        name: String,
    },
    /// The time for the answer is up, with the grace.
    TimeUp,
    /// Whoever wants may skip the question.
    MaySkip,
    /// A loop has no time for a question.
    NotAsked {
        /// Which of the plan.
        question: usize,
    },
}
