//! The world around an interview, on a clock of its own: a person who speaks, an ear, a recogniser and a voice.
//!
//! Everything that an effect asks for happens after a fixed time, so that a script gives the same events every time. The
//! world watches what must never happen: that the ear is open while the voice sounds.

use pushback::core::interview::effect::Effect;
use pushback::core::interview::event::Event;
use pushback::core::interview::event::EventWord;
use pushback::core::interview::event::Kind;
use pushback::core::interview::state::Interview;

/// Frames until a beginning is seen, until a pause is seen, and until a segment closes, in ms.
const ONSET: u64 = 48;
const PAUSE_SEEN: u64 = 160;
const HANGOVER: u64 = 600;
const PRE_ROLL: u64 = 300;
const SHUTS: u64 = 10;
const VOICE_BEGINS: u64 = 20;
const VOICE_STOPS: u64 = 50;

/// How the voice of this world behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum VoiceIs {
    Well,
    Failing,
    Hanging,
}

struct Word {
    text: String,
    from: u64,
    to: u64,
}

struct Segment {
    id: u32,
    opening: u32,
    from: u64,
    to: Option<u64>,
}

#[derive(Debug, PartialEq)]
enum Coming {
    Event(Kind),
    SpeechSeen,
    PauseSeen { said_until: u64 },
    Hangover { said_until: u64 },
    EarShut { opening: u32, segment: Option<u32> },
}

pub(crate) struct World<'a> {
    pub(crate) interview: Interview<'a>,
    pub(crate) now: u64,
    /// What was done, with its time: effects but ticks.
    pub(crate) log: Vec<(u64, String)>,
    /// The events that changed something.
    pub(crate) events: Vec<Event>,
    pub(crate) recogniser_ms: u64,
    pub(crate) voice_ms: u64,
    pub(crate) voice: VoiceIs,
    /// So many segments are refused.
    pub(crate) refusals: usize,
    /// So many segments fail.
    pub(crate) failures: usize,
    coming: Vec<(u64, Coming)>,
    wake: Option<u64>,
    words: Vec<Word>,
    talks: Vec<(u64, u64)>,
    ear: Option<(u32, u64)>,
    shutting: Option<u32>,
    /// When the ear was open.
    open: Vec<(u64, u64)>,
    segments: Vec<Segment>,
    busy_until: u64,
    sounding: Option<u32>,
}

impl<'a> World<'a> {
    pub(crate) fn new(interview: Interview<'a>) -> Self {
        Self {
            interview,
            now: 0,
            log: Vec::new(),
            events: Vec::new(),
            recogniser_ms: 120,
            voice_ms: 1_500,
            voice: VoiceIs::Well,
            refusals: 0,
            failures: 0,
            coming: Vec::new(),
            wake: None,
            words: Vec::new(),
            talks: Vec::new(),
            ear: None,
            shutting: None,
            open: Vec::new(),
            segments: Vec::new(),
            busy_until: 0,
            sounding: None,
        }
    }

    /// The person speaks from now on, for so long.
    pub(crate) fn says(&mut self, text: &str, ms: u64) {
        let (from, to) = (self.now, self.now + ms);
        let spoken: Vec<&str> = text.split_whitespace().collect();
        let each = ms / spoken.len().max(1) as u64;
        for (at, word) in spoken.iter().enumerate() {
            let from = from + each * at as u64;
            self.words.push(Word { text: (*word).to_owned(), from, to: from + each });
        }
        self.talks.push((from, to));
        self.later(from + ONSET, Coming::SpeechSeen);
        self.later(to + PAUSE_SEEN, Coming::PauseSeen { said_until: to });
        self.later(to + HANGOVER, Coming::Hangover { said_until: to });
    }

    /// The person makes a sound that is no speech.
    pub(crate) fn coughs(&mut self) {
        let Some((opening, _)) = self.ear else { return };
        self.send(Kind::SpeechBegan { opening });
        self.later(self.now + 300, Coming::Event(Kind::Noise { opening }));
    }

    /// The microphone goes away: what was open is closed before it is said.
    pub(crate) fn loses_device(&mut self) {
        if let Some((opening, _)) = self.ear.take() {
            self.close_opening();
            self.close_open(opening);
        }
        self.send(Kind::DeviceLost);
    }

    fn close_opening(&mut self) {
        if let Some((_, end)) = self.open.last_mut() {
            *end = (*end).min(self.now);
        }
    }

    /// The words that were spoken while the ear was open, but for the last before it shut, if it was too short to be heard as speech.
    pub(crate) fn words_on_the_floor(&self) -> Vec<String> {
        let inside = |w: &&Word| self.open.iter().any(|(from, to)| *from <= w.from && w.to + ONSET < *to);
        self.words.iter().filter(inside).map(|w| w.text.clone()).collect()
    }

    /// Lets time pass.
    pub(crate) fn run_until(&mut self, time: u64) {
        loop {
            let coming = (0..self.coming.len()).min_by_key(|&at| self.coming[at].0);
            let next = coming.map(|at| self.coming[at].0);
            let wakes = self.wake.filter(|at| next.is_none_or(|next| *at < next));
            match (wakes, coming) {
                (Some(at), _) if at <= time => {
                    self.now = self.now.max(at);
                    self.wake = None;
                    self.send(Kind::Tick);
                }
                (None, Some(at)) if self.coming[at].0 <= time => {
                    let (when, coming) = self.coming.remove(at);
                    self.now = self.now.max(when);
                    self.comes(coming);
                }
                _ => break,
            }
        }
        self.now = self.now.max(time);
    }

    /// Something happens to the interview now.
    pub(crate) fn send(&mut self, kind: Kind) {
        match &kind {
            Kind::VoiceFinished { utterance }
            | Kind::VoiceStopped { utterance }
            | Kind::VoiceFailed { utterance } => {
                self.sounding = self.sounding.filter(|of| of != utterance);
            }
            _ => {}
        }
        let event = Event { at_ms: self.now, kind };
        let outcome = self.interview.step(&event);
        if outcome.changed {
            self.events.push(event);
        }
        for effect in outcome.effects {
            self.does(&effect);
        }
    }

    fn later(&mut self, at: u64, coming: Coming) {
        self.coming.push((at, coming));
    }

    fn comes(&mut self, coming: Coming) {
        match coming {
            Coming::Event(kind) => self.send(kind),
            Coming::SpeechSeen => self.speech_is_seen(),
            Coming::PauseSeen { said_until } => {
                if let (Some((opening, _)), Some(segment)) = (self.ear, self.quiet_since(said_until)) {
                    let silent_since_ms = said_until;
                    self.send(Kind::SpeechPaused { opening, segment, silent_since_ms });
                }
            }
            Coming::Hangover { said_until } => {
                if let (Some((opening, _)), Some(_)) = (self.ear, self.quiet_since(said_until)) {
                    self.close_open(opening);
                }
            }
            Coming::EarShut { opening, segment } => {
                self.shutting = self.shutting.filter(|of| *of != opening);
                if let Some(id) = segment {
                    self.send(self.closed(opening, id));
                }
                self.send(Kind::EarClosed { opening });
            }
        }
    }

    fn speech_is_seen(&mut self) {
        if !self.talks_now() {
            return;
        }
        let Some((opening, not_before)) = self.ear else {
            // It was on its way when the ear was told to shut.
            return self.shutting.into_iter().for_each(|opening| self.send(Kind::SpeechBegan { opening }));
        };
        if self.open_segment().is_none() {
            let from = (self.now - ONSET).saturating_sub(PRE_ROLL).max(not_before);
            let id = self.segments.len() as u32;
            self.segments.push(Segment { id, opening, from, to: None });
        }
        self.send(Kind::SpeechBegan { opening });
    }

    fn talks_now(&self) -> bool {
        self.talks.iter().any(|(from, to)| (*from..*to).contains(&self.now))
    }

    fn open_segment(&self) -> Option<u32> {
        self.segments.last().filter(|s| s.to.is_none()).map(|s| s.id)
    }

    /// The open segment, if nothing was said since then.
    fn quiet_since(&self, said_until: u64) -> Option<u32> {
        let later = self.talks.iter().any(|(from, to)| *to > said_until && *from <= self.now);
        if later { None } else { self.open_segment() }
    }

    fn close_open(&mut self, opening: u32) {
        if let Some(id) = self.open_segment() {
            self.segments[id as usize].to = Some(self.now);
            self.send(self.closed(opening, id));
        }
    }

    fn closed(&self, opening: u32, id: u32) -> Kind {
        let segment = &self.segments[id as usize];
        let (start, end) = (segment.from as usize, segment.to.unwrap_or(self.now) as usize);
        Kind::SegmentClosed { opening, segment: id, start_ms: start, end_ms: end, goes_on: false }
    }

    fn does(&mut self, effect: &Effect) {
        match *effect {
            Effect::Wake { at_ms } => {
                self.wake = Some(at_ms);
                return;
            }
            Effect::Speak { utterance, ref text, .. } => {
                assert!(self.ear.is_none(), "at {}: speaks {text:?} with an open ear", self.now);
                self.speaks(utterance);
            }
            Effect::StopVoice { utterance } => {
                self.coming.retain(|(_, c)| !is_voice(c, utterance));
                self.later(self.now + VOICE_STOPS, Coming::Event(Kind::VoiceStopped { utterance }));
            }
            Effect::Listen { opening, not_before_ms } => {
                assert_eq!(self.sounding, None, "at {}: listens while the voice sounds", self.now);
                self.ear = Some((opening, not_before_ms));
                self.open.push((self.now, u64::MAX));
                self.shutting = None;
                self.later(self.now + ONSET, Coming::SpeechSeen);
            }
            Effect::StopListening { opening } => {
                self.ear = None;
                self.close_opening();
                self.shutting = Some(opening);
                let segment = self.open_segment().filter(|id| self.segments[*id as usize].opening == opening);
                if let Some(id) = segment {
                    self.segments[id as usize].to = Some(self.now);
                }
                self.later(self.now + SHUTS, Coming::EarShut { opening, segment });
            }
            Effect::Transcribe { segment, pass, .. } => self.transcribes(segment, pass),
            Effect::Drop { segment, pass } => {
                let dropped = |c: &Coming| matches!(c, Coming::Event(Kind::Heard { segment: s, pass: p, .. }) if (*s, *p) == (segment, pass));
                self.coming.retain(|(_, c)| !dropped(c));
            }
            Effect::WatchForSpeech { .. } | Effect::Tell { .. } | Effect::Judged { .. } | Effect::Finish => {}
        }
        self.log.push((self.now, shown(effect)));
    }

    fn speaks(&mut self, utterance: u32) {
        self.sounding = Some(utterance);
        match self.voice {
            VoiceIs::Well => {
                let begins = self.now + VOICE_BEGINS;
                self.later(begins, Coming::Event(Kind::VoiceStarted { utterance }));
                self.later(begins + self.voice_ms, Coming::Event(Kind::VoiceFinished { utterance }));
            }
            VoiceIs::Failing => self.later(self.now + 5, Coming::Event(Kind::VoiceFailed { utterance })),
            VoiceIs::Hanging => {}
        }
    }

    fn transcribes(&mut self, segment: u32, pass: u32) {
        let refused = self.refusals > 0;
        let failed = !refused && self.failures > 0;
        if refused {
            self.refusals -= 1;
            return self.later(self.now + 1, Coming::Event(Kind::Refused { segment, pass }));
        }
        self.busy_until = self.busy_until.max(self.now) + self.recogniser_ms;
        let kind = if failed {
            self.failures -= 1;
            Kind::NotHeard { segment, pass }
        } else {
            Kind::Heard { segment, pass, words: self.words_of(segment) }
        };
        self.later(self.busy_until, Coming::Event(kind));
    }

    fn words_of(&self, id: u32) -> Vec<EventWord> {
        let segment = &self.segments[id as usize];
        let to = segment.to.unwrap_or(self.now);
        let inside = self.words.iter().filter(|w| w.from >= segment.from && w.from < to);
        let word = |w: &Word| EventWord {
            text: w.text.clone(),
            start_ms: w.from as usize,
            end_ms: w.to as usize,
            confidence: 0.95,
        };
        inside.map(word).collect()
    }
}

fn is_voice(coming: &Coming, utterance: u32) -> bool {
    matches!(coming, Coming::Event(Kind::VoiceStarted { utterance: of } | Kind::VoiceFinished { utterance: of }) if *of == utterance)
}

/// An effect as scripts write it.
fn shown(effect: &Effect) -> String {
    match effect {
        Effect::Speak { text, .. } => format!("speak {text}"),
        Effect::StopVoice { .. } => "stop voice".into(),
        Effect::WatchForSpeech { .. } => "watch".into(),
        Effect::Listen { .. } => "listen".into(),
        Effect::StopListening { .. } => "stop listening".into(),
        Effect::Transcribe { segment, draft, .. } => {
            format!("{} {segment}", if *draft { "draft" } else { "transcribe" })
        }
        Effect::Drop { segment, .. } => format!("drop {segment}"),
        Effect::Wake { .. } => "wake".into(),
        Effect::Tell { notice } => {
            let value = serde_json::to_value(notice).unwrap();
            format!("tell {}", value["notice"].as_str().unwrap().replace('_', " "))
        }
        Effect::Judged { question } => format!("judged {question}"),
        Effect::Finish => "finish".into(),
    }
}
