//! The thread that plays.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;
use std::sync::mpsc::Receiver;
use std::sync::mpsc::RecvTimeoutError;
use std::time::Duration;
use std::time::Instant;

use crate::core::span::Ms;
use crate::core::span::Span;
use crate::io::player::PlayError;
use crate::io::player::out::SoundOut;
use crate::io::player::take::Take;
use crate::runtime::studio::board::Board;
use crate::runtime::studio::playback::Job;
use crate::runtime::studio::playback::Open;
use crate::runtime::studio::playback::Playing;

/// How often the ring is filled. It holds ten times as much.
const TURN: Duration = Duration::from_millis(25);

/// A loudspeaker that takes nothing for so long is given up.
const STUCK: Duration = Duration::from_secs(3);

/// How much longer than it says the loudspeaker is given for the last sound.
const LAST_BLOCK: Duration = Duration::from_millis(250);

/// What the thread owns.
pub(super) struct Deck {
    open: Open,
    board: Board<Playing>,
    place: Arc<AtomicUsize>,
    now: Option<Run>,
}

/// One part that is being heard.
struct Run {
    take: Take,
    out: Box<dyn SoundOut>,
    part: Span<Ms>,
    looped: bool,
    speed: f32,
    /// Samples at the rate of the loudspeaker that found no room yet.
    waiting: VecDeque<f32>,
    /// The last sample of the file that was brought to the loudspeaker's rate, and the place after it.
    last: f32,
    between: f64,
    /// Everything of the part was read.
    read: bool,
    /// From which sample of the loudspeaker on the part is heard from its start.
    rounds: VecDeque<u64>,
    /// When the loudspeaker last went on.
    moved: (u64, Instant),
    /// When the loudspeaker had taken everything.
    over: Option<Instant>,
}

impl Deck {
    pub(super) fn new(open: Open, board: Board<Playing>, place: Arc<AtomicUsize>) -> Self {
        Self { open, board, place, now: None }
    }

    pub(super) fn work(mut self, jobs: &Receiver<Job>) {
        loop {
            let job = if self.now.is_some() {
                jobs.recv_timeout(TURN)
            } else {
                jobs.recv().map_err(|_| RecvTimeoutError::Disconnected)
            };
            match job {
                Ok(job) => self.take(job),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
            self.turn();
        }
    }

    fn take(&mut self, job: Job) {
        // The loudspeaker is kept from one part to the next.
        let out = self.end(None);
        if let Job::Play { file, part, looped, speed } = job {
            let begun = Take::open(&file).and_then(|take| {
                let out = out.map_or_else(|| (self.open)(), Ok)?;
                Run::begin(take, out, part, looped, speed)
            });
            match begun {
                Ok(run) => {
                    self.place.store(run.part.start(), Ordering::Relaxed);
                    self.board.show(Playing { part: Some(run.part), looped, fault: None });
                    self.now = Some(run);
                }
                Err(fault) => {
                    self.board.show(Playing { fault: Some(fault.to_string()), ..Playing::default() });
                }
            }
        }
    }

    /// Stops what is heard and gives its loudspeaker.
    fn end(&mut self, fault: Option<&PlayError>) -> Option<Box<dyn SoundOut>> {
        let mut run = self.now.take()?;
        let at = if run.over.is_some() { run.part.end() } else { run.at_ms() };
        self.place.store(at, Ordering::Relaxed);
        run.out.drop_waiting();
        let usable = fault.is_none() && run.out.fault().is_none();
        self.board.show(Playing { fault: fault.map(ToString::to_string), ..Playing::default() });
        usable.then_some(run.out)
    }

    fn turn(&mut self) {
        let Some(run) = &mut self.now else { return };
        match run.turn() {
            Ok(true) => self.place.store(run.at_ms(), Ordering::Relaxed),
            Ok(false) => drop(self.end(None)),
            Err(fault) => drop(self.end(Some(&fault))),
        }
    }
}

impl Run {
    fn begin(
        mut take: Take,
        out: Box<dyn SoundOut>,
        part: Span<Ms>,
        looped: bool,
        speed: f32,
    ) -> Result<Self, PlayError> {
        let length = take.length_ms();
        let start = part.start().min(length);
        let part = Span::from_len(start, part.end().min(length).saturating_sub(start));
        take.seek(part.start(), part.end(), speed)?;
        let (first, played) = (out.taken(), out.played());
        Ok(Self {
            take,
            part,
            looped: looped && !part.is_empty(),
            speed,
            waiting: VecDeque::new(),
            last: 0.0,
            between: 0.0,
            read: false,
            rounds: VecDeque::from([first]),
            moved: (played, Instant::now()),
            over: None,
            out,
        })
    }

    /// Fills the ring; `false` when the part was heard to its end.
    fn turn(&mut self) -> Result<bool, PlayError> {
        if let Some(fault) = self.out.fault() {
            return Err(fault);
        }
        self.notice_standstill()?;
        loop {
            let slice = self.waiting.make_contiguous();
            let given = self.out.push(slice);
            self.waiting.drain(..given);
            if !self.waiting.is_empty() {
                return Ok(true);
            }
            if self.read && !self.looped {
                return Ok(!self.is_over());
            }
            self.more()?;
        }
    }

    fn is_over(&mut self) -> bool {
        let taken = self.out.played() == self.out.taken();
        taken && self.over.get_or_insert_with(Instant::now).elapsed() >= LAST_BLOCK + self.out.latency()
    }

    fn more(&mut self) -> Result<(), PlayError> {
        if self.read {
            self.take.seek(self.part.start(), self.part.end(), self.speed)?;
            self.rounds.push_back(self.out.taken());
            self.read = false;
        }
        let mut samples = Vec::new();
        self.read = !self.take.read(&mut samples)?;
        self.bring_to_rate(&samples);
        Ok(())
    }

    /// Between two samples a straight line, which is enough to listen back.
    fn bring_to_rate(&mut self, samples: &[f32]) {
        let step = f64::from(self.take.rate()) / f64::from(self.out.rate().max(1));
        for sample in samples {
            while self.between < 1.0 {
                self.waiting.push_back(self.last + (sample - self.last) * self.between as f32);
                self.between += step;
            }
            self.between -= 1.0;
            self.last = *sample;
        }
    }

    /// Where it is heard now, in ms of the file.
    fn at_ms(&mut self) -> usize {
        let played = self.out.played();
        while self.rounds.get(1).is_some_and(|next| *next <= played) {
            self.rounds.pop_front();
        }
        let begun = self.rounds.front().copied().unwrap_or(played);
        let seconds = played.saturating_sub(begun) as f64 / f64::from(self.out.rate().max(1));
        let seconds = (seconds - self.out.latency().as_secs_f64()).max(0.0);
        let ms = (seconds * 1000.0 * f64::from(self.speed)) as usize;
        (self.part.start() + ms).min(self.part.end())
    }

    fn notice_standstill(&mut self) -> Result<(), PlayError> {
        let played = self.out.played();
        if played != self.moved.0 || played == self.out.taken() {
            self.moved = (played, Instant::now());
        }
        if self.moved.1.elapsed() > STUCK {
            Err(PlayError::Stuck { name: "in use".to_owned() })
        } else {
            Ok(())
        }
    }
}
