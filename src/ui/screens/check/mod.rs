//! Whether everything works before one practises: microphone, voice, speech model, and one sentence through all of it.
//!
//! At the first start it leads from one to the next, with one thing to do at a time; later all of it lies open. Nothing
//! is opened or fetched unless the person asked for it, and everything can be left out.

pub(in crate::ui) mod act;
mod meter;
mod microphone;
mod model;
mod models;
mod sentence;
mod standing;
mod steps;
mod voice;

use eframe::egui::Align;
use eframe::egui::Label;
use eframe::egui::Layout;
use eframe::egui::Ui;

use crate::io::settings::Settings;
use crate::runtime::studio::Studio;
use crate::runtime::studio::check::Line;
use crate::runtime::studio::speech_models::State;
use crate::ui::nav::Place;
use crate::ui::screens::Ask;
use crate::ui::theme;
use crate::ui::widgets;

pub(in crate::ui) use crate::ui::screens::check::act::Act;
use crate::ui::screens::check::standing::Standing;
use crate::ui::screens::check::steps::Turn;

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
    /// The one that is led through now. It stays until the person goes on, for nothing moves by itself.
    now: Option<Step>,
    /// What was left out this time.
    left_out: Vec<Step>,
    /// What was opened out of its turn.
    opened: Vec<Step>,
    /// Models and devices were looked at since the screen was opened.
    looked: bool,
    /// The microphone that was open, as it last was.
    line: Line,
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
    fn leave_out(self, standing: Standing) -> &'static str {
        match self {
            Self::Model if standing == Standing::Busy => "Go on meanwhile",
            Self::Microphone => "Go on without a microphone",
            Self::Voice => "Go on without a voice",
            Self::Model => "Go on without a model",
            Self::Sentence => "Leave this out",
        }
    }
}

impl Check {
    /// The screen is opened: what there is may have changed since.
    pub(in crate::ui) fn enter(&mut self) {
        self.looked = false;
    }

    /// Draws it.
    pub(in crate::ui) fn ui(&mut self, ui: &mut Ui, studio: &mut Studio) -> Vec<Ask> {
        let mut settings = studio.settings().clone();
        self.look(&settings, studio);
        let mut asks = Vec::new();
        if let Some(act) = Act::pressed(ui.ctx()) {
            asks.extend(act.perform(&settings, studio));
            // What comes of it is to be seen.
            let step = act.step();
            if self.now != Some(step) && !self.opened.contains(&step) {
                self.opened.push(step);
            }
        }
        let standings = STEPS.map(|step| standing::of(step, &settings, studio));
        let guided = !studio.settings().checked;
        let next = self.next(standings, guided);
        widgets::page(ui, "Check", |ui| {
            if head_ui(ui, guided, next) {
                settings.checked = true;
                asks.push(Ask::Go(Place::Home));
            }
            for (step, standing) in STEPS.into_iter().zip(standings) {
                let turn = Turn { step, standing, guided, current: next == Some(step) };
                asks.extend(self.step_ui(ui, turn, &mut settings, studio));
                ui.add_space(theme::space().xs);
            }
            if next.is_none() && foot_ui(ui, guided) {
                settings.checked = true;
                asks.push(Ask::Go(Place::Home));
            }
        });
        studio.set(|kept| *kept = settings);
        asks
    }

    /// What can be known without opening anything. A model whose speed nobody knows is tried once.
    fn look(&mut self, settings: &Settings, studio: &Studio) {
        if !self.looked {
            self.looked = true;
            studio.models.read().ok();
            studio.check.devices.look().ok();
        }
        let line = studio.check.ear.shown().line.clone();
        if came_or_went(&self.line, &line) {
            studio.check.devices.look().ok();
        }
        self.line = line;
        let shown = studio.models.shown();
        let Some(used) = standing::used(settings, &shown) else { return };
        let unknown = used.state == State::Here && used.speed.is_none() && shown.now.is_none();
        if unknown && self.tried.as_ref() != Some(&used.name) {
            self.tried = Some(used.name.clone());
            studio.models.measure(&used.name).ok();
        }
    }

    /// What to do next.
    fn next(&mut self, standings: [Standing; 4], guided: bool) -> Option<Step> {
        if let Some(now) = self.now.filter(|_| guided) {
            return Some(now);
        }
        let mut undone = STEPS
            .into_iter()
            .zip(standings)
            .filter(|(step, standing)| !standing.is_settled() && !self.left_out.contains(step));
        self.now = undone.next().map(|(step, _)| step);
        self.now
    }
}

/// Whether a device was unplugged or plugged in, so that the list of them is out of date.
fn came_or_went(before: &Line, now: &Line) -> bool {
    let absent = |line: &Line| matches!(line, Line::Gone(_) | Line::Missing(_));
    let open = |line: &Line| matches!(line, Line::Open(_));
    (open(before) && absent(now)) || (absent(before) && open(now))
}

/// Whether the person goes on by typing.
fn head_ui(ui: &mut Ui, guided: bool, next: Option<Step>) -> bool {
    let text = match (guided, next) {
        (true, Some(_)) => {
            "Four things to try before you practise; it takes a minute. Everything can be left out."
        }
        (false, Some(_)) => "Try what you need. Nothing listens, speaks or is fetched unless you ask for it.",
        (_, None) => "Everything that you want works.",
    };
    let row = ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let tip = "Goes on without any of this. Answers can always be typed.";
            let skip = widgets::quiet_button(ui, "Skip, I will type").on_hover_text(tip).clicked();
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add(Label::new(theme::muted(ui, text)).wrap());
            });
            skip
        })
        .inner
    });
    ui.add_space(theme::space().s);
    row.inner
}

/// Whether the person has done everything and goes on.
fn foot_ui(ui: &mut Ui, guided: bool) -> bool {
    ui.add_space(theme::space().s);
    let label = if guided { "Done, on to the questions" } else { "Done" };
    widgets::primary_button(ui, label).clicked()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn devices_are_listed_anew_when_one_comes_or_goes() {
        let (open, gone) = (Line::Open("Headset".into()), Line::Gone("Headset".into()));
        assert!(came_or_went(&open, &gone) && came_or_went(&gone, &open));
        assert!(!came_or_went(&open, &open) && !came_or_went(&open, &Line::Closed));
    }

    #[test]
    fn one_thing_follows_the_other_and_none_moves_by_itself() {
        let mut check = Check::default();
        let untried = [Standing::Untried; 4];
        let heard = [Standing::Good, Standing::Untried, Standing::Good, Standing::Untried];
        assert_eq!(check.next(untried, true), Some(Step::Microphone));
        assert_eq!(check.next(heard, true), Some(Step::Microphone), "until the person goes on");
        check.now = None;
        assert_eq!(check.next(heard, true), Some(Step::Voice));
        (check.now, check.left_out) = (None, vec![Step::Voice]);
        assert_eq!(check.next(heard, true), Some(Step::Sentence), "what is good is not asked for");
        assert_eq!(check.next([Standing::Good; 4], false), None, "later all of it lies open");
    }
}
