//! Reads verdicts that were written to a file earlier, by this program or another one.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use crate::core::eval::answer::Opinion;
use crate::core::rubric::verdict::BeatSpan;
use crate::core::span::Char;
use crate::core::span::Span;
use crate::io::corpus::AttributionV1;
use crate::io::corpus::CorpusError;
use crate::io::corpus::LevelsV1;
use crate::io::corpus::read_lines;

#[derive(Deserialize)]
struct VerdictV1 {
    id: String,
    levels: LevelsV1,
    killers: Vec<String>,
    attribution: AttributionV1,
    overall: u8,
    next_probe: Vec<String>,
    evidence: BTreeMap<String, Vec<SpanV1>>,
    segments: Vec<SegmentV1>,
}

#[derive(Deserialize)]
struct SpanV1 {
    start: usize,
    end: usize,
}

#[derive(Deserialize)]
struct SegmentV1 {
    start: usize,
    end: usize,
    beat: String,
}

/// Reads verdicts with the id of the answer each is about, in the order of the file.
pub fn read(path: &Path) -> Result<Vec<(String, Opinion)>, CorpusError> {
    read_lines(path, "a verdict", |line: VerdictV1| {
        let id = line.id.clone();
        line.into_core().map(|opinion| (id, opinion))
    })
}

impl VerdictV1 {
    fn into_core(self) -> Result<Opinion, String> {
        let mut evidence = Vec::new();
        for (dimension, spans) in self.evidence {
            let spans: Result<Vec<_>, String> = spans.iter().map(|s| span(s.start, s.end)).collect();
            evidence.push((dimension, spans?));
        }
        let mut segments = Vec::new();
        for segment in self.segments {
            segments.push(BeatSpan { chars: span(segment.start, segment.end)?, beat: segment.beat });
        }
        let opinion = Opinion {
            levels: self.levels.into_core(),
            killers: self.killers,
            attribution: self.attribution.into_core(),
            overall: self.overall,
            next_probe: self.next_probe,
            evidence,
            segments,
        };
        opinion.checked().map_err(|e| e.to_string())
    }
}

fn span(start: usize, end: usize) -> Result<Span<Char>, String> {
    Span::new(start, end).ok_or_else(|| format!("a stretch starts at {start} and ends before that, at {end}"))
}
