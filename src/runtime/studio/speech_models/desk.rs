//! The thread that deals with models.

use std::path::Path;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::mpsc::Receiver;
use std::time::Duration;
use std::time::Instant;

use crate::io::log::unquoted;
use crate::io::models::cancel::Cancel;
#[cfg(feature = "download")]
use crate::io::models::download;
#[cfg(feature = "download")]
use crate::io::models::download::Event;
#[cfg(feature = "download")]
use crate::io::models::download::Fetched;
#[cfg(feature = "download")]
use crate::io::models::download::Patience;
use crate::io::models::speeds::Speeds;
use crate::io::models::store;
use crate::io::models::store::Listed;
use crate::io::models::store::Store;
use crate::runtime::review::Fault;
use crate::runtime::studio::board::Board;
use crate::runtime::studio::speech_models::Doing;
use crate::runtime::studio::speech_models::Ended;
use crate::runtime::studio::speech_models::Job;
use crate::runtime::studio::speech_models::Model;
use crate::runtime::studio::speech_models::Shown;
use crate::runtime::studio::speech_models::State;
#[cfg(feature = "download")]
use crate::runtime::studio::speech_models::Waits;
use crate::runtime::studio::speech_models::speed;
use crate::runtime::studio::speech_models::told;

/// Between two pictures of the same progress.
const BETWEEN: Duration = Duration::from_millis(100);

/// What the thread owns.
pub(super) struct Desk {
    store: Store,
    speeds: Speeds,
    board: Board<Shown>,
    cancel: Arc<Mutex<Arc<Cancel>>>,
    ended: usize,
    drawn: Instant,
}

/// How something went: well and in these words, or not.
type Outcome = Result<String, String>;

impl Desk {
    pub(super) fn new(store: Store, board: Board<Shown>, cancel: Arc<Mutex<Arc<Cancel>>>) -> Self {
        let speeds = Speeds::load(store.places());
        Self { store, speeds, board, cancel, ended: 0, drawn: Instant::now() }
    }

    pub(super) fn work(mut self, jobs: &Receiver<Job>) {
        while let Ok(job) = jobs.recv() {
            let cancel = self.fresh();
            match job {
                Job::Read => self.list(),
                Job::Fetch(name) => {
                    let done = self.fetch(&name, &cancel);
                    self.end(done, Some(name), &cancel);
                }
                Job::Import(file) => match self.import(&file, &cancel) {
                    Ok((name, told)) => self.end(Ok(told), Some(name), &cancel),
                    Err(why) => self.end(Err(why), None, &cancel),
                },
                Job::Remove(name) => {
                    let freed = self.store.remove(&name).map_err(|error| told::model(&error));
                    let done = freed.map(|freed| {
                        let size = crate::io::models::size_text(freed);
                        format!("{name} was removed; {size} are free again.")
                    });
                    self.end(done, None, &cancel);
                }
                Job::Measure(name) => self.measure(&name, &cancel),
            }
        }
    }

    /// A request to stop that nobody has made yet. One that was made before belongs to what was in work then.
    fn fresh(&self) -> Arc<Cancel> {
        let fresh = Arc::new(Cancel::new());
        if let Ok(mut cancel) = self.cancel.lock() {
            *cancel = Arc::clone(&fresh);
        }
        fresh
    }

    /// Tells how it went, and measures what has come.
    fn end(&mut self, done: Outcome, come: Option<String>, cancel: &Cancel) {
        self.ended += 1;
        let well = done.is_ok();
        let called_off = !well && cancel.asked();
        let why = done.as_ref().err().map(|why| unquoted(why));
        tracing::info!(model = come, well, called_off, why, "speech model");
        let ended = Ended { number: self.ended, well, called_off, text: done.unwrap_or_else(|why| why) };
        // In one picture, so that nobody reads that a model is gone beside a list that has it.
        self.board.show(Shown { now: None, ended: Some(ended), ..self.listed() });
        if let (true, Some(name)) = (well, come) {
            self.measure(&name, cancel);
        }
    }

    fn shown(&self) -> Shown {
        Shown::clone(&self.board.newest())
    }

    fn list(&self) {
        self.board.show(self.listed());
    }

    /// What is shown, with what is on disk now.
    fn listed(&self) -> Shown {
        let default = self.store.manifest().default_entry().name.clone();
        let models = self.store.list().into_iter().map(|listed| self.model(listed, &default)).collect();
        let best = self.store.resolve(None).ok().map(|model| model.name);
        Shown { read: true, models, best, ..self.shown() }
    }

    fn model(&self, listed: Listed, default: &str) -> Model {
        let on_disk = std::fs::metadata(&listed.path).map_or(0, |metadata| metadata.len());
        let entry = listed.entry.as_ref();
        let bytes = entry.map_or(on_disk, |entry| entry.bytes);
        let state = match listed.state {
            store::State::Installed => State::Here,
            store::State::Partial(have) => State::Partial(have),
            store::State::Absent => State::Absent,
            store::State::Broken(_) => State::Broken,
        };
        Model {
            bytes,
            good_for: entry.map(|entry| entry.good_for.clone()).unwrap_or_default(),
            state,
            recommended: listed.name == default,
            bundled: entry.is_some_and(|entry| entry.bundled),
            synthetic_only: entry.is_some_and(|entry| entry.synthetic_only),
            speed: self.speeds.get(&listed.name, bytes),
            name: listed.name,
        }
    }

    fn doing(&mut self, now: Doing) {
        self.drawn = Instant::now();
        self.board.show(Shown { now: Some(now), ..self.shown() });
    }

    /// Progress, as often as anybody can see.
    fn now_and_then(&mut self, now: Doing) {
        if self.drawn.elapsed() >= BETWEEN {
            self.doing(now);
        }
    }

    fn import(&mut self, file: &Path, cancel: &Cancel) -> Result<(String, String), String> {
        let called =
            file.file_name().map_or_else(|| file.display().to_string(), |n| n.to_string_lossy().into_owned());
        let at = |have, total| Doing::Importing { file: called.clone(), have, total };
        self.doing(at(0, 1));
        let store = self.store.clone();
        let mut progress = |have, total| self.now_and_then(at(have, total));
        let imported =
            store.import(file, None, cancel, &mut progress).map_err(|error| told::model(&error))?;
        let languages = if imported.english_only {
            ""
        } else {
            " It is made for many languages; answers are heard in English."
        };
        let name = imported.name;
        Ok((name.clone(), format!("{name} was taken in.{languages}")))
    }

    /// Its speed, unless that was called off, and the size of its file.
    fn tried(&self, name: &str, cancel: &Cancel) -> Result<(Option<f32>, u64), Fault> {
        let model = self.store.resolve(Some(name))?;
        Ok((speed::measure(&model, cancel)?, model.bytes))
    }

    fn measure(&mut self, name: &str, cancel: &Cancel) {
        if cancel.asked() {
            return;
        }
        self.doing(Doing::Measuring { name: name.to_owned() });
        let mut ended = self.shown().ended;
        match self.tried(name, cancel) {
            // What could not be kept is measured again another time.
            Ok((Some(speed), bytes)) => drop(self.speeds.put(name, bytes, speed)),
            Ok((None, _)) => {}
            Err(fault) => {
                let why = format!("{name} could not be tried. {}", told::other(fault.as_ref()));
                self.ended += 1;
                ended = Some(Ended { number: self.ended, well: false, called_off: false, text: why });
            }
        }
        self.board.show(Shown { now: None, ended, ..self.listed() });
    }
}

#[cfg(feature = "download")]
impl Desk {
    fn fetch(&mut self, name: &str, cancel: &Cancel) -> Outcome {
        let store = self.store.clone();
        let manifest = store.manifest();
        let entry = manifest.find(name).ok_or_else(|| format!("There is no speech model called {name}."))?;
        let patience = Patience::for_url(&manifest.url(entry));
        let mut pace = Pace::new(name, entry.bytes);
        let mut tell = |event: Event| {
            let often = matches!(event, Event::Have(_));
            let now = pace.take(event);
            if often { self.now_and_then(now) } else { self.doing(now) }
        };
        let fetched = download::fetch(&store, entry, &patience, cancel, &mut tell);
        match fetched.map_err(|error| told::download(&error))? {
            Fetched::Now(_) => Ok(format!("{name} is here now.")),
            Fetched::Before(_) => Ok(format!("{name} was here already.")),
        }
    }
}

#[cfg(not(feature = "download"))]
impl Desk {
    fn fetch(&mut self, name: &str, _: &Cancel) -> Outcome {
        let manifest = self.store.manifest();
        let from = manifest.find(name).map(|entry| manifest.url(entry)).unwrap_or_default();
        Err(format!("This build cannot use the network. Get {from} yourself and bring the file in here."))
    }
}

/// How far a download is, and how long it will take.
#[cfg(feature = "download")]
struct Pace {
    name: String,
    total: u64,
    have: u64,
    /// From where on, and since when, its pace is reckoned.
    from: (u64, Instant),
}

#[cfg(feature = "download")]
impl Pace {
    fn new(name: &str, total: u64) -> Self {
        Self { name: name.to_owned(), total, have: 0, from: (0, Instant::now()) }
    }

    fn take(&mut self, event: Event) -> Doing {
        let waits = match event {
            Event::WaitingForOther => Some(Waits::Other),
            Event::Begins { have, .. } => self.start_at(have),
            Event::StartingOver => self.start_at(0),
            Event::Have(have) => {
                self.have = have;
                None
            }
            Event::Again { why, .. } => Some(Waits::Network(why)),
            Event::Checking => Some(Waits::Checking),
        };
        let (name, have, total) = (self.name.clone(), self.have, self.total);
        let left_s = if waits.is_some() { None } else { self.left_s() };
        Doing::Fetching { name, have, total, left_s, waits }
    }

    fn start_at(&mut self, have: u64) -> Option<Waits> {
        (self.have, self.from) = (have, (have, Instant::now()));
        None
    }

    /// After two seconds, for the first moments say nothing about the rest.
    fn left_s(&self) -> Option<u64> {
        let (from, since) = self.from;
        let took = since.elapsed().as_secs_f64();
        let came = self.have.saturating_sub(from);
        (took >= 2.0 && came > 0)
            .then(|| (self.total.saturating_sub(self.have) as f64 * took / came as f64) as u64)
    }
}
