//! Fetching a model from a server that cuts, stalls, lies, ignores and errs.
#![cfg(feature = "download")]
#![allow(clippy::unwrap_used, reason = "a helper of tests fails the test")]

mod models_support;

use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::Duration;
use std::time::Instant;

use models_support::FILE;
use models_support::MODEL;
use models_support::NAME;
use models_support::OTHER;
use models_support::server::Reply;
use models_support::server::Request;
use models_support::server::Server;
use models_support::store;
use models_support::visible;
use pushback::io::models::cancel::Cancel;
use pushback::io::models::download::Event;
use pushback::io::models::download::Fetched;
use pushback::io::models::download::Patience;
use pushback::io::models::download::error::DownloadError;
use pushback::io::models::download::fetch;
use tempfile::TempDir;

const ETAG: &str = "\"version-1\"";

struct Outcome {
    result: Result<Fetched, DownloadError>,
    events: Vec<Event>,
    requests: Vec<Request>,
    folder: TempDir,
}

impl Outcome {
    fn models(&self) -> std::path::PathBuf {
        self.folder.path().join("models")
    }

    /// The model is here, whole, and nothing else is.
    #[track_caller]
    fn installed(&self) -> &Self {
        self.result.as_ref().unwrap();
        assert_eq!(visible(&self.models()), [FILE]);
        assert!(std::fs::read(self.models().join(FILE)).unwrap() == *MODEL, "other bytes");
        self
    }

    /// It failed with these words, and these files are left.
    #[track_caller]
    fn failed(&self, words: &str, left: &[&str]) -> &Self {
        let error = self.result.as_ref().unwrap_err().to_string();
        assert!(error.contains(words), "{error}");
        assert!(!error.contains('\n'), "{error}");
        assert_eq!(visible(&self.models()), left, "{error}");
        self
    }

    /// The first byte that each request asked for.
    #[track_caller]
    fn asked_from(&self, expected: &[Option<usize>]) -> &Self {
        let asked: Vec<_> = self.requests.iter().map(|request| request.from).collect();
        assert_eq!(asked, expected);
        self
    }
}

fn patience() -> Patience {
    Patience { attempts: 4, keep_free: 0, ..Patience::for_loopback() }
}

fn run(answer: impl Fn(usize, &Request) -> Reply + Send + 'static) -> Outcome {
    run_with(&patience(), |_| (), answer)
}

/// `prepare` is given the models folder before the download begins.
fn run_with(
    patience: &Patience,
    prepare: impl FnOnce(&Path),
    answer: impl Fn(usize, &Request) -> Reply + Send + 'static,
) -> Outcome {
    let folder = tempfile::tempdir().unwrap();
    let models = folder.path().join("models");
    std::fs::create_dir(&models).unwrap();
    prepare(&models);
    let server = Server::start(answer);
    let store = store(folder.path(), &server.source());
    let entry = store.manifest().find(NAME).unwrap();
    let mut events = Vec::new();
    let result = fetch(&store, entry, patience, &Cancel::new(), &mut |event| events.push(event));
    Outcome { result, events, requests: server.requests(), folder }
}

fn honest(request: &Request) -> Reply {
    Reply::honest(request, &MODEL).header("etag", ETAG)
}

fn part() -> String {
    format!("{FILE}.part")
}

#[test]
fn an_honest_server_is_asked_once() {
    let outcome = run(|_, request| honest(request));
    outcome.installed().asked_from(&[None]);
    assert_eq!(outcome.requests[0].path, format!("/models/{FILE}"));
    assert_eq!(outcome.events[0], Event::Begins { have: 0, total: MODEL.len() as u64 });
    assert_eq!(outcome.events.last(), Some(&Event::Checking));
    assert!(outcome.events.contains(&Event::Have(MODEL.len() as u64)));
}

#[test]
fn after_a_cut_only_the_rest_is_asked_for_and_of_the_same_version() {
    let outcome = run(|n, request| if n == 0 { honest(request).cut(300_000) } else { honest(request) });
    outcome.installed().asked_from(&[None, Some(300_000)]);
    assert_eq!(outcome.requests[1].if_range.as_deref(), Some(ETAG));
}

#[test]
fn cuts_again_and_again_are_survived_as_long_as_the_patience_lasts() {
    let outcome = run(|n, request| if n < 3 { honest(request).cut(200_000) } else { honest(request) });
    outcome.installed().asked_from(&[None, Some(200_000), Some(400_000), Some(600_000)]);
}

#[test]
fn a_server_that_falls_silent_is_left_and_asked_for_the_rest() {
    let patience = Patience { stall: Duration::from_millis(300), ..patience() };
    let answer = |n, request: &Request| if n == 0 { honest(request).stall(500_000) } else { honest(request) };
    let outcome = run_with(&patience, |_| (), answer);
    outcome.installed().asked_from(&[None, Some(500_000)]);
    assert!(
        outcome.events.iter().any(|e| matches!(e, Event::Again { why, .. } if why.contains("sent nothing")))
    );
}

#[test]
fn a_length_that_is_too_short_is_not_believed() {
    let outcome = run(|n, request| match n {
        0 => Reply::lying("200 OK", Some(MODEL.len() / 2), &MODEL),
        _ => honest(request),
    });
    outcome.installed().asked_from(&[None, Some(MODEL.len() / 2)]);
}

#[test]
fn a_length_that_is_too_long_is_not_believed() {
    run(|_, _| Reply::lying("200 OK", Some(MODEL.len() * 2), &MODEL)).installed().asked_from(&[None]);
}

#[test]
fn a_length_need_not_be_given() {
    run(|_, _| Reply::lying("200 OK", None, &MODEL)).installed().asked_from(&[None]);
}

#[test]
fn a_cut_is_noticed_without_a_length() {
    let outcome = run(|n, request| match n {
        0 => Reply::lying("200 OK", None, &MODEL).cut(100_000),
        _ => honest(request),
    });
    outcome.installed().asked_from(&[None, Some(100_000)]);
}

#[test]
fn bytes_behind_the_model_are_left_alone() {
    let longer = [&MODEL[..], &[7; 5000]].concat();
    run(move |_, _| Reply::new("200 OK", &longer)).installed();
}

#[test]
fn a_server_that_ignores_the_range_starts_over() {
    let outcome = run(|n, _| {
        let whole = Reply::new("200 OK", &MODEL);
        if n == 0 { whole.cut(300_000) } else { whole }
    });
    outcome.installed().asked_from(&[None, Some(300_000)]);
    assert!(outcome.events.contains(&Event::StartingOver));
}

#[test]
fn a_server_that_starts_over_and_is_cut_each_time_is_given_up() {
    let outcome = run(|_, _| Reply::new("200 OK", &MODEL).cut(1_200_000));
    outcome.failed("gave up after 4 attempts", &[&part()]);
    assert!(outcome.requests.len() <= 5, "{}", outcome.requests.len());
}

#[test]
fn wrong_bytes_are_refused_and_deleted() {
    run(|_, request| Reply::honest(request, &OTHER)).failed("wrong checksum", &[]).asked_from(&[None]);
}

#[test]
fn wrong_bytes_in_pieces_are_refused_after_one_more_try() {
    let outcome = run(|_, request| {
        let reply = Reply::honest(request, &OTHER);
        if request.from.is_none() { reply.cut(300_000) } else { reply }
    });
    outcome.failed("wrong checksum", &[]);
    outcome.asked_from(&[None, Some(300_000), None, Some(300_000)]);
}

#[test]
fn a_part_of_another_version_is_found_out_and_the_whole_is_fetched() {
    let stale = |models: &Path| std::fs::write(models.join(part()), &OTHER[..800_000]).unwrap();
    let outcome = run_with(&patience(), stale, |_, request| honest(request));
    outcome.installed().asked_from(&[Some(800_000), None]);
}

#[test]
fn a_whole_part_is_checked_without_asking_anybody() {
    let whole = |models: &Path| std::fs::write(models.join(part()), &*MODEL).unwrap();
    run_with(&patience(), whole, |_, request| honest(request)).installed().asked_from(&[]);
}

#[test]
fn a_broken_file_under_the_final_name_is_replaced() {
    let broken = |models: &Path| std::fs::write(models.join(FILE), &MODEL[..1000]).unwrap();
    run_with(&patience(), broken, |_, request| honest(request)).installed();
}

#[test]
fn a_model_that_is_here_is_not_fetched_again() {
    let there = |models: &Path| std::fs::write(models.join(FILE), &*MODEL).unwrap();
    let outcome = run_with(&patience(), there, |_, request| honest(request));
    outcome.installed().asked_from(&[]);
    assert!(matches!(outcome.result, Ok(Fetched::Before(_))));
}

#[test]
fn what_is_not_there_is_not_asked_for_twice() {
    run(|_, _| Reply::new("404 Not Found", b"")).failed("404 Not Found", &[]).asked_from(&[None]);
}

#[test]
fn a_server_in_trouble_is_asked_again() {
    let outcome = run(|n, request| match n {
        0 => Reply::new("500 Internal Server Error", b"oops"),
        1 => Reply::new("503 Service Unavailable", b"").header("retry-after", "0"),
        _ => honest(request),
    });
    outcome.installed().asked_from(&[None, None, None]);
}

#[test]
fn a_server_that_stays_in_trouble_is_given_up() {
    let outcome = run(|_, _| Reply::new("500 Internal Server Error", b"oops"));
    outcome.failed("gave up after 4 attempts", &[]);
    assert_eq!(outcome.requests.len(), 4);
}

#[test]
fn a_slow_server_is_waited_for() {
    run(|_, request| honest(request).slow(Duration::from_millis(20))).installed().asked_from(&[None]);
}

#[test]
fn redirects_are_followed_and_the_rest_is_asked_for_behind_them() {
    let outcome = run(|n, request| match request.path.as_str() {
        "/elsewhere" if n == 1 => honest(request).cut(400_000),
        "/elsewhere" => honest(request),
        _ => Reply::new("302 Found", b"").header("location", "/elsewhere"),
    });
    outcome.installed().asked_from(&[None, None, Some(400_000), Some(400_000)]);
}

#[test]
fn redirects_without_end_are_not_followed_for_ever() {
    let outcome = run(|_, _| Reply::new("302 Found", b"").header("location", "/again"));
    outcome.failed("not to be trusted", &[]);
    assert!(outcome.requests.len() < 12);
}

#[test]
fn the_login_page_of_a_network_is_told_from_a_model() {
    let page =
        |_, _: &Request| Reply::new("200 OK", b"<html>Log in</html>").header("content-type", "text/html");
    run(page).failed("web page", &[]).asked_from(&[None]);
}

#[test]
fn another_part_than_was_asked_for_is_thrown_away() {
    let outcome = run(|n, request| match n {
        0 => honest(request).cut(300_000),
        1 => Reply::new("206 Partial Content", &MODEL[100..])
            .header("content-range", &format!("bytes 100-{}/{}", MODEL.len() - 1, MODEL.len())),
        _ => honest(request),
    });
    outcome.installed().asked_from(&[None, Some(300_000), None]);
}

#[test]
fn a_range_that_cannot_be_satisfied_leads_to_a_new_beginning() {
    let outcome = run(|n, request| match n {
        0 => honest(request).cut(300_000),
        1 => Reply::new("416 Range Not Satisfiable", b""),
        _ => honest(request),
    });
    outcome.installed().asked_from(&[None, Some(300_000), None]);
}

#[test]
fn a_file_of_another_size_is_told_before_it_is_fetched() {
    let outcome = run(|n, request| match n {
        0 => honest(request).cut(300_000),
        _ => Reply::new("206 Partial Content", &[0; 1000])
            .header("content-range", "bytes 300000-300999/301000"),
    });
    outcome.failed("301000 bytes instead of", &[]);
}

#[test]
fn without_room_nobody_is_asked() {
    let patience = Patience { keep_free: u64::MAX / 2, ..patience() };
    let outcome = run_with(&patience, |_| (), |_, request| honest(request));
    outcome.failed("not enough room", &[]).asked_from(&[]);
}

#[test]
fn nobody_listening_is_said_plainly() {
    let folder = tempfile::tempdir().unwrap();
    let source = Server::start(|_, request| honest(request)).source();
    let store = store(folder.path(), &source);
    let entry = store.manifest().find(NAME).unwrap();
    let error = fetch(&store, entry, &patience(), &Cancel::new(), &mut |_| ()).unwrap_err().to_string();
    assert!(error.contains("the connection to 127.0.0.1") && error.contains("models import FILE"), "{error}");
}

#[test]
fn a_folder_that_cannot_be_made_is_said_plainly() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("models"), "in the way").unwrap();
    let store = store(folder.path(), "http://127.0.0.1:9");
    let entry = store.manifest().find(NAME).unwrap();
    let error = fetch(&store, entry, &patience(), &Cancel::new(), &mut |_| ()).unwrap_err().to_string();
    assert!(error.contains("cannot create the models folder"), "{error}");
}

#[test]
fn the_bundled_model_is_not_for_fetching() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path(), "http://127.0.0.1:9");
    let entry = store.manifest().find("synthetic-voices.en").unwrap();
    let error = fetch(&store, entry, &patience(), &Cancel::new(), &mut |_| ()).unwrap_err().to_string();
    assert!(error.contains("comes with the program"), "{error}");
}

#[test]
fn stopping_keeps_what_came_and_the_next_run_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    // Silent for as long as the client likes, whose own patience is longer than this test may take.
    let server =
        Server::start(|n, request| if n == 0 { honest(request).stall(500_000) } else { honest(request) });
    let store = store(folder.path(), &server.source());
    let entry = store.manifest().find(NAME).unwrap();
    let patient = Patience { stall: Duration::from_mins(10), ..patience() };
    let cancel = Arc::new(Cancel::new());
    let asking = Arc::clone(&cancel);
    let (came, all_came) = std::sync::mpsc::sync_channel(1);
    let stopper = thread::Builder::new().name("stopper".to_owned());
    let stopper = stopper
        .spawn(move || {
            all_came.recv().unwrap();
            asking.ask();
        })
        .unwrap();
    let begun = Instant::now();
    let result = fetch(&store, entry, &patient, &cancel, &mut |event| {
        if event == Event::Have(500_000) {
            came.send(()).unwrap();
        }
    });
    stopper.join().unwrap();
    let error = result.unwrap_err();
    assert!(matches!(error, DownloadError::Stopped { .. }), "{error}");
    assert!(error.to_string().contains("500 kB are kept"), "{error}");
    assert!(begun.elapsed() < Duration::from_mins(5), "it waited for the server");

    let mut first = None;
    fetch(&store, entry, &patient, &Cancel::new(), &mut |event| first = first.take().or(Some(event)))
        .unwrap();
    assert_eq!(first, Some(Event::Begins { have: 500_000, total: MODEL.len() as u64 }));
    assert_eq!(server.requests()[1].from, Some(500_000));
    assert!(std::fs::read(store.path_of(entry)).unwrap() == *MODEL);
}

#[test]
fn two_who_fetch_the_same_model_fetch_it_once() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(|_, request| honest(request).slow(Duration::from_millis(20)));
    let source = server.source();
    let fetchers: Vec<_> = (0..2)
        .map(|i| {
            let store = store(folder.path(), &source);
            let work = move || {
                let entry = store.manifest().find(NAME).unwrap();
                fetch(&store, entry, &patience(), &Cancel::new(), &mut |_| ()).unwrap()
            };
            thread::Builder::new().name(format!("fetcher {i}")).spawn(work).unwrap()
        })
        .collect();
    let fetched: Vec<Fetched> = fetchers.into_iter().map(|fetcher| fetcher.join().unwrap()).collect();
    assert_eq!(fetched.iter().filter(|f| matches!(f, Fetched::Now(_))).count(), 1);
    assert_eq!(server.requests().len(), 1);
    assert_eq!(visible(&folder.path().join("models")), [FILE]);
}
