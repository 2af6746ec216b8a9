//! Being interviewed: what is asked, whose turn it is, what is heard, and how the answer will end.
//!
//! Every part has its place and keeps it while one speaks: nothing on this screen moves but the words in their box, the
//! level, the clock and the ring.

pub(in crate::ui) mod act;
mod before;
mod coach;
mod floor;
mod over;
mod rehearsal;
mod turn;

use eframe::egui::Ui;

use crate::runtime::studio::Studio;
use crate::runtime::studio::practise::Practice;
use crate::runtime::studio::practise::Progress;
use crate::runtime::studio::practise::Rehearse;
use crate::runtime::studio::practise::Step;
use crate::ui::screens::Ask;
use crate::ui::theme;
use crate::ui::widgets;

/// What is being filled in. What is true of the interview is the studio's.
#[derive(Debug, Default)]
pub(in crate::ui) struct Practise {
    /// Id of the question that stood chosen when the list was opened. It stays in front whatever is chosen then.
    first: Option<String>,
    /// An answer that is being typed.
    typing: String,
    /// The field to type in is shown beside a microphone.
    types: bool,
    /// Why the open probe was asked is shown.
    receipt: bool,
    /// The person is asked whether to end the session.
    ending: bool,
    /// The loop that was begun last.
    rehearsal: Option<Rehearse>,
}

impl Practise {
    /// Another question was chosen elsewhere.
    pub(in crate::ui) fn look_again(&mut self) {
        self.first = None;
    }

    /// Draws it.
    pub(in crate::ui) fn ui(&mut self, ui: &mut Ui, studio: &mut Studio) -> Vec<Ask> {
        let practice = studio.practise.shown();
        let mut asks = Vec::new();
        match &practice.progress {
            Progress::Idle => self.before_ui(ui, studio, &mut asks),
            Progress::Preparing(step) => preparing(ui, *step, studio),
            Progress::Held => self.floor_ui(ui, &practice, studio, &mut asks),
            Progress::Kept(_) | Progress::Left(_) | Progress::Nothing | Progress::Failed(_) => {
                self.over_ui(ui, &practice, studio, &mut asks);
            }
        }
        asks
    }
}

fn preparing(ui: &mut Ui, step: Step, studio: &Studio) {
    widgets::page(ui, "", |ui| {
        ui.vertical_centered(|ui| {
            ui.add_space(theme::space().xl * 3.0);
            ui.spinner();
            ui.add_space(theme::space().s);
            ui.label(theme::heading(match step {
                Step::Hearing => "Loading the speech model and opening the microphone",
                Step::Session => "Getting the interviewer ready",
            }));
            ui.add_space(theme::space().m);
            if widgets::quiet_button(ui, "Cancel").clicked() {
                studio.practise.stop();
            }
        });
    });
}

/// What a person should know beside the interview.
fn told(ui: &mut Ui, practice: &Practice) {
    for told in &practice.told {
        ui.label(eframe::egui::RichText::new(told).color(theme::palette(ui).warn));
    }
}
