//! Cuts a transcript into paragraphs by beat, and those into pieces that carry the same marks.
//!
//! Evidence may overlap, begin inside a word and cross a paragraph; a piece never does, so that a renderer can show
//! one after the other. Together the pieces give every word of the transcript once.

use crate::core::delivery::Delivery;
use crate::core::rubric::verdict::Quote;
use crate::core::rubric::verdict::Verdict;
use crate::core::span::Char;
use crate::core::span::Ms;
use crate::core::span::Span;
use crate::core::transcript::Transcript;
use crate::io::report::Asked;
use crate::io::report::ReportInput;
use crate::io::report::UNSURE_BELOW;

/// Pauses shorter than this, in ms, are not shown between the words.
const SHOWN_PAUSE_MS: usize = 1000;

/// What a piece of evidence speaks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// Index among the verdict's dimensions.
    pub dimension: usize,
    /// Index among that dimension's quotations.
    pub quote: usize,
}

/// Characters that carry the same marks throughout.
#[derive(Debug)]
pub struct Piece<'a> {
    /// Its characters.
    pub text: &'a str,
    /// Evidence that covers the piece.
    pub marks: Vec<Mark>,
    /// Those of them that begin here.
    pub opens: Vec<Mark>,
    /// Those of them that end here.
    pub closes: Vec<Mark>,
    /// Killers, by index, that quote the piece.
    pub killers: Vec<usize>,
    /// The recogniser was unsure of the word.
    pub unsure: bool,
    /// A pause that follows.
    pub pause: Option<Span<Ms>>,
}

/// A stretch that tells one part of the story.
#[derive(Debug)]
pub struct Paragraph<'a> {
    /// The probe that it replies to, where it begins the reply.
    pub asked: Option<&'a str>,
    /// Id of the part; `None` where the verdict names none.
    pub beat: Option<&'a str>,
    /// Where it stands.
    pub chars: Span<Char>,
    /// When it was said; `None` for typed words.
    pub time: Option<Span<Ms>>,
    /// Its words, each once.
    pub pieces: Vec<Piece<'a>>,
}

/// The paragraphs of an answer, in order.
pub fn paragraphs<'a>(input: &ReportInput<'a>) -> Vec<Paragraph<'a>> {
    let text = CharText::new(input.transcript.text());
    let pauses = pauses_after(input.transcript, input.delivery());
    let cuts = cuts(input, &pauses);
    stretches(input.transcript, input.verdict, input.asked)
        .into_iter()
        .map(|Stretch { asked, beat, chars }| Paragraph {
            asked,
            beat,
            chars,
            time: input.transcript.time_of(chars),
            pieces: pieces(input, &text, chars, &cuts, &pauses),
        })
        .collect()
}

/// Words in a row that tell the same part in one turn.
struct Stretch<'a> {
    asked: Option<&'a str>,
    beat: Option<&'a str>,
    chars: Span<Char>,
}

/// Beats with equal neighbours joined, but for a probe between them. Words that no beat covers become stretches without
/// one.
fn stretches<'a>(transcript: &Transcript, verdict: &'a Verdict, asked: &[Asked<'a>]) -> Vec<Stretch<'a>> {
    let mut joined: Vec<Stretch<'a>> = Vec::new();
    let mut beats = verdict.segments.iter().peekable();
    let mut asked = asked.iter().peekable();
    for word in transcript.words() {
        while beats.next_if(|b| b.chars.end() <= word.chars.start()).is_some() {}
        let beat = beats.peek().filter(|b| b.chars.shared(&word.chars) > 0).map(|b| b.beat.as_str());
        // A probe that nobody replied to is left out: the reply to the next one begins at the same word.
        let probe = std::iter::from_fn(|| asked.next_if(|a| a.at <= word.chars.start())).last();
        match joined.last_mut() {
            Some(last) if last.beat == beat && probe.is_none() => last.chars = last.chars.join(&word.chars),
            _ => joined.push(Stretch { asked: probe.map(|a| a.say), beat, chars: word.chars }),
        }
    }
    joined
}

/// The pauses worth showing, with the end of the word they follow, in order.
fn pauses_after(transcript: &Transcript, delivery: Option<&Delivery>) -> Vec<(usize, Span<Ms>)> {
    let words = transcript.words();
    let pauses = delivery.map_or(&[][..], |d| d.pauses.as_slice());
    let shown = pauses.iter().filter(|p| p.len() >= SHOWN_PAUSE_MS);
    shown
        .filter_map(|pause| {
            let middle = pause.start() + pause.len() / 2;
            let before = words.partition_point(|w| w.time.is_some_and(|t| t.start() < middle));
            Some((words.get(before.checked_sub(1)?)?.chars.end(), *pause))
        })
        .collect()
}

/// Every character position at which the marks change, in order.
fn cuts(input: &ReportInput<'_>, pauses: &[(usize, Span<Ms>)]) -> Vec<usize> {
    let quotes = input.verdict.dimensions.iter().flat_map(|d| &d.evidence);
    let killers = input.verdict.killers.iter().flat_map(|k| &k.evidence);
    let unsure = input.transcript.words().iter().filter(|w| w.confidence < UNSURE_BELOW).map(|w| w.chars);
    let spans = quotes.chain(killers).map(|q| q.chars).chain(unsure);
    let mut cuts: Vec<usize> = spans.flat_map(|s| [s.start(), s.end()]).collect();
    cuts.extend(pauses.iter().map(|(at, _)| *at));
    cuts.sort_unstable();
    cuts.dedup();
    cuts
}

fn pieces<'a>(
    input: &ReportInput<'a>,
    text: &CharText<'a>,
    chars: Span<Char>,
    cuts: &[usize],
    pauses: &[(usize, Span<Ms>)],
) -> Vec<Piece<'a>> {
    let inner = cuts.iter().copied().filter(|c| (chars.start() + 1..chars.end()).contains(c));
    let mut start = chars.start();
    inner
        .chain([chars.end()])
        .map(|end| {
            let span = Span::from_len(start, end - start);
            start = end;
            let pause = pauses.iter().find(|(at, _)| *at == end).map(|(_, pause)| *pause);
            piece(input, text.slice(span), span, chars, pause)
        })
        .collect()
}

/// `within` is the paragraph: evidence that crosses its edge is opened and closed again at it.
fn piece<'a>(
    input: &ReportInput<'a>,
    text: &'a str,
    span: Span<Char>,
    within: Span<Char>,
    pause: Option<Span<Ms>>,
) -> Piece<'a> {
    let covers = |q: &Quote| q.chars.shared(&span) > 0;
    let mut piece = Piece {
        text,
        marks: Vec::new(),
        opens: Vec::new(),
        closes: Vec::new(),
        killers: Vec::new(),
        unsure: is_unsure(input.transcript, span),
        pause,
    };
    for (dimension, judged) in input.verdict.dimensions.iter().enumerate() {
        for (quote, words) in judged.evidence.iter().enumerate().filter(|(_, q)| covers(q)) {
            let mark = Mark { dimension, quote };
            piece.marks.push(mark);
            if words.chars.start() == span.start() {
                piece.opens.push(mark);
            }
            if words.chars.end().min(within.end()) == span.end() {
                piece.closes.push(mark);
            }
        }
    }
    let killers = input.verdict.killers.iter().enumerate();
    piece.killers = killers.filter(|(_, k)| k.evidence.iter().any(covers)).map(|(n, _)| n).collect();
    piece
}

fn is_unsure(transcript: &Transcript, span: Span<Char>) -> bool {
    let words = transcript.words();
    let first = words.partition_point(|w| w.chars.end() <= span.start());
    words.get(first).is_some_and(|w| w.confidence < UNSURE_BELOW && w.chars.shared(&span) > 0)
}

/// A text that is cut by characters without counting from its start each time.
#[derive(Debug)]
pub struct CharText<'a> {
    text: &'a str,
    /// Byte positions of all characters and of the end; empty when every character is one byte.
    bytes: Vec<usize>,
}

impl<'a> CharText<'a> {
    /// Counts it once.
    pub fn new(text: &'a str) -> Self {
        let bytes = if text.is_ascii() {
            Vec::new()
        } else {
            text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect()
        };
        Self { text, bytes }
    }

    /// The characters of a range; what lies outside is left out.
    pub fn slice(&self, chars: Span<Char>) -> &'a str {
        let byte = |n: usize| {
            if self.bytes.is_empty() {
                n.min(self.text.len())
            } else {
                self.bytes.get(n).copied().unwrap_or(self.text.len())
            }
        };
        self.text.get(byte(chars.start())..byte(chars.end())).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_cut_where_the_transcript_cuts_them() {
        for text in ["plain words", "Zoë saß da", ""] {
            let transcript = Transcript::from_text(text);
            let cut = CharText::new(text);
            for start in 0..=text.len() + 1 {
                let span = Span::from_len(start, 3);
                assert_eq!(cut.slice(span), transcript.slice(span), "{text:?} {span:?}");
            }
        }
    }
}
