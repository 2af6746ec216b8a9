//! The face in a terminal: what was said goes up, line by line; what goes on is at the bottom.

use std::io::Write;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;

use crate::cli::interview::keys::Seen;
use crate::cli::interview::keys::Shown;
use crate::cli::interview::status;
use crate::cli::interview::words;
use crate::core::interview::event::Kind;
use crate::core::interview::state::Done;
use crate::core::interview::state::Speaker;
use crate::core::view::Command;
use crate::core::view::Stage;
use crate::core::view::View;
use crate::io::capture::level::Level;
use crate::runtime::interview::Desk;
use crate::runtime::interview::Face;

/// A line may be as long as this where the terminal does not say.
const WIDTH: usize = 80;

pub(super) struct Console {
    /// A terminal at both ends.
    live: bool,
    ears: bool,
    shown: Shown,
    view: Option<View>,
    level: Level,
    /// So many of each were printed.
    lines: usize,
    notices: usize,
    done: usize,
    /// Who interviewed when something was printed last.
    host: String,
    /// Goes on after a verdict where nobody presses a key.
    goes_on: Option<Desk>,
}

impl Console {
    pub(super) fn new(live: bool, ears: bool) -> Self {
        Self {
            live,
            ears,
            shown: Arc::new(Mutex::new(Seen { stage: Stage::Ready, may_type: false, lines: 0 })),
            view: None,
            level: Level::default(),
            lines: 0,
            notices: 0,
            done: 0,
            host: String::new(),
            goes_on: None,
        }
    }

    pub(super) fn shown(&self) -> Shown {
        Arc::clone(&self.shown)
    }

    pub(super) fn go_on_by_itself(&mut self, desk: Desk) {
        self.goes_on = Some(desk);
    }

    pub(super) fn greet(&mut self, microphone: Option<&str>) {
        if let Some(name) = microphone {
            self.print(&format!("Microphone: {name}"));
        }
        if self.live {
            self.print("Space or Enter: end the answer   K keep listening   P pause   R again   S skip   A say again   Q end");
        } else if !self.ears {
            self.print("Type each answer in one line.   P pause   R again   S skip   A say again   Q end");
        }
    }

    /// Nothing more is shown.
    pub(super) fn end(&mut self) {
        self.wipe();
        self.goes_on = None;
    }

    fn print(&self, line: &str) {
        self.wipe();
        let end = if self.live { "\r\n" } else { "\n" };
        let mut out = anstream::stdout().lock();
        // Whoever closed it wants no more.
        write!(out, "{line}{end}").and_then(|()| out.flush()).ok();
    }

    fn wipe(&self) {
        if self.live {
            write!(anstream::stdout().lock(), "\r\x1b[K").ok();
        }
    }

    fn draw(&self, now_ms: u64) {
        let Some(view) = self.view.as_ref().filter(|_| self.live) else { return };
        let width = terminal_size::terminal_size().map_or(WIDTH, |(width, _)| usize::from(width.0));
        let line = status::line(view, self.level, now_ms, width);
        let mut out = anstream::stdout().lock();
        write!(out, "\r\x1b[K{line}").and_then(|()| out.flush()).ok();
    }

    fn print_news(&mut self, view: &View) {
        self.print_host(view);
        for (at, line) in view.lines.iter().enumerate().skip(self.lines) {
            let who = match line.speaker {
                Speaker::Interviewer => "Interviewer",
                Speaker::Person => "You",
            };
            let gap = if at == 0 || line.speaker == Speaker::Interviewer { "\n" } else { "" };
            let gap = if self.live { gap.replace('\n', "\r\n") } else { gap.to_owned() };
            self.print(&format!("{gap}{who}: {}", line.text));
        }
        self.lines = view.lines.len();
        for (_, notice) in view.notices.iter().skip(self.notices) {
            self.print(&format!("  {}", words::notice(notice)));
        }
        self.notices = view.notices.len();
        // A verdict that is taken back, because the answer is given again, comes again.
        self.done = self.done.min(view.done.len());
        for done in &view.done[self.done..] {
            self.print_done(done);
        }
        self.done = view.done.len();
    }

    /// Who speaks from here on, in a loop.
    fn print_host(&mut self, view: &View) {
        let Some(host) = view.rehearsal.as_ref().map(|clock| &clock.host) else { return };
        if *host != self.host && view.lines.len() > self.lines {
            self.host.clone_from(host);
            self.print(&format!("{}-- {host} --", if self.live { "\r\n" } else { "\n" }));
        }
    }

    fn print_done(&self, done: &Done) {
        let Some(verdict) = &done.verdict else { return };
        self.print(&format!("  Score: {} of 5", verdict.overall.score));
    }

    fn print_stage(&self, stage: Stage) {
        let told = match stage {
            Stage::Listening if self.ears => "(listening)",
            Stage::Held => "(paused)",
            Stage::Break => "(break)",
            _ => return,
        };
        if !self.live {
            self.print(told);
        }
    }
}

impl Face for Console {
    fn show(&mut self, view: &View, now_ms: u64) {
        let before = self.view.as_ref().map(|view| view.stage);
        let may_type = view.commands.contains(&Command::Type);
        *self.shown.lock().unwrap_or_else(PoisonError::into_inner) =
            Seen { stage: view.stage, may_type, lines: view.lines.len() };
        self.print_news(view);
        let listened = matches!(before, Some(Stage::Listening | Stage::Speaking));
        if before != Some(view.stage) && !listened {
            self.print_stage(view.stage);
        }
        if view.stage == Stage::Done
            && let Some(desk) = &self.goes_on
        {
            desk.ask(Kind::Continue).ok();
        }
        self.view = Some(view.clone());
        self.draw(now_ms);
    }

    fn level(&mut self, level: Level, now_ms: u64) {
        self.level = level;
        self.draw(now_ms);
    }

    fn tell(&mut self, what: &str) {
        self.print(&format!("  {what}"));
    }
}
