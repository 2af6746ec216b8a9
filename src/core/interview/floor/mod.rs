//! Decides how long a silence must last before an answer counts as ended. A pause is not the end of an answer: what was
//! said, how it stopped, and how this speaker pauses decide which step of a ladder of silences is waited for.
//!
//! Pure and without a clock: it takes what was said so far and gives a length. Who counts the silence cancels it on any
//! speech. The ladder follows published figures for spoken systems (Vapi: 0.1 s after a full stop, 1.5 s without one;
//! `LiveKit` Agents: 0.5 to 3 s; `OpenHRI`: decisions at 0.2, 0.5 and 1.2 s); words that matter are in
//! `prompts/interview/endings.toml`. Which step is taken when was fitted on the pauses of `tests/endpointing`.

pub mod ending;
pub mod endings;
pub mod pauses;
pub mod story;

use crate::core::interview::floor::ending::Ending;
use crate::core::interview::floor::endings::Endings;
use crate::core::interview::floor::pauses::Pauses;
use crate::core::interview::floor::story::Story;

/// How patient the interviewer is by default, in ms: the longest silence after words that leave nothing open.
pub const PATIENCE_MS: u32 = 3_500;

/// The patience that can be set, in ms.
pub const PATIENCE_RANGE_MS: std::ops::RangeInclusive<u32> = 1_500..=8_000;

/// The shortest silence that ends an answer, in ms, however impatient the setting.
const SHORTEST_MS: u32 = 350;

/// How long silences are waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// The longest silence in ms after words that leave nothing open; kept within [`PATIENCE_RANGE_MS`].
    pub ms: u32,
    /// The steps of the ladder in ms, at the default patience; another patience stretches or shrinks them.
    pub steps_ms: [u32; 4],
    /// After words that leave something open, so many times the patience.
    pub unfinished_times: u32,
}

impl Default for Patience {
    fn default() -> Self {
        Self { ms: PATIENCE_MS, steps_ms: [500, 900, 1_500, 2_500], unfinished_times: 3 }
    }
}

impl Patience {
    /// The default ladder with another patience, in ms.
    pub fn of(ms: u32) -> Self {
        Self { ms, ..Self::default() }
    }
}

/// What is known when a silence begins.
#[derive(Debug, Clone, Copy)]
pub struct SoFar<'a> {
    /// The words of this turn.
    pub text: &'a str,
    /// Whether the recogniser has written down everything up to the silence.
    pub all_heard: bool,
    /// How far it has come.
    pub story: Story,
    /// Whether it answers a probe: one phrase can be a whole reply.
    pub reply: bool,
}

/// How long to wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Wait {
    /// A silence of so many ms ends the answer.
    For(u32),
    /// No silence ends it: nothing was said yet.
    Never,
}

/// The silence that ends the answer.
pub fn wait(so_far: &SoFar<'_>, pauses: &Pauses, patience: &Patience, endings: &Endings) -> Wait {
    let longest = patience.ms.clamp(*PATIENCE_RANGE_MS.start(), *PATIENCE_RANGE_MS.end());
    if !so_far.all_heard {
        // How it stopped is not known yet; it is asked again when the words are there.
        return Wait::For(longest);
    }
    let ending = ending::of(so_far.text, endings);
    let step = match step(ending, so_far) {
        Step::Never => return Wait::Never,
        Step::Unfinished => return Wait::For(longest.saturating_mul(patience.unfinished_times)),
        Step::Patience => return Wait::For(longest),
        Step::Ladder(step) => step,
    };
    let scaled = u64::from(patience.steps_ms[step]) * u64::from(longest) / u64::from(PATIENCE_MS);
    let scaled = u32::try_from(scaled).unwrap_or(longest);
    // Once the story is told a habit stretches the wait, but does not make another of it.
    let own = pauses.expected_ms().unwrap_or(0).min(match (ending, so_far.story) {
        (Ending::Closed, _) => 0,
        (_, Story::Told) => scaled + scaled / 4,
        _ => longest,
    });
    Wait::For(scaled.max(own).clamp(SHORTEST_MS, longest))
}

enum Step {
    Ladder(usize),
    Patience,
    Unfinished,
    Never,
}

/// One line a way of stopping, one column a stage of the story.
fn step(ending: Ending, so_far: &SoFar<'_>) -> Step {
    // A phrase without a verb is a whole reply: "about ten minutes later".
    let ending = match ending {
        Ending::Phrase { stopped: true } if so_far.reply => Ending::Sentence,
        Ending::Phrase { stopped: false } if so_far.reply => Ending::Clause,
        other => other,
    };
    match (ending, so_far.story) {
        (Ending::Nothing, _) => Step::Never,
        (Ending::Unfinished, _) => Step::Unfinished,
        (Ending::Counting, Story::Told) if so_far.reply => Step::Ladder(2),
        (Ending::Counting, _) => Step::Patience,
        (Ending::Closed, Story::Opening) => Step::Ladder(1),
        (Ending::Closed, _) => Step::Ladder(0),
        (Ending::Sentence, Story::Told) => Step::Ladder(0),
        (Ending::Sentence, Story::Middle) => Step::Ladder(3),
        (Ending::Sentence, Story::Opening) if so_far.reply => Step::Ladder(2),
        (Ending::Clause, Story::Told) => Step::Ladder(2),
        (Ending::Clause, Story::Middle) => Step::Ladder(3),
        (Ending::Clause, Story::Opening) if so_far.reply => Step::Ladder(3),
        (Ending::Phrase { stopped }, Story::Told) => Step::Ladder(if stopped { 2 } else { 3 }),
        (Ending::Sentence | Ending::Clause | Ending::Phrase { .. }, _) => Step::Patience,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENDINGS: &str = include_str!("../../../../prompts/interview/endings.toml");

    #[track_caller]
    fn check(text: &str, story: Story, reply: bool, expected: Wait) {
        let endings: Endings = toml::from_str(ENDINGS).unwrap();
        let so_far = SoFar { text, all_heard: true, story, reply };
        assert_eq!(wait(&so_far, &Pauses::default(), &Patience::default(), &endings), expected, "{text:?}");
    }

    #[test]
    fn the_better_an_answer_has_closed_the_shorter_the_wait() {
        let told = "Now I read the thermometer every morning, and so does my colleague.";
        check(&format!("{told} So that's it."), Story::Told, false, Wait::For(500));
        check(told, Story::Told, false, Wait::For(500));
        check(told, Story::Middle, false, Wait::For(2_500));
        check(told, Story::Opening, false, Wait::For(3_500));
        check("now I read the thermometer every morning", Story::Told, false, Wait::For(1_500));
        check("now I read the thermometer every morning", Story::Middle, false, Wait::For(2_500));
    }

    #[test]
    fn what_is_unfinished_is_waited_for_far_longer() {
        for text in [
            "I called her, and so then I, um",
            "I called her because.",
            "we had to",
            "There were three things.",
        ] {
            check(text, Story::Told, false, Wait::For(10_500));
        }
        check("it cost us about forty", Story::Told, false, Wait::For(3_500));
    }

    #[test]
    fn fillers_are_no_answer_and_no_silence_ends_them() {
        for text in ["", "Um.", "well, um, let me see", "Hmm. Uh..."] {
            check(text, Story::Opening, false, Wait::Never);
        }
    }

    #[test]
    fn one_phrase_is_a_whole_reply() {
        check("About ten minutes later.", Story::Told, true, Wait::For(500));
        check("about ten minutes later", Story::Told, true, Wait::For(1_500));
        check("About ten minutes later.", Story::Middle, false, Wait::For(3_500));
    }

    #[test]
    fn without_the_words_only_patience_counts() {
        let endings: Endings = toml::from_str(ENDINGS).unwrap();
        let so_far = SoFar { text: "That's it.", all_heard: false, story: Story::Told, reply: false };
        assert_eq!(wait(&so_far, &Pauses::default(), &Patience::of(100), &endings), Wait::For(1_500));
        assert_eq!(wait(&so_far, &Pauses::default(), &Patience::of(99_000), &endings), Wait::For(8_000));
    }

    #[test]
    fn a_speaker_of_long_pauses_gets_them_but_for_little_once_the_story_is_told() {
        let endings: Endings = toml::from_str(ENDINGS).unwrap();
        let mut pauses = Pauses::default();
        for pause in [1_400, 1_900, 1_600, 1_700] {
            pauses.learn(pause);
        }
        let so_far = |text, story| SoFar { text, all_heard: true, story, reply: false };
        let waits = |text, story| wait(&so_far(text, story), &pauses, &Patience::default(), &endings);
        assert!(matches!(waits("I fixed it within a week.", Story::Middle), Wait::For(2_500..=3_500)));
        assert_eq!(waits("I fixed it within a week.", Story::Told), Wait::For(625));
        assert_eq!(waits("I fixed it within a week. That's all.", Story::Told), Wait::For(500));
    }
}
