//! A small window that asks in which form, and where to.

use eframe::egui::Context;
use eframe::egui::Id;
use eframe::egui::Modal;

use crate::io::report::format::Format;
use crate::runtime::studio::Studio;
use crate::ui::screens::Ask;
use crate::ui::screens::review::Review;
use crate::ui::screens::review::act::busy;
use crate::ui::theme;
use crate::ui::widgets;

/// The forms, by their names.
const FORMATS: [(Format, &str); 4] = [
    (Format::Html, "Web page"),
    (Format::Markdown, "Markdown"),
    (Format::Text, "Plain text"),
    (Format::Json, "JSON"),
];

/// What is to be exported.
#[derive(Debug)]
pub(super) struct Export {
    format: Format,
    folder: String,
}

impl Export {
    pub(super) fn new(studio: &Studio) -> Self {
        Self { format: Format::Html, folder: studio.places.exports().display().to_string() }
    }
}

impl Review {
    pub(super) fn export_ui(&mut self, ctx: &Context, studio: &Studio, asks: &mut Vec<Ask>) {
        let Some(export) = &mut self.export else { return };
        let shown = Modal::new(Id::unique("export")).show(ctx, |ui| {
            ui.set_width(420.0);
            ui.label(theme::heading("Export"));
            ui.horizontal_wrapped(|ui| {
                for (format, name) in FORMATS {
                    ui.selectable_value(&mut export.format, format, name);
                }
            });
            let name = ui.label("Folder");
            ui.add(widgets::field(&mut export.folder, "").desired_width(f32::INFINITY)).labelled_by(name.id);
            ui.label(theme::caption(ui, "The sound is put beside it."));
            ui.add_space(theme::space().s);
            ui.horizontal(|ui| {
                let possible = !export.folder.trim().is_empty();
                let done =
                    ui.add_enabled_ui(possible, |ui| widgets::primary_button(ui, "Export").clicked()).inner;
                (done, widgets::quiet_button(ui, "Cancel").clicked())
            })
            .inner
        });
        let close = shown.should_close();
        let (done, cancelled) = shown.inner;
        if done {
            asks.extend(busy(studio.opened.export(export.format, export.folder.trim().into())));
        }
        if done || cancelled || close {
            self.export = None;
        }
    }
}
