//! Speech models behind the window: fetched from a server that misbehaves, called off, taken in, removed, measured.
#![cfg(all(feature = "download", feature = "whisper"))]
#![allow(clippy::unwrap_used, reason = "a helper of tests fails the test")]

mod models_support;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;
use std::time::Duration;
use std::time::Instant;

use models_support::FILE;
use models_support::MODEL;
use models_support::NAME;
use models_support::OTHER;
use models_support::bundled_path;
use models_support::server::Reply;
use models_support::server::Request;
use models_support::server::Server;
use models_support::store;
use models_support::visible;
use pushback::io::models::size_text;
use pushback::runtime::studio::speech_models::Doing;
use pushback::runtime::studio::speech_models::Ended;
use pushback::runtime::studio::speech_models::Model;
use pushback::runtime::studio::speech_models::Shown;
use pushback::runtime::studio::speech_models::SpeechModels;
use pushback::runtime::studio::speech_models::State;

struct Desk {
    models: SpeechModels,
    woken: Arc<AtomicUsize>,
}

fn desk(folder: &Path, source: &str) -> Desk {
    let woken = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&woken);
    let waker = move || {
        count.fetch_add(1, Ordering::Relaxed);
    };
    Desk { models: SpeechModels::start(store(folder, source), Arc::new(waker)).unwrap(), woken }
}

impl Desk {
    #[track_caller]
    fn wait(&self, what: &str, so: impl Fn(&Shown) -> bool) -> Arc<Shown> {
        let begun = Instant::now();
        loop {
            let shown = self.models.shown();
            if so(&shown) {
                return shown;
            }
            assert!(begun.elapsed() < Duration::from_mins(1), "never: {what}: {shown:?}");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits until so many pieces of work have ended and nothing is being done.
    #[track_caller]
    fn ended(&self, number: usize) -> Ended {
        let over =
            |shown: &Shown| shown.now.is_none() && shown.ended.as_ref().is_some_and(|e| e.number >= number);
        self.wait("ended", over).ended.clone().unwrap()
    }

    #[track_caller]
    fn model(&self, name: &str) -> Model {
        self.models.shown().models.iter().find(|model| model.name == name).unwrap().clone()
    }
}

fn honest(request: &Request) -> Reply {
    Reply::honest(request, &MODEL).header("etag", "\"1\"")
}

#[test]
fn opening_asks_nobody_for_anything() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(|_, request| honest(request));
    let desk = desk(folder.path(), &server.source());
    desk.models.read().unwrap();
    let shown = desk.wait("read", |shown| shown.read);
    assert_eq!((shown.best.as_deref(), shown.models[0].state), (None, State::Absent));
    assert!(shown.models[0].recommended && shown.models[2].bundled && shown.models[2].synthetic_only);
    assert_eq!(shown.models[2].state, State::Here);
    assert_eq!(server.requests().len(), 0);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "nothing is written either");
}

#[test]
fn a_model_that_was_fetched_is_in_use_and_measured() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(|_, request| honest(request));
    let desk = desk(folder.path(), &server.source());
    desk.models.fetch(NAME).unwrap();
    let ended = desk.wait("here", |shown| shown.ended.is_some()).ended.clone().unwrap();
    assert!(ended.well && ended.text.contains("is here now"), "{ended:?}");
    let shown =
        desk.wait("measured", |shown| shown.now.is_none() && shown.models.iter().any(|m| m.speed.is_some()));
    assert_eq!(shown.best.as_deref(), Some(NAME));
    assert_eq!(desk.model(NAME).state, State::Here);
    assert!(desk.model(NAME).speed.unwrap() > 0.0);
    assert!(desk.woken.load(Ordering::Relaxed) > 2);
    // Another start knows it without measuring again.
    drop(desk);
    let again = self::desk(folder.path(), &server.source());
    again.models.read().unwrap();
    again.wait("read", |shown| shown.read);
    assert!(again.model(NAME).speed.is_some());
}

#[test]
fn a_download_that_is_called_off_goes_on_from_there() {
    let folder = tempfile::tempdir().unwrap();
    let server =
        Server::start(|n, request| if n == 0 { honest(request).stall(500_000) } else { honest(request) });
    let desk = desk(folder.path(), &server.source());
    desk.models.fetch(NAME).unwrap();
    let came = |shown: &Shown| matches!(shown.now, Some(Doing::Fetching { have, .. }) if have > 0);
    desk.wait("some of it", came);
    // The server is silent from here on; pictures come ten times a second at most.
    while !std::fs::read_dir(folder.path().join("models")).unwrap().any(|file| {
        let file = file.unwrap();
        file.file_name() == *format!("{FILE}.part") && file.metadata().unwrap().len() == 500_000
    }) {
        std::thread::sleep(Duration::from_millis(5));
    }
    desk.models.call_off();
    let ended = desk.ended(1);
    assert!(ended.called_off && ended.text.starts_with("Stopped. 500 kB are kept"), "{ended:?}");
    assert_eq!(desk.model(NAME).state, State::Partial(500_000));
    desk.models.fetch(NAME).unwrap();
    assert!(
        desk.wait("the rest", |shown| shown.ended.as_ref().is_some_and(|e| e.number == 2))
            .ended
            .as_ref()
            .unwrap()
            .well
    );
    assert_eq!(server.requests()[1].from, Some(500_000));
    assert!(std::fs::read(folder.path().join("models").join(FILE)).unwrap() == *MODEL);
}

#[test]
fn closing_does_not_wait_for_a_download() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(|_, request| honest(request).stall(300_000));
    let desk = desk(folder.path(), &server.source());
    desk.models.fetch(NAME).unwrap();
    desk.wait("begun", |shown| matches!(shown.now, Some(Doing::Fetching { have, .. }) if have > 0));
    let begun = Instant::now();
    drop(desk);
    assert!(begun.elapsed() < Duration::from_secs(3), "{:?}", begun.elapsed());
}

#[test]
fn a_network_that_fails_is_told_without_a_word_about_commands() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(|_, _| Reply::new("404 Not Found", b""));
    let desk = desk(folder.path(), &server.source());
    desk.models.fetch(NAME).unwrap();
    let ended = desk.ended(1);
    assert!(!ended.well && ended.text.contains("404 Not Found") && !ended.text.contains('`'), "{ended:?}");
    assert_eq!(desk.model(NAME).state, State::Absent);
}

#[test]
fn a_file_is_taken_in_under_its_official_name_and_removed_again() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path(), "http://127.0.0.1:9");
    let file = folder.path().join("download.bin");
    std::fs::write(&file, &*OTHER).unwrap();
    desk.models.import(file).unwrap();
    let measured = |shown: &Shown| shown.now.is_none() && shown.models.iter().any(|m| m.speed.is_some());
    let shown = desk.wait("taken in", measured);
    assert!(shown.ended.as_ref().unwrap().well, "{shown:?}");
    assert_eq!((desk.model("other.en").state, shown.best.as_deref()), (State::Here, Some("other.en")));
    desk.models.remove("other.en").unwrap();
    let ended = desk.ended(2);
    assert!(ended.well && ended.text.contains(&size_text(OTHER.len() as u64)), "{ended:?}");
    assert_eq!(desk.model("other.en").state, State::Absent);
    assert_eq!(visible(&folder.path().join("models")), [] as [&str; 0]);
}

#[test]
fn what_is_no_model_is_refused_and_nothing_is_left() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path(), "http://127.0.0.1:9");
    let file = folder.path().join("letter.bin");
    std::fs::write(&file, "Dear Sir or Madam").unwrap();
    desk.models.import(file).unwrap();
    let ended = desk.ended(1);
    assert!(!ended.well && ended.text.contains("letter.bin is no speech model"), "{ended:?}");
    assert_eq!(visible(&folder.path().join("models")), [] as [&str; 0]);
    desk.models.import(folder.path().join("no such file.bin")).unwrap();
    assert!(desk.ended(2).text.contains("no such file.bin"));
}

#[test]
fn the_bundled_model_can_be_measured_and_not_removed() {
    let folder = tempfile::tempdir().unwrap();
    assert!(bundled_path().exists());
    let desk = desk(folder.path(), "http://127.0.0.1:9");
    desk.models.measure("synthetic-voices.en").unwrap();
    desk.wait("measured", |shown| shown.read && shown.now.is_none());
    assert!(desk.model("synthetic-voices.en").speed.unwrap() > 0.0);
    desk.models.remove("synthetic-voices.en").unwrap();
    let ended = desk.ended(1);
    assert!(!ended.well && ended.text.contains("comes with the program"), "{ended:?}");
    assert!(bundled_path().exists());
}
