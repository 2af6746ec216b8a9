//! From one turn to the next: words are judged while they come, and when the last is heard, what follows is a probe, the
//! next question, or the end.

use crate::core::interview::effect::Effect;
use crate::core::interview::effect::Notice;
use crate::core::interview::lines;
use crate::core::interview::plan::MOST_PROBES;
use crate::core::interview::plan::Mode;
use crate::core::interview::plan::Question;
use crate::core::interview::schedule::SlotEnd;
use crate::core::interview::state::Done;
use crate::core::interview::state::Ear;
use crate::core::interview::state::End;
use crate::core::interview::state::Interview;
use crate::core::interview::state::Line;
use crate::core::interview::state::Phase;
use crate::core::interview::state::Speaker;
use crate::core::interview::state::Then;
use crate::core::interview::state::Words;
use crate::core::interview::talk::Talk;
use crate::core::rubric::dialogue::session::Next;
use crate::core::rubric::verdict::Gap;

impl<'a> Interview<'a> {
    /// Asks a question of the plan; without one, the session is over.
    pub(super) fn ask_question(&mut self, question: usize) {
        self.question = question;
        self.probing = None;
        let Some(asked) = self.current() else {
            self.finish();
            return;
        };
        self.question_from = self.now;
        self.asked.clone_from(&asked.ask);
        self.begin_answer();
        let before = self.before_question();
        self.say(lines::joined(&[before, asked.ask.clone()]), Then::Turn);
    }

    /// The answer to the question begins, for the first time or again.
    pub(super) fn begin_answer(&mut self) {
        // In a loop the clock decides how many more than usual there are.
        let probes = self.manner().map_or(self.plan.settings.max_probes, |_| MOST_PROBES);
        let presses = self.manner().is_none_or(|manner| manner.presses);
        let spoken = self.spoken.clone();
        let talk = |q: &Question<'a>| Talk::new(q.rubric, probes.min(MOST_PROBES), presses, spoken);
        self.talk = self.current().map(talk);
        self.begin_turn(self.plan.settings.think_ms);
    }

    /// The words of this turn that count.
    pub(super) fn words(&self) -> Words {
        if let Some(text) = &self.turn.typed {
            return Words::Typed(text.clone());
        }
        let heard = Words::Heard(self.turn.segments.words().cloned().collect());
        match &self.phase {
            Phase::Finishing { end: End::Time { cut: true }, .. } => {
                heard.without_cut(self.turn.segments.last_words())
            }
            _ => heard,
        }
    }

    /// Judges what is heard so far, so that the next probe is known before the turn ends.
    pub(super) fn plan_ahead(&mut self) {
        if matches!(
            self.phase,
            Phase::Ready | Phase::Asking(_) | Phase::Shown | Phase::Break { .. } | Phase::Over
        ) {
            return;
        }
        let words = self.words();
        if let Some(talk) = &mut self.talk {
            talk.hear(words);
        }
    }

    pub(super) fn say_whether_behind(&mut self) {
        let behind =
            self.turn.segments.is_behind(self.now) || (self.behind && self.turn.segments.waiting() > 0);
        if behind != self.behind {
            self.behind = behind;
            self.tell(if behind { Notice::FallingBehind } else { Notice::CaughtUp });
        }
    }

    /// An ended turn is concluded once the ear is shut and every segment is heard or failed.
    pub(super) fn conclude_if_heard(&mut self) {
        let Phase::Finishing { end, .. } = self.phase else { return };
        let shutting = matches!(self.ear, Ear::Shutting { .. });
        if !shutting && self.turn.segments.all_settled() {
            self.conclude(end);
        }
    }

    fn conclude(&mut self, end: End) {
        let words = self.words();
        let nothing = words.is_empty() && !self.turn.segments.any_failed();
        let leaves = matches!(end, End::Skip | End::Session);
        if nothing && matches!(end, End::Key | End::Silence) {
            // The ear heard speech where the recogniser found no word: the person still has the floor.
            self.turn.segments.drop_all();
            self.tell(Notice::NothingSaid);
            self.open_floor();
            return;
        }
        if !words.is_empty() {
            let (speaker, question) = (Speaker::Person, self.question);
            self.lines.push(Line { speaker, text: words.text(), question });
        }
        let next = match &mut self.talk {
            Some(talk) if !(nothing && leaves) => talk.end_turn(),
            _ => Next::Close,
        };
        match next {
            Next::Probe(gap) | Next::Press(gap) if !leaves && self.has_time() => self.probe(gap, end),
            _ => match self.deeper(end).filter(|_| !nothing) {
                Some(text) => self.ask_deeper(text),
                None => self.end_question(end),
            },
        }
    }

    /// Asks an open question, to which there is no gap.
    fn ask_deeper(&mut self, text: String) {
        if let Some(talk) = &mut self.talk {
            talk.go_deeper();
        }
        self.asked.clone_from(&text);
        self.spoken.push(text.clone());
        self.probing = None;
        self.begin_turn(0);
        self.say(text, Then::Turn);
    }

    /// Whether the clock of the question allows another probe.
    fn has_time(&self) -> bool {
        let limit = self.current().and_then(|q| q.minutes_ms);
        let asked = self.talk.as_ref().map_or(0, |talk| talk.told().len());
        limit.is_none_or(|limit| self.now < self.question_from + limit) && self.round_has_time(asked)
    }

    fn probe(&mut self, gap: Gap, end: End) {
        let stops = matches!(end, End::Time { .. });
        let before = if stops {
            lines::nth(&self.plan.lines.over_time, self.spoken.len())
        } else {
            self.before_probe()
        };
        self.asked.clone_from(&gap.say);
        self.spoken.push(gap.say.clone());
        let text = format!("{before} {}", gap.say).trim().to_owned();
        self.probing = Some(gap);
        self.begin_turn(0);
        self.say(text, Then::Turn);
    }

    fn end_question(&mut self, end: End) {
        self.record(matches!(end, End::Skip | End::Session));
        self.begin_turn(0);
        if self.rehearsal.is_some() {
            self.part(end);
            return;
        }
        let last = self.question + 1 >= self.plan.questions.len();
        match end {
            End::Session => self.finish(),
            End::Skip => self.next_question(),
            _ => {
                let wordings = if last { &self.plan.lines.goodbye } else { &self.plan.lines.next_question };
                let text = lines::nth(wordings, self.question);
                self.say(text, Then::Close);
            }
        }
    }

    /// Ends a question of a loop.
    fn part(&mut self, end: End) {
        self.end_round(match end {
            End::Session => SlotEnd::Left,
            End::Skip => SlotEnd::Skipped,
            End::Time { .. } => SlotEnd::TimeUp,
            End::Key | End::Silence | End::Typed => SlotEnd::Done,
        });
        match end {
            End::Session => self.finish(),
            _ => {
                let text = self.parting(end);
                self.say(text, Then::Close);
            }
        }
    }

    /// Keeps the verdict on the question.
    pub(super) fn record(&mut self, left: bool) {
        let transcript = self.talk.as_ref().map(|t| t.transcript().to_owned()).unwrap_or_default();
        let verdict = self.talk.as_ref().filter(|_| !transcript.is_empty()).map(|t| t.verdict().clone());
        let turns = self.talk.as_ref().map(|t| t.told().to_vec()).unwrap_or_default();
        self.done.push(Done { question: self.question, verdict, transcript, turns, left });
        self.emit(Effect::Judged { question: self.question });
    }

    /// The closing words are said.
    pub(super) fn close_question(&mut self) {
        match self.plan.settings.mode {
            Mode::Practice => self.phase = Phase::Shown,
            Mode::Real => self.next_question(),
        }
    }

    pub(super) fn next_question(&mut self) {
        if self.rehearsal.is_some() {
            self.next_round();
        } else {
            self.ask_question(self.question + 1);
        }
    }

    pub(super) fn finish(&mut self) {
        self.shut_ear();
        self.end_loop();
        self.phase = Phase::Over;
        self.emit(Effect::Finish);
    }
}
