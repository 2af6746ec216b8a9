//! The sheet of all keys, made from the tables that buttons, tooltips and keys are made from.

use eframe::egui::Context;
use eframe::egui::Event;
use eframe::egui::Frame;
use eframe::egui::Grid;
use eframe::egui::Id;
use eframe::egui::Key;
use eframe::egui::KeyboardShortcut;
use eframe::egui::Modal;
use eframe::egui::ScrollArea;
use eframe::egui::Ui;
use eframe::egui::vec2;

use crate::ui::command::Command;
use crate::ui::nav::Place;
use crate::ui::screens::check;
use crate::ui::screens::home;
use crate::ui::screens::library;
use crate::ui::screens::practise;
use crate::ui::screens::review;
use crate::ui::theme;
use crate::ui::widgets;

/// The widest and highest that the sheet is, in points.
const WIDEST: f32 = 460.0;
const HIGHEST: f32 = 520.0;

/// Height of a row, and width of the keys in every section, in points.
const TIGHT: f32 = 22.0;
const KEYS: f32 = 96.0;

/// Keys that belong together: where they hold, then what they do.
type Section = (&'static str, Option<Place>, Vec<(String, KeyboardShortcut)>);

/// While the sheet is open, keys do what they do on the sheet and nothing below it.
pub(super) fn keep_from_below(ctx: &Context) {
    let moves = [Key::Escape, Key::Tab, Key::Enter, Key::Space, Key::ArrowUp, Key::ArrowDown];
    ctx.input_mut(|input| {
        input.events.retain(|event| !matches!(event, Event::Key { key, .. } if !moves.contains(key)));
    });
}

/// Draws it; whether it stays open.
pub(super) fn sheet_ui(ctx: &Context, here: Place) -> bool {
    let room = ctx.content_rect().size();
    let frame = Frame::popup(&ctx.global_style()).inner_margin(theme::space().l);
    let shown = Modal::new(Id::unique("keys")).frame(frame).show(ctx, |ui| {
        ui.set_width(WIDEST.min(room.x - 80.0));
        ui.label(theme::heading("Keys"));
        let scroll = ScrollArea::vertical().max_height(HIGHEST.min(room.y - 160.0));
        scroll.show(ui, |ui| {
            ui.set_width(ui.available_width());
            sections(here).iter().for_each(|section| section_ui(ui, section));
        });
        ui.add_space(theme::space().s);
        widgets::primary_button(ui, "Close").clicked()
    });
    let close = shown.should_close();
    !(shown.inner || close)
}

/// Those of the screen that is open come first.
fn sections(here: Place) -> Vec<Section> {
    let named = |(name, key): (&str, KeyboardShortcut)| (name.to_owned(), key);
    let home = home::act::Act::ALL.map(|act| named((act.name(), act.key())));
    let library = library::act::Act::ALL.map(|act| named((act.name(), act.key())));
    let check = check::act::Act::ALL.map(|act| named((act.name(), act.key())));
    let practise = practise::act::Act::ALL.map(|act| named((act.name(), act.key())));
    let review = review::act::Act::ALL.map(|act| named((act.name(), act.key())));
    let mut sections = vec![
        ("Everywhere", None, Command::ALL.map(|command| (command.name(), command.key())).to_vec()),
        ("At home", Some(Place::Home), home.to_vec()),
        ("While you practise", Some(Place::Practise), practise.to_vec()),
        ("When you look back", Some(Place::Review), review.to_vec()),
        ("While you check", Some(Place::Check), check.to_vec()),
        ("In the library", Some(Place::Library), library.to_vec()),
    ];
    sections.sort_by_key(|(_, place, _)| *place != Some(here));
    sections
}

/// A key as it is written on it.
pub(super) fn told(ctx: &Context, key: KeyboardShortcut) -> String {
    if key.logical_key == Key::Questionmark { "?".to_owned() } else { ctx.format_shortcut(&key) }
}

fn section_ui(ui: &mut Ui, (title, _, keys): &Section) {
    ui.add_space(theme::space().s);
    ui.label(theme::strong(*title));
    let grid = Grid::new(*title)
        .num_columns(2)
        .min_col_width(KEYS)
        .spacing(vec2(theme::space().l, theme::space().xs))
        .min_row_height(TIGHT);
    grid.show(ui, |ui| {
        for (name, key) in keys {
            ui.monospace(told(ui.ctx(), *key));
            ui.add(eframe::egui::Label::new(name).wrap());
            ui.end_row();
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_things_of_a_section_have_one_key() {
        for (title, _, keys) in sections(Place::Home) {
            for (n, (name, key)) in keys.iter().enumerate() {
                assert!(keys[n + 1..].iter().all(|(_, other)| other != key), "{title}: {name}");
            }
        }
    }

    #[test]
    fn no_key_of_a_screen_is_one_that_holds_everywhere() {
        for (title, place, keys) in sections(Place::Home) {
            for (name, key) in keys.iter().filter(|_| place.is_some()) {
                assert!(Command::ALL.iter().all(|command| command.key() != *key), "{title}: {name}");
            }
        }
    }

    #[test]
    fn the_keys_of_the_open_screen_come_first() {
        assert_eq!(sections(Place::Review)[0].1, Some(Place::Review));
        assert_eq!(sections(Place::Settings)[0].0, "Everywhere");
    }
}
