//! Several interviewers, one after the other, by the clock.

use eframe::egui::Ui;
use egui_material_icons::icons;

use crate::core::interview::loops::LoopPlan;
use crate::io::session::stamp::Stamp;
use crate::io::settings::Settings;
use crate::runtime::studio::Studio;
use crate::runtime::studio::library::Entry;
use crate::runtime::studio::library::Shelf;
use crate::runtime::studio::practise::Rehearse;
use crate::ui::screens::Ask;
use crate::ui::screens::home::act::Act;
use crate::ui::screens::home::job;
use crate::ui::theme;
use crate::ui::widgets;

pub(super) fn card_ui(
    ui: &mut Ui,
    settings: &mut Settings,
    studio: &Studio,
    shelf: &Shelf,
    asks: &mut Vec<Ask>,
) {
    widgets::card(ui, |ui| {
        let what = "Several interviewers in turn, by the clock. Nothing is shown before the end; then you read the debrief.";
        job::title_ui(ui, icons::ICON_GROUPS, "Full loop", what);
        let goes_on = studio.practise.goes_on();
        let Some(current) = chosen(settings, studio) else { return };
        ui.add_space(theme::space().xs);
        ui.add_enabled_ui(!goes_on, |ui| {
            ui.horizontal_wrapped(|ui| {
                // The lengths stand in the middle of the row, which the button is higher than.
                ui.set_row_height(widgets::PRIMARY);
                plan_ui(ui, settings, studio, current);
                ui.add_space(theme::space().m);
                let start = widgets::primary_button(ui, "Start the loop");
                if start.on_hover_text(Act::Loop.tip(ui.ctx())).clicked() {
                    asks.extend(begin(settings, studio));
                }
                asks.extend(shelf.unfinished().and_then(|entry| go_on_ui(ui, entry)));
            });
        });
        ui.label(theme::caption(ui, &current.about));
    });
}

fn go_on_ui(ui: &mut Ui, entry: &Entry) -> Option<Ask> {
    let began = entry.began.map_or_else(String::new, Stamp::to_minute);
    let button = widgets::quiet_button(ui, "Go on with the one you left");
    let button = button.on_hover_text(format!("{}, of {began}", entry.name));
    button.clicked().then(|| Ask::Rehearse(Rehearse::GoOn(entry.id.clone())))
}

/// Asks for a new loop by the chosen plan.
pub(super) fn begin(settings: &Settings, studio: &Studio) -> Option<Ask> {
    let plan = chosen(settings, studio)?.id.clone();
    let seed = Stamp::now().seed();
    Some(Ask::Rehearse(Rehearse::Begin { plan, chosen: Vec::new(), seed }))
}

/// The plan that was held last, or the shortest.
fn chosen<'s>(settings: &Settings, studio: &'s Studio) -> Option<&'s LoopPlan> {
    let plans = &studio.packs.loops().plans;
    let kept = settings.loop_plan.as_ref().and_then(|id| plans.iter().find(|plan| plan.id == *id));
    kept.or(plans.first())
}

fn plan_ui(ui: &mut Ui, settings: &mut Settings, studio: &Studio, current: &LoopPlan) {
    ui.label("Length");
    ui.add_space(theme::space().s);
    for plan in &studio.packs.loops().plans {
        let choice = ui.selectable_label(plan.id == current.id, format!("{} min", plan.minutes));
        if choice.on_hover_text(&plan.title).clicked() {
            settings.loop_plan = Some(plan.id.clone());
        }
    }
}
