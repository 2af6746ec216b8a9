//! Which question each part of a loop asks: as chosen, else drawn from the part's pool without those of the last loops.
//!
//! The same seed draws the same questions.

use fastrand::Rng;

use crate::core::interview::loops::LoopPlan;

/// What a loop asks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Drawn {
    /// One for each question of the plan, in order.
    pub questions: Vec<String>,
    /// All others, in the order in which they are asked where time is left.
    pub spares: Vec<String>,
}

/// Draws.
///
/// `known` are the packs there are, `lately` what the last loops asked, latest first, and `chosen` what the person wants
/// asked: each goes to the first part whose pool has it, else to the first part that is still free. A question that was
/// asked lately is drawn only where a pool has no other, the one longest ago first. None comes twice.
pub fn draw(plan: &LoopPlan, known: &[&str], lately: &[String], chosen: &[String], seed: u64) -> Drawn {
    let mut rng = Rng::with_seed(seed);
    let pools: Vec<&[String]> = plan.questions().collect();
    let mut places: Vec<Option<String>> = vec![None; pools.len()];
    for id in chosen {
        place(id, &pools, &mut places);
    }
    for at in 0..pools.len() {
        if places[at].is_none() {
            let open = |id: &&str| known.contains(id) && !places.iter().flatten().any(|taken| taken == id);
            let pool: Vec<&str> = pools[at].iter().map(String::as_str).filter(open).collect();
            let others: Vec<&str> = known.iter().copied().filter(open).collect();
            places[at] = freshest(if pool.is_empty() { &others } else { &pool }, lately, &mut rng);
        }
    }
    let questions: Vec<String> = places.into_iter().flatten().collect();
    let mut rest: Vec<&str> = known.iter().copied().filter(|id| !questions.iter().any(|q| q == id)).collect();
    rng.shuffle(&mut rest);
    rest.sort_by_key(|id| std::cmp::Reverse(age(id, lately)));
    Drawn { questions, spares: rest.into_iter().map(str::to_owned).collect() }
}

/// Puts a chosen question where it fits best; one too many is left out.
fn place(id: &str, pools: &[&[String]], places: &mut [Option<String>]) {
    let free = |at: &usize| places[*at].is_none();
    let fits = |at: &usize| pools[*at].iter().any(|pack| pack == id);
    let all = 0..pools.len();
    let best = all.clone().filter(free).find(fits).or_else(|| all.clone().find(free));
    if let Some(at) = best {
        places[at] = Some(id.to_owned());
    }
}

/// One at random of those that were not asked for the longest time.
fn freshest(of: &[&str], lately: &[String], rng: &mut Rng) -> Option<String> {
    let oldest = of.iter().map(|id| age(id, lately)).max()?;
    let best: Vec<&&str> = of.iter().filter(|id| age(id, lately) == oldest).collect();
    rng.choice(best).map(|id| (**id).to_owned())
}

/// How long ago a question was asked: its place among the last ones, or more than any.
fn age(id: &str, lately: &[String]) -> usize {
    lately.iter().position(|asked| asked == id).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::interview::loops::Part;
    use crate::core::interview::loops::What;

    const KNOWN: [&str; 5] = ["a", "b", "c", "d", "e"];

    fn plan(pools: &[&[&str]]) -> LoopPlan {
        let part = |pool: &&[&str]| Part {
            what: What::Question(pool.iter().map(|id| (*id).to_owned()).collect()),
            interviewer: 0,
            minutes: 5,
        };
        LoopPlan {
            id: "p".into(),
            title: "P".into(),
            about: "P".into(),
            minutes: 10,
            interviewers: Vec::new(),
            parts: pools.iter().map(part).collect(),
        }
    }

    fn owned(ids: &[&str]) -> Vec<String> {
        ids.iter().map(|id| (*id).to_owned()).collect()
    }

    #[test]
    fn the_same_seed_draws_the_same_and_others_draw_others() {
        let plan = plan(&[&["a", "b", "c"], &["a", "b", "c"]]);
        let all: Vec<Drawn> = (0..40).map(|seed| draw(&plan, &KNOWN, &[], &[], seed)).collect();
        assert_eq!(all[7], draw(&plan, &KNOWN, &[], &[], 7));
        assert!(all.iter().any(|drawn| drawn.questions != all[0].questions));
        for drawn in &all {
            assert_ne!(drawn.questions[0], drawn.questions[1]);
            let mut every = drawn.questions.clone();
            every.extend(drawn.spares.clone());
            every.sort();
            assert_eq!(every, KNOWN);
        }
    }

    #[test]
    fn what_was_asked_lately_comes_last() {
        let plan = plan(&[&["a", "b", "c"]]);
        for seed in 0..20 {
            assert_eq!(draw(&plan, &KNOWN, &owned(&["a", "c"]), &[], seed).questions, ["b"]);
            assert_eq!(draw(&plan, &KNOWN, &owned(&["b", "a", "c"]), &[], seed).questions, ["c"]);
        }
    }

    #[test]
    fn chosen_questions_go_where_they_fit_and_else_where_there_is_room() {
        let plan = plan(&[&["a", "b"], &["c", "d"]]);
        assert_eq!(draw(&plan, &KNOWN, &[], &owned(&["c", "e"]), 1).questions, ["e", "c"]);
        assert_eq!(draw(&plan, &KNOWN, &[], &owned(&["e", "a", "b"]), 1).questions, ["e", "a"]);
    }

    #[test]
    fn a_pool_that_is_used_up_or_unknown_borrows_from_the_others() {
        let plan = plan(&[&["a"], &["a"], &["gone"]]);
        let drawn = draw(&plan, &KNOWN, &[], &[], 3);
        assert_eq!(drawn.questions.len(), 3);
        assert_eq!(drawn.questions[0], "a");
        assert_eq!(drawn.spares.len(), 2);
    }
}
