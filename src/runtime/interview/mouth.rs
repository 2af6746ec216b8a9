//! The interviewer's voice, in the words of an interview: utterances instead of tickets.
//!
//! The thread `heard-voice` passes on what the speaker tells.

use std::io;
use std::sync::mpsc::Receiver;
use std::thread::JoinHandle;

use tokio::sync::mpsc::Sender;

use crate::core::interview::event::Kind;
use crate::runtime::interview::report::Report;
use crate::runtime::speaker::Speaker;
use crate::runtime::speaker::SpeechEvent;
use crate::runtime::speaker::Ticket;

pub(super) struct Mouth {
    speaker: Speaker,
    thread: JoinHandle<()>,
    /// What the voice was given last.
    latest: Option<(Ticket, u32)>,
}

/// What became of an event of the voice.
pub(super) enum Said {
    Event(Kind),
    /// For the person to read.
    Told(String),
    /// Both.
    Failed(Option<Kind>, String),
    Nothing,
}

impl Mouth {
    pub(super) fn start(
        (speaker, events): (Speaker, Receiver<SpeechEvent>),
        reports: Sender<Report>,
    ) -> io::Result<Self> {
        let pass_on = move || {
            for event in events {
                if reports.blocking_send(Report::Speech(event)).is_err() {
                    return;
                }
            }
        };
        let thread = std::thread::Builder::new().name("heard-voice".into()).spawn(pass_on)?;
        Ok(Self { speaker, thread, latest: None })
    }

    /// `false` where it cannot be said.
    pub(super) fn say(&mut self, utterance: u32, tone: f32, text: &str) -> bool {
        let ticket = self.speaker.say_in(tone, text).ok();
        self.latest = ticket.map(|ticket| (ticket, utterance));
        ticket.is_some()
    }

    pub(super) fn stop(&self) {
        self.speaker.stop();
    }

    pub(super) fn became(&self, event: SpeechEvent) -> Said {
        let utterance = |ticket: Ticket| {
            self.latest.filter(|(latest, _)| *latest == ticket).map(|(_, utterance)| utterance)
        };
        let event_of = |ticket, kind: fn(u32) -> Kind| {
            utterance(ticket).map_or(Said::Nothing, |utterance| Said::Event(kind(utterance)))
        };
        match event {
            SpeechEvent::Started { ticket, aloud: true } => {
                event_of(ticket, |utterance| Kind::VoiceStarted { utterance })
            }
            // Only its caption can be seen, and how long that stays is the interview's to say.
            SpeechEvent::Started { ticket, aloud: false } => {
                event_of(ticket, |utterance| Kind::VoiceFailed { utterance })
            }
            SpeechEvent::Finished { ticket, .. } => {
                event_of(ticket, |utterance| Kind::VoiceFinished { utterance })
            }
            SpeechEvent::Stopped { ticket } => event_of(ticket, |utterance| Kind::VoiceStopped { utterance }),
            SpeechEvent::Failed { why } => {
                let failed = self.latest.map(|(_, utterance)| Kind::VoiceFailed { utterance });
                Said::Failed(failed, why.to_string())
            }
            SpeechEvent::Instead { why } => Said::Told(why.to_string()),
            SpeechEvent::Back { name } => Said::Told(format!("the voice is back: {name}")),
        }
    }

    /// Falls silent and ends both threads.
    pub(super) fn end(self, mut take: impl FnMut()) {
        let Self { speaker, thread, .. } = self;
        // The speaker waits for room to tell; its end does not.
        drop(speaker);
        while !thread.is_finished() {
            take();
            std::thread::sleep(std::time::Duration::from_millis(2));
        }
        thread.join().ok();
    }
}
