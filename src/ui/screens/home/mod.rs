//! Where to start: the jobs, one file each, what to work on next, and the last sessions.

pub(in crate::ui) mod act;
mod full_loop;
mod job;
mod next;
mod practise;
mod recording;

use eframe::egui::Ui;
use egui_material_icons::icons;

use crate::core::history::Next;
use crate::io::settings::Settings;
use crate::runtime::studio::Studio;
use crate::runtime::studio::library::Shelf;
use crate::ui::nav::Place;
use crate::ui::screens::Ask;
use crate::ui::screens::home::act::Act;
use crate::ui::screens::home::recording::Recording;
use crate::ui::theme;
use crate::ui::widgets;
use crate::ui::widgets::Wanted;

/// From this width on jobs stand beside each other, in points.
const BESIDE: f32 = 520.0;

/// How many of the last sessions are shown.
const LAST: usize = 4;

/// What is being filled in. What is chosen is the studio's.
#[derive(Debug, Default)]
pub(in crate::ui) struct Home {
    recording: Recording,
}

impl Home {
    /// Draws it. Whatever is chosen is kept at once.
    pub(in crate::ui) fn ui(&mut self, ui: &mut Ui, studio: &mut Studio) -> Vec<Ask> {
        let mut settings = studio.settings().clone();
        let mut asks = Vec::new();
        let shelf = studio.library.shelf();
        let next = next::of(&shelf, studio);
        if let Some(act) = Act::pressed(ui.ctx()) {
            self.perform(act, &mut settings, studio, next.as_ref(), &mut asks);
        }
        widgets::page(ui, "Practise saying it, out loud", |ui| {
            if studio.is_first_start() {
                welcome(ui, &mut asks);
                ui.add_space(theme::space().s);
            }
            self.jobs(ui, &mut settings, studio, &shelf, &mut asks);
            if let Some(next) = &next {
                ui.add_space(theme::space().s);
                next::card_ui(ui, studio, next, &mut asks);
            }
            ui.add_space(theme::space().m);
            last(ui, &shelf, &mut asks);
        });
        studio.set(|kept| *kept = settings);
        asks
    }

    /// Beside each other where there is room.
    fn jobs(
        &mut self,
        ui: &mut Ui,
        settings: &mut Settings,
        studio: &Studio,
        shelf: &Shelf,
        asks: &mut Vec<Ask>,
    ) {
        if ui.available_width() >= BESIDE {
            ui.columns(2, |columns| {
                practise::card_ui(&mut columns[0], settings, studio, asks);
                self.recording.card_ui(&mut columns[1], settings, studio, asks);
            });
        } else {
            practise::card_ui(ui, settings, studio, asks);
            self.recording.card_ui(ui, settings, studio, asks);
        }
        full_loop::card_ui(ui, settings, studio, shelf, asks);
    }

    fn perform(
        &mut self,
        act: Act,
        settings: &mut Settings,
        studio: &Studio,
        next: Option<&Next>,
        asks: &mut Vec<Ask>,
    ) {
        match act {
            Act::Start => asks.push(Ask::Begin),
            Act::Mode => settings.real = !settings.real,
            Act::Question => settings.question = job::question_after(studio),
            Act::Recording => asks.extend(self.recording.choose(studio)),
            Act::Loop => asks.extend(full_loop::begin(settings, studio)),
            Act::Next => asks.extend(next.map(|next| Ask::Practise(next.question.clone()))),
        }
    }
}

/// The first start.
fn welcome(ui: &mut Ui, asks: &mut Vec<Ask>) {
    widgets::card(ui, |ui| {
        ui.label(theme::heading("Welcome"));
        ui.label("Pushback interviews you and pushes back on the vague parts. What you say never leaves this machine.");
        ui.add_space(theme::space().s);
        ui.horizontal(|ui| {
            if widgets::primary_button(ui, "Check microphone and voice").clicked() {
                asks.push(Ask::Go(Place::Check));
            }
            ui.label(theme::caption(ui, "Takes less than a minute, and can be skipped."));
        });
    });
}

fn last(ui: &mut Ui, shelf: &Shelf, asks: &mut Vec<Ask>) {
    ui.label(theme::heading("Last sessions"));
    if shelf.read && shelf.entries.is_empty() {
        let why = "What you practise and review is kept on this machine only.";
        widgets::empty(ui, icons::ICON_FOLDER_OPEN, "Nothing here yet", why);
        return;
    }
    for entry in shelf.entries.iter().take(LAST) {
        if widgets::entry_ui(ui, entry, false) == Some(Wanted::Open) {
            asks.push(Ask::Open(entry.id.clone()));
        }
    }
    if shelf.entries.len() > LAST && widgets::quiet_button(ui, "All sessions").clicked() {
        asks.push(Ask::Go(Place::Library));
    }
}
