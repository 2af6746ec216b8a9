//! The two answers that the rubric was written around: a vague one and a full one.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "what cannot prepare its ground has failed, and says where"
)]

use pushback::core::rubric::verdict::Verdict;
use pushback::core::transcript::Transcript;
use pushback::io::packs::Packs;

const VAGUE: &str = "Our team had a deployment that caused some downtime. We had been working on it for a while and \
    there were a lot of moving parts. My manager found out about it in the review. We fixed it together and it was a \
    good experience for everyone. I learned the importance of testing.";

const FULL: &str = "I was responsible for the payment service at a ticket shop. I pushed a change to the retry logic \
    without testing it against a slow bank, because I assumed it would behave as before. It took checkout down for \
    forty minutes, and eight thousand users could not pay. As soon as I saw the error rate climb I called my manager \
    and told her it was my change, before she had even seen the ticket. Then I rolled the change back myself, replayed \
    the failed payments from the log, and wrote to the support team what to tell people. We were back within forty \
    minutes and all but twelve payments went through. Since then there is a line in my release checklist, and before \
    every release I run the slow bank test and paste the result into the ticket. Two months later that same test \
    caught a timeout in a colleague's change, and we fixed it before anything went out.";

fn judge(text: &str) -> Verdict {
    let packs = Packs::load(None).unwrap();
    packs.get("ownership_failure").unwrap().judge(&Transcript::from_text(text))
}

#[test]
fn the_vague_answer_scores_one_and_is_asked_about_what_it_hides() {
    let verdict = judge(VAGUE);
    let killers: Vec<_> = verdict.killers.iter().map(|k| k.id.as_str()).collect();
    assert_eq!(verdict.overall.score, 1, "{killers:?}");
    assert!(
        verdict.has_killer("blame_diffusion") && verdict.has_killer("lesson_without_evidence"),
        "{killers:?}"
    );
    let first = verdict.next_probe.first().map(|gap| gap.dimension.as_str());
    assert!(matches!(first, Some("disclosure" | "attribution" | "root_cause")), "{first:?}");
}

#[test]
fn the_full_answer_scores_five_and_is_left_alone() {
    let verdict = judge(FULL);
    let levels: Vec<_> = verdict.dimensions.iter().map(|d| (d.id.as_str(), d.level)).collect();
    assert_eq!(verdict.overall.score, 5, "{levels:?}");
    assert!(
        verdict.killers.is_empty() && verdict.next_probe.is_empty(),
        "{levels:?} {:?}",
        verdict.next_probe
    );
}
