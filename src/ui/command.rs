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
}

/// All of them, in the order they are offered.
const ALL: [Command; 11] = [
    Command::Go(Place::Home),
    Command::Go(Place::Practise),
    Command::Go(Place::Library),
    Command::Go(Place::Check),
    Command::Go(Place::Review),
    Command::Go(Place::Settings),
    Command::Back,
    Command::Larger,
    Command::Smaller,
    Command::UsualSize,
    Command::Quit,
];

impl Command {
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
        }
    }

    /// The command whose key is pressed, which then is nobody else's.
    pub(super) fn pressed(ctx: &Context) -> Option<Self> {
        ALL.into_iter().find(|command| ctx.input_mut(|input| input.consume_shortcut(&command.key())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_commands_have_one_key() {
        for (n, one) in ALL.iter().enumerate() {
            assert!(ALL[n + 1..].iter().all(|other| other.key() != one.key()), "{one:?}");
        }
    }
}
