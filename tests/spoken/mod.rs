//! A synthetic candidate who is interviewed by the real program inside the sandbox.

// Every test binary uses its own part of this.
#![allow(dead_code)]

use std::io::BufRead;
use std::io::BufReader;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;
use std::process::Child;
use std::process::ChildStdin;
use std::process::Command;
use std::process::ExitStatus;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::Mutex;
use std::thread::JoinHandle;
use std::time::Duration;
use std::time::Instant;

use pushback::core::interview::event::Event;
use pushback::core::interview::event::Kind;
use pushback::io::import;
use pushback::io::places::Places;
use pushback::io::session::events;
use pushback::io::session::record::Session;
use pushback::io::session::store::LAST;
use pushback::io::session::store::Store;

/// The bundled model, by name.
pub(crate) const SYNTHETIC: &str = "synthetic-voices.en";

/// A text spoken by espeak-ng, as the samples are: mono samples at 16 kHz.
pub(crate) fn spoken(text: &str) -> Vec<f32> {
    let dir = tempfile::tempdir().unwrap();
    let wav = dir.path().join("spoken.wav");
    let said =
        Command::new("espeak-ng").args(["-v", "en-us", "-s", "175", "-w"]).arg(&wav).arg(text).status();
    assert!(said.expect("espeak-ng is there").success());
    samples_of(&wav)
}

/// A sound file as mono samples at 16 kHz.
pub(crate) fn samples_of(path: &Path) -> Vec<f32> {
    let mut source = import::open(path).unwrap();
    let mut samples = Vec::new();
    while let Some(block) = source.next_block().unwrap() {
        samples.extend_from_slice(block);
    }
    samples
}

/// A text of the samples.
pub(crate) fn sample_text(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples").join(name);
    std::fs::read_to_string(path).unwrap()
}

type Lines = Arc<Mutex<Vec<(Instant, String)>>>;

/// The program while it interviews.
pub(crate) struct Running {
    child: Child,
    stdin: Option<ChildStdin>,
    lines: Lines,
    readers: Vec<JoinHandle<()>>,
    data: PathBuf,
}

/// What is left of it.
pub(crate) struct Ended {
    pub(crate) status: ExitStatus,
    pub(crate) lines: Vec<(Instant, String)>,
    pub(crate) data: PathBuf,
}

impl Running {
    /// `pushback practise` with the bundled model and these arguments.
    pub(crate) fn start(data: &Path, args: &[&str]) -> Self {
        Self::start_command("practise", data, args)
    }

    /// Another command that interviews.
    pub(crate) fn start_command(command: &str, data: &Path, args: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_pushback"))
            .args([command, "--model", SYNTHETIC, "--data"])
            .arg(data)
            .args(args)
            .env("OMP_WAIT_POLICY", "passive")
            .env("PUSHBACK_DATA", data)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = Lines::default();
        let out = reader(child.stdout.take().unwrap(), &lines);
        let err = reader(child.stderr.take().unwrap(), &lines);
        let stdin = child.stdin.take();
        Self { child, stdin, lines, readers: vec![out, err], data: data.to_owned() }
    }

    /// The first line from `from` on that fits: its number, and when it came.
    #[track_caller]
    pub(crate) fn line(&self, from: usize, seconds: u64, fits: impl Fn(&str) -> bool) -> (usize, Instant) {
        let until = Instant::now() + Duration::from_secs(seconds);
        loop {
            {
                let lines = self.lines.lock().unwrap();
                let found = lines.iter().enumerate().skip(from).find(|(_, (_, line))| fits(line));
                if let Some((at, (when, _))) = found {
                    return (at, *when);
                }
                assert!(Instant::now() < until, "the line did not come; there are {:#?}", texts(&lines));
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    pub(crate) fn text_of(&self, line: usize) -> String {
        self.lines.lock().unwrap()[line].1.clone()
    }

    /// Presses a key: a letter, or nothing for Enter.
    pub(crate) fn press(&mut self, key: &str) {
        writeln!(self.stdin.as_mut().unwrap(), "{key}").unwrap();
    }

    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
    }

    pub(crate) fn is_over(&mut self) -> bool {
        self.child.try_wait().unwrap().is_some()
    }

    /// Waits for the end of the program.
    #[track_caller]
    pub(crate) fn end(mut self, seconds: u64) -> Ended {
        let until = Instant::now() + Duration::from_secs(seconds);
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            let late = Instant::now() > until;
            assert!(!late, "it does not end; it said {:#?}", texts(&self.lines.lock().unwrap()));
            std::thread::sleep(Duration::from_millis(10));
        };
        self.readers.drain(..).for_each(|reader| reader.join().unwrap());
        let lines = self.lines.lock().unwrap().clone();
        Ended { status, lines, data: self.data.clone() }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

fn texts(lines: &[(Instant, String)]) -> Vec<&str> {
    lines.iter().map(|(_, line)| line.as_str()).collect()
}

fn reader(from: impl std::io::Read + Send + 'static, lines: &Lines) -> JoinHandle<()> {
    let into = Arc::clone(lines);
    let read = move || {
        for line in BufReader::new(from).lines().map_while(Result::ok) {
            into.lock().unwrap().push((Instant::now(), line));
        }
    };
    std::thread::Builder::new().name("lines".into()).spawn(read).unwrap()
}

impl Ended {
    pub(crate) fn text(&self) -> String {
        texts(&self.lines).join("\n")
    }

    pub(crate) fn folder(&self) -> PathBuf {
        self.store().find(LAST).unwrap().path
    }

    pub(crate) fn store(&self) -> Store {
        Store::new(&Places::in_folder(&self.data))
    }

    pub(crate) fn session(&self) -> Session {
        self.store().find(LAST).unwrap().session.unwrap()
    }

    /// The events, without the plan.
    pub(crate) fn events(&self) -> Vec<Event> {
        let all = events::lines::<Event>(&self.folder()).unwrap().map(Result::unwrap);
        all.filter(|event| event.kind != Kind::Unknown).collect()
    }
}
