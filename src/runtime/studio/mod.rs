//! What works behind a window: everything that waits for disk, sound or the analyser, on named threads.
//!
//! A window asks and draws what it is shown; it never waits. Each part shows its newest state on a [`board`], and wakes
//! the window when that changes. Nothing in here knows what a window looks like.
//!
//! | thread | does | ends |
//! |---|---|---|
//! | `library` | reads, moves and changes sessions | with the studio |

pub mod board;
pub mod errand;
pub mod library;

use std::sync::Arc;

use thiserror::Error;

use crate::io::packs::Packs;
use crate::io::packs::problem::PackError;
use crate::io::places::NoDataFolder;
use crate::io::places::Places;
use crate::io::settings::Settings;
use crate::io::settings::SettingsError;
use crate::runtime::studio::library::Library;

/// Called when there is something new to be drawn; from any thread.
pub type Waker = Arc<dyn Fn() + Send + Sync>;

/// Everything behind one window.
pub struct Studio {
    /// Where this person's files lie.
    pub places: Places,
    /// The rubrics, those of the person's own included.
    pub packs: Arc<Packs>,
    /// The sessions that were kept.
    pub library: Library,
    /// Wakes the window.
    pub waker: Waker,
    settings: Settings,
}

/// Why there can be no studio.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum StudioError {
    /// There is nowhere to keep anything.
    #[error(transparent)]
    NoDataFolder(#[from] NoDataFolder),
    /// A pack, most likely one of the person's own, is broken.
    #[error(transparent)]
    Packs(#[from] PackError),
    /// A thread could not be made.
    #[error("the app cannot start ({0}); close other programs and try again")]
    Threads(#[from] std::io::Error),
}

impl Studio {
    /// Opens it on a data folder. What is wrong with the settings is told beside it, for they can be done without.
    pub fn open(places: Places, waker: Waker) -> Result<(Self, Option<SettingsError>), StudioError> {
        let packs = Arc::new(Packs::load(Some(&places.data().join("prompts")))?);
        let (settings, fault) = match Settings::load(&places) {
            Ok(settings) => (settings, None),
            Err(fault) => (Settings::default(), Some(fault)),
        };
        let library = Library::open(&places, Arc::clone(&packs), Arc::clone(&waker))?;
        Ok((Self { places, packs, library, waker, settings }, fault))
    }

    /// What the person has set.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Sets something, and keeps it.
    pub fn set(&mut self, change: impl FnOnce(&mut Settings)) -> Result<(), SettingsError> {
        let before = self.settings.clone();
        change(&mut self.settings);
        if self.settings == before { Ok(()) } else { self.settings.save(&self.places) }
    }
}
