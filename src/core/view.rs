//! What a screen or a terminal shows of an interview: plain data, built from its state by
//! [`crate::core::interview::state::Interview::view`].
//!
//! Times are on the session's clock, so that what moves (a ring that fills, a clock that runs) is drawn from one view
//! without another event. What the mode hides is not in here at all.

use crate::core::interview::effect::Notice;
use crate::core::interview::schedule::SlotEnd;
use crate::core::interview::schedule::SlotKind;
use crate::core::interview::state::Done;
use crate::core::interview::state::Line;
use crate::core::interview::state::Microphone;
use crate::core::interview::state::Ring;
use crate::core::rubric::verdict::Receipt;

/// Everything there is to show.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// What goes on.
    pub stage: Stage,
    /// Which question of the plan.
    pub question: usize,
    /// How many there are.
    pub questions: usize,
    /// Whose voice asks.
    pub interviewer: usize,
    /// What was asked last: the question, or a probe.
    pub asked: String,
    /// What the interviewer says now.
    pub caption: Option<String>,
    /// Everything said before, in order.
    pub lines: Vec<Line>,
    /// What is heard of this turn.
    pub heard: String,
    /// The same where it may still change.
    pub tentative: String,
    /// The time of this answer, once it runs.
    pub clock: Option<ClockView>,
    /// The silence that will end the answer.
    pub ring: Option<Ring>,
    /// Until when there is time to think.
    pub think_until_ms: Option<u64>,
    /// Whether there is a microphone.
    pub microphone: Microphone,
    /// Whether the voice works; there are captions always.
    pub voice: bool,
    /// How many segments the recogniser is behind by; 0 while it keeps up.
    pub behind: usize,
    /// Skipping is offered.
    pub may_skip: bool,
    /// What the person was told, with the time.
    pub notices: Vec<(u64, Notice)>,
    /// The clock of a loop.
    pub rehearsal: Option<LoopView>,
    /// In practice mode: what is told and what is missing.
    pub coaching: Option<Coaching>,
    /// The questions that are done, as far as the mode shows them.
    pub done: Vec<Done>,
    /// What can be asked for at this moment.
    pub commands: Vec<Command>,
}

/// What goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stage {
    /// Nobody has begun.
    Ready,
    /// The interviewer speaks.
    Asking,
    /// The echo of the voice fades; the floor opens at once after.
    Opening,
    /// The person has the floor, and time to think.
    Thinking,
    /// The person has the floor and does not speak.
    Listening,
    /// The person speaks.
    Speaking,
    /// The person has the floor; the microphone is waited for, and typing is possible.
    NoMicrophone,
    /// The turn has ended; the last of it is being heard.
    Finishing,
    /// The question is done.
    Done,
    /// A break of a loop; what ends it is in the view's rehearsal.
    Break,
    /// Held.
    Held,
    /// Nothing follows.
    Over,
}

/// The clock of a loop. Times are on the session's clock, in ms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoopView {
    /// Its name for people.
    pub title: String,
    /// Who interviews at the moment.
    pub host: String,
    /// When it began; later by what was held.
    pub began_ms: u64,
    /// Its clock stands still since then.
    pub held_ms: Option<u64>,
    /// How long it takes.
    pub length_ms: u64,
    /// When the present part is to be over.
    pub part_ends_ms: u64,
    /// When the break is over, in one.
    pub break_ends_ms: Option<u64>,
    /// Its parts, in order.
    pub parts: Vec<PartView>,
}

/// A part of a loop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartView {
    /// What happens in it.
    pub kind: SlotKind,
    /// Who holds it.
    pub host: String,
    /// How long it takes; 0 for a question that is asked because time was left.
    pub minutes: u32,
    /// It goes on.
    pub now: bool,
    /// How it ended.
    pub end: Option<SlotEnd>,
}

/// The time of an answer, in ms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockView {
    /// Spent until it last stood still.
    pub spent_ms: u64,
    /// Since when it runs, on the session's clock; `None` while it stands still.
    pub runs_since_ms: Option<u64>,
    /// Amber from so much spent on, red from the limit on, and at the end the answer ends; `None`: no limit.
    pub limit: Option<LimitView>,
}

/// When a clock changes its colour, in ms spent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LimitView {
    /// Amber.
    pub amber_ms: u64,
    /// Red.
    pub red_ms: u64,
    /// The grace is over.
    pub end_ms: u64,
}

/// What is told and what is missing, while it is told.
#[derive(Debug, Clone, PartialEq)]
pub struct Coaching {
    /// The parts of the story, by their names for people, and whether they are told.
    pub beats: Vec<(String, bool)>,
    /// What would be asked about now, best first: the name of what is missing, and what would make the probe needless.
    pub gaps: Vec<(String, String)>,
    /// Why the open probe was asked.
    pub receipt: Option<Receipt>,
}

/// What can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Command {
    /// Begin.
    Start,
    /// The key of the floor.
    FloorKey,
    /// The silence that is running is to end nothing.
    KeepListening,
    /// Type the answer.
    Type,
    /// Hold everything.
    Pause,
    /// Go on after that.
    Resume,
    /// Give the answer again.
    Redo,
    /// Leave the question.
    Skip,
    /// Hear the question again.
    SayAgain,
    /// Go on to the next question, or end a break.
    Continue,
    /// End the session.
    EndNow,
}
