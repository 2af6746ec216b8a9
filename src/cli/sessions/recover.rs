//! `pushback sessions recover`.

use crate::cli::failure::Failure;
use crate::cli::rubrics;
use crate::cli::sessions::each;
use crate::cli::sessions::say;
use crate::io::report::labels;
use crate::io::session::audio;
use crate::io::session::record::State;
use crate::io::session::recover::Recovered;
use crate::io::session::stamp::Stamp;
use crate::io::session::store::Store;
use crate::runtime::interview::replay::ReplayError;
use crate::runtime::interview::restore;

/// Puts those that are named in order, or all that were interrupted.
pub(super) fn run(store: &Store, ids: &[String]) -> Result<(), Failure> {
    let waiting;
    let ids = match ids {
        [] => {
            waiting = store.interrupted().map_err(|error| Failure::of(&error))?;
            &waiting
        }
        named => named,
    };
    if ids.is_empty() {
        say("no session was interrupted");
    }
    each(ids, |id| {
        match store.recover(id, Stamp::now()).map_err(|error| Failure::of(&error))? {
            Some(recovered) => say(format_args!("{id}: {}", text(&recovered))),
            // Recovered before, but its pack was missing or the judging was cut short.
            None if waits_for_judging(store, id)? => {}
            None => {
                say(format_args!("{id}: was not interrupted"));
                return Ok(());
            }
        }
        judge(store, id)
    })
}

fn waits_for_judging(store: &Store, id: &str) -> Result<bool, Failure> {
    let found = store.find(id).map_err(|error| Failure::of(&error))?;
    Ok(found.session.is_ok_and(|session| session.state == State::Recovered && session.answers.is_empty()))
}

/// What was said in an interview until it was interrupted is judged. A session that was none has nothing to judge.
fn judge(store: &Store, id: &str) -> Result<(), Failure> {
    let packs = rubrics::load()?;
    let mut session = store.change(id).map_err(|error| Failure::of(&error))?;
    let answers = match restore::answers(session.path(), &packs, Stamp::now()) {
        Err(ReplayError::NoPlan) => return Ok(()),
        answers => answers.map_err(|error| Failure::of(&error))?,
    };
    let judged = answers.iter().filter(|answer| !answer.verdicts.is_empty()).count();
    session.change(|session| session.answers = answers).map_err(|error| Failure::of(&error))?;
    if judged > 0 {
        say(format_args!("{id}: what was said until then is judged; `pushback sessions show {id}`"));
    }
    Ok(())
}

fn text(recovered: &Recovered) -> String {
    let sound = recovered.samples.map_or_else(
        || "no sound".to_owned(),
        |samples| format!("{} of sound", labels::clock(samples / (audio::RATE / 1000))),
    );
    let cut = match recovered.cut {
        0 => String::new(),
        bytes => format!("; {bytes} bytes of a half-written event were cut off"),
    };
    format!("recovered {sound} and {} events{cut}", recovered.events)
}

/// Tells of sessions that wait to be recovered.
pub(super) fn offer(store: &Store) {
    // Whoever cannot list them has been told so by the command itself.
    let waiting = store.interrupted().unwrap_or_default();
    if let [first, rest @ ..] = waiting.as_slice() {
        let (what, id) = match rest {
            [] => ("a session was interrupted".to_owned(), format!(" {first}")),
            rest => (format!("{} sessions were interrupted", rest.len() + 1), String::new()),
        };
        anstream::eprintln!("pushback: {what}; `pushback sessions recover{id}` puts what there is in order");
    }
}
