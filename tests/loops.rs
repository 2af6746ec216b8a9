//! Whole loops on a clock of their own, with the real analyser and packs: candidates who talk too long, say nothing, answer
//! as people do, or in a few words; a pause in the middle; an interruption anywhere.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what cannot prepare its ground has failed, and says where"
)]
#![allow(dead_code, reason = "the world of the scripted interviews can do more than loops need")]

#[path = "interviews/world.rs"]
mod world;

use pushback::core::interview::effect::Notice;
use pushback::core::interview::event::Event;
use pushback::core::interview::event::Kind;
use pushback::core::interview::plan::Mode;
use pushback::core::interview::plan::Plan;
use pushback::core::interview::plan::Settings;
use pushback::core::interview::schedule::SlotEnd;
use pushback::core::interview::schedule::SlotKind;
use pushback::core::interview::state::Interview;
use pushback::core::view::Command;
use pushback::core::view::Stage;
use pushback::io::packs::Packs;
use pushback::runtime::interview::loops;
use pushback::runtime::interview::loops::Prepared;
use pushback::runtime::interview::loops::Wanted;
use world::World;

const MINUTE: u64 = 60_000;

/// What a person takes for a word, in ms.
const WORD_MS: u64 = 400;

/// How the candidate is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Candidate {
    /// Does not stop by itself.
    Talkative,
    Silent,
    /// Answers in a little over two minutes, replies in half a minute.
    Normal,
    /// Has one sentence for everything.
    Terse,
}

const CANDIDATES: [Candidate; 4] =
    [Candidate::Talkative, Candidate::Silent, Candidate::Normal, Candidate::Terse];

/// So many words of a text, which is told again where it is shorter.
fn first_words(text: &str, count: usize) -> String {
    text.split_whitespace().cycle().take(count).collect::<Vec<_>>().join(" ")
}

fn prepared<'p>(packs: &'p Packs, plan: &str) -> Prepared<'p> {
    let wanted = Wanted { plan: plan.into(), chosen: Vec::new(), lately: Vec::new(), seed: 11 };
    loops::prepare(packs, &wanted).unwrap()
}

fn plan<'a>(packs: &'a Packs, made: &'a Prepared<'a>) -> Plan<'a> {
    Plan {
        questions: &made.questions,
        settings: Settings { mode: Mode::Real, limit_ms: None, ..Settings::default() },
        schedule: Some(&made.schedule),
        lines: packs.lines(),
        endings: packs.endings(),
    }
}

struct Room<'a> {
    world: World<'a>,
    packs: &'a Packs,
    candidate: Candidate,
    /// So much had been said when the candidate last took the floor.
    said_at: usize,
}

impl<'a> Room<'a> {
    fn new(packs: &'a Packs, interview: Interview<'a>, candidate: Candidate, now: u64) -> Self {
        let mut world = World::new(interview);
        (world.now, world.voice_ms) = (now, 6_000);
        Self { world, packs, candidate, said_at: 0 }
    }

    /// Lets it run; `false` when it is over.
    fn half_a_second(&mut self) -> bool {
        let until = self.world.now + 500;
        self.world.run_until(until);
        if self.world.interview.is_over() {
            return false;
        }
        let view = self.world.interview.view();
        if view.stage == Stage::Listening && view.lines.len() > self.said_at {
            self.said_at = view.lines.len();
            self.answer();
        }
        true
    }

    fn answer(&mut self) {
        let interview = &self.world.interview;
        let question = &interview.plan().questions[interview.question()];
        let reply = interview.view().asked != question.ask;
        let pack = self.packs.pack(question.rubric.id()).unwrap();
        let story = if interview.question() % 2 == 0 { &pack.strong.text } else { &pack.weak.text };
        let text = match (self.candidate, reply) {
            (Candidate::Silent, _) => return,
            (Candidate::Talkative, _) => [story.as_str(); 12].join(" "),
            (Candidate::Normal, false) => {
                first_words(&[pack.strong.text.as_str(), &pack.weak.text].join(" "), 330)
            }
            (Candidate::Normal, true) => first_words(
                "I told my manager about ten minutes later, before anybody else had noticed, and I wrote down what \
                 had happened so that the others could check it. After that we changed the list that we go through.",
                75,
            ),
            (Candidate::Terse, _) => "Well, we had a problem and in the end it was solved.".to_owned(),
        };
        let ms = text.split_whitespace().count() as u64 * WORD_MS;
        self.world.says(&text, ms);
    }

    /// To the end, or until so long after the plan's own end that something is wrong.
    fn run_out(&mut self) {
        let length = self.world.interview.plan().schedule.unwrap().length_ms();
        while self.half_a_second() {
            assert!(self.world.now < length + 20 * MINUTE, "{:?} never ends", self.candidate);
        }
    }
}

/// What was not asked is named, and every part has come to an end.
fn nothing_is_dropped_in_silence(interview: &Interview<'_>) {
    let view = interview.view();
    for round in interview.rounds() {
        assert!(round.end.is_some(), "{round:?}");
        let SlotKind::Question(question) = round.slot.kind else { continue };
        let ask = &interview.plan().questions[question].ask;
        let asked = view.lines.iter().any(|line| line.text.contains(ask.as_str()));
        let named = view.notices.iter().any(|(_, notice)| *notice == Notice::NotAsked { question });
        assert!(asked != named, "{ask}: asked {asked}, named {named}");
        assert_eq!(named, round.end == Some(SlotEnd::NotReached));
    }
}

#[test]
fn the_clock_holds_whoever_answers() {
    let packs = Packs::load(None).unwrap();
    for loop_plan in &packs.loops().plans {
        let made = prepared(&packs, &loop_plan.id);
        let plan = plan(&packs, &made);
        for candidate in CANDIDATES {
            let mut room = Room::new(&packs, Interview::new(&plan), candidate, 0);
            room.world.send(Kind::Start);
            room.run_out();
            let (end, length) = (room.world.now, made.schedule.length_ms());
            let asked = room.world.interview.rounds().iter().filter(|r| r.began_ms.is_some());
            let asked = asked.filter(|r| r.slot.kind.question().is_some()).count();
            println!(
                "measured {} {candidate:?}: {} s of {} s, {asked} questions",
                loop_plan.id,
                end / 1000,
                length / 1000
            );
            let spares = made.questions.len() - asked;
            // Whoever has one sentence for everything is through before the time is.
            let through = candidate == Candidate::Terse && spares == 0 && end <= length + MINUTE;
            assert!(
                through || end.abs_diff(length) <= MINUTE,
                "{} {candidate:?}: {end} of {length}",
                loop_plan.id
            );
            nothing_is_dropped_in_silence(&room.world.interview);
        }
    }
}

#[test]
fn a_pause_does_not_cost_time() {
    let packs = Packs::load(None).unwrap();
    let made = prepared(&packs, "quick");
    let plan = plan(&packs, &made);
    let mut room = Room::new(&packs, Interview::new(&plan), Candidate::Normal, 0);
    room.world.send(Kind::Start);
    while room.world.now < 5 * MINUTE {
        room.half_a_second();
    }
    room.world.send(Kind::Pause);
    let until = room.world.now + 30 * MINUTE;
    room.world.run_until(until);
    assert_eq!(room.world.interview.view().stage, Stage::Held);
    room.world.send(Kind::Resume);
    // Whoever was speaking begins anew.
    room.said_at = 0;
    while room.half_a_second() {}
    let took = room.world.now - 30 * MINUTE;
    assert!(took.abs_diff(made.schedule.length_ms()) <= MINUTE, "{took}");
    nothing_is_dropped_in_silence(&room.world.interview);
}

#[test]
fn a_break_is_counted_down_and_can_be_ended() {
    let packs = Packs::load(None).unwrap();
    let made = prepared(&packs, "long");
    let plan = plan(&packs, &made);
    let mut room = Room::new(&packs, Interview::new(&plan), Candidate::Normal, 0);
    room.world.send(Kind::Start);
    while room.world.interview.view().stage != Stage::Break {
        assert!(room.half_a_second());
    }
    let view = room.world.interview.view();
    let clock = view.rehearsal.unwrap();
    assert!(clock.break_ends_ms.unwrap() >= room.world.now + MINUTE - 1_000, "{clock:?}");
    assert!(view.commands.contains(&Command::Continue));
    room.world.send(Kind::Pause);
    let later = room.world.now + 10 * MINUTE;
    room.world.run_until(later);
    room.world.send(Kind::Resume);
    assert_eq!(room.world.interview.view().stage, Stage::Break, "a break that is held goes on afterwards");
    room.world.send(Kind::Continue);
    let soon = room.world.now + 20_000;
    room.world.run_until(soon);
    let view = room.world.interview.view();
    assert!(view.lines.last().unwrap().text.contains(&view.asked), "{:?}", view.lines.last());
}

#[test]
fn interviewers_introduce_themselves_once_and_hand_over_by_name() {
    let packs = Packs::load(None).unwrap();
    let made = prepared(&packs, "quick");
    let plan = plan(&packs, &made);
    let mut room = Room::new(&packs, Interview::new(&plan), Candidate::Normal, 0);
    room.world.send(Kind::Start);
    room.run_out();
    let said: Vec<String> = room.world.interview.view().lines.into_iter().map(|line| line.text).collect();
    let count = |what: &str| said.iter().filter(|line| line.contains(what)).count();
    assert_eq!(count("I'm the hiring manager"), 1, "{said:#?}");
    assert_eq!(count("I'm a colleague from the team"), 1, "{said:#?}");
    assert!(
        said.iter().any(|line| line.contains("a colleague from the team will go on")
            || line.contains("hand over to a colleague from the team")),
        "{said:#?}"
    );
    assert!(!said.iter().any(|line| line.contains('{')), "{said:#?}");
    assert_eq!(said.last().unwrap(), "Those were all our questions. Thank you.");
}

/// The interview as its written events build it, gone on with.
fn gone_on_with<'a>(plan: &'a Plan<'a>, events: &[Event]) -> Interview<'a> {
    let mut interview = Interview::new(plan);
    for event in events {
        assert!(interview.step(event).changed, "{event:?}");
    }
    interview
}

#[test]
fn a_loop_that_was_cut_off_anywhere_can_be_gone_on_with() {
    let packs = Packs::load(None).unwrap();
    let made = prepared(&packs, "quick");
    let plan = plan(&packs, &made);
    let mut whole = Room::new(&packs, Interview::new(&plan), Candidate::Normal, 0);
    whole.world.send(Kind::Start);
    whole.run_out();
    let events = whole.world.events.clone();
    let every = (events.len() / 24).max(1);
    for cut in (1..events.len() - 1).step_by(every) {
        let before = gone_on_with(&plan, &events[..cut]);
        let done: Vec<_> = before.done().to_vec();
        let now = events[cut - 1].at_ms;
        let mut room = Room::new(&packs, before, Candidate::Normal, now);
        room.world.send(Kind::Reopened);
        assert_eq!(room.world.events.len(), 1, "cut after {:?}", events[cut - 1]);
        room.run_out();
        let interview = &room.world.interview;
        assert_eq!(&interview.done()[..done.len()], done, "what was judged stays judged");
        let length = made.schedule.length_ms();
        assert!(room.world.now.abs_diff(length) <= MINUTE, "cut at {now}: {} of {length}", room.world.now);
        nothing_is_dropped_in_silence(interview);
        // Both sittings together, read back, build the same interview.
        let mut all = events[..cut].to_vec();
        all.extend(room.world.events.iter().cloned());
        assert_eq!(gone_on_with(&plan, &all).view(), interview.view());
    }
}

#[test]
fn ending_it_early_names_what_was_not_asked() {
    let packs = Packs::load(None).unwrap();
    let made = prepared(&packs, "quick");
    let plan = plan(&packs, &made);
    let mut room = Room::new(&packs, Interview::new(&plan), Candidate::Normal, 0);
    room.world.send(Kind::Start);
    while room.world.interview.done().is_empty() {
        room.half_a_second();
    }
    room.world.send(Kind::EndNow);
    while room.half_a_second() {}
    let ends: Vec<_> = room.world.interview.rounds().iter().map(|round| round.end.unwrap()).collect();
    assert_eq!(ends[..2], [SlotEnd::Done, SlotEnd::Done], "{ends:?}");
    assert!(ends[2..].iter().all(|end| *end == SlotEnd::Left), "{ends:?}");
}
