//! Before the interview: which question, and how.

use eframe::egui::Frame;
use eframe::egui::Margin;
use eframe::egui::Panel;
use eframe::egui::RichText;
use eframe::egui::Sense;
use eframe::egui::Ui;
use eframe::egui::WidgetInfo;
use eframe::egui::accesskit::Role;

use crate::core::rubric::rubric::Rubric;
use crate::io::settings::Settings;
use crate::runtime::studio::Studio;
use crate::runtime::studio::practise::Rehearse;
use crate::runtime::studio::practise::Wishes;
use crate::ui::nav::Place;
use crate::ui::screens::Ask;
use crate::ui::screens::practise::Practise;
use crate::ui::screens::practise::act::Act;
use crate::ui::theme;
use crate::ui::widgets;

impl Practise {
    pub(super) fn before_ui(&mut self, ui: &mut Ui, studio: &mut Studio, asks: &mut Vec<Ask>) {
        let mut settings = studio.settings().clone();
        let chosen = studio.question();
        let space = theme::space();
        let frame = Frame::NONE.fill(theme::palette(ui).surface).inner_margin(Margin::same(space.l as i8));
        // How it is held stays in sight, however many questions there are.
        let below = Panel::bottom("how").resizable(false).frame(frame).show(ui, |ui| {
            how(ui, &mut settings, asks);
            ui.add_space(space.s);
            let tip = format!("Start the interview ({})", ui.ctx().format_shortcut(&Act::Floor.key()));
            widgets::primary_button(ui, "Start the interview").on_hover_text(tip).clicked()
        });
        widgets::page(ui, "Practise", |ui| {
            ui.label(theme::muted(ui, "You are asked, you answer, and what you leave out is asked about."));
            ui.add_space(space.m);
            let first = self.first.get_or_insert_with(|| chosen.clone());
            if let Some(id) = questions_ui(ui, studio, first, &chosen) {
                settings.question = Some(id);
            }
        });
        studio.set(|kept| *kept = settings);
        if below.inner || Act::pressed(ui.ctx()) == Some(Act::Floor) {
            self.begin(studio, asks);
        }
    }

    /// Begins with the question and the settings as they are, unless an interview goes on.
    pub(in crate::ui) fn begin(&mut self, studio: &mut Studio, asks: &mut Vec<Ask>) {
        if studio.practise.goes_on() {
            return;
        }
        *self = Self::default();
        let wishes = Wishes::of(studio.settings(), &studio.question());
        if let Err(error) = studio.practise.begin(wishes) {
            let why = format!("The interview cannot start ({error}); close other programs and try again");
            asks.push(Ask::Fault(why));
        }
    }

    /// Begins a loop, or goes on with one.
    pub(in crate::ui) fn rehearse(&mut self, studio: &mut Studio, rehearsal: Rehearse, asks: &mut Vec<Ask>) {
        *self = Self { rehearsal: Some(rehearsal.clone()), ..Self::default() };
        let wishes = Wishes::of_loop(studio.settings(), rehearsal);
        if let Err(error) = studio.practise.begin(wishes) {
            let why = format!("The loop cannot start ({error}); close other programs and try again");
            asks.push(Ask::Fault(why));
        }
    }
}

/// All questions, that one in front; which was chosen now.
fn questions_ui(ui: &mut Ui, studio: &Studio, first: &str, chosen: &str) -> Option<String> {
    let mut ids: Vec<&str> = studio.packs.ids().collect();
    ids.sort_by_key(|id| *id != first);
    let mut now = None;
    for id in ids {
        let Some(rubric) = studio.packs.get(id) else { continue };
        if question_ui(ui, rubric, id == chosen) {
            now = Some(id.to_owned());
        }
    }
    now
}

/// One question; whether it was chosen.
fn question_ui(ui: &mut Ui, rubric: &Rubric, chosen: bool) -> bool {
    let drawn = widgets::card(ui, |ui| {
        ui.horizontal(|ui| {
            let palette = theme::palette(ui);
            let colour = if chosen { palette.accent } else { palette.border };
            let (rect, _) = ui.allocate_exact_size(eframe::egui::vec2(18.0, 18.0), Sense::hover());
            ui.painter().circle_stroke(rect.center(), 8.0, eframe::egui::Stroke::new(2.0, colour));
            if chosen {
                ui.painter().circle_filled(rect.center(), 4.5, colour);
            }
            ui.vertical(|ui| {
                ui.add(eframe::egui::Label::new(theme::strong(&rubric.title)).selectable(false));
                let ask = RichText::new(rubric.question()).color(palette.muted);
                ui.add(eframe::egui::Label::new(ask).selectable(false).wrap());
            });
        });
    });
    let response = ui.interact(drawn.response.rect, ui.scope_id().with(&rubric.title), Sense::click());
    let name = format!("{}: {}", rubric.title, rubric.question());
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, chosen, &name));
    widgets::ring(ui, &response, eframe::egui::CornerRadius::same(theme::space().radius));
    response.clicked()
}

fn how(ui: &mut Ui, settings: &mut Settings, asks: &mut Vec<Ask>) {
    ui.horizontal_wrapped(|ui| {
        ui.label("I want to");
        ui.selectable_value(&mut settings.typed, false, "speak");
        ui.selectable_value(&mut settings.typed, true, "type");
        ui.add_space(theme::space().l);
        ui.label("Mode");
        ui.selectable_value(&mut settings.real, false, "Practice");
        ui.selectable_value(&mut settings.real, true, "Real");
        ui.add_space(theme::space().l);
        let name = ui.label("Probes at most");
        ui.add(eframe::egui::DragValue::new(&mut settings.probes).range(0..=4)).labelled_by(name.id);
    });
    let text = if settings.real {
        "As in an interview: nothing is shown before the end."
    } else {
        "You see which parts are told and what is missing while you speak, and a score after each answer."
    };
    ui.label(theme::caption(ui, text));
    if !settings.typed && widgets::quiet_button(ui, "Check microphone and voice").clicked() {
        asks.push(Ask::Go(Place::Check));
    }
}
