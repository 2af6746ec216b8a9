//! Puts the files of an interrupted session in order.
//!
//! First the sound, then the events, then `session.json`, so that an interrupted recovery is simply done again.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use crate::io::session::atomic;
use crate::io::session::audio;
use crate::io::session::error::SessionError;
use crate::io::session::events;
use crate::io::session::lock::LOCK;
use crate::io::session::record::Audio;
use crate::io::session::record::State;
use crate::io::session::schema;
use crate::io::session::stamp::NAME_LENGTH;
use crate::io::session::stamp::Stamp;
use crate::io::session::store::Standing;
use crate::io::session::store::Store;
use crate::io::session::wav_repair;
use crate::io::session::writer::SessionWriter;

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recovered {
    /// Samples of sound; `None` where there is no sound file.
    pub samples: Option<usize>,
    /// Whole events.
    pub events: usize,
    /// Bytes of a half-written event that were cut off.
    pub cut: usize,
}

impl Store {
    /// The sessions whose writers were interrupted, the latest first.
    ///
    /// Folders in which a writer got no further than making them are removed on the way: nothing is in them.
    pub fn interrupted(&self) -> Result<Vec<String>, SessionError> {
        let listed = self.list()?;
        for empty in listed.iter().filter(|listed| listed.standing() == Standing::Damaged && !listed.in_use) {
            self.remove_unbegun(&empty.path);
        }
        let waiting = listed.into_iter().filter(|listed| listed.standing() == Standing::Interrupted);
        Ok(waiting.map(|listed| listed.id).collect())
    }

    fn remove_unbegun(&self, path: &Path) {
        if is_unbegun(path)
            && let Ok(_all) = self.lock()
            // Once more, now that nobody can be about to begin.
            && is_unbegun(path)
        {
            fs::remove_dir_all(path).ok();
        }
    }

    /// Puts an interrupted session in order; `None` for one that ended in good order.
    pub fn recover(&self, id: &str, now: Stamp) -> Result<Option<Recovered>, SessionError> {
        let path = self.path_of(id)?;
        let mut writer = self.take_over(&path)?;
        if writer.session().state != State::Running {
            return Ok(None);
        }
        let ended = last_written(&path).unwrap_or(now);
        let sound = path.join(audio::FILE);
        // What cannot be mended is found out before anything is touched.
        events::check(&path)?;
        let samples = if sound.exists() { Some(wav_repair::repair(&sound)?) } else { None };
        let mended = events::mend(&path)?;
        let recovered = Recovered { samples, events: mended.lines, cut: mended.cut };
        writer.change(|session| {
            session.state = if session.may_go_on() { State::Left } else { State::Recovered };
            session.ended = Some(ended.max(session.began));
            if session.audio != Audio::Deleted {
                session.audio = if samples.is_some() { Audio::Kept } else { Audio::None };
            }
            session.note(now, note(&recovered));
        })?;
        Ok(Some(recovered))
    }

    /// Takes over a loop that was left or interrupted, to go on with it. Its files are put in order first.
    pub fn go_on(&self, id: &str, now: Stamp) -> Result<SessionWriter, SessionError> {
        let path = self.path_of(id)?;
        let id = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        self.recover(&id, now)?;
        let mut writer = self.take_over(&path)?;
        if writer.session().state != State::Left || !writer.session().may_go_on() {
            return Err(SessionError::NothingToGoOn { id });
        }
        let sound = path.join(audio::FILE);
        if sound.exists() {
            wav_repair::repair(&sound)?;
        }
        writer.change(|session| {
            session.state = State::Running;
            session.ended = None;
            session.note(now, "gone on with");
        })?;
        Ok(writer)
    }
}

fn note(recovered: &Recovered) -> String {
    let Recovered { samples, events, cut } = recovered;
    let seconds = samples.map_or(0.0, |samples| samples as f64 / audio::RATE as f64);
    format!("recovered after an interruption: {seconds:.1} s of sound, {events} events, {cut} bytes cut off")
}

/// Whether a folder holds nothing but what is there before the session begins.
fn is_unbegun(path: &Path) -> bool {
    let Ok(entries) = fs::read_dir(path) else { return false };
    let names: Vec<_> = entries.flatten().map(|entry| entry.file_name()).collect();
    let empty = names.iter().all(|name| name == LOCK || atomic::is_half_written(name));
    // An empty folder that somebody made by hand is not ours to remove.
    empty && (names.iter().any(|name| name == LOCK) || is_named_by_us(path))
}

fn is_named_by_us(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.get(..NAME_LENGTH).is_some_and(|moment| Stamp::from_name(moment).is_some())
}

/// When the writer last wrote anything.
fn last_written(path: &Path) -> Option<Stamp> {
    let times = [audio::FILE, events::FILE, schema::FILE]
        .into_iter()
        .filter_map(|name| fs::metadata(path.join(name)).and_then(|metadata| metadata.modified()).ok());
    times.max().map(|time: SystemTime| Stamp::of(time))
}
