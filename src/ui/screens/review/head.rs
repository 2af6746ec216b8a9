//! The name of the session, and what can be done with all of it.

use eframe::egui::Align;
use eframe::egui::Layout;
use eframe::egui::Ui;
use egui_material_icons::icons;

use crate::io::session::record::Kind;
use crate::runtime::studio::Studio;
use crate::runtime::studio::opened::page::Page;
use crate::ui::screens::Ask;
use crate::ui::screens::review::Review;
use crate::ui::screens::review::act::Act;
use crate::ui::theme;
use crate::ui::widgets;
use crate::ui::words;

impl Review {
    pub(super) fn head_ui(&mut self, ui: &mut Ui, page: &Page, studio: &Studio, asks: &mut Vec<Ask>) {
        ui.horizontal(|ui| {
            if widgets::icon_button(ui, icons::ICON_ARROW_BACK, "Back").clicked() {
                asks.push(Ask::Back);
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if widgets::icon_button(ui, icons::ICON_DELETE, "Delete this session").clicked() {
                    asks.push(Ask::Delete(page.id.clone()));
                    asks.push(Ask::Back);
                }
                if page.kind == Kind::Loop && widgets::quiet_button(ui, "Read the debrief").clicked() {
                    asks.push(Ask::Debrief(page.id.clone()));
                }
                for (act, icon) in
                    [(Act::Rescore, icons::ICON_REFRESH), (Act::Export, icons::ICON_FILE_DOWNLOAD)]
                {
                    if widgets::icon_button(ui, icon, &act.tip(ui.ctx())).clicked() {
                        self.act(act, page, studio, asks);
                    }
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    ui.vertical(|ui| {
                        ui.add(eframe::egui::Label::new(theme::heading(&page.name)).truncate());
                        ui.label(theme::caption(ui, about(page)));
                    });
                });
            });
        });
        if page.answers.len() > 1 {
            self.answers_ui(ui, page);
        }
        ui.add_space(theme::space().s);
    }

    /// One of several answers.
    fn answers_ui(&mut self, ui: &mut Ui, page: &Page) {
        ui.horizontal_wrapped(|ui| {
            for (n, answer) in page.answers.iter().enumerate() {
                let name = format!("{}. {}", n + 1, answer.title);
                if ui.selectable_label(self.answer == n, name).clicked() {
                    (self.answer, self.word, self.line, self.followed) = (n, None, None, None);
                }
            }
        });
    }
}

fn about(page: &Page) -> String {
    let mut parts = vec![words::kind(Some(page.kind)).to_owned(), page.began.to_minute()];
    match &page.sound {
        Some(sound) => parts.push(words::clock(sound.length_ms)),
        None => parts.push("no sound".to_owned()),
    }
    parts.join("  ·  ")
}
