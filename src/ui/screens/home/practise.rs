//! The job that most people come for: one question, asked and pushed back on.

use eframe::egui::Ui;
use egui_material_icons::icons;

use crate::io::settings::Settings;
use crate::runtime::studio::Studio;
use crate::ui::nav::Place;
use crate::ui::screens::Ask;
use crate::ui::screens::home::act::Act;
use crate::ui::screens::home::job;
use crate::ui::theme;
use crate::ui::widgets;

pub(super) fn card_ui(ui: &mut Ui, settings: &mut Settings, studio: &Studio, asks: &mut Vec<Ask>) {
    let goes_on = studio.practise.goes_on();
    widgets::column_card(ui, |ui| {
        let what = "You are asked aloud, you answer aloud, and what you leave out is asked about.";
        job::head_ui(ui, icons::ICON_MIC, "Practise a question", what);
        ui.add_enabled_ui(!goes_on, |ui| {
            job::question_ui(ui, "practise", settings, studio);
            mode_ui(ui, settings);
        });
        ui.add_space(theme::space().s);
        ui.horizontal_wrapped(|ui| {
            let name = if goes_on { "Back to the interview" } else { Act::Start.name() };
            let start = widgets::primary_button(ui, name).on_hover_text(Act::Start.tip(ui.ctx()));
            if start.clicked() {
                asks.push(Ask::Begin);
            }
            let more = widgets::quiet_button(ui, "More choices");
            if more.on_hover_text("Every question in full, and how you want to answer").clicked() {
                asks.push(Ask::Go(Place::Practise));
            }
        });
    });
}

fn mode_ui(ui: &mut Ui, settings: &mut Settings) {
    job::row_ui(ui, "Mode", |ui| {
        let key = ui.ctx().format_shortcut(&Act::Mode.key());
        let modes = [
            (false, "Practice", "What was heard and what is missing is shown as you speak"),
            (true, "Real", "As in an interview: nothing is shown before the end"),
        ];
        for (real, name, what) in modes {
            let choice = ui.selectable_value(&mut settings.real, real, name);
            choice.on_hover_text(format!("{what} ({key} changes it)"));
        }
    });
}
