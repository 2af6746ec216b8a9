//! `pushback practise`: a spoken interview in the terminal.

use std::path::Path;
use std::sync::atomic::Ordering;

use clap::Args;
use clap::ValueEnum;

use crate::cli::failure::Failure;
use crate::cli::interrupt;
use crate::cli::interview;
use crate::cli::interview::Ready;
use crate::cli::interview::hands::Hands;
use crate::cli::interview::hands::within;
use crate::cli::look;
use crate::cli::output;
use crate::cli::rubrics;
use crate::cli::sessions;
use crate::core::interview::floor::PATIENCE_RANGE_MS;
use crate::core::interview::floor::Patience;
use crate::core::interview::plan::Mode;
use crate::core::interview::plan::Plan;
use crate::core::interview::plan::Settings;
use crate::io::packs::FIRST_QUESTION;
use crate::io::report::format::Format;
use crate::io::session::record;
use crate::io::session::stamp::Stamp;
use crate::runtime::interview::Held;
use crate::runtime::interview::prepare;
use crate::runtime::told;

#[derive(Debug, Args)]
#[command(
    after_help = "Keys: Space or Enter ends the answer or stops the voice, K keeps listening in a silence, P pauses, R gives the answer again,
S skips the question, A says it again, Q ends the session.

Without a terminal, a line of standard input is a key: an empty one is Enter. Longer lines are typed answers.

Examples:
  pushback practise
  pushback practise --mode real --limit 2 --think 20
  pushback practise --from assets/samples/weak.wav --speed 4     a recording answers"
)]
pub(crate) struct Practise {
    /// Question to be asked; several make a longer session
    #[arg(short, long = "question", value_name = "ID", default_value = FIRST_QUESTION)]
    questions: Vec<String>,

    /// Whether anything is shown before the end
    #[arg(long, default_value = "practice")]
    mode: ModeArg,

    /// The most probes a question
    #[arg(long, value_name = "N", default_value = "2", value_parser = clap::value_parser!(u8).range(0..=4))]
    probes: u8,

    /// Time to think before each answer; the first word ends it
    #[arg(long, value_name = "SECONDS", default_value = "0", value_parser = clap::value_parser!(u16).range(0..=600))]
    think: u16,

    /// The longest answer; 0 for no limit
    #[arg(long, value_name = "MINUTES", default_value = "3", value_parser = minutes)]
    limit: f32,

    /// The longest silence that is waited for after a whole sentence
    #[arg(long, value_name = "SECONDS", default_value = "3.5", value_parser = patience)]
    patience: f32,

    #[command(flatten)]
    hands: Hands,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ModeArg {
    /// A verdict after each answer
    Practice,
    /// No score before the end
    Real,
}

fn minutes(text: &str) -> Result<f32, String> {
    within(text, 0.0, 60.0)
}

fn patience(text: &str) -> Result<f32, String> {
    within(text, *PATIENCE_RANGE_MS.start() as f32 / 1000.0, *PATIENCE_RANGE_MS.end() as f32 / 1000.0)
}

impl Practise {
    /// The data folder that was named.
    pub(crate) fn data(&self) -> Option<&Path> {
        self.hands.data.as_deref()
    }
}

/// Holds the interview and shows what came of it.
pub(crate) fn run(args: &Practise) -> Result<(), Failure> {
    let packs = rubrics::load()?;
    let questions = prepare::questions(&packs, &args.questions).map_err(|e| Failure::of(&e))?;
    let stop = interrupt::watch()?;
    let store = sessions::open(args.hands.data.as_deref())?;
    let ears = args.hands.ears()?;
    let settings = settings(args, ears.is_some());
    let (lines, endings) = (packs.lines(), packs.endings());
    let plan = Plan { questions: &questions, settings, schedule: None, lines, endings };
    let name = questions.first().map_or("", |question| question.rubric.title.as_str());
    let created = store.create(record::Kind::Practise, name, Stamp::now());
    let session = created.map_err(|e| Failure::of(&e))?;
    let (id, path) = (session.id(), session.path().to_owned());
    let ready = Ready { ears, session, before: None, leaves: false };
    let held = interview::hold(&plan, &args.hands, ready, &stop)?;
    show(&held)?;
    if held.kept {
        output::print(format!("\nSession {id}\nKept in {}\n", path.display()).as_bytes())?;
    } else {
        output::print(b"Nothing was said; nothing is kept.\n")?;
    }
    if stop.load(Ordering::Relaxed) {
        Err(Failure { what: String::new(), ..Failure::interrupted() })
    } else {
        Ok(())
    }
}

fn settings(args: &Practise, ears: bool) -> Settings {
    let limit_ms = (args.limit * 60_000.0) as u64;
    Settings {
        mode: match args.mode {
            ModeArg::Practice => Mode::Practice,
            ModeArg::Real => Mode::Real,
        },
        max_probes: usize::from(args.probes),
        think_ms: u64::from(args.think) * 1_000,
        limit_ms: (limit_ms > 0).then_some(limit_ms),
        patience: Patience::of((args.patience * 1000.0) as u32),
        automatic_end: !args.hands.by_key,
        barge_in: args.hands.barge_in,
        voice: args.hands.speaks(),
        ears,
    }
}

/// The scorecards.
fn show(held: &Held) -> Result<(), Failure> {
    held.session.answers.iter().try_for_each(|answer| {
        let report = told::report(&held.session, answer, Format::Text, look::terminal());
        output::print_styled(&format!("\n{}", report.unwrap_or_default()))
    })
}
