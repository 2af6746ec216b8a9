//! Two takes of one question side by side: what was gained, what was lost, and how each part was told.

use eframe::egui::Grid;
use eframe::egui::RichText;
use eframe::egui::Ui;
use eframe::egui::vec2;
use egui_material_icons::icons;

use crate::core::history::compare::Beat;
use crate::core::history::compare::Comparison;
use crate::core::history::compare::Pair;
use crate::core::history::compare::Row;
use crate::core::history::compare::Turn;
use crate::runtime::studio::compare::Head;
use crate::runtime::studio::compare::Laid;
use crate::runtime::studio::compare::Table;
use crate::ui::screens::Ask;
use crate::ui::theme;
use crate::ui::widgets;
use crate::ui::words;

/// Height of a row of figures, in points.
const TIGHT: f32 = 22.0;

/// From this width on two takes stand beside each other, in points.
const SIDE_BY_SIDE: f32 = 560.0;

pub(super) fn table_ui(ui: &mut Ui, table: &Table, asks: &mut Vec<Ask>) {
    match table {
        Table::Empty => {
            let why = "Choose two takes of one question in the list of sessions.";
            widgets::empty(ui, icons::ICON_COMPARE_ARROWS, "Nothing to compare", why);
        }
        Table::Reading => {
            ui.label(theme::muted(ui, "Both sessions are being read…"));
        }
        Table::Failed(why) => {
            widgets::empty(ui, icons::ICON_COMPARE_ARROWS, "These two cannot be compared", why);
        }
        Table::Laid(laid) => laid_ui(ui, laid, asks),
    }
}

fn laid_ui(ui: &mut Ui, laid: &Laid, asks: &mut Vec<Ask>) {
    let found = &laid.comparison;
    ui.label(theme::muted(ui, &laid.title));
    let scores = [found.score.before, found.score.after];
    let sides = [("Earlier", &laid.takes.before), ("Later", &laid.takes.after)];
    columns(ui, |n, ui| {
        widgets::column_card(ui, |ui| head_ui(ui, sides[n], scores[n], asks));
    });
    ui.add_space(theme::space().s);
    widgets::card(ui, |ui| {
        ui.label(theme::heading(summary(found)));
        faults_ui(ui, found);
        figures_ui(ui, found);
    });
    ui.add_space(theme::space().s);
    widgets::card(ui, |ui| {
        ui.label(theme::heading("Scorecard"));
        let grid = Grid::new("levels").num_columns(4).spacing(vec2(theme::space().l, theme::space().s));
        grid.show(ui, |ui| found.dimensions.iter().for_each(|row| row_ui(ui, row)));
    });
    ui.add_space(theme::space().m);
    ui.label(theme::heading("Part by part"));
    for beat in &found.beats {
        let name = laid.beats.get(&beat.id).map_or_else(|| words::title(&beat.id), String::clone);
        beat_ui(ui, beat, &name);
    }
}

/// Two columns where there is room, or one below the other.
fn columns(ui: &mut Ui, mut draw: impl FnMut(usize, &mut Ui)) {
    if ui.available_width() >= SIDE_BY_SIDE {
        ui.columns(2, |uis| uis.iter_mut().enumerate().for_each(|(n, ui)| draw(n, ui)));
    } else {
        draw(0, ui);
        draw(1, ui);
    }
}

fn head_ui(ui: &mut Ui, (which, head): (&str, &Head), score: u8, asks: &mut Vec<Ask>) {
    ui.label(theme::caption(ui, format!("{which}  ·  {}", head.began)));
    ui.add(eframe::egui::Label::new(theme::strong(&head.name)).truncate());
    ui.horizontal_wrapped(|ui| {
        widgets::pill(ui, &format!("{score} of 5"), theme::score(ui, score));
        let label = format!("Look back at the {} take", which.to_lowercase());
        if widgets::quiet_button(ui, &label).clicked() {
            asks.push(Ask::Open(head.id.clone()));
        }
    });
}

fn summary(found: &Comparison) -> String {
    let count = |turn| found.dimensions.iter().filter(|row| row.turn == turn).count();
    let (gained, lost) = (count(Turn::Gained), count(Turn::Lost));
    let score = format!("From {} to {} of 5", found.score.before, found.score.after);
    match (gained, lost) {
        (0, 0) => format!("{score}: as before in every line"),
        (gained, 0) => format!("{score}: better in {gained}, worse in none"),
        (0, lost) => format!("{score}: better in none, worse in {lost}"),
        (gained, lost) => format!("{score}: better in {gained}, worse in {lost}"),
    }
}

fn faults_ui(ui: &mut Ui, found: &Comparison) {
    let palette = theme::palette(ui);
    for name in &found.rid_of {
        ui.label(RichText::new(format!("{name}: gone")).color(palette.good));
    }
    for name in &found.new_faults {
        ui.label(RichText::new(format!("{name}: new")).color(palette.bad));
    }
}

fn figures_ui(ui: &mut Ui, found: &Comparison) {
    let score = |score: u8| format!("{score} of 5");
    let pace = |pace: Option<f32>| pace.map_or_else(|| "–".to_owned(), |pace| format!("{pace:.0} a minute"));
    let own = |own: Option<f32>| own.map_or_else(|| "–".to_owned(), |own| format!("{:.0} %", own * 100.0));
    let rows = [
        ("Before any probe", score(found.unprompted.before), score(found.unprompted.after)),
        ("Words", found.words.before.to_string(), found.words.after.to_string()),
        ("Pace", pace(found.pace.before), pace(found.pace.after)),
        ("“I” beside “we”", own(found.own.before), own(found.own.after)),
    ];
    let grid = Grid::new("figures")
        .num_columns(3)
        .spacing(vec2(theme::space().l, theme::space().xs))
        .min_row_height(TIGHT);
    grid.show(ui, |ui| {
        for name in ["", "Earlier", "Later"] {
            ui.label(theme::caption(ui, name));
        }
        ui.end_row();
        for (name, before, after) in rows {
            ui.label(theme::muted(ui, name));
            ui.label(before);
            ui.label(after);
            ui.end_row();
        }
    });
}

fn row_ui(ui: &mut Ui, row: &Row) {
    let palette = theme::palette(ui);
    let level = |level: Option<_>| level.map_or("not judged", words::level);
    ui.label(&row.label);
    ui.label(theme::muted(ui, level(row.level.before)));
    ui.label(level(row.level.after));
    let (word, colour) = match row.turn {
        Turn::Gained => ("gained", palette.good),
        Turn::Lost => ("lost", palette.bad),
        Turn::Same => ("as before", palette.muted),
    };
    ui.label(RichText::new(word).size(theme::sizes().caption).color(colour));
    ui.end_row();
}

fn beat_ui(ui: &mut Ui, beat: &Beat, name: &str) {
    widgets::card(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            widgets::dot(ui, theme::beat(ui, &beat.id));
            ui.label(theme::strong(name));
            ui.label(theme::caption(ui, counted(beat.words)));
        });
        let told = [("Earlier", &beat.told.before), ("Later", &beat.told.after)];
        columns(ui, |n, ui| {
            let (which, words) = told[n];
            ui.vertical(|ui| {
                ui.label(theme::caption(ui, which));
                if words.is_empty() {
                    ui.label(theme::muted(ui, "not told"));
                } else {
                    ui.label(words);
                }
            });
        });
    });
}

fn counted(words: Pair<usize>) -> String {
    let Pair { before, after } = words;
    match (before, after) {
        (0, _) => format!("new, {after} words"),
        (_, 0) => format!("gone, {before} words before"),
        (before, after) => format!("{before}, then {after} words"),
    }
}
