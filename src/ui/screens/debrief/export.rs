//! A small window that asks in which form the debrief is written, and where to.

use eframe::egui::Context;
use eframe::egui::Id;
use eframe::egui::Modal;

use crate::io::report::format::Format;
use crate::runtime::studio::Studio;
use crate::runtime::studio::debriefs::Shown;
use crate::ui::screens::Ask;
use crate::ui::screens::debrief::Debrief;
use crate::ui::theme;
use crate::ui::widgets;

/// The forms, by their names.
const FORMATS: [(Format, &str); 3] =
    [(Format::Html, "Web page"), (Format::Markdown, "Markdown"), (Format::Json, "JSON")];

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

impl Debrief {
    /// Tells once where an export lies, or why there is none.
    pub(super) fn tell_export(&mut self, shown: &Shown, asks: &mut Vec<Ask>) {
        let Some((number, written)) = &shown.exported else { return };
        if *number == self.told {
            return;
        }
        self.told = *number;
        asks.push(match written {
            Ok(path) => Ask::Tell(format!("The debrief is in {}", path.display())),
            Err(why) => Ask::Fault(why.clone()),
        });
    }

    pub(super) fn export_ui(&mut self, ctx: &Context, studio: &Studio, asks: &mut Vec<Ask>) {
        let Some(export) = &mut self.export else { return };
        let shown = Modal::new(Id::unique("export the debrief")).show(ctx, |ui| {
            ui.set_width(420.0);
            ui.label(theme::heading("Export the debrief"));
            ui.horizontal_wrapped(|ui| {
                for (format, name) in FORMATS {
                    ui.selectable_value(&mut export.format, format, name);
                }
            });
            let name = ui.label("Folder");
            ui.add(widgets::field(&mut export.folder, "").desired_width(f32::INFINITY)).labelled_by(name.id);
            ui.add_space(theme::space().s);
            ui.horizontal(|ui| {
                let possible = !export.folder.trim().is_empty();
                let write =
                    ui.add_enabled_ui(possible, |ui| widgets::primary_button(ui, "Export").clicked()).inner;
                (write, widgets::quiet_button(ui, "Cancel").clicked())
            })
            .inner
        });
        let close = shown.should_close();
        let (write, cancelled) = shown.inner;
        if write && let Err(busy) = studio.debriefs.export(export.format, export.folder.trim().into()) {
            asks.push(Ask::Fault(busy.to_string()));
        }
        if write || cancelled || close {
            self.export = None;
        }
    }
}
