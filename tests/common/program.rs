//! The built program, run as a person or a script runs it.

use std::ffi::OsStr;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::process::Output;
use std::process::Stdio;

/// The bundled model, by name.
pub(crate) const SYNTHETIC: &str = "synthetic-voices.en";

/// The program with a data folder that holds nothing.
pub(crate) fn pushback() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pushback"));
    clean(&mut command);
    command
}

/// Takes away what the person who runs the tests may have set.
pub(crate) fn clean(command: &mut Command) {
    command.env_remove("PUSHBACK_MODEL").env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    // Threads that wait by spinning cost a busy machine, such as one that runs many tests, far more than they gain.
    command.env("OMP_WAIT_POLICY", "passive");
    command.env("PUSHBACK_DATA", concat!(env!("CARGO_TARGET_TMPDIR"), "/no-data"));
}

pub(crate) fn run<S: AsRef<OsStr>>(args: &[S]) -> Output {
    pushback().args(args).stdin(Stdio::null()).output().unwrap()
}

/// Runs with something on standard input.
pub(crate) fn run_with(args: &[&str], input: &[u8]) -> Output {
    let mut child = pushback()
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let feeder =
        std::thread::Builder::new().name("feeder".into()).spawn(move || stdin.write_all(&input)).unwrap();
    let output = child.wait_with_output().unwrap();
    // The program may have stopped reading.
    feeder.join().unwrap().ok();
    output
}

pub(crate) fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

pub(crate) fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

/// Standard error without the lines that tell a slow machine's user how far it is.
pub(crate) fn complaints(output: &Output) -> Vec<&str> {
    stderr(output).lines().filter(|line| !line.ends_with("% heard")).collect()
}

/// Exit status 1, nothing printed, and one line on standard error that holds the needles.
#[track_caller]
pub(crate) fn assert_fails(output: &Output, needles: &[&str]) {
    let said = complaints(output).join("\n");
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert_eq!(stdout(output), "");
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(said.starts_with("pushback: "), "{said}");
    for needle in needles {
        assert!(said.contains(needle), "{needle:?} is not in: {said}");
    }
}

#[track_caller]
pub(crate) fn assert_succeeds(output: &Output) {
    assert_eq!(output.status.code(), Some(0), "{}", stderr(output));
}

/// A sample recording of the project.
pub(crate) fn sample(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("assets/samples").join(name)
}

/// The first seconds of the weak sample: sound with words in it that takes little time to hear, and is no sample.
pub(crate) fn clip(folder: &Path, name: &str) -> PathBuf {
    const SECONDS: usize = 6;
    let mut reader = hound::WavReader::open(sample("weak.wav")).unwrap();
    let path = folder.join(name);
    let mut writer = hound::WavWriter::create(&path, reader.spec()).unwrap();
    let samples = reader.spec().sample_rate as usize * SECONDS;
    for sample in reader.samples::<i16>().take(samples) {
        writer.write_sample(sample.unwrap()).unwrap();
    }
    writer.finalize().unwrap();
    path
}
