//! Bad recordings and models: one clear line, exit status 1, nothing written.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests fail like tests"
)]

mod common;

use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::process::Output;
use std::process::Stdio;

use tempfile::TempDir;

use common::program::SYNTHETIC;
use common::program::assert_fails;
use common::program::clean;
use common::program::clip;
use common::program::pushback;
use common::program::sample;

/// A folder with a recording to be refused, and one for reports that must stay empty.
struct Desk {
    dir: TempDir,
}

impl Desk {
    fn new() -> Self {
        Self { dir: tempfile::tempdir().unwrap() }
    }

    fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.dir.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    }

    fn reports(&self) -> PathBuf {
        self.dir.path().join("reports")
    }

    fn command(&self, recording: &Path, model: &str) -> Command {
        let mut command = pushback();
        command.arg("review").arg(recording).args(["--model", model, "--out"]).arg(self.reports());
        command.stdin(Stdio::null());
        command
    }

    fn review(&self, recording: &Path) -> Output {
        self.command(recording, SYNTHETIC).output().unwrap()
    }

    #[track_caller]
    fn refused(&self, recording: &Path, needles: &[&str]) {
        self.check(&self.review(recording), needles);
    }

    #[track_caller]
    fn check(&self, output: &Output, needles: &[&str]) {
        assert_fails(output, needles);
        assert!(!self.reports().exists(), "something was written");
    }
}

/// A WAV header for 16-bit sound.
fn wav_header(channels: u16, rate: u32, data_bytes: u32) -> Vec<u8> {
    let block = channels * 2;
    let mut header = b"RIFF".to_vec();
    header.extend(data_bytes.saturating_add(36).to_le_bytes());
    header.extend(b"WAVEfmt ");
    header.extend(16_u32.to_le_bytes());
    header.extend(1_u16.to_le_bytes());
    header.extend(channels.to_le_bytes());
    header.extend(rate.to_le_bytes());
    header.extend((rate * u32::from(block)).to_le_bytes());
    header.extend(block.to_le_bytes());
    header.extend(16_u16.to_le_bytes());
    header.extend(b"data");
    header.extend(data_bytes.to_le_bytes());
    header
}

#[test]
fn an_empty_file() {
    let desk = Desk::new();
    desk.refused(&desk.file("empty.wav", b""), &["empty.wav", "empty"]);
}

#[test]
fn text_that_is_called_wav() {
    let desk = Desk::new();
    desk.refused(&desk.file("letter.wav", b"Dear all,\nI broke it.\n"), &["letter.wav", "text"]);
}

#[test]
fn no_channels() {
    let desk = Desk::new();
    let mut bytes = wav_header(0, 16_000, 32_000);
    bytes.extend(vec![0; 32_000]);
    desk.refused(&desk.file("none.wav", &bytes), &["none.wav", "channel"]);
}

#[test]
fn three_seconds_of_digital_silence() {
    let desk = Desk::new();
    let mut bytes = wav_header(1, 16_000, 96_000);
    bytes.extend(vec![0; 96_000]);
    desk.refused(&desk.file("silent.wav", &bytes), &["silent.wav", "no speech"]);
}

#[test]
fn a_directory() {
    let desk = Desk::new();
    let folder = desk.dir.path().join("takes.wav");
    fs::create_dir(&folder).unwrap();
    desk.refused(&folder, &["takes.wav", "folder"]);
}

#[test]
fn a_file_that_is_not_there() {
    let desk = Desk::new();
    desk.refused(&desk.dir.path().join("gone.wav"), &["gone.wav", "no such file"]);
}

/// Root may read everything, so root runs the program as nobody. A copy, for nobody may not enter the build folder.
#[cfg(unix)]
#[test]
fn no_permission() {
    use std::os::unix::fs::MetadataExt;
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;

    const NOBODY: u32 = 65_534;
    let desk = Desk::new();
    let secret = desk.file("secret.wav", b"RIFF");
    let is_root = fs::metadata(&secret).unwrap().uid() == 0;
    fs::set_permissions(&secret, fs::Permissions::from_mode(0o000)).unwrap();
    let output = if is_root {
        fs::set_permissions(desk.dir.path(), fs::Permissions::from_mode(0o777)).unwrap();
        let program = desk.dir.path().join("pushback");
        fs::copy(env!("CARGO_BIN_EXE_pushback"), &program).unwrap();
        let model = desk.dir.path().join("model.bin");
        fs::copy(common::model(), &model).unwrap();
        let mut command = Command::new(program);
        clean(&mut command);
        command.current_dir(desk.dir.path()).uid(NOBODY).gid(NOBODY);
        command.arg("review").arg(&secret).arg("--model").arg(&model).arg("--out").arg(desk.reports());
        command.stdin(Stdio::null()).output().unwrap()
    } else {
        desk.review(&secret)
    };
    desk.check(&output, &["secret.wav", "permission"]);
}

#[test]
fn a_model_that_is_not_there() {
    let desk = Desk::new();
    let missing = desk.dir.path().join("gone.bin");
    let output = desk.command(&sample("strong.wav"), missing.to_str().unwrap()).output().unwrap();
    desk.check(&output, &["gone.bin", "model"]);
    let output = desk.command(&sample("strong.wav"), "no-such-name").output().unwrap();
    desk.check(&output, &["no-such-name", "pushback models list"]);
}

#[test]
fn a_model_that_is_cut_in_half() {
    let desk = Desk::new();
    let whole = fs::read(common::model()).unwrap();
    let cut = desk.file("cut.bin", &whole[..whole.len() / 2]);
    let output = desk.command(&sample("strong.wav"), cut.to_str().unwrap()).output().unwrap();
    desk.check(&output, &["cut.bin", "cut off"]);
}

#[test]
fn a_model_with_a_wrong_magic() {
    let desk = Desk::new();
    let mut whole = fs::read(common::model()).unwrap();
    whole[..4].copy_from_slice(b"ABCD");
    let wrong = desk.file("wrong.bin", &whole);
    let output = desk.command(&sample("strong.wav"), wrong.to_str().unwrap()).output().unwrap();
    desk.check(&output, &["wrong.bin", "not a whisper.cpp"]);
}

#[test]
fn an_unknown_question() {
    let desk = Desk::new();
    let mut command = desk.command(&sample("strong.wav"), SYNTHETIC);
    let output = command.args(["--question", "no_such"]).output().unwrap();
    desk.check(&output, &["no_such", "ownership_failure"]);
}

#[test]
fn a_recording_of_a_person_without_a_model_that_understands_people() {
    let desk = Desk::new();
    let mut bytes = wav_header(1, 16_000, 96_000);
    bytes.extend((0..48_000_u16).flat_map(|n| (n % 2000).to_le_bytes()));
    let voice = desk.file("voice.wav", &bytes);
    let output = pushback().arg("review").arg(&voice).arg("--out").arg(desk.reports()).output().unwrap();
    desk.check(&output, &["voice.wav", "human speech", "pushback models fetch"]);
}

/// On a file system of 8 KiB of its own, in a mount namespace that only the child sees.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_for_the_reports() {
    const SCRIPT: &str =
        "mount -t tmpfs -o size=8k none \"$1\" && shift && \"$@\"; status=$?; ls -A \"$MNT\"; exit $status";
    let desk = Desk::new();
    let small = desk.dir.path().join("small");
    fs::create_dir(&small).unwrap();
    let is_root = std::os::unix::fs::MetadataExt::uid(&fs::metadata(&small).unwrap()) == 0;
    let mut unshare = Command::new("unshare");
    clean(&mut unshare);
    unshare.arg(if is_root { "-m" } else { "-Urm" }).args(["sh", "-c", SCRIPT, "sh"]).arg(&small);
    unshare.arg(env!("CARGO_BIN_EXE_pushback")).arg("review").arg(clip(desk.dir.path(), "take.wav"));
    unshare
        .args(["--model", SYNTHETIC, "--format", "html", "--out"])
        .arg(small.join("reports"))
        .env("MNT", &small);
    let output = unshare.stdin(Stdio::null()).output().unwrap();
    // Standard output is the listing: nothing is left on the disk.
    assert_fails(&output, &["take.html", "the disk is full"]);
}

#[test]
fn a_folder_for_reports_that_is_a_file() {
    let desk = Desk::new();
    let taken = desk.file("taken", b"mine");
    let output = pushback().arg("review").arg(sample("weak.wav")).arg("--out").arg(&taken).output().unwrap();
    assert_fails(&output, &["taken"]);
    assert_eq!(fs::read(&taken).unwrap(), b"mine");
}
