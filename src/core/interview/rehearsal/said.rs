//! What an interviewer of a loop says beside questions and probes, as the manner has it.

use crate::core::interview::lines;
use crate::core::interview::rehearsal::AMPLE_MS;
use crate::core::interview::rehearsal::MOST_DEEPER;
use crate::core::interview::rehearsal::Rehearsal;
use crate::core::interview::rehearsal::SHORT_MS;
use crate::core::interview::schedule::Host;
use crate::core::interview::schedule::Round;
use crate::core::interview::schedule::SlotKind;
use crate::core::interview::state::End;
use crate::core::interview::state::Interview;

impl Interview<'_> {
    /// What is said before a probe.
    pub(in crate::core::interview) fn before_probe(&self) -> String {
        let Some(manner) = self.manner() else { return String::new() };
        let short = self.round_ends_at().is_some_and(|ends| self.now + SHORT_MS > ends);
        let wordings = if short { &manner.time_is_short } else { &manner.before_probe };
        lines::nth(wordings, self.spoken.len())
    }

    /// An open question where nothing is left to probe and much time is: none twice in a loop.
    pub(in crate::core::interview) fn deeper(&self, end: End) -> Option<String> {
        if matches!(end, End::Time { .. } | End::Skip | End::Session) {
            return None;
        }
        let ample = self.round_ends_at().is_some_and(|ends| self.now + AMPLE_MS <= ends);
        let more = self.talk.as_ref().is_some_and(|talk| talk.deeper() < MOST_DEEPER);
        let wordings = self.manner().filter(|_| ample && more)?.goes_deeper.iter();
        wordings.into_iter().find(|wording| !self.spoken.contains(wording)).cloned()
    }

    /// What is said before a question: who asks, if that is not known yet, and that a question comes.
    pub(in crate::core::interview) fn before_question(&mut self) -> String {
        let (plan, Some(rehearsal)) = (self.plan, &mut self.rehearsal) else { return String::new() };
        let host = rehearsal.host;
        let Some(who) = plan.schedule.and_then(|schedule| schedule.hosts.get(host)) else {
            return String::new();
        };
        let introduced = introduction(rehearsal, host, who);
        let asked =
            |r: &&Round| r.slot.host == host && r.began_ms.is_some() && r.slot.kind.question().is_some();
        let nth = rehearsal.rounds.iter().filter(asked).count().saturating_sub(1);
        let spare = rehearsal.now().is_some_and(|r| matches!(r.slot.kind, SlotKind::Spare(_)));
        let wordings = if spare { &who.manner.time_is_left } else { &who.manner.before_question };
        lines::joined(&[introduced, lines::nth(wordings, nth)])
    }

    /// What is said after a question: that time is up, and who goes on.
    pub(in crate::core::interview) fn parting(&self, end: End) -> String {
        let Some(manner) = self.manner() else { return String::new() };
        let host = self.host_index();
        let following = self.following().round;
        let next = following.and_then(|(at, spare)| Some(spare.unwrap_or(self.rounds().get(at)?.slot)));
        let stopped = match end {
            End::Time { .. } => lines::nth(&manner.time_is_up, self.question),
            _ => String::new(),
        };
        let passes_on = next.filter(|slot| Some(slot.host) != host && slot.kind.question().is_some());
        let name = passes_on.and_then(|slot| self.plan.schedule?.hosts.get(slot.host)).map(|next| &next.name);
        let hands_over =
            name.map(|name| lines::filled(&lines::nth(&manner.hands_over, self.question), &[("next", name)]));
        lines::joined(&[stopped, hands_over.unwrap_or_default()])
    }
}

/// Says who it is, once.
pub(super) fn introduction(rehearsal: &mut Rehearsal, host: usize, who: &Host) -> String {
    let met = rehearsal.met.get_mut(host).is_none_or(|met| std::mem::replace(met, true));
    if met {
        return String::new();
    }
    lines::filled(&lines::nth(&who.manner.introduces, host), &[("name", &who.name)])
}
