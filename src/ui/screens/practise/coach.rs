//! What practice mode shows: the parts that are told, the gaps that wait, and the score after an answer.

use eframe::egui::Align2;
use eframe::egui::RichText;
use eframe::egui::Sense;
use eframe::egui::Ui;
use eframe::egui::WidgetInfo;
use eframe::egui::accesskit::Role;
use eframe::egui::vec2;
use egui_material_icons::icons;

use crate::core::view::Coaching;
use crate::core::view::View;
use crate::ui::theme;
use crate::ui::widgets;
use crate::ui::words;

/// The part that is no part of the story.
const OTHER: &str = "Other talk";

/// While it is told.
pub(super) fn coach_ui(ui: &mut Ui, coaching: &Coaching) {
    widgets::card(ui, |ui| {
        ui.label(theme::strong("Told so far"));
        for (name, told) in coaching.beats.iter().filter(|(name, _)| name != OTHER) {
            beat_ui(ui, name, *told);
        }
        if !coaching.gaps.is_empty() {
            ui.add_space(theme::space().s);
            ui.label(theme::strong("Still open"));
            for (name, _) in &coaching.gaps {
                ui.label(theme::caption(ui, words::gap(name)));
            }
        }
    });
}

fn beat_ui(ui: &mut Ui, name: &str, told: bool) {
    let palette = theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 22.0), Sense::hover());
    let spoken = format!("{name}: {}", if told { "told" } else { "not yet" });
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &spoken));
    let (icon, colour) = if told {
        (icons::ICON_CHECK_CIRCLE, palette.good)
    } else {
        (icons::ICON_RADIO_BUTTON_UNCHECKED, palette.muted)
    };
    let at = rect.left_center() + vec2(9.0, 0.0);
    ui.painter().text(at, Align2::CENTER_CENTER, icon.codepoint, widgets::icon_font(16.0), colour);
    let at = rect.left_center() + vec2(26.0, 0.0);
    let text = if told { palette.text } else { palette.muted };
    ui.painter().text(at, Align2::LEFT_CENTER, name, theme::body_font(), text);
}

/// After the last reply.
pub(super) fn done_ui(ui: &mut Ui, view: &View) {
    let Some(done) = view.done.last() else {
        ui.label(theme::heading("The answer is complete."));
        ui.label(theme::muted(ui, "In real mode nothing is shown before the end."));
        return;
    };
    let Some(verdict) = &done.verdict else {
        ui.label(theme::heading("This question was left."));
        return;
    };
    let overall = &verdict.overall;
    let colour = theme::score(ui, overall.score);
    ui.label(RichText::new(format!("{} of 5", overall.score)).size(theme::sizes().title).color(colour));
    ui.label(theme::muted(ui, &overall.anchor));
    if let Some(advice) = &verdict.advice {
        ui.add_space(theme::space().s);
        ui.label(theme::heading(&advice.headline));
        ui.label(&advice.fix);
    }
    ui.add_space(theme::space().s);
    for dimension in &verdict.dimensions {
        ui.horizontal(|ui| {
            ui.label(&dimension.label);
            ui.label(theme::caption(ui, words::level(dimension.level)));
        });
    }
}
