//! Where to start: the three jobs, what to work on next, and the last sessions.

use eframe::egui::Key;
use eframe::egui::RichText;
use eframe::egui::Ui;
use eframe::egui::WidgetInfo;
use eframe::egui::accesskit::Role;
use egui_material_icons::MaterialIcon;
use egui_material_icons::icons;

use crate::core::history;
use crate::core::history::Next;
use crate::core::history::Take;
use crate::runtime::studio::Studio;
use crate::runtime::studio::library::Shelf;
use crate::ui::nav::Place;
use crate::ui::screens::Ask;
use crate::ui::theme;
use crate::ui::widgets;
use crate::ui::widgets::Wanted;
use crate::ui::widgets::icon_font;

/// From this width on jobs stand beside each other, in points.
const BESIDE: f32 = 520.0;

/// How many of the last sessions are shown.
const LAST: usize = 4;

/// What is being filled in.
#[derive(Debug, Default)]
pub(in crate::ui) struct Home {
    /// The recording that is to be reviewed.
    path: String,
}

impl Home {
    /// Draws it.
    pub(in crate::ui) fn ui(&mut self, ui: &mut Ui, studio: &Studio) -> Vec<Ask> {
        let mut asks = Vec::new();
        let shelf = studio.library.shelf();
        widgets::page(ui, "Practise saying it, out loud", |ui| {
            if studio.is_first_start() {
                welcome(ui, &mut asks);
                ui.add_space(theme::space().s);
            }
            self.jobs(ui, &mut asks);
            if let Some(next) = next(&shelf, studio) {
                ui.add_space(theme::space().s);
                next_ui(ui, studio, &next, &mut asks);
            }
            ui.add_space(theme::space().m);
            last(ui, &shelf, &mut asks);
        });
        asks
    }

    /// Beside each other where there is room.
    fn jobs(&mut self, ui: &mut Ui, asks: &mut Vec<Ask>) {
        if ui.available_width() >= BESIDE {
            ui.columns(2, |columns| {
                practise_ui(&mut columns[0], asks);
                self.review_ui(&mut columns[1], asks);
            });
        } else {
            practise_ui(ui, asks);
            self.review_ui(ui, asks);
        }
        loop_ui(ui);
    }

    fn review_ui(&mut self, ui: &mut Ui, asks: &mut Vec<Ask>) {
        widgets::column_card(ui, |ui| {
            job_head(ui, icons::ICON_HEADPHONES, "Review a recording");
            ui.label(theme::muted(ui, "Drop a sound file anywhere in this window, or name it here."));
            ui.add_space(theme::space().s);
            ui.horizontal(|ui| {
                let width = (ui.available_width() - 90.0).max(80.0);
                let field = widgets::field(&mut self.path, "path of a recording").desired_width(width);
                let response = ui.add(field);
                response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, "Recording"));
                let possible = !self.path.trim().is_empty();
                let enter = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
                let pressed =
                    ui.add_enabled_ui(possible, |ui| widgets::quiet_button(ui, "Review").clicked()).inner;
                if possible && (pressed || enter) {
                    asks.push(Ask::Review(std::mem::take(&mut self.path).trim().into()));
                }
            });
        });
    }
}

fn practise_ui(ui: &mut Ui, asks: &mut Vec<Ask>) {
    widgets::column_card(ui, |ui| {
        job_head(ui, icons::ICON_MIC, "Practise a question");
        let what = "You are asked aloud, you answer aloud, and what you leave out is asked about.";
        ui.label(theme::muted(ui, what));
        ui.add_space(theme::space().s);
        if widgets::primary_button(ui, "Practise").clicked() {
            asks.push(Ask::Go(Place::Practise));
        }
    });
}

/// Not there yet, and said so where somebody looks for it.
fn loop_ui(ui: &mut Ui) {
    widgets::card(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            let muted = theme::palette(ui).muted;
            ui.label(RichText::new(icons::ICON_GROUPS.codepoint).font(icon_font(20.0)).color(muted));
            ui.label(theme::strong("Full loop").color(muted));
            let why = "Several interviewers, one after the other. It is not in this version yet: practise one \
                       question at a time.";
            ui.label(theme::caption(ui, why));
        });
    });
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

fn job_head(ui: &mut Ui, icon: MaterialIcon, name: &str) {
    ui.horizontal(|ui| {
        let colour = theme::palette(ui).accent;
        ui.label(RichText::new(icon.codepoint).font(icon_font(24.0)).color(colour));
        ui.label(theme::heading(name));
    });
}

fn next(shelf: &Shelf, studio: &Studio) -> Option<Next> {
    let answers = shelf.entries.iter().flat_map(|entry| entry.answers.iter().rev());
    let takes: Vec<Take<'_>> = answers
        .filter_map(|answer| {
            Some(Take { question: &answer.question, levels: &answer.score.as_ref()?.levels })
        })
        .collect();
    let questions: Vec<(String, Vec<String>)> = studio
        .packs
        .ids()
        .filter_map(|id| {
            Some((id.to_owned(), studio.packs.get(id)?.dimensions.iter().map(|d| d.id.clone()).collect()))
        })
        .collect();
    history::next(&takes, &questions)
}

fn next_ui(ui: &mut Ui, studio: &Studio, next: &Next, asks: &mut Vec<Ask>) {
    widgets::card(ui, |ui| {
        ui.label(theme::caption(ui, "What to work on next"));
        ui.label(theme::heading(&next.label));
        let takes = if next.looked_at == 1 { "take" } else { "takes" };
        ui.label(theme::muted(
            ui,
            format!("Short of full in {} of your last {} {takes}.", next.short_in, next.looked_at),
        ));
        let title =
            studio.packs.get(&next.question).map_or(next.question.as_str(), |rubric| rubric.title.as_str());
        if widgets::quiet_button(ui, &format!("Practise: {title}")).clicked() {
            asks.push(Ask::Practise(next.question.clone()));
        }
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
