//! Listens to many recordings on a few threads and hands over what was heard in the order of the files.
//!
//! One recording that fails costs none of the others. The stop flag ends the work at the next moment a listener
//! looks at it; what was finished by then is still handed over.

use std::collections::BTreeMap;
use std::error::Error;
use std::io;
use std::num::NonZeroUsize;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;
use std::sync::mpsc;
use std::thread;

use crate::core::recording::Recording;

/// What a listener could not do, as a chain of causes for a person to read.
pub type Fault = Box<dyn Error + Send + Sync>;

/// Turns a file into words with times.
pub trait Listen {
    /// Reports the heard share of the file, from 0 to 1, as it goes, and returns soon after `stop` is set.
    fn listen(
        &mut self,
        path: &Path,
        progress: &mut dyn FnMut(f32),
        stop: &Arc<AtomicBool>,
    ) -> Result<Recording, Fault>;
}

/// What happens during a review. Files are named by their index.
#[derive(Debug)]
pub enum Step {
    /// A share of a file, from 0 to 1, was heard. Steps of this kind may be left out when many come at once.
    Heard {
        /// Which file.
        file: usize,
        /// How much of it.
        share: f32,
    },
    /// A file is done. These steps come in the order of the files.
    Done {
        /// Which file.
        file: usize,
        /// The recording, or why there is none.
        result: Result<Box<Recording>, Fault>,
    },
}

/// Results wait here for the reader; progress that finds it full is dropped.
const QUEUE: usize = 64;

/// Listens to every file with at most `jobs` listeners made by `make`, and tells `on` what happens, on the calling
/// thread. Files not begun when `stop` is set are left out.
pub fn listen_all<L: Listen>(
    files: &[PathBuf],
    jobs: NonZeroUsize,
    make: impl Fn() -> L + Sync,
    stop: &Arc<AtomicBool>,
    mut on: impl FnMut(Step),
) -> io::Result<()> {
    let next = AtomicUsize::new(0);
    let (to_reader, steps) = mpsc::sync_channel(QUEUE);
    thread::scope(|scope| {
        for job in 0..jobs.get().min(files.len()) {
            let (make, next, to_reader) = (&make, &next, to_reader.clone());
            let work = move || work(files, next, &mut make(), stop, &to_reader);
            let spawned = thread::Builder::new().name(format!("review-{job}")).spawn_scoped(scope, work);
            if let Err(error) = spawned {
                // The threads that did start must not do work that nobody waits for.
                stop.store(true, Ordering::Relaxed);
                return Err(error);
            }
        }
        drop(to_reader);
        in_order(&steps, &mut on);
        Ok(())
    })
}

fn work(
    files: &[PathBuf],
    next: &AtomicUsize,
    listener: &mut impl Listen,
    stop: &Arc<AtomicBool>,
    to_reader: &mpsc::SyncSender<Step>,
) {
    while !stop.load(Ordering::Relaxed) {
        let file = next.fetch_add(1, Ordering::Relaxed);
        let Some(path) = files.get(file) else { return };
        let mut progress = |share| {
            to_reader.try_send(Step::Heard { file, share }).ok();
        };
        let result = listener.listen(path, &mut progress, stop).map(Box::new);
        if to_reader.send(Step::Done { file, result }).is_err() {
            return;
        }
    }
}

/// Holds results back until those of all earlier files went on.
fn in_order(steps: &mpsc::Receiver<Step>, on: &mut impl FnMut(Step)) {
    let mut early = BTreeMap::new();
    let mut due = 0;
    for step in steps {
        match step {
            Step::Done { file, result } => {
                early.insert(file, result);
                while let Some(result) = early.remove(&due) {
                    on(Step::Done { file: due, result });
                    due += 1;
                }
            }
            heard @ Step::Heard { .. } => on(heard),
        }
    }
    // Only a stop leaves gaps.
    for (file, result) in early {
        on(Step::Done { file, result });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    /// Takes the longer the earlier a file is named, and fails on names that say so.
    struct Slow;

    impl Listen for Slow {
        fn listen(
            &mut self,
            path: &Path,
            progress: &mut dyn FnMut(f32),
            _: &Arc<AtomicBool>,
        ) -> Result<Recording, Fault> {
            let name = path.display().to_string();
            let delay = name.bytes().next().map_or(0, |b| u64::from(b'z' - b) * 2);
            thread::sleep(Duration::from_millis(delay));
            progress(0.5);
            if name.ends_with("bad") {
                Err("no sound".into())
            } else {
                Ok(Recording { name, ..Recording::default() })
            }
        }
    }

    fn flag(set: bool) -> Arc<AtomicBool> {
        Arc::new(AtomicBool::new(set))
    }

    fn done(files: &[&str], jobs: usize, stop: &Arc<AtomicBool>) -> Vec<String> {
        let files: Vec<PathBuf> = files.iter().map(PathBuf::from).collect();
        let mut seen = Vec::new();
        let jobs = NonZeroUsize::new(jobs).unwrap();
        listen_all(
            &files,
            jobs,
            || Slow,
            stop,
            |step| {
                if let Step::Done { file, result } = step {
                    seen.push(format!("{file} {}", result.map_or_else(|e| e.to_string(), |r| r.name)));
                }
            },
        )
        .unwrap();
        seen
    }

    #[test]
    fn results_come_in_the_order_of_the_files_and_a_failure_costs_no_other() {
        let seen = done(&["a", "b-bad", "y", "z"], 4, &flag(false));
        assert_eq!(seen, ["0 a", "1 no sound", "2 y", "3 z"]);
    }

    #[test]
    fn more_jobs_than_files_do_no_harm() {
        assert_eq!(done(&["y"], 9, &flag(false)), ["0 y"]);
        assert!(done(&[], 2, &flag(false)).is_empty());
    }

    #[test]
    fn nothing_is_begun_after_a_stop() {
        assert!(done(&["a", "b"], 2, &flag(true)).is_empty());
    }
}
