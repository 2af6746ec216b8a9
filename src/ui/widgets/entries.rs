//! A session as a line of a list.

use eframe::egui::Align;
use eframe::egui::Layout;
use eframe::egui::RichText;
use eframe::egui::Ui;
use egui_material_icons::icons;

use crate::io::session::stamp::Stamp;
use crate::runtime::studio::library::Entry;
use crate::ui::theme;
use crate::ui::widgets::card;
use crate::ui::widgets::icon_button;
use crate::ui::widgets::pill;
use crate::ui::widgets::quiet_button;
use crate::ui::words;

/// What was asked of a session in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ui) enum Wanted {
    Open,
    Delete,
}

/// Draws it.
pub(in crate::ui) fn entry_ui(ui: &mut Ui, entry: &Entry, deletable: bool) -> Option<Wanted> {
    let drawn = card(ui, |ui| {
        ui.horizontal(|ui| {
            ui.vertical(|ui| {
                ui.label(theme::strong(&entry.name));
                ui.label(theme::caption(ui, about(entry)));
                if let Some(fault) = &entry.fault {
                    ui.label(RichText::new(fault).color(theme::palette(ui).bad));
                }
            });
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let name = format!("Delete {}, {}", entry.name, entry.id);
                let delete = deletable && icon_button(ui, icons::ICON_DELETE, &name).clicked();
                scores(ui, entry);
                if let Some(standing) = words::standing(entry.standing) {
                    pill(ui, standing, theme::palette(ui).warn);
                }
                let open = entry.fault.is_none() && quiet_button(ui, "Look back").clicked();
                if delete { Some(Wanted::Delete) } else { open.then_some(Wanted::Open) }
            })
            .inner
        })
        .inner
    });
    drawn.inner
}

/// What it was, when, and how long.
fn about(entry: &Entry) -> String {
    let mut parts = vec![words::kind(entry.kind).to_owned()];
    parts.extend(entry.began.map(Stamp::to_minute));
    parts.extend(entry.sound_ms.map(words::clock));
    parts.join("  ·  ")
}

fn scores(ui: &mut Ui, entry: &Entry) {
    for answered in entry.answers.iter().rev() {
        let Some(score) = &answered.score else { continue };
        let colour = theme::score(ui, score.score);
        pill(ui, &format!("{} of 5", score.score), colour);
    }
}
