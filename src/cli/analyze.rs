//! `pushback analyze`: judges text.

use std::io;
use std::io::BufWriter;
use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use clap::ValueEnum;
use serde::Deserialize;

use crate::cli::failure::Failure;
use crate::cli::input::Input;
use crate::cli::input::Line;
use crate::cli::look;
use crate::cli::output;
use crate::cli::rubrics;
use crate::core::transcript::Transcript;
use crate::io::packs::FIRST_QUESTION;
use crate::io::packs::Packs;
use crate::io::report::ReportInput;
use crate::io::report::json;
use crate::io::report::text;

/// Exit status of a command that was used wrongly.
const MISUSE: u8 = 2;

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  pushback analyze --question ownership_failure answer.txt
  pushback analyze --format text answer.txt
  pushback analyze --jsonl answers.jsonl > verdicts.jsonl

A line of --jsonl input is {\"id\": \"a-1\", \"question\": \"ownership_failure\", \"text\": \"...\"}; its verdict has the
same id and the same place among the lines.")]
pub(crate) struct Analyze {
    /// The text to judge; - or nothing reads standard input
    file: Option<PathBuf>,

    /// Which question was answered
    #[arg(short, long, value_name = "ID", default_value = FIRST_QUESTION)]
    question: String,

    /// How the verdict is printed
    #[arg(short, long, default_value = "json", conflicts_with = "jsonl")]
    format: Format,

    /// Read one answer a line, print one verdict a line
    #[arg(long)]
    jsonl: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For programs
    Json,
    /// For people
    Text,
}

/// Judges what the arguments name.
pub(crate) fn run(args: &Analyze) -> Result<(), Failure> {
    if args.jsonl { lines(args) } else { one(args) }
}

fn one(args: &Analyze) -> Result<(), Failure> {
    let packs = rubrics::load()?;
    let rubric = rubrics::find(&packs, &args.question)?;
    let input = Input::open(args.file.as_deref())?;
    let name = input.name();
    let text = input.text()?;
    is_an_answer(&text).map_err(|fault| Failure { what: format!("{}: {name}", fault.what), ..fault })?;
    let transcript = Transcript::from_text(&text);
    let verdict = rubric.judge(&transcript);
    let report = ReportInput {
        name: &name,
        question_text: rubric.question(),
        recording: None,
        transcript: &transcript,
        verdict: &verdict,
        asked: &[],
    };
    match args.format {
        Format::Json => output::print(json::render(&report).as_bytes()),
        Format::Text => output::print_styled(&text::render(&report, look::terminal())),
    }
}

/// Whoever hands over nothing, or a file of another kind, has most likely named the wrong one.
fn is_an_answer(text: &str) -> Result<(), Failure> {
    let wrong = |what: &str| Failure { status: MISUSE, ..Failure::new(what) };
    if text.contains('\0') {
        return Err(wrong("not a text: it holds NUL bytes").next("save the answer as plain text in UTF-8"));
    }
    if text.trim().is_empty() {
        return Err(
            wrong("there is no answer to judge").next("write it into the file, or pass it on standard input")
        );
    }
    Ok(())
}

/// A line of input. Keys that are not named here are of no concern.
#[derive(Deserialize)]
struct Answer {
    id: String,
    question: Option<String>,
    text: String,
}

/// Verdicts leave as soon as they are made, in a buffer's worth at a time; those before a broken line are printed.
fn lines(args: &Analyze) -> Result<(), Failure> {
    let packs = rubrics::load()?;
    let mut input = Input::open(args.file.as_deref())?;
    let mut out = BufWriter::new(io::stdout().lock());
    let mut verdict_line = Vec::new();
    let outcome = loop {
        let line = match input.line() {
            Ok(Some(line)) => line,
            Ok(None) => break Ok(()),
            Err(failure) => break Err(failure),
        };
        verdict_line.clear();
        let judged = judge(&packs, args, &line, &mut verdict_line).map_err(|f| at_line(f, &input, &line));
        if let Err(failure) = judged {
            break Err(failure);
        }
        if !output::settled(out.write_all(&verdict_line))? {
            return Ok(());
        }
    };
    output::settled(out.flush())?;
    outcome
}

fn judge(packs: &Packs, args: &Analyze, line: &Line, out: &mut Vec<u8>) -> Result<(), Failure> {
    let answer: Answer = serde_json::from_str(&line.text).map_err(|e| {
        Failure::new(without_place(&e)).next("a line is {\"id\": ..., \"question\": ..., \"text\": ...}")
    })?;
    let rubric = rubrics::find(packs, answer.question.as_deref().unwrap_or(&args.question))?;
    let transcript = Transcript::from_text(&answer.text);
    json::write_line(out, &answer.id, &transcript, &rubric.judge(&transcript));
    Ok(())
}

fn at_line(failure: Failure, input: &Input, line: &Line) -> Failure {
    Failure { what: format!("{}: line {}: {}", input.name(), line.number, failure.what), ..failure }
}

/// Without the line, which is always the first for who reads one at a time.
fn without_place(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let end = text.rfind(" at line ").unwrap_or(text.len());
    format!("{} at column {}", &text[..end], error.column())
}
