//! Answers of an interview that was interrupted: its events are played back to where they end, and what was said until
//! then is judged.

use std::collections::BTreeSet;
use std::path::Path;

use crate::core::interview::effect::Effect;
use crate::core::interview::event::Event;
use crate::core::interview::event::Kind;
use crate::core::interview::plan::Plan;
use crate::core::interview::state::Interview;
use crate::core::listening::FRAME_SAMPLES;
use crate::core::listening::SAMPLE_RATE;
use crate::io::import;
use crate::io::packs::Packs;
use crate::io::session::audio;
use crate::io::session::record::Answer;
use crate::io::session::stamp::Stamp;
use crate::io::vad::VoiceActivity;
use crate::runtime::interview::answers;
use crate::runtime::interview::book::Model;
use crate::runtime::interview::delivery::Delivered;
use crate::runtime::interview::replay;
use crate::runtime::interview::replay::ReplayError;
use crate::runtime::interview::replay::Script;
use crate::runtime::interview::report::Sound;

/// More rounds than an end can take.
const ROUNDS: usize = 8;

/// What is still waited for.
#[derive(Default)]
struct Open {
    opening: u32,
    handed: BTreeSet<(u32, u32)>,
}

impl Open {
    fn see(&mut self, event: &Event, effects: Vec<Effect>) {
        if let Kind::Heard { segment, pass, .. }
        | Kind::NotHeard { segment, pass }
        | Kind::Refused { segment, pass } = event.kind
        {
            self.handed.remove(&(segment, pass));
        }
        for effect in effects {
            match effect {
                Effect::Listen { opening, .. } => self.opening = opening,
                Effect::Transcribe { segment, pass, .. } => drop(self.handed.insert((segment, pass))),
                Effect::Drop { segment, pass } => drop(self.handed.remove(&(segment, pass))),
                _ => {}
            }
        }
    }
}

/// An interview as it stood when its events ended.
pub(super) struct Past<'p> {
    pub(super) interview: Interview<'p>,
    /// How each question was spoken.
    pub(super) heard: Vec<Delivered>,
    /// The time of the last event.
    pub(super) last_ms: u64,
    /// So many stretches of speech were counted.
    pub(super) segments: u32,
    open: Open,
}

impl<'p> Past<'p> {
    /// Nothing happened yet.
    pub(super) fn none(plan: &'p Plan<'p>) -> Self {
        Self {
            interview: Interview::new(plan),
            heard: vec![Delivered::default(); plan.questions.len()],
            last_ms: 0,
            segments: 0,
            open: Open::default(),
        }
    }

    /// Plays back what was written down in that folder.
    pub(super) fn of(folder: &Path, script: &Script, plan: &'p Plan<'p>) -> Self {
        let mut heard = vec![Delivered::default(); plan.questions.len()];
        let mut voiced = Voiced::of(folder);
        let mut open = Open::default();
        let (mut last_ms, mut segments) = (0, 0);
        let interview = script.play(plan, |interview, event, effects| {
            if let Kind::SegmentClosed { opening, start_ms, end_ms, .. } = event.kind
                && let Some(heard) = heard.get_mut(interview.question())
            {
                heard.take(opening, &voiced.sound(start_ms, end_ms));
                heard.warn("the session was interrupted");
            }
            if let Kind::SegmentClosed { segment, .. } | Kind::SpeechPaused { segment, .. } = event.kind {
                segments = segments.max(segment + 1);
            }
            last_ms = event.at_ms;
            open.see(event, effects);
        });
        Self { interview, heard, last_ms, segments, open }
    }
}

/// The answers in the folder of a session that was put in order, judged by the packs of today.
pub fn answers(folder: &Path, packs: &Packs, now: Stamp) -> Result<Vec<Answer>, ReplayError> {
    let script = replay::read(folder)?;
    let (questions, schedule) = (script.questions(packs)?, script.schedule(packs)?);
    let plan = Plan {
        questions: &questions,
        settings: script.settings(),
        schedule: schedule.as_ref(),
        lines: packs.lines(),
        endings: packs.endings(),
    };
    let Past { mut interview, heard, last_ms, mut open, .. } = Past::of(folder, &script, &plan);
    end(&mut interview, &mut open, last_ms);
    let model = script.plan.model.as_ref();
    let model = model.map(|m| Model { name: m.name.clone(), synthetic_only: m.synthetic_only });
    let judged = vec![now; interview.done().len()];
    Ok(answers::of(&interview, &heard, model.as_ref(), &judged))
}

/// Ends the interview where it stands: what was not written down by then has failed.
fn end(interview: &mut Interview<'_>, open: &mut Open, at_ms: u64) {
    for round in 0..ROUNDS {
        if interview.is_over() {
            return;
        }
        // Asked twice it would wait no more, and judge nothing.
        let asked = (round == 0 || round + 1 == ROUNDS).then_some(Kind::EndNow);
        let failed = std::mem::take(&mut open.handed).into_iter();
        let kinds = asked
            .into_iter()
            .chain([Kind::EarClosed { opening: open.opening }])
            .chain(failed.map(|(segment, pass)| Kind::NotHeard { segment, pass }));
        for kind in kinds.collect::<Vec<_>>() {
            let event = Event { at_ms, kind };
            let effects = interview.step(&event).effects;
            open.see(&event, effects);
        }
    }
}

/// Which frames of the sound file hold speech; none where there is no file.
struct Voiced(Vec<bool>);

impl Voiced {
    fn of(folder: &Path) -> Self {
        let mut detector = crate::io::vad::earshot::Earshot::new();
        let mut voiced = Vec::new();
        let mut rest = Vec::new();
        // What cannot be read any more was not spoken, as far as pauses go.
        let Ok(mut source) = import::open(&folder.join(audio::FILE)) else { return Self(voiced) };
        while let Ok(Some(block)) = source.next_block() {
            rest.extend_from_slice(block);
            let frames = rest.chunks_exact(FRAME_SAMPLES);
            let left = frames.remainder().to_vec();
            voiced.extend(frames.map(|frame| detector.hear(frame).voiced));
            rest = left;
        }
        Self(voiced)
    }

    fn sound(&mut self, start_ms: usize, end_ms: usize) -> Sound {
        let frame = |ms: usize| (ms * SAMPLE_RATE).div_ceil(1000 * FRAME_SAMPLES);
        let (first, last) = (frame(start_ms), frame(end_ms));
        let voiced = (first..last).map(|at| self.0.get(at).copied().unwrap_or(false)).collect();
        Sound { first, samples: Vec::new(), voiced }
    }
}
