//! What commands that interview have in common: the terminal as a face, its keys, and the devices.
//!
//! Where both ends are a terminal, keys are read as they are pressed and a status line moves; otherwise lines are printed,
//! and lines of standard input are what is asked for.

pub(super) mod console;
pub(super) mod hands;
pub(super) mod keys;
mod status;
mod words;

use std::io::IsTerminal;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::cli::failure::Failure;
use crate::cli::interview::console::Console;
use crate::cli::interview::hands::Hands;
use crate::cli::interview::keys::Keys;
use crate::core::interview::event::Kind;
use crate::core::interview::plan::Plan;
use crate::io::session::writer::SessionWriter;
use crate::runtime::interview;
use crate::runtime::interview::Ears;
use crate::runtime::interview::Held;
use crate::runtime::interview::Setup;
use crate::runtime::interview::replay::Script;

/// What is made ready before an interview.
pub(super) struct Ready {
    /// With the name of the microphone; none where answers are typed.
    pub(super) ears: Option<(String, Ears)>,
    /// A session that was just begun, or is gone on with.
    pub(super) session: SessionWriter,
    /// Earlier sittings.
    pub(super) before: Option<Script>,
    /// Whether Ctrl+C leaves the session to be gone on with.
    pub(super) leaves: bool,
}

/// Holds an interview in the terminal to its end.
pub(super) fn hold(
    plan: &Plan<'_>,
    hands: &Hands,
    ready: Ready,
    stop: &Arc<AtomicBool>,
) -> Result<Held, Failure> {
    let Ready { ears, session, before, leaves } = ready;
    let id = session.id();
    let voice = hands.voice(plan.settings.voice)?;
    let live = plan.settings.ears && std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
    let (desk, inbox) = interview::desk();
    let mut console = Console::new(live, plan.settings.ears);
    console.greet(ears.as_ref().map(|(microphone, _)| microphone.as_str()));
    if !live {
        // Nobody is asked whether they are ready. It comes before the first line that is read.
        desk.ask(Kind::Start).ok();
        console.go_on_by_itself(desk.clone());
    }
    let leave = leaves.then(|| Arc::clone(stop));
    let keys = Keys::start(&desk, live, !plan.settings.ears, console.shown(), leave)?;
    drop(desk);
    let ears = ears.map(|(_, ears)| ears);
    let setup = Setup { ears, voice, session, before, leaves, speed: hands.speed };
    let held = interview::hold(plan, setup, inbox, &mut console, stop);
    keys.end();
    console.end();
    held.map_err(|error| {
        Failure::of(&error).next(format!("what was said until then is kept: pushback sessions recover {id}"))
    })
}
