//! Several interviewers, one after the other. Not there yet, and said so where somebody looks for it.

use eframe::egui::RichText;
use eframe::egui::Ui;
use egui_material_icons::icons;

use crate::ui::theme;
use crate::ui::widgets;
use crate::ui::widgets::icon_font;

pub(super) fn card_ui(ui: &mut Ui) {
    widgets::card(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            let muted = theme::palette(ui).muted;
            ui.label(RichText::new(icons::ICON_GROUPS.codepoint).font(icon_font(20.0)).color(muted));
            ui.label(theme::strong("Full loop").color(muted));
            let why = "Several interviewers, one after the other. It is not in this version yet: practise one \
                       question at a time.";
            ui.label(theme::caption(ui, why));
        });
    });
}
