//! The thread `speaker`: keeps the deadlines of the voice, and goes on with captions where they are missed.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;
use std::sync::mpsc::Receiver;
use std::sync::mpsc::RecvTimeoutError;
use std::sync::mpsc::SyncSender;
use std::sync::mpsc::TrySendError;
use std::time::Duration;
use std::time::Instant;

use crate::io::voice::Moment;
use crate::io::voice::Voice;
use crate::io::voice::error::VoiceError;
use crate::io::voice::settings::VoiceSettings;
use crate::io::voice::silent::Silent;
use crate::runtime::speaker::Connect;
use crate::runtime::speaker::START;
use crate::runtime::speaker::STOP;
use crate::runtime::speaker::SpeechEvent;
use crate::runtime::speaker::Ticket;
use crate::runtime::speaker::link::AGAIN;
use crate::runtime::speaker::link::ANSWER;
use crate::runtime::speaker::link::CHECK;
use crate::runtime::speaker::link::CLOSING;
use crate::runtime::speaker::link::CONNECTING;
use crate::runtime::speaker::link::FINDING;
use crate::runtime::speaker::link::HANGING;
use crate::runtime::speaker::link::IDLE;
use crate::runtime::speaker::link::Link;
use crate::runtime::speaker::link::Saying;
use crate::runtime::speaker::worker::Order;
use crate::runtime::speaker::worker::Told;
use crate::runtime::speaker::worker::Worker;

/// What the thread is told, from both sides.
pub(super) enum Input {
    /// With the tone.
    Say(Ticket, String, f32),
    Stop,
    Set(VoiceSettings),
    Voice(u64, Told),
    Close,
}

/// The ends of the queues that the thread holds.
pub(super) struct Ends {
    pub(super) inputs: Receiver<Input>,
    /// For the threads that answer.
    pub(super) back: SyncSender<Input>,
    pub(super) events: SyncSender<SpeechEvent>,
    /// Nobody reads the events any more.
    pub(super) closing: Arc<AtomicBool>,
}

pub(super) struct Watch {
    connect: Connect,
    settings: VoiceSettings,
    /// What the voice was last told of them.
    given: VoiceSettings,
    ends: Ends,
    link: Link,
    silent: Silent,
    saying: Option<Saying>,
    /// Threads of this speaker that have not ended.
    alive: Arc<AtomicUsize>,
    workers: u64,
    /// Failures since the voice was last there.
    failures: usize,
}

impl Watch {
    pub(super) fn new(connect: Connect, settings: VoiceSettings, ends: Ends) -> Self {
        let mut silent = Silent::default();
        silent.set(&settings).ok();
        Self {
            connect,
            given: settings.clone(),
            settings,
            ends,
            link: Link::Down(Instant::now()),
            silent,
            saying: None,
            alive: Arc::default(),
            workers: 0,
            failures: 0,
        }
    }

    pub(super) fn run(mut self) {
        self.connect();
        loop {
            let wait = self.next_deadline().saturating_duration_since(Instant::now());
            match self.ends.inputs.recv_timeout(wait.min(IDLE)) {
                Ok(Input::Close) | Err(RecvTimeoutError::Disconnected) => break,
                Ok(Input::Say(ticket, text, tone)) => self.say(ticket, text, tone),
                Ok(Input::Stop) => self.stop(),
                Ok(Input::Set(settings)) => self.set(settings),
                Ok(Input::Voice(number, told)) => self.hear(number, told),
                Err(RecvTimeoutError::Timeout) => {}
            }
            self.keep_deadlines();
            self.caption();
        }
        self.cut_off();
        // The answers of a thread that still works must find room, or it would not end.
        let Self { link, ends, .. } = self;
        drop(ends);
        match link {
            Link::Up(worker) => worker.close(CLOSING),
            Link::Connecting(worker, _) => worker.abandon(),
            Link::Down(_) | Link::Off => {}
        }
    }

    fn tell(&self, event: SpeechEvent) {
        event.write_down();
        let mut event = event;
        while let Err(TrySendError::Full(same)) = self.ends.events.try_send(event) {
            if self.ends.closing.load(Ordering::Relaxed) {
                return;
            }
            event = same;
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    fn connect(&mut self) {
        if self.alive.load(Ordering::Relaxed) >= HANGING {
            self.link = Link::Down(Instant::now() + self.pause());
            return;
        }
        self.workers += 1;
        self.given = self.settings.clone();
        let (back, settings) = (self.ends.back.clone(), &self.settings);
        match Worker::start(self.workers, &self.connect, settings, back, &self.alive) {
            Ok(worker) => self.link = Link::Connecting(worker, Instant::now()),
            Err(error) => self.fail(error),
        }
    }

    fn pause(&self) -> Duration {
        AGAIN[self.failures.saturating_sub(1).min(AGAIN.len() - 1)]
    }

    fn say(&mut self, ticket: Ticket, text: String, tone: f32) {
        self.cut_off();
        let now = Instant::now();
        let (fresh, up) = match &self.link {
            Link::Connecting(..) => (self.failures == 0, false),
            Link::Up(_) => (false, true),
            Link::Down(_) | Link::Off => (false, false),
        };
        let mut saying = Saying {
            ticket,
            text,
            tone,
            since: now,
            aloud: fresh || up,
            started: false,
            over_by: None,
            check_at: now + CHECK,
        };
        if up {
            saying.aloud = self.order(Order::Speak(ticket, saying.text.clone(), tone), ANSWER);
        }
        if !saying.aloud {
            self.silent.speak(&saying.text).ok();
        }
        self.saying = Some(saying);
    }

    /// Gives an order; a voice that cannot take it has failed.
    fn order(&mut self, order: Order, patience: Duration) -> bool {
        let Link::Up(worker) = &mut self.link else { return false };
        // What is asked while a voice is looked for waits for that.
        let after = worker.due().map_or(Duration::ZERO, |due| due.saturating_duration_since(Instant::now()));
        let taken = worker.give(order, patience + after);
        if !taken {
            self.fail(VoiceError::Hangs);
        }
        taken
    }

    fn stop(&mut self) {
        let Some(saying) = &mut self.saying else { return };
        let ticket = saying.ticket;
        if saying.aloud && saying.started {
            saying.over_by.get_or_insert(Instant::now() + STOP);
            self.order(Order::Stop, ANSWER);
        } else {
            self.cut_off();
        }
        if let Link::Up(worker) = &self.link {
            worker.forget(ticket);
        }
    }

    /// What is being said is over now, whatever the voice thinks.
    fn cut_off(&mut self) {
        let Some(saying) = self.saying.take() else { return };
        if let Link::Up(worker) = &self.link {
            worker.forget(saying.ticket);
        }
        if saying.aloud && saying.over_by.is_none() {
            self.order(Order::Stop, ANSWER);
        }
        self.silent.stop().ok();
        while self.silent.moment().is_some() {}
        if !saying.started {
            self.tell(SpeechEvent::Started { ticket: saying.ticket, aloud: false });
        }
        self.tell(SpeechEvent::Stopped { ticket: saying.ticket });
    }

    fn set(&mut self, settings: VoiceSettings) {
        self.silent.set(&settings).ok();
        self.settings = settings;
        self.pass_settings();
    }

    /// Tells the voice of settings that are new to it.
    fn pass_settings(&mut self) {
        if self.settings != self.given && matches!(self.link, Link::Up(_)) {
            let patience = if self.settings.voice == self.given.voice { ANSWER } else { FINDING };
            self.given = self.settings.clone();
            self.order(Order::Set(self.given.clone()), patience);
        }
    }

    fn hear(&mut self, number: u64, told: Told) {
        let right = |worker: &Worker| worker.number == number;
        match (&mut self.link, told) {
            (Link::Connecting(worker, _), Told::Connected(result)) if right(worker) => self.connected(result),
            (Link::Up(worker), Told::Done(result)) if right(worker) => {
                worker.answered();
                match result {
                    Ok(()) => {}
                    // The system's own voice speaks instead.
                    Err(why @ VoiceError::NoSuchVoice { .. }) => self.tell(SpeechEvent::Instead { why }),
                    Err(why) => self.fail(why),
                }
            }
            (Link::Up(worker), Told::Became(ticket, moment)) if right(worker) => self.became(ticket, moment),
            // From a thread that was given up.
            _ => {}
        }
    }

    fn connected(&mut self, result: Result<String, VoiceError>) {
        let name = match result {
            Ok(name) => name,
            Err(VoiceError::Off) => {
                self.link = Link::Off;
                self.go_on_silently();
                return;
            }
            Err(why) => return self.fail(why),
        };
        let Link::Connecting(worker, _) = std::mem::replace(&mut self.link, Link::Off) else { return };
        self.link = Link::Up(worker);
        tracing::info!(name, "voice connected");
        if self.failures > 0 {
            self.failures = 0;
            self.tell(SpeechEvent::Back { name });
        }
        // They may have changed while it was connecting.
        self.pass_settings();
        let waiting = self.saying.as_ref().filter(|saying| saying.aloud && !saying.started);
        if let Some((ticket, text, tone)) = waiting.map(|s| (s.ticket, s.text.clone(), s.tone)) {
            self.order(Order::Speak(ticket, text, tone), ANSWER);
        }
    }

    fn became(&mut self, ticket: Ticket, moment: Moment) {
        let Some(saying) = self.saying.as_mut().filter(|s| s.ticket == ticket && s.aloud) else { return };
        if !saying.started {
            saying.started = true;
            self.tell(SpeechEvent::Started { ticket, aloud: true });
        }
        let event = match moment {
            Moment::Started => return,
            Moment::Finished => SpeechEvent::Finished { ticket, aloud: true },
            Moment::Stopped => SpeechEvent::Stopped { ticket },
        };
        self.saying = None;
        self.tell(event);
    }

    /// The voice is gone. What it was saying goes on as a caption.
    fn fail(&mut self, why: VoiceError) {
        self.failures += 1;
        let again = Instant::now() + self.pause();
        match std::mem::replace(&mut self.link, Link::Down(again)) {
            Link::Connecting(worker, _) | Link::Up(worker) => worker.abandon(),
            Link::Down(_) | Link::Off => {}
        }
        if self.failures == 1 {
            self.tell(SpeechEvent::Failed { why });
        }
        self.go_on_silently();
    }

    fn go_on_silently(&mut self) {
        let Some(saying) = self.saying.as_mut().filter(|saying| saying.aloud) else { return };
        saying.aloud = false;
        if saying.over_by.is_some() {
            self.cut_off();
        } else if saying.started {
            self.silent.go_on(&saying.text, saying.since.elapsed());
        } else {
            self.silent.speak(&saying.text).ok();
        }
    }

    /// Tells what became of a caption.
    fn caption(&mut self) {
        while let Some(saying) = self.saying.as_mut().filter(|saying| !saying.aloud) {
            let ticket = saying.ticket;
            match self.silent.moment() {
                None => return,
                Some(Moment::Started) => {
                    saying.started = true;
                    self.tell(SpeechEvent::Started { ticket, aloud: false });
                }
                Some(Moment::Finished | Moment::Stopped) => {
                    self.saying = None;
                    self.tell(SpeechEvent::Finished { ticket, aloud: false });
                }
            }
        }
    }

    fn next_deadline(&self) -> Instant {
        let far = Instant::now() + IDLE;
        let saying = self.saying.as_ref().and_then(|saying| match saying {
            Saying { aloud: false, .. } => self.silent.due(),
            Saying { over_by: Some(over), .. } => Some(*over),
            Saying { started: false, since, .. } => Some(*since + START),
            Saying { since, check_at, text, .. } => {
                Some((*check_at).min(*since + self.settings.longest(text)))
            }
        });
        [self.link.due(), saying].into_iter().flatten().fold(far, Instant::min)
    }

    fn keep_deadlines(&mut self) {
        let now = Instant::now();
        match &self.link {
            Link::Connecting(_, since) if now >= *since + CONNECTING => self.fail(VoiceError::Hangs),
            Link::Up(worker) if worker.due().is_some_and(|due| now >= due) => self.fail(VoiceError::Hangs),
            Link::Down(again) if now >= *again => self.connect(),
            _ => {}
        }
        let Some(saying) = self.saying.as_mut().filter(|saying| saying.aloud) else { return };
        if saying.over_by.is_some_and(|over| now >= over) {
            self.cut_off();
        } else if !saying.started && now >= saying.since + START {
            self.late(now);
        } else if saying.started && now >= saying.since + self.settings.longest(&saying.text) {
            self.fail(VoiceError::Died);
        } else if saying.started && now >= saying.check_at {
            saying.check_at = now + CHECK;
            self.order(Order::Check, ANSWER);
        }
    }

    /// The sentence has not started. A voice that is still being looked for is waited for, but not by the sentence.
    fn late(&mut self, now: Instant) {
        let busy =
            matches!(&self.link, Link::Up(worker) if worker.due().is_some_and(|due| due > now + ANSWER));
        match &self.link {
            Link::Up(worker) if busy => {
                if let Some(saying) = &self.saying {
                    worker.forget(saying.ticket);
                }
                self.go_on_silently();
            }
            Link::Connecting(..) => {
                // It may still come; that it did not yet is told once, and that it came is too.
                self.failures += 1;
                self.tell(SpeechEvent::Failed { why: VoiceError::Hangs });
                self.go_on_silently();
            }
            _ => self.fail(VoiceError::Hangs),
        }
    }
}
