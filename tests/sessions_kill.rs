//! A session whose process is killed at any instant: every folder recovers, and what was said is in it.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests fail like tests"
)]

mod sessions_support;

use std::io::Read;
use std::path::Path;
use std::process::Command;
use std::process::Stdio;
use std::thread;
use std::time::Duration;

use pushback::io::session::audio;
use pushback::io::session::events;
use pushback::io::session::record::State;
use pushback::io::session::stamp::Stamp;
use pushback::io::session::store::Standing;
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

/// Instants from before the folder is there, at the pace of speech and as fast as the machine writes.
#[test]
fn fifty_sessions_that_are_killed_at_random_lose_no_event_and_less_than_a_second_of_sound() {
    let mut seed = 0x9E37_79B9_7F4A_7C15_u64;
    let mut random = |below: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    let plan: Vec<(Duration, Duration)> = (0..50)
        .map(|n| match n % 2 {
            0 => (Duration::from_millis(20), Duration::from_millis(random(2_000))),
            _ => (Duration::ZERO, Duration::from_micros(random(200_000))),
        })
        .collect();
    // A few at once: mostly they sleep.
    let lost: Vec<Lost> = thread::scope(|scope| {
        let workers: Vec<_> = plan
            .chunks(10)
            .map(|plan| {
                let work =
                    || plan.iter().map(|(pace, instant)| kill_one(*pace, *instant)).collect::<Vec<_>>();
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
    assert!(begun.len() >= 25, "{} of 50 had begun: the machine is too slow for these instants", begun.len());
}

/// What a kill cost.
struct Lost {
    begun: bool,
    samples: usize,
    kept: usize,
    cut: usize,
}

fn kill_one(pace: Duration, instant: Duration) -> Lost {
    let data = tempfile::tempdir().unwrap();
    let said = run_and_kill(data.path(), pace, instant);
    let (samples, happened) = (last_said(&said, 's'), last_said(&said, 'e'));
    let store = store(data.path());
    let waiting = store.interrupted().unwrap();
    let Some(id) = waiting.first() else {
        assert_eq!((samples, happened), (0, 0), "something was handed over, and there is no session");
        assert!(store.list().unwrap().is_empty(), "what is left is no session");
        return Lost { begun: false, samples: 0, kept: 0, cut: 0 };
    };
    assert_eq!(waiting.len(), 1);
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
    assert!(store.interrupted().unwrap().is_empty());
    // Its lock went with its process: it can be changed, and nothing half-written lies about.
    store.change(id).unwrap();
    let names = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name());
    assert!(names.into_iter().all(|name| !name.to_string_lossy().ends_with(".tmp")));
    Lost { begun: true, samples: samples.saturating_sub(kept), kept, cut: recovered.cut }
}

/// What the child said until it was killed.
fn run_and_kill(data: &Path, pace: Duration, instant: Duration) -> String {
    let mut child = child(data, pace).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut stdout = child.stdout.take().unwrap();
    let read = move || {
        let mut said = String::new();
        stdout.read_to_string(&mut said).unwrap();
        said
    };
    let reader = thread::Builder::new().name("reader".into()).spawn(read).unwrap();
    thread::sleep(instant);
    let pid = child.id().to_string();
    assert!(Command::new("sh").args(["-c", "kill -9 $0", &pid]).status().unwrap().success());
    assert!(!child.wait().unwrap().success());
    reader.join().unwrap()
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
