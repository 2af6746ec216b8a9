//! What was measured: who acts, how the words are shared out, pace and pauses.

use eframe::egui::Grid;
use eframe::egui::RichText;
use eframe::egui::Sense;
use eframe::egui::Ui;
use eframe::egui::WidgetInfo;
use eframe::egui::accesskit::Role;
use eframe::egui::pos2;
use eframe::egui::vec2;

use crate::core::delivery::Delivery;
use crate::core::rubric::verdict::Share;
use crate::core::rubric::verdict::Verdict;
use crate::runtime::studio::opened::page::AnswerPage;
use crate::ui::theme;
use crate::ui::words;

/// Width of the names on the left, in points.
const NAMES: f32 = 84.0;

pub(super) fn figures_ui(ui: &mut Ui, answer: &AnswerPage, verdict: &Verdict) {
    ui.label(theme::heading("Who acts"));
    ledger(ui, verdict);
    ui.add_space(theme::space().s);
    ui.label(theme::heading("Where the words go"));
    verdict.shares.iter().for_each(|share| share_ui(ui, share));
    ui.label(theme::caption(ui, "The line is the aim; the pale field is what is still well."));
    if let Some(recording) = &answer.recording {
        ui.add_space(theme::space().s);
        ui.label(theme::heading("Pace"));
        delivery(ui, &recording.delivery);
    }
}

fn ledger(ui: &mut Ui, verdict: &Verdict) {
    let rows = verdict
        .ledger
        .iter()
        .map(|row| (words::title(&row.section), [row.i, row.we, row.others, row.nobody]));
    Grid::new("ledger").num_columns(5).spacing(vec2(14.0, 4.0)).show(ui, |ui| {
        ui.label("");
        for name in ["I", "we", "others", "nobody"] {
            ui.label(theme::caption(ui, name));
        }
        ui.end_row();
        for (name, counts) in rows {
            ui.label(name);
            let most = counts.iter().max().copied().unwrap_or(0);
            for count in counts {
                let text = RichText::new(count.to_string());
                ui.label(if count == most && count > 0 { text.strong() } else { text });
            }
            ui.end_row();
        }
    });
}

fn share_ui(ui: &mut Ui, share: &Share) {
    let palette = theme::palette(ui);
    let name = words::title(&share.section);
    let percent = |part: f32| (part * 100.0).round() as i32;
    ui.horizontal(|ui| {
        ui.add_sized(vec2(NAMES, 20.0), eframe::egui::Label::new(&name).halign(eframe::egui::Align::Min));
        let width = (ui.available_width() - 96.0).max(40.0);
        let (rect, response) = ui.allocate_exact_size(vec2(width, 16.0), Sense::hover());
        let told = format!("{name}: {} %, aim {} %", percent(share.actual), percent(share.target));
        response.widget_info(|| WidgetInfo::labeled(Role::Meter, true, &told));
        let x = |part: f32| rect.left() + rect.width() * part.clamp(0.0, 1.0);
        ui.painter().rect_filled(rect, 4.0, palette.sunken);
        let well = eframe::egui::Rect::from_x_y_ranges(
            x(share.target - share.tolerance)..=x(share.target + share.tolerance),
            rect.y_range(),
        );
        ui.painter().rect_filled(well, 2.0, palette.soft);
        let off = (share.actual - share.target).abs() > share.tolerance;
        let bar = eframe::egui::Rect::from_min_max(
            pos2(rect.left(), rect.center().y - 4.0),
            pos2(x(share.actual), rect.center().y + 4.0),
        );
        ui.painter().rect_filled(bar, 3.0, if off { palette.warn } else { palette.good });
        let aim = [pos2(x(share.target), rect.top()), pos2(x(share.target), rect.bottom())];
        ui.painter().line_segment(aim, eframe::egui::Stroke::new(2.0, palette.text));
        ui.label(theme::caption(ui, format!("{} of {} %", percent(share.actual), percent(share.target))));
    });
}

fn delivery(ui: &mut Ui, delivery: &Delivery) {
    let rate =
        |rate: Option<f32>| rate.map_or_else(|| "–".to_owned(), |rate| format!("{rate:.0} words a minute"));
    let seconds = |ms: usize| format!("{:.1} s", ms as f32 / 1000.0);
    let longest = delivery.longest_pause().map_or_else(
        || "none".to_owned(),
        |pause| format!("{} at {}", seconds(pause.len()), words::clock(pause.start())),
    );
    let rows = [
        ("Pace", rate(delivery.words_per_minute())),
        ("While speaking", rate(delivery.articulation_rate())),
        ("Pauses", delivery.pauses.len().to_string()),
        ("Longest pause", longest),
        ("Before the start", seconds(delivery.lead_ms)),
        ("“Um” and the like", format!("at least {}", delivery.fillers_at_least)),
    ];
    Grid::new("delivery").num_columns(2).spacing(vec2(14.0, 4.0)).show(ui, |ui| {
        for (name, value) in rows {
            ui.label(theme::muted(ui, name));
            ui.label(value);
            ui.end_row();
        }
    });
    ui.label(theme::caption(
        ui,
        "Measured from the sound; it never changes the score. Accent and tone are never judged.",
    ));
}
