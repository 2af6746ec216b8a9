//! First of all: what to take away, and how it was scored.

use eframe::egui::Align;
use eframe::egui::Layout;
use eframe::egui::RichText;
use eframe::egui::Ui;

use crate::core::rubric::verdict::Verdict;
use crate::runtime::studio::opened::page::AnswerPage;
use crate::ui::theme;
use crate::ui::widgets;

/// Width of the score, in points.
const SCORE: f32 = 210.0;

pub(super) fn advice_ui(ui: &mut Ui, answer: &AnswerPage) {
    widgets::card(ui, |ui| {
        ui.label(theme::muted(ui, &answer.asked));
        ui.add_space(theme::space().xs);
        let Some(verdict) = &answer.verdict else {
            ui.label(theme::heading("This answer was not judged yet."));
            return;
        };
        ui.horizontal_top(|ui| {
            let width = ui.available_width();
            ui.vertical(|ui| {
                ui.set_width(width - SCORE - theme::space().l);
                takeaway(ui, verdict);
            });
            ui.with_layout(Layout::top_down(Align::Max), |ui| score(ui, verdict));
        });
        for warning in warnings(answer) {
            ui.label(RichText::new(warning).size(theme::sizes().caption).color(theme::palette(ui).warn));
        }
    });
}
fn takeaway(ui: &mut Ui, verdict: &Verdict) {
    let Some(advice) = &verdict.advice else {
        ui.label(theme::heading("Too short to advise on."));
        return;
    };
    ui.label(theme::heading(&advice.headline));
    ui.label(&advice.fix);
    if let Some(rewrite) = &advice.rewrite {
        ui.add_space(theme::space().xs);
        ui.label(theme::caption(ui, "It could sound like this"));
        ui.label(RichText::new(format!("“{rewrite}”")).italics());
    }
}

fn score(ui: &mut Ui, verdict: &Verdict) {
    let overall = &verdict.overall;
    let colour = theme::score(ui, overall.score);
    ui.label(RichText::new(format!("{} of 5", overall.score)).size(theme::sizes().title).color(colour));
    ui.label(theme::caption(ui, &overall.anchor));
    if overall.unprompted != overall.score {
        ui.label(theme::caption(ui, format!("{} before any probe", overall.unprompted)));
    }
    if overall.too_short {
        ui.label(theme::caption(ui, "too few words for a firm score"));
    }
}

fn warnings(answer: &AnswerPage) -> Vec<String> {
    let Some(recording) = &answer.recording else { return Vec::new() };
    let synthetic = recording
        .synthetic_only
        .then(|| format!("Heard by {}, a model that understands synthetic voices only.", recording.model));
    let capital = |text: &String| {
        let mut letters = text.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    };
    synthetic.into_iter().chain(recording.warnings.iter().map(capital)).collect()
}
