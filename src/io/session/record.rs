//! `session.json`: what is known about a session, apart from its sound and its events.
//!
//! These types belong to the file, version [`SCHEMA`], and to nothing else; the core's types carry no `serde`. A key
//! more, a key less, or a key that changes its meaning raises the version, so that no program drops what it does not
//! know. Older versions are brought up to date by `schema`.

use serde::Deserialize;
use serde::Serialize;

use crate::io::session::rehearsal::Rehearsal;
use crate::io::session::stamp::Stamp;
use crate::io::session::verdict::VerdictFile;

/// Version of the format that this program writes.
pub const SCHEMA: u32 = 4;

/// A whole session.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Session {
    /// Version of the format.
    pub schema: u32,
    /// Version of the program that wrote it last.
    pub program: String,
    /// What it was for.
    pub kind: Kind,
    /// What a person calls it: the file name of a review.
    pub name: String,
    /// When it began.
    pub began: Stamp,
    /// When it ended; nothing while it runs.
    pub ended: Option<Stamp>,
    /// How it stands.
    pub state: State,
    /// What became of its sound.
    pub audio: Audio,
    /// What was asked and answered, in order; several in a full loop.
    pub answers: Vec<Answer>,
    /// How a loop was planned and how it went; nothing for everything else.
    pub rehearsal: Option<Rehearsal>,
    /// What was done with the session afterwards, oldest first.
    pub log: Vec<LogEntry>,
}

/// What a session was for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// One question, spoken, with probes.
    Practise,
    /// Several questions by several interviewers.
    Loop,
    /// A recording that was made elsewhere.
    Review,
}

/// How a session stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Being written; if nobody holds its lock, its writer was interrupted.
    Running,
    /// Closed in good order.
    Done,
    /// Its writer was interrupted, and its files were put in order afterwards.
    Recovered,
    /// A loop that can be gone on with: it was left before its end, or interrupted and put in order.
    Left,
}

/// What became of the sound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audio {
    /// Nothing was recorded, as in a typed session.
    None,
    /// In `audio.wav`.
    Kept,
    /// Deleted, as the log says.
    Deleted,
}

/// One question and everything that was said to it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// Id of the question, which is the id of its pack.
    pub question: String,
    /// The question as it was asked.
    pub question_text: String,
    /// What the candidate said, turn by turn: the answer, then the replies to probes.
    pub turns: Vec<Turn>,
    /// How it was heard; nothing for a typed answer.
    pub heard: Option<Heard>,
    /// Every judgement of it, oldest first. The last one counts.
    pub verdicts: Vec<Judged>,
    /// Words that a person corrected, oldest first; the turns hold them as corrected.
    pub corrections: Vec<Correction>,
}

/// Misheard words in one turn, replaced by what was said. Later corrections count words after this one was made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// When it was made.
    pub at: Stamp,
    /// Which turn of the answer.
    pub turn: usize,
    /// The first word of that turn that changed.
    pub word: usize,
    /// As the recogniser gave them.
    pub heard: Vec<Word>,
    /// What stands in their place.
    pub said: Vec<Word>,
}

/// One turn of the candidate.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Turn {
    /// The probe it replies to; nothing for the answer itself.
    pub asked: Option<AskedProbe>,
    /// What was said.
    pub said: Said,
}

/// A probe as it was spoken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AskedProbe {
    /// The dimension it was after.
    pub dimension: String,
    /// The rule that chose it.
    pub rule: String,
    /// Its words.
    pub say: String,
    /// Whether it asked once more for what an earlier reply went around.
    pub pressed: bool,
}

/// The words of a turn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Said {
    /// Words with times.
    Heard(Vec<Word>),
    /// A typed text.
    Typed(String),
}

/// A word as the recogniser gave it: text, start and end in ms of `audio.wav`, confidence from 0 to 1.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Word(pub String, pub usize, pub usize, pub f32);

/// A range of ms of `audio.wav`, its end exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Range(pub usize, pub usize);

/// How an answer was heard. Times are ms of `audio.wav`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Heard {
    /// The speech model.
    pub model: String,
    /// Whether that model understands synthetic voices only.
    pub synthetic_only: bool,
    /// What a person should know before trusting the words.
    pub warnings: Vec<String>,
    /// The stretches of speech.
    pub segments: Vec<Range>,
    /// Pauses inside the answer.
    pub pauses: Vec<Range>,
    /// Length of the recording.
    pub duration_ms: usize,
    /// Spoken time.
    pub speech_ms: usize,
    /// Silence before the first word.
    pub lead_ms: usize,
    /// Hesitations in the text, a lower bound.
    pub fillers_at_least: usize,
}

/// A judgement and when it was made. The verdict carries the version of its pack.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Judged {
    /// When.
    pub at: Stamp,
    /// What was said about the answer.
    pub verdict: VerdictFile,
}

/// Something that was done with a session after it ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogEntry {
    /// When.
    pub at: Stamp,
    /// What, in words.
    pub did: String,
}

impl Session {
    /// A session that begins now, with nothing in it.
    pub fn new(kind: Kind, name: &str, began: Stamp) -> Self {
        Self {
            schema: SCHEMA,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            kind,
            name: name.to_owned(),
            began,
            ended: None,
            state: State::Running,
            audio: Audio::None,
            answers: Vec::new(),
            rehearsal: None,
            log: Vec::new(),
        }
    }

    /// Whether it is a loop of which a part is still to come.
    pub fn may_go_on(&self) -> bool {
        self.rehearsal.as_ref().is_some_and(|rehearsal| rehearsal.parts.iter().any(|part| part.end.is_none()))
    }

    /// Writes down what is done with it.
    pub fn note(&mut self, at: Stamp, did: impl Into<String>) {
        self.log.push(LogEntry { at, did: did.into() });
    }
}

impl Answer {
    /// The judgement that counts.
    pub fn verdict(&self) -> Option<&VerdictFile> {
        self.verdicts.last().map(|judged| &judged.verdict)
    }
}
