//! The thread `sync`: waits for the disk every two seconds, so that a power cut costs little and a drive that was pulled
//! is noticed.

use std::io;
use std::sync::mpsc::RecvTimeoutError;
use std::sync::mpsc::SyncSender;
use std::sync::mpsc::sync_channel;
use std::thread::JoinHandle;
use std::time::Duration;

use tokio::sync::mpsc::Sender;

use crate::io::session::writer::Syncer;
use crate::runtime::interview::report::Report;

const EVERY: Duration = Duration::from_secs(2);

pub(super) struct Sync {
    end: SyncSender<()>,
    thread: JoinHandle<()>,
}

impl Sync {
    pub(super) fn start(syncer: Syncer, reports: Sender<Report>) -> io::Result<Self> {
        let (end, ends) = sync_channel(1);
        let work = move || {
            while ends.recv_timeout(EVERY) == Err(RecvTimeoutError::Timeout) {
                if let Err(error) = syncer.sync() {
                    reports.blocking_send(Report::Disk(error)).ok();
                    return;
                }
            }
        };
        let thread = std::thread::Builder::new().name("sync".into()).spawn(work)?;
        Ok(Self { end, thread })
    }

    pub(super) fn end(self, mut take: impl FnMut()) {
        drop(self.end);
        while !self.thread.is_finished() {
            take();
            std::thread::sleep(Duration::from_millis(5));
        }
        self.thread.join().ok();
    }
}
