//! Short messages at the bottom of the window: what happened, and how to take it back.

use std::time::Duration;
use std::time::Instant;

use eframe::egui::Align2;
use eframe::egui::Area;
use eframe::egui::Context;
use eframe::egui::Frame;
use eframe::egui::Id;
use eframe::egui::Label;
use eframe::egui::Margin;
use eframe::egui::Order;
use eframe::egui::RichText;
use eframe::egui::Ui;
use eframe::egui::vec2;
use egui_material_icons::icons;

use crate::io::log::unquoted;
use crate::ui::theme;
use crate::ui::widgets::icon_button;
use crate::ui::widgets::quiet_button;

/// How long a message stays that says that something went well.
const STAYS: Duration = Duration::from_secs(8);

/// No more than this many at once; the oldest goes.
const MOST: usize = 4;

/// The widest that the words of a message are, and what stands beside them and the window's edges, in points.
const WIDEST: f32 = 560.0;
const BESIDE: f32 = 160.0;

/// The messages. `U` names what can be taken back.
#[derive(Debug)]
pub(in crate::ui) struct Toasts<U> {
    shown: Vec<Toast<U>>,
}

#[derive(Debug)]
struct Toast<U> {
    text: String,
    fault: bool,
    undo: Option<U>,
    until: Option<Instant>,
}

impl<U> Default for Toasts<U> {
    fn default() -> Self {
        Self { shown: Vec::new() }
    }
}

impl<U> Toasts<U> {
    /// Something was done.
    pub(in crate::ui) fn tell(&mut self, text: impl Into<String>, undo: Option<U>) {
        self.push(Toast { text: text.into(), fault: false, undo, until: Some(Instant::now() + STAYS) });
    }

    /// Something went wrong. Stays until it is put away; the same is not told twice.
    pub(in crate::ui) fn fault(&mut self, text: impl Into<String>) {
        let text = text.into();
        if self.shown.iter().all(|toast| toast.text != text) {
            tracing::warn!(what = unquoted(&text), "told");
            self.push(Toast { text, fault: true, undo: None, until: None });
        }
    }

    /// Something that should be known, and stays until it is put away.
    pub(in crate::ui) fn remark(&mut self, text: impl Into<String>) {
        self.push(Toast { text: text.into(), fault: false, undo: None, until: None });
    }

    fn push(&mut self, toast: Toast<U>) {
        if self.shown.len() == MOST {
            self.shown.remove(0);
        }
        self.shown.push(toast);
    }

    /// Draws them; what is to be taken back, if that was asked for.
    pub(in crate::ui) fn ui(&mut self, ctx: &Context) -> Option<U> {
        let now = Instant::now();
        self.shown.retain(|toast| toast.until.is_none_or(|until| until > now));
        if let Some(next) = self.shown.iter().filter_map(|toast| toast.until).min() {
            ctx.request_repaint_after(next - now);
        }
        if self.shown.is_empty() {
            return None;
        }
        let area = Area::new(Id::unique("toasts")).order(Order::Foreground);
        let area = area.anchor(Align2::CENTER_BOTTOM, vec2(0.0, -theme::space().l));
        let pressed = area.show(ctx, |ui| self.list(ui)).inner;
        let (at, undo) = pressed?;
        let toast = self.shown.remove(at);
        toast.undo.filter(|_| undo)
    }

    /// Which was pressed, and whether that takes it back.
    fn list(&self, ui: &mut Ui) -> Option<(usize, bool)> {
        let mut pressed = None;
        for (at, toast) in self.shown.iter().enumerate() {
            let palette = theme::palette(ui);
            let colour = if toast.fault { palette.bad } else { palette.text };
            let frame = Frame::popup(ui.style()).inner_margin(Margin::symmetric(14, 8));
            frame.show(ui, |ui| {
                ui.horizontal(|ui| {
                    let room = (ui.ctx().content_rect().width() - BESIDE).clamp(120.0, WIDEST);
                    ui.vertical(|ui| {
                        ui.set_max_width(room);
                        ui.add(Label::new(RichText::new(&toast.text).color(colour)).wrap());
                    });
                    if toast.undo.is_some() && quiet_button(ui, "Undo").clicked() {
                        pressed = Some((at, true));
                    }
                    if icon_button(ui, icons::ICON_CLOSE, "Put the message away").clicked() {
                        pressed = Some((at, false));
                    }
                });
            });
        }
        pressed
    }
}
