//! Frames: patterns with conditions, and what they say about the words they find.

use crate::core::rubric::frame::compile;
use crate::core::rubric::frame::event::Event;
use crate::core::rubric::frame::guard::Guard;
use crate::core::rubric::frame::hooks::Hooks;
use crate::core::rubric::frame::hooks::Starts;
use crate::core::rubric::frame::lexicon::Lexicon;
use crate::core::rubric::frame::lexicon::Marks;
use crate::core::rubric::frame::machine;
use crate::core::rubric::frame::machine::Found;
use crate::core::rubric::frame::machine::Memory;
use crate::core::rubric::frame::machine::Place;
use crate::core::rubric::frame::machine::REACH;
use crate::core::rubric::frame::program::Program;
use crate::core::rubric::frame::syntax;
use crate::core::rubric::frame::syntax::PatternError;
use crate::core::rubric::frame::view::View;
use crate::core::text::reading::Reading;
use crate::core::text::sym::Sym;

/// Words heard less certainly than this lower the certainty of an event.
const WELL_HEARD: f32 = 0.6;

/// How far apart the words of a match may lie.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Within {
    /// One clause.
    #[default]
    Clause,
    /// A clause and the one after it.
    Window,
    /// From the clause before to the second one after.
    Near,
    /// The sentence, as far as one can be told.
    Sentence,
}

impl Within {
    /// By its name in the rule files.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "clause" => Self::Clause,
            "window" => Self::Window,
            "near" => Self::Near,
            "sentence" => Self::Sentence,
            _ => return None,
        })
    }

    fn positions(self, view: &View<'_>, clause: usize) -> (usize, usize) {
        match self {
            Self::Clause => view.positions(clause, clause + 1),
            Self::Window => view.positions(clause, clause + 2),
            Self::Near => view.positions(clause.saturating_sub(1), clause + 3),
            Self::Sentence => {
                let sentence = view.reading().clauses.get(clause).map_or(0, |c| c.sentence);
                let (first, end) =
                    view.reading().sentences.get(sentence).copied().unwrap_or((clause, clause + 1));
                view.positions(first, end)
            }
        }
    }
}

/// A frame as its author wrote it.
#[derive(Debug, Clone, Default)]
pub struct FrameSource {
    /// Its name, unique.
    pub id: String,
    /// The kind of event it yields.
    pub event: String,
    /// What it looks for; any of them.
    pub patterns: Vec<String>,
    /// How far apart the words may lie.
    pub within: Within,
    /// Asked of the anchor's clause.
    pub guard: Guard,
    /// Where `needs`, `unless` and `also` look, around the anchor.
    pub around: Within,
    /// All of these must be found as well.
    pub needs: Vec<String>,
    /// None of these may be found.
    pub unless: Vec<String>,
    /// What it says about the event.
    pub set: Vec<(String, String)>,
    /// What it says besides where a pattern is found as well.
    pub also: Vec<(String, Vec<(String, String)>)>,
    /// From 0 to 1.
    pub certainty: f32,
}

/// A frame ready to run.
#[derive(Debug)]
pub struct Frame {
    /// Its name.
    pub id: String,
    /// The kind of event it yields.
    pub event: String,
    kind: Sym,
    programs: Vec<Program>,
    within: Within,
    guard: Guard,
    around: Within,
    needs: Vec<Program>,
    unless: Vec<Program>,
    set: Attributes,
    also: Vec<(Program, Attributes)>,
    certainty: f32,
}

type Attributes = Vec<(Sym, Sym)>;

impl Frame {
    /// Compiles a frame.
    pub fn new(source: &FrameSource, lexicon: &Lexicon) -> Result<Self, PatternError> {
        let one = |text: &String| compile::compile(&syntax::parse(text)?, lexicon);
        let condition = |text: &String| compile::compile_condition(&syntax::parse(text)?, lexicon);
        let all = |texts: &[String]| texts.iter().map(condition).collect::<Result<Vec<_>, _>>();
        let mut also = Vec::new();
        for (pattern, set) in &source.also {
            also.push((condition(pattern)?, attributes(set)));
        }
        Ok(Self {
            id: source.id.clone(),
            event: source.event.clone(),
            kind: Sym::of(&source.event),
            programs: source.patterns.iter().map(one).collect::<Result<_, _>>()?,
            within: source.within,
            guard: source.guard,
            around: source.around,
            needs: all(&source.needs)?,
            unless: all(&source.unless)?,
            set: attributes(&source.set),
            also,
            certainty: source.certainty,
        })
    }

    /// Everything it can say about an event, as key and value.
    pub fn says(&self) -> impl Iterator<Item = (Sym, Sym)> + '_ {
        self.set.iter().chain(self.also.iter().flat_map(|(_, set)| set)).copied()
    }
}

fn attributes(set: &[(String, String)]) -> Attributes {
    set.iter().map(|(key, value)| (Sym::of(key), Sym::of(value))).collect()
}

/// Which frames of a set are looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Chosen(Vec<bool>);

impl Chosen {
    /// Those whose kind of event is wanted.
    pub fn by_event(set: &FrameSet, wanted: impl Fn(&str) -> bool) -> Self {
        Self(set.frames.iter().map(|frame| wanted(&frame.event)).collect())
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.0.iter().filter(|chosen| **chosen).count()
    }
}

/// Many frames, and where each can begin.
#[derive(Debug, Default)]
pub struct FrameSet {
    frames: Vec<Frame>,
    programs: Vec<(usize, usize)>,
    hooks: Hooks,
}

/// What was found in one reading.
#[derive(Debug)]
pub struct Findings<'a> {
    /// The reading without what was not meant.
    pub view: View<'a>,
    /// Where the lexicon's entries stand.
    pub marks: Marks,
    /// In the order of their anchors.
    pub events: Vec<Event>,
}

impl FrameSet {
    /// Indexes frames by the rarest thing that each must contain.
    pub fn new(frames: Vec<Frame>) -> Self {
        let mut made = Self { frames, ..Self::default() };
        for (number, frame) in made.frames.iter().enumerate() {
            for (which, program) in frame.programs.iter().enumerate() {
                made.hooks.hang(made.programs.len(), program, Some(&frame.guard));
                made.programs.push((number, which));
            }
        }
        made
    }

    /// The frames, in the order that [`Event::frame`] counts.
    pub fn frames(&self) -> &[Frame] {
        &self.frames
    }

    /// Finds every event of every frame.
    pub fn find<'a>(&self, reading: &'a Reading, lexicon: &Lexicon) -> Findings<'a> {
        self.search(reading, lexicon, |_| true)
    }

    /// Finds every event of some of the frames.
    pub fn find_chosen<'a>(&self, chosen: &Chosen, reading: &'a Reading, lexicon: &Lexicon) -> Findings<'a> {
        self.search(reading, lexicon, |frame| chosen.0.get(frame).is_some_and(|chosen| *chosen))
    }

    fn search<'a>(
        &self,
        reading: &'a Reading,
        lexicon: &Lexicon,
        wanted: impl Fn(usize) -> bool,
    ) -> Findings<'a> {
        let view = View::new(reading);
        let marks = lexicon.mark(&view);
        let mut starts = Starts::default();
        self.hooks.starts(&view, &marks, self.programs.len(), &mut starts);
        let mut memory = Memory::default();
        let mut events: Vec<Event> = Vec::new();
        for (number, start) in starts.iter() {
            let (frame, which) = self.programs[number];
            if !wanted(frame) {
                continue;
            }
            if let Some(event) = self.try_at(frame, which, start, &view, &marks, &mut memory) {
                let twice = events.iter().any(|e| e.frame == event.frame && e.anchor == event.anchor);
                if !twice {
                    events.push(event);
                }
            }
        }
        events.sort_by_key(|event| (event.anchor, event.frame));
        Findings { view, marks, events }
    }

    fn try_at(
        &self,
        number: usize,
        which: usize,
        start: usize,
        view: &View<'_>,
        marks: &Marks,
        memory: &mut Memory,
    ) -> Option<Event> {
        let frame = &self.frames[number];
        let program = &frame.programs[which];
        let (_, end) = frame.within.positions(view, view.clause_index(start));
        let place = Place { view, marks, start, end, guard: &frame.guard };
        let found = machine::match_at(program, &place, memory)?;
        let area = frame.around.positions(view, view.clause_index(found.anchor));
        let mut lies_near = |program: &Program| occurs(program, view, marks, area, memory);
        if !frame.needs.iter().all(&mut lies_near) || frame.unless.iter().any(&mut lies_near) {
            return None;
        }
        let mut attributes = frame.set.clone();
        for (program, set) in &frame.also {
            if lies_near(program) {
                attributes.retain(|(key, _)| !set.iter().any(|(k, _)| k == key));
                attributes.extend(set);
            }
        }
        attributes.sort_unstable();
        Some(event(frame, number, program, &found, view, attributes))
    }
}

/// Whether a condition is found anywhere in a stretch of positions. Only where something that it must contain stands
/// is it tried at all.
fn occurs(
    program: &Program,
    view: &View<'_>,
    marks: &Marks,
    area: (usize, usize),
    memory: &mut Memory,
) -> bool {
    let first = area.0.max(area.1.saturating_sub(4 * REACH));
    let guard = Guard::default();
    let mut try_at = |start: usize| {
        let place = Place { view, marks, start, end: area.1, guard: &guard };
        machine::match_at(program, &place, memory).is_some()
    };
    if program.triggers.is_empty() {
        return (first..area.1).any(try_at);
    }
    (first..area.1).any(|at| {
        program.triggers.iter().any(|trigger| {
            machine::begins(&trigger.test, view, marks, at)
                && at >= first + trigger.least
                && (first.max(at.saturating_sub(trigger.most))..=at - trigger.least).any(&mut try_at)
        })
    })
}

fn event(
    frame: &Frame,
    number: usize,
    program: &Program,
    found: &Found,
    view: &View<'_>,
    attributes: Attributes,
) -> Event {
    let start = if program.first_subject().is_some() { view.phrase_start(found.start) } else { found.start };
    let last = |end: usize| end.checked_sub(1).map_or(0, |at| view.token_index(at) + 1);
    let mut captures: Vec<_> = (program.captures.iter().zip(found.slots.chunks_exact(2)))
        .filter(|(_, slots)| slots[0] < slots[1] && slots[1] != usize::MAX)
        .map(|(name, slots)| (*name, view.token_index(slots[0]), last(slots[1])))
        .collect();
    captures.sort_unstable();
    Event {
        kind: frame.kind,
        frame: number,
        clause: view.clause_index(found.anchor),
        anchor: view.token_index(found.anchor),
        start: view.token_index(start),
        end: last(found.end),
        captures,
        attributes,
        certainty: frame.certainty * (found.heard / WELL_HEARD).min(1.0),
    }
}
