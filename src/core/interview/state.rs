//! What is true in an interview at one moment.

use crate::core::interview::clock::Clock;
use crate::core::interview::effect::Effect;
use crate::core::interview::effect::Notice;
use crate::core::interview::event::EventWord;
use crate::core::interview::floor::pauses::Pauses;
use crate::core::interview::plan::Plan;
use crate::core::interview::plan::Question;
use crate::core::interview::rehearsal::Rehearsal;
use crate::core::interview::segments::Segments;
use crate::core::interview::talk::Talk;
use crate::core::rubric::dialogue::session::Asked;
use crate::core::rubric::verdict::Gap;
use crate::core::rubric::verdict::Verdict;

/// An interview. It changes by [`Interview::step`] only.
#[derive(Debug, Clone)]
pub struct Interview<'a> {
    pub(super) plan: &'a Plan<'a>,
    /// The time of the last event that changed something.
    pub(super) now: u64,
    pub(super) phase: Phase,
    /// Which question of the plan.
    pub(super) question: usize,
    pub(super) talk: Option<Talk<'a>>,
    /// The clock of a loop.
    pub(super) rehearsal: Option<Rehearsal>,
    pub(super) turn: Turn,
    /// When this question was asked; time held does not count.
    pub(super) question_from: u64,
    /// Every probe that was spoken in this session: none comes again.
    pub(super) spoken: Vec<String>,
    /// What the interviewer asked last: what is said again on demand.
    pub(super) asked: String,
    /// The gap behind it, if it is a probe.
    pub(super) probing: Option<Gap>,
    pub(super) voice: Voice,
    pub(super) ear: Ear,
    /// The voice was silent from here on.
    pub(super) quiet_from: u64,
    pub(super) microphone: Microphone,
    pub(super) pauses: Pauses,
    pub(super) behind: bool,
    /// Everything spoken, in order.
    pub(super) lines: Vec<Line>,
    pub(super) notices: Vec<(u64, Notice)>,
    pub(super) done: Vec<Done>,
    pub(super) utterances: u32,
    pub(super) openings: u32,
    /// The time that was asked for.
    pub(super) armed: Option<u64>,
    /// Effects of the step that is being taken.
    pub(super) effects: Vec<Effect>,
}

/// Each variant holds only what is true in that phase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Phase {
    /// Nobody has begun.
    Ready,
    /// The interviewer speaks, or its caption is being read.
    Asking(Asking),
    /// The voice was told to stop, and the floor is the person's when it has.
    Hushing { utterance: u32, until: u64 },
    /// The voice has ended; its echo fades.
    HoldOff { until: u64 },
    /// The person has the floor.
    Floor(Floor),
    /// The turn has ended; the last of it is being heard.
    Finishing { end: End, since: u64 },
    /// The verdict on a question is shown.
    Shown,
    /// A break of a loop, until then.
    Break { until: u64 },
    /// Held by the person, and what goes on afterwards.
    Held { since: u64, then: Box<Phase> },
    /// Nothing follows.
    Over,
}

/// What the interviewer says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Asking {
    pub(super) utterance: u32,
    pub(super) text: String,
    pub(super) then: Then,
    /// The voice has it; otherwise there is only the caption.
    pub(super) sounding: bool,
    /// When it is over at the latest: the caption is read, or the voice hangs.
    pub(super) until: u64,
}

/// What follows on what the interviewer says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Then {
    /// The person's turn, a new one or the one that was interrupted.
    Turn,
    /// The question is done.
    Close,
    /// A part of a loop in which nothing is asked goes on.
    Part,
}

/// The person has the floor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Floor {
    pub(super) speech: Speech,
    /// Time to think; it ends with the first word.
    pub(super) think_until: Option<u64>,
    /// The silence that will end the answer.
    pub(super) ring: Option<Ring>,
    /// The person said that more is to come: this silence ends nothing.
    pub(super) kept: bool,
}

/// Whether somebody speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Speech {
    /// Not yet, since then.
    NotYet { since: u64 },
    /// Yes.
    Talking,
    /// It paused then.
    Quiet { since: u64 },
}

/// A silence that ends an answer when it is complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ring {
    /// When the silence began.
    pub from_ms: u64,
    /// When it is complete.
    pub to_ms: u64,
}

/// Why a turn ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// By the key.
    Key,
    /// By a silence.
    Silence,
    /// By the clock; in the middle of speech or not.
    Time { cut: bool },
    /// By typing.
    Typed,
    /// The question is left.
    Skip,
    /// The session is left.
    Session,
}

/// One turn of the person's.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Turn {
    /// The first opening of the ear that belongs to it.
    pub(super) from_opening: u32,
    pub(super) segments: Segments,
    pub(super) typed: Option<String>,
    pub(super) clock: Clock,
    /// "Take your time" was said.
    pub(super) nudged: bool,
    /// Skipping was offered.
    pub(super) may_skip: bool,
    /// Time to think that is left, in ms.
    pub(super) think_ms: u64,
    /// A silence that will count as a habit when real speech followed it, in ms.
    pub(super) pause: Option<u32>,
}

/// The interviewer's voice.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Voice {
    /// Since when it fails; it is tried again after a while.
    pub(super) failed_at: Option<u64>,
    /// The person knows.
    pub(super) told: bool,
}

/// Whether the microphone is listened to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ear {
    Shut,
    Open {
        opening: u32,
    },
    /// It was told to shut, and what was open is being closed.
    Shutting {
        opening: u32,
        until: u64,
    },
}

/// Whether there is a microphone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Microphone {
    /// There is.
    Here,
    /// It went away in the session.
    Lost,
    /// The session has none: answers are typed.
    None,
}

/// Who said something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Speaker {
    /// The interviewer.
    Interviewer,
    /// The person who practises.
    Person,
}

/// Something that was said and is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// By whom.
    pub speaker: Speaker,
    /// The words.
    pub text: String,
    /// The question it belongs to.
    pub question: usize,
}

/// What one turn says.
#[derive(Debug, Clone, PartialEq)]
pub enum Words {
    /// Spoken.
    Heard(Vec<EventWord>),
    /// Typed.
    Typed(String),
}

/// A turn of the person's that has ended.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// The probe it replies to, and how it took it; nothing for the answer itself.
    pub asked: Option<Asked>,
    /// What was said.
    pub words: Words,
}

/// A question that is done.
#[derive(Debug, Clone, PartialEq)]
pub struct Done {
    /// Which of the plan.
    pub question: usize,
    /// The verdict; `None` where nothing was said.
    pub verdict: Option<Verdict>,
    /// What was judged.
    pub transcript: String,
    /// The same turn by turn.
    pub turns: Vec<Told>,
    /// It was left before its end.
    pub left: bool,
}

// Written by hand: the plan is the same for both, and what it holds cannot be compared.
impl PartialEq for Interview<'_> {
    fn eq(&self, other: &Self) -> bool {
        let counts = |of: &Self| {
            (
                of.now,
                of.question,
                of.question_from,
                of.quiet_from,
                of.utterances,
                of.openings,
                of.armed,
                of.behind,
            )
        };
        let hands = |of: &Self| (of.voice, of.ear, of.microphone, of.pauses);
        counts(self) == counts(other)
            && hands(self) == hands(other)
            && (&self.phase, &self.talk, &self.turn) == (&other.phase, &other.talk, &other.turn)
            && (&self.asked, &self.probing, &self.spoken) == (&other.asked, &other.probing, &other.spoken)
            && (&self.lines, &self.notices, &self.done) == (&other.lines, &other.notices, &other.done)
            && self.rehearsal == other.rehearsal
    }
}

impl<'a> Interview<'a> {
    /// An interview before it starts.
    pub fn new(plan: &'a Plan<'a>) -> Self {
        let microphone = if plan.settings.ears { Microphone::Here } else { Microphone::None };
        Self {
            plan,
            now: 0,
            phase: Phase::Ready,
            question: 0,
            talk: None,
            rehearsal: None,
            turn: Turn::default(),
            question_from: 0,
            spoken: Vec::new(),
            asked: String::new(),
            probing: None,
            voice: Voice::default(),
            ear: Ear::Shut,
            quiet_from: 0,
            microphone,
            pauses: Pauses::default(),
            behind: false,
            lines: Vec::new(),
            notices: Vec::new(),
            done: Vec::new(),
            utterances: 0,
            openings: 0,
            armed: None,
            effects: Vec::new(),
        }
    }

    /// The plan that it follows.
    pub fn plan(&self) -> &'a Plan<'a> {
        self.plan
    }

    /// Whether nothing follows.
    pub fn is_over(&self) -> bool {
        self.phase == Phase::Over
    }

    /// Whether the person has said anything yet, in a turn that has ended.
    pub fn anything_said(&self) -> bool {
        self.lines.iter().any(|line| line.speaker == Speaker::Person)
    }

    /// The questions that are done.
    pub fn done(&self) -> &[Done] {
        &self.done
    }

    /// Which question of the plan is open, or was last.
    pub fn question(&self) -> usize {
        self.question
    }

    pub(super) fn current(&self) -> Option<&'a Question<'a>> {
        self.plan.questions.get(self.question)
    }

    pub(super) fn emit(&mut self, effect: Effect) {
        self.effects.push(effect);
    }

    pub(super) fn tell(&mut self, notice: Notice) {
        self.notices.push((self.now, notice.clone()));
        self.emit(Effect::Tell { notice });
    }
}
