//! What can be asked for in an interview, with its key. Buttons and keys are made from the same table.

use eframe::egui::Context;
use eframe::egui::Key;
use eframe::egui::KeyboardShortcut;
use eframe::egui::Modifiers;

use crate::core::interview::event::Kind;
use crate::core::view::Command;
use crate::core::view::Stage;
use crate::core::view::View;

/// Something to ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ui) enum Act {
    /// The one large button: what it does depends on what goes on.
    Floor,
    KeepListening,
    Pause,
    Redo,
    SayAgain,
    Skip,
    TypeInstead,
    Stop,
}

impl Act {
    /// All of them, in the order they are listed.
    pub(in crate::ui) const ALL: [Self; 8] = [
        Self::Floor,
        Self::KeepListening,
        Self::Pause,
        Self::Redo,
        Self::SayAgain,
        Self::Skip,
        Self::TypeInstead,
        Self::Stop,
    ];

    /// Its name.
    pub(in crate::ui) fn name(self) -> &'static str {
        match self {
            Self::Floor => "Start, end the answer, or go on",
            Self::KeepListening => "Keep listening",
            Self::Pause => "Pause or go on",
            Self::Redo => "Give the answer again",
            Self::SayAgain => "Say the question again",
            Self::Skip => "Skip the question",
            Self::TypeInstead => "Type the answer instead",
            Self::Stop => "End the session",
        }
    }

    /// Its key.
    pub(in crate::ui) fn key(self) -> KeyboardShortcut {
        let key = match self {
            Self::Floor => Key::Space,
            Self::KeepListening => Key::K,
            Self::Pause => Key::P,
            Self::Redo => Key::R,
            Self::SayAgain => Key::A,
            Self::Skip => Key::S,
            Self::TypeInstead => Key::T,
            Self::Stop => Key::Q,
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
            .filter(|act| *act != Self::Floor || !focused)
            .find(|act| ctx.input_mut(|input| input.consume_shortcut(&act.key())))
    }

    /// What the interview is told; `None` where that makes no sense now.
    pub(super) fn kind(self, view: &View) -> Option<Kind> {
        let may = |command: Command, kind: Kind| view.commands.contains(&command).then_some(kind);
        match self {
            Self::Floor => match view.stage {
                Stage::Ready => may(Command::Start, Kind::Start),
                Stage::Done | Stage::Break => may(Command::Continue, Kind::Continue),
                Stage::Held => may(Command::Resume, Kind::Resume),
                _ => may(Command::FloorKey, Kind::FloorKey),
            },
            Self::KeepListening => may(Command::KeepListening, Kind::KeepListening),
            Self::Pause if view.stage == Stage::Held => may(Command::Resume, Kind::Resume),
            Self::Pause => may(Command::Pause, Kind::Pause),
            Self::Redo => may(Command::Redo, Kind::Redo),
            Self::SayAgain => may(Command::SayAgain, Kind::SayAgain),
            Self::Skip => may(Command::Skip, Kind::Skip),
            Self::Stop => may(Command::EndNow, Kind::EndNow),
            Self::TypeInstead => None,
        }
    }
}

/// What the large button says.
pub(super) fn floor_name(view: &View) -> &'static str {
    match view.stage {
        Stage::Ready => "Begin",
        Stage::Asking | Stage::Opening => "Answer now",
        Stage::Thinking | Stage::Listening | Stage::Speaking | Stage::NoMicrophone => "I am done",
        Stage::Finishing => "One moment",
        Stage::Done if view.question + 1 < view.questions => "Next question",
        Stage::Done => "Finish",
        Stage::Break => "End the break",
        Stage::Held => "Go on",
        Stage::Over => "Over",
    }
}
