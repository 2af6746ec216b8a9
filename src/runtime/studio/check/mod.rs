//! Whether one can be heard, whether the interviewer can be, and which model writes down what is said.
//!
//! A microphone is open only between [`Check::open_microphone`] and [`Check::close_microphone`]; the network is used only
//! by [`models::Models::fetch`].

pub mod microphone;
pub mod models;
pub mod voice;

use std::sync::Arc;

use crate::io::places::Places;
use crate::runtime::studio::Waker;
use crate::runtime::studio::board::Board;
use crate::runtime::studio::board::Reader;
use crate::runtime::studio::board::board;
use crate::runtime::studio::check::microphone::Listening;
use crate::runtime::studio::check::microphone::MicrophoneState;
use crate::runtime::studio::check::models::Models;
use crate::runtime::studio::check::voice::VoiceTest;

/// Everything that can be tried.
pub struct Check {
    /// The speech models.
    pub models: Models,
    /// The interviewer's voice.
    pub voice: VoiceTest,
    shown: Reader<MicrophoneState>,
    board: Arc<Board<MicrophoneState>>,
    listening: Option<Listening>,
}

impl Check {
    /// Opens nothing yet.
    pub fn new(places: &Places, waker: &Waker) -> std::io::Result<Self> {
        let (showing, shown) = board(MicrophoneState::default(), Arc::clone(waker));
        Ok(Self {
            models: Models::start(places.clone(), Arc::clone(waker))?,
            voice: VoiceTest::start(Arc::clone(waker))?,
            shown,
            board: Arc::new(showing),
            listening: None,
        })
    }

    /// The microphone as it was seen last.
    pub fn microphone(&self) -> Arc<MicrophoneState> {
        self.shown.newest()
    }

    /// Listens to a microphone, by a part of its name, or to the default one. Opens nothing anew that is open.
    pub fn open_microphone(&mut self, wanted: Option<&str>) -> std::io::Result<()> {
        if self.listening.as_ref().is_some_and(|listening| listening.wanted() == wanted) {
            return Ok(());
        }
        self.listening = None;
        self.listening = Some(Listening::start(Arc::clone(&self.board), wanted)?);
        Ok(())
    }

    /// Lets the microphone go.
    pub fn close_microphone(&mut self) {
        if self.listening.take().is_some() {
            self.board.show(MicrophoneState::default());
        }
    }

    /// Records a sentence, plays it back, and says what was understood by the model of that name.
    pub fn say_a_sentence(&self, model: Option<String>) {
        if let Some(listening) = &self.listening {
            listening.record(model);
        }
    }
}
