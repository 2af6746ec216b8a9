//! A session whose process is killed at any instant: every folder recovers, and what was said is in it.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests fail like tests"
)]

mod sessions_support;

use std::io::BufRead;
use std::io::BufReader;
use std::path::Path;
use std::process::Child;
use std::process::Command;
use std::process::Stdio;
use std::sync::mpsc::Receiver;
use std::sync::mpsc::sync_channel;
use std::thread;
use std::thread::JoinHandle;
use std::time::Duration;

use pushback::io::session::audio;
use pushback::io::session::error::SessionError;
use pushback::io::session::events;
use pushback::io::session::record::Kind;
use pushback::io::session::record::State;
use pushback::io::session::stamp::Stamp;
use pushback::io::session::store::Listed;
use pushback::io::session::store::Standing;
use pushback::io::session::store::Store;
use sessions_support::Happened;
use sessions_support::as_written;
use sessions_support::child;
use sessions_support::last_said;
use sessions_support::store;
use sessions_support::write_until_it_fails;

const SECOND: usize = audio::RATE;

#[test]
#[ignore = "the child of the tests below, which run it"]
fn the_child_that_writes_a_session() {
    panic!("{}", write_until_it_fails());
}

/// At the pace of speech and as fast as the machine writes. Ten instants count from the start of the process, so that
/// some come before the session; the others from its first sound, so that a slow machine writes sessions, too.
#[test]
fn fifty_sessions_that_are_killed_at_random_lose_no_event_and_less_than_a_second_of_sound() {
    let mut seed = 0x9E37_79B9_7F4A_7C15_u64;
    let mut random = |below: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    let plan: Vec<Instant> = (0..50)
        .map(|n| match n % 10 {
            0 => Instant {
                pace: Duration::ZERO,
                of: Of::Process,
                after: Duration::from_micros(random(20_000)),
            },
            1 => Instant { pace: LIVE, of: Of::Process, after: Duration::from_micros(random(20_000)) },
            n if n % 2 == 0 => {
                Instant { pace: LIVE, of: Of::FirstSound, after: Duration::from_millis(random(2_000)) }
            }
            _ => Instant {
                pace: Duration::ZERO,
                of: Of::FirstSound,
                after: Duration::from_micros(random(200_000)),
            },
        })
        .collect();
    // A few at once: mostly they sleep.
    let lost: Vec<Lost> = thread::scope(|scope| {
        let workers: Vec<_> = plan
            .chunks(10)
            .map(|plan| {
                let work = || plan.iter().map(kill_one).collect::<Vec<_>>();
                thread::Builder::new().name("killer".into()).spawn_scoped(scope, work).unwrap()
            })
            .collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    });
    let begun: Vec<&Lost> = lost.iter().filter(|lost| lost.begun).collect();
    let most = begun.iter().map(|lost| lost.samples).max().unwrap();
    let (cut, samples) =
        (begun.iter().filter(|l| l.cut > 0).count(), begun.iter().map(|l| l.kept).sum::<usize>());
    println!(
        "{} of {} had begun; most sound lost {:.3} s of {:.1} s in all; {cut} had a torn line",
        begun.len(),
        lost.len(),
        most as f64 / SECOND as f64,
        samples as f64 / SECOND as f64
    );
    assert_eq!(lost.len(), 50);
    assert!(begun.len() >= 40);
}

/// Beside them, this process looks, recovers and begins a session of its own.
#[test]
fn two_programs_that_write_at_once_and_a_third_that_recovers_do_not_harm_each_other() {
    let data = tempfile::tempdir().unwrap();
    let store = store(data.path());
    let one = Writing::start(data.path(), LIVE);
    one.wait_for_sound();
    let first = store.list().unwrap().remove(0).id;
    let other = Writing::start(data.path(), LIVE);
    other.wait_for_sound();
    let all = store.list().unwrap();
    assert_eq!(all.iter().map(Listed::standing).collect::<Vec<_>>(), [Standing::Running; 2]);
    let second = all.into_iter().map(|listed| listed.id).find(|id| *id != first).unwrap();

    let said = one.kill();
    assert_eq!(store.interrupted().unwrap(), std::slice::from_ref(&first));
    let refused = store.recover(&second, Stamp::now());
    assert!(matches!(refused, Err(SessionError::InUse { .. })), "{refused:?}");
    recover(&store, &first, last_said(&said, 's'), last_said(&said, 'e'));
    store.delete(&first, Stamp::now()).unwrap();
    store.create(Kind::Practise, "mine", Stamp::now()).unwrap().finish().unwrap();
    thread::sleep(Duration::from_millis(300));

    assert_eq!(store.find(&second).unwrap().standing(), Standing::Running);
    let said = other.kill();
    recover(&store, &second, last_said(&said, 's'), last_said(&said, 'e'));
}

/// When to kill, and what.
struct Instant {
    pace: Duration,
    of: Of,
    after: Duration,
}

/// From where an instant counts.
#[derive(PartialEq)]
enum Of {
    Process,
    FirstSound,
}

/// A block of 20 ms every 20 ms.
const LIVE: Duration = Duration::from_millis(20);

/// What a kill cost.
struct Lost {
    begun: bool,
    samples: usize,
    kept: usize,
    cut: usize,
}

fn kill_one(instant: &Instant) -> Lost {
    let data = tempfile::tempdir().unwrap();
    let writing = Writing::start(data.path(), instant.pace);
    if instant.of == Of::FirstSound {
        writing.wait_for_sound();
    }
    thread::sleep(instant.after);
    let said = writing.kill();
    let (samples, happened) = (last_said(&said, 's'), last_said(&said, 'e'));
    let store = store(data.path());
    let waiting = store.interrupted().unwrap();
    let Some(id) = waiting.first() else {
        assert_eq!((samples, happened), (0, 0), "something was handed over, and there is no session");
        assert!(store.list().unwrap().is_empty(), "what is left is no session");
        return Lost { begun: false, samples: 0, kept: 0, cut: 0 };
    };
    assert_eq!(waiting.len(), 1);
    recover(&store, id, samples, happened)
}

/// Recovers a session of which so much was handed over, and holds it to that.
fn recover(store: &Store, id: &str, samples: usize, happened: usize) -> Lost {
    let folder = store.folder().join(id);
    let before = samples_of(&folder);
    assert!(before + SECOND >= samples, "before recovery {before} of {samples}");

    let recovered = store.recover(id, Stamp::now()).unwrap().unwrap();

    let kept = recovered.samples.unwrap_or(0);
    assert!(kept + SECOND >= samples, "{kept} of {samples} samples are left");
    assert_eq!(samples_of(&folder), kept);
    let lines: Vec<_> = events::read::<Happened>(&folder).unwrap().map(Result::unwrap).collect();
    assert!(lines.len() >= happened, "{} of {happened} events are left", lines.len());
    assert_eq!(lines.len(), recovered.events);
    for (number, line) in (1..).zip(&lines) {
        let Happened::Heard { number: written, .. } = line.event;
        assert_eq!((line.at_ms, written), (number * 20, number));
    }
    let listed = store.find(id).unwrap();
    assert_eq!(listed.standing(), Standing::Recovered);
    let session = listed.session.unwrap();
    assert!(session.state == State::Recovered && session.log.len() == 1 && session.ended.is_some());
    assert!(!store.interrupted().unwrap().iter().any(|waiting| waiting == id));
    // Its lock went with its process: it can be changed, and nothing half-written lies about.
    store.change(id).unwrap();
    let names = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name());
    assert!(names.into_iter().all(|name| !name.to_string_lossy().ends_with(".tmp")));
    Lost { begun: true, samples: samples.saturating_sub(kept), kept, cut: recovered.cut }
}

/// A child that writes, and the thread that listens to it.
struct Writing {
    child: Child,
    first_sound: Receiver<()>,
    reader: JoinHandle<String>,
}

impl Writing {
    fn start(data: &Path, pace: Duration) -> Self {
        let mut child = child(data, pace).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let (heard, first_sound) = sync_channel(1);
        let read = move || {
            let mut said = String::new();
            let mut line = 0;
            while stdout.read_line(&mut said).unwrap() > 0 {
                if said[line..].starts_with("s ") {
                    heard.try_send(()).ok();
                }
                line = said.len();
            }
            said
        };
        let reader = thread::Builder::new().name("reader".into()).spawn(read).unwrap();
        Self { child, first_sound, reader }
    }

    fn wait_for_sound(&self) {
        self.first_sound.recv_timeout(Duration::from_mins(1)).unwrap();
    }

    /// Gives what the child said.
    fn kill(mut self) -> String {
        let pid = self.child.id().to_string();
        assert!(Command::new("sh").args(["-c", "kill -9 $0", &pid]).status().unwrap().success());
        assert!(!self.child.wait().unwrap().success());
        self.reader.join().unwrap()
    }
}

/// Reads the sound as any program would, and holds every sample to what was handed over.
fn samples_of(folder: &Path) -> usize {
    let path = folder.join(audio::FILE);
    // Killed before the file was there, or before its header was.
    if std::fs::metadata(&path).map_or(0, |metadata| metadata.len()) == 0 {
        return 0;
    }
    let mut reader = hound::WavReader::open(&path).unwrap();
    for (n, sample) in reader.samples::<i16>().enumerate() {
        assert_eq!(sample.unwrap(), as_written(n), "sample {n}");
    }
    reader.len() as usize
}
