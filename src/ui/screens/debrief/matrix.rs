//! Question by dimension: how far each was reached, and the words behind it.

use eframe::egui::Color32;
use eframe::egui::Grid;
use eframe::egui::Label;
use eframe::egui::RichText;
use eframe::egui::Sense;
use eframe::egui::Stroke;
use eframe::egui::Ui;
use eframe::egui::WidgetInfo;
use eframe::egui::accesskit::Role;
use eframe::egui::vec2;

use crate::core::debrief::packet;
use crate::core::debrief::packet::Came;
use crate::core::debrief::packet::Cell;
use crate::core::debrief::packet::Judged;
use crate::core::debrief::packet::Question;
use crate::core::rubric::verdict::Disclosure;
use crate::core::rubric::verdict::Level;
use crate::ui::screens::debrief::Debrief;
use crate::ui::theme;
use crate::ui::widgets;
use crate::ui::words;

/// Width of the names of questions, and of a column, in points.
const NAME: f32 = 190.0;
const COLUMN: f32 = 74.0;

/// Size of the mark of a cell, in points.
const MARK: f32 = 18.0;

impl Debrief {
    pub(super) fn matrix_ui(&mut self, ui: &mut Ui, packet: &packet::Debrief) {
        widgets::card(ui, |ui| {
            ui.label(theme::heading("Question by question"));
            ui.label(theme::caption(
                ui,
                "A full circle was told in full, half a one in part. With a ring around it, more was said after a probe.",
            ));
            ui.add_space(theme::space().xs);
            eframe::egui::ScrollArea::horizontal().id_salt("matrix").show(ui, |ui| self.table_ui(ui, packet));
            if let Some((question, judged)) = self.open.and_then(|at| {
                let question = packet.questions.get(at)?;
                Some((question, question.judged.as_ref()?))
            }) {
                ui.separator();
                cells_ui(ui, question, judged);
            }
        });
    }

    fn table_ui(&mut self, ui: &mut Ui, packet: &packet::Debrief) {
        let space = theme::space();
        let columns = packet.shared.len() + 2;
        let grid =
            Grid::new("matrix").num_columns(columns).spacing(vec2(space.s, space.s)).min_row_height(34.0);
        grid.show(ui, |ui| {
            ui.label("");
            ui.vertical(|ui| ui.label(theme::caption(ui, "Score")));
            for shared in &packet.shared {
                ui.vertical(|ui| {
                    ui.set_width(COLUMN);
                    ui.add(Label::new(theme::caption(ui, &shared.label)).wrap());
                });
            }
            ui.end_row();
            for (at, question) in packet.questions.iter().enumerate() {
                self.row_ui(ui, at, question, packet);
                ui.end_row();
            }
        });
    }

    fn row_ui(&mut self, ui: &mut Ui, at: usize, question: &Question, packet: &packet::Debrief) {
        let open = self.open == Some(at);
        ui.vertical(|ui| {
            ui.set_width(NAME);
            let judged = question.judged.is_some();
            let choice = ui.add_enabled_ui(judged, |ui| ui.selectable_label(open, &question.title)).inner;
            if choice.on_hover_text("Show the words behind each line").clicked() {
                self.open = (!open).then_some(at);
            }
        });
        let Some(judged) = &question.judged else {
            let why = if question.asked { "nothing said" } else { "not asked" };
            ui.label(theme::caption(ui, why));
            return;
        };
        widgets::pill(ui, &format!("{} of 5", judged.score), theme::score(ui, judged.score));
        for shared in &packet.shared {
            match judged.cells.iter().find(|cell| cell.dimension == shared.dimension) {
                Some(cell) => mark_ui(ui, cell),
                None => drop(ui.label("")),
            }
        }
    }
}

/// How much of a level there is: nothing, part, all.
fn share(level: Level) -> f32 {
    match level {
        Level::Graded(0) | Level::Disclosed(Disclosure::Absent) => 0.0,
        Level::Graded(1) | Level::Disclosed(Disclosure::Untimed | Disclosure::Reactive) => 0.5,
        Level::Graded(_) | Level::Disclosed(Disclosure::Proactive) => 1.0,
    }
}

/// A circle, filled as far as it was reached.
fn mark_ui(ui: &mut Ui, cell: &Cell) {
    let palette = theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(COLUMN, MARK + 6.0), Sense::hover());
    let told = format!("{}: {}, {}", cell.label, words::level(cell.level), words::came(cell.came));
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &told));
    let (centre, radius) = (rect.left_center() + vec2(MARK, 0.0), MARK / 2.0 - 2.0);
    let share = share(cell.level);
    let colour = level_colour(ui, share);
    ui.painter().circle_stroke(centre, radius, Stroke::new(1.5, colour));
    if share >= 1.0 {
        ui.painter().circle_filled(centre, radius, colour);
    } else if share > 0.0 {
        let clip = eframe::egui::Rect::from_min_max(rect.min, eframe::egui::pos2(centre.x, rect.max.y));
        ui.painter().with_clip_rect(clip.intersect(ui.clip_rect())).circle_filled(centre, radius, colour);
    }
    if cell.came == Came::Pulled {
        ui.painter().circle_stroke(centre, radius + 4.0, Stroke::new(1.0, palette.accent));
    }
    let quote = cell.quote.as_ref().map(|said| format!("\n“{}”", said.text)).unwrap_or_default();
    response.on_hover_text(format!("{told}{quote}"));
}

fn level_colour(ui: &Ui, share: f32) -> Color32 {
    let palette = theme::palette(ui);
    if share >= 1.0 {
        palette.good
    } else if share > 0.0 {
        palette.warn
    } else {
        palette.muted
    }
}

/// Every line of one answer, with its words.
fn cells_ui(ui: &mut Ui, question: &Question, judged: &Judged) {
    ui.label(theme::strong(&question.title));
    ui.add(Label::new(theme::muted(ui, &question.ask)).wrap());
    ui.label(theme::caption(ui, about(judged)));
    ui.add_space(theme::space().xs);
    for cell in &judged.cells {
        ui.horizontal_wrapped(|ui| {
            ui.label(theme::body(&cell.label));
            let colour = level_colour(ui, share(cell.level));
            ui.label(RichText::new(words::level(cell.level)).size(theme::sizes().caption).color(colour));
            ui.label(theme::caption(ui, words::came(cell.came)));
        });
        if let Some(said) = &cell.quote {
            ui.add(Label::new(RichText::new(format!("“{}”", said.text)).italics()).wrap());
        } else {
            ui.label(theme::caption(ui, "Nothing was said that counts for it."));
        }
        ui.add_space(theme::space().xs);
    }
    for fault in &judged.faults {
        let text = format!("{}: {}", fault.label, fault.meaning);
        ui.add(Label::new(RichText::new(text).color(theme::palette(ui).bad)).wrap());
    }
}

fn about(judged: &Judged) -> String {
    let probes = match judged.probes {
        1 => "1 probe".to_owned(),
        probes => format!("{probes} probes"),
    };
    format!(
        "{} of 5, {} before any probe  ·  {} words  ·  {probes}",
        judged.score, judged.unprompted, judged.words
    )
}
