//! What a person has set, kept on disk by a thread of its own: whoever drags a slider does not wait for the disk.

use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;

use crate::io::places::Places;
use crate::io::settings::Settings;
use crate::runtime::studio::Waker;
use crate::runtime::studio::board::Reader;
use crate::runtime::studio::board::board;
use crate::runtime::studio::errand::Worker;

/// The way to the thread.
pub(super) struct Preferences {
    /// What is to be kept next; `None` once the thread took it. Only the newest counts.
    newest: Arc<Mutex<Option<Settings>>>,
    fault: Reader<Option<String>>,
    worker: Worker<()>,
}

impl Preferences {
    pub(super) fn start(places: Places, waker: Waker) -> std::io::Result<Self> {
        let newest: Arc<Mutex<Option<Settings>>> = Arc::default();
        let (board, fault) = board(None, waker);
        let taken = Arc::clone(&newest);
        let worker = Worker::start("settings", move |jobs| {
            while jobs.recv().is_ok() {
                let settings = taken.lock().unwrap_or_else(PoisonError::into_inner).take();
                let Some(settings) = settings else { continue };
                let fault = settings.save(&places).err().map(|fault| fault.to_string());
                if fault != *board.newest() {
                    board.show(fault);
                }
            }
        })?;
        Ok(Self { newest, fault, worker })
    }

    /// Has it kept soon. Closing the window waits for it.
    pub(super) fn keep(&self, settings: Settings) {
        *self.newest.lock().unwrap_or_else(PoisonError::into_inner) = Some(settings);
        // Where the queue is full, one that is in it takes the newest.
        self.worker.ask(()).ok();
    }

    /// Why the last was not kept.
    pub(super) fn fault(&self) -> Option<String> {
        Option::clone(&self.fault.newest())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_is_on_disk_when_the_window_is_closed() {
        let folder = tempfile::tempdir().unwrap();
        let places = Places::in_folder(folder.path());
        let preferences = Preferences::start(places.clone(), Arc::new(|| {})).unwrap();
        for probes in 0..=4 {
            preferences.keep(Settings { probes, ..Settings::default() });
        }
        drop(preferences);
        assert_eq!(Settings::load(&places).unwrap().probes, 4);
    }

    #[test]
    fn what_cannot_be_kept_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("data");
        std::fs::write(&file, "a file where the folder should be").unwrap();
        let preferences = Preferences::start(Places::in_folder(file), Arc::new(|| {})).unwrap();
        preferences.keep(Settings::default());
        let begun = std::time::Instant::now();
        while preferences.fault().is_none() {
            assert!(begun.elapsed().as_secs() < 10);
            std::thread::sleep(std::time::Duration::from_millis(2));
        }
    }
}
