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
pub mod replied;
mod spoken;
mod timeline;

use crate::core::rubric::judge::assess::Assessment;
use crate::core::rubric::judge::replied::Agenda;
use crate::core::rubric::judge::replied::Replied;
use crate::core::rubric::rubric::Rubric;
use crate::core::rubric::verdict::Gap;
use crate::core::rubric::verdict::Verdict;
use crate::core::transcript::Transcript;

impl Rubric {
    /// Judges an answer to which nobody has asked anything.
    pub fn judge(&self, transcript: &Transcript) -> Verdict {
        let found = Assessment::of(self, transcript);
        self.verdict_of(transcript, &found, &found, &Agenda::default())
    }

    /// Judges an answer together with the replies to probes.
    ///
    /// The first `offered` words came before the first probe. Wordings in `asked` are not used again.
    pub fn judge_probed(&self, transcript: &Transcript, offered: usize, asked: &[String]) -> Verdict {
        let before = transcript.first_words(offered);
        let unprompted = Assessment::of(self, &before);
        let found = Assessment::of(self, transcript);
        let agenda = Agenda { wordings: asked.to_vec(), ..Agenda::default() };
        self.verdict_of(transcript, &found, &unprompted, &agenda)
    }

    /// Judges everything said so far after a reply to a probe, of which more is known than its words say.
    pub fn judge_reply(&self, transcript: &Transcript, replied: &Replied<'_>, agenda: &Agenda) -> Verdict {
        let found = Assessment::after(self, transcript, replied);
        let mut verdict = self.verdict_of(transcript, &found, &found, agenda);
        replied.keep_unprompted(&mut verdict);
        verdict
    }

    /// The same gap in a wording that was not used yet; `None` where all were.
    pub fn ask_again(&self, transcript: &Transcript, gap: &Gap, asked: &[String]) -> Option<Gap> {
        probes::again(&Assessment::of(self, transcript), gap, asked)
    }

    fn verdict_of(
        &self,
        transcript: &Transcript,
        found: &Assessment<'_>,
        unprompted: &Assessment<'_>,
        agenda: &Agenda,
    ) -> Verdict {
        Verdict {
            question: self.id().to_owned(),
            rubric: self.stamp.clone(),
            dimensions: levels::lines(found, unprompted),
            killers: killers::lines(found, transcript),
            attribution: killers::attribution(found, transcript),
            overall: levels::overall(found, unprompted),
            next_probe: probes::gaps(found, agenda),
            segments: ledger::segments(found, transcript),
            timeline: timeline::events(found, transcript),
            ledger: ledger::rows(found),
            shares: ledger::shares(found),
            advice: advice::first(found),
        }
    }
}
