//! `pushback eval`: how well the analyser agrees with labelled answers, and why it does not.

mod table;
mod why;

use std::io::Write;
use std::path::Path;
use std::path::PathBuf;

use clap::Args;
use clap::ValueEnum;

use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::rubrics;
use crate::core::eval::answer::Labelled;
use crate::core::eval::answer::Opinion;
use crate::core::eval::difference::Difference;
use crate::core::eval::difference::differences;
use crate::core::eval::figures::Figures;
use crate::core::eval::figures::Pair;
use crate::core::rubric::verdict::RubricStamp;
use crate::core::rubric::verdict::Verdict;
use crate::core::transcript::Transcript;
use crate::io::corpus::answers;
use crate::io::corpus::figures;
use crate::io::corpus::verdicts;

/// Measures verdicts against labelled answers.
#[derive(Debug, Args)]
pub struct EvalArgs {
    /// Labelled answers, one JSON object a line
    #[arg(value_name = "CORPUS.jsonl")]
    pub corpus: PathBuf,
    /// How to print the figures
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// List the N answers with the most differences, as expected -> got
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub worst: usize,
    /// Explain the verdict on one answer instead: its beats, levels, rules and time line beside the labels
    #[arg(long, value_name = "ID")]
    pub why: Option<String>,
    /// Measure the verdicts in this file, one JSON object a line, instead of judging
    #[arg(long, value_name = "FILE")]
    pub verdicts: Option<PathBuf>,
}

/// How to print the figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Tables for people.
    Text,
    /// One JSON object.
    Json,
}

impl EvalArgs {
    /// What is wrong with arguments that are right one by one.
    pub(crate) fn misuse(&self) -> Option<&'static str> {
        let both = self.why.is_some() && self.format == Format::Json;
        both.then_some("--why prints text only: leave --format json out")
    }
}

/// Gives the verdict on an answer.
pub type Judge<'a> = &'a dyn Fn(&Labelled) -> Result<Verdict, Failure>;

/// A labelled answer and what was said about it.
struct Judged {
    label: Labelled,
    opinion: Opinion,
    differences: Vec<Difference>,
    /// Absent where the opinion was read from a file.
    verdict: Option<Verdict>,
}

/// Everything that was compared.
struct Evaluation {
    judged: Vec<Judged>,
    /// Labelled answers without a verdict.
    missing: usize,
}

/// Runs the command with the rubric of each answer's question.
pub fn run(args: &EvalArgs) -> Result<(), Failure> {
    let packs = rubrics::load()?;
    let judge = |answer: &Labelled| {
        let rubric = rubrics::find(&packs, &answer.question).map_err(|mut failure| {
            failure.what = format!("answer {:?}: {}", answer.id, failure.what);
            failure
        })?;
        Ok(rubric.judge(&Transcript::from_text(&answer.text())))
    };
    run_with(args, &judge, &mut anstream::stdout().lock())
}

/// Runs the command with a judge and writes what it prints to `out`.
pub fn run_with(args: &EvalArgs, judge: Judge<'_>, out: &mut dyn Write) -> Result<(), Failure> {
    let labels = answers::read(&args.corpus).map_err(|e| Failure::of(&e))?;
    let text = match &args.why {
        Some(id) => explain(args, &labels, id, judge)?,
        None => measure(args, labels, judge)?,
    };
    output::settled(out.write_all(text.as_bytes()).and_then(|()| out.flush())).map(drop)
}

fn explain(args: &EvalArgs, labels: &[Labelled], id: &str, judge: Judge<'_>) -> Result<String, Failure> {
    let label = labels.iter().find(|l| l.id == id).ok_or_else(|| {
        let given = args.corpus.display();
        Failure::new(format!("no answer has the id {id:?} in {given}")).next("--worst N lists ids")
    })?;
    let evaluation = evaluate(args, vec![label.clone()], judge)?;
    Ok(evaluation.judged.iter().map(why::page).collect())
}

fn measure(args: &EvalArgs, labels: Vec<Labelled>, judge: Judge<'_>) -> Result<String, Failure> {
    let evaluation = evaluate(args, labels, judge)?;
    let pairs: Vec<Pair<'_>> = evaluation.judged.iter().map(|j| (&j.label, &j.opinion)).collect();
    let measured = Figures::of(&pairs);
    let worst = evaluation.worst(args.worst);
    match args.format {
        Format::Json => {
            let json = figures::to_json(&measured, evaluation.missing, &worst);
            json.map(|text| text + "\n").map_err(|e| Failure::of(&e))
        }
        Format::Text => {
            let head = table::head(&args.corpus, &measured, evaluation.missing, evaluation.stamp());
            Ok(head + &table::figures(&measured) + &table::confusions(&measured) + &table::worst(&worst))
        }
    }
}

fn evaluate(args: &EvalArgs, labels: Vec<Labelled>, judge: Judge<'_>) -> Result<Evaluation, Failure> {
    let total = labels.len();
    let judged = match &args.verdicts {
        Some(file) => read_verdicts(file, labels)?,
        None => labels.into_iter().map(|label| judge_one(label, judge)).collect::<Result<_, _>>()?,
    };
    if judged.is_empty() {
        return Err(Failure::new("no verdict carries the id of a labelled answer")
            .next("check that both files are about the same answers"));
    }
    Ok(Evaluation { missing: total - judged.len(), judged })
}

fn judge_one(label: Labelled, judge: Judge<'_>) -> Result<Judged, Failure> {
    let verdict = judge(&label)?;
    let opinion = Opinion::of(&verdict).map_err(|e| Failure::new(format!("answer {:?}: {e}", label.id)))?;
    Ok(Judged { differences: differences(&label, &opinion), label, opinion, verdict: Some(verdict) })
}

fn read_verdicts(file: &Path, labels: Vec<Labelled>) -> Result<Vec<Judged>, Failure> {
    let read = verdicts::read(file).map_err(|e| Failure::of(&e))?;
    let mut by_id: std::collections::HashMap<String, Opinion> = read.into_iter().collect();
    let pair = |label: Labelled| {
        let opinion = by_id.remove(&label.id)?;
        Some(Judged { differences: differences(&label, &opinion), label, opinion, verdict: None })
    };
    Ok(labels.into_iter().filter_map(pair).collect())
}

impl Evaluation {
    /// The `n` answers that differ most, most differences first; among equals in the order of the corpus.
    fn worst(&self, n: usize) -> Vec<(&str, &[Difference])> {
        let differing = self.judged.iter().filter(|j| !j.differences.is_empty());
        let mut worst: Vec<_> = differing.map(|j| (j.label.id.as_str(), j.differences.as_slice())).collect();
        worst.sort_by_key(|(_, differences)| std::cmp::Reverse(differences.len()));
        worst.truncate(n);
        worst
    }

    /// The rubric that judged, where all answers were judged by the same one.
    fn stamp(&self) -> Option<&RubricStamp> {
        let mut stamps = self.judged.iter().map(|j| j.verdict.as_ref().map(|v| &v.rubric));
        let first = stamps.next().flatten()?;
        stamps.all(|stamp| stamp == Some(first)).then_some(first)
    }
}
