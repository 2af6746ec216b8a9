//! Where one can be, and the bar on the left that leads there.

use eframe::egui::Align;
use eframe::egui::Frame;
use eframe::egui::Key;
use eframe::egui::Layout;
use eframe::egui::Panel;
use eframe::egui::Ui;
use egui_material_icons::MaterialIcon;
use egui_material_icons::icons;

use crate::ui::command::Command;
use crate::ui::keys;
use crate::ui::theme;
use crate::ui::widgets;

/// A screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Place {
    Home,
    Practise,
    Library,
    Check,
    /// A session that is looked back at; it is no entry of the bar.
    Review,
    /// The debrief of a loop; it is no entry of the bar.
    Debrief,
    Settings,
}

/// In the order of the bar.
const BAR: [Place; 5] = [Place::Home, Place::Practise, Place::Library, Place::Check, Place::Settings];

/// How wide the bar is with names, and with icons alone, in points.
const WIDE: f32 = 176.0;
const NARROW: f32 = 60.0;

/// Below this width of the window names are left out.
const ROOM_FOR_NAMES: f32 = 900.0;

impl Place {
    /// Its name.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Home => "Home",
            Self::Practise => "Practise",
            Self::Library => "Library",
            Self::Check => "Check",
            Self::Review => "Look back",
            Self::Debrief => "Debrief",
            Self::Settings => "Settings",
        }
    }

    /// What one does there.
    fn purpose(self) -> &'static str {
        match self {
            Self::Home => "Where to start",
            Self::Practise => "Be interviewed",
            Self::Library => "Everything you kept",
            Self::Check => "Microphone, voice and speech model",
            Self::Review => "The session that was opened last",
            Self::Debrief => "The debrief that was read last",
            Self::Settings => "How the app looks and behaves",
        }
    }

    /// Its key, together with Ctrl or Command.
    pub(super) fn key(self) -> Key {
        match self {
            Self::Home => Key::Num1,
            Self::Practise => Key::Num2,
            Self::Library => Key::Num3,
            Self::Check => Key::Num4,
            Self::Review => Key::Num9,
            Self::Debrief => Key::Num8,
            Self::Settings => Key::Comma,
        }
    }

    fn icon(self) -> MaterialIcon {
        match self {
            Self::Home => icons::ICON_HOME,
            Self::Practise => icons::ICON_MIC,
            Self::Library => icons::ICON_FOLDER_OPEN,
            Self::Check => icons::ICON_TUNE,
            Self::Review => icons::ICON_HEADPHONES,
            Self::Debrief => icons::ICON_GROUPS,
            Self::Settings => icons::ICON_SETTINGS,
        }
    }
}

/// Draws the bar; what was asked for.
pub(super) fn bar_ui(ui: &mut Ui, here: Place) -> Option<Command> {
    let names = ui.available_width() >= ROOM_FOR_NAMES;
    let (space, palette) = (theme::space(), theme::palette(ui));
    let frame = Frame::NONE.fill(palette.surface).inner_margin(space.s);
    let width = if names { WIDE } else { NARROW };
    let bar = Panel::left("places").resizable(false).exact_size(width).frame(frame);
    let shown = bar.show(ui, |ui| {
        ui.add_space(space.m);
        if names {
            ui.horizontal(|ui| {
                ui.add_space(space.s);
                ui.label(theme::heading("Pushback").color(theme::palette(ui).accent));
            });
        }
        ui.add_space(space.l);
        let mut chosen = None;
        for place in BAR {
            let go = Command::Go(place);
            let tip = format!("{} ({})", place.purpose(), ui.ctx().format_shortcut(&go.key()));
            if widgets::nav_button(ui, place.icon(), place.name(), &tip, names, place == here) {
                chosen = Some(go);
            }
        }
        ui.with_layout(Layout::bottom_up(Align::Min), |ui| {
            let tip = format!("{} ({})", Command::Keys.name(), keys::told(ui.ctx(), Command::Keys.key()));
            if widgets::nav_button(ui, icons::ICON_KEYBOARD, "Keys", &tip, names, false) {
                chosen = Some(Command::Keys);
            }
        });
        chosen
    });
    shown.inner
}
