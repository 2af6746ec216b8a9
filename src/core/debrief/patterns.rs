//! What shows only across questions: who acts, and the habit of telling before others know.

use crate::core::debrief::input::Round;
use crate::core::debrief::packet::Judged;
use crate::core::debrief::packet::Question;
use crate::core::debrief::packet::Said;
use crate::core::debrief::packet::Sentence;
use crate::core::debrief::wording::Line;
use crate::core::debrief::wording::Wording;
use crate::core::debrief::words;
use crate::core::rubric::verdict::Disclosure;
use crate::core::rubric::verdict::Level;
use crate::core::rubric::verdict::TimelineKind;
use crate::core::rubric::verdict::Verdict;

/// I and we, by question.
pub(super) fn acts(questions: &[Question], wording: &Wording) -> Vec<Sentence> {
    let judged: Vec<(&Question, &Judged)> =
        questions.iter().filter_map(|question| Some((question, question.judged.as_ref()?))).collect();
    let mut said = Vec::new();
    if let Some(share) = own(questions) {
        said.push(wording.plain(Line::ActsOwn, &[("share", &words::percent(share))]));
    }
    let group = judged.iter().filter(|(_, judged)| {
        let (i, we) = (judged.acts.doing_i, judged.acts.doing_we);
        we >= wording.rule.group_acts && we > i
    });
    said.extend(group.map(|(question, judged)| {
        let (we, i) = (judged.acts.doing_we.to_string(), judged.acts.doing_i.to_string());
        wording.plain(Line::ActsGroup, &[("question", &question.title), ("we", &we), ("i", &i)])
    }));
    said.extend(spread(&judged, wording));
    said
}

/// Of what the speaker or the group did, the share of the speaker, over all answers.
pub(super) fn own(questions: &[Question]) -> Option<f32> {
    let all = questions.iter().filter_map(|question| question.judged.as_ref());
    let (i, we) = all.fold((0, 0), |(i, we), judged| (i + judged.acts.i, we + judged.acts.we));
    (i + we > 0).then(|| i as f32 / (i + we) as f32)
}

/// The answers with the largest and the smallest share, where these lie apart.
fn spread(judged: &[(&Question, &Judged)], wording: &Wording) -> Option<Sentence> {
    let shares: Vec<(&Question, f32)> =
        judged.iter().filter_map(|(question, judged)| Some((*question, judged.acts.own()?))).collect();
    let most = shares.iter().max_by(|a, b| a.1.total_cmp(&b.1))?;
    let least = shares.iter().min_by(|a, b| a.1.total_cmp(&b.1))?;
    (most.1 - least.1 > wording.rule.acts_apart).then(|| {
        let (most_share, least_share) = (words::percent(most.1), words::percent(least.1));
        let gaps = [
            ("most", most.0.title.as_str()),
            ("most_share", most_share.as_str()),
            ("least", least.0.title.as_str()),
            ("least_share", least_share.as_str()),
        ];
        wording.plain(Line::ActsSpread, &gaps)
    })
}

/// When somebody was told, over all questions that ask for it.
pub(super) fn telling(rounds: &[Round<'_>], questions: &[Question], wording: &Wording) -> Vec<Sentence> {
    let told: Vec<(usize, &Verdict, Disclosure)> = rounds
        .iter()
        .enumerate()
        .filter_map(|(at, round)| {
            let verdict = round.answer()?;
            Some((at, verdict, disclosure(verdict)?))
        })
        .collect();
    let group = |line, fits: &[Disclosure]| {
        let group: Vec<_> = told.iter().filter(|(_, _, how)| fits.contains(how)).collect();
        let names = words::list(group.iter().map(|(at, ..)| questions[*at].title.as_str()));
        let quotes = group.iter().filter_map(|(at, ..)| evidence(&questions[*at])).collect();
        (!group.is_empty()).then(|| wording.quoting(line, &[("questions", &names)], quotes))
    };
    let mut said: Vec<Sentence> = [
        group(Line::TellFirst, &[Disclosure::Proactive]),
        group(Line::TellLate, &[Disclosure::Reactive]),
        group(Line::TellOpen, &[Disclosure::Untimed, Disclosure::Absent]),
    ]
    .into_iter()
    .flatten()
    .collect();
    said.extend(told.iter().filter_map(|(at, verdict, _)| hid(rounds, *at, verdict, questions, wording)));
    said
}

fn disclosure(verdict: &Verdict) -> Option<Disclosure> {
    verdict.dimensions.iter().find_map(|dimension| match dimension.level {
        Level::Disclosed(how) => Some(how),
        Level::Graded(_) => None,
    })
}

/// The words of the matrix.
fn evidence(question: &Question) -> Option<Said> {
    let cells = &question.judged.as_ref()?.cells;
    cells.iter().find(|cell| matches!(cell.level, Level::Disclosed(_)))?.quote.clone()
}

fn hid(
    rounds: &[Round<'_>],
    at: usize,
    verdict: &Verdict,
    questions: &[Question],
    wording: &Wording,
) -> Option<Sentence> {
    let event = verdict.timeline.iter().find(|event| event.kind == TimelineKind::Hid)?;
    let quote = words::said(rounds, at, &event.quote)?;
    let gaps = [("question", questions[at].title.as_str()), ("quote", event.quote.text.as_str())];
    Some(wording.quoting(Line::TellHid, &gaps, vec![quote]))
}
