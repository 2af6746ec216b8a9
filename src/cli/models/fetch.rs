//! `pushback models fetch`: a bar on a terminal, plain lines elsewhere.

use std::time::Duration;
use std::time::Instant;

use indicatif::ProgressBar;
use indicatif::ProgressStyle;

use crate::cli::failure::Failure;
use crate::io::models::download::Event;
use crate::io::models::download::Fetched;
use crate::io::models::download::Patience;
use crate::io::models::download::fetch;
use crate::io::models::manifest::Entry;
use crate::io::models::size_text;
use crate::io::models::store::Store;

/// Between two plain lines about the same download.
const BETWEEN_LINES: Duration = Duration::from_secs(5);

/// Fetches one model after the other, and stops at the first that fails.
pub(super) fn run(store: &Store, names: &[String]) -> Result<(), Failure> {
    let find = |name: &String| store.manifest().find(name).ok_or_else(|| super::unknown(store, name));
    let entries = names.iter().map(find).collect::<Result<Vec<_>, _>>()?;
    let cancel = super::cancel_on_interrupt();
    for entry in entries {
        let url = store.manifest().url(entry);
        let mut display = Display::new(entry);
        let fetched =
            fetch(store, entry, &Patience::for_url(&url), &cancel, &mut |event| display.show(&event));
        display.bar.finish_and_clear();
        match fetched.map_err(|error| Failure::of(&error))? {
            Fetched::Now(path) => super::say(format_args!("{}: installed ({})", entry.name, path.display())),
            Fetched::Before(path) => {
                super::say(format_args!("{}: is here already ({})", entry.name, path.display()));
            }
        }
    }
    Ok(())
}

/// Shows the events of one download on stderr.
struct Display<'a> {
    entry: &'a Entry,
    bar: ProgressBar,
    last_line: Instant,
}

impl<'a> Display<'a> {
    fn new(entry: &'a Entry) -> Self {
        let bar = ProgressBar::new(entry.bytes);
        let style = "{prefix} {bar:30} {bytes} of {total_bytes}, {bytes_per_sec}, {eta} left";
        if let Ok(style) = ProgressStyle::with_template(style) {
            bar.set_style(style);
        }
        bar.set_prefix(entry.name.clone());
        Self { entry, bar, last_line: Instant::now() }
    }

    fn show(&mut self, event: &Event) {
        match event {
            Event::WaitingForOther => self.line("another Pushback is fetching it; waiting"),
            Event::Begins { have: 0, .. } => self.line(&format!("fetching {}", self.entry.size_text())),
            Event::Begins { have, total } => {
                // What was here before must not count as speed.
                self.bar.set_position(*have);
                self.bar.reset_eta();
                self.line(&format!("going on after {} of {}", size_text(*have), size_text(*total)));
            }
            Event::Have(bytes) => self.have(*bytes),
            Event::StartingOver => {
                self.bar.set_position(0);
                self.line("starting over");
            }
            Event::Again { why, wait } => {
                self.line(&format!("{why}; trying again in {:.1} s", wait.as_secs_f64()));
            }
            Event::Checking => self.line("checking"),
        }
    }

    fn have(&mut self, bytes: u64) {
        self.bar.set_position(bytes);
        if self.bar.is_hidden() && self.last_line.elapsed() >= BETWEEN_LINES {
            let percent = bytes * 100 / self.entry.bytes;
            self.line(&format!("{percent} % ({} of {})", size_text(bytes), self.entry.size_text()));
        }
    }

    /// A line above the bar, or by itself where there is no terminal.
    fn line(&mut self, text: &str) {
        self.last_line = Instant::now();
        if self.bar.is_hidden() {
            anstream::eprintln!("{}: {text}", self.entry.name);
        } else {
            self.bar.println(format!("{}: {text}", self.entry.name));
        }
    }
}
