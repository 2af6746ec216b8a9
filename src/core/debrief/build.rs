//! From a loop to its debrief.

use crate::core::debrief::before;
use crate::core::debrief::input::Earlier;
use crate::core::debrief::input::Input;
use crate::core::debrief::matrix;
use crate::core::debrief::numbers;
use crate::core::debrief::packet::Debrief;
use crate::core::debrief::packet::Patterns;
use crate::core::debrief::packet::Question;
use crate::core::debrief::patterns;
use crate::core::debrief::practise;
use crate::core::debrief::recommend;
use crate::core::debrief::stories;
use crate::core::debrief::time_use;
use crate::core::debrief::wording::Line;
use crate::core::debrief::wording::Wording;
use crate::core::debrief::write_up;
use crate::core::text;
use crate::core::text::reading::Reading;

/// The debrief of a loop, beside the loop before where there is one. Cannot fail on what was said.
pub fn build(input: &Input<'_>, earlier: Option<&Earlier<'_>>, wording: &Wording) -> Debrief {
    let mut made = alone(input, wording);
    made.before = earlier.map(|earlier| {
        let before = alone(&earlier.input, wording);
        before::compare(&before, &made, earlier.when, wording)
    });
    made
}

fn alone(input: &Input<'_>, wording: &Wording) -> Debrief {
    let questions = matrix::questions(input);
    let patterns = patterns(input, &questions, wording);
    let figures = recommend::figures(input, &patterns.same, &wording.rule);
    let grade = recommend::grade(input, &figures, &wording.rule);
    let mut made = Debrief {
        title: input.title.to_owned(),
        grade,
        grade_name: recommend::name(grade, wording),
        headline: recommend::headline(grade, &figures, wording),
        reasons: Vec::new(),
        rule: recommend::rule(wording),
        note: wording.say(Line::Note, &[]),
        figures,
        interviewers: input.interviewers.iter().map(|name| (*name).to_owned()).collect(),
        shared: matrix::shared(&questions),
        patterns,
        practise: practise::chosen(&questions, input.exercises, wording),
        write_ups: write_up::all(&questions, input.interviewers.len(), wording),
        questions,
        before: None,
    };
    made.patterns.time = time_use::sentences(&made.figures, &made.questions, wording);
    made.reasons = recommend::reasons(&made, wording);
    made
}

fn patterns(input: &Input<'_>, questions: &[Question], wording: &Wording) -> Patterns {
    let rounds = input.rounds;
    let readings: Vec<Reading> = rounds.iter().map(|round| text::read(round.transcript)).collect();
    let same = stories::same(rounds, &readings, &wording.story);
    Patterns {
        acts: patterns::acts(questions, wording),
        stories: stories::sentences(&same, rounds, &readings, questions, wording),
        telling: patterns::telling(rounds, questions, wording),
        numbers: numbers::sentences(rounds, &readings, &same, questions, wording),
        time: Vec::new(),
        same,
    }
}
