//! Whether everything is ready: microphone, voice, speech model, and one sentence to be sure. All of it can be skipped.

mod microphone;
mod model;
mod sentence;
mod voice;

use eframe::egui::Align;
use eframe::egui::Layout;
use eframe::egui::RichText;
use eframe::egui::Ui;
use egui_material_icons::MaterialIcon;
use egui_material_icons::icons;

use crate::runtime::studio::Studio;
use crate::ui::nav::Place;
use crate::ui::screens::Ask;
use crate::ui::theme;
use crate::ui::widgets;
use crate::ui::widgets::icon_font;

/// What is being filled in.
#[derive(Debug, Default)]
pub(in crate::ui) struct Check {
    /// The file of a model that is to be taken in.
    path: String,
    /// The models were asked for.
    listed: bool,
}

/// How something stands; never told by colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stands {
    Good,
    Attention,
    Missing,
    Unknown,
}

impl Check {
    /// Draws it.
    pub(in crate::ui) fn ui(&mut self, ui: &mut Ui, studio: &mut Studio) -> Vec<Ask> {
        let mut asks = Vec::new();
        if !self.listed {
            self.listed = true;
            studio.check.models.list().ok();
        }
        widgets::page(ui, "Check", |ui| {
            ui.label(theme::muted(
                ui,
                "Can you be heard, can you hear the interviewer, and is your speech written down? \
                 Everything here can be skipped: answers can be typed.",
            ));
            ui.add_space(theme::space().m);
            microphone::microphone_ui(ui, studio, &mut asks);
            ui.add_space(theme::space().s);
            voice::voice_ui(ui, studio, &mut asks);
            ui.add_space(theme::space().s);
            model::model_ui(ui, studio, &mut self.path, &mut asks);
            ui.add_space(theme::space().s);
            sentence::sentence_ui(ui, studio);
            ui.add_space(theme::space().m);
            leave_ui(ui, studio, &mut asks);
        });
        asks
    }
}

/// The ways on.
fn leave_ui(ui: &mut Ui, studio: &mut Studio, asks: &mut Vec<Ask>) {
    ui.horizontal(|ui| {
        let ready = widgets::primary_button(ui, "Ready: practise a question").clicked();
        let skip = widgets::quiet_button(ui, "Skip, I will type").clicked();
        if ready || skip {
            let kept = studio.set(|settings| {
                settings.checked = true;
                settings.typed = skip || (settings.typed && !ready);
            });
            asks.extend(kept.err().map(|fault| Ask::Fault(fault.to_string())));
            asks.push(Ask::Go(Place::Practise));
        }
    });
}
/// The head of a card: what it is, and how that stands.
fn head(ui: &mut Ui, icon: MaterialIcon, name: &str, stands: Stands, words: &str) {
    let palette = theme::palette(ui);
    ui.horizontal(|ui| {
        ui.label(RichText::new(icon.codepoint).font(icon_font(22.0)).color(palette.accent));
        ui.label(theme::heading(name));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let (colour, sign) = match stands {
                Stands::Good => (palette.good, icons::ICON_CHECK_CIRCLE),
                Stands::Attention => (palette.warn, icons::ICON_WARNING),
                Stands::Missing => (palette.bad, icons::ICON_ERROR),
                Stands::Unknown => (palette.muted, icons::ICON_RADIO_BUTTON_UNCHECKED),
            };
            ui.label(RichText::new(sign.codepoint).font(icon_font(18.0)).color(colour));
            ui.add(eframe::egui::Label::new(RichText::new(words).color(colour)).truncate());
        });
    });
}
