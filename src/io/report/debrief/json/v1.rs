//! Version 1 of the format.

use serde::Serialize;

#[derive(Serialize)]
pub(super) struct PacketV1<'a> {
    pub(super) schema: u32,
    pub(super) kind: &'static str,
    pub(super) session: &'a str,
    pub(super) when: &'a str,
    pub(super) title: &'a str,
    /// `strong`, `mixed` or `not_yet`.
    pub(super) recommendation: &'static str,
    pub(super) recommendation_name: &'a str,
    pub(super) headline: &'a str,
    pub(super) reasons: Vec<SentenceV1<'a>>,
    pub(super) rule: &'a str,
    pub(super) note: &'a str,
    pub(super) figures: FiguresV1,
    pub(super) interviewers: Vec<WriteUpV1<'a>>,
    pub(super) questions: Vec<QuestionV1<'a>>,
    pub(super) shared_dimensions: Vec<&'a str>,
    pub(super) patterns: PatternsV1<'a>,
    pub(super) practise: Vec<PractiseV1<'a>>,
    pub(super) before: Option<BeforeV1<'a>>,
}

#[derive(Serialize)]
pub(super) struct FiguresV1 {
    pub(super) planned: usize,
    pub(super) asked: usize,
    pub(super) answered: usize,
    pub(super) stories: usize,
    pub(super) good: usize,
    pub(super) weak: usize,
    pub(super) mean: Option<f32>,
    pub(super) unprompted: Option<f32>,
    pub(super) planned_ms: u64,
    pub(super) used_ms: u64,
}

#[derive(Serialize)]
pub(super) struct SentenceV1<'a> {
    pub(super) text: &'a str,
    pub(super) quotes: Vec<SaidV1<'a>>,
}

#[derive(Serialize)]
pub(super) struct SaidV1<'a> {
    /// Index in `questions`.
    pub(super) question: usize,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) start_ms: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) end_ms: Option<usize>,
}

#[derive(Serialize)]
pub(super) struct QuestionV1<'a> {
    pub(super) id: &'a str,
    pub(super) title: &'a str,
    pub(super) ask: &'a str,
    /// Index in `interviewers`.
    pub(super) interviewer: usize,
    pub(super) asked: bool,
    pub(super) ended: &'static str,
    pub(super) planned_ms: u64,
    pub(super) used_ms: Option<u64>,
    pub(super) answer: Option<AnswerV1<'a>>,
}

#[derive(Serialize)]
pub(super) struct AnswerV1<'a> {
    pub(super) overall: u8,
    pub(super) unprompted: u8,
    pub(super) too_short: bool,
    pub(super) anchor: &'a str,
    pub(super) words: usize,
    pub(super) probes: usize,
    pub(super) dimensions: Vec<CellV1<'a>>,
    pub(super) killers: Vec<FaultV1<'a>>,
    pub(super) acts: ActsV1,
}

#[derive(Serialize)]
pub(super) struct CellV1<'a> {
    pub(super) id: &'a str,
    pub(super) label: &'a str,
    pub(super) level: LevelV1,
    pub(super) unprompted: LevelV1,
    pub(super) anchor: &'a str,
    pub(super) weight: f32,
    /// `offered`, `pulled`, `open`, `thin` or `unheard`.
    pub(super) came: &'static str,
    pub(super) probe: Option<&'a str>,
    pub(super) quote: Option<SaidV1<'a>>,
}

/// A graded level is a number, a disclosure a word.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum LevelV1 {
    Graded(u8),
    Disclosed(&'static str),
}

#[derive(Serialize)]
pub(super) struct FaultV1<'a> {
    pub(super) id: &'a str,
    pub(super) label: &'a str,
    pub(super) meaning: &'a str,
    pub(super) cap: u8,
    pub(super) quote: Option<SaidV1<'a>>,
}

#[derive(Serialize)]
pub(super) struct ActsV1 {
    pub(super) i: usize,
    pub(super) we: usize,
    pub(super) others: usize,
    pub(super) nobody: usize,
    pub(super) doing_i: usize,
    pub(super) doing_we: usize,
}

#[derive(Serialize)]
pub(super) struct PatternsV1<'a> {
    pub(super) acts: Vec<SentenceV1<'a>>,
    pub(super) stories: Vec<SentenceV1<'a>>,
    pub(super) telling: Vec<SentenceV1<'a>>,
    pub(super) numbers: Vec<SentenceV1<'a>>,
    pub(super) time: Vec<SentenceV1<'a>>,
    pub(super) same_stories: Vec<SameStoryV1<'a>>,
}

#[derive(Serialize)]
pub(super) struct SameStoryV1<'a> {
    pub(super) first: usize,
    pub(super) second: usize,
    pub(super) likeness: f32,
    pub(super) shared: Vec<&'a str>,
}

#[derive(Serialize)]
pub(super) struct PractiseV1<'a> {
    pub(super) dimension: &'a str,
    pub(super) label: &'a str,
    pub(super) why: SentenceV1<'a>,
    pub(super) full: &'a str,
    pub(super) question: &'a str,
    pub(super) title: &'a str,
    pub(super) command: String,
}

#[derive(Serialize)]
pub(super) struct WriteUpV1<'a> {
    pub(super) name: &'a str,
    pub(super) write_up: Vec<SentenceV1<'a>>,
}

#[derive(Serialize)]
pub(super) struct BeforeV1<'a> {
    pub(super) when: &'a str,
    pub(super) recommendation: PairV1<&'static str>,
    pub(super) mean: PairV1<Option<f32>>,
    pub(super) unprompted: PairV1<Option<f32>>,
    pub(super) own: PairV1<Option<f32>>,
    pub(super) dimensions: Vec<ComparedV1<'a>>,
    pub(super) sentences: Vec<SentenceV1<'a>>,
}

#[derive(Serialize)]
pub(super) struct PairV1<T> {
    pub(super) before: T,
    pub(super) after: T,
}

#[derive(Serialize)]
pub(super) struct ComparedV1<'a> {
    pub(super) id: &'a str,
    pub(super) label: &'a str,
    pub(super) reached: PairV1<f32>,
    /// `gained`, `lost` or `same`.
    pub(super) turn: &'static str,
}
