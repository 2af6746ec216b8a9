//! The screens. Each draws what it is shown and answers with what was asked for.

mod home;
mod library;
mod settings;

use crate::ui::nav::Place;

pub(super) use crate::ui::screens::home::home_ui;
pub(super) use crate::ui::screens::library::Library;
pub(super) use crate::ui::screens::settings::settings_ui;

/// What a screen asks of the app.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Ask {
    /// Go to a screen.
    Go(Place),
    /// Delete a session; it can be taken back.
    Delete(String),
    /// Say that something went wrong.
    Fault(String),
}
