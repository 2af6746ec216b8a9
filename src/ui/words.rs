//! How the window calls things.

use crate::core::rubric::changes::Change;
use crate::core::rubric::verdict::Attribution;
use crate::core::rubric::verdict::Disclosure;
use crate::core::rubric::verdict::Level;
use crate::io::session::record::Kind;
use crate::io::session::store::Standing;

/// Minutes and seconds of ms.
pub(super) fn clock(ms: usize) -> String {
    format!("{}:{:02}", ms / 60_000, ms / 1_000 % 60)
}

/// What a session was for.
pub(super) fn kind(kind: Option<Kind>) -> &'static str {
    match kind {
        Some(Kind::Practise) => "Practice",
        Some(Kind::Loop) => "Full loop",
        Some(Kind::Review) => "Recording",
        None => "Unreadable",
    }
}

/// How a session stands, where that is worth a word.
pub(super) fn standing(standing: Standing) -> Option<&'static str> {
    match standing {
        Standing::Done => None,
        Standing::Running => Some("in progress"),
        Standing::Interrupted => Some("interrupted"),
        Standing::Recovered => Some("recovered"),
        Standing::Newer => Some("from a newer version"),
        Standing::Damaged => Some("damaged"),
    }
}

/// How far a dimension was reached, in a word.
pub(super) fn level(level: Level) -> &'static str {
    match level {
        Level::Graded(0) | Level::Disclosed(Disclosure::Absent) => "not said",
        Level::Graded(1) => "thin",
        Level::Graded(_) => "full",
        Level::Disclosed(Disclosure::Untimed) => "said, not when",
        Level::Disclosed(Disclosure::Reactive) => "only when found out",
        Level::Disclosed(Disclosure::Proactive) => "before it was found",
    }
}

/// What differs between two verdicts, as a line.
pub(super) fn change(change: &Change) -> String {
    let name = |at: &Option<Level>| at.map_or("not judged", level);
    match change {
        Change::Score { before, after } => format!("Score: {before} → {after} of 5"),
        Change::Level { label, before, after } => format!("{label}: {} → {}", name(before), name(after)),
        Change::Killer { label, appeared: true } => format!("{label}: now there"),
        Change::Killer { label, appeared: false } => format!("{label}: gone"),
        Change::Attribution { before, after } => {
            format!("Where you put the causes: {} → {}", causes(*before), causes(*after))
        }
        Change::Probe { before, after } => {
            let say = |probe: &Option<String>| probe.clone().unwrap_or_else(|| "nothing".to_owned());
            format!("Asked next: {} → {}", say(before), say(after))
        }
    }
}

/// Where the causes are put.
pub(super) fn causes(level: Attribution) -> &'static str {
    match level {
        Attribution::External => "with others and circumstances",
        Attribution::Mixed => "with both",
        Attribution::Internal => "with yourself",
    }
}

/// An id as a person reads it: `root_cause` becomes `Root cause`.
pub(super) fn title(id: &str) -> String {
    let mut letters = id.chars().map(|c| if c == '_' { ' ' } else { c });
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
