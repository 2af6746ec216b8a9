//! The debrief that is read: built from a loop's session and the loop before it, and exported, on a thread of its own.

use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Receiver;

use crate::core::debrief::packet::Debrief;
use crate::io::packs::Packs;
use crate::io::report::debrief::Packet;
use crate::io::report::folder::Folder;
use crate::io::report::format::Format;
use crate::io::report::text::TextLook;
use crate::io::session::store::Store;
use crate::runtime::debrief;
use crate::runtime::studio::Waker;
use crate::runtime::studio::board::Board;
use crate::runtime::studio::board::Reader;
use crate::runtime::studio::board::board;
use crate::runtime::studio::errand::Busy;
use crate::runtime::studio::errand::Worker;

/// What there is to read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Shown {
    /// The session that was asked for last.
    pub id: Option<String>,
    /// Its debrief.
    pub page: Page,
    /// What was written where, or why not; with the number of the export.
    pub exported: Option<(u64, Result<PathBuf, String>)>,
}

/// A debrief, and when its loop was held.
#[derive(Debug, Clone, PartialEq)]
pub struct Read {
    /// What a committee would read.
    pub debrief: Debrief,
    /// When, for people.
    pub when: String,
}

/// How far the reading has come.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Page {
    /// Nothing was asked for yet.
    #[default]
    Empty,
    /// It is being put together.
    Reading,
    /// Here it is.
    Read(Arc<Read>),
    /// Why there is none, and what to do.
    Failed(String),
}

enum Job {
    Open(String),
    Export(Format, PathBuf),
}

/// The way to the thread.
pub struct Debriefs {
    shown: Reader<Shown>,
    worker: Worker<Job>,
}

impl Debriefs {
    /// Nothing is read yet.
    pub(super) fn start(store: Store, packs: Arc<Packs>, waker: Waker) -> std::io::Result<Self> {
        let (board, shown) = board(Shown::default(), waker);
        let worker = Worker::start("debrief", move |jobs| work(&jobs, &store, &packs, &board))?;
        Ok(Self { shown, worker })
    }

    /// What there is to read.
    pub fn shown(&self) -> Arc<Shown> {
        self.shown.newest()
    }

    /// Reads the debrief of a loop.
    pub fn open(&self, id: &str) -> Result<(), Busy> {
        self.worker.ask(Job::Open(id.to_owned()))
    }

    /// Writes the one that is read into a folder.
    pub fn export(&self, format: Format, folder: PathBuf) -> Result<(), Busy> {
        self.worker.ask(Job::Export(format, folder))
    }
}

fn work(jobs: &Receiver<Job>, store: &Store, packs: &Packs, board: &Board<Shown>) {
    let mut exports = 0;
    while let Ok(job) = jobs.recv() {
        let before = Shown::clone(&board.newest());
        match job {
            Job::Open(id) => {
                board.show(Shown { id: Some(id.clone()), page: Page::Reading, ..before.clone() });
                let page =
                    read(store, &id, packs).map_or_else(Page::Failed, |page| Page::Read(Arc::new(page)));
                board.show(Shown { id: Some(id), page, ..before });
            }
            Job::Export(format, folder) => {
                exports += 1;
                let written = export(&before, format, &folder);
                board.show(Shown { exported: Some((exports, written)), ..before });
            }
        }
    }
}

fn read(store: &Store, id: &str, packs: &Packs) -> Result<Read, String> {
    let listed = store.find(id).map_err(|fault| fault.to_string())?;
    let session = listed.session.map_err(|fault| fault.to_string())?;
    let all = store.list().map_err(|fault| fault.to_string())?;
    let debrief = debrief::of(&session, debrief::before(&all, &session), packs);
    let debrief = debrief.ok_or("Only a full loop has a debrief. Look back at this session instead.")?;
    Ok(Read { debrief, when: session.began.to_minute() })
}

fn export(shown: &Shown, format: Format, folder: &Path) -> Result<PathBuf, String> {
    let (Some(id), Page::Read(read)) = (&shown.id, &shown.page) else {
        return Err("There is no debrief to write; open one first".to_owned());
    };
    let packet = Packet { debrief: &read.debrief, session: id, when: &read.when };
    let report = packet.render(format, TextLook::default());
    let name = format!("{id}-debrief.{}", format.extension());
    let folder = Folder::open(folder).map_err(|fault| fault.to_string())?;
    folder.write(&name, report.as_bytes()).map_err(|fault| fault.to_string())
}
