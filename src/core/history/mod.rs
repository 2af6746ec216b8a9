//! What earlier takes say about the next one.

use crate::core::rubric::verdict::Disclosure;
use crate::core::rubric::verdict::Level;

/// So many of the last takes are looked at: who was weak a year ago may be strong now.
const LOOKED_AT: usize = 5;

/// Less than this is not worth pointing at: the most that a dimension of average weight can lack is a tenth.
const WORTH: f32 = 0.02;

/// How far a dimension was reached in one take.
#[derive(Debug, Clone, PartialEq)]
pub struct Reached {
    /// Id of the dimension.
    pub id: String,
    /// Its name for people.
    pub label: String,
    /// How far.
    pub level: Level,
    /// Its share of the score.
    pub weight: f32,
}

/// One judged answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Take<'a> {
    /// Id of the question.
    pub question: &'a str,
    /// Each dimension.
    pub levels: &'a [Reached],
}

/// What to work on.
#[derive(Debug, Clone, PartialEq)]
pub struct Next {
    /// Id of the dimension.
    pub dimension: String,
    /// Its name for people.
    pub label: String,
    /// Id of a question that exercises it.
    pub question: String,
    /// In how many of the takes that were looked at it was short of full.
    pub short_in: usize,
    /// How many were looked at.
    pub looked_at: usize,
}

/// The dimension that costs the most over the last takes, and a question for it. `takes` come latest first; `questions`
/// are ids with their dimensions. A question that was practised less recently is preferred. `None` where there is no
/// take, or nothing is short.
pub fn next(takes: &[Take<'_>], questions: &[(String, Vec<String>)]) -> Option<Next> {
    let looked_at = &takes[..takes.len().min(LOOKED_AT)];
    let all = looked_at.iter().flat_map(|take| take.levels);
    let mut seen: Vec<(&Reached, f32, usize)> = Vec::new();
    for reached in all {
        let lacks = reached.weight * (1.0 - share(reached.level));
        let short = usize::from(lacks > 0.0);
        match seen.iter_mut().find(|(known, ..)| known.id == reached.id) {
            Some((_, sum, count)) => (*sum, *count) = (*sum + lacks, *count + short),
            None => seen.push((reached, lacks, short)),
        }
    }
    let (worst, lacks, short_in) = seen.into_iter().max_by(|a, b| a.1.total_cmp(&b.1))?;
    if lacks / (looked_at.len() as f32) < WORTH {
        return None;
    }
    let fits = questions.iter().filter(|(_, dimensions)| dimensions.contains(&worst.id));
    let age = |id: &String| takes.iter().position(|take| take.question == id).unwrap_or(usize::MAX);
    let question = fits.map(|(id, _)| id).max_by_key(|id| age(id)).cloned();
    Some(Next {
        dimension: worst.id.clone(),
        label: worst.label.clone(),
        question: question.unwrap_or_else(|| looked_at[0].question.to_owned()),
        short_in,
        looked_at: looked_at.len(),
    })
}

/// How much of a dimension was reached, from 0 to 1.
pub fn share(level: Level) -> f32 {
    match level {
        Level::Graded(level) => f32::from(level.min(2)) / 2.0,
        Level::Disclosed(Disclosure::Absent) => 0.0,
        Level::Disclosed(Disclosure::Untimed) => 0.5,
        Level::Disclosed(Disclosure::Reactive) => 0.25,
        Level::Disclosed(Disclosure::Proactive) => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reached(id: &str, level: u8, weight: f32) -> Reached {
        Reached { id: id.into(), label: id.to_uppercase(), level: Level::Graded(level), weight }
    }

    fn questions() -> Vec<(String, Vec<String>)> {
        let all = |dims: &[&str]| dims.iter().map(|d| (*d).to_owned()).collect();
        vec![("failure".into(), all(&["cause", "proof"])), ("conflict".into(), all(&["proof"]))]
    }

    #[test]
    fn what_costs_most_is_worked_on_with_the_question_that_waited_longest() {
        let levels = [reached("cause", 1, 0.1), reached("proof", 0, 0.2)];
        let takes = [Take { question: "failure", levels: &levels }];
        let next = next(&takes, &questions()).unwrap();
        assert_eq!((next.dimension.as_str(), next.question.as_str()), ("proof", "conflict"));
        assert_eq!((next.short_in, next.looked_at), (1, 1));
    }

    #[test]
    fn what_was_weak_long_ago_is_not_held_against_anybody() {
        let (good, bad) = ([reached("cause", 2, 0.2)], [reached("cause", 0, 0.2)]);
        let take = |levels| Take { question: "failure", levels };
        let mut takes = vec![take(&good[..]); 5];
        takes.extend(vec![take(&bad[..]); 9]);
        assert_eq!(next(&takes, &questions()), None);
        assert_eq!(next(&[], &questions()), None);
    }

    #[test]
    fn a_dimension_that_no_question_has_any_more_keeps_its_own() {
        let levels = [reached("old", 0, 0.3)];
        let takes = [Take { question: "gone", levels: &levels }];
        assert_eq!(next(&takes, &questions()).unwrap().question, "gone");
    }
}
