//! Stores a reviewed recording as a session: its sound as 16 kHz mono, its words, its verdict.

use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;

use thiserror::Error;

use crate::core::recording::Recording;
use crate::core::rubric::verdict::Verdict;
use crate::io::import;
use crate::io::import::error::ImportError;
use crate::io::session::error::SessionError;
use crate::io::session::record::Answer;
use crate::io::session::record::Judged;
use crate::io::session::record::Kind;
use crate::io::session::record::State;
use crate::io::session::stamp::Stamp;
use crate::io::session::store::Store;
use crate::io::session::verdict::VerdictFile;
use crate::io::session::writer::SessionWriter;

/// Why a review was not stored.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum KeepError {
    /// The recording can no longer be read.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// The session cannot be written.
    #[error(transparent)]
    Session(#[from] SessionError),
    /// Somebody asked to stop.
    #[error("stopped")]
    Stopped,
}

/// A recording that was listened to and judged.
#[derive(Debug, Clone, Copy)]
pub struct Reviewed<'a> {
    /// Its file.
    pub path: &'a Path,
    /// What was heard.
    pub recording: &'a Recording,
    /// The question as it was asked.
    pub question_text: &'a str,
    /// What was made of it.
    pub verdict: &'a Verdict,
}

/// Stores it and gives the name of the session. Nothing is left of one that fails: the recording lies where it lay.
pub fn keep(
    store: &Store,
    reviewed: &Reviewed<'_>,
    now: Stamp,
    stop: &AtomicBool,
) -> Result<String, KeepError> {
    let mut writer = store.create(Kind::Review, &reviewed.recording.name, now)?;
    match fill(&mut writer, reviewed, now, stop) {
        Ok(()) => Ok(writer.id()),
        Err(error) => {
            writer.abandon();
            Err(error)
        }
    }
}

fn fill(
    writer: &mut SessionWriter,
    reviewed: &Reviewed<'_>,
    now: Stamp,
    stop: &AtomicBool,
) -> Result<(), KeepError> {
    let mut source = import::open(reviewed.path)?;
    let mut audio = writer.audio()?;
    while let Some(block) = source.next_block()? {
        if stop.load(Ordering::Relaxed) {
            return Err(KeepError::Stopped);
        }
        audio.push(block)?;
    }
    audio.finish()?;
    let verdict = VerdictFile::from(reviewed.verdict);
    let mut answer =
        Answer::of_recording(&reviewed.verdict.question, reviewed.question_text, reviewed.recording);
    answer.verdicts.push(Judged { at: now, verdict });
    // In one go, so that a session either is whole or goes again.
    writer.change(|session| {
        session.answers.push(answer);
        session.state = State::Done;
        session.ended = Some(now);
    })?;
    Ok(())
}
