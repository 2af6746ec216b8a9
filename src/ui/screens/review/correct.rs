//! A small window to put a misheard word right.

use eframe::egui::Context;
use eframe::egui::Id;
use eframe::egui::Key;
use eframe::egui::Modal;

use crate::runtime::studio::Studio;
use crate::runtime::studio::opened::page::AnswerPage;
use crate::ui::screens::Ask;
use crate::ui::screens::review::Review;
use crate::ui::screens::review::act::busy;
use crate::ui::theme;
use crate::ui::widgets;

/// A word that is being corrected.
#[derive(Debug)]
pub(super) struct Correction {
    word: usize,
    heard: String,
    said: String,
    /// The field has had the keyboard.
    begun: bool,
}

impl Correction {
    /// Of a word; `None` where it was typed, for then nothing was misheard.
    pub(super) fn of(answer: &AnswerPage, word: usize) -> Option<Self> {
        let at = answer.transcript.words().get(word)?;
        at.time?;
        let heard = answer.transcript.word_text(at).to_owned();
        Some(Self { word, said: heard.clone(), heard, begun: false })
    }
}

impl Review {
    pub(super) fn correction_ui(&mut self, ctx: &Context, studio: &Studio, asks: &mut Vec<Ask>) {
        let Some(correction) = &mut self.correction else { return };
        let shown = Modal::new(Id::unique("correct a word")).show(ctx, |ui| {
            ui.set_width(360.0);
            ui.label(theme::heading("Correct what was heard"));
            ui.label(theme::muted(ui, format!("Heard: “{}”", correction.heard)));
            let name = ui.label("What you said");
            let field = ui.add(widgets::field(&mut correction.said, "").desired_width(f32::INFINITY));
            let field = field.labelled_by(name.id);
            if !correction.begun {
                correction.begun = true;
                field.request_focus();
            }
            ui.label(theme::caption(
                ui,
                "Several words are possible; none takes the word out. It can be taken back.",
            ));
            ui.add_space(theme::space().s);
            let enter = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            ui.horizontal(|ui| {
                let done = widgets::primary_button(ui, "Correct and judge again").clicked() || enter;
                (done, widgets::quiet_button(ui, "Cancel").clicked())
            })
            .inner
        });
        let close = shown.should_close();
        let (done, cancelled) = shown.inner;
        if done {
            asks.extend(busy(studio.opened.correct(self.answer, correction.word, &correction.said)));
        }
        if done || cancelled || close {
            self.correction = None;
        }
    }
}
