//! Labelled pauses and ends, and what a way of ending answers makes of them. Shared by the test and the bench.

use std::path::Path;

use pushback::core::interview::floor::Patience;
use pushback::core::interview::floor::SoFar;
use pushback::core::interview::floor::Wait;
use pushback::core::interview::floor::endings::Endings;
use pushback::core::interview::floor::pauses::Pauses;
use pushback::core::interview::floor::story;
use pushback::core::interview::floor::story::Story;
use pushback::core::interview::floor::wait;
use pushback::core::rubric::rubric::Rubric;
use pushback::core::transcript::Transcript;
use serde::Deserialize;

/// When the words of a stretch are there after speech stopped, in ms: see README.md.
const HEARD_MS: u32 = 160 + 450;

/// Share of the pauses inside turns that last longer than so many ms: see README.md.
const LONGER: [(f64, f64); 6] =
    [(100.0, 1.0), (300.0, 0.556), (600.0, 0.217), (1_000.0, 0.10), (1_600.0, 0.05), (4_000.0, 0.0)];

#[derive(Deserialize)]
struct File {
    answer: Vec<Answer>,
}

#[derive(Deserialize)]
struct Answer {
    id: String,
    text: String,
}

/// How the recogniser writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Writes {
    /// With the marks that belong there.
    Marks,
    /// Lower case, no mark.
    Bare,
    /// With a full stop wherever speech stopped.
    StopsEverywhere,
}

/// A place where somebody falls silent.
pub(crate) struct Silence {
    /// What was said until then.
    text: String,
    story: Story,
    /// What was learnt of the speaker's pauses by then.
    pauses: Pauses,
    /// How long it lasts in ms; `None`: the answer has ended.
    lasts: Option<u32>,
    /// How much later than it begins the detector says so, in ms; before 0 earlier.
    lag_ms: i32,
}

/// An answer as it is to be spoken.
#[allow(dead_code, reason = "the test lets nobody speak")]
pub(crate) struct Spoken {
    /// What is said without a pause, in order.
    pub(crate) pieces: Vec<String>,
    /// How long the pause behind each but the last is, in ms.
    pub(crate) pauses: Vec<u32>,
}

/// What a way of ending answers does.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Outcome {
    /// Share of the pauses in which it ended the answer.
    pub(crate) cut_ins: f64,
    /// Silence after the end of answers, in ms.
    pub(crate) mean_ms: f64,
    /// Likewise.
    pub(crate) median_ms: f64,
    /// Likewise.
    pub(crate) p95_ms: f64,
}

fn read(half: &str) -> File {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/endpointing").join(half);
    toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// Every answer of one half of the set, in the order of [`silences`].
#[allow(dead_code, reason = "the test lets nobody speak")]
pub(crate) fn spoken(half: &str, rubric: &Rubric) -> Vec<Spoken> {
    let silences = silences(half, Writes::Marks, rubric);
    let mut lengths = silences.iter().map(|silence| silence.lasts);
    let of = |answer: &Answer| {
        let (mut pieces, mut piece) = (Vec::new(), Vec::new());
        for word in answer.text.split_whitespace() {
            match kind(word) {
                Some(_) => pieces.push(std::mem::take(&mut piece).join(" ")),
                None => piece.push(word),
            }
        }
        pieces.push(piece.join(" "));
        // The end has no length, and closes the row of each answer.
        let pauses = lengths.by_ref().map_while(|length| length).collect();
        Spoken { pieces, pauses }
    };
    read(half).answer.iter().map(of).collect()
}

/// Every silence of one half of the set.
pub(crate) fn silences(half: &str, writes: Writes, rubric: &Rubric) -> Vec<Silence> {
    let file = read(half);
    let kinds = || file.answer.iter().flat_map(|answer| answer.text.split_whitespace().filter_map(kind));
    let thinking = kinds().filter(|kind| is_thinking(kind)).count() as f64 / kinds().count() as f64;
    file.answer.iter().flat_map(|answer| of_answer(answer, thinking, writes, rubric)).collect()
}

/// What a mark says about a pause.
fn kind(word: &str) -> Option<&str> {
    word.strip_prefix('[')?.strip_suffix(']')
}

fn is_thinking(kind: &str) -> bool {
    matches!(kind, "t" | "h")
}

fn of_answer(answer: &Answer, thinking: f64, writes: Writes, rubric: &Rubric) -> Vec<Silence> {
    let (mut silences, mut said, mut pauses) = (Vec::new(), Vec::new(), Pauses::default());
    for word in answer.text.split_whitespace() {
        let Some(kind) = kind(word) else {
            said.push(word);
            continue;
        };
        let draw = draw(&answer.id, silences.len());
        let lasts = length(if is_thinking(kind) { longer(draw) } else { rest(draw, thinking) });
        silences.push(silence(&said, writes, rubric, pauses, Some(lasts)));
        pauses.learn(lasts);
    }
    silences.push(silence(&said, writes, rubric, pauses, None));
    silences
}

fn silence(said: &[&str], writes: Writes, rubric: &Rubric, pauses: Pauses, lasts: Option<u32>) -> Silence {
    let plain = said.join(" ");
    let text = match writes {
        Writes::Marks => plain,
        Writes::Bare => plain.replace(['.', ',', '?', '!', ';', ':'], "").to_lowercase(),
        Writes::StopsEverywhere => format!("{}.", plain.trim_end_matches(['.', ',', '?', '!', ';', ':'])),
    };
    let verdict = rubric.judge(&Transcript::from_text(&text));
    Silence { story: story::of_answer(&verdict, rubric), text, pauses, lasts, lag_ms: 0 }
}

/// A share between 0 and 1 that depends on nothing but its name: the finaliser of `SplitMix64` (Steele, Lea, Flood 2014).
fn draw(id: &str, at: usize) -> f64 {
    let mut state = id.bytes().fold(at as u64 + 1, |state, byte| {
        state.wrapping_mul(0x0000_0100_0000_01b3).wrapping_add(u64::from(byte))
    });
    state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (state ^ (state >> 31)) as f64 / u64::MAX as f64
}

/// Among pauses for thought long ones are more frequent: twice as frequent as in all for the very longest, falling in a
/// straight line to none for the shortest.
fn longer(draw: f64) -> f64 {
    1.0 - (1.0 - draw).sqrt()
}

/// All other pauses, such that both together are spread as is published: `thinking` is the share of those for thought.
fn rest(draw: f64, thinking: f64) -> f64 {
    let (q, p) = (thinking, 1.0 - 2.0 * thinking);
    ((p * p + 4.0 * q * (1.0 - q) * draw).sqrt() - p) / (2.0 * q)
}

/// The length that this share of pauses exceeds, in ms.
fn length(longer: f64) -> u32 {
    let at = LONGER.iter().position(|(_, share)| *share <= longer).unwrap_or(LONGER.len() - 1).max(1);
    let ((from, above), (to, below)) = (LONGER[at - 1], LONGER[at]);
    let way = (above - longer) / (above - below);
    (from.ln() + way * (to.ln() - from.ln())).exp() as u32
}

/// How many pauses there are, and how many ends.
#[allow(dead_code, reason = "the bench does not ask")]
pub(crate) fn counts(silences: &[Silence]) -> (usize, usize) {
    let pauses = silences.iter().filter(|silence| silence.lasts.is_some()).count();
    (pauses, silences.len() - pauses)
}

impl Silence {
    /// The same as a detector heard it: how long it lasts, and how late it is noticed.
    #[allow(dead_code, reason = "the test lets nobody speak")]
    #[must_use]
    pub(crate) fn heard_as(self, lasts: Option<u32>, lag_ms: i32) -> Self {
        Self { lasts, lag_ms, ..self }
    }
}

/// What the interviewer's decision does.
pub(crate) fn decided(silences: &[Silence], patience: &Patience, endings: &Endings) -> Outcome {
    outcome(silences, |silence| {
        let so_far = SoFar { text: &silence.text, all_heard: true, story: silence.story, reply: false };
        let longest = patience.ms;
        match wait(&so_far, &silence.pauses, patience, endings) {
            // Until the words are there, patience alone counts.
            Wait::For(ms) => Some(ms.max(HEARD_MS.min(longest))),
            Wait::Never => None,
        }
    })
}

/// What waiting for a silence of one length does.
pub(crate) fn silence_only(silences: &[Silence], ms: u32) -> Outcome {
    outcome(silences, |_| Some(ms))
}

/// The silence, in ms, that cuts in as often as this, if silence is all that is known.
pub(crate) fn silence_at(silences: &[Silence], cut_ins: f64) -> u32 {
    (100..8_000).step_by(10).find(|ms| silence_only(silences, *ms).cut_ins <= cut_ins).unwrap_or(8_000)
}

fn outcome(silences: &[Silence], ends_after: impl Fn(&Silence) -> Option<u32>) -> Outcome {
    let (mut pauses, mut cut, mut dead) = (0_u32, 0_u32, Vec::new());
    for silence in silences {
        // An answer that nothing ends is ended by its speaker.
        let ends = ends_after(silence).unwrap_or(u32::MAX);
        match silence.lasts {
            Some(lasts) => {
                pauses += 1;
                cut += u32::from(ends < lasts);
            }
            None => dead.push(f64::from(ends.min(30_000)) + f64::from(silence.lag_ms)),
        }
    }
    dead.sort_by(f64::total_cmp);
    let at = |share: f64| dead[((dead.len() - 1) as f64 * share).round() as usize];
    Outcome {
        cut_ins: f64::from(cut) / f64::from(pauses.max(1)),
        mean_ms: dead.iter().sum::<f64>() / dead.len() as f64,
        median_ms: at(0.5),
        p95_ms: at(0.95),
    }
}

#[allow(dead_code, reason = "the test does not ask")]
/// What was not met, for a person: the texts in which an answer was cut, or that were waited for too long.
pub(crate) fn worst(silences: &[Silence], patience: &Patience, endings: &Endings) -> Vec<String> {
    let mut lines = Vec::new();
    for silence in silences {
        let so_far = SoFar { text: &silence.text, all_heard: true, story: silence.story, reply: false };
        let waits = wait(&so_far, &silence.pauses, patience, endings);
        let tail: String =
            silence.text.chars().rev().take(70).collect::<Vec<_>>().into_iter().rev().collect();
        match (waits, silence.lasts) {
            (Wait::For(ms), Some(lasts)) if ms.max(HEARD_MS) < lasts => {
                lines.push(format!("cut {lasts} after {ms} {:?} ..{tail}", silence.story));
            }
            (wait, None) if !matches!(wait, Wait::For(..=900)) => {
                lines.push(format!("end {wait:?} {:?} ..{tail}", silence.story));
            }
            _ => {}
        }
    }
    lines
}
