//! Which rubric judges.

use crate::cli::failure::Failure;
use crate::core::rubric::rubric::Rubric;
use crate::io::packs::Packs;
use crate::io::places::Places;

/// Every pack, those in the person's data folder included.
pub(crate) fn load() -> Result<Packs, Failure> {
    // Without a data folder there are no packs of the person's own, and nothing is wrong with that.
    let own = Places::find().ok().map(|places| places.data().join("prompts"));
    Packs::load(own.as_deref()).map_err(|error| Failure::of(&error))
}

/// The rubric of a question.
pub(crate) fn find<'p>(packs: &'p Packs, question: &str) -> Result<&'p Rubric, Failure> {
    packs.get(question).ok_or_else(|| {
        let known: Vec<&str> = packs.ids().collect();
        Failure::new(format!("unknown question: {question}"))
            .next(format!("choose one of: {}", known.join(", ")))
    })
}
