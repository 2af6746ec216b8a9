//! The recommendation: three grades by a rule that anybody can check.
//!
//! Strong evidence: enough answers with stories of their own, a mean that holds up and no answer far below it, most of it before any probe, and
//! most of the plan's questions answered. Not yet: a low mean, or mostly weak answers, or none. Mixed: all else. A
//! question that was asked and not answered counts as the lowest score; one that was never asked counts as not answered
//! and nothing more. The thresholds are those of [`Rule`].

use crate::core::debrief::input::Input;
use crate::core::debrief::input::Round;
use crate::core::debrief::packet::Debrief;
use crate::core::debrief::packet::Figures;
use crate::core::debrief::packet::Grade;
use crate::core::debrief::packet::Judged;
use crate::core::debrief::packet::Question;
use crate::core::debrief::packet::SameStory;
use crate::core::debrief::packet::Sentence;
use crate::core::debrief::wording::Line;
use crate::core::debrief::wording::Rule;
use crate::core::debrief::wording::Wording;
use crate::core::debrief::words;

/// The score of a question to which nothing was said.
const NOTHING: u8 = 1;

/// Counts.
pub(super) fn figures(input: &Input<'_>, same: &[SameStory], rule: &Rule) -> Figures {
    let asked: Vec<&Round<'_>> = input.rounds.iter().filter(|round| round.was_asked()).collect();
    let score = |round: &&Round<'_>| round.answer().map_or(NOTHING, |verdict| verdict.overall.score);
    let offered = |round: &&Round<'_>| round.answer().map_or(NOTHING, |verdict| verdict.overall.unprompted);
    let answered = asked.iter().filter(|round| round.answer().is_some()).count();
    let retold = |at: usize| same.iter().any(|pair| pair.second == at);
    let again = (0..input.rounds.len()).filter(|at| retold(*at) && input.rounds[*at].answer().is_some());
    Figures {
        planned: input.rounds.iter().filter(|round| round.was_planned()).count(),
        asked: asked.len(),
        answered,
        stories: answered.saturating_sub(again.count()),
        good: asked.iter().filter(|round| score(round) >= rule.good_score).count(),
        weak: asked.iter().filter(|round| score(round) <= rule.weak_score).count(),
        mean: mean(asked.iter().map(score)),
        unprompted: mean(asked.iter().map(offered)),
        planned_ms: input.planned_ms,
        used_ms: input.used_ms,
    }
}

fn mean(scores: impl Iterator<Item = u8>) -> Option<f32> {
    let (mut sum, mut count) = (0.0, 0);
    for score in scores {
        sum += f32::from(score);
        count += 1;
    }
    (count > 0).then(|| sum / count as f32)
}

/// The rule.
pub(super) fn grade(input: &Input<'_>, figures: &Figures, rule: &Rule) -> Grade {
    let (Some(mean), Some(unprompted)) = (figures.mean, figures.unprompted) else { return Grade::NotYet };
    let share = |part: usize, of: usize| if of == 0 { 1.0 } else { part as f32 / of as f32 };
    if figures.answered == 0 || mean < rule.weak_mean || share(figures.weak, figures.asked) > rule.weak_share
    {
        return Grade::NotYet;
    }
    let planned = input.rounds.iter().filter(|round| round.was_planned());
    let answered = planned.filter(|round| round.was_asked() && round.answer().is_some()).count();
    let asked = input.rounds.iter().filter(|round| round.was_asked());
    let least = asked.map(|round| round.answer().map_or(NOTHING, |verdict| verdict.overall.score)).min();
    let strong = figures.stories >= rule.fewest_answers
        && mean >= rule.strong_mean
        && least.is_some_and(|least| least >= rule.strong_least)
        && unprompted >= rule.strong_unprompted
        && share(answered, figures.planned) >= rule.strong_answered;
    if strong { Grade::Strong } else { Grade::Mixed }
}

/// The name of a grade.
pub(super) fn name(grade: Grade, wording: &Wording) -> String {
    let line = match grade {
        Grade::Strong => Line::GradeStrong,
        Grade::Mixed => Line::GradeMixed,
        Grade::NotYet => Line::GradeNotYet,
    };
    wording.say(line, &[])
}

/// The recommendation in one sentence.
pub(super) fn headline(grade: Grade, figures: &Figures, wording: &Wording) -> String {
    let of = wording.answers(figures.asked);
    let (good, weak) = (figures.good.to_string(), figures.weak.to_string());
    let gaps = [("good", good.as_str()), ("weak", weak.as_str()), ("answers", of.as_str())];
    let line = match grade {
        _ if figures.answered == 0 => Line::HeadNothing,
        Grade::NotYet => Line::HeadNotYet,
        Grade::Strong => Line::HeadStrong,
        Grade::Mixed if figures.stories < wording.rule.fewest_answers => Line::HeadTooFew,
        Grade::Mixed if figures.good == 0 => Line::HeadMixedNone,
        Grade::Mixed => Line::HeadMixed,
    };
    wording.say(line, &gaps)
}

/// The rule in words, with its thresholds.
pub(super) fn rule(wording: &Wording) -> String {
    let rule = &wording.rule;
    wording.say(
        Line::GradeRule,
        &[
            ("fewest", &rule.fewest_answers.to_string()),
            ("mean", &words::score(rule.strong_mean)),
            ("least", &rule.strong_least.to_string()),
            ("unprompted", &words::score(rule.strong_unprompted)),
            ("asked", &words::percent(rule.strong_answered)),
            ("weak_mean", &words::score(rule.weak_mean)),
            ("weak_score", &rule.weak_score.to_string()),
            ("weak_share", &words::percent(rule.weak_share)),
        ],
    )
}

/// What it rests on.
pub(super) fn reasons(made: &Debrief, wording: &Wording) -> Vec<Sentence> {
    let answered: Vec<(&Question, &Judged)> =
        made.questions.iter().filter_map(|question| Some((question, question.judged.as_ref()?))).collect();
    let mut said = Vec::new();
    if let (Some(mean), Some(offered)) = (made.figures.mean, made.figures.unprompted) {
        let (mean, offered) = (words::score(mean), words::score(offered));
        said.push(if mean == offered {
            wording.plain(Line::WhyMeanSame, &[("mean", &mean)])
        } else {
            wording.plain(Line::WhyMean, &[("mean", &mean), ("unprompted", &offered)])
        });
    }
    said.extend(ends(&answered, wording));
    said.extend(answered.iter().flat_map(|(question, judged)| faults(question, judged, wording)));
    let names = |line, fits: &dyn Fn(&Question) -> bool| {
        let names = words::list(made.questions.iter().filter(|q| fits(q)).map(|q| q.title.as_str()));
        (!names.is_empty()).then(|| wording.plain(line, &[("questions", &names)]))
    };
    let short = |q: &Question| q.judged.as_ref().is_some_and(|judged| judged.too_short);
    said.extend(names(Line::WhyTooShort, &short));
    said.extend(names(Line::WhyUnanswered, &|q| q.asked && q.judged.is_none()));
    said.extend(names(Line::WhyNotAsked, &|q| !q.asked));
    said
}

/// The best and the weakest answer, where they differ.
fn ends(answered: &[(&Question, &Judged)], wording: &Wording) -> Vec<Sentence> {
    let first = answered.iter().rev().max_by_key(|(_, judged)| judged.score);
    let last = answered.iter().min_by_key(|(_, judged)| judged.score);
    let (Some(best), Some(weakest)) = (first, last) else { return Vec::new() };
    let say = |line, (question, judged): &(&Question, &Judged)| {
        wording.plain(line, &[("question", &question.title), ("score", &judged.score.to_string())])
    };
    if best.1.score == weakest.1.score {
        return Vec::new();
    }
    vec![say(Line::WhyBest, best), say(Line::WhyWeakest, weakest)]
}

fn faults<'a>(
    question: &'a Question,
    judged: &'a Judged,
    wording: &'a Wording,
) -> impl Iterator<Item = Sentence> + 'a {
    judged.faults.iter().map(move |fault| {
        let quote = fault.quote.as_ref();
        let gaps = [
            ("question", question.title.as_str()),
            ("fault", fault.label.as_str()),
            ("meaning", fault.meaning.as_str()),
            ("quote", quote.map_or("", |said| said.text.as_str())),
        ];
        let line = if quote.is_some() { Line::WhyFault } else { Line::WhyFaultUnsaid };
        wording.quoting(line, &gaps, quote.cloned().into_iter().collect())
    })
}
