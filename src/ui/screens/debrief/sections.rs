//! What follows from the matrix: what to practise, what shows only across questions, what each interviewer would write,
//! and the loop before.

use eframe::egui::Grid;
use eframe::egui::Label;
use eframe::egui::RichText;
use eframe::egui::Ui;
use eframe::egui::vec2;

use crate::core::debrief::packet;
use crate::core::debrief::packet::Comparison;
use crate::core::debrief::packet::Patterns;
use crate::core::debrief::packet::Practise;
use crate::core::history::compare::Turn;
use crate::ui::screens::Ask;
use crate::ui::screens::debrief::sentences_ui;
use crate::ui::theme;
use crate::ui::widgets;
use crate::ui::words;

/// The most valuable things to practise, each with a way to begin.
pub(super) fn practise_ui(ui: &mut Ui, practise: &[Practise], asks: &mut Vec<Ask>) {
    if practise.is_empty() {
        return;
    }
    widgets::card(ui, |ui| {
        ui.label(theme::heading("What to practise next"));
        for (n, item) in practise.iter().enumerate() {
            ui.add_space(theme::space().xs);
            ui.label(theme::strong(format!("{}. {}", n + 1, item.label)));
            ui.add(Label::new(&item.why.text).wrap());
            ui.add(Label::new(theme::muted(ui, &item.full)).wrap());
            if widgets::quiet_button(ui, &format!("Practise: {}", item.title)).clicked() {
                asks.push(Ask::Practise(item.question.clone()));
            }
        }
    });
    ui.add_space(theme::space().s);
}

/// What shows only across questions.
pub(super) fn patterns_ui(ui: &mut Ui, patterns: &Patterns) {
    let all = [
        ("I and we", &patterns.acts),
        ("Stories", &patterns.stories),
        ("Telling others", &patterns.telling),
        ("Figures that do not agree", &patterns.numbers),
        ("Time", &patterns.time),
    ];
    if all.iter().all(|(_, sentences)| sentences.is_empty()) {
        return;
    }
    widgets::card(ui, |ui| {
        ui.label(theme::heading("Across the questions"));
        for (name, sentences) in all {
            if !sentences.is_empty() {
                ui.add_space(theme::space().xs);
                ui.label(theme::strong(name));
                sentences_ui(ui, sentences);
            }
        }
    });
    ui.add_space(theme::space().s);
}

/// What each interviewer would write.
pub(super) fn write_ups_ui(ui: &mut Ui, packet: &packet::Debrief) {
    if packet.write_ups.is_empty() {
        return;
    }
    widgets::card(ui, |ui| {
        ui.label(theme::heading("What each interviewer would write"));
        for write_up in &packet.write_ups {
            ui.add_space(theme::space().xs);
            let name = packet.interviewers.get(write_up.interviewer).map_or("", String::as_str);
            ui.label(theme::strong(words::capital(name)));
            let texts: Vec<&str> = write_up.sentences.iter().map(|sentence| sentence.text.as_str()).collect();
            ui.add(Label::new(texts.join(" ")).wrap());
        }
    });
    ui.add_space(theme::space().s);
}

/// This loop beside the one before.
pub(super) fn before_ui(ui: &mut Ui, before: &Comparison) {
    widgets::card(ui, |ui| {
        ui.label(theme::heading("Beside the loop before"));
        ui.label(theme::caption(ui, &before.when));
        sentences_ui(ui, &before.sentences);
        ui.add_space(theme::space().xs);
        let spacing = vec2(theme::space().l, theme::space().xs);
        Grid::new("before").num_columns(4).spacing(spacing).show(ui, |ui| {
            for name in ["", "Then", "Now", ""] {
                ui.label(theme::caption(ui, name));
            }
            ui.end_row();
            for row in &before.dimensions {
                let palette = theme::palette(ui);
                let (word, colour) = match row.turn {
                    Turn::Gained => ("better", palette.good),
                    Turn::Lost => ("worse", palette.bad),
                    Turn::Same => ("as before", palette.muted),
                };
                ui.label(&row.label);
                ui.label(theme::muted(ui, format!("{:.0} %", row.reached.before * 100.0)));
                ui.label(format!("{:.0} %", row.reached.after * 100.0));
                ui.label(RichText::new(word).size(theme::sizes().caption).color(colour));
                ui.end_row();
            }
        });
    });
    ui.add_space(theme::space().s);
}
