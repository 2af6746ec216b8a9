//! One session as it is looked back at: plain data, made once, drawn many times.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use crate::core::recording::Recording;
use crate::core::rubric::changes::Change;
use crate::core::rubric::verdict::Verdict;
use crate::core::span::Char;
use crate::core::span::Ms;
use crate::core::span::Span;
use crate::core::transcript::Transcript;
use crate::io::packs::Packs;
use crate::io::report::layout;
use crate::io::session::record::Answer;
use crate::io::session::record::Kind;
use crate::io::session::record::Said;
use crate::io::session::record::Session;
use crate::io::session::stamp::Stamp;
use crate::io::session::store::Listed;
use crate::io::session::verdict::VerdictFile;
use crate::runtime::studio::opened::envelope::Envelope;
use crate::runtime::told;

/// A session that is open.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Its name on disk.
    pub id: String,
    /// What a person calls it.
    pub name: String,
    /// What it was for.
    pub kind: Kind,
    /// When it began.
    pub began: Stamp,
    /// Its sound; `None` where nothing was recorded, or where it was deleted.
    pub sound: Option<Sound>,
    /// What was asked, in order.
    pub answers: Vec<AnswerPage>,
}

/// The sound of a session.
#[derive(Debug, Clone, PartialEq)]
pub struct Sound {
    /// The file.
    pub path: PathBuf,
    /// Its length in ms.
    pub length_ms: usize,
    /// Its outline; `None` until it was read.
    pub envelope: Option<Arc<Envelope>>,
}

/// One question and what was said to it.
#[derive(Debug, Clone, PartialEq)]
pub struct AnswerPage {
    /// Id of the question.
    pub question: String,
    /// Its name for people.
    pub title: String,
    /// The question as it was asked.
    pub asked: String,
    /// Everything that was said.
    pub transcript: Transcript,
    /// How it was heard; `None` for a typed answer.
    pub recording: Option<Recording>,
    /// The judgement that counts.
    pub verdict: Option<Verdict>,
    /// The transcript, cut where another part of the story or a reply begins.
    pub passages: Vec<Passage>,
    /// Names of the parts of the story, by id.
    pub beats: BTreeMap<String, String>,
    /// Words that a person corrected, by where they stand.
    pub corrected: Vec<Span<Char>>,
    /// What would be taken back next: what stands there, and what was heard.
    pub undo: Option<(String, String)>,
    /// What judging it anew changed last, while the session is open.
    pub changes: Vec<Change>,
}

/// Words in a row that tell one part of the story.
#[derive(Debug, Clone, PartialEq)]
pub struct Passage {
    /// The probe that it replies to, where it begins the reply.
    pub asked: Option<String>,
    /// Id of the part.
    pub beat: Option<String>,
    /// Where it stands.
    pub chars: Span<Char>,
    /// When it was said.
    pub time: Option<Span<Ms>>,
    /// Its words, each once.
    pub pieces: Vec<Piece>,
}

/// Characters that carry the same marks throughout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Its characters.
    pub text: String,
    /// Dimensions, by their place on the scorecard, that it speaks for.
    pub dimensions: Vec<usize>,
    /// A killer quotes it.
    pub killer: bool,
    /// The recogniser was unsure of it.
    pub unsure: bool,
}

impl Page {
    /// Of a session on disk.
    pub(super) fn of(listed: &Listed, session: &Session, packs: &Packs) -> Self {
        let sound = listed.audio().zip(listed.sound_ms());
        Self {
            id: listed.id.clone(),
            name: session.name.clone(),
            kind: session.kind,
            began: session.began,
            sound: sound.map(|(path, length_ms)| Sound { path, length_ms, envelope: None }),
            answers: session.answers.iter().map(|answer| AnswerPage::of(session, answer, packs)).collect(),
        }
    }
}

impl AnswerPage {
    fn of(session: &Session, answer: &Answer, packs: &Packs) -> Self {
        let rubric = packs.get(&answer.question);
        let beats =
            rubric.map(|rubric| rubric.beats.iter().map(|beat| (beat.id.clone(), beat.label.clone())));
        let words = |words: &[crate::io::session::record::Word]| {
            words.iter().map(|word| word.0.as_str()).collect::<Vec<_>>().join(" ")
        };
        Self {
            question: answer.question.clone(),
            title: rubric.map_or_else(|| answer.question.clone(), |rubric| rubric.title.clone()),
            asked: answer.question_text.clone(),
            transcript: answer.transcript(),
            recording: answer.recording(&session.name),
            verdict: answer.verdict().map(VerdictFile::to_verdict),
            passages: passages(session, answer),
            beats: beats.map(Iterator::collect).unwrap_or_default(),
            corrected: corrected(answer),
            undo: answer.corrections.last().map(|made| (words(&made.said), words(&made.heard))),
            changes: Vec::new(),
        }
    }

    /// The word that a character belongs to, by its place in the transcript.
    pub fn word_at(&self, char: usize) -> Option<usize> {
        let words = self.transcript.words();
        let at = words.partition_point(|word| word.chars.end() <= char);
        (at < words.len()).then_some(at)
    }

    /// The word that is being said at a moment, or was said last.
    pub fn word_at_ms(&self, ms: usize) -> Option<usize> {
        let words = self.transcript.words();
        let begun = words.partition_point(|word| word.time.is_some_and(|time| time.start() <= ms));
        begun.checked_sub(1)
    }

    /// The name of a part of the story.
    pub fn beat_name<'a>(&'a self, id: &'a str) -> &'a str {
        self.beats.get(id).map_or(id, String::as_str)
    }
}

/// A word of the transcript as its turn counts it: which turn, which word of that.
pub(super) fn place_of(answer: &Answer, mut word: usize) -> Option<(usize, usize)> {
    for (n, turn) in answer.turns.iter().enumerate() {
        let mut alone = Transcript::default();
        turn.said.append_to(&mut alone);
        let count = alone.words().len();
        if word < count {
            return matches!(turn.said, Said::Heard(_)).then_some((n, word));
        }
        word -= count;
    }
    None
}

fn corrected(answer: &Answer) -> Vec<Span<Char>> {
    let transcript = answer.transcript();
    let heard = answer.turns.iter().enumerate().flat_map(|(n, turn)| match &turn.said {
        Said::Heard(words) => words.iter().map(|word| answer.is_corrected(n, word)).collect::<Vec<_>>(),
        Said::Typed(text) => vec![false; Transcript::from_text(text).words().len()],
    });
    transcript.words().iter().zip(heard).filter(|(_, yes)| *yes).map(|(word, _)| word.chars).collect()
}

fn passages(session: &Session, answer: &Answer) -> Vec<Passage> {
    let made = told::with_input(session, answer, |input| {
        layout::paragraphs(input).iter().map(passage).collect::<Vec<_>>()
    });
    made.unwrap_or_else(|| unjudged(answer))
}

fn passage(paragraph: &layout::Paragraph<'_>) -> Passage {
    Passage {
        asked: paragraph.asked.map(str::to_owned),
        beat: paragraph.beat.map(str::to_owned),
        chars: paragraph.chars,
        time: paragraph.time,
        pieces: paragraph.pieces.iter().map(piece).collect(),
    }
}

fn piece(piece: &layout::Piece<'_>) -> Piece {
    let mut dimensions: Vec<usize> = piece.marks.iter().map(|mark| mark.dimension).collect();
    dimensions.dedup();
    Piece { text: piece.text.to_owned(), dimensions, killer: !piece.killers.is_empty(), unsure: piece.unsure }
}

/// An answer that nobody has judged is one passage without marks.
fn unjudged(answer: &Answer) -> Vec<Passage> {
    let transcript = answer.transcript();
    let (Some(first), Some(last)) = (transcript.words().first(), transcript.words().last()) else {
        return Vec::new();
    };
    let chars = first.chars.join(&last.chars);
    let text = transcript.slice(chars).to_owned();
    let piece = Piece { text, dimensions: Vec::new(), killer: false, unsure: false };
    vec![Passage { asked: None, beat: None, chars, time: transcript.time_of(chars), pieces: vec![piece] }]
}
