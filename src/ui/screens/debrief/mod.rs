//! The debrief of a loop: what a committee would read, and what to practise next.

mod export;
mod matrix;
mod sections;

use eframe::egui::Align;
use eframe::egui::Layout;
use eframe::egui::Ui;
use egui_material_icons::icons;

use crate::core::debrief::packet;
use crate::core::debrief::packet::Grade;
use crate::core::debrief::packet::Sentence;
use crate::runtime::studio::Studio;
use crate::runtime::studio::debriefs::Page;
use crate::ui::screens::Ask;
use crate::ui::screens::debrief::export::Export;
use crate::ui::theme;
use crate::ui::widgets;

/// How it is looked at. What is read is the studio's.
#[derive(Debug, Default)]
pub(in crate::ui) struct Debrief {
    /// The question whose row is open.
    open: Option<usize>,
    export: Option<Export>,
    /// The last export that was told.
    told: u64,
}

impl Debrief {
    /// Asks for the debrief of a loop.
    pub(in crate::ui) fn open(&mut self, id: &str, studio: &Studio) -> Option<Ask> {
        *self = Self { told: self.told, ..Self::default() };
        studio.debriefs.open(id).err().map(|busy| Ask::Fault(busy.to_string()))
    }

    /// Draws it.
    pub(in crate::ui) fn ui(&mut self, ui: &mut Ui, studio: &Studio) -> Vec<Ask> {
        let mut asks = Vec::new();
        let shown = studio.debriefs.shown();
        self.tell_export(&shown, &mut asks);
        widgets::page(ui, "", |ui| match &shown.page {
            Page::Empty => {
                let why = "After a full loop its debrief is read here. Start one on the start page.";
                widgets::empty(ui, icons::ICON_GROUPS, "No debrief yet", why);
            }
            Page::Reading => {
                ui.label(theme::muted(ui, "The debrief is being put together…"));
            }
            Page::Failed(why) => {
                widgets::empty(ui, icons::ICON_ERROR, "There is no debrief of this", why);
            }
            Page::Read(read) => {
                self.packet_ui(ui, &read.debrief, (shown.id.as_deref(), &read.when), studio, &mut asks);
            }
        });
        self.export_ui(ui.ctx(), studio, &mut asks);
        asks
    }

    fn packet_ui(
        &mut self,
        ui: &mut Ui,
        packet: &packet::Debrief,
        of: (Option<&str>, &str),
        studio: &Studio,
        asks: &mut Vec<Ask>,
    ) {
        let space = theme::space();
        self.head_ui(ui, packet, of, studio, asks);
        ui.add_space(space.s);
        verdict_ui(ui, packet);
        ui.add_space(space.s);
        self.matrix_ui(ui, packet);
        ui.add_space(space.s);
        sections::practise_ui(ui, &packet.practise, asks);
        sections::patterns_ui(ui, &packet.patterns);
        sections::write_ups_ui(ui, packet);
        if let Some(before) = &packet.before {
            sections::before_ui(ui, before);
        }
        ui.add_space(space.s);
        ui.label(theme::caption(ui, &packet.rule));
        ui.label(theme::caption(ui, &packet.note));
    }

    fn head_ui(
        &mut self,
        ui: &mut Ui,
        packet: &packet::Debrief,
        (id, when): (Option<&str>, &str),
        studio: &Studio,
        asks: &mut Vec<Ask>,
    ) {
        ui.horizontal(|ui| {
            if widgets::icon_button(ui, icons::ICON_ARROW_BACK, "Back").clicked() {
                asks.push(Ask::Back);
            }
            ui.vertical(|ui| {
                ui.label(theme::heading(format!("Debrief: {}", packet.title)));
                ui.label(theme::caption(ui, format!("{when}  ·  {}", time(packet))));
            });
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if widgets::icon_button(ui, icons::ICON_FILE_DOWNLOAD, "Export the debrief").clicked() {
                    self.export = Some(Export::new(studio));
                }
                if let Some(id) = id
                    && widgets::quiet_button(ui, "Look back at the answers").clicked()
                {
                    asks.push(Ask::Open(id.to_owned()));
                }
            });
        });
    }
}

/// How much of the time was used.
fn time(packet: &packet::Debrief) -> String {
    let minutes = |ms: u64| (ms + 30_000) / 60_000;
    let figures = &packet.figures;
    format!(
        "{} of {} minutes  ·  {} of {} questions answered",
        minutes(figures.used_ms),
        minutes(figures.planned_ms),
        figures.answered,
        figures.planned.max(figures.asked)
    )
}

/// The recommendation, and what it rests on.
fn verdict_ui(ui: &mut Ui, packet: &packet::Debrief) {
    let palette = theme::palette(ui);
    let colour = match packet.grade {
        Grade::Strong => palette.good,
        Grade::Mixed => palette.warn,
        Grade::NotYet => palette.bad,
    };
    widgets::card(ui, |ui| {
        widgets::pill(ui, &packet.grade_name, colour);
        ui.add_space(theme::space().xs);
        ui.label(theme::heading(&packet.headline));
        sentences_ui(ui, &packet.reasons);
    });
}

/// One below the other.
fn sentences_ui(ui: &mut Ui, sentences: &[Sentence]) {
    for sentence in sentences {
        ui.add(eframe::egui::Label::new(&sentence.text).wrap());
    }
}
