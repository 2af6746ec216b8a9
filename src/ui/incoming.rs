//! The bar that shows how far a recording was heard that is being reviewed.

use eframe::egui::Align;
use eframe::egui::Frame;
use eframe::egui::Layout;
use eframe::egui::Margin;
use eframe::egui::Panel;
use eframe::egui::ProgressBar;
use eframe::egui::Ui;

use crate::runtime::studio::Studio;
use crate::ui::theme;
use crate::ui::widgets;

/// Draws it while there is anything in work.
pub(super) fn bar_ui(ui: &mut Ui, studio: &Studio) {
    let shown = studio.recordings.shown();
    let Some(name) = shown.waiting.first() else { return };
    let space = theme::space();
    let frame = Frame::NONE
        .fill(theme::palette(ui).soft)
        .inner_margin(Margin::symmetric(space.l as i8, space.s as i8));
    Panel::top("incoming").resizable(false).frame(frame).show(ui, |ui| {
        ui.horizontal(|ui| {
            let more = shown.waiting.len() - 1;
            let text = if more > 0 {
                format!("Listening to {name}, {more} more wait")
            } else {
                format!("Listening to {name}")
            };
            ui.label(text);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if widgets::quiet_button(ui, "Stop listening").clicked() {
                    studio.recordings.stop();
                }
                ui.add(ProgressBar::new(shown.share).show_percentage().desired_width(180.0));
            });
        });
    });
}
