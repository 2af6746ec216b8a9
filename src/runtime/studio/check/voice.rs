//! The interviewer's voice, tried: one sentence, and the list of voices.

use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::time::Duration;
use std::time::Instant;

use crate::io::voice::VoiceName;
use crate::io::voice::settings::VoiceSettings;
use crate::runtime::sound;
use crate::runtime::speaker::Speaker;
use crate::runtime::speaker::SpeechEvent;
use crate::runtime::studio::Waker;
use crate::runtime::studio::board::Board;
use crate::runtime::studio::board::Reader;
use crate::runtime::studio::board::board;
use crate::runtime::studio::errand::Busy;
use crate::runtime::studio::errand::Worker;

/// A sentence is over by then in any case.
const LONGEST: Duration = Duration::from_secs(15);

/// What is known about the voice.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct VoiceState {
    /// It is being tried.
    pub speaks: bool,
    /// It was said aloud to its end, as far as the system tells.
    pub spoken: bool,
    /// Why it was not, and what helps.
    pub fault: Option<String>,
    /// The voices are being listed.
    pub lists: bool,
    /// All there are, once they were listed.
    pub voices: Option<Vec<VoiceName>>,
}

enum Job {
    Say(VoiceSettings, String),
    List,
}

/// The way to the thread that tries.
pub struct VoiceTest {
    shown: Reader<VoiceState>,
    worker: Worker<Job>,
}

impl VoiceTest {
    pub(super) fn start(waker: Waker) -> std::io::Result<Self> {
        let (board, shown) = board(VoiceState::default(), waker);
        let worker = Worker::start("check-voice", move |jobs| work(&board, &jobs))?;
        Ok(Self { shown, worker })
    }

    /// What is known.
    pub fn shown(&self) -> Arc<VoiceState> {
        self.shown.newest()
    }

    /// Says a sentence.
    pub fn say(&self, settings: VoiceSettings, text: &str) -> Result<(), Busy> {
        self.worker.ask(Job::Say(settings, text.to_owned()))
    }

    /// Lists the voices. Takes seconds.
    pub fn list(&self) -> Result<(), Busy> {
        self.worker.ask(Job::List)
    }
}

fn work(board: &Board<VoiceState>, jobs: &Receiver<Job>) {
    while let Ok(job) = jobs.recv() {
        let before = VoiceState { fault: None, ..VoiceState::clone(&board.newest()) };
        match job {
            Job::Say(settings, text) => {
                board.show(VoiceState { speaks: true, spoken: false, ..before.clone() });
                let said = say(settings, &text);
                board.show(VoiceState { speaks: false, spoken: said.is_ok(), fault: said.err(), ..before });
            }
            Job::List => {
                board.show(VoiceState { lists: true, ..before.clone() });
                let (voices, fault) = match sound::voices() {
                    Ok(voices) => (Some(voices), None),
                    Err(fault) => (Some(Vec::new()), Some(fault.to_string())),
                };
                board.show(VoiceState { lists: false, voices, fault, ..before });
            }
        }
    }
}

/// `Err` says why nothing was heard, or that another voice spoke.
fn say(settings: VoiceSettings, text: &str) -> Result<(), String> {
    let (mut speaker, events) = Speaker::system(settings).map_err(|error| error.to_string())?;
    let ticket = speaker.say(text).map_err(|busy| busy.to_string())?;
    let until = Instant::now() + LONGEST;
    let mut instead = None;
    while let Ok(event) = events.recv_timeout(until.saturating_duration_since(Instant::now())) {
        match event {
            SpeechEvent::Failed { why } => return Err(why.to_string()),
            SpeechEvent::Instead { why } => instead = Some(why.to_string()),
            SpeechEvent::Finished { ticket: said, .. } if said == ticket => {
                return instead.map_or(Ok(()), Err);
            }
            _ => {}
        }
    }
    Err("the voice does not come to its end; captions are shown instead".to_owned())
}
