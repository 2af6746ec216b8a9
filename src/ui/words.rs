//! How the window calls things.

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
