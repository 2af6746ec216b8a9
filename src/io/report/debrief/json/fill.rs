//! From a debrief to the types of the format.

use crate::core::debrief::input::Ending;
use crate::core::debrief::packet::Came;
use crate::core::debrief::packet::Cell;
use crate::core::debrief::packet::Comparison;
use crate::core::debrief::packet::Fault;
use crate::core::debrief::packet::Figures;
use crate::core::debrief::packet::Judged;
use crate::core::debrief::packet::Patterns;
use crate::core::debrief::packet::Practise;
use crate::core::debrief::packet::Question;
use crate::core::debrief::packet::Said;
use crate::core::debrief::packet::Sentence;
use crate::core::history::compare::Pair;
use crate::core::history::compare::Turn;
use crate::core::rubric::verdict::Disclosure;
use crate::core::rubric::verdict::Level;
use crate::io::report::debrief::Packet;
use crate::io::report::debrief::command;
use crate::io::report::debrief::json::SCHEMA;
use crate::io::report::debrief::json::v1::ActsV1;
use crate::io::report::debrief::json::v1::AnswerV1;
use crate::io::report::debrief::json::v1::BeforeV1;
use crate::io::report::debrief::json::v1::CellV1;
use crate::io::report::debrief::json::v1::ComparedV1;
use crate::io::report::debrief::json::v1::FaultV1;
use crate::io::report::debrief::json::v1::FiguresV1;
use crate::io::report::debrief::json::v1::LevelV1;
use crate::io::report::debrief::json::v1::PacketV1;
use crate::io::report::debrief::json::v1::PairV1;
use crate::io::report::debrief::json::v1::PatternsV1;
use crate::io::report::debrief::json::v1::PractiseV1;
use crate::io::report::debrief::json::v1::QuestionV1;
use crate::io::report::debrief::json::v1::SaidV1;
use crate::io::report::debrief::json::v1::SameStoryV1;
use crate::io::report::debrief::json::v1::SentenceV1;
use crate::io::report::debrief::json::v1::WriteUpV1;
use crate::io::report::debrief::labels;

pub(super) fn packet<'a>(packet: &Packet<'a>) -> PacketV1<'a> {
    let debrief = packet.debrief;
    let name = |interviewer: usize| debrief.interviewers.get(interviewer).map_or("", String::as_str);
    PacketV1 {
        schema: SCHEMA,
        kind: "pushback-debrief",
        session: packet.session,
        when: packet.when,
        title: &debrief.title,
        recommendation: labels::grade(debrief.grade),
        recommendation_name: &debrief.grade_name,
        headline: &debrief.headline,
        reasons: sentences(&debrief.reasons),
        rule: &debrief.rule,
        note: &debrief.note,
        figures: figures(&debrief.figures),
        interviewers: debrief
            .write_ups
            .iter()
            .map(|up| WriteUpV1 { name: name(up.interviewer), write_up: sentences(&up.sentences) })
            .collect(),
        questions: debrief.questions.iter().map(question).collect(),
        shared_dimensions: debrief.shared.iter().map(|shared| shared.dimension.as_str()).collect(),
        patterns: patterns(&debrief.patterns),
        practise: debrief.practise.iter().map(practise).collect(),
        before: debrief.before.as_ref().map(before),
    }
}

fn figures(figures: &Figures) -> FiguresV1 {
    FiguresV1 {
        planned: figures.planned,
        asked: figures.asked,
        answered: figures.answered,
        stories: figures.stories,
        good: figures.good,
        weak: figures.weak,
        mean: figures.mean,
        unprompted: figures.unprompted,
        planned_ms: figures.planned_ms,
        used_ms: figures.used_ms,
    }
}

fn sentences(all: &[Sentence]) -> Vec<SentenceV1<'_>> {
    all.iter().map(sentence).collect()
}

fn sentence(sentence: &Sentence) -> SentenceV1<'_> {
    SentenceV1 { text: &sentence.text, quotes: sentence.quotes.iter().map(said).collect() }
}

fn said(said: &Said) -> SaidV1<'_> {
    SaidV1 {
        question: said.question,
        start: said.chars.start(),
        end: said.chars.end(),
        text: &said.text,
        start_ms: said.time.map(|time| time.start()),
        end_ms: said.time.map(|time| time.end()),
    }
}

fn question(question: &Question) -> QuestionV1<'_> {
    QuestionV1 {
        id: &question.id,
        title: &question.title,
        ask: &question.ask,
        interviewer: question.interviewer,
        asked: question.asked,
        ended: match question.end {
            Ending::Done => "done",
            Ending::TimeUp => "time_up",
            Ending::Skipped => "skipped",
            Ending::NotAsked => "not_asked",
            Ending::Left => "left",
        },
        planned_ms: question.planned_ms,
        used_ms: question.used_ms,
        answer: question.judged.as_ref().map(answer),
    }
}

fn answer(judged: &Judged) -> AnswerV1<'_> {
    let acts = judged.acts;
    AnswerV1 {
        overall: judged.score,
        unprompted: judged.unprompted,
        too_short: judged.too_short,
        anchor: &judged.anchor,
        words: judged.words,
        probes: judged.probes,
        dimensions: judged.cells.iter().map(cell).collect(),
        killers: judged.faults.iter().map(fault).collect(),
        acts: ActsV1 {
            i: acts.i,
            we: acts.we,
            others: acts.others,
            nobody: acts.nobody,
            doing_i: acts.doing_i,
            doing_we: acts.doing_we,
        },
    }
}

fn cell(cell: &Cell) -> CellV1<'_> {
    CellV1 {
        id: &cell.dimension,
        label: &cell.label,
        level: level(cell.level),
        unprompted: level(cell.unprompted),
        anchor: &cell.anchor,
        weight: cell.weight,
        came: match cell.came {
            Came::Offered => "offered",
            Came::Pulled => "pulled",
            Came::Open => "open",
            Came::Thin => "thin",
            Came::Unheard => "unheard",
        },
        probe: cell.probe.as_deref(),
        quote: cell.quote.as_ref().map(said),
    }
}

fn level(level: Level) -> LevelV1 {
    match level {
        Level::Graded(n) => LevelV1::Graded(n),
        Level::Disclosed(Disclosure::Absent) => LevelV1::Disclosed("absent"),
        Level::Disclosed(Disclosure::Untimed) => LevelV1::Disclosed("untimed"),
        Level::Disclosed(Disclosure::Reactive) => LevelV1::Disclosed("reactive"),
        Level::Disclosed(Disclosure::Proactive) => LevelV1::Disclosed("proactive"),
    }
}

fn fault(fault: &Fault) -> FaultV1<'_> {
    FaultV1 {
        id: &fault.id,
        label: &fault.label,
        meaning: &fault.meaning,
        cap: fault.cap,
        quote: fault.quote.as_ref().map(said),
    }
}

fn patterns(patterns: &Patterns) -> PatternsV1<'_> {
    let same = patterns.same.iter().map(|pair| SameStoryV1 {
        first: pair.first,
        second: pair.second,
        likeness: pair.likeness,
        shared: pair.shared.iter().map(String::as_str).collect(),
    });
    PatternsV1 {
        acts: sentences(&patterns.acts),
        stories: sentences(&patterns.stories),
        telling: sentences(&patterns.telling),
        numbers: sentences(&patterns.numbers),
        time: sentences(&patterns.time),
        same_stories: same.collect(),
    }
}

fn practise(practise: &Practise) -> PractiseV1<'_> {
    PractiseV1 {
        dimension: &practise.dimension,
        label: &practise.label,
        why: sentence(&practise.why),
        full: &practise.full,
        question: &practise.question,
        title: &practise.title,
        command: command(practise),
    }
}

fn before(before: &Comparison) -> BeforeV1<'_> {
    let dimensions = before.dimensions.iter().map(|row| ComparedV1 {
        id: &row.dimension,
        label: &row.label,
        reached: pair(row.reached),
        turn: match row.turn {
            Turn::Gained => "gained",
            Turn::Lost => "lost",
            Turn::Same => "same",
        },
    });
    BeforeV1 {
        when: &before.when,
        recommendation: PairV1 {
            before: labels::grade(before.grade.before),
            after: labels::grade(before.grade.after),
        },
        mean: pair(before.mean),
        unprompted: pair(before.unprompted),
        own: pair(before.own),
        dimensions: dimensions.collect(),
        sentences: sentences(&before.sentences),
    }
}

fn pair<T>(pair: Pair<T>) -> PairV1<T> {
    PairV1 { before: pair.before, after: pair.after }
}
