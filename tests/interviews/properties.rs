//! What holds whatever happens, in whatever order: nothing panics, replaying gives the same interview, the ear is shut
//! while the voice speaks, nobody is spoken over, nothing is judged before it is heard.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::sample::select;
use pushback::core::interview::effect::Effect;
use pushback::core::interview::event::Event;
use pushback::core::interview::event::EventWord;
use pushback::core::interview::event::Kind;
use pushback::core::interview::floor::Patience;
use pushback::core::interview::plan::Mode;
use pushback::core::interview::plan::Plan;
use pushback::core::interview::plan::Question;
use pushback::core::interview::plan::Settings;
use pushback::core::interview::state::Interview;
use pushback::core::view::Command;
use pushback::core::view::Stage;
use pushback::core::view::View;
use pushback::io::packs::Packs;
use pushback::runtime::interview::loops;
use pushback::runtime::interview::loops::Wanted;

use crate::world::World;

const SENTENCES: &[&str] = &[
    "I broke the release.",
    "I told my manager at once, before anybody had noticed.",
    "and so then I, um",
    "Now I check every import by hand. That's it.",
    "um",
    "",
];

/// What comes next: an event, with numbers that fit what was asked for or any others, or the tick that was asked for.
#[derive(Debug, Clone)]
enum Move {
    Event { after_ms: u64, kind: Kind, fits: bool },
    Tick,
}

fn words(text: &str) -> Vec<EventWord> {
    let word = |w: &str| EventWord { text: w.into(), start_ms: 0, end_ms: 1, confidence: 0.9 };
    text.split_whitespace().map(word).collect()
}

fn kinds() -> impl Strategy<Value = Kind> {
    let small = 0_u32..5;
    let voice = (1_u32..9, 0..4).prop_map(|(utterance, which)| match which {
        0 => Kind::VoiceStarted { utterance },
        1 => Kind::VoiceFinished { utterance },
        2 => Kind::VoiceStopped { utterance },
        _ => Kind::VoiceFailed { utterance },
    });
    let ear =
        (1_u32..6, small.clone(), any::<bool>(), 0..5).prop_map(
            |(opening, segment, flag, which)| match which {
                0 => Kind::SpeechBegan { opening },
                1 => Kind::SpeechPaused { opening, segment, silent_since_ms: u64::from(segment) * 7_000 },
                2 if flag => Kind::Noise { opening },
                2 | 3 => Kind::SegmentClosed { opening, segment, start_ms: 0, end_ms: 9, goes_on: flag },
                _ => Kind::EarClosed { opening },
            },
        );
    let recogniser =
        (small, 1_u32..4, select(SENTENCES), 0..4).prop_map(|(segment, pass, text, which)| match which {
            0 => Kind::NotHeard { segment, pass },
            1 => Kind::Refused { segment, pass },
            _ => Kind::Heard { segment, pass, words: words(text) },
        });
    let person = select(vec![
        Kind::Start,
        Kind::Tick,
        Kind::SpokenOver,
        Kind::DeviceLost,
        Kind::DeviceBack { name: "Desk".into() },
        Kind::FloorKey,
        Kind::KeepListening,
        Kind::Typed { text: "I told her straight away.".into() },
        Kind::Pause,
        Kind::Resume,
        Kind::Redo,
        Kind::Skip,
        Kind::SayAgain,
        Kind::Continue,
        Kind::EndNow,
        Kind::Unknown,
    ]);
    prop_oneof![3 => voice, 6 => ear, 4 => recogniser, 2 => person]
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let event = (0_u64..4_000, kinds(), prop::bool::weighted(0.8));
    let event = event.prop_map(|(after_ms, kind, fits)| Move::Event { after_ms, kind, fits });
    prop::collection::vec(prop_oneof![4 => event, 1 => Just(Move::Tick)], 0..120)
}

fn settings() -> impl Strategy<Value = Settings> {
    let switches = (any::<bool>(), any::<bool>(), any::<bool>(), prop::bool::weighted(0.9));
    let numbers = (0_usize..9, select(vec![0_u64, 30_000]), select(vec![None, Some(5_000), Some(60_000)]));
    (switches, numbers, 0_u32..10_000).prop_map(|(switches, numbers, ms)| {
        let (real, barge_in, voice, ears) = switches;
        let (max_probes, think_ms, limit_ms) = numbers;
        let mode = if real { Mode::Real } else { Mode::Practice };
        let automatic_end = ms % 5 != 0;
        Settings {
            mode,
            max_probes,
            think_ms,
            limit_ms,
            patience: Patience::of(ms),
            automatic_end,
            barge_in,
            voice,
            ears,
        }
    })
}

/// Watches one interview.
struct Watch<'a> {
    interview: Interview<'a>,
    written: Vec<Event>,
    now: u64,
    wake: Option<u64>,
    ear: bool,
    voice: Option<u32>,
    openings: u32,
    utterances: u32,
    /// Segments that the recogniser has, those it refused, those that were closed, and all it was ever offered.
    has: BTreeSet<(u32, u32)>,
    refused: BTreeSet<(u32, u32)>,
    closed: BTreeSet<u32>,
    offered: BTreeSet<u32>,
}

impl<'a> Watch<'a> {
    fn new(plan: &'a Plan<'a>) -> Self {
        Self {
            interview: Interview::new(plan),
            written: Vec::new(),
            now: 0,
            wake: None,
            ear: false,
            voice: None,
            openings: 0,
            utterances: 0,
            has: BTreeSet::new(),
            refused: BTreeSet::new(),
            closed: BTreeSet::new(),
            offered: BTreeSet::new(),
        }
    }

    /// The same with the numbers that are waited for.
    fn fitted(&self, mut kind: Kind) -> Kind {
        match &mut kind {
            Kind::VoiceStarted { utterance }
            | Kind::VoiceFinished { utterance }
            | Kind::VoiceStopped { utterance }
            | Kind::VoiceFailed { utterance } => *utterance = self.utterances,
            Kind::SpeechBegan { opening }
            | Kind::Noise { opening }
            | Kind::EarClosed { opening }
            | Kind::SpeechPaused { opening, .. } => *opening = self.openings,
            Kind::SegmentClosed { opening, segment, .. } => {
                *opening = self.openings;
                *segment += 5 * self.openings;
            }
            Kind::Heard { segment, pass, .. }
            | Kind::NotHeard { segment, pass }
            | Kind::Refused { segment, pass } => {
                if let Some(has) = self.has.first() {
                    (*segment, *pass) = *has;
                }
            }
            _ => {}
        }
        if let Kind::SpeechPaused { segment, silent_since_ms, .. } = &mut kind {
            *segment += 5 * self.openings;
            *silent_since_ms = self.now.saturating_sub(160);
        }
        kind
    }

    fn step(&mut self, kind: Kind) {
        let before = self.interview.view();
        let event = Event { at_ms: self.now, kind };
        let outcome = self.interview.step(&event);
        if outcome.changed {
            self.written.push(event.clone());
        } else {
            assert_eq!(self.interview.view(), before, "{event:?} is not written down");
            assert!(outcome.effects.iter().all(|e| matches!(e, Effect::Wake { .. })), "{event:?}");
        }
        if event.kind == Kind::Tick && !outcome.changed {
            let past = |e: &Effect| matches!(e, Effect::Wake { at_ms } if *at_ms <= self.now);
            assert!(!outcome.effects.iter().any(past), "a tick that does nothing asks for itself");
        }
        self.notes(&event, outcome.changed);
        for effect in outcome.effects {
            self.checks(&effect, &event, &before);
        }
        let ended = before.stage != Stage::Finishing && self.interview.view().stage == Stage::Finishing;
        if event.kind == Kind::Tick && ended {
            // A loop has a clock that does not wait for a word.
            let may = before.ring.is_some() || before.clock.is_some() || before.rehearsal.is_some();
            assert!(may, "ended by silence before a word");
        }
    }

    fn notes(&mut self, event: &Event, changed: bool) {
        match &event.kind {
            Kind::VoiceFinished { utterance } | Kind::VoiceFailed { utterance } => {
                self.voice = self.voice.filter(|of| of != utterance);
            }
            Kind::Heard { segment, pass, .. } | Kind::NotHeard { segment, pass } if changed => {
                assert!(self.has.remove(&(*segment, *pass)), "heard what nobody asked for");
            }
            Kind::Refused { segment, pass } if changed => {
                assert!(self.has.remove(&(*segment, *pass)), "refused what nobody asked for");
                self.refused.insert((*segment, *pass));
            }
            Kind::SegmentClosed { segment, .. } if changed => {
                self.closed.insert(*segment);
            }
            Kind::Redo | Kind::Typed { .. } if changed => {
                self.refused.clear();
                self.closed.clear();
            }
            _ => {}
        }
    }

    fn checks(&mut self, effect: &Effect, event: &Event, before: &View) {
        match effect {
            Effect::Wake { at_ms } => self.wake = Some(*at_ms),
            Effect::Speak { utterance, .. } => {
                assert!(!self.ear, "speaks with an open ear after {event:?}");
                let wanted = matches!(event.kind, Kind::SayAgain | Kind::Typed { .. } | Kind::Skip);
                assert!(before.stage != Stage::Speaking || wanted, "speaks over the person after {event:?}");
                self.voice = Some(*utterance);
                self.utterances = *utterance;
            }
            Effect::StopVoice { .. } => self.voice = None,
            Effect::Listen { opening, .. } => {
                self.openings = *opening;
                assert_eq!(self.voice, None, "listens while the voice sounds after {event:?}");
                self.ear = true;
            }
            Effect::StopListening { .. } => self.ear = false,
            Effect::Transcribe { segment, pass, .. } => {
                self.refused.remove(&(*segment, *pass));
                self.offered.insert(*segment);
                assert!(self.has.insert((*segment, *pass)), "handed over twice");
            }
            Effect::Drop { segment, pass } => {
                assert!(self.has.remove(&(*segment, *pass)), "drops what nobody has");
            }
            Effect::Judged { .. } => {
                if self.interview.done().last().is_some_and(|done| done.verdict.is_some()) {
                    assert!(self.has.is_empty(), "judged before {:?} was heard", self.has);
                    let waits = self.refused.iter().find(|(segment, _)| self.closed.contains(segment));
                    assert_eq!(waits, None, "judged before it was offered again");
                    assert!(self.closed.is_subset(&self.offered), "judged without a segment");
                }
            }
            Effect::Finish => assert!(!self.ear, "over with an open ear"),
            Effect::WatchForSpeech { .. } | Effect::Tell { .. } => {}
        }
    }

    /// What the view offers can be done.
    fn offers_what_works(&self) {
        for command in self.interview.view().commands {
            let kind = match command {
                Command::Start => Kind::Start,
                Command::FloorKey => Kind::FloorKey,
                Command::KeepListening => Kind::KeepListening,
                Command::Type => Kind::Typed { text: "Yes.".into() },
                Command::Pause => Kind::Pause,
                Command::Resume => Kind::Resume,
                Command::Redo => Kind::Redo,
                Command::Skip => Kind::Skip,
                Command::SayAgain => Kind::SayAgain,
                Command::Continue => Kind::Continue,
                Command::EndNow => Kind::EndNow,
            };
            let event = Event { at_ms: self.now, kind };
            assert!(self.interview.clone().step(&event).changed, "{command:?} is offered and does nothing");
        }
    }
}

fn with_plan(settings: Settings, questions: usize, then: impl FnOnce(&Plan<'_>)) {
    thread_local!(static PACKS: Packs = Packs::load(None).unwrap());
    PACKS.with(|packs| {
        let rubric = packs.get("ownership_failure").unwrap();
        let question =
            |_| Question { rubric, ask: rubric.ask.clone(), interviewer: 0, minutes_ms: Some(120_000) };
        let questions: Vec<_> = (0..questions).map(question).collect();
        let plan = Plan {
            questions: &questions,
            settings,
            schedule: None,
            lines: packs.lines(),
            endings: packs.endings(),
        };
        then(&plan);
    });
}

/// The quick loop, with the settings that a loop leaves free.
fn with_loop(settings: Settings, seed: u64, then: impl FnOnce(&Plan<'_>)) {
    thread_local!(static PACKS: Packs = Packs::load(None).unwrap());
    PACKS.with(|packs| {
        let wanted = Wanted { plan: "quick".into(), chosen: Vec::new(), lately: Vec::new(), seed };
        let made = loops::prepare(packs, &wanted).unwrap();
        let plan = Plan {
            questions: &made.questions,
            settings: Settings { mode: Mode::Real, ..settings },
            schedule: Some(&made.schedule),
            lines: packs.lines(),
            endings: packs.endings(),
        };
        then(&plan);
    });
}

/// Everything that happens, then the end of time.
fn keeps_its_promises(plan: &Plan<'_>, moves: Vec<Move>) {
    let mut watch = Watch::new(plan);
    watch.step(Kind::Start);
    for next in moves {
        match next {
            Move::Event { after_ms, kind, fits } => {
                watch.now += after_ms;
                watch.step(if fits { watch.fitted(kind) } else { kind });
            }
            Move::Tick => {
                watch.now = watch.now.max(watch.wake.unwrap_or(0));
                watch.step(Kind::Tick);
            }
        }
    }
    watch.offers_what_works();
    watch.now = u64::MAX;
    watch.step(Kind::Tick);
    replays(&watch.written, &watch.interview, plan);
}

fn replays(written: &[Event], interview: &Interview<'_>, plan: &Plan<'_>) {
    let mut again = Interview::new(plan);
    for event in written {
        let line = serde_json::to_string(event).unwrap();
        let read: Event = serde_json::from_str(&line).unwrap();
        assert!(again.step(&read).changed, "{line} changed something once");
    }
    assert_eq!(again.view(), interview.view());
    assert!(again == *interview);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_the_promises_hold(settings in settings(), count in 0_usize..3, moves in moves()) {
        with_plan(settings, count, |plan| keeps_its_promises(plan, moves));
    }

    #[test]
    fn whatever_happens_in_a_loop_the_promises_hold(settings in settings(), seed in 0_u64..50, moves in moves()) {
        with_loop(settings, seed, |plan| keeps_its_promises(plan, moves));
    }

    #[test]
    fn what_is_spoken_on_the_floor_is_never_lost(
        turns in prop::collection::vec((0_u64..9_000, 0_usize..9, 1_usize..30), 1..12),
        (recogniser, refusals, barge_in) in (20_u64..4_000, 0_usize..3, any::<bool>()),
    ) {
        let settings = Settings { barge_in, limit_ms: None, ..Settings::default() };
        with_plan(settings, 1, |plan| {
            let mut world = World::new(Interview::new(plan));
            (world.recogniser_ms, world.refusals) = (recogniser, refusals);
            world.send(Kind::Start);
            let (mut at, mut spoken) = (2_000, 0);
            for (pause, what, count) in turns {
                at += pause;
                world.run_until(at);
                let text: Vec<String> = (spoken..spoken + count).map(|n| format!("w{n}")).collect();
                match what {
                    0 => world.send(Kind::FloorKey),
                    1 => world.send(Kind::Pause),
                    2 => world.send(Kind::Resume),
                    3 => world.send(Kind::SayAgain),
                    4 => world.loses_device(),
                    5 => world.send(Kind::DeviceBack { name: "Desk".into() }),
                    _ => {
                        world.says(&text.join(" "), 250 * count as u64);
                        spoken += count;
                        at += 250 * count as u64;
                    }
                }
            }
            world.run_until(at + 60_000);
            let view = world.interview.view();
            let lines: Vec<_> = view.lines.iter().map(|line| line.text.as_str()).chain([view.heard.as_str()]).collect();
            let kept: BTreeSet<&str> = lines.iter().flat_map(|line| line.split(' ')).collect();
            for word in world.words_on_the_floor() {
                assert!(kept.contains(word.as_str()), "{word} is lost: {lines:?}\n{:?}", world.log);
            }
            replays(&world.events, &world.interview, plan);
        });
    }
}
