//! How far a review is: a bar on a terminal, a line now and then elsewhere.

use std::io::IsTerminal;
use std::io::stderr;
use std::time::Duration;
use std::time::Instant;

use indicatif::ProgressBar;
use indicatif::ProgressStyle;

/// Parts of a file that the bar tells apart.
const STEPS: u64 = 1000;

/// Between two lines about a file that takes long.
const LINE_EVERY: Duration = Duration::from_secs(10);

/// Shows progress on standard error.
pub(crate) struct Progress {
    names: Vec<String>,
    shares: Vec<f32>,
    bar: Option<ProgressBar>,
    last_line: Instant,
}

impl Progress {
    /// For files of these names.
    pub(crate) fn new(names: Vec<String>) -> Self {
        let shares = vec![0.0; names.len()];
        let bar = stderr().is_terminal().then(|| bar(names.len()));
        Self { names, shares, bar, last_line: Instant::now() }
    }

    /// A share of a file, from 0 to 1, was heard.
    pub(crate) fn heard(&mut self, file: usize, share: f32) {
        self.shares[file] = share.clamp(0.0, 1.0);
        if let Some(bar) = &self.bar {
            let done: f32 = self.shares.iter().sum();
            bar.set_position((done * STEPS as f32) as u64);
            bar.set_message(self.names[file].clone());
        } else if self.last_line.elapsed() >= LINE_EVERY {
            self.last_line = Instant::now();
            anstream::eprintln!("{}: {:.0} % heard", self.names[file], share * 100.0);
        }
    }

    /// A file is finished; `note` says how, for those who see no bar.
    pub(crate) fn done(&mut self, file: usize, note: &str) {
        if self.bar.is_some() {
            self.heard(file, 1.0);
        } else {
            self.last_line = Instant::now();
            anstream::eprintln!("{}: {note}", self.names[file]);
        }
    }

    /// Does something that prints, with the bar out of the way.
    pub(crate) fn aside<T>(&self, print: impl FnOnce() -> T) -> T {
        match &self.bar {
            Some(bar) => bar.suspend(print),
            None => print(),
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

fn bar(files: usize) -> ProgressBar {
    // The template is a constant that the tests cover; without it the bar has its plain form.
    let style = ProgressStyle::with_template("{bar:30} {percent:>3} %  {msg}  {eta} left")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    let bar = ProgressBar::new(files as u64 * STEPS).with_style(style);
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
