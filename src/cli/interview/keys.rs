//! Keys of a terminal, or lines of standard input.

use std::io::BufRead;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::thread::JoinHandle;
use std::time::Duration;
use std::time::Instant;

use crossterm::event;
use crossterm::event::Event;
use crossterm::event::KeyCode;
use crossterm::event::KeyEventKind;
use crossterm::event::KeyModifiers;
use crossterm::terminal;

use crate::cli::failure::Failure;
use crate::core::interview::event::Kind;
use crate::core::view::Stage;
use crate::runtime::interview::Desk;

/// How often the end of the interview is looked for.
const LOOK: Duration = Duration::from_millis(50);

/// How often a typed line looks whether it is its turn.
const WAIT: Duration = Duration::from_millis(10);

/// How long a typed answer may take to be taken in.
const TAKEN: Duration = Duration::from_secs(2);

/// What the person sees: what a key means depends on it.
pub(super) type Shown = Arc<Mutex<Seen>>;

/// As much of the view as keys and lines need.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen {
    /// What goes on.
    pub(super) stage: Stage,
    /// An answer can be typed.
    pub(super) may_type: bool,
    /// Lines that were spoken or typed so far.
    pub(super) lines: usize,
}

/// Reads what is asked for until the interview is over.
pub(super) struct Keys {
    thread: Option<JoinHandle<()>>,
    raw: bool,
}

impl Keys {
    /// `live`: single keys are read. `typed`: there is no other way to answer, so the end of the lines ends the session.
    /// `leave` is raised by Ctrl+C where a session can be left; otherwise that ends it.
    pub(super) fn start(
        desk: &Desk,
        live: bool,
        typed: bool,
        shown: Shown,
        leave: Option<Arc<AtomicBool>>,
    ) -> Result<Self, Failure> {
        if live {
            terminal::enable_raw_mode().map_err(|e| Failure::of(&e))?;
        }
        let work = move |desk: &Desk| {
            if live {
                keys(desk, &shown, leave.as_deref());
                return;
            }
            lines(desk, &shown);
            if typed {
                desk.ask(Kind::EndNow).ok();
            }
        };
        let started = desk.attend("keys", work);
        let mut keys = Self { thread: None, raw: live };
        keys.thread = Some(started.map_err(|e| Failure::of(&e))?);
        Ok(keys)
    }

    /// Gives the terminal back. A line that is waited for is not: it may never come.
    pub(super) fn end(mut self) {
        if let Some(thread) = self.thread.take().filter(|thread| self.raw || thread.is_finished()) {
            thread.join().ok();
        }
    }
}

impl Drop for Keys {
    fn drop(&mut self) {
        if self.raw {
            terminal::disable_raw_mode().ok();
        }
    }
}

fn keys(desk: &Desk, shown: &Shown, leave: Option<&AtomicBool>) {
    while !desk.is_closed() {
        match event::poll(LOOK) {
            Ok(true) => {}
            Ok(false) => continue,
            // The terminal is gone; the interview hears of that by its signal.
            Err(_) => return,
        }
        let Ok(Event::Key(key)) = event::read() else { continue };
        if key.kind == KeyEventKind::Release {
            continue;
        }
        let wish = match key.code {
            KeyCode::Char('c' | 'd') if key.modifiers.contains(KeyModifiers::CONTROL) => match leave {
                Some(leave) => {
                    leave.store(true, Ordering::Relaxed);
                    None
                }
                None => Some(Kind::EndNow),
            },
            KeyCode::Enter => Some(floor(at(shown))),
            KeyCode::Char(letter) => meaning(letter, at(shown)),
            _ => None,
        };
        // One that is refused is pressed again.
        wish.map(|wish| desk.ask(wish));
    }
}

fn lines(desk: &Desk, shown: &Shown) {
    for line in std::io::stdin().lock().lines() {
        let Ok(line) = line else { return };
        let line = line.trim();
        let mut letters = line.chars();
        let wish = match (letters.next(), letters.next()) {
            (None, _) => Some(floor(at(shown))),
            (Some(letter), None) => meaning(letter, at(shown)),
            _ => {
                type_in(desk, shown, line);
                None
            }
        };
        if desk.is_closed() {
            return;
        }
        wish.map(|wish| desk.ask(wish));
    }
}

/// Lines may come faster than they are asked for, out of a file say. Each waits until an answer can be typed; those
/// behind it wait in the pipe.
fn type_in(desk: &Desk, shown: &Shown, line: &str) {
    while !desk.is_closed() {
        let before = seen(shown);
        if before.may_type && desk.ask(Kind::Typed { text: line.to_owned() }).is_ok() {
            let until = Instant::now() + TAKEN;
            while !desk.is_closed() && Instant::now() < until {
                if seen(shown).lines > before.lines {
                    return;
                }
                std::thread::sleep(WAIT);
            }
        }
        std::thread::sleep(WAIT);
    }
}

fn seen(shown: &Shown) -> Seen {
    *shown.lock().unwrap_or_else(PoisonError::into_inner)
}

fn at(shown: &Shown) -> Stage {
    seen(shown).stage
}

/// What the large key means.
fn floor(stage: Stage) -> Kind {
    match stage {
        Stage::Ready => Kind::Start,
        Stage::Done | Stage::Break => Kind::Continue,
        Stage::Held => Kind::Resume,
        _ => Kind::FloorKey,
    }
}

fn meaning(letter: char, stage: Stage) -> Option<Kind> {
    Some(match letter.to_ascii_lowercase() {
        ' ' => floor(stage),
        'p' if stage == Stage::Held => Kind::Resume,
        'p' => Kind::Pause,
        'r' => Kind::Redo,
        's' => Kind::Skip,
        'a' => Kind::SayAgain,
        'k' => Kind::KeepListening,
        'q' => Kind::EndNow,
        _ => return None,
    })
}
