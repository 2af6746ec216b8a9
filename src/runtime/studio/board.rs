//! One value that somebody works on and a window draws: always the newest, never a queue.

use std::sync::Arc;

use tokio::sync::watch;

use crate::runtime::studio::Waker;

/// The side that works.
pub struct Board<T> {
    newest: watch::Sender<Arc<T>>,
    waker: Waker,
}

/// The side that draws.
#[derive(Debug)]
pub struct Reader<T>(watch::Receiver<Arc<T>>);

/// Both ends, with what is shown at first.
pub fn board<T>(first: T, waker: Waker) -> (Board<T>, Reader<T>) {
    let (newest, reader) = watch::channel(Arc::new(first));
    (Board { newest, waker }, Reader(reader))
}

impl<T> Board<T> {
    /// Takes the place of what was shown before, and wakes who draws.
    pub fn show(&self, value: T) {
        self.newest.send_replace(Arc::new(value));
        (self.waker)();
    }

    /// What is shown.
    pub fn newest(&self) -> Arc<T> {
        Arc::clone(&self.newest.borrow())
    }
}

impl<T> Reader<T> {
    /// What is shown. Waits for nobody but for a pointer being swapped.
    pub fn newest(&self) -> Arc<T> {
        Arc::clone(&self.0.borrow())
    }
}

impl<T> Clone for Reader<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicUsize;
    use std::sync::atomic::Ordering;

    use super::*;

    #[test]
    fn who_draws_sees_the_newest_and_is_woken_for_it() {
        let woken = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&woken);
        let waker = move || {
            count.fetch_add(1, Ordering::Relaxed);
        };
        let (board, reader) = board(0, Arc::new(waker));
        board.show(1);
        board.show(2);
        assert_eq!(*reader.newest(), 2);
        assert_eq!(woken.load(Ordering::Relaxed), 2);
    }
}
