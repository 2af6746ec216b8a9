//! `pushback models`, as a person or a script meets it.
#![allow(clippy::unwrap_used, reason = "a helper of tests fails the test")]

mod models_support;

use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::process::Output;
use std::process::Stdio;

use models_support::FILE;
use models_support::MODEL;
use models_support::NAME;
use models_support::OTHER;
use models_support::bundled_path;
use models_support::manifest_text;
use models_support::visible;
use pushback::io::models::size_text;
use tempfile::TempDir;

const NOWHERE: &str = "http://127.0.0.1:9";

/// A machine with an empty data folder and a list of small models.
struct Machine {
    folder: TempDir,
}

struct Done {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Machine {
    fn new(source: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("manifest.toml"), manifest_text(source)).unwrap();
        Self { folder }
    }

    fn models(&self) -> PathBuf {
        self.folder.path().join("data/models")
    }

    /// Puts a file into the models folder.
    fn put(&self, name: &str, bytes: &[u8]) -> PathBuf {
        std::fs::create_dir_all(self.models()).unwrap();
        let path = self.models().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// Puts a file beside the data folder.
    fn file(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    }

    fn prepare(&self, program: impl AsRef<Path>) -> Command {
        let mut command = Command::new(program.as_ref());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command.env_remove("PUSHBACK_MODEL").env("PUSHBACK_DATA", self.folder.path().join("data"));
        command.env("PUSHBACK_TEST_MANIFEST", self.folder.path().join("manifest.toml"));
        command
    }

    fn models_command(&self, arguments: &[&str]) -> Command {
        let mut command = self.prepare(env!("CARGO_BIN_EXE_pushback"));
        command.arg("models").args(arguments);
        command
    }

    fn run(&self, arguments: &[&str]) -> Done {
        done(self.models_command(arguments).output().unwrap())
    }
}

fn size() -> String {
    size_text(MODEL.len() as u64)
}

fn done(output: Output) -> Done {
    let Output { status, stdout, stderr } = output;
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Done { code: status.code(), out: text(stdout), err: text(stderr) }
}

impl Done {
    #[track_caller]
    fn succeeded(&self, words: &[&str]) -> &Self {
        assert_eq!(self.code, Some(0), "{}{}", self.out, self.err);
        for word in words {
            assert!(self.out.contains(word), "no {word:?} in: {}", self.out);
        }
        self
    }

    /// One clear line on stderr after whatever else is there, and exit status 1.
    #[track_caller]
    fn failed(&self, words: &[&str]) -> &Self {
        assert_eq!(self.code, Some(1), "{}{}", self.out, self.err);
        let last = self.err.trim_end().lines().last().unwrap_or_default();
        assert!(last.starts_with("pushback: "), "{}", self.err);
        for word in words {
            assert!(last.contains(word), "no {word:?} in: {last}");
        }
        self
    }
}

#[test]
fn the_list_of_a_new_machine_says_what_is_missing_and_how_to_get_it() {
    let machine = Machine::new(NOWHERE);
    let done = machine.run(&["list"]);
    done.succeeded(&[
        "NAME",
        "tests (default)",
        "bundled",
        "In use: none, for a speech model for human speech is missing; get one with `pushback models fetch test.en`",
    ]);
    assert!(!done.out.contains('\x1b'), "colours although nobody looks");
    assert!(!machine.folder.path().join("data").exists(), "listing wrote something");
}

#[test]
fn the_list_shows_what_is_in_use() {
    let machine = Machine::new(NOWHERE);
    machine.put(FILE, &MODEL);
    machine.run(&["list"]).succeeded(&["installed, in use", "In use: test.en ("]);
    let named =
        machine.models_command(&["list"]).env("PUSHBACK_MODEL", "synthetic-voices.en").output().unwrap();
    done(named).succeeded(&["bundled, in use", "synthetic voices only"]);
}

#[test]
fn the_list_is_there_for_programs_too() {
    let machine = Machine::new(NOWHERE);
    machine.put(FILE, &MODEL);
    machine.put("ggml-other.en.bin", &OTHER[..5000]);
    let done = machine.run(&["list", "--format", "json"]);
    let list: serde_json::Value = serde_json::from_str(&done.succeeded(&[]).out).unwrap();
    assert_eq!(list["default"], NAME);
    assert_eq!(list["in_use"]["name"], NAME);
    assert_eq!(list["models"][0]["state"], "installed");
    assert_eq!(list["models"][0]["bytes"], MODEL.len());
    assert_eq!(list["models"][1]["state"], "broken");
    assert!(list["models"][1]["problem"].as_str().unwrap().contains("cut off"));
    assert_eq!(list["models"][2]["synthetic_only"], true);
}

#[test]
fn the_real_list_is_embedded() {
    let machine = Machine::new(NOWHERE);
    let real = machine.models_command(&["list"]).env_remove("PUSHBACK_TEST_MANIFEST").output().unwrap();
    done(real).succeeded(&["base.en-q8_0", "small.en-q5_1", "tiny.en", "models fetch base.en-q8_0` (82 MB)"]);
}

#[test]
fn a_list_for_tests_may_not_lead_elsewhere() {
    let machine = Machine::new("https://example.com");
    machine.run(&["fetch", NAME]).failed(&["must be a server on this machine"]);
}

#[test]
fn wrong_usage_is_exit_status_2() {
    let machine = Machine::new(NOWHERE);
    for arguments in [&["fetch"][..], &["list", "--format", "xml"], &["remove"], &["import"], &["frobnicate"]]
    {
        let done = machine.run(arguments);
        assert_eq!(done.code, Some(2), "{arguments:?}: {}", done.err);
    }
}

#[test]
fn verifying_reads_every_byte() {
    let machine = Machine::new(NOWHERE);
    machine.put(FILE, &MODEL);
    machine.put("mine.bin", &OTHER);
    machine.run(&["verify"]).succeeded(&[
        "test.en: right",
        "synthetic-voices.en: right",
        "mine: whole, but not",
    ]);
    let mut flipped = MODEL.clone();
    *flipped.last_mut().unwrap() ^= 1;
    machine.put(FILE, &flipped);
    // Only a checksum can tell.
    machine.run(&["list"]).succeeded(&["installed"]);
    machine.run(&["verify"]).failed(&["checksum differs", FILE, "models remove test.en"]);
    machine.run(&["verify", "other.en"]).failed(&["not installed", "models fetch other.en"]);
}

#[test]
fn an_official_model_is_recognised_whatever_its_file_is_called() {
    let machine = Machine::new(NOWHERE);
    let file = machine.file("from a stick.bin", &MODEL);
    machine.run(&["import", &file]).succeeded(&["test.en: the official model"]);
    assert_eq!(visible(&machine.models()), [FILE]);
    assert!(std::fs::read(machine.models().join(FILE)).unwrap() == *MODEL);
    // Again does no harm.
    machine.run(&["import", &file, "--name", "whatever"]).succeeded(&["test.en: the official model"]);
    assert_eq!(visible(&machine.models()), [FILE]);
}

#[test]
fn a_model_of_ones_own_is_taken_in_under_its_own_name() {
    let machine = Machine::new(NOWHERE);
    let mut own = MODEL.clone();
    *own.last_mut().unwrap() ^= 1;
    let file = machine.file("mine.bin", &own);
    machine
        .run(&["import", &file])
        .succeeded(&["mine: a whole model that is not in the list", "--model mine"]);
    machine.run(&["import", &file]).failed(&["there is a model of that name", "--name"]);
    machine.run(&["import", &file, "--name", "second"]).succeeded(&["second: "]);
    machine.run(&["import", &file, "--name", "../third"]).failed(&["cannot be called \"../third\""]);
    machine.run(&["import", &file, "--name", NAME]).failed(&["the name of an official model"]);
    assert_eq!(visible(&machine.models()), ["mine.bin", "second.bin"]);
    let impostor = machine.file(FILE, &own);
    machine.run(&["import", &impostor]).failed(&["is called like test.en and has another checksum"]);
}

#[test]
fn a_file_that_is_no_whole_model_is_not_imported() {
    let machine = Machine::new(NOWHERE);
    let cut = machine.file("cut.bin", &MODEL[..700_000]);
    machine.run(&["import", &cut]).failed(&["cut off", &cut]);
    let text = machine.file("text.bin", b"this is text");
    machine.run(&["import", &text]).failed(&["not a whisper.cpp speech model", &text]);
    let empty = machine.file("empty.bin", b"");
    machine.run(&["import", &empty]).failed(&["not a whisper.cpp speech model"]);
    machine.run(&["import", machine.folder.path().to_str().unwrap()]).failed(&["is not a file"]);
    machine.run(&["import", "/nowhere/x.bin"]).failed(&["no speech model at /nowhere/x.bin"]);
    machine.run(&["import", bundled_path().to_str().unwrap()]).failed(&["synthetic voices only"]);
    assert!(visible(&machine.models()).is_empty());
    let hidden = std::fs::read_dir(machine.models()).map_or(0, Iterator::count);
    assert_eq!(hidden, 0, "a temporary file was left");
}

#[test]
fn removing_asks_first_or_wants_to_be_told() {
    let machine = Machine::new(NOWHERE);
    machine.put(FILE, &MODEL);
    machine.put("ggml-other.en.bin.part", b"begun");
    machine.run(&["remove", NAME]).failed(&["test.en was not removed", "--yes"]);
    assert_eq!(visible(&machine.models()).len(), 2);
    machine
        .run(&["remove", NAME, "--yes"])
        .succeeded(&[&format!("removed test.en, {} are free again", size())]);
    machine.run(&["remove", "other.en", "-y"]).succeeded(&["removed other.en, 5 bytes"]);
    assert!(visible(&machine.models()).is_empty());
    machine.run(&["remove", NAME, "--yes"]).failed(&["not installed"]);
    machine.run(&["remove", "nobody", "--yes"]).failed(&["no speech model is called \"nobody\""]);
    machine.run(&["remove", "synthetic-voices.en", "--yes"]).failed(&["cannot be removed"]);
    assert!(bundled_path().exists());
}

/// As root, to whom everything is readable, the program is run as nobody.
#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_is_said_to_be_so() {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;
    let machine = Machine::new(NOWHERE);
    let file = machine.file("secret.bin", &MODEL);
    let mode =
        |path: &str, mode| std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    mode(&file, 0o000);
    let mut command = machine.models_command(&["import", &file]);
    if std::fs::File::open(&file).is_ok() {
        mode(machine.folder.path().to_str().unwrap(), 0o777);
        // The build folder may be in a place that is closed to nobody.
        let program = machine.folder.path().join("pushback");
        std::fs::copy(env!("CARGO_BIN_EXE_pushback"), &program).unwrap();
        command = machine.prepare(program);
        command.args(["models", "import", &file]).uid(65_534);
    }
    done(command.output().unwrap()).failed(&[
        "cannot read the speech model",
        &file,
        "check that you may read it",
    ]);
}

#[cfg(feature = "download")]
mod fetching {
    use super::*;
    use crate::models_support::server::Reply;
    use crate::models_support::server::Request;
    use crate::models_support::server::Server;

    fn honest(_: usize, request: &Request) -> Reply {
        Reply::honest(request, &MODEL)
    }

    #[test]
    fn fetching_installs_and_says_where() {
        let server = Server::start(honest);
        let machine = Machine::new(&server.source());
        let done = machine.run(&["fetch", NAME]);
        done.succeeded(&["test.en: installed ("]);
        assert!(done.err.contains(&format!("test.en: fetching {}", size())), "{}", done.err);
        assert!(
            !done.err.contains('\r') && !done.err.contains('\x1b'),
            "a bar although nobody looks: {}",
            done.err
        );
        machine.run(&["list"]).succeeded(&["installed, in use"]);
        machine.run(&["fetch", NAME]).succeeded(&["test.en: is here already"]);
        assert_eq!(server.requests().len(), 1);
    }

    #[test]
    fn failures_are_one_clear_line_and_exit_status_1() {
        let server = Server::start(|_, _| Reply::new("404 Not Found", b""));
        let machine = Machine::new(&server.source());
        machine.run(&["fetch", NAME]).failed(&["404 Not Found", "models import FILE"]);
        machine
            .run(&["fetch", "huge.en"])
            .failed(&["no speech model is called \"huge.en\"", "test.en, other.en"]);
        machine.run(&["fetch", "synthetic-voices.en"]).failed(&["comes with the program"]);
        assert!(visible(&machine.models()).is_empty());
    }

    #[test]
    fn a_cut_connection_is_told_and_mended() {
        let server = Server::start(|n, request| {
            let reply = Reply::honest(request, &MODEL);
            if n == 0 { reply.cut(400_000) } else { reply }
        });
        let machine = Machine::new(&server.source());
        let done = machine.run(&["fetch", NAME]);
        done.succeeded(&["test.en: installed"]);
        assert!(done.err.contains("trying again in"), "{}", done.err);
        assert_eq!(server.requests()[1].from, Some(400_000));
    }

    #[cfg(unix)]
    #[test]
    fn ctrl_c_leaves_the_part_and_says_how_to_go_on() {
        let server = Server::start(|n, request| {
            let reply = Reply::honest(request, &MODEL);
            if n == 0 { reply.stall(600_000) } else { reply }
        });
        let machine = Machine::new(&server.source());
        let mut child = machine.models_command(&["fetch", NAME]).spawn().unwrap();
        let part = machine.models().join(format!("{FILE}.part"));
        while std::fs::metadata(&part).map_or(0, |metadata| metadata.len()) < 600_000 {
            assert!(child.try_wait().unwrap().is_none(), "it ended by itself");
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        let killed =
            Command::new("sh").args(["-c", "kill -INT $0", &child.id().to_string()]).status().unwrap();
        assert!(killed.success());
        done(child.wait_with_output().unwrap())
            .failed(&["stopped; 600 kB are kept", "run the same command again"]);
        assert_eq!(visible(&machine.models()), [format!("{FILE}.part")]);

        let done = machine.run(&["fetch", NAME]);
        done.succeeded(&["test.en: installed"]);
        assert!(done.err.contains("going on after 600 kB"), "{}", done.err);
        assert_eq!(server.requests()[1].from, Some(600_000));
    }

    /// A limit on the size of files stands in for a full disk: the write fails in the same place.
    #[cfg(unix)]
    #[test]
    fn a_write_that_fails_is_one_clear_line_and_what_came_is_kept() {
        let server = Server::start(honest);
        let machine = Machine::new(&server.source());
        let mut command = machine.prepare("sh");
        // 1000 blocks of 512 bytes, or of 1024 in some shells; the signal that goes with it is ignored.
        let script = "trap '' XFSZ; ulimit -f 1000; exec \"$0\" models fetch test.en";
        command.args(["-c", script, env!("CARGO_BIN_EXE_pushback")]);
        done(command.output().unwrap()).failed(&["cannot write", ".part", "kept"]);
        let part = std::fs::metadata(machine.models().join(format!("{FILE}.part"))).unwrap().len();
        assert!((512_000 - 65_536..=1_024_000).contains(&part), "{part}");

        machine.run(&["fetch", NAME]).succeeded(&["test.en: installed"]);
        assert_eq!(server.requests()[1].from, Some(part as usize));
    }
}
