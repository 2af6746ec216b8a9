//! How long the sound of sessions is kept: always, unless the person says otherwise.
//!
//! The choice lies in `retention.toml` beside the sessions. What is deleted by it is written into each session's log
//! first, so that a sound file never goes missing without a word.

use std::fmt;
use std::fs;
use std::io;
use std::path::PathBuf;

use serde::Deserialize;
use serde::Serialize;

use crate::io::session::atomic;
use crate::io::session::audio;
use crate::io::session::error::SessionError;
use crate::io::session::record::Audio;
use crate::io::session::stamp::Stamp;
use crate::io::session::store::Listed;
use crate::io::session::store::Store;

const FILE: &str = "retention.toml";

/// How long sound is kept after a session ended. Words and verdicts stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeepAudio {
    /// Until the session is deleted.
    Always,
    /// So many days.
    Days(u32),
}

impl fmt::Display for KeepAudio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Always => f.write_str("until the session is deleted"),
            Self::Days(1) => f.write_str("for 1 day after the session"),
            Self::Days(days) => write!(f, "for {days} days after the session"),
        }
    }
}

/// What was deleted, and what could not be.
#[derive(Debug, Default)]
pub struct Enforced {
    /// Names of the sessions whose sound is gone now.
    pub deleted: Vec<String>,
    /// Why others could not be changed. A session in use is none of them: its turn comes.
    pub failed: Vec<SessionError>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Choice {
    keep_audio_days: u32,
}

impl Store {
    /// What the person chose.
    pub fn keep_audio(&self) -> Result<KeepAudio, SessionError> {
        let path = self.retention_file();
        let text = match fs::read_to_string(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(KeepAudio::Always),
            read => read.map_err(SessionError::io("read the choice about sound", &path))?,
        };
        let choice: Choice = toml::from_str(&text).map_err(|error: toml::de::Error| {
            let what = error.message().to_owned();
            SessionError::Damaged { path: path.clone(), what }
        })?;
        Ok(KeepAudio::Days(choice.keep_audio_days))
    }

    /// Remembers a choice. It holds for all sessions, those that are there included.
    pub fn set_keep_audio(&self, keep: KeepAudio) -> Result<(), SessionError> {
        let path = self.retention_file();
        match keep {
            KeepAudio::Always => match fs::remove_file(&path) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
                removed => removed.map_err(SessionError::io("save the choice about sound", &path)),
            },
            KeepAudio::Days(days) => {
                self.make()?;
                let text = format!("keep_audio_days = {days}\n");
                atomic::write(&path, text.as_bytes(), "save the choice about sound")
            }
        }
    }

    /// Deletes the sound whose time is over. Nothing is deleted while the choice cannot be read.
    pub fn enforce_retention(&self, now: Stamp) -> Result<Enforced, SessionError> {
        let keep = self.keep_audio()?;
        let mut enforced = Enforced::default();
        for listed in self.list()? {
            if listed.in_use || !is_due(&listed, keep, now) {
                continue;
            }
            match self.delete_audio(&listed, keep, now) {
                Ok(()) => enforced.deleted.push(listed.id),
                Err(SessionError::InUse { .. }) => {}
                Err(error) => enforced.failed.push(error),
            }
        }
        Ok(enforced)
    }

    fn delete_audio(&self, listed: &Listed, keep: KeepAudio, now: Stamp) -> Result<(), SessionError> {
        let mut writer = self.take_over(&listed.path)?;
        if writer.session().audio == Audio::Kept {
            writer.change(|session| {
                session.audio = Audio::Deleted;
                session.note(now, format!("sound deleted, which is kept {keep}"));
            })?;
        }
        let path = listed.path.join(audio::FILE);
        fs::remove_file(&path).map_err(SessionError::io("delete the sound", &path))
    }

    fn retention_file(&self) -> PathBuf {
        self.folder().join(FILE)
    }
}

/// Also where the log says that the sound is deleted and a crash left the file.
fn is_due(listed: &Listed, keep: KeepAudio, now: Stamp) -> bool {
    let Ok(session) = &listed.session else { return false };
    let over = match keep {
        KeepAudio::Always => false,
        KeepAudio::Days(days) => session.ended.unwrap_or(session.began).plus_days(days) <= now,
    };
    listed.audio().is_some() && (session.audio == Audio::Deleted || session.audio == Audio::Kept && over)
}
