//! What becomes of what somebody says.

use eframe::egui::Ui;

use crate::io::session::trash::TRASH_DAYS;
use crate::ui::theme;
use crate::ui::widgets;

pub(super) fn card_ui(ui: &mut Ui) {
    widgets::card(ui, |ui| {
        ui.label(theme::heading("Privacy"));
        ui.label("What you say, its transcript and its verdict stay on this machine.");
        ui.label("The one thing this program ever fetches is a speech model, when you ask for it. Whoever serves it sees your network address, and nothing of yours else.");
        ui.label("There is no account, and nothing about how you use the program is sent anywhere.");
        let trash = format!(
            "A deleted session can be brought back for {TRASH_DAYS} days. Then it is deleted for good, the next time the \
             program starts."
        );
        ui.label(trash);
        ui.label("Reports you export, and copies you make, are yours to look after.");
    });
}
