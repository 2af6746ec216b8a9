//! A request to stop, which reaches work that waits for the network or the disk.

use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::thread;
use std::time::Duration;
use std::time::Instant;

/// How long a waiting thread sleeps before it looks again.
const LOOK: Duration = Duration::from_millis(25);

/// Asked for once, from any thread; stays asked.
#[derive(Default)]
pub struct Cancel {
    asked: AtomicBool,
    /// Breaks off what blocks right now. Held only to put in or take out the closure.
    break_off: Mutex<Option<Box<dyn FnOnce() + Send>>>,
}

impl Cancel {
    /// Nobody has asked yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Asks to stop, and breaks off a connection that waits.
    pub fn ask(&self) {
        self.asked.store(true, Ordering::SeqCst);
        let break_off = self.break_off.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(break_off) = break_off {
            break_off();
        }
    }

    /// Whether somebody asked to stop.
    pub fn asked(&self) -> bool {
        self.asked.load(Ordering::SeqCst)
    }

    /// What to do when somebody asks, until the next call. Done at once if somebody has.
    pub fn on_ask(&self, break_off: impl FnOnce() + Send + 'static) {
        *self.break_off.lock().unwrap_or_else(PoisonError::into_inner) = Some(Box::new(break_off));
        if self.asked() {
            // Asked in between, or before: whoever asked may have found nothing to break off.
            self.ask();
        }
    }

    /// Waits that long, or until somebody asks.
    pub fn wait(&self, time: Duration) {
        let end = Instant::now() + time;
        while !self.asked() {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return;
            }
            thread::sleep(left.min(LOOK));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn asking_breaks_off_what_waits_also_when_asked_before() {
        for ask_first in [true, false] {
            let broken_off = Arc::new(AtomicBool::new(false));
            let cancel = Cancel::new();
            let seen = Arc::clone(&broken_off);
            if ask_first {
                cancel.ask();
            }
            cancel.on_ask(move || seen.store(true, Ordering::SeqCst));
            cancel.ask();
            assert!(broken_off.load(Ordering::SeqCst));
        }
    }

    #[test]
    fn a_wait_ends_when_somebody_has_asked() {
        let cancel = Cancel::new();
        cancel.ask();
        cancel.wait(Duration::from_hours(1));
    }
}
