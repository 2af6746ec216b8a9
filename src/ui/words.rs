//! How the window calls things.

use crate::core::interview::effect::Notice;
use crate::core::rubric::changes::Change;
use crate::core::rubric::verdict::Attribution;
use crate::core::rubric::verdict::Disclosure;
use crate::core::rubric::verdict::Level;
use crate::core::view::Stage;
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
        Change::Score { before, after } => format!("Score: {before} to {after} of 5"),
        Change::Level { label, before, after } => format!("{label}: {} to {}", name(before), name(after)),
        Change::Killer { label, appeared: true } => format!("{label}: now there"),
        Change::Killer { label, appeared: false } => format!("{label}: gone"),
        Change::Attribution { before, after } => {
            format!("Where you put the causes: {} to {}", causes(*before), causes(*after))
        }
        Change::Probe { before, after } => {
            let say = |probe: &Option<String>| probe.clone().unwrap_or_else(|| "nothing".to_owned());
            format!("Asked next: {} to {}", say(before), say(after))
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

/// What goes on in an interview, and what to do.
pub(super) fn stage(stage: Stage) -> (&'static str, &'static str) {
    match stage {
        Stage::Ready => ("Ready", "Begin when you are"),
        Stage::Asking => ("Listen", "The interviewer speaks"),
        Stage::Opening => ("Your turn", "Go ahead"),
        Stage::Thinking => ("Take your time", "Your first word ends it"),
        Stage::Listening => ("Your turn", "You are listened to"),
        Stage::Speaking => ("Hearing you", "Go on as long as you like"),
        Stage::NoMicrophone => ("Your turn", "Type your answer below"),
        Stage::Finishing => ("One moment", "The last words are written down"),
        Stage::Done => ("Done", "Go on when you are ready"),
        Stage::Held => ("Paused", "Nobody listens"),
        Stage::Over => ("Over", "Thank you"),
    }
}

/// What a person is told in an interview.
pub(super) fn notice(notice: &Notice) -> String {
    match notice {
        Notice::NoVoice => "There is no voice: read the questions".into(),
        Notice::TypeInstead => "Type your answer below".into(),
        Notice::FallingBehind => "Writing down takes longer; nothing is lost".into(),
        Notice::CaughtUp => "Everything is written down again".into(),
        Notice::NotHeard => "A part could not be written down; its sound is kept".into(),
        Notice::NothingSaid => "No words were heard yet".into(),
        Notice::DeviceLost => "The microphone went away; what you said is kept".into(),
        Notice::DeviceBack { name } => format!("{name} listens; go on"),
        Notice::TimeUp => "The time for this answer is up".into(),
        Notice::MaySkip => "Nothing comes to mind? You can skip it".into(),
    }
}

/// An id as a person reads it: `root_cause` becomes `Root cause`.
pub(super) fn title(id: &str) -> String {
    let mut letters = id.chars().map(|c| if c == '_' { ' ' } else { c });
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
