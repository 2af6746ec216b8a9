//! Fetches a model: the only code in the program that opens a connection.
//!
//! Bytes go to `NAME.part` and get the final name when their checksum is right, so what bears that name is whole.
//! What a broken attempt brought is kept, and the next one asks for the rest. Nothing the server says about length is
//! believed; the list of models knows it.

pub mod error;
mod part;
mod pause;
mod request;

use std::fs::File;
use std::fs::TryLockError;
use std::path::Path;
use std::path::PathBuf;
use std::time::Duration;

use crate::io::models::cancel::Cancel;
use crate::io::models::download::error::DownloadError;
use crate::io::models::download::part::Part;
use crate::io::models::download::pause::pause;
use crate::io::models::download::request::Request;
use crate::io::models::download::request::Step;
use crate::io::models::manifest::Entry;
use crate::io::models::manifest::is_loopback;
use crate::io::models::size_text;
use crate::io::models::store::Store;
use crate::io::models::store::sha256;

/// An attempt that brought at least this many bytes made progress.
const PROGRESS: u64 = 1 << 20;

/// How patient a download is.
#[derive(Debug, Clone)]
pub struct Patience {
    /// Nothing coming for so long ends an attempt.
    pub stall: Duration,
    /// So many attempts in a row without progress end the download.
    pub attempts: u32,
    /// The wait after the first failure; it doubles each time.
    pub first_pause: Duration,
    /// The longest wait between attempts.
    pub longest_pause: Duration,
    /// So many bytes must stay free on the disk.
    pub keep_free: u64,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            stall: Duration::from_secs(30),
            attempts: 6,
            first_pause: Duration::from_millis(500),
            longest_pause: Duration::from_secs(20),
            keep_free: 32 << 20,
        }
    }
}

impl Patience {
    /// For a server on this machine, which has no reason to be slow.
    pub fn for_loopback() -> Self {
        Self {
            stall: Duration::from_secs(5),
            first_pause: Duration::from_millis(5),
            longest_pause: Duration::from_millis(40),
            ..Self::default()
        }
    }

    /// What fits the place the model comes from.
    pub fn for_url(url: &str) -> Self {
        if is_loopback(url) { Self::for_loopback() } else { Self::default() }
    }
}

/// What a download tells while it runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// Another process is fetching the same model; waiting for it.
    WaitingForOther,
    /// It begins, with so many bytes already here.
    Begins {
        /// Bytes that an earlier attempt left.
        have: u64,
        /// Bytes of the whole file.
        total: u64,
    },
    /// So many bytes are here.
    Have(u64),
    /// The server sends the file from its beginning, or what was here turned out to be wrong.
    StartingOver,
    /// An attempt failed; the next one comes after a wait.
    Again {
        /// What went wrong.
        why: String,
        /// How long the wait is.
        wait: Duration,
    },
    /// All bytes are here and are being checked.
    Checking,
}

/// How a download ended well.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fetched {
    /// The model is here now.
    Now(PathBuf),
    /// The model was here, whole, before.
    Before(PathBuf),
}

/// Fetches a model of the list into the models folder. Blocks; `cancel` ends it from another thread.
pub fn fetch(
    store: &Store,
    entry: &Entry,
    patience: &Patience,
    cancel: &Cancel,
    tell: &mut dyn FnMut(Event),
) -> Result<Fetched, DownloadError> {
    if entry.bundled {
        return Err(DownloadError::Bundled { name: entry.name.clone() });
    }
    let folder = store.folder();
    std::fs::create_dir_all(&folder).map_err(DownloadError::io("create the models folder", &folder))?;
    let target = store.path_of(entry);
    let Some(_lock) = lock(&folder.join(format!(".{}.lock", entry.file)), cancel, tell)? else {
        return Err(DownloadError::StoppedWaiting);
    };
    if is_here(&target, entry) {
        return Ok(Fetched::Before(target));
    }
    let mut part = Part::open(&target, entry.bytes)?;
    let url = store.manifest().url(entry);
    let download = Download { url: &url, entry, patience, cancel };
    let done =
        check_room(&folder, part.missing(), patience.keep_free).and_then(|()| download.all(&mut part, tell));
    if let Err(error) = done {
        if part.have() == 0 {
            part.delete();
        }
        return Err(error);
    }
    part.finish(&target)?;
    Ok(Fetched::Now(target))
}

/// One process at a time fetches a model. `None` if somebody asked to stop meanwhile. The lock ends with the file
/// handle, also when the process is killed; its empty file stays, for deleting it would let two in.
fn lock(path: &Path, cancel: &Cancel, tell: &mut dyn FnMut(Event)) -> Result<Option<File>, DownloadError> {
    let file = File::options().write(true).create(true).truncate(false).open(path);
    let file = file.map_err(DownloadError::io("open", path))?;
    let mut told = false;
    while !cancel.asked() {
        match file.try_lock() {
            Ok(()) => return Ok(Some(file)),
            Err(TryLockError::WouldBlock) => {}
            // Some network file systems have no locks. Two processes there spoil each other's part at worst, which
            // the checksum tells.
            Err(TryLockError::Error(error)) if error.kind() == std::io::ErrorKind::Unsupported => {
                return Ok(Some(file));
            }
            Err(TryLockError::Error(error)) => return Err(DownloadError::io("lock", path)(error)),
        }
        if !told {
            tell(Event::WaitingForOther);
            told = true;
        }
        cancel.wait(Duration::from_millis(100));
    }
    Ok(None)
}

fn is_here(target: &Path, entry: &Entry) -> bool {
    let right_size = std::fs::metadata(target).is_ok_and(|metadata| metadata.len() == entry.bytes);
    right_size && sha256(target).is_ok_and(|sha256| sha256 == entry.sha256)
}

fn check_room(folder: &Path, missing: u64, keep_free: u64) -> Result<(), DownloadError> {
    // Where the system cannot tell, writing will.
    let Ok(free) = fs4::available_space(folder) else { return Ok(()) };
    if free >= missing.saturating_add(keep_free) {
        return Ok(());
    }
    Err(DownloadError::NoRoom { folder: folder.to_owned(), need: size_text(missing), free: size_text(free) })
}

struct Download<'a> {
    url: &'a str,
    entry: &'a Entry,
    patience: &'a Patience,
    cancel: &'a Cancel,
}

impl Download<'_> {
    /// Attempts until all bytes are here and right.
    fn all(&self, part: &mut Part, tell: &mut dyn FnMut(Event)) -> Result<(), DownloadError> {
        tell(Event::Begins { have: part.have(), total: self.entry.bytes });
        let mut resumed = part.have() > 0;
        let mut second_chance = true;
        loop {
            self.bytes(part, &mut resumed, tell)?;
            tell(Event::Checking);
            if part.sha256() == self.entry.sha256 {
                return Ok(());
            }
            part.start_over()?;
            if !(resumed && second_chance) {
                return Err(DownloadError::WrongChecksum { url: self.url.to_owned() });
            }
            // The pieces may have been of two versions: once more, from the beginning.
            resumed = false;
            second_chance = false;
            tell(Event::StartingOver);
        }
    }

    /// Attempts until all bytes are here. `resumed` is whether they came in more than one piece.
    fn bytes(
        &self,
        part: &mut Part,
        resumed: &mut bool,
        tell: &mut dyn FnMut(Event),
    ) -> Result<(), DownloadError> {
        let request = Request { url: self.url, total: self.entry.bytes, stall: self.patience.stall };
        let mut failures = 0;
        // The most there ever was: a server that starts over each time makes no progress.
        let mut most = part.have();
        while part.missing() > 0 {
            let attempt = request.run(part, self.cancel, &mut |step| match step {
                Step::Have(bytes) => tell(Event::Have(bytes)),
                Step::StartingOver => tell(Event::StartingOver),
            });
            if self.cancel.asked() && part.missing() > 0 {
                return Err(stopped(part));
            }
            let Err(error) = attempt else { return Ok(()) };
            if !error.is_passing() {
                return Err(error);
            }
            failures = if part.have() >= most + PROGRESS { 1 } else { failures + 1 };
            most = most.max(part.have());
            if failures >= self.patience.attempts {
                return Err(DownloadError::GaveUp {
                    last: Box::new(error),
                    attempts: failures,
                    kept: size_text(part.have()),
                });
            }
            *resumed = part.have() > 0;
            self.wait(&error, failures, tell);
            if self.cancel.asked() {
                return Err(stopped(part));
            }
        }
        Ok(())
    }

    fn wait(&self, error: &DownloadError, failures: u32, tell: &mut dyn FnMut(Event)) {
        let Patience { first_pause, longest_pause, .. } = *self.patience;
        let wait = pause(first_pause, longest_pause, failures, error.asked_wait());
        tell(Event::Again { why: error.to_string(), wait });
        self.cancel.wait(wait);
    }
}

fn stopped(part: &Part) -> DownloadError {
    DownloadError::Stopped { kept: size_text(part.have()), part: part.path().to_owned() }
}
