//! What was spoken in one turn, on its way through the recogniser: offered in order, offered again where it was refused,
//! heard or failed. Nothing is dropped but what is not wanted any more.
//!
//! A segment that is still open may be handed over as a draft when speech pauses, so that its words are there before the
//! end is certain. If speech goes on the draft is dropped; if not, it is what the segment says.

use crate::core::interview::effect::Effect;
use crate::core::interview::event::EventWord;

/// After this time in ms a refused segment is offered again, if no place was seen to get free before.
const OFFER_AGAIN_MS: u64 = 250;

/// The recogniser is behind when a closed segment waits longer than this, in ms.
const BEHIND_MS: u64 = 6_000;

/// Likewise when so many closed segments wait.
const BEHIND_SEGMENTS: usize = 3;

/// Where a segment is on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Work {
    /// It grows.
    Growing,
    /// It waits to be offered, not before this time.
    Waiting { from_ms: u64 },
    /// The recogniser has it.
    Offered,
    /// Its words are there.
    Heard,
    /// The recogniser failed on it.
    Failed,
}

#[derive(Debug, Clone, PartialEq)]
struct Segment {
    id: u32,
    /// Since when it is complete.
    closed_at: Option<u64>,
    pass: u32,
    work: Work,
    words: Vec<EventWord>,
}

impl Segment {
    fn is_settled(&self) -> bool {
        matches!(self.work, Work::Heard | Work::Failed)
    }
}

/// The segments of one turn, in spoken order.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Segments(Vec<Segment>);

impl Segments {
    /// Speech goes on: a draft of the open segment is not wanted any more. Tells whether there was one, and what to drop.
    pub(super) fn grow(&mut self) -> (bool, Option<Effect>) {
        let Some(open) = self.0.last_mut().filter(|s| s.closed_at.is_none()) else { return (false, None) };
        let was = std::mem::replace(&mut open.work, Work::Growing);
        let dropped = Effect::Drop { segment: open.id, pass: open.pass };
        (was != Work::Growing, (was == Work::Offered).then_some(dropped))
    }

    /// Speech pauses in a segment: its draft is wanted, unless the recogniser has enough to do. Tells whether that was news.
    pub(super) fn pause(&mut self, id: u32) -> bool {
        let busy = self.0.iter().any(|s| s.id != id && !s.is_settled());
        let known = self.0.iter().any(|s| s.id == id);
        let segment = self.entry(id);
        let drafts = segment.closed_at.is_none() && segment.work == Work::Growing && !busy;
        if drafts {
            segment.hand_over(0);
        }
        drafts || !known
    }

    /// What is open was no speech, or will not be closed any more.
    pub(super) fn forget_open(&mut self) -> Vec<Effect> {
        self.drop_those(|s| s.closed_at.is_none())
    }

    /// A segment is complete. Tells whether that was news.
    pub(super) fn close(&mut self, id: u32, now: u64) -> bool {
        let segment = self.entry(id);
        let news = segment.closed_at.is_none();
        if news {
            segment.closed_at = Some(now);
            if matches!(segment.work, Work::Growing | Work::Failed) {
                segment.hand_over(0);
            }
        }
        news
    }

    /// The words of a segment. Tells whether they were waited for.
    pub(super) fn heard(&mut self, (id, pass): (u32, u32), words: &[EventWord]) -> bool {
        let Some(segment) = self.waited_for(id, pass) else { return false };
        segment.work = Work::Heard;
        segment.words = words.to_vec();
        self.a_place_is_free();
        true
    }

    /// The recogniser failed. Tells whether a complete segment is lost to the transcript; `None`: it was not waited for.
    pub(super) fn failed(&mut self, (id, pass): (u32, u32)) -> Option<bool> {
        let segment = self.waited_for(id, pass)?;
        segment.work = Work::Failed;
        segment.words.clear();
        let complete = segment.closed_at.is_some();
        self.a_place_is_free();
        Some(complete)
    }

    /// The recogniser's queue was full. Tells whether the segment was waited for.
    pub(super) fn refused(&mut self, (id, pass): (u32, u32), now: u64) -> bool {
        let Some(segment) = self.waited_for(id, pass) else { return false };
        segment.work = Work::Waiting { from_ms: now + OFFER_AGAIN_MS };
        true
    }

    /// Hands over what may be handed over: in order, so nothing behind a segment that still has to wait.
    pub(super) fn offer(&mut self, now: u64) -> Vec<Effect> {
        let mut effects = Vec::new();
        for segment in &mut self.0 {
            match segment.work {
                Work::Waiting { from_ms } if from_ms <= now => {
                    segment.work = Work::Offered;
                    let draft = segment.closed_at.is_none();
                    effects.push(Effect::Transcribe { segment: segment.id, pass: segment.pass, draft });
                }
                Work::Waiting { .. } => break,
                _ => {}
            }
        }
        effects
    }

    /// Whether a refused segment may be offered again now.
    pub(super) fn may_offer(&self, now: u64) -> bool {
        self.next_offer().is_some_and(|at| at <= now)
    }

    /// When the next refused segment may be offered again.
    pub(super) fn next_offer(&self) -> Option<u64> {
        self.0.iter().find_map(|s| if let Work::Waiting { from_ms } = s.work { Some(from_ms) } else { None })
    }

    /// Gives up on everything: the turn is given again.
    pub(super) fn drop_all(&mut self) -> Vec<Effect> {
        self.drop_those(|_| true)
    }

    fn drop_those(&mut self, unwanted: impl Fn(&Segment) -> bool) -> Vec<Effect> {
        let unwanted = self.0.extract_if(.., |s| unwanted(s));
        let offered = unwanted.filter(|s| s.work == Work::Offered);
        offered.map(|s| Effect::Drop { segment: s.id, pass: s.pass }).collect()
    }

    /// The words so far, in spoken order: what is written down of every segment, up to the first that is not.
    pub(super) fn words(&self) -> impl Iterator<Item = &EventWord> {
        self.0.iter().take_while(|s| s.is_settled()).flat_map(|s| &s.words)
    }

    /// Words of a draft that is not wanted any more, until its segment is written down: shown, never judged.
    pub(super) fn tentative(&self) -> impl Iterator<Item = &EventWord> {
        self.0.iter().skip_while(|s| s.is_settled()).flat_map(|s| &s.words)
    }

    /// How many words the last segment has.
    pub(super) fn last_words(&self) -> usize {
        self.0.last().map_or(0, |s| s.words.len())
    }

    /// Whether everything up to now is heard or failed.
    pub(super) fn all_settled(&self) -> bool {
        self.0.iter().all(Segment::is_settled)
    }

    /// Whether anything was spoken: a segment is complete, or has words.
    pub(super) fn any_speech(&self) -> bool {
        self.0.iter().any(|s| s.closed_at.is_some() || !s.words.is_empty())
    }

    /// Whether a complete segment failed.
    pub(super) fn any_failed(&self) -> bool {
        self.0.iter().any(|s| s.closed_at.is_some() && s.work == Work::Failed)
    }

    /// How many complete segments are not written down yet.
    pub(super) fn waiting(&self) -> usize {
        self.unsettled().count()
    }

    /// Whether the recogniser is behind.
    pub(super) fn is_behind(&self, now: u64) -> bool {
        self.waiting() >= BEHIND_SEGMENTS || self.behind_from().is_some_and(|at| at <= now)
    }

    /// When the recogniser will be behind if nothing comes.
    pub(super) fn behind_from(&self) -> Option<u64> {
        self.unsettled().filter_map(|s| s.closed_at).min().map(|at| at + BEHIND_MS)
    }

    fn unsettled(&self) -> impl Iterator<Item = &Segment> {
        self.0.iter().filter(|s| s.closed_at.is_some() && !s.is_settled())
    }

    fn a_place_is_free(&mut self) {
        for segment in &mut self.0 {
            if let Work::Waiting { from_ms } = &mut segment.work {
                *from_ms = 0;
            }
        }
    }

    fn waited_for(&mut self, id: u32, pass: u32) -> Option<&mut Segment> {
        self.0.iter_mut().find(|s| s.id == id && s.pass == pass && s.work == Work::Offered)
    }

    fn entry(&mut self, id: u32) -> &mut Segment {
        let at = self.0.partition_point(|s| s.id < id);
        if self.0.get(at).is_none_or(|s| s.id != id) {
            let made = Segment { id, closed_at: None, pass: 0, work: Work::Growing, words: Vec::new() };
            self.0.insert(at, made);
        }
        &mut self.0[at]
    }
}

impl Segment {
    fn hand_over(&mut self, from_ms: u64) {
        self.pass += 1;
        self.work = Work::Waiting { from_ms };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str) -> EventWord {
        EventWord { text: text.into(), start_ms: 0, end_ms: 1, confidence: 1.0 }
    }

    fn texts<'a>(words: impl Iterator<Item = &'a EventWord>) -> Vec<&'a str> {
        words.map(|w| w.text.as_str()).collect()
    }

    fn transcribe(segment: u32, pass: u32, draft: bool) -> Effect {
        Effect::Transcribe { segment, pass, draft }
    }

    #[test]
    fn a_draft_that_nothing_followed_is_what_the_segment_says() {
        let mut segments = Segments::default();
        segments.pause(0);
        assert_eq!(segments.offer(10), [transcribe(0, 1, true)]);
        assert!(segments.heard((0, 1), &[word("yes")]));
        assert!(segments.close(0, 20));
        assert!(segments.offer(20).is_empty());
        assert!(segments.all_settled());
        assert_eq!(texts(segments.words()), ["yes"]);
    }

    #[test]
    fn a_draft_is_dropped_when_speech_goes_on() {
        let mut segments = Segments::default();
        segments.pause(0);
        segments.offer(10);
        assert_eq!(segments.grow(), (true, Some(Effect::Drop { segment: 0, pass: 1 })));
        assert_eq!(segments.grow(), (false, None));
        assert!(!segments.heard((0, 1), &[word("late")]));
        segments.close(0, 20);
        assert_eq!(segments.offer(20), [transcribe(0, 2, false)]);
    }

    #[test]
    fn what_was_refused_is_offered_again_before_what_came_later() {
        let mut segments = Segments::default();
        segments.close(0, 10);
        assert_eq!(segments.offer(10), [transcribe(0, 1, false)]);
        assert!(segments.refused((0, 1), 20));
        segments.close(1, 30);
        assert!(segments.offer(30).is_empty());
        assert_eq!(segments.next_offer(), Some(270));
        assert_eq!(segments.offer(270), [transcribe(0, 1, false), transcribe(1, 1, false)]);
    }

    #[test]
    fn words_come_in_spoken_order_whatever_order_they_arrive_in() {
        let mut segments = Segments::default();
        segments.close(0, 10);
        segments.close(1, 10);
        segments.offer(10);
        assert!(segments.heard((1, 1), &[word("two")]));
        assert_eq!(texts(segments.words()), [""; 0]);
        assert!(segments.heard((0, 1), &[word("one")]));
        assert_eq!(texts(segments.words()), ["one", "two"]);
    }

    #[test]
    fn a_recogniser_is_behind_by_number_or_by_time() {
        let mut segments = Segments::default();
        segments.close(0, 1_000);
        assert!(!segments.is_behind(6_900));
        assert!(segments.is_behind(7_000));
        segments.close(1, 1_000);
        segments.close(2, 1_000);
        assert!(segments.is_behind(1_000));
    }
}
