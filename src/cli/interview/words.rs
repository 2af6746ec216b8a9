//! What the terminal calls things.

use crate::core::interview::effect::Notice;
use crate::core::view::Stage;

pub(super) fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Ready => "press Space to begin",
        Stage::Asking => "asking",
        Stage::Opening => "a moment",
        Stage::Thinking => "time to think",
        Stage::Listening => "listening",
        Stage::Speaking => "you speak",
        Stage::NoMicrophone => "no microphone",
        Stage::Finishing => "a moment",
        Stage::Done => "done; Space goes on",
        Stage::Break => "break; Space ends it",
        Stage::Held => "paused; P goes on",
        Stage::Over => "over",
    }
}

pub(super) fn notice(notice: &Notice) -> String {
    match notice {
        Notice::NoVoice => "There is no voice: read the questions.".into(),
        Notice::TypeInstead => "Type your answer in one line, then Enter.".into(),
        Notice::FallingBehind => "The recogniser is behind. Nothing is lost; it catches up.".into(),
        Notice::CaughtUp => "The recogniser has caught up.".into(),
        Notice::NotHeard => "A part could not be written down. Its sound is kept.".into(),
        Notice::NothingSaid => "No words were heard yet.".into(),
        Notice::DeviceLost => "The microphone went away. What you said is kept; plug it in again.".into(),
        Notice::DeviceBack { name } => format!("{name} is listened to. Go on."),
        Notice::TimeUp => "The time for this answer is up.".into(),
        Notice::MaySkip => "Nothing comes to mind? S skips the question.".into(),
        Notice::NotAsked { .. } => "There is no time for one of the questions; it is left out.".into(),
    }
}
