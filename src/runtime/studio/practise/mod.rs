//! The interview that is being held: prepared and led on a thread of its own, shown on boards.
//!
//! What is missing (a microphone, a speech model) is told once, and the answers are typed. Closing the window, or dropping
//! this, ends the interview as the person's own wish to end would.

mod face;
mod lead;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use crate::core::interview::event::Kind;
use crate::core::interview::floor::Patience;
use crate::core::interview::plan::Mode;
use crate::core::view::View;
use crate::io::packs::Packs;
use crate::io::session::store::Store;
use crate::io::settings::Settings;
use crate::io::voice::settings::VoiceSettings;
use crate::runtime::interview::Desk;
use crate::runtime::interview::Refused;
use crate::runtime::interview::desk;
use crate::runtime::interview::prepare::Hearing;
use crate::runtime::studio::Waker;
use crate::runtime::studio::board::Board;
use crate::runtime::studio::board::Reader;
use crate::runtime::studio::board::board;
use crate::runtime::studio::errand::Errand;
use crate::runtime::studio::practise::lead::Lead;

/// So many readings of the level are shown: eight seconds.
pub const LEVELS: usize = 160;

/// How somebody wants to be interviewed.
#[derive(Debug, Clone, PartialEq)]
pub struct Wishes {
    /// The loop that is to be held; `None` for a practice session.
    pub rehearsal: Option<Rehearse>,
    /// Ids of the questions of a practice session, in order.
    pub questions: Vec<String>,
    /// How it is held; whether there are ears and a voice is found out.
    pub settings: crate::core::interview::plan::Settings,
    /// What is to hear the answers; `None` where they are typed.
    pub hearing: Option<Hearing>,
    /// Which voice asks; `None` for captions only.
    pub voice: Option<VoiceSettings>,
}

impl Wishes {
    /// As the person has set it, for one question.
    pub fn of(settings: &Settings, question: &str) -> Self {
        let limit_ms = u64::from(settings.limit_min) * 60_000;
        let hearing = Hearing {
            microphone: settings.microphone.clone(),
            model: settings.model.clone(),
            recordings: Vec::new(),
            speed: 1.0,
        };
        let voice = VoiceSettings { voice: settings.voice.clone(), pace: settings.pace };
        Self {
            rehearsal: None,
            questions: vec![question.to_owned()],
            settings: crate::core::interview::plan::Settings {
                mode: if settings.real { Mode::Real } else { Mode::Practice },
                max_probes: usize::from(settings.probes),
                think_ms: u64::from(settings.think_s) * 1_000,
                limit_ms: (limit_ms > 0).then_some(limit_ms),
                patience: Patience::of(settings.patience_ms),
                automatic_end: settings.automatic_end,
                barge_in: settings.barge_in,
                voice: settings.speak,
                ears: !settings.typed,
            },
            hearing: (!settings.typed).then_some(hearing),
            voice: (settings.speak && cfg!(feature = "voice")).then_some(voice),
        }
    }

    /// As the person has set it, for a loop: nothing is shown before its end, and its own clock limits the answers.
    pub fn of_loop(settings: &Settings, rehearsal: Rehearse) -> Self {
        let mut wishes = Self::of(settings, "");
        wishes.questions.clear();
        wishes.rehearsal = Some(rehearsal);
        (wishes.settings.mode, wishes.settings.limit_ms) = (Mode::Real, None);
        wishes
    }

    /// With recordings in the place of the person.
    #[must_use]
    pub fn answered_by(mut self, recordings: Vec<PathBuf>, model: &str, speed: f32) -> Self {
        self.hearing = Some(Hearing { microphone: None, model: Some(model.to_owned()), recordings, speed });
        self.settings.ears = true;
        self
    }
}

/// Which loop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rehearse {
    /// A new one.
    Begin {
        /// Id of its plan.
        plan: String,
        /// Questions that are to be among those asked.
        chosen: Vec<String>,
        /// The same seed draws the same questions.
        seed: u64,
    },
    /// One that was left or interrupted: the name of its session.
    GoOn(String),
}

/// What there is to show.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Practice {
    /// What goes on.
    pub progress: Progress,
    /// The interview, once it is held. It stays after the end, until the next one.
    pub view: Option<Arc<View>>,
    /// The session's clock, in ms, and when it stood there.
    pub clock: Option<(u64, Instant)>,
    /// The microphone that listens.
    pub microphone: Option<String>,
    /// What a person should know beside the interview: what is missing, what was lost.
    pub told: Vec<String>,
}

impl Practice {
    /// What the session's clock says now, in ms.
    pub fn now_ms(&self) -> u64 {
        self.clock.map_or(0, |(at_ms, then)| at_ms + then.elapsed().as_millis() as u64)
    }
}

/// How far an interview has come.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Progress {
    /// None was begun.
    #[default]
    Idle,
    /// Devices and model are made ready.
    Preparing(Step),
    /// It is held.
    Held,
    /// It is over, and kept under this name.
    Kept(String),
    /// A loop was left, and can be gone on with under this name.
    Left(String),
    /// It is over, and nothing was said that is worth keeping.
    Nothing,
    /// It could not be held, or not to its end.
    Failed(String),
}

/// What is made ready.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The speech model is loaded, and the microphone opened.
    Hearing,
    /// The folder is made and the voice connected.
    Session,
}

/// The way to the thread that leads.
pub struct Practise {
    store: Store,
    packs: Arc<Packs>,
    waker: Waker,
    board: Arc<Board<Practice>>,
    shown: Reader<Practice>,
    levels: Reader<Vec<f32>>,
    level_board: Arc<Board<Vec<f32>>>,
    running: Option<(Desk, Errand)>,
}

impl Practise {
    /// Nothing is begun.
    pub fn new(store: Store, packs: Arc<Packs>, waker: Waker) -> Self {
        let (showing, shown) = board(Practice::default(), Arc::clone(&waker));
        let (level_board, levels) = board(Vec::new(), Arc::clone(&waker));
        let (board, level_board) = (Arc::new(showing), Arc::new(level_board));
        Self { store, packs, waker, board, shown, levels, level_board, running: None }
    }

    /// What there is to show.
    pub fn shown(&self) -> Arc<Practice> {
        self.shown.newest()
    }

    /// How loud it was in the last seconds, from 0 to 1 of what a meter shows, oldest first.
    pub fn levels(&self) -> Arc<Vec<f32>> {
        self.levels.newest()
    }

    /// Whether an interview is prepared or held.
    pub fn goes_on(&self) -> bool {
        matches!(self.shown().progress, Progress::Preparing(_) | Progress::Held)
    }

    /// Begins an interview, unless one goes on.
    pub fn begin(&mut self, wishes: Wishes) -> std::io::Result<()> {
        if self.goes_on() {
            return Ok(());
        }
        self.running = None;
        self.level_board.show(Vec::new());
        self.board.show(Practice { progress: Progress::Preparing(Step::Hearing), ..Practice::default() });
        let (desk, inbox) = desk();
        let lead = Lead {
            store: self.store.clone(),
            packs: Arc::clone(&self.packs),
            board: Arc::clone(&self.board),
            levels: Arc::clone(&self.level_board),
            desk: desk.clone(),
        };
        let waker = Arc::clone(&self.waker);
        let errand = Errand::start("practise", move |stop| {
            lead.hold(&wishes, inbox, stop);
            waker();
        });
        match errand {
            Ok(errand) => self.running = Some((desk, errand)),
            Err(error) => {
                self.board.show(Practice::default());
                return Err(error);
            }
        }
        Ok(())
    }

    /// Passes on what the person asks for.
    pub fn ask(&self, kind: Kind) -> Result<(), Refused> {
        self.running.as_ref().map_or(Err(Refused), |(desk, _)| desk.ask(kind))
    }

    /// Asks it to end, prepared or held; never waits.
    pub fn stop(&self) {
        if let Some((_, errand)) = &self.running {
            errand.stop();
        }
    }

    /// Forgets the interview that is over.
    pub fn put_away(&mut self) {
        if !self.goes_on() {
            self.running = None;
            self.board.show(Practice::default());
        }
    }
}

#[cfg(test)]
mod tests;
