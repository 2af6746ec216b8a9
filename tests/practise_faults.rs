//! The whole program while it interviews, without sound devices: killed at any instant, and on a disk that is too small.

#![cfg(all(target_os = "linux", feature = "whisper"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what cannot prepare its ground has failed, and says where"
)]

mod spoken;

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::process::Output;
use std::process::Stdio;
use std::thread;
use std::time::Duration;

use pushback::io::places::Places;
use pushback::io::session::record::State;
use pushback::io::session::store::Listed;
use pushback::io::session::store::Standing;
use pushback::io::session::store::Store;
use pushback::runtime::interview::replay;
use spoken::Running;
use spoken::SYNTHETIC;

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples").join(name)
}

fn recover(data: &Path) -> Output {
    let program = env!("CARGO_BIN_EXE_pushback");
    Command::new(program).args(["sessions", "recover", "--data"]).arg(data).output().unwrap()
}

fn only(data: &Path) -> Option<Listed> {
    let mut all = Store::new(&Places::in_folder(data)).list().unwrap();
    assert!(all.len() <= 1);
    all.pop()
}

/// Sound in the file of a session, in seconds.
fn sound(listed: &Listed) -> f64 {
    let wav = hound::WavReader::open(listed.path.join("audio.wav")).unwrap();
    f64::from(wav.duration()) / 16_000.0
}

/// When the program is killed.
#[derive(Debug, Clone, Copy)]
enum Instant {
    AfterStart(Duration),
    WhileListening(Duration),
}

/// Seconds of sound that were lost; `None` where the session had not begun.
fn kill_one(instant: Instant) -> Option<f64> {
    let data = tempfile::tempdir().unwrap();
    let weak = sample("weak.wav");
    let mut running =
        Running::start(data.path(), &["--by-key", "--no-voice", "--from", weak.to_str().unwrap()]);
    let listened = match instant {
        Instant::AfterStart(after) => {
            thread::sleep(after);
            0.0
        }
        Instant::WhileListening(after) => {
            running.line(0, 60, |line| line.starts_with("Interviewer: "));
            running.press("");
            let (_, since) = running.line(0, 60, |line| line == "(listening)");
            thread::sleep(after);
            since.elapsed().as_secs_f64()
        }
    };
    running.kill();
    drop(running);
    let listed = only(data.path())?;
    if listed.standing() == Standing::Damaged {
        // Killed between making the folder and writing the first file.
        assert!(matches!(instant, Instant::AfterStart(_)), "{listed:?}");
    }
    let recovered = recover(data.path());
    assert!(recovered.status.success(), "{instant:?}: {}", String::from_utf8_lossy(&recovered.stderr));
    let listed = only(data.path())?;
    assert_eq!(listed.session.as_ref().unwrap().state, State::Recovered, "{instant:?}");
    if !listed.path.join("events.jsonl").exists() {
        assert!(matches!(instant, Instant::AfterStart(_)), "no events, killed {instant:?}");
        return None;
    }
    // Every line of it can be read.
    match replay::read(&listed.path) {
        Ok(script) => {
            let asked = script.events.len();
            assert!(matches!(instant, Instant::AfterStart(_)) || asked >= 2, "{asked} events");
        }
        Err(error) => assert!(matches!(instant, Instant::AfterStart(_)), "{instant:?}: {error}"),
    }
    Some((listened - sound(&listed)).max(0.0))
}

#[test]
fn fifty_interviews_that_are_killed_at_random_recover_with_less_than_a_second_lost() {
    let mut seed = 0x9E37_79B9_7F4A_7C15_u64;
    let mut random = |below: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        Duration::from_millis((seed >> 33) % below)
    };
    let plan: Vec<Instant> = (0..50)
        .map(|n| {
            if n % 5 == 0 {
                Instant::AfterStart(random(1_200))
            } else {
                Instant::WhileListening(random(3_000))
            }
        })
        .collect();
    // A few at once: mostly they wait.
    let lost: Vec<Option<f64>> = thread::scope(|scope| {
        let work = |plan: &[Instant]| plan.iter().map(|instant| kill_one(*instant)).collect::<Vec<_>>();
        let workers: Vec<_> = plan
            .chunks(13)
            .map(|plan| {
                thread::Builder::new().name("killer".into()).spawn_scoped(scope, move || work(plan)).unwrap()
            })
            .collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    });
    let begun: Vec<f64> = lost.iter().copied().flatten().collect();
    let most = begun.iter().copied().fold(0.0, f64::max);
    eprintln!("measured: {} of {} had begun; most sound lost {most:.3} s", begun.len(), lost.len());
    assert_eq!(lost.len(), 50);
    assert!(begun.len() >= 40, "{}", begun.len());
    assert!(most < 1.0, "{most} s lost");
}

#[test]
fn on_a_disk_that_is_full_the_interview_ends_with_a_message_and_what_was_said_is_kept() {
    let (disk, copy) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let is_root = fs::metadata(disk.path()).unwrap().uid() == 0;
    // The disk is seen by the program alone, so what is on it is copied before it goes.
    let script = "mount -t tmpfs -o size=1m none \"$0\" || exit 99
        \"$1\" practise --model \"$5\" --by-key --no-voice --speed 8 --data \"$0\" --from \"$3\" \"$4\"
        status=$?; cp -r \"$0\"/. \"$2\"; exit $status";
    let output = Command::new("unshare")
        .arg(if is_root { "-m" } else { "-Urm" })
        .args(["sh", "-c", script])
        .arg(disk.path())
        .arg(env!("CARGO_BIN_EXE_pushback"))
        .arg(copy.path())
        .args([sample("strong.wav"), sample("middling.wav")])
        .arg(SYNTHETIC)
        .env("OMP_WAIT_POLICY", "passive")
        .env("PUSHBACK_DATA", copy.path().join("none"))
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let (said, complaint) =
        (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(1), "{said}{complaint}");
    assert!(complaint.contains("full") && complaint.contains("recover"), "{complaint}");
    let listed = only(copy.path()).unwrap();
    assert!(sound(&listed) > 20.0, "{} s", sound(&listed));
    let recovered = recover(copy.path());
    assert!(recovered.status.success(), "{}", String::from_utf8_lossy(&recovered.stderr));
    let session = only(copy.path()).unwrap().session.unwrap();
    assert_eq!(session.state, State::Recovered);
    assert!(
        session.answers[0].transcript().words().len() > 20,
        "{:?}",
        session.answers[0].transcript().text()
    );
    assert!(!session.answers[0].verdicts.is_empty());
}
