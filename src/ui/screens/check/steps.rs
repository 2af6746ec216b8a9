//! One of the four things as a card: how it stands, what is in it, and how to go on.

use eframe::egui::Align;
use eframe::egui::Layout;
use eframe::egui::Ui;

use crate::io::settings::Settings;
use crate::runtime::studio::Studio;
use crate::ui::screens::Ask;
use crate::ui::screens::check::Check;
use crate::ui::screens::check::Step;
use crate::ui::screens::check::microphone;
use crate::ui::screens::check::model;
use crate::ui::screens::check::sentence;
use crate::ui::screens::check::standing::Standing;
use crate::ui::screens::check::voice;
use crate::ui::theme;
use crate::ui::widgets;

/// A card in its turn.
#[derive(Debug, Clone, Copy)]
pub(super) struct Turn {
    pub(super) step: Step,
    pub(super) standing: Standing,
    /// The person is led from one to the next.
    pub(super) guided: bool,
    /// It is the one to do now.
    pub(super) current: bool,
}

impl Turn {
    /// What is missing and cannot be had by pressing a button.
    fn is_hopeless(self) -> bool {
        self.standing == Standing::Missing && self.step != Step::Model
    }
}

impl Check {
    pub(super) fn step_ui(
        &mut self,
        ui: &mut Ui,
        turn: Turn,
        settings: &mut Settings,
        studio: &Studio,
    ) -> Option<Ask> {
        let open = turn.current || !turn.guided || self.opened.contains(&turn.step);
        let done = turn.guided && turn.current && turn.standing.is_settled();
        // What is done, or cannot be done, is not the one thing to do any more.
        let first = turn.current && !done && !turn.is_hopeless();
        widgets::card(ui, |ui| {
            self.title_ui(ui, turn, open);
            if !open {
                return None;
            }
            let asked = match turn.step {
                Step::Microphone => microphone::card_ui(ui, first, settings, studio),
                Step::Voice => voice::card_ui(ui, first, settings, studio),
                Step::Model => model::card_ui(self, ui, first, settings, studio),
                Step::Sentence => sentence::card_ui(ui, first, settings, studio),
            };
            if done && widgets::primary_button(ui, "Next").on_hover_text("On to what comes next").clicked() {
                self.now = None;
            }
            asked
        })
        .inner
    }

    fn title_ui(&mut self, ui: &mut Ui, turn: Turn, open: bool) {
        ui.horizontal(|ui| {
            turn.standing.icon_ui(ui);
            ui.label(theme::heading(turn.step.name()));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                turn.standing.pill_ui(ui);
                if turn.guided && turn.current && !turn.standing.is_settled() {
                    let button =
                        if turn.is_hopeless() { widgets::primary_button } else { widgets::quiet_button };
                    if button(ui, turn.step.leave_out(turn.standing)).clicked() {
                        self.left_out.push(turn.step);
                        self.now = None;
                    }
                } else if turn.guided && !turn.current {
                    self.fold_ui(ui, turn.step, open);
                }
            });
        });
    }

    /// Opens or closes one out of its turn.
    fn fold_ui(&mut self, ui: &mut Ui, step: Step, open: bool) {
        let label = if open { "Close" } else { "Open" };
        if !widgets::quiet_button(ui, label).on_hover_text(format!("{label}: {}", step.name())).clicked() {
            return;
        }
        if open {
            self.opened.retain(|other| *other != step);
        } else {
            self.opened.push(step);
        }
    }
}
