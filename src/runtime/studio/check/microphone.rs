//! A microphone that is tried: its level, and a sentence that is heard back and read.

use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::time::Duration;

use crate::io::capture::Device;
use crate::io::capture::level::Level;
use crate::io::import::OUT_RATE;
use crate::io::models;
use crate::runtime::listener::Listener;
use crate::runtime::microphone::Microphone;
use crate::runtime::microphone::Notice;
use crate::runtime::review::Fault;
use crate::runtime::sound;
use crate::runtime::studio::board::Board;
use crate::runtime::studio::errand::Errand;

/// How long a sentence is listened to.
pub const SENTENCE: Duration = Duration::from_secs(4);

/// How often the microphone is read.
const READ: Duration = Duration::from_millis(20);

/// What is known about the microphone.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MicrophoneState {
    /// Whether it is tried at all now.
    pub tried: bool,
    /// All there are, once they were listed.
    pub devices: Option<Vec<Device>>,
    /// The one that is open, as a person calls it.
    pub open: Option<String>,
    /// How loud it is.
    pub level: Level,
    /// The loudest since it was opened, in dB relative to full scale.
    pub loudest_db: Option<f32>,
    /// Why there is none.
    pub fault: Option<String>,
    /// The sentence that was said to try it.
    pub sentence: Sentence,
}

/// How far the sentence has come.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Sentence {
    /// None was asked for.
    #[default]
    None,
    /// It is listened to; how much of the time is over, from 0 to 1.
    Recording(f32),
    /// It is played back, and written down.
    Understanding,
    /// What was understood.
    Understood {
        /// The words.
        text: String,
        /// By which model.
        model: String,
        /// That model understands synthetic voices only.
        synthetic_only: bool,
    },
    /// It was not understood, for this reason; it could be heard back.
    NotUnderstood(String),
}

/// A sentence that is to be said, and which model is to understand it.
struct Wanted {
    model: Option<String>,
}

/// The thread that listens. Dropping it lets the microphone go.
pub(super) struct Listening {
    wanted: Option<String>,
    record: Arc<Mutex<Option<Wanted>>>,
    _errand: Errand,
}

impl Listening {
    pub(super) fn start(board: Arc<Board<MicrophoneState>>, wanted: Option<&str>) -> std::io::Result<Self> {
        let wanted = wanted.map(str::to_owned);
        let record = Arc::new(Mutex::new(None));
        let (name, asked) = (wanted.clone(), Arc::clone(&record));
        let errand = Errand::start("check-microphone", move |stop| {
            Ear { board, asked, recorded: None, understanding: None }.listen(name.as_deref(), stop);
        })?;
        Ok(Self { wanted, record, _errand: errand })
    }

    pub(super) fn wanted(&self) -> Option<&str> {
        self.wanted.as_deref()
    }

    /// Asks for a sentence, to be understood by this model.
    pub(super) fn record(&self, model: Option<String>) {
        *self.record.lock().unwrap_or_else(PoisonError::into_inner) = Some(Wanted { model });
    }
}

struct Ear {
    board: Arc<Board<MicrophoneState>>,
    /// A sentence that was asked for.
    asked: Arc<Mutex<Option<Wanted>>>,
    /// A sentence that is being listened to, with the model.
    recorded: Option<(Vec<f32>, Option<String>)>,
    /// The thread that plays and writes down the last one.
    understanding: Option<Errand>,
}

impl Ear {
    fn listen(mut self, wanted: Option<&str>, stop: &AtomicBool) {
        self.change(|state| *state = MicrophoneState { tried: true, ..MicrophoneState::default() });
        match sound::microphones() {
            Ok(devices) => self.change(|state| state.devices = Some(devices)),
            Err(fault) => self.change(|state| {
                state.devices = Some(Vec::new());
                state.fault = Some(fault.to_string());
            }),
        }
        let found = wanted.map(sound::find_microphone).transpose();
        let device = found.unwrap_or_else(|fault| {
            // The one that was chosen is gone: the default one is better than none.
            self.change(|state| state.fault = Some(fault.to_string()));
            None
        });
        let mut microphone = match Microphone::system(device) {
            Ok(microphone) => microphone,
            Err(error) => return self.change(|state| state.fault = Some(error.to_string())),
        };
        let mut samples = Vec::new();
        while !stop.load(Ordering::Relaxed) {
            samples.clear();
            for notice in microphone.read(&mut samples) {
                self.notice(notice);
            }
            self.sentence(&samples);
            std::thread::sleep(READ);
        }
    }

    fn notice(&self, notice: Notice) {
        match notice {
            Notice::Opened(device) => self.change(|state| {
                state.open = Some(device.name);
                state.fault = None;
            }),
            Notice::Level(level) => self.change(|state| {
                state.level = level;
                state.loudest_db = Some(state.loudest_db.map_or(level.peak_db, |db| db.max(level.peak_db)));
            }),
            Notice::Gone { name } => self.change(|state| {
                (state.open, state.loudest_db) = (None, None);
                state.fault = Some(format!("{name} went away; plug it in again"));
            }),
            Notice::Waiting(error) => self.change(|state| state.fault = Some(error.to_string())),
            Notice::Lost(_) | Notice::Ended => {}
        }
    }

    /// Takes what belongs to the sentence that was asked for.
    fn sentence(&mut self, samples: &[f32]) {
        if let Some(Wanted { model }) = self.asked.lock().unwrap_or_else(PoisonError::into_inner).take() {
            self.understanding = None;
            self.recorded = Some((Vec::new(), model));
        }
        let Some((recorded, _)) = &mut self.recorded else { return };
        recorded.extend_from_slice(samples);
        let wanted = OUT_RATE * SENTENCE.as_secs() as usize;
        if recorded.len() < wanted {
            let share = recorded.len() as f32 / wanted as f32;
            self.change(|state| state.sentence = Sentence::Recording(share));
        } else if let Some((recorded, model)) = self.recorded.take() {
            self.understand(recorded, model);
        }
    }

    fn understand(&mut self, samples: Vec<f32>, model: Option<String>) {
        self.change(|state| state.sentence = Sentence::Understanding);
        let board = Arc::clone(&self.board);
        let errand = Errand::start("check-sentence", move |stop| {
            let played = sound::play(samples.clone(), OUT_RATE as u32, stop);
            let sentence = match understood(samples, model.as_deref(), stop) {
                Ok(sentence) => sentence,
                Err(fault) => Sentence::NotUnderstood(fault.to_string()),
            };
            if !stop.load(Ordering::Relaxed) {
                let fault = played.err().map(|fault| fault.to_string());
                change(&board, |state| {
                    state.sentence = sentence;
                    state.fault = fault.or(state.fault.take());
                });
            }
        });
        match errand {
            Ok(errand) => self.understanding = Some(errand),
            Err(error) => self.change(|state| state.sentence = Sentence::NotUnderstood(error.to_string())),
        }
    }

    fn change(&self, change_it: impl FnOnce(&mut MicrophoneState)) {
        change(&self.board, change_it);
    }
}

fn change(board: &Board<MicrophoneState>, change: impl FnOnce(&mut MicrophoneState)) {
    let mut state = MicrophoneState::clone(&board.newest());
    change(&mut state);
    board.show(state);
}

fn understood(samples: Vec<f32>, model: Option<&str>, stop: &Arc<AtomicBool>) -> Result<Sentence, Fault> {
    let model = models::resolve(model)?;
    let heard = Listener::new(Some(model)).hear(samples, "what you said", stop)?;
    Ok(Sentence::Understood {
        text: heard.transcript.text().to_owned(),
        model: heard.model,
        synthetic_only: heard.synthetic_only,
    })
}
