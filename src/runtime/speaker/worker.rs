//! The thread that calls the speech output, and is left to itself if a call does not come back.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;
use std::sync::mpsc::Receiver;
use std::sync::mpsc::RecvTimeoutError;
use std::sync::mpsc::SyncSender;
use std::sync::mpsc::sync_channel;
use std::thread::JoinHandle;
use std::time::Duration;
use std::time::Instant;

use crate::io::voice::Moment;
use crate::io::voice::Voice;
use crate::io::voice::error::VoiceError;
use crate::io::voice::settings::VoiceSettings;
use crate::runtime::speaker::Connect;
use crate::runtime::speaker::Ticket;
use crate::runtime::speaker::watch::Input;

/// Orders that may wait for the voice; more is a voice that hangs.
const ORDERS: usize = 8;

/// How often the voice is asked what became of a sentence.
const ASK: Duration = Duration::from_millis(5);

/// What the voice is to do. Each is answered with one [`Told::Done`].
pub(super) enum Order {
    Speak(Ticket, String, f32),
    Stop,
    Check,
    Set(VoiceSettings),
}

/// What the thread tells.
pub(super) enum Told {
    Connected(Result<String, VoiceError>),
    Done(Result<(), VoiceError>),
    Became(Ticket, Moment),
}

/// One thread with one connection.
pub(super) struct Worker {
    /// Tells its answers from those of threads that were given up.
    pub(super) number: u64,
    orders: SyncSender<Order>,
    /// Sentences up to this one are not to be begun.
    over: Arc<AtomicU64>,
    /// When each order that was not answered yet must have been.
    owed: std::collections::VecDeque<Instant>,
    thread: JoinHandle<()>,
}

impl Worker {
    /// `alive` counts the threads that have not ended.
    pub(super) fn start(
        number: u64,
        connect: &Connect,
        settings: &VoiceSettings,
        told: SyncSender<Input>,
        alive: &Arc<AtomicUsize>,
    ) -> Result<Self, VoiceError> {
        let (orders, taken) = sync_channel(ORDERS);
        let over = Arc::new(AtomicU64::new(0));
        let (connect, settings) = (Arc::clone(connect), settings.clone());
        let line = Line { number, told, over: Arc::clone(&over) };
        let counted = Arc::clone(alive);
        counted.fetch_add(1, Ordering::Relaxed);
        let work = move || {
            line.work(&connect, &settings, &taken);
            counted.fetch_sub(1, Ordering::Relaxed);
        };
        let spawned = std::thread::Builder::new().name(format!("voice-{number}")).spawn(work);
        let thread = spawned.map_err(|e| {
            alive.fetch_sub(1, Ordering::Relaxed);
            VoiceError::Refused { why: e.to_string() }
        })?;
        Ok(Self { number, orders, over, owed: std::collections::VecDeque::new(), thread })
    }

    /// Gives an order that has to be answered in that time; `false` if it hangs.
    pub(super) fn give(&mut self, order: Order, patience: Duration) -> bool {
        self.owed.push_back(Instant::now() + patience);
        self.orders.try_send(order).is_ok()
    }

    /// The oldest order was answered.
    pub(super) fn answered(&mut self) {
        self.owed.pop_front();
    }

    /// When the oldest order has to be answered.
    pub(super) fn due(&self) -> Option<Instant> {
        self.owed.front().copied()
    }

    /// This sentence and those before it are not to be begun any more.
    pub(super) fn forget(&self, ticket: Ticket) {
        self.over.fetch_max(ticket.0, Ordering::Relaxed);
    }

    /// Nothing more is wanted; a call that hangs is not waited for, one that works is.
    pub(super) fn close(self, patience: Duration) {
        self.over.store(u64::MAX, Ordering::Relaxed);
        self.orders.try_send(Order::Stop).ok();
        drop(self.orders);
        let until = Instant::now() + patience;
        while !self.thread.is_finished() && Instant::now() < until {
            std::thread::sleep(ASK);
        }
        if self.thread.is_finished() {
            self.thread.join().ok();
        }
    }

    /// Left to itself: it ends when its call comes back, if ever.
    pub(super) fn abandon(self) {
        self.over.store(u64::MAX, Ordering::Relaxed);
    }
}

/// The thread's end of it.
struct Line {
    number: u64,
    told: SyncSender<Input>,
    over: Arc<AtomicU64>,
}

impl Line {
    fn tell(&self, told: Told) -> bool {
        self.told.send(Input::Voice(self.number, told)).is_ok()
    }

    fn work(&self, connect: &Connect, settings: &VoiceSettings, orders: &Receiver<Order>) {
        let mut voice = match connect() {
            Ok(voice) => voice,
            Err(error) => {
                self.tell(Told::Connected(Err(error)));
                return;
            }
        };
        // A voice that is not there is no reason to be silent: the system's own speaks, and this is told.
        let set = voice.set(settings);
        if !self.tell(Told::Connected(Ok(voice.name()))) {
            return;
        }
        if let Err(error @ VoiceError::NoSuchVoice { .. }) = set {
            self.tell(Told::Done(Err(error)));
        }
        self.serve(&mut *voice, orders);
    }

    fn serve(&self, voice: &mut dyn Voice, orders: &Receiver<Order>) {
        let mut saying: Option<Ticket> = None;
        loop {
            let order = match saying {
                Some(_) => orders.recv_timeout(ASK),
                None => orders.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            match order {
                Ok(order) => {
                    let begins = if let Order::Speak(ticket, ..) = &order { Some(*ticket) } else { None };
                    let done = self.obey(voice, order);
                    if begins.is_some() {
                        saying = begins.filter(|_| done.is_ok());
                    }
                    if !self.tell(Told::Done(done)) {
                        return;
                    }
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => {
                    // Given up. A daemon that comes to itself would finish the sentence, and keep the next one waiting.
                    if saying.is_some() {
                        voice.stop().ok();
                    }
                    return;
                }
            }
            while let (Some(ticket), Some(moment)) = (saying, voice.moment()) {
                if moment != Moment::Started {
                    saying = None;
                }
                if !self.tell(Told::Became(ticket, moment)) {
                    return;
                }
            }
        }
    }

    fn obey(&self, voice: &mut dyn Voice, order: Order) -> Result<(), VoiceError> {
        match order {
            Order::Speak(ticket, ..) if ticket.0 <= self.over.load(Ordering::Relaxed) => Ok(()),
            Order::Speak(_, text, tone) => voice.set_tone(tone).and_then(|()| voice.speak(&text)),
            Order::Stop => voice.stop(),
            Order::Check => voice.check(),
            Order::Set(settings) => voice.set(&settings),
        }
    }
}
