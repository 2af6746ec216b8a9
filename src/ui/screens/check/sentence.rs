//! One sentence, to be sure: say it, hear it back, and read what was understood.

use eframe::egui::ProgressBar;
use eframe::egui::RichText;
use eframe::egui::Ui;
use egui_material_icons::icons;

use crate::runtime::studio::Studio;
use crate::runtime::studio::check::microphone::Sentence;
use crate::ui::screens::check::Stands;
use crate::ui::screens::check::head;
use crate::ui::theme;
use crate::ui::widgets;

pub(super) fn sentence_ui(ui: &mut Ui, studio: &Studio) {
    let state = studio.check.microphone();
    widgets::card(ui, |ui| {
        let (stands, words) = match &state.sentence {
            Sentence::None => (Stands::Unknown, "not tried"),
            Sentence::Recording(_) => (Stands::Unknown, "speak now"),
            Sentence::Understanding => (Stands::Unknown, "listening to it"),
            Sentence::Understood { synthetic_only: true, .. } => (Stands::Attention, "read it with care"),
            Sentence::Understood { .. } => (Stands::Good, "understood"),
            Sentence::NotUnderstood(_) => (Stands::Attention, "not understood"),
        };
        head(ui, icons::ICON_CHAT, "Say a sentence", stands, words);
        ui.label(theme::muted(ui, "You hear it back, and read what was understood."));
        match &state.sentence {
            Sentence::Recording(share) => drop(ui.add(ProgressBar::new(*share).desired_width(220.0))),
            Sentence::Understanding => drop(ui.spinner()),
            Sentence::Understood { text, model, synthetic_only } => {
                ui.label(theme::heading(format!("“{text}”")));
                if *synthetic_only {
                    let warning = format!(
                        "{model} understands synthetic voices only: a person's words come out wrong."
                    );
                    ui.label(RichText::new(warning).color(theme::palette(ui).warn));
                }
            }
            Sentence::NotUnderstood(why) => {
                ui.label(RichText::new(why).color(theme::palette(ui).warn));
            }
            Sentence::None => {}
        }
        let possible = state.open.is_some() && !matches!(state.sentence, Sentence::Recording(_));
        let pressed =
            ui.add_enabled_ui(possible, |ui| widgets::primary_button(ui, "Say a sentence").clicked());
        if pressed.inner {
            studio.check.say_a_sentence(studio.settings().model.clone());
        }
        if state.open.is_none() {
            ui.label(theme::caption(ui, "Try the microphone first."));
        }
    });
}
