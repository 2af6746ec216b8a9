//! Whether everything works before one practises: microphone, voice, speech model, and one sentence through all of it.
//!
//! At the first start it leads from one to the next, with one thing to do at a time; later all of it lies open. Nothing
//! is opened or fetched unless the person asked for it, and everything can be left out.

mod act;
mod meter;
mod microphone;
mod model;
mod models;
mod sentence;
mod standing;
mod voice;

use eframe::egui::Align;
use eframe::egui::Layout;
use eframe::egui::Ui;

use crate::io::settings::Settings;
use crate::runtime::studio::Studio;
use crate::runtime::studio::speech_models::State;
use crate::ui::nav::Place;
use crate::ui::screens::Ask;
use crate::ui::theme;
use crate::ui::widgets;

pub(in crate::ui) use crate::ui::screens::check::act::Act;
use crate::ui::screens::check::standing::Standing;

/// One of the four things.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Microphone,
    Voice,
    Model,
    Sentence,
}

/// In the order in which they are tried.
const STEPS: [Step; 4] = [Step::Microphone, Step::Voice, Step::Model, Step::Sentence];

/// What a person is in the middle of.
#[derive(Debug, Default)]
pub(in crate::ui) struct Check {
    /// A path that is being typed.
    file: String,
    /// A file was chosen with the system's dialogue here.
    chosen_here: bool,
    /// The model that is about to be removed.
    sure: Option<String>,
    /// What was left out this time.
    left_out: Vec<Step>,
    /// What was opened out of its turn.
    opened: Vec<Step>,
    /// The models were looked at.
    looked: bool,
    /// The model whose speed was asked for.
    tried: Option<String>,
}

impl Step {
    fn name(self) -> &'static str {
        match self {
            Self::Microphone => "Microphone",
            Self::Voice => "Voice",
            Self::Model => "Speech model",
            Self::Sentence => "Say a sentence",
        }
    }

    /// How leaving it out is called.
    fn leave_out(self) -> &'static str {
        match self {
            Self::Microphone => "Go on without a microphone",
            Self::Voice => "Go on without a voice",
            Self::Model => "Go on without a model",
            Self::Sentence => "Leave this out",
        }
    }
}

impl Check {
    /// Draws it.
    pub(in crate::ui) fn ui(&mut self, ui: &mut Ui, studio: &mut Studio) -> Vec<Ask> {
        let mut settings = studio.settings().clone();
        self.look(&settings, studio);
        let mut asks = Vec::new();
        if let Some(act) = Act::pressed(ui.ctx()) {
            asks.extend(act.perform(&settings, studio));
        }
        let standings = STEPS.map(|step| standing::of(step, &settings, studio));
        let undone =
            |(step, standing): &(Step, Standing)| !standing.is_settled() && !self.left_out.contains(step);
        let next = STEPS.into_iter().zip(standings).find(undone).map(|(step, _)| step);
        let guided = !studio.settings().checked;
        widgets::page(ui, "Check", |ui| {
            if self.head_ui(ui, guided, next) {
                settings.checked = true;
                asks.push(Ask::Go(Place::Home));
            }
            for (step, standing) in STEPS.into_iter().zip(standings) {
                asks.extend(self.step_ui(ui, step, standing, guided, next, &mut settings, studio));
                ui.add_space(theme::space().xs);
            }
            if next.is_none() && self.foot_ui(ui, guided) {
                settings.checked = true;
                asks.push(Ask::Go(Place::Home));
            }
        });
        let kept = studio.set(|kept| *kept = settings);
        asks.extend(kept.err().map(|fault| Ask::Fault(fault.to_string())));
        asks
    }

    /// What can be known without opening anything. A model whose speed nobody knows is tried once.
    fn look(&mut self, settings: &Settings, studio: &Studio) {
        if !self.looked {
            self.looked = true;
            studio.models.read().ok();
            studio.check.devices.look().ok();
        }
        let shown = studio.models.shown();
        let Some(used) = standing::used(settings, &shown) else { return };
        let unknown = used.state == State::Here && used.speed.is_none() && shown.now.is_none();
        if unknown && self.tried.as_ref() != Some(&used.name) {
            self.tried = Some(used.name.clone());
            studio.models.measure(&used.name).ok();
        }
    }

    /// Whether the person goes on by typing.
    fn head_ui(&self, ui: &mut Ui, guided: bool, next: Option<Step>) -> bool {
        let text = match (guided, next) {
            (true, Some(_)) => {
                "Four things to try before you practise; it takes a minute. Everything can be left out."
            }
            (false, Some(_)) => {
                "Try what you need. Nothing listens, speaks or is fetched unless you ask for it."
            }
            (_, None) => "Everything that you want works.",
        };
        ui.horizontal(|ui| {
            let room = ui.available_width();
            ui.allocate_ui_with_layout(
                [room - 170.0, 0.0].into(),
                Layout::left_to_right(Align::Center),
                |ui| {
                    ui.set_width(room - 170.0);
                    ui.add(eframe::egui::Label::new(theme::muted(ui, text)).wrap());
                },
            );
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let tip = "Goes on without any of this. Answers can always be typed.";
                widgets::quiet_button(ui, "Skip, I will type").on_hover_text(tip).clicked()
            })
            .inner
        })
        .inner
    }

    /// Whether the person has done everything and goes on.
    fn foot_ui(&self, ui: &mut Ui, guided: bool) -> bool {
        ui.add_space(theme::space().s);
        let label = if guided { "Done, on to the questions" } else { "Done" };
        widgets::primary_button(ui, label).clicked()
    }

    #[expect(clippy::too_many_arguments, reason = "what one card is drawn from")]
    fn step_ui(
        &mut self,
        ui: &mut Ui,
        step: Step,
        standing: Standing,
        guided: bool,
        next: Option<Step>,
        settings: &mut Settings,
        studio: &Studio,
    ) -> Option<Ask> {
        let first = next == Some(step);
        let open = first || !guided || self.opened.contains(&step);
        widgets::card(ui, |ui| {
            self.title_ui(ui, step, standing, open, guided && !first);
            if !open {
                return None;
            }
            let asked = match step {
                Step::Microphone => microphone::card_ui(ui, first, settings, studio),
                Step::Voice => voice::card_ui(ui, first, settings, studio),
                Step::Model => model::card_ui(self, ui, first, settings, studio),
                Step::Sentence => sentence::card_ui(ui, first, settings, studio),
            };
            if guided && first && widgets::quiet_button(ui, step.leave_out()).clicked() {
                self.left_out.push(step);
            }
            asked
        })
        .inner
    }

    fn title_ui(&mut self, ui: &mut Ui, step: Step, standing: Standing, open: bool, foldable: bool) {
        ui.horizontal(|ui| {
            standing.icon_ui(ui);
            ui.label(theme::heading(step.name()));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                standing.pill_ui(ui);
                if !foldable {
                    return;
                }
                let label = if open { "Close" } else { "Open" };
                if widgets::quiet_button(ui, label)
                    .on_hover_text(format!("{label}: {}", step.name()))
                    .clicked()
                {
                    if open {
                        self.opened.retain(|other| *other != step);
                    } else {
                        self.opened.push(step);
                    }
                }
            });
        });
    }
}
