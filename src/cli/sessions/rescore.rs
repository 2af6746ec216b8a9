//! `pushback sessions rescore`.

use crate::cli::failure::Failure;
use crate::cli::rubrics;
use crate::cli::sessions::each;
use crate::cli::sessions::say;
use crate::core::rubric::changes::Change;
use crate::core::rubric::verdict::Level;
use crate::io::packs::Packs;
use crate::io::report::labels;
use crate::io::session::stamp::Stamp;
use crate::io::session::store::Standing;
use crate::io::session::store::Store;
use crate::io::session::verdict::VerdictFile;
use crate::io::session::writer::SessionWriter;
use crate::runtime::rescore::rescore_in;

/// Judges the named sessions anew, or all that have ended.
pub(super) fn run(store: &Store, ids: &[String], all: bool) -> Result<(), Failure> {
    let packs = rubrics::load()?;
    let ended;
    let ids = if all {
        let listed = store.list().map_err(|error| Failure::of(&error))?;
        let done =
            listed.into_iter().filter(|l| !matches!(l.standing(), Standing::Running | Standing::Interrupted));
        ended = done.map(|listed| listed.id).collect::<Vec<_>>();
        &ended
    } else {
        ids
    };
    each(ids, |id| one(store, &packs, id))
}

fn one(store: &Store, packs: &Packs, id: &str) -> Result<(), Failure> {
    let mut writer = store.change(id).map_err(|error| Failure::of(&error))?;
    let (id, answers) = (writer.id(), writer.session().answers.len());
    if answers == 0 {
        say(format_args!("{id}: no answer to judge"));
    }
    for n in 0..answers {
        let name = if answers > 1 { format!("{id}, answer {}", n + 1) } else { id.clone() };
        answer(&mut writer, packs, n, &name)?;
    }
    Ok(())
}

/// Says what judging one answer anew came to.
fn answer(writer: &mut SessionWriter, packs: &Packs, n: usize, name: &str) -> Result<(), Failure> {
    let judge = rubrics::find(packs, &writer.session().answers[n].question)?;
    let rescored = rescore_in(writer, judge, n, Stamp::now()).map_err(|error| Failure::of(&error))?;
    let after = &rescored.after;
    if rescored.is_as_before() {
        say(format_args!("{name}: {}, judged by it before; nothing changed", rubric(after)));
        return Ok(());
    }
    let Some(before) = &rescored.before else {
        say(format_args!("{name}: {} of 5 by {}", after.score, rubric(after)));
        return Ok(());
    };
    say(format_args!("{name}: {} -> {}", rubric(before), rubric(after)));
    if rescored.changes.is_empty() {
        say("  the same score, levels and killers");
    }
    rescored.changes.iter().for_each(|change| say(format_args!("  {}", text(change))));
    Ok(())
}

fn rubric(verdict: &VerdictFile) -> String {
    let stamp: String = verdict.fingerprint.chars().take(12).collect();
    format!("{} {} ({stamp})", verdict.pack, verdict.version)
}

fn text(change: &Change) -> String {
    let level = |level: Option<Level>| level.map_or("not judged", labels::level);
    match change {
        Change::Score { before, after } => format!("score: {before} -> {after} of 5"),
        Change::Level { label, before, after } => format!("{label}: {} -> {}", level(*before), level(*after)),
        Change::Killer { label, appeared: true } => format!("{label}: absent -> present"),
        Change::Killer { label, appeared: false } => format!("{label}: present -> absent"),
        Change::Attribution { before, after } => {
            format!("attribution: {} -> {}", labels::attribution(*before), labels::attribution(*after))
        }
        Change::Probe { before, after } => {
            let say = |probe: &Option<String>| probe.clone().unwrap_or_else(|| "nothing".to_owned());
            format!("asked next: {} -> {}", say(before), say(after))
        }
    }
}
