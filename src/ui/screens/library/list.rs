//! The sessions, a row each. Only the rows that are seen are drawn, however many there are.

use eframe::egui::Align;
use eframe::egui::CornerRadius;
use eframe::egui::EventFilter;
use eframe::egui::Label;
use eframe::egui::Layout;
use eframe::egui::RichText;
use eframe::egui::ScrollArea;
use eframe::egui::Sense;
use eframe::egui::Stroke;
use eframe::egui::StrokeKind;
use eframe::egui::Ui;
use eframe::egui::UiBuilder;
use eframe::egui::WidgetInfo;
use eframe::egui::accesskit::Role;
use eframe::egui::vec2;
use egui_material_icons::icons;

use crate::io::session::stamp::Stamp;
use crate::runtime::studio::library::Entry;
use crate::ui::screens::Ask;
use crate::ui::screens::library::Library;
use crate::ui::theme;
use crate::ui::widgets;
use crate::ui::words;

/// Height of a row, in points.
const ROW: f32 = 62.0;

/// Below this width of a row there is room for the score alone, in points.
const ROOM_FOR_MORE: f32 = 460.0;

/// Which part of the list is seen.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Seen {
    top: f32,
    height: f32,
}

impl Library {
    pub(super) fn list_ui(&mut self, ui: &mut Ui, asks: &mut Vec<Ask>) {
        let gap = ui.spacing().item_spacing.y;
        let mut scroll = ScrollArea::vertical().id_salt("sessions").auto_shrink(false);
        let bring = self.bring.take().and_then(|id| Some((self.found.place(&id)?, id)));
        if let Some((place, _)) = &bring {
            let (top, bottom) = (*place as f32 * (ROW + gap), (*place + 1) as f32 * (ROW + gap));
            if top < self.seen.top {
                scroll = scroll.vertical_scroll_offset(top);
            } else if bottom > self.seen.top + self.seen.height {
                scroll = scroll.vertical_scroll_offset(bottom - self.seen.height);
            }
        }
        let count = self.found.entries.len();
        let shown = scroll.show_rows(ui, ROW, count, |ui, rows| {
            for n in rows {
                let entry = std::sync::Arc::clone(&self.found.entries[n]);
                let take = bring.as_ref().is_some_and(|(place, _)| *place == n);
                self.row_ui(ui, &entry, take, asks);
            }
        });
        self.seen = Seen { top: shown.state.clamped_offset().y, height: shown.inner_rect.height() };
        if let Some((_, id)) = bring.filter(|_| !self.held) {
            // It was not among those that were drawn yet.
            self.bring = Some(id);
            ui.ctx().request_repaint();
        }
        self.held = false;
    }

    /// A row; `take` gives it the keyboard.
    fn row_ui(&mut self, ui: &mut Ui, entry: &Entry, take: bool, asks: &mut Vec<Ask>) {
        let palette = theme::palette(ui);
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width() - 12.0, ROW), Sense::hover());
        let response = ui.interact(rect, ui.scope_id().with(&entry.id), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, told(entry)));
        if take {
            response.request_focus();
            self.held = true;
        }
        if response.has_focus() {
            let arrows = EventFilter { vertical_arrows: true, ..EventFilter::default() };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
            self.chosen = Some(entry.id.clone());
        }
        let radius = CornerRadius::same(theme::space().radius);
        let chosen = self.chosen.as_ref() == Some(&entry.id);
        let fill = if response.hovered() || chosen { palette.soft } else { palette.surface };
        ui.painter().rect_filled(rect, radius, fill);
        ui.painter().rect_stroke(rect, radius, Stroke::new(1.0, palette.border), StrokeKind::Inside);
        widgets::ring(ui, &response, radius);
        let inside = rect.shrink2(vec2(theme::space().m, theme::space().s));
        let layout = Layout::right_to_left(Align::Center);
        let mut child = ui.new_child(UiBuilder::new().max_rect(inside).layout(layout));
        self.contents_ui(&mut child, entry, asks);
        if response.clicked() {
            match &entry.fault {
                None => asks.push(Ask::Open(entry.id.clone())),
                Some(fault) => asks.push(Ask::Fault(fault.clone())),
            }
        }
    }

    /// From right to left: what can be done, how it stands, what it was.
    fn contents_ui(&mut self, ui: &mut Ui, entry: &Entry, asks: &mut Vec<Ask>) {
        let roomy = ui.available_width() >= ROOM_FOR_MORE;
        let name = format!("Delete {}, {}", entry.name, entry.id);
        if widgets::icon_button(ui, icons::ICON_DELETE, &name).clicked() {
            self.delete(&entry.id, asks);
        }
        if entry.answers.iter().any(|answer| answer.score.is_some()) {
            let marked = self.marked.contains(&entry.id);
            let name = format!("Compare {}, {}", entry.name, entry.id);
            if widgets::toggle_button(ui, icons::ICON_COMPARE_ARROWS, &name, marked).clicked() {
                self.mark(&entry.id);
            }
        }
        for score in entry.answers.iter().rev().filter_map(|answer| answer.score.as_ref()) {
            widgets::pill(ui, &format!("{} of 5", score.score), theme::score(ui, score.score));
            if roomy && score.unprompted != score.score {
                ui.label(theme::caption(ui, format!("{} unprompted", score.unprompted)));
            }
        }
        if let Some(standing) = words::standing(entry.standing) {
            widgets::pill(ui, standing, theme::palette(ui).warn);
        }
        ui.with_layout(Layout::top_down(Align::Min), |ui| {
            ui.spacing_mut().item_spacing.y = theme::space().xs;
            ui.add_space(theme::space().xs);
            ui.add(Label::new(theme::strong(&entry.name)).selectable(false).truncate());
            let about = match &entry.fault {
                None => theme::caption(ui, about(entry)),
                Some(fault) => {
                    RichText::new(fault).size(theme::sizes().caption).color(theme::palette(ui).bad)
                }
            };
            ui.add(Label::new(about).selectable(false).truncate());
        });
    }
}

/// What it was, when, and how long.
fn about(entry: &Entry) -> String {
    let mut parts = vec![words::kind(entry.kind).to_owned()];
    parts.extend(entry.began.map(Stamp::to_minute));
    parts.extend(entry.sound_ms.map(words::clock));
    // Most sessions are called after their question.
    let others = entry.answers.iter().filter(|answer| answer.title != entry.name);
    parts.extend(others.map(|answer| answer.title.clone()));
    parts.join("  ·  ")
}

/// The whole row, as it is read out.
fn told(entry: &Entry) -> String {
    if let Some(fault) = &entry.fault {
        return format!("{}: {fault}", entry.name);
    }
    let scores = entry.answers.iter().rev().filter_map(|answer| answer.score.as_ref());
    let mut parts = vec![entry.name.clone(), about(entry).replace("  ·  ", ", ")];
    parts.extend(scores.map(|score| format!("{} of 5", score.score)));
    format!("Look back: {}", parts.join(", "))
}
