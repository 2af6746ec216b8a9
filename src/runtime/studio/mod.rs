//! What works behind a window: everything that waits for disk, sound or the analyser, on named threads.
//!
//! A window asks and draws what it is shown; it never waits. Each part shows its newest state on a [`board`], and wakes
//! the window when that changes. Nothing in here knows what a window looks like.
//!
//! | thread | does | ends |
//! |---|---|---|
//! | `library` | reads, moves and changes sessions | with the studio |
//! | `compare` | reads two sessions to lay them side by side | with the studio |
//! | `debrief` | reads a loop's debrief, and writes it down | with the studio |
//! | `storage` | keeps to how long sound is kept, measures the data folder | with the studio |
//! | `opened` | reads, corrects, rescores and exports the session that is looked back at | with the studio |
//! | `playback` | plays parts of it | with the studio |
//! | `settings` | keeps what the person has set | with the studio |
//! | `practise` | prepares and leads an interview | with the interview |
//! | `incoming` | hears, judges and keeps recordings that were handed over | with the studio, calling off what is in work |
//! | `speech-models` | lists, fetches, takes in, removes and measures models | with the studio, calling off what is in work |
//! | `file-dialogue` | waits for a file to be chosen | with the studio; the dialogue is no longer waited for |
//!
//! Those of [`check`] are listed there.

pub mod board;
pub mod check;
pub mod compare;
pub mod debriefs;
pub mod errand;
pub mod incoming;
pub mod library;
pub mod opened;
pub mod picker;
pub mod playback;
pub mod practise;
mod preferences;
pub mod speech_models;
pub mod storage;

use std::sync::Arc;

use thiserror::Error;

use crate::io::log;
use crate::io::log::Broke;
use crate::io::models;
use crate::io::models::error::ModelError;
use crate::io::models::manifest::Manifest;
use crate::io::packs::FIRST_QUESTION;
use crate::io::packs::Packs;
use crate::io::packs::problem::PackError;
use crate::io::places::NoDataFolder;
use crate::io::places::Places;
use crate::io::settings::Settings;
use crate::io::settings::SettingsError;
use crate::runtime::studio::check::Check;
use crate::runtime::studio::compare::Compare;
use crate::runtime::studio::debriefs::Debriefs;
use crate::runtime::studio::incoming::Recordings;
use crate::runtime::studio::library::Library;
use crate::runtime::studio::opened::OpenedSession;
use crate::runtime::studio::picker::Picker;
use crate::runtime::studio::playback::Playback;
use crate::runtime::studio::practise::Practise;
use crate::runtime::studio::preferences::Preferences;
use crate::runtime::studio::speech_models::SpeechModels;
use crate::runtime::studio::storage::Storage;

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
    /// Two sessions side by side.
    pub compare: Compare,
    /// The debrief that is read.
    pub debriefs: Debriefs,
    /// What the data folder holds.
    pub storage: Storage,
    /// The session that is looked back at.
    pub opened: OpenedSession,
    /// Plays its sound.
    pub playback: Playback,
    /// The interview that is held.
    pub practise: Practise,
    /// Recordings that were handed over.
    pub recordings: Arc<Recordings>,
    /// What can be tried out before one practises. Comes before the models, which it reads.
    pub check: Check,
    /// The speech models.
    pub models: Arc<SpeechModels>,
    /// Asks for a file.
    pub picker: Picker,
    /// What broke in the program when it last ran; whoever tells it takes it.
    pub broke: Option<Broke>,
    /// Wakes the window.
    pub waker: Waker,
    settings: Settings,
    preferences: Preferences,
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
    /// The list of speech models cannot be read: a fault of the build.
    #[error(transparent)]
    Models(#[from] ModelError),
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
        let broke = log::last_time(&places);
        let library = Library::open(&places, Arc::clone(&packs), Arc::clone(&waker))?;
        let store = library.store();
        let compare = Compare::start(store.clone(), Arc::clone(&packs), Arc::clone(&waker))?;
        let debriefs = Debriefs::start(store.clone(), Arc::clone(&packs), Arc::clone(&waker))?;
        let storage = Storage::start(&places, Arc::clone(&waker))?;
        let opened = OpenedSession::start(store.clone(), Arc::clone(&packs), Arc::clone(&waker))?;
        let playback = Playback::system(Arc::clone(&waker))?;
        let recordings = Arc::new(Recordings::start(store.clone(), Arc::clone(&packs), Arc::clone(&waker))?);
        let practise = Practise::new(store.clone(), Arc::clone(&packs), Arc::clone(&waker));
        let model_files = models::store::Store::new(places.clone(), Manifest::load()?);
        let check = Check::system(model_files.clone(), &waker)?;
        let models = Arc::new(SpeechModels::start(model_files, Arc::clone(&waker))?);
        let picker = Picker::start(Arc::clone(&waker))?;
        let preferences = Preferences::start(places.clone(), Arc::clone(&waker))?;
        let studio = Self {
            places,
            packs,
            library,
            compare,
            debriefs,
            storage,
            opened,
            playback,
            practise,
            recordings,
            check,
            models,
            picker,
            broke,
            waker,
            settings,
            preferences,
        };
        Ok((studio, fault))
    }

    /// Id of the question that is meant: the one that was chosen, else that which was answered last, else the first there
    /// is.
    pub fn question(&self) -> String {
        let there = |id: &&str| self.packs.get(id).is_some();
        let shelf = self.library.shelf();
        let last = || shelf.entries.iter().find_map(|entry| entry.answers.last());
        let chosen = self.settings.question.as_deref().filter(there);
        chosen
            .or_else(|| last().map(|answer| answer.question.as_str()).filter(there))
            .or_else(|| self.packs.get(FIRST_QUESTION).map(|_| FIRST_QUESTION))
            .or_else(|| self.packs.ids().next())
            .unwrap_or_default()
            .to_owned()
    }

    /// Whether this person is here for the first time: nothing was kept, and the check was neither done nor left.
    pub fn is_first_start(&self) -> bool {
        let shelf = self.library.shelf();
        !self.settings.checked && shelf.read && shelf.entries.is_empty()
    }

    /// What the person has set.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Sets something; it holds at once and is kept soon.
    pub fn set(&mut self, change: impl FnOnce(&mut Settings)) {
        let before = self.settings.clone();
        change(&mut self.settings);
        if self.settings != before {
            self.preferences.keep(self.settings.clone());
        }
    }

    /// What the person should know: why sessions could not be read or settings not be kept.
    pub fn faults(&self) -> Vec<String> {
        self.library.shelf().fault.clone().into_iter().chain(self.preferences.fault()).collect()
    }
}
