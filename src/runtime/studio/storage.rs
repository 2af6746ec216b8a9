//! What the data folder holds, and how long sound is kept.
//!
//! What the person chose is kept to when the window opens and with every new choice; what goes is in each session's log.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::sync::mpsc::Receiver;

use crate::io::places::Places;
use crate::io::session::error::SessionError;
use crate::io::session::retention::KeepAudio;
use crate::io::session::stamp::Stamp;
use crate::io::session::store::Store;
use crate::io::usage;
use crate::runtime::studio::Waker;
use crate::runtime::studio::board::Board;
use crate::runtime::studio::board::Reader;
use crate::runtime::studio::board::board;
use crate::runtime::studio::errand::Busy;
use crate::runtime::studio::errand::Worker;

/// What is known.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Stored {
    /// How much there is; `None` until it was measured.
    pub sizes: Option<Sizes>,
    /// How long sound is kept; `None` where that is not known.
    pub keep: Option<KeepAudio>,
    /// Sessions whose sound was deleted since the window opened, because its time was over.
    pub deleted: Vec<String>,
    /// What could not be read, kept or deleted.
    pub fault: Option<String>,
}

/// How much there is, in bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sizes {
    /// Sessions, without those in the trash.
    pub sessions: u64,
    /// Sessions that can still be brought back.
    pub trash: u64,
    /// Speech models.
    pub models: u64,
    /// Everything, with what is none of these.
    pub all: u64,
}

enum Job {
    KeepTo,
    Choose(KeepAudio),
    Measure,
}

/// The data folder.
pub struct Storage {
    stored: Reader<Stored>,
    stop: Arc<AtomicBool>,
    worker: Worker<Job>,
}

impl Storage {
    /// Begins with keeping to what was chosen.
    pub(super) fn start(places: &Places, waker: Waker) -> std::io::Result<Self> {
        let (board, stored) = board(Stored::default(), waker);
        let stop = Arc::new(AtomicBool::new(false));
        let (store, places) = (Store::new(places), places.clone());
        let keeper = Keeper { store, places, board, stop: Arc::clone(&stop), stored: Stored::default() };
        let worker = Worker::start("storage", move |jobs| keeper.work(&jobs))?;
        let storage = Self { stored, stop, worker };
        storage.worker.ask(Job::KeepTo).ok();
        Ok(storage)
    }

    /// What is known.
    pub fn stored(&self) -> Arc<Stored> {
        self.stored.newest()
    }

    /// Measures again.
    pub fn measure(&self) -> Result<(), Busy> {
        self.worker.ask(Job::Measure)
    }

    /// Keeps sound for as long, from now on and with what is there.
    pub fn keep(&self, keep: KeepAudio) -> Result<(), Busy> {
        self.worker.ask(Job::Choose(keep))
    }
}

impl Drop for Storage {
    fn drop(&mut self) {
        // Measuring a large folder may take a while, and nobody waits for it any more.
        self.stop.store(true, Ordering::Relaxed);
    }
}

struct Keeper {
    store: Store,
    places: Places,
    board: Board<Stored>,
    stop: Arc<AtomicBool>,
    stored: Stored,
}

impl Keeper {
    fn work(mut self, jobs: &Receiver<Job>) {
        while let Ok(job) = jobs.recv() {
            let done = match job {
                Job::KeepTo => self.keep_to(),
                Job::Choose(keep) => self.store.set_keep_audio(keep).and_then(|()| self.keep_to()),
                Job::Measure => {
                    self.stored.sizes = Some(self.measured());
                    Ok(())
                }
            };
            // A fault stays until the same is done and goes well, measuring apart.
            match done {
                Err(fault) => self.stored.fault = Some(fault.to_string()),
                Ok(()) if matches!(job, Job::Measure) => {}
                Ok(()) => self.stored.fault = None,
            }
            if *self.board.newest() != self.stored {
                self.board.show(self.stored.clone());
            }
        }
    }

    /// Where sound is always kept, no session is read.
    fn keep_to(&mut self) -> Result<(), SessionError> {
        let now = Stamp::now();
        let keep = self.store.keep_audio()?;
        self.stored.keep = Some(keep);
        self.store.empty_trash(now)?;
        if keep == KeepAudio::Always {
            return Ok(());
        }
        let enforced = self.store.enforce_retention(now)?;
        let some_went = !enforced.deleted.is_empty();
        self.stored.deleted.extend(enforced.deleted);
        if some_went && self.stored.sizes.is_some() {
            self.stored.sizes = Some(self.measured());
        }
        enforced.failed.into_iter().next().map_or(Ok(()), Err)
    }

    fn measured(&self) -> Sizes {
        let stopped = || self.stop.load(Ordering::Relaxed);
        let bytes = |folder: &std::path::Path| usage::bytes_in(folder, &stopped);
        let trash = bytes(&self.store.trash_folder());
        Sizes {
            sessions: bytes(self.store.folder()).saturating_sub(trash),
            trash,
            models: bytes(&self.places.models()),
            all: bytes(self.places.data()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;
    use std::time::Instant;

    use super::*;
    use crate::io::session::audio;
    use crate::io::session::record::Audio;
    use crate::io::session::record::Kind;

    #[track_caller]
    fn until(storage: &Storage, so: impl Fn(&Stored) -> bool) -> Arc<Stored> {
        let begun = Instant::now();
        while !so(&storage.stored()) {
            assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", storage.stored());
            std::thread::sleep(Duration::from_millis(5));
        }
        storage.stored()
    }

    fn recorded(places: &Places, began: &str) -> String {
        let began = Stamp::from_name(began).unwrap();
        let mut writer = Store::new(places).create(Kind::Practise, "Old", began).unwrap();
        let mut sound = writer.audio().unwrap();
        sound.push(&vec![0.1; 16_000]).unwrap();
        sound.finish().unwrap();
        let id = writer.id();
        writer.finish().unwrap();
        id
    }

    #[test]
    fn a_choice_holds_at_once_and_for_what_is_there() {
        let folder = tempfile::tempdir().unwrap();
        let places = Places::in_folder(folder.path());
        let id = recorded(&places, "2001-01-01_10-00-00");
        let sound = places.sessions().join(&id).join(audio::FILE);
        let storage = Storage::start(&places, Arc::new(|| {})).unwrap();
        until(&storage, |stored| stored.keep == Some(KeepAudio::Always));
        storage.measure().unwrap();
        let sizes = until(&storage, |stored| stored.sizes.is_some()).sizes.unwrap();
        assert!(sound.exists() && sizes.sessions > 32_000 && sizes.all >= sizes.sessions);
        storage.keep(KeepAudio::Days(0)).unwrap();
        let stored = until(&storage, |stored| !stored.deleted.is_empty());
        assert_eq!(stored.deleted, [id.as_str()]);
        assert!(stored.sizes.unwrap().sessions < 32_000, "it is measured again");
        assert!(!sound.exists());
        let session = Store::new(&places).find(&id).unwrap().session.unwrap();
        assert_eq!(session.audio, Audio::Deleted);
        assert!(session.log.last().unwrap().did.contains("sound deleted"));
    }

    #[test]
    fn a_choice_that_cannot_be_read_deletes_nothing_and_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let places = Places::in_folder(folder.path());
        let id = recorded(&places, "2001-01-01_10-00-00");
        std::fs::write(places.sessions().join("retention.toml"), "keep_audio_days = \"soon\"").unwrap();
        let storage = Storage::start(&places, Arc::new(|| {})).unwrap();
        let stored = until(&storage, |stored| stored.fault.is_some());
        assert!(stored.fault.as_ref().unwrap().contains("retention.toml"));
        assert_eq!(stored.keep, None);
        assert!(places.sessions().join(id).join(audio::FILE).exists());
        storage.keep(KeepAudio::Always).unwrap();
        until(&storage, |stored| stored.fault.is_none() && stored.keep == Some(KeepAudio::Always));
    }
}
