//! From an interview to the answers of a session's file.

use crate::core::delivery::count_fillers;
use crate::core::interview::event::EventWord;
use crate::core::interview::state::Done;
use crate::core::interview::state::Interview;
use crate::core::interview::state::Told;
use crate::core::interview::state::Words;
use crate::core::span::Ms;
use crate::core::span::Span;
use crate::io::session::record::Answer;
use crate::io::session::record::AskedProbe;
use crate::io::session::record::Heard;
use crate::io::session::record::Judged;
use crate::io::session::record::Range;
use crate::io::session::record::Said;
use crate::io::session::record::Turn;
use crate::io::session::record::Word;
use crate::io::session::stamp::Stamp;
use crate::io::session::verdict::VerdictFile;
use crate::runtime::interview::book::Model;
use crate::runtime::interview::delivery::Delivered;

/// Of every question that is done, with how it was spoken and when it was judged.
pub(super) fn of(
    interview: &Interview<'_>,
    heard: &[Delivered],
    model: Option<&Model>,
    judged: &[Stamp],
) -> Vec<Answer> {
    let with = interview.done().iter().zip(judged);
    with.map(|(done, at)| answer(interview, done, *at, heard.get(done.question), model)).collect()
}

fn answer(
    interview: &Interview<'_>,
    done: &Done,
    at: Stamp,
    delivered: Option<&Delivered>,
    model: Option<&Model>,
) -> Answer {
    let question = &interview.plan().questions[done.question];
    let mut answer = Answer {
        question: question.rubric.id().to_owned(),
        question_text: question.ask.clone(),
        turns: done.turns.iter().map(turn).collect(),
        heard: None,
        verdicts: Vec::new(),
        corrections: Vec::new(),
    };
    let verdict = done.verdict.as_ref().map(|verdict| Judged { at, verdict: VerdictFile::from(verdict) });
    answer.verdicts.extend(verdict);
    answer.heard = model.zip(delivered).and_then(|(model, delivered)| {
        let figures = delivered.figures(&done.turns);
        let range = |span: &Span<Ms>| Range(span.start(), span.end());
        (!figures.segments.is_empty()).then(|| Heard {
            model: model.name.clone(),
            synthetic_only: model.synthetic_only,
            warnings: delivered.warnings().to_vec(),
            lead_ms: 0,
            segments: figures.segments.iter().map(range).collect(),
            pauses: figures.pauses.iter().map(range).collect(),
            duration_ms: figures.duration_ms,
            speech_ms: figures.speech_ms,
            fillers_at_least: count_fillers(&answer.transcript()),
        })
    });
    answer
}

fn turn(told: &Told) -> Turn {
    let asked = told.asked.as_ref().map(|asked| AskedProbe {
        dimension: asked.gap.dimension.clone(),
        rule: asked.gap.receipt.rule.clone(),
        say: asked.gap.say.clone(),
        pressed: asked.pressed,
    });
    let said = match &told.words {
        Words::Heard(words) => Said::Heard(words.iter().map(word).collect()),
        Words::Typed(text) => Said::Typed(text.clone()),
    };
    Turn { asked, said }
}

fn word(word: &EventWord) -> Word {
    Word(word.text.clone(), word.start_ms, word.end_ms, word.confidence)
}
