//! `pushback loop`: a timed rehearsal with several interviewers in the terminal.

use std::fmt::Write;
use std::path::Path;
use std::sync::atomic::Ordering;

use clap::Args;

use crate::cli::failure::Failure;
use crate::cli::interrupt;
use crate::cli::interview;
use crate::cli::interview::Ready;
use crate::cli::interview::hands::Hands;
use crate::cli::output;
use crate::cli::rubrics;
use crate::cli::sessions;
use crate::cli::table::table;
use crate::core::interview::plan::Mode;
use crate::core::interview::plan::Plan;
use crate::core::interview::plan::Settings;
use crate::io::packs::Packs;
use crate::io::session::record::Kind;
use crate::io::session::record::Session;
use crate::io::session::rehearsal::PartEnd;
use crate::io::session::stamp::Stamp;
use crate::io::session::store::Store;
use crate::runtime::interview::Held;
use crate::runtime::interview::loops;
use crate::runtime::interview::loops::Prepared;
use crate::runtime::interview::loops::Wanted;
use crate::runtime::interview::replay;

/// The plan that is held where none is named.
const FIRST_PLAN: &str = "quick";

#[derive(Debug, Args)]
#[command(
    after_help = "Nothing is shown before the end. Questions are drawn without those of your last three loops.

Keys: Space or Enter ends the answer, stops the voice or ends a break, K keeps listening in a silence, P pauses (the clock
stands still), R gives the answer again, S skips the question, A says it again, Q ends the loop. Ctrl+C leaves it to be
gone on with: pushback loop --resume

Examples:
  pushback loop
  pushback loop standard --ask conflict_colleague --ask risk
  pushback loop --list"
)]
pub(crate) struct FullLoop {
    /// Which plan; `--list` shows them
    #[arg(value_name = "PLAN", default_value = FIRST_PLAN)]
    plan: String,

    /// Show the plans there are, and end
    #[arg(long)]
    list: bool,

    /// A question that is to be among those asked; may be named several times
    #[arg(long = "ask", value_name = "ID")]
    ask: Vec<String>,

    /// Draw the same questions as the same number did before
    #[arg(long, value_name = "N")]
    seed: Option<u64>,

    /// Go on with a loop that was left or interrupted: the last one, or the one that is named
    #[arg(long, value_name = "SESSION", num_args = 0..=1, default_missing_value = "last", conflicts_with_all = ["ask", "seed"])]
    resume: Option<String>,

    #[command(flatten)]
    hands: Hands,
}

impl FullLoop {
    /// The data folder that was named.
    pub(crate) fn data(&self) -> Option<&Path> {
        self.hands.data.as_deref()
    }

    /// Whether a loop is held: the list of plans changes nothing.
    pub(crate) fn holds(&self) -> bool {
        !self.list
    }
}

/// Holds the loop and shows what came of it.
pub(crate) fn run(args: &FullLoop) -> Result<(), Failure> {
    let packs = rubrics::load()?;
    if args.list {
        return list(&packs);
    }
    let store = sessions::open(args.hands.data.as_deref())?;
    match &args.resume {
        Some(id) => go_on(args, &packs, &store, id),
        None => begin(args, &packs, &store),
    }
}

fn list(packs: &Packs) -> Result<(), Failure> {
    let rows: Vec<[String; 3]> = packs
        .loops()
        .plans
        .iter()
        .map(|plan| [plan.id.clone(), format!("{} min", plan.minutes), plan.about.clone()])
        .collect();
    output::print(table(["PLAN", "LENGTH", "WHAT"], &rows).as_bytes())
}

fn begin(args: &FullLoop, packs: &Packs, store: &Store) -> Result<(), Failure> {
    let wanted = Wanted {
        plan: args.plan.clone(),
        chosen: args.ask.clone(),
        lately: loops::lately(store).map_err(|e| Failure::of(&e))?,
        seed: args.seed.unwrap_or_else(|| Stamp::now().seed()),
    };
    let Prepared { questions, schedule } = loops::prepare(packs, &wanted).map_err(|e| Failure::of(&e))?;
    let stop = interrupt::watch()?;
    let ears = args.hands.ears()?;
    let settings = settings(args, ears.is_some());
    let (lines, endings) = (packs.lines(), packs.endings());
    let plan = Plan { questions: &questions, settings, schedule: Some(&schedule), lines, endings };
    let session = store.create(Kind::Loop, &schedule.title, Stamp::now()).map_err(|e| Failure::of(&e))?;
    let id = session.id();
    let ready = Ready { ears, session, before: None, leaves: true };
    let held = interview::hold(&plan, &args.hands, ready, &stop)?;
    tell(&held, &id, &stop)
}

fn go_on(args: &FullLoop, packs: &Packs, store: &Store, id: &str) -> Result<(), Failure> {
    let unfinished = || loops::unfinished(store).map_err(|e| Failure::of(&e));
    let id = match id {
        "last" => unfinished()?.ok_or_else(|| {
            Failure::new("no loop was left or interrupted").next("begin one: pushback loop")
        })?,
        id => id.to_owned(),
    };
    let listed = store.find(&id).map_err(|e| Failure::of(&e))?;
    let id = listed.id;
    let stop = interrupt::watch()?;
    let ears = args.hands.ears()?;
    let session = store.go_on(&id, Stamp::now()).map_err(|e| Failure::of(&e))?;
    let script = replay::read(session.path()).map_err(|e| Failure::of(&e))?;
    let questions = script.questions(packs).map_err(|e| Failure::of(&e))?;
    let schedule = script.schedule(packs).map_err(|e| Failure::of(&e))?;
    let settings = Settings { ears: ears.is_some(), voice: args.hands.speaks(), ..script.settings() };
    let (lines, endings) = (packs.lines(), packs.endings());
    let plan = Plan { questions: &questions, settings, schedule: schedule.as_ref(), lines, endings };
    let ready = Ready { ears, session, before: Some(script), leaves: true };
    let held = interview::hold(&plan, &args.hands, ready, &stop)?;
    tell(&held, &id, &stop)
}

fn settings(args: &FullLoop, ears: bool) -> Settings {
    Settings {
        mode: Mode::Real,
        // The clock of the loop is the limit.
        limit_ms: None,
        automatic_end: !args.hands.by_key,
        barge_in: args.hands.barge_in,
        voice: args.hands.speaks(),
        ears,
        ..Settings::default()
    }
}

fn tell(held: &Held, id: &str, stop: &std::sync::atomic::AtomicBool) -> Result<(), Failure> {
    if !held.kept {
        output::print(b"Nothing was said; nothing is kept.\n")?;
    } else if held.left {
        output::print(format!("\nLeft in the middle. Go on with: pushback loop --resume {id}\n").as_bytes())?;
    } else {
        output::print(outcome(&held.session, id).as_bytes())?;
    }
    if stop.load(Ordering::Relaxed) {
        return Err(Failure { what: String::new(), ..Failure::interrupted() });
    }
    Ok(())
}

/// What was asked, and what became of it.
fn outcome(session: &Session, id: &str) -> String {
    let mut text = String::from("\n");
    let parts = session.rehearsal.iter().flat_map(|rehearsal| &rehearsal.parts);
    for part in parts {
        let Some(question) = &part.question else { continue };
        let score =
            part.answer.and_then(|at| session.answers.get(at)?.verdict()).map(|verdict| verdict.score);
        let became = match (part.end, score) {
            (Some(PartEnd::NotReached), _) => "not asked: there was no time for it".to_owned(),
            (_, None) if part.began_ms.is_none() => "not asked".to_owned(),
            (_, Some(score)) => format!("{score} of 5"),
            _ => "nothing was said".to_owned(),
        };
        writeln!(text, "  {question}: {became}").ok();
    }
    writeln!(text, "\nSession {id}").ok();
    text
}
