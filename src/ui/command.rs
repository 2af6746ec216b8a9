//! Everything that can be asked for with a key anywhere in the window: its name, its tooltip, its key.
//!
//! A button and a key of one command cannot drift apart, for both are made from it.

use eframe::egui::Context;
use eframe::egui::Key;
use eframe::egui::KeyboardShortcut;
use eframe::egui::Modifiers;

use crate::ui::nav::Place;

/// What holds wherever one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Command {
    /// Go to a screen.
    Go(Place),
    /// Where one came from.
    Back,
    /// Larger text.
    Larger,
    /// Smaller text.
    Smaller,
    /// Text of the usual size.
    UsualSize,
    /// Close the window.
    Quit,
    /// The sheet of all keys.
    Keys,
}

impl Command {
    /// All of them, in the order they are listed.
    pub(super) const ALL: [Self; 13] = [
        Self::Keys,
        Self::Go(Place::Home),
        Self::Go(Place::Practise),
        Self::Go(Place::Library),
        Self::Go(Place::Check),
        Self::Go(Place::Review),
        Self::Go(Place::Debrief),
        Self::Go(Place::Settings),
        Self::Back,
        Self::Larger,
        Self::Smaller,
        Self::UsualSize,
        Self::Quit,
    ];

    /// Its name.
    pub(super) fn name(self) -> String {
        match self {
            Self::Go(place) => format!("Go to {}", place.name()),
            Self::Back => "Back to where you came from".to_owned(),
            Self::Larger => "Larger text".to_owned(),
            Self::Smaller => "Smaller text".to_owned(),
            Self::UsualSize => "Text of the usual size".to_owned(),
            Self::Quit => "Close the window".to_owned(),
            Self::Keys => "Show all keys".to_owned(),
        }
    }

    /// Its key.
    pub(super) fn key(self) -> KeyboardShortcut {
        let with = |modifiers, key| KeyboardShortcut::new(modifiers, key);
        match self {
            Self::Go(place) => with(Modifiers::COMMAND, place.key()),
            Self::Back => with(Modifiers::ALT, Key::ArrowLeft),
            Self::Larger => with(Modifiers::COMMAND, Key::Plus),
            Self::Smaller => with(Modifiers::COMMAND, Key::Minus),
            Self::UsualSize => with(Modifiers::COMMAND, Key::Num0),
            Self::Quit => with(Modifiers::COMMAND, Key::Q),
            Self::Keys => with(Modifiers::NONE, Key::Questionmark),
        }
    }

    /// The command whose key is pressed, which then is nobody else's. A question mark that is written is none.
    pub(super) fn pressed(ctx: &Context) -> Option<Self> {
        let writing = ctx.text_edit_focused();
        let mut may = Self::ALL.into_iter().filter(|command| *command != Self::Keys || !writing);
        may.find(|command| ctx.input_mut(|input| input.consume_shortcut(&command.key())))
    }
}
