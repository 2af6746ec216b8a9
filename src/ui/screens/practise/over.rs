//! After the interview.

use eframe::egui::Ui;
use egui_material_icons::icons;

use crate::runtime::studio::Studio;
use crate::runtime::studio::practise::Practice;
use crate::runtime::studio::practise::Progress;
use crate::ui::screens::Ask;
use crate::ui::screens::practise::Practise;
use crate::ui::screens::practise::told;
use crate::ui::theme;
use crate::ui::widgets;

impl Practise {
    pub(super) fn over_ui(
        &mut self,
        ui: &mut Ui,
        practice: &Practice,
        studio: &mut Studio,
        asks: &mut Vec<Ask>,
    ) {
        widgets::page(ui, "", |ui| {
            ui.add_space(theme::space().xl);
            let is_loop = practice.view.as_ref().is_some_and(|view| view.rehearsal.is_some());
            match &practice.progress {
                Progress::Left(_) => {
                    let why = "It is kept as far as it went, and goes on at the question that was open.";
                    widgets::empty(ui, icons::ICON_BOOKMARK, "The loop waits for you", why);
                }
                Progress::Kept(_) if is_loop => {
                    let why = "The debrief says what a committee would read.";
                    widgets::empty(ui, icons::ICON_CHECK, "The loop is over", why);
                }
                Progress::Kept(_) => {
                    let why = "It is kept on this machine, with its sound and its scorecard.";
                    widgets::empty(ui, icons::ICON_CHECK, "The interview is over", why);
                }
                Progress::Failed(why) => {
                    widgets::empty(ui, icons::ICON_ERROR, "The interview could not be held", why);
                }
                _ => {
                    let why = "Nothing was said, and nothing is kept.";
                    widgets::empty(ui, icons::ICON_MIC_OFF, "The interview is over", why);
                }
            }
            ui.vertical_centered(|ui| {
                told(ui, practice);
                if is_loop {
                    self.loop_over_ui(ui, practice, studio, asks);
                    return;
                }
                if let Progress::Kept(id) = &practice.progress
                    && widgets::primary_button(ui, "Look back at it").clicked()
                {
                    asks.push(Ask::Open(id.clone()));
                }
                if widgets::quiet_button(ui, "Once more").clicked() {
                    studio.practise.put_away();
                    self.begin(studio, asks);
                }
                if widgets::quiet_button(ui, "Another question").clicked() {
                    studio.practise.put_away();
                }
            });
        });
    }
}
