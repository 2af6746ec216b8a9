//! `pushback practise`: a spoken interview in the terminal.
//!
//! Where both ends are a terminal, keys are read as they are pressed and a status line moves; otherwise lines are printed,
//! and lines of standard input are what is asked for.

mod console;
mod keys;
mod prepare;
mod status;
mod words;

use std::io::IsTerminal;
use std::path::Path;
use std::path::PathBuf;
use std::sync::atomic::Ordering;

use clap::Args;
use clap::ValueEnum;

use crate::cli::failure::Failure;
use crate::cli::interrupt;
use crate::cli::look;
use crate::cli::output;
use crate::cli::practise::console::Console;
use crate::cli::practise::keys::Keys;
use crate::cli::rubrics;
use crate::cli::sessions;
use crate::core::interview::event::Kind;
use crate::core::interview::plan::Plan;
use crate::io::packs::FIRST_QUESTION;
use crate::io::report::format::Format;
use crate::io::session::record;
use crate::io::session::stamp::Stamp;
use crate::runtime::interview;
use crate::runtime::interview::Held;
use crate::runtime::interview::Setup;
use crate::runtime::told;

#[expect(clippy::struct_excessive_bools, reason = "independent switches of the command line")]
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
    #[arg(long, value_name = "MINUTES", default_value = "3", value_parser = prepare::minutes)]
    limit: f32,

    /// The longest silence that is waited for after a whole sentence
    #[arg(long, value_name = "SECONDS", default_value = "3.5", value_parser = prepare::patience)]
    patience: f32,

    /// Only a key ends an answer, no silence
    #[arg(long)]
    by_key: bool,

    /// Speaking stops the interviewer's voice; for headphones
    #[arg(long)]
    barge_in: bool,

    /// Microphone: a part of its name; the default one if left out
    #[arg(short, long, value_name = "NAME")]
    device: Option<String>,

    /// Speech model: a name of `pushback models list`, or a file
    #[arg(short, long, value_name = "NAME|PATH", env = "PUSHBACK_MODEL")]
    model: Option<String>,

    /// The interviewer's voice: a name of `pushback devices voices`
    #[arg(long, value_name = "NAME", conflicts_with = "no_voice")]
    voice: Option<String>,

    /// How fast the interviewer speaks, from -1 to 1
    #[arg(long, value_name = "PACE", default_value = "0", allow_negative_numbers = true, value_parser = prepare::pace)]
    pace: f32,

    /// Captions only
    #[arg(long)]
    no_voice: bool,

    /// Type the answers; needs neither microphone nor model
    #[arg(long, conflicts_with_all = ["from", "device"])]
    typed: bool,

    /// The data folder, in the place of yours
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,

    /// Recordings that answer in your place: the first the question, the next ones the probes
    #[arg(long, value_name = "FILE", num_args = 1.., conflicts_with = "device")]
    from: Vec<PathBuf>,

    /// How many times as fast as it was spoken a recording is heard; faster than 1 there is no voice
    #[arg(long, value_name = "N", default_value = "1", requires = "from", value_parser = prepare::speed)]
    speed: f32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ModeArg {
    /// A verdict after each answer
    Practice,
    /// No score before the end
    Real,
}

impl Practise {
    /// The data folder that was named.
    pub(crate) fn data(&self) -> Option<&Path> {
        self.data.as_deref()
    }
}

/// Holds the interview and shows what came of it.
pub(crate) fn run(args: &Practise) -> Result<(), Failure> {
    let packs = rubrics::load()?;
    let questions = prepare::questions(&packs, &args.questions)?;
    let stop = interrupt::watch()?;
    let store = sessions::open(args.data.as_deref())?;
    let ears = prepare::ears(args)?;
    let settings = prepare::settings(args, ears.is_some());
    let voice = prepare::voice(args, settings.voice)?;
    let plan = Plan { questions: &questions, settings, lines: packs.lines(), endings: packs.endings() };
    let kind = if questions.len() > 1 { record::Kind::Loop } else { record::Kind::Practise };
    let name = questions.first().map_or("", |question| question.rubric.title.as_str());
    let session = store.create(kind, name, Stamp::now()).map_err(|e| Failure::of(&e))?;
    let (id, path) = (session.id(), session.path().to_owned());

    let live = settings.ears && std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
    let (desk, inbox) = interview::desk();
    let mut console = Console::new(live, settings.ears);
    console.greet(ears.as_ref().map(|(microphone, _)| microphone.as_str()));
    if !live {
        // Nobody is asked whether they are ready. It comes before the first line that is read.
        desk.ask(Kind::Start).ok();
        console.go_on_by_itself(desk.clone());
    }
    let keys = Keys::start(&desk, live, !settings.ears, console.shown())?;
    drop(desk);
    let setup = Setup { ears: ears.map(|(_, ears)| ears), voice, session, speed: args.speed };
    let held = interview::hold(&plan, setup, inbox, &mut console, &stop);
    keys.end();
    console.end();
    let held = held.map_err(|error| {
        Failure::of(&error).next(format!("what was said until then is kept: pushback sessions recover {id}"))
    })?;
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

/// The scorecards.
fn show(held: &Held) -> Result<(), Failure> {
    held.session.answers.iter().try_for_each(|answer| {
        let report = told::report(&held.session, answer, Format::Text, look::terminal());
        output::print_styled(&format!("\n{}", report.unwrap_or_default()))
    })
}
