//! The loop: one event at a time, written down before it has effects.

use std::collections::VecDeque;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::time::Duration;
use std::time::Instant;

use tokio::sync::mpsc::Receiver;
use tokio::sync::mpsc::Sender;
use tokio::time::timeout_at;

use crate::core::interview::effect::Effect;
use crate::core::interview::event::Event;
use crate::core::interview::event::EventWord;
use crate::core::interview::event::Kind;
use crate::core::interview::loops::Pitch;
use crate::core::interview::plan::Plan;
use crate::core::interview::state::Interview;
use crate::core::listening::FRAME_SAMPLES;
use crate::core::listening::ms_at;
use crate::core::transcript::HeardWord;
use crate::io::session::audio::AudioFile;
use crate::io::session::error::SessionError;
use crate::io::session::writer::SessionWriter;
use crate::runtime::interview::Face;
use crate::runtime::interview::Held;
use crate::runtime::interview::HoldError;
use crate::runtime::interview::Inbox;
use crate::runtime::interview::Setup;
use crate::runtime::interview::book::Book;
use crate::runtime::interview::book::Model;
use crate::runtime::interview::clock::Clock;
use crate::runtime::interview::delivery::Delivered;
use crate::runtime::interview::hands::Hands;
use crate::runtime::interview::listen::Order;
use crate::runtime::interview::mouth::Said;
use crate::runtime::interview::report::EarReport;
use crate::runtime::interview::report::Report;
use crate::runtime::interview::restore::Past;
use crate::runtime::interview::sounds::Sounds;

/// How often the wish to stop is looked at.
const LOOK: Duration = Duration::from_millis(50);

/// How far low and high voices are from the middle, of what the voice can do.
const LOW: f32 = -0.4;
const HIGH: f32 = 0.4;

/// A session that was told to stop is over after this time, heard or not.
const STOPS_WITHIN: Duration = Duration::from_secs(3);

struct Room<'a, 'f> {
    interview: Interview<'a>,
    book: Book,
    hands: Hands,
    sounds: Sounds,
    /// One for each question.
    heard: Vec<Delivered>,
    face: &'f mut dyn Face,
    clock: Clock,
    wake: Option<u64>,
    /// What follows from what could not be done.
    own: VecDeque<Kind>,
    /// Answers on disk are to be brought up to date.
    judged: bool,
    stopping: Option<Instant>,
}

pub(super) async fn hold(
    plan: &Plan<'_>,
    setup: Setup,
    inbox: Inbox,
    face: &mut dyn Face,
    stop: &AtomicBool,
) -> Result<Held, HoldError> {
    let leaves = setup.leaves;
    let Inbox { mut reports, sender } = inbox;
    let (speed, mode) = (setup.speed, plan.settings.mode);
    let (mut room, goes_on) = open(plan, setup, &sender, face)?;
    // From here on the desk and the workers hold the senders.
    drop(sender);
    room.show();
    tracing::info!(questions = plan.questions.len(), speed, ?mode, goes_on, "an interview begins");
    let mut outcome = room.begin(goes_on);
    let left = || leaves && stop.load(Ordering::Relaxed);
    while outcome.is_ok() && !room.interview.is_over() && !left() {
        let until = room.wakes_at().min(Instant::now() + LOOK);
        if let Ok(Some(report)) = timeout_at(until.into(), reports.recv()).await {
            outcome = room.take(report);
        }
        outcome = outcome.and_then(|()| room.tick());
        if !leaves {
            outcome = outcome.and_then(|()| room.look_at(stop));
        }
    }
    close(room, outcome, reports)
}

/// Makes everything ready; also whether an earlier sitting is gone on with.
fn open<'a, 'f>(
    plan: &'a Plan<'a>,
    setup: Setup,
    sender: &Sender<Report>,
    face: &'f mut dyn Face,
) -> Result<(Room<'a, 'f>, bool), HoldError> {
    let Setup { ears, voice, mut session, speed, before, .. } = setup;
    let model = ears.as_ref().map(|ears| Model {
        name: ears.recogniser.name().to_owned(),
        synthetic_only: ears.recogniser.synthetic_only(),
    });
    let goes_on = before.is_some();
    let past = before.map_or_else(|| Past::none(plan), |script| Past::of(session.path(), &script, plan));
    let audio = ears.as_ref().map(|_| sound_file(&mut session, goes_on)).transpose()?;
    let book = if goes_on {
        Book::go_on(session, model, past.interview.done().len())?
    } else {
        Book::open(session, plan, model)?
    };
    let Past { interview, heard, last_ms, segments, .. } = past;
    let clock = Clock::go_on(speed, last_ms);
    let ears = ears.zip(audio).map(|(ears, audio)| (ears, audio, segments));
    let hands = Hands::start(ears, voice, book.syncer(), clock, sender)?;
    let room = Room {
        interview,
        book,
        hands,
        sounds: Sounds::default(),
        heard,
        face,
        clock,
        wake: None,
        own: VecDeque::new(),
        judged: false,
        stopping: None,
    };
    Ok((room, goes_on))
}

/// Ends the workers and closes the session, as far as there is something in it.
fn close(
    room: Room<'_, '_>,
    outcome: Result<(), SessionError>,
    mut reports: Receiver<Report>,
) -> Result<Held, HoldError> {
    let Room { interview, mut book, hands, heard, face, clock, .. } = room;
    let mut late = None;
    hands.end(&mut || {
        while let Ok(report) = reports.try_recv() {
            if let Report::Disk(error) = report {
                late.get_or_insert(error);
            }
        }
    });
    face.show(&interview.view(), clock.now_ms());
    let (done, ms) = (interview.done().len(), clock.now_ms());
    tracing::info!(done, ms, "the interview is over");
    outcome.and(late.map_or(Ok(()), Err))?;
    book.judge(&interview, &heard)?;
    let session = book.session().clone();
    let done = interview.done().to_vec();
    let told = interview.anything_said() || done.iter().any(|done| !done.turns.is_empty());
    let kept = told || heard.iter().any(Delivered::any);
    let left = kept && !interview.is_over();
    match (kept, left) {
        (true, true) => book.leave()?,
        (true, false) => book.finish()?,
        (false, _) => book.abandon(),
    }
    Ok(Held { session, done, kept, left })
}

/// Begins the sound file, or goes on with it at a whole frame.
fn sound_file(session: &mut SessionWriter, goes_on: bool) -> Result<AudioFile, SessionError> {
    if !goes_on {
        return session.audio();
    }
    let mut audio = session.audio_again()?;
    let rest = audio.samples() % FRAME_SAMPLES;
    if rest > 0 {
        audio.push(&vec![0.0; FRAME_SAMPLES - rest])?;
    }
    Ok(audio)
}

impl Room<'_, '_> {
    /// Writes down how a loop is planned, so that whatever happens it can be gone on with.
    fn begin(&mut self, goes_on: bool) -> Result<(), SessionError> {
        if self.interview.plan().schedule.is_some() {
            self.book.judge(&self.interview, &self.heard)?;
        }
        if goes_on { self.step(Kind::Reopened) } else { Ok(()) }
    }

    /// How high the interviewer speaks, from -1 to 1.
    fn tone(&self, interviewer: usize) -> f32 {
        let host = self.interview.plan().schedule.and_then(|schedule| schedule.hosts.get(interviewer));
        host.map_or(0.0, |host| match host.pitch {
            Pitch::Low => LOW,
            Pitch::Middle => 0.0,
            Pitch::High => HIGH,
        })
    }

    fn wakes_at(&self) -> Instant {
        self.wake.map_or_else(|| Instant::now() + LOOK, |at| self.clock.when(at))
    }

    fn tick(&mut self) -> Result<(), SessionError> {
        if self.wake.is_some_and(|at| at <= self.clock.now_ms()) {
            self.wake = None;
            return self.step(Kind::Tick);
        }
        Ok(())
    }

    /// The wish of a signal to end.
    fn look_at(&mut self, stop: &AtomicBool) -> Result<(), SessionError> {
        if !stop.load(Ordering::Relaxed) {
            return Ok(());
        }
        match self.stopping {
            None => self.stopping = Some(Instant::now()),
            Some(since) if since.elapsed() >= STOPS_WITHIN => self.give_up()?,
            Some(_) => return Ok(()),
        }
        self.step(Kind::EndNow)
    }

    /// What is not written down by now is taken for not understood, so that the rest is judged.
    fn give_up(&mut self) -> Result<(), SessionError> {
        // What was refused is offered again in between.
        while let Some((segment, pass)) = self.hands.handed() {
            self.hands.drop_job((segment, pass));
            self.step(Kind::NotHeard { segment, pass })?;
        }
        Ok(())
    }

    fn take(&mut self, report: Report) -> Result<(), SessionError> {
        match report {
            Report::Asked(kind) => {
                if kind == Kind::Redo {
                    self.sounds.forget();
                }
                return self.step(kind);
            }
            Report::Ear(report) => return self.take_ear(report),
            Report::Heard { segment, pass, result, first } => {
                self.hands.answered((segment, pass));
                self.sounds.answered(segment, pass);
                let kind = match result {
                    Ok(words) => Kind::Heard { segment, pass, words: placed(&words, first) },
                    Err(error) => {
                        self.face.tell(&error.to_string());
                        Kind::NotHeard { segment, pass }
                    }
                };
                return self.step(kind);
            }
            Report::Speech(event) => match self.hands.became(event) {
                Said::Event(kind) => return self.step(kind),
                Said::Failed(kind, why) => {
                    self.face.tell(&why);
                    return kind.map_or(Ok(()), |kind| self.step(kind));
                }
                Said::Told(what) => self.face.tell(&what),
                Said::Nothing => {}
            },
            Report::Level(level) => self.face.level(level, self.clock.now_ms()),
            Report::Lost(ms) => {
                let what = format!("{ms} ms of sound were lost, for the machine was too busy");
                self.face.tell(&what);
                self.delivered(|heard| heard.warn("some sound was lost, for the machine was too busy"));
            }
            Report::NoMicrophone(error) => self.face.tell(&error.to_string()),
            Report::PlayedOut => {
                self.face.tell("there is no recording left to answer, so the session ends here");
                return self.step(Kind::EndNow);
            }
            Report::Disk(error) => return Err(error),
        }
        Ok(())
    }

    fn take_ear(&mut self, report: EarReport) -> Result<(), SessionError> {
        let kind = match report {
            EarReport::Began { opening } => Kind::SpeechBegan { opening },
            EarReport::Paused { opening, segment, silent_since_ms, sound } => {
                self.sounds.put(segment, sound, false);
                Kind::SpeechPaused { opening, segment, silent_since_ms }
            }
            EarReport::Noise { opening } => Kind::Noise { opening },
            EarReport::Closed { opening, segment, goes_on, sound } => {
                self.delivered(|heard| heard.take(opening, &sound));
                let start_ms = ms_at(sound.first * FRAME_SAMPLES);
                let end_ms = ms_at((sound.first + sound.voiced.len()) * FRAME_SAMPLES);
                self.sounds.put(segment, sound, true);
                Kind::SegmentClosed { opening, segment, start_ms, end_ms, goes_on }
            }
            EarReport::Shut { opening } => Kind::EarClosed { opening },
            EarReport::SpokenOver => Kind::SpokenOver,
            EarReport::DeviceLost => {
                self.delivered(|heard| heard.warn("the microphone went away in between"));
                Kind::DeviceLost
            }
            EarReport::DeviceBack { name } => Kind::DeviceBack { name },
        };
        self.step(kind)
    }

    fn delivered(&mut self, what: impl FnOnce(&mut Delivered)) {
        let question = self.interview.question();
        if let Some(heard) = self.heard.get_mut(question) {
            what(heard);
        }
    }

    /// One event and everything that follows from it at once.
    fn step(&mut self, kind: Kind) -> Result<(), SessionError> {
        self.own.push_back(kind);
        while let Some(kind) = self.own.pop_front() {
            let event = Event { at_ms: self.clock.now_ms(), kind };
            let outcome = self.interview.step(&event);
            if outcome.changed {
                self.book.write(&event)?;
            }
            outcome.effects.into_iter().for_each(|effect| self.perform(effect));
            self.sounds.tidy();
            if outcome.changed {
                self.show();
            }
        }
        if std::mem::take(&mut self.judged) {
            // After all else, for it waits for the disk.
            self.book.judge(&self.interview, &self.heard)?;
        }
        Ok(())
    }

    fn show(&mut self) {
        self.face.show(&self.interview.view(), self.clock.now_ms());
    }

    fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Speak { utterance, text, interviewer } => {
                if !self.hands.say(utterance, self.tone(interviewer), &text) {
                    self.own.push_back(Kind::VoiceFailed { utterance });
                }
            }
            Effect::StopVoice { .. } => self.hands.hush(),
            Effect::WatchForSpeech { .. } => {
                // Without an ear the key is left.
                self.hands.order(Order::Watch);
            }
            Effect::Listen { opening, not_before_ms } => {
                self.hands.order(Order::Open { opening, not_before_ms });
            }
            Effect::StopListening { opening } => {
                if !self.hands.order(Order::Shut { opening }) {
                    self.own.push_back(Kind::EarClosed { opening });
                }
            }
            Effect::Transcribe { segment, pass, .. } => self.transcribe(segment, pass),
            Effect::Drop { segment, pass } => self.hands.drop_job((segment, pass)),
            Effect::Wake { at_ms } => self.wake = Some(at_ms),
            Effect::Judged { .. } => {
                self.judged = true;
                self.sounds.forget();
            }
            // The view has them.
            Effect::Tell { .. } | Effect::Finish => {}
        }
    }

    fn transcribe(&mut self, segment: u32, pass: u32) {
        let Some(sound) = self.sounds.hand_over(segment, pass) else {
            self.own.push_back(Kind::NotHeard { segment, pass });
            return;
        };
        if !self.hands.transcribe((segment, pass), sound) {
            self.own.push_back(Kind::Refused { segment, pass });
        }
    }
}

/// Words with their times in the sound file.
fn placed(words: &[HeardWord], first: usize) -> Vec<EventWord> {
    let shift = ms_at(first * FRAME_SAMPLES);
    let shifted = words.iter().map(EventWord::from).map(|word| EventWord {
        start_ms: word.start_ms + shift,
        end_ms: word.end_ms + shift,
        ..word
    });
    shifted.collect()
}
