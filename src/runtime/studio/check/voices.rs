//! The voices that an interviewer can have: those of the system that speak English.

use std::sync::Arc;
use std::sync::mpsc::Receiver;

use crate::io::voice::VoiceName;
use crate::io::voice::error::VoiceError;
use crate::runtime::sound;
use crate::runtime::studio::Waker;
use crate::runtime::studio::board::Board;
use crate::runtime::studio::board::Reader;
use crate::runtime::studio::board::board;
use crate::runtime::studio::errand::Busy;
use crate::runtime::studio::errand::Worker;

/// How far the list is.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Voices {
    /// Nobody asked for it yet.
    #[default]
    Unknown,
    /// It is being made, which takes seconds.
    Listing,
    /// By language, then name.
    Listed(Vec<VoiceName>),
    /// There is none.
    Failed(VoiceError),
}

/// Whom to ask.
pub(super) type List = Box<dyn Fn() -> Result<Vec<VoiceName>, VoiceError> + Send>;

struct Ask;

/// The way to the thread that lists them.
pub struct VoiceList {
    shown: Reader<Voices>,
    worker: Worker<Ask>,
}

impl VoiceList {
    pub(super) fn system(waker: Waker) -> std::io::Result<Self> {
        Self::start(Box::new(sound::voices), waker)
    }

    pub(super) fn start(list: List, waker: Waker) -> std::io::Result<Self> {
        let (board, shown) = board(Voices::Unknown, waker);
        let worker = Worker::start("voice-list", move |jobs| work(&list, &board, &jobs))?;
        Ok(Self { shown, worker })
    }

    /// How far the list is.
    pub fn shown(&self) -> Arc<Voices> {
        self.shown.newest()
    }

    /// Makes the list, once; again only where it failed.
    pub fn ask(&self) -> Result<(), Busy> {
        self.worker.ask(Ask)
    }
}

fn work(list: &List, board: &Board<Voices>, jobs: &Receiver<Ask>) {
    while let Ok(Ask) = jobs.recv() {
        // A connection to the speech output is never let go of, so none is made without need.
        if matches!(*board.newest(), Voices::Listed(_)) {
            continue;
        }
        board.show(Voices::Listing);
        board.show(match list() {
            Ok(all) => Voices::Listed(english(all)),
            Err(fault) => Voices::Failed(fault),
        });
        while jobs.try_recv().is_ok() {}
    }
}

/// Those that speak English; all of them where the system does not say what they speak. Plain ones come before the
/// variants that some engines make of them, `Name+variant`.
fn english(mut all: Vec<VoiceName>) -> Vec<VoiceName> {
    let speaks = |voice: &VoiceName| voice.language.to_lowercase().starts_with("en");
    if all.iter().any(speaks) {
        all.retain(speaks);
    }
    all.sort_by(|a, b| {
        (a.name.contains('+'), &a.language, &a.name).cmp(&(b.name.contains('+'), &b.language, &b.name))
    });
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_voices_are_offered_and_plain_ones_first() {
        let voice = |name: &str, language: &str| VoiceName { name: name.into(), language: language.into() };
        let all = vec![voice("A+m1", "en"), voice("Deutsch", "de"), voice("B", "en-US"), voice("A", "en")];
        let names: Vec<_> = english(all).into_iter().map(|voice| voice.name).collect();
        assert_eq!(names, ["A", "B", "A+m1"]);
        assert_eq!(english(vec![voice("Deutsch", "de")]).len(), 1);
    }
}
