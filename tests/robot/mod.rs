//! Drives the real window: reads its accessible tree and presses what is in it, through a port on this machine.

use std::io::BufRead;
use std::io::BufReader;
use std::net::TcpListener;
use std::net::TcpStream;
use std::path::Path;
use std::process::Child;
use std::process::Command;
use std::process::ExitStatus;
use std::process::Stdio;
use std::time::Duration;
use std::time::Instant;

use eframe::egui::Event;
use eframe::egui::Key;
use eframe::egui::Modifiers;
use eframe::egui::accesskit::Action;
use eframe::egui::accesskit::ActionRequest;
use eframe::egui::accesskit::Node;
use eframe::egui::accesskit::NodeId;
use eframe::egui::accesskit::Role;
use eframe::egui::accesskit::TreeId;
use egui_inspection::Request;
use egui_inspection::Response;
use egui_inspection::protocol::read_handshake;
use egui_inspection::read_message;
use egui_inspection::write_message;

/// A screen that nobody sees.
struct Screen {
    server: Child,
    name: String,
}

impl Screen {
    fn open() -> Self {
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1000x700x24", "-nolisten", "tcp"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb is a part of the package xvfb");
        let mut line = String::new();
        BufReader::new(server.stdout.take().unwrap()).read_line(&mut line).unwrap();
        Self { server, name: format!(":{}", line.trim()) }
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.server.kill().ok();
        self.server.wait().ok();
    }
}

/// The program with its window, and a hand on it.
pub(crate) struct Robot {
    program: Child,
    hand: TcpStream,
    _screen: Screen,
}

impl Robot {
    /// Starts the program on an empty screen, with that data folder.
    pub(crate) fn start(data: &Path) -> Self {
        let screen = Screen::open();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let address = format!("127.0.0.1:{port}");
        let program = Command::new(env!("CARGO_BIN_EXE_pushback"))
            .env("DISPLAY", &screen.name)
            .env_remove("WAYLAND_DISPLAY")
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
            .env("EGUI_INSPECTION", &address)
            .env("PUSHBACK_DATA", data)
            .env("OMP_WAIT_POLICY", "passive")
            .stdin(Stdio::null())
            .spawn()
            .unwrap();
        let until = Instant::now() + Duration::from_secs(30);
        let mut hand = loop {
            if let Ok(stream) = TcpStream::connect(&address) {
                break stream;
            }
            assert!(Instant::now() < until, "the window did not open");
            std::thread::sleep(Duration::from_millis(50));
        };
        read_handshake(&mut hand).unwrap();
        Self { program, hand, _screen: screen }
    }

    fn ask(&mut self, request: &Request) -> Response {
        write_message(&mut self.hand, request).unwrap();
        read_message(&mut self.hand).unwrap()
    }

    /// Everything there is, with its name and role.
    fn tree(&mut self) -> Vec<(NodeId, Node)> {
        match self.ask(&Request::GetTree) {
            Response::Tree { accesskit: Some(tree), .. } => tree.nodes,
            Response::Tree { .. } => Vec::new(),
            other => panic!("{other:?}"),
        }
    }

    fn events(&mut self, events: Vec<Event>) {
        match self.ask(&Request::ApplyEvents { events }) {
            Response::Done => {}
            other => panic!("{other:?}"),
        }
    }

    /// Every accessible name.
    pub(crate) fn names(&mut self) -> Vec<String> {
        self.tree().iter().filter_map(|(_, node)| name(node)).collect()
    }

    /// Waits until one of the names is there; which.
    #[track_caller]
    pub(crate) fn see(&mut self, wanted: &[&str], seconds: u64) -> usize {
        let until = Instant::now() + Duration::from_secs(seconds);
        loop {
            let names = self.names();
            let found = wanted.iter().position(|wanted| names.iter().any(|name| name.contains(wanted)));
            if let Some(found) = found {
                return found;
            }
            assert!(Instant::now() < until, "none of {wanted:?} came; there is {names:#?}");
            std::thread::sleep(Duration::from_millis(60));
        }
    }

    /// How many things are called so; a line of text and its letters are one.
    pub(crate) fn times(&mut self, wanted: &str) -> usize {
        let tree = self.tree();
        let told = tree.iter().filter(|(_, node)| node.role() != Role::TextRun);
        told.filter(|(_, node)| name(node).is_some_and(|name| name.contains(wanted))).count()
    }

    /// Waits until one thing is called so; more are too many.
    #[track_caller]
    pub(crate) fn see_once(&mut self, wanted: &str, seconds: u64) {
        self.see(&[wanted], seconds);
        assert_eq!(self.times(wanted), 1, "{wanted:?} is said more than once: {:#?}", self.names());
    }

    /// Waits until nothing is called so any more.
    #[track_caller]
    pub(crate) fn see_no(&mut self, wanted: &str, seconds: u64) {
        let until = Instant::now() + Duration::from_secs(seconds);
        while self.names().iter().any(|name| name.contains(wanted)) {
            assert!(Instant::now() < until, "{wanted:?} is still there");
            std::thread::sleep(Duration::from_millis(30));
        }
    }

    /// Presses the last thing whose name begins so, as an assistive technology would.
    #[track_caller]
    pub(crate) fn press(&mut self, wanted: &str) {
        self.act(wanted, Action::Click);
    }

    /// Gives the keyboard to it.
    #[track_caller]
    pub(crate) fn focus(&mut self, wanted: &str) {
        self.act(wanted, Action::Focus);
    }

    #[track_caller]
    fn act(&mut self, wanted: &str, action: Action) {
        let until = Instant::now() + Duration::from_secs(20);
        loop {
            let tree = self.tree();
            let fits = |node: &Node| {
                name(node).is_some_and(|name| name.starts_with(wanted))
                    && node.supports_action(action)
                    && !node.is_disabled()
                    // Text can be selected, which is no button.
                    && node.role() != Role::Label
            };
            if let Some((id, _)) = tree.iter().rev().find(|(_, node)| fits(node)) {
                let request =
                    ActionRequest { action, target_tree: TreeId::ROOT, target_node: *id, data: None };
                self.events(vec![Event::AccessKitActionRequest(request)]);
                return;
            }
            let names: Vec<_> = tree.iter().filter_map(|(_, node)| name(node)).collect();
            assert!(Instant::now() < until, "{wanted:?} cannot be pressed; there is {names:#?}");
            std::thread::sleep(Duration::from_millis(60));
        }
    }

    /// Presses a key.
    pub(crate) fn key(&mut self, modifiers: Modifiers, key: Key) {
        let event = |pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers };
        self.events(vec![event(true)]);
        self.events(vec![event(false)]);
    }

    /// Writes into the field that has the keyboard.
    pub(crate) fn write(&mut self, text: &str) {
        self.events(vec![Event::Text(text.to_owned())]);
    }

    /// Closes the window as a person would, and gives how the program ended.
    pub(crate) fn close(mut self) -> ExitStatus {
        let event = |pressed| Event::Key {
            key: Key::Q,
            physical_key: None,
            pressed,
            repeat: false,
            modifiers: Modifiers::COMMAND,
        };
        // The window may be gone before it can say that it got the key.
        write_message(&mut self.hand, &Request::ApplyEvents { events: vec![event(true)] }).unwrap();
        let until = Instant::now() + Duration::from_secs(20);
        loop {
            if let Some(status) = self.program.try_wait().unwrap() {
                return status;
            }
            assert!(Instant::now() < until, "the window does not close");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Robot {
    fn drop(&mut self) {
        self.program.kill().ok();
        self.program.wait().ok();
    }
}

fn name(node: &Node) -> Option<String> {
    node.label().or_else(|| node.value()).map(str::to_owned)
}
