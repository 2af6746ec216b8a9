//! From a transcript to a verdict: one straight walk, each step over the results of those before.
//!
//! Judging cannot fail: whatever was said gives a verdict. It looks at the whole answer every time, so that a verdict
//! does not depend on how the answer arrived.

mod advice;
mod assess;
mod facts;
mod killers;
mod ledger;
mod levels;
mod probes;
mod quotes;
mod timeline;

use crate::core::rubric::judge::assess::Assessment;
use crate::core::rubric::rubric::Rubric;
use crate::core::rubric::verdict::Verdict;
use crate::core::transcript::Transcript;

impl Rubric {
    /// Judges an answer to which nobody has asked anything.
    pub fn judge(&self, transcript: &Transcript) -> Verdict {
        let found = Assessment::of(self, transcript);
        self.verdict_of(transcript, &found, &found, &[])
    }

    /// Judges an answer together with the replies to probes.
    ///
    /// The first `offered` words came before the first probe. Wordings in `asked` are not used again.
    pub fn judge_probed(&self, transcript: &Transcript, offered: usize, asked: &[String]) -> Verdict {
        let before = transcript.first_words(offered);
        let unprompted = Assessment::of(self, &before);
        let found = Assessment::of(self, transcript);
        self.verdict_of(transcript, &found, &unprompted, asked)
    }

    fn verdict_of(
        &self,
        transcript: &Transcript,
        found: &Assessment<'_>,
        unprompted: &Assessment<'_>,
        asked: &[String],
    ) -> Verdict {
        Verdict {
            question: self.id().to_owned(),
            rubric: self.stamp.clone(),
            dimensions: levels::lines(found, unprompted),
            killers: killers::lines(found, transcript),
            attribution: killers::attribution(found, transcript),
            overall: levels::overall(found, unprompted),
            next_probe: probes::gaps(found, asked),
            segments: ledger::segments(found, transcript),
            timeline: timeline::events(found, transcript),
            ledger: ledger::rows(found),
            shares: ledger::shares(found),
            advice: advice::first(found),
        }
    }
}
