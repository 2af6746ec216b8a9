//! What can be asked for at home with a key. Buttons, tooltips and keys are made from the same table.

use eframe::egui::Context;
use eframe::egui::Key;
use eframe::egui::KeyboardShortcut;
use eframe::egui::Modifiers;

/// Something to ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ui) enum Act {
    Start,
    Question,
    Mode,
    Recording,
    Loop,
    Next,
}

impl Act {
    /// All of them, in the order they are listed.
    pub(in crate::ui) const ALL: [Self; 6] =
        [Self::Start, Self::Question, Self::Mode, Self::Recording, Self::Loop, Self::Next];

    /// Its name.
    pub(in crate::ui) fn name(self) -> &'static str {
        match self {
            Self::Start => "Start practising",
            Self::Question => "Choose the next question of the list",
            Self::Mode => "Change between practice and real",
            Self::Recording => "Choose a recording to review",
            Self::Loop => "Start the loop",
            Self::Next => "Practise what to work on next",
        }
    }

    /// Its key.
    pub(in crate::ui) fn key(self) -> KeyboardShortcut {
        let key = match self {
            Self::Start => Key::Space,
            Self::Question => Key::Q,
            Self::Mode => Key::M,
            Self::Recording => Key::F,
            Self::Loop => Key::L,
            Self::Next => Key::N,
        };
        KeyboardShortcut::new(Modifiers::NONE, key)
    }

    /// What a tooltip says.
    pub(super) fn tip(self, ctx: &Context) -> String {
        format!("{} ({})", self.name(), ctx.format_shortcut(&self.key()))
    }

    /// The one whose key is pressed. While a field is written in, keys are letters; a button that has the keyboard takes
    /// the large key for itself.
    pub(super) fn pressed(ctx: &Context) -> Option<Self> {
        if ctx.text_edit_focused() {
            return None;
        }
        let focused = ctx.memory(|memory| memory.focused().is_some());
        Self::ALL
            .into_iter()
            .filter(|act| *act != Self::Start || !focused)
            .find(|act| ctx.input_mut(|input| input.consume_shortcut(&act.key())))
    }
}
