//! Loops as they would have been held: answers judged by the real analyser, stored as sessions.

use std::path::Path;

use pushback::core::debrief::packet::Debrief;
use pushback::core::rubric::dialogue::session::Dialogue;
use pushback::core::rubric::dialogue::session::Next;
use pushback::core::rubric::verdict::Gap;
use pushback::core::transcript::Transcript;
use pushback::io::packs::Packs;
use pushback::io::places::Places;
use pushback::io::session::record::Answer;
use pushback::io::session::record::AskedProbe;
use pushback::io::session::record::Judged;
use pushback::io::session::record::Kind;
use pushback::io::session::record::Said;
use pushback::io::session::record::Session;
use pushback::io::session::record::Turn;
use pushback::io::session::rehearsal::Interviewer;
use pushback::io::session::rehearsal::Part;
use pushback::io::session::rehearsal::PartEnd;
use pushback::io::session::rehearsal::PartKind;
use pushback::io::session::rehearsal::Rehearsal;
use pushback::io::session::stamp::Stamp;
use pushback::io::session::store::Store;
use pushback::io::session::verdict::VerdictFile;
use pushback::runtime::debrief;

const MINUTE: u64 = 60_000;

/// A question and what was said to it: the answer, then the replies. Nothing said: it was never reached.
pub(crate) type Told<'t> = (&'t str, Vec<&'t str>);

pub(crate) fn packs() -> Packs {
    Packs::load(None).unwrap()
}

pub(crate) fn store(data: &Path) -> Store {
    Store::new(&Places::in_folder(data))
}

/// An answer with replies to the probes that the rubric asks.
pub(crate) fn answer(packs: &Packs, question: &str, said: &[&str]) -> Answer {
    let rubric = packs.get(question).unwrap();
    let mut dialogue = Dialogue::new(rubric, said.len().saturating_sub(1));
    let mut turns = vec![Turn { asked: None, said: Said::Typed(said[0].to_owned()) }];
    let mut next = dialogue.answer(said[0]);
    for reply in &said[1..] {
        let (gap, pressed) = match &next {
            Next::Probe(gap) => (gap.clone(), false),
            Next::Press(gap) => (gap.clone(), true),
            Next::Close => break,
        };
        next = dialogue.reply(*reply);
        turns.push(Turn { asked: Some(asked(&gap, pressed)), said: Said::Typed((*reply).to_owned()) });
    }
    Answer {
        question: question.to_owned(),
        question_text: rubric.ask.clone(),
        turns,
        heard: None,
        verdicts: vec![Judged { at: Stamp::now(), verdict: VerdictFile::from(dialogue.verdict()) }],
        corrections: Vec::new(),
    }
}

fn asked(gap: &Gap, pressed: bool) -> AskedProbe {
    AskedProbe {
        dimension: gap.dimension.clone(),
        rule: gap.receipt.rule.clone(),
        say: gap.say.clone(),
        pressed,
    }
}

/// Stores a loop of two interviewers that was held at a moment such as `2026-11-25T22:24:16Z`, and gives its name.
pub(crate) fn hold(store: &Store, packs: &Packs, at: &str, told: &[Told<'_>]) -> String {
    let mut writer = store.create(Kind::Loop, "Quick loop", at.parse().unwrap()).unwrap();
    let answers: Vec<Answer> = told
        .iter()
        .filter(|(_, said)| !said.is_empty())
        .map(|(question, said)| answer(packs, question, said))
        .collect();
    let rehearsal = rehearsal(told);
    writer
        .change(|session| {
            session.answers = answers;
            session.rehearsal = Some(rehearsal);
        })
        .unwrap();
    let id = writer.id();
    writer.finish().unwrap();
    id
}

fn rehearsal(told: &[Told<'_>]) -> Rehearsal {
    let who = |name: &str, manner: &str| Interviewer { name: name.into(), manner: manner.into() };
    let mut parts = vec![part(PartKind::Opening, None, 0, 1, Some((0, MINUTE)), None)];
    let (mut clock, mut answers) = (MINUTE, 0);
    for (n, (question, said)) in told.iter().enumerate() {
        let reached = !said.is_empty();
        let time = reached.then_some((clock, clock + 5 * MINUTE));
        let interviewer = usize::from(n > 0);
        parts.push(part(
            PartKind::Question,
            Some(question),
            interviewer,
            6,
            time,
            reached.then_some(answers),
        ));
        if reached {
            (clock, answers) = (clock + 5 * MINUTE, answers + 1);
        }
    }
    parts.push(part(PartKind::Closing, None, 0, 1, Some((clock, clock + MINUTE)), None));
    Rehearsal {
        plan: "quick".into(),
        title: "Quick loop".into(),
        minutes: 2 + 6 * told.len() as u32,
        interviewers: vec![who("the hiring manager", "neutral"), who("a colleague from the team", "warm")],
        parts,
    }
}

fn part(
    what: PartKind,
    question: Option<&str>,
    interviewer: usize,
    minutes: u32,
    time: Option<(u64, u64)>,
    answer: Option<usize>,
) -> Part {
    Part {
        what,
        question: question.map(str::to_owned),
        interviewer,
        minutes,
        began_ms: time.map(|(began, _)| began),
        ended_ms: time.map(|(_, ended)| ended),
        end: Some(if time.is_some() { PartEnd::Done } else { PartEnd::NotReached }),
        answer,
    }
}

/// The session of that name, read back from disk.
pub(crate) fn read(store: &Store, id: &str) -> Session {
    store.find(id).unwrap().session.unwrap()
}

/// The debrief of a loop that was stored and read back, with no loop before it.
pub(crate) fn debriefed(packs: &Packs, told: &[Told<'_>]) -> (Debrief, Vec<Transcript>) {
    let dir = tempfile::tempdir().unwrap();
    let store = store(dir.path());
    let id = hold(&store, packs, "2026-11-25T22:24:16Z", told);
    let session = read(&store, &id);
    let debrief = debrief::of(&session, None, packs).unwrap();
    (debrief, transcripts(&session))
}

/// What was said to each question of the loop, in its order; an empty one where nothing was.
pub(crate) fn transcripts(session: &Session) -> Vec<Transcript> {
    let parts = session.rehearsal.as_ref().unwrap().parts.iter();
    let questions = parts.filter(|part| part.what == PartKind::Question);
    questions.map(|part| part.answer.map(|at| session.answers[at].transcript()).unwrap_or_default()).collect()
}

/// The strong or the weak sample of a pack.
pub(crate) fn sample<'p>(packs: &'p Packs, question: &str, strong: bool) -> &'p str {
    let pack = packs.pack(question).unwrap();
    if strong { &pack.strong.text } else { &pack.weak.text }
}
