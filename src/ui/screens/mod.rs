//! The screens. Each draws what it is shown and answers with what was asked for.

pub(super) mod check;
mod debrief;
pub(super) mod home;
pub(super) mod library;
pub(super) mod practise;
pub(super) mod review;
mod settings;

use std::path::PathBuf;

use crate::runtime::studio::practise::Rehearse;
use crate::ui::nav::Place;

pub(super) use crate::ui::screens::check::Check;
pub(super) use crate::ui::screens::debrief::Debrief;
pub(super) use crate::ui::screens::home::Home;
pub(super) use crate::ui::screens::library::Library;
pub(super) use crate::ui::screens::practise::Practise;
pub(super) use crate::ui::screens::review::Review;
pub(super) use crate::ui::screens::settings::Settings;

/// What a screen asks of the app.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Ask {
    /// Go to a screen.
    Go(Place),
    /// Where one came from.
    Back,
    /// Look back at a session.
    Open(String),
    /// Read the debrief of a loop.
    Debrief(String),
    /// Begin a loop, or go on with one.
    Rehearse(Rehearse),
    /// Choose this question to be practised.
    Practise(String),
    /// Begin an interview as it is set, or go back to the one that goes on.
    Begin,
    /// Review a recording of an answer to the question that was practised last.
    Review(PathBuf),
    /// Delete a session; it can be taken back.
    Delete(String),
    /// Say that something was done.
    Tell(String),
    /// Say that something went wrong.
    Fault(String),
}
