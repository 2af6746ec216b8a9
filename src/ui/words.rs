//! How the window calls things.

use crate::core::debrief::packet::Came;
use crate::core::interview::effect::Notice;
use crate::core::rubric::changes::Change;
use crate::core::rubric::verdict::Attribution;
use crate::core::rubric::verdict::Disclosure;
use crate::core::rubric::verdict::Level;
use crate::core::view::Stage;
use crate::io::capture::error::CaptureError;
use crate::io::player::PlayError;
pub(super) use crate::io::report::labels::clock;
pub(super) use crate::io::report::labels::title;
use crate::io::session::record::Kind;
use crate::io::session::store::Standing;
use crate::io::voice::error::VoiceError;

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
        Standing::Left => Some("to be gone on with"),
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
        Level::Disclosed(Disclosure::Untimed) => "no time said",
        Level::Disclosed(Disclosure::Reactive) => "found out first",
        Level::Disclosed(Disclosure::Proactive) => "told first",
    }
}

/// With a capital letter in front.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// How something came out in an answer.
pub(super) fn came(came: Came) -> &'static str {
    match came {
        Came::Offered => "offered",
        Came::Pulled => "more after a probe",
        Came::Thin => "not asked about",
        Came::Open => "still open after a probe",
        Came::Unheard => "not asked about",
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

/// What is missing, by the name of its dimension; two gaps have none.
pub(super) fn gap(name: &str) -> &str {
    match name {
        "story" => "A story that fits the question",
        "attribution" => "Who or what caused it",
        name => name,
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
        Stage::Break => ("Break", "Nobody listens; it goes on by itself"),
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
        Notice::NotAsked { .. } => "One question was left out for want of time".into(),
    }
}

/// How fast a speech model is, in plain words. `times` is how many seconds of speech it reads in a second.
pub(super) fn speed(times: f32) -> String {
    match times {
        t if t < 0.8 => "slower than you speak".to_owned(),
        t if t < 1.3 => "about as fast as you speak".to_owned(),
        t if t < 1.75 => "half as fast again as you speak".to_owned(),
        t => format!("{t:.0} times as fast as you speak"),
    }
}

/// Seconds that are left, roughly.
pub(super) fn left(seconds: u64) -> String {
    match seconds {
        0..=4 => "a few seconds left".to_owned(),
        5..=89 => format!("about {} seconds left", seconds.div_ceil(5) * 5),
        _ => format!("about {} minutes left", seconds.div_ceil(60)),
    }
}

/// Why the interviewer cannot be heard, and what helps.
pub(super) fn no_voice(fault: &VoiceError) -> String {
    match fault {
        VoiceError::Absent { .. } if cfg!(target_os = "linux") => {
            "This computer has no voice yet. Questions are shown as text, and everything else works. To hear them, \
             install speech-dispatcher with a voice, for example: apt-get install speech-dispatcher \
             speech-dispatcher-espeak-ng"
                .to_owned()
        }
        VoiceError::Absent { .. } => "This computer has no voice switched on. Questions are shown as text, and everything \
             else works. To hear them, switch on a voice in the system's settings for speech."
            .to_owned(),
        VoiceError::Hangs | VoiceError::Died => {
            "The voice does not answer. Questions are shown as text until it does; try again in a moment.".to_owned()
        }
        VoiceError::Refused { why } => {
            format!("The voice did not speak ({why}). Questions are shown as text; try again, or choose another voice.")
        }
        VoiceError::NoSuchVoice { name } => format!("There is no voice called {name} any more. Choose another."),
        VoiceError::Off => "This program was built without a voice. Questions are shown as text.".to_owned(),
    }
}

/// Why nothing is heard, and what helps.
pub(super) fn no_microphone(fault: &CaptureError) -> String {
    match fault {
        CaptureError::None => {
            "No microphone was found. Plug one in, or switch it on in the system's settings; it is noticed by itself."
                .to_owned()
        }
        CaptureError::Gone { name } => {
            format!("{name} is not there. Plug it in again, or choose another; it is noticed by itself.")
        }
        CaptureError::Forbidden { .. } => {
            "The system does not let Pushback use the microphone. Allow it in the privacy settings.".to_owned()
        }
        CaptureError::Busy { name } => {
            format!("{name} is in use by another program. Close that, or choose another microphone.")
        }
        CaptureError::Form { name, .. } => format!("{name} gives sound that is not understood. Choose another."),
        CaptureError::Failed { name, why } if name == "list" || name == "in use" => {
            format!("The microphone cannot be used: {why}. Look at the system's sound settings and try again.")
        }
        CaptureError::Failed { name, why } => {
            format!("{name} cannot be used ({}). Unplug it and plug it in again, or choose another.", why.trim_end_matches('.'))
        }
        CaptureError::NotBuilt => "This program was built without a microphone. You can type your answers.".to_owned(),
    }
}

/// Why nothing can be played, and what helps.
pub(super) fn no_loudspeaker(fault: &PlayError) -> String {
    match fault {
        PlayError::None => {
            "No loudspeaker was found. Plug one in, or switch it on in the system's settings.".to_owned()
        }
        PlayError::Stuck { .. } => {
            "The loudspeaker does not play. Look at the system's sound settings and try again.".to_owned()
        }
        PlayError::Failed { name, why } => format!(
            "{name} cannot be used ({}). Look at the system's sound settings and try again.",
            why.trim_end_matches('.')
        ),
        PlayError::NotBuilt => "This program was built without sound.".to_owned(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_speed_is_told_in_plain_words() {
        assert_eq!(speed(0.5), "slower than you speak");
        assert_eq!(speed(1.0), "about as fast as you speak");
        assert_eq!(speed(3.2), "3 times as fast as you speak");
        assert_eq!(speed(1.76), "2 times as fast as you speak");
    }

    #[test]
    fn what_is_left_is_told_roughly() {
        assert_eq!(left(3), "a few seconds left");
        assert_eq!(left(41), "about 45 seconds left");
        assert_eq!(left(200), "about 4 minutes left");
    }
}
