//! The debrief of a stored loop.

use crate::core::debrief::build::build;
use crate::core::debrief::input::Asked;
use crate::core::debrief::input::Earlier;
use crate::core::debrief::input::Ending;
use crate::core::debrief::input::Exercise;
use crate::core::debrief::input::Exercised;
use crate::core::debrief::input::Input;
use crate::core::debrief::input::Round;
use crate::core::debrief::input::Turn;
use crate::core::debrief::packet::Debrief;
use crate::core::rubric::rubric::Rubric;
use crate::core::rubric::verdict::Verdict;
use crate::core::span::Span;
use crate::core::transcript::Transcript;
use crate::io::packs::Packs;
use crate::io::report::labels;
use crate::io::session::record::Answer;
use crate::io::session::record::AskedProbe;
use crate::io::session::record::Session;
use crate::io::session::rehearsal::Part;
use crate::io::session::rehearsal::PartEnd;
use crate::io::session::rehearsal::PartKind;
use crate::io::session::rehearsal::Rehearsal;
use crate::io::session::store::Listed;
use crate::io::session::verdict::VerdictFile;

/// What a debrief is made from, owned.
struct Told<'s> {
    rehearsal: &'s Rehearsal,
    interviewers: Vec<&'s str>,
    parts: Vec<ToldPart<'s>>,
}

struct ToldPart<'s> {
    part: &'s Part,
    question: &'s str,
    title: String,
    ask: String,
    transcript: Transcript,
    verdict: Option<Verdict>,
    turns: Vec<ToldTurn<'s>>,
}

/// The probe that a turn replies to, and where the turn begins and ends, in characters.
type ToldTurn<'s> = (Option<&'s AskedProbe>, usize, usize);

/// The debrief of a loop, beside the loop before; `None` for a session that is none. A loop that was left is debriefed as
/// far as it went.
pub fn of(session: &Session, before: Option<&Session>, packs: &Packs) -> Option<Debrief> {
    let exercises = exercises(packs);
    let (told, earlier) = (tell(session, packs)?, before.and_then(|before| tell(before, packs)));
    let rounds = told.rounds();
    let input = told.input(&rounds, &exercises);
    let earlier_rounds = earlier.as_ref().map(Told::rounds).unwrap_or_default();
    let when = before.map(|before| before.began.to_minute()).unwrap_or_default();
    let earlier =
        earlier.as_ref().map(|told| Earlier { when: &when, input: told.input(&earlier_rounds, &exercises) });
    Some(build(&input, earlier.as_ref(), packs.debrief()))
}

/// The loop before a session in a listing: the latest earlier one in which something was judged.
pub fn before<'l>(listed: &'l [Listed], session: &Session) -> Option<&'l Session> {
    let sessions = listed.iter().filter_map(|listed| listed.session.as_ref().ok());
    let earlier = sessions.filter(|other| {
        let judged = other.answers.iter().any(|answer| answer.verdict().is_some());
        other.rehearsal.is_some() && judged && other.began < session.began
    });
    earlier.max_by_key(|other| other.began)
}

fn exercises(packs: &Packs) -> Vec<Exercise<'_>> {
    packs.all().iter().map(|pack| exercise(&pack.rubric)).collect()
}

fn exercise(rubric: &Rubric) -> Exercise<'_> {
    let all: f32 = rubric.dimensions.iter().map(|dimension| dimension.weight).sum();
    let dimensions = rubric.dimensions.iter().map(|dimension| Exercised {
        id: &dimension.id,
        weight: if all > 0.0 { dimension.weight / all } else { 0.0 },
        full: dimension.levels.last().map_or("", |level| level.anchor.as_str()),
    });
    Exercise { question: rubric.id(), title: &rubric.title, dimensions: dimensions.collect() }
}

fn tell<'s>(session: &'s Session, packs: &Packs) -> Option<Told<'s>> {
    let rehearsal = session.rehearsal.as_ref()?;
    // A spare question that was not needed is no question of the loop.
    let questions = rehearsal.parts.iter().filter(|part| part.minutes > 0 || part.began_ms.is_some());
    let parts = questions.filter(|part| part.what == PartKind::Question).map(|part| {
        let answer = part.answer.and_then(|at| session.answers.get(at));
        tell_part(part, answer, packs)
    });
    Some(Told {
        rehearsal,
        interviewers: rehearsal.interviewers.iter().map(|who| who.name.as_str()).collect(),
        parts: parts.collect(),
    })
}

fn tell_part<'s>(part: &'s Part, answer: Option<&'s Answer>, packs: &Packs) -> ToldPart<'s> {
    let named = part.question.as_deref().or(answer.map(|answer| answer.question.as_str()));
    let question = named.unwrap_or_default();
    let rubric = packs.get(question);
    let asked = answer.map(|answer| answer.question_text.clone());
    ToldPart {
        part,
        question,
        title: rubric.map_or_else(|| labels::title(question), |rubric| rubric.title.clone()),
        ask: asked.or_else(|| rubric.map(|rubric| rubric.ask.clone())).unwrap_or_default(),
        transcript: answer.map(Answer::transcript).unwrap_or_default(),
        verdict: answer.and_then(Answer::verdict).map(VerdictFile::to_verdict),
        turns: answer.map(turns).unwrap_or_default(),
    }
}

fn turns(answer: &Answer) -> Vec<ToldTurn<'_>> {
    let mut whole = Transcript::default();
    let mut found = Vec::new();
    for turn in &answer.turns {
        let words = whole.words().len();
        turn.said.append_to(&mut whole);
        let begins = whole.words().get(words).map_or(whole.char_len(), |word| word.chars.start());
        found.push((turn.asked.as_ref(), begins, whole.char_len()));
    }
    found
}

impl Told<'_> {
    fn rounds(&self) -> Vec<Round<'_>> {
        self.parts.iter().map(ToldPart::round).collect()
    }

    fn input<'a>(&'a self, rounds: &'a [Round<'a>], exercises: &'a [Exercise<'a>]) -> Input<'a> {
        let ended = self.rehearsal.parts.iter().filter_map(|part| part.ended_ms);
        Input {
            title: &self.rehearsal.title,
            planned_ms: u64::from(self.rehearsal.minutes) * 60_000,
            used_ms: ended.max().unwrap_or_default(),
            interviewers: &self.interviewers,
            rounds,
            exercises,
        }
    }
}

impl ToldPart<'_> {
    fn round(&self) -> Round<'_> {
        let used = |began: u64| self.part.ended_ms.unwrap_or(began).saturating_sub(began);
        Round {
            question: self.question,
            title: &self.title,
            ask: &self.ask,
            interviewer: self.part.interviewer,
            planned_ms: u64::from(self.part.minutes) * 60_000,
            used_ms: self.part.began_ms.map(used),
            end: ending(self.part),
            verdict: self.verdict.as_ref(),
            transcript: &self.transcript,
            turns: self.turns.iter().copied().map(turn).collect(),
        }
    }
}

fn turn((asked, begins, ends): ToldTurn<'_>) -> Turn<'_> {
    Turn {
        asked: asked.map(|probe| Asked { dimension: &probe.dimension, say: &probe.say }),
        chars: Span::from_len(begins, ends.saturating_sub(begins)),
    }
}

/// A part that was begun and never ended was left, one that was never begun was not asked.
fn ending(part: &Part) -> Ending {
    match part.end {
        Some(PartEnd::Done) => Ending::Done,
        Some(PartEnd::TimeUp) => Ending::TimeUp,
        Some(PartEnd::Skipped) => Ending::Skipped,
        Some(PartEnd::NotReached) => Ending::NotAsked,
        Some(PartEnd::Left) | None if part.began_ms.is_some() => Ending::Left,
        Some(PartEnd::Left) | None => Ending::NotAsked,
    }
}
