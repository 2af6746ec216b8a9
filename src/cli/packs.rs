//! `pushback packs`: lists the rule packs, and proves that a pack does what its files say.

use std::path::Path;
use std::path::PathBuf;

use clap::Args;
use clap::Subcommand;

use crate::cli::failure::Failure;
use crate::cli::rubrics;
use crate::core::text;
use crate::core::transcript::Transcript;
use crate::io::packs::Packs;
use crate::io::packs::check;
use crate::io::packs::files;
use crate::io::packs::problem::PackError;
use crate::io::packs::problem::Problem;

/// Rule packs: the questions, and how their answers are judged.
#[derive(Debug, Args)]
pub struct PacksArgs {
    #[command(subcommand)]
    command: PacksCommand,
}

#[derive(Debug, Subcommand)]
enum PacksCommand {
    /// Lists all packs with their questions.
    List,
    /// Checks packs: names, wordings, probes, examples, samples and pairs.
    Check {
        /// A pack, or a folder with packs and cues, on top of the built-in ones; only those without it.
        dir: Option<PathBuf>,
    },
    /// Shows what the cues hear in a sentence: its clauses, and the events with the frames that found them.
    Hear {
        /// The sentence.
        text: String,
        /// A folder with packs and cues on top of the built-in ones.
        #[arg(long, value_name = "DIR")]
        with: Option<PathBuf>,
    },
}

/// Runs the subcommand.
pub fn run(args: PacksArgs) -> Result<(), Failure> {
    match args.command {
        PacksCommand::List => list(),
        PacksCommand::Check { dir } => check(dir.as_deref()),
        PacksCommand::Hear { text, with } => hear(&text, with.as_deref()),
    }
}

fn list() -> Result<(), Failure> {
    let packs = rubrics::load()?;
    for pack in packs.all() {
        let rubric = &pack.rubric;
        let stamp = &rubric.stamp;
        anstream::println!("{}  {}  {}  {}", stamp.pack, stamp.version, stamp.fingerprint, rubric.question());
    }
    Ok(())
}

fn check(dir: Option<&Path>) -> Result<(), Failure> {
    let user = dir.map(files::read).transpose().map_err(|e| Failure::of(&e))?;
    let all = files::overlay(files::builtin(), user.unwrap_or_default());
    let packs = match Packs::from_files(&all) {
        Ok(packs) => packs,
        Err(PackError::Broken(problems)) => return Err(faults(&problems)),
        Err(error) => return Err(Failure::of(&error)),
    };
    let found = check::check(&packs, &|rubric, answer| rubric.judge(answer));
    if !found.is_empty() {
        return Err(faults(&found));
    }
    let (frames, examples, pairs) = packs.counts();
    let ids: Vec<_> = packs.ids().collect();
    anstream::println!(
        "all is well: {} ({frames} frames, {examples} examples, {pairs} pairs)",
        ids.join(", ")
    );
    Ok(())
}

fn faults(found: &[Problem]) -> Failure {
    for problem in found {
        anstream::println!("{problem}");
    }
    let (n, s) = (found.len(), if found.len() == 1 { "" } else { "s" });
    Failure::new(format!("{n} fault{s} in the packs")).next("correct the lines above and check again")
}

fn hear(said: &str, with: Option<&Path>) -> Result<(), Failure> {
    let packs = Packs::load(with).map_err(|e| Failure::of(&e))?;
    let transcript = Transcript::from_text(said);
    let reading = text::read(&transcript);
    let words = |start: usize, end: usize| transcript.slice(reading.chars(start, end));
    for clause in &reading.clauses {
        let negated = if clause.negated { ", negated" } else { "" };
        let passive = if clause.passive { ", passive" } else { "" };
        let reported = if clause.reported { ", reported" } else { "" };
        anstream::println!(
            "{:?}  [{:?} {:?} {:?} {:?}{negated}{passive}{reported}]",
            words(clause.start, clause.end),
            clause.link,
            clause.agent,
            clause.time,
            clause.mood
        );
    }
    let findings = packs.cues().find(&reading);
    for event in &findings.events {
        let frame = &packs.cues().frames.frames()[event.frame];
        anstream::println!(
            "{}  {}  {:.2}  {:?}",
            frame.event,
            frame.id,
            event.certainty,
            words(event.start, event.end)
        );
    }
    Ok(())
}
