//! What can be done in the library, with its key. Buttons and keys are made from the same table.

use eframe::egui::Context;
use eframe::egui::FocusDirection;
use eframe::egui::Key;
use eframe::egui::KeyboardShortcut;
use eframe::egui::Modifiers;

/// Something to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ui) enum Act {
    Next,
    Before,
    First,
    Last,
    Open,
    Delete,
    Choose,
    Compare,
    Search,
    Trends,
    Sessions,
}

impl Act {
    /// All of them, in the order they are listed.
    pub(in crate::ui) const ALL: [Self; 11] = [
        Self::Next,
        Self::Before,
        Self::First,
        Self::Last,
        Self::Open,
        Self::Delete,
        Self::Choose,
        Self::Compare,
        Self::Search,
        Self::Trends,
        Self::Sessions,
    ];

    /// Its name.
    pub(in crate::ui) fn name(self) -> &'static str {
        match self {
            Self::Next => "The next session",
            Self::Before => "The session before",
            Self::First => "The first session",
            Self::Last => "The last session",
            Self::Open => "Look back at the session",
            Self::Delete => "Delete the session",
            Self::Choose => "Choose the session to compare it",
            Self::Compare => "Compare the two that are chosen",
            Self::Search => "Search",
            Self::Trends => "Trends",
            Self::Sessions => "Sessions",
        }
    }

    /// Its key.
    pub(in crate::ui) fn key(self) -> KeyboardShortcut {
        let bare = |key| KeyboardShortcut::new(Modifiers::NONE, key);
        match self {
            Self::Next => bare(Key::ArrowDown),
            Self::Before => bare(Key::ArrowUp),
            Self::First => bare(Key::Home),
            Self::Last => bare(Key::End),
            Self::Open => bare(Key::Enter),
            Self::Delete => bare(Key::Delete),
            Self::Choose => bare(Key::X),
            Self::Compare => bare(Key::C),
            Self::Search => KeyboardShortcut::new(Modifiers::COMMAND, Key::F),
            Self::Trends => bare(Key::T),
            Self::Sessions => bare(Key::S),
        }
    }

    /// What a tooltip says.
    pub(super) fn tip(self, ctx: &Context) -> String {
        format!("{} ({})", self.name(), ctx.format_shortcut(&self.key()))
    }

    /// The one whose key is pressed. While somebody writes, letters are letters and only the way down leads to the list.
    pub(super) fn pressed(ctx: &Context) -> Option<Self> {
        let writing = ctx.text_edit_focused();
        // Whatever has the keyboard takes Enter for itself.
        let focused = ctx.memory(|memory| memory.focused().is_some());
        let may = |act: &Self| match act {
            Self::Search => true,
            Self::Next => true,
            Self::Open => !focused,
            _ => !writing,
        };
        let mut acts = Self::ALL.into_iter().filter(may);
        let pressed = acts.find(|act| ctx.input_mut(|input| input.consume_shortcut(&act.key())));
        if matches!(pressed, Some(Self::Next | Self::Before)) {
            // An arrow would move the keyboard on from the row that is given it.
            ctx.memory_mut(|memory| memory.move_focus(FocusDirection::None));
        }
        pressed
    }
}
