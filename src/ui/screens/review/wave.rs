//! The waveform: every part of the story in its colour, with probes, killers and pauses marked.

use std::fmt::Write;

use eframe::egui::Align2;
use eframe::egui::Color32;
use eframe::egui::FontId;
use eframe::egui::Mesh;
use eframe::egui::Rect;
use eframe::egui::Response;
use eframe::egui::Sense;
use eframe::egui::Shape;
use eframe::egui::Stroke;
use eframe::egui::Ui;
use eframe::egui::WidgetInfo;
use eframe::egui::accesskit::Role;
use eframe::egui::pos2;
use eframe::egui::vec2;

use crate::core::span::Ms;
use crate::core::span::Span;
use crate::runtime::studio::opened::page::AnswerPage;
use crate::runtime::studio::opened::page::Sound;
use crate::ui::theme;
use crate::ui::words;

/// Height of the drawing, in points.
const HEIGHT: f32 = 84.0;

/// Room for marks above the waves, in points.
const MARKS: f32 = 16.0;

/// The shortest part that fills the whole width, in ms.
const CLOSEST_MS: f64 = 2_000.0;

/// Which part is drawn: from where, and how many times larger than the whole.
#[derive(Debug, Clone, Copy)]
pub(super) struct Window {
    from_ms: f64,
    zoom: f64,
    /// The width in ms that was drawn last.
    shown_ms: f64,
}

impl Default for Window {
    fn default() -> Self {
        Self { from_ms: 0.0, zoom: 1.0, shown_ms: 0.0 }
    }
}

impl Window {
    /// Larger or smaller around a moment; around the middle where none is named.
    pub(super) fn zoom(&mut self, by: f64, around_ms: Option<f64>) {
        let around = around_ms.unwrap_or(self.from_ms + self.shown_ms / 2.0);
        self.zoom = (self.zoom * by).max(1.0);
        self.from_ms = around - (around - self.from_ms) / by;
    }

    /// Turns over when the playback leaves what is drawn.
    pub(super) fn follow(&mut self, at_ms: usize, length_ms: usize) {
        let (at, width) = (at_ms as f64, length_ms as f64 / self.zoom);
        if at < self.from_ms || at > self.from_ms + width {
            self.from_ms = at - width * 0.1;
        }
    }

    /// Inside the sound, in ms: from where, how much.
    fn within(&mut self, length_ms: usize) -> (f64, f64) {
        let length = (length_ms as f64).max(1.0);
        self.zoom = self.zoom.min((length / CLOSEST_MS).max(1.0));
        let width = length / self.zoom;
        self.from_ms = self.from_ms.clamp(0.0, length - width);
        self.shown_ms = width;
        (self.from_ms, width)
    }
}

/// Draws it; the moment from which on it is to be heard.
pub(super) fn wave_ui(
    ui: &mut Ui,
    window: &mut Window,
    sound: &Sound,
    answer: &AnswerPage,
    at_ms: usize,
) -> Option<usize> {
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::click_and_drag());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, twin(sound, answer)));
    let scale = Scale { rect, from: window.within(sound.length_ms).0, width: window.shown_ms };
    moved(ui, &response, window, &scale);
    let palette = theme::palette(ui);
    ui.painter().rect_filled(rect, 6.0, palette.sunken);
    pauses(ui, &scale, answer);
    waves(ui, &scale, sound, answer);
    marks(ui, &scale, answer);
    scale.line(ui, at_ms, Stroke::new(2.0, palette.text));
    if let Some(pos) = response.hover_pos() {
        let ms = scale.ms(pos.x);
        scale.line(ui, ms as usize, Stroke::new(1.0, palette.muted));
        response.clone().on_hover_text_at_pointer(tip(answer, ms as usize));
    }
    let pressed = response.clicked().then(|| response.interact_pointer_pos()).flatten();
    pressed.map(|pos| scale.ms(pos.x) as usize)
}

/// Where moments are drawn.
struct Scale {
    rect: Rect,
    from: f64,
    width: f64,
}

impl Scale {
    fn x(&self, ms: f64) -> f32 {
        let share = (ms - self.from) / self.width.max(1.0);
        self.rect.left() + (share as f32) * self.rect.width()
    }

    fn ms(&self, x: f32) -> f64 {
        let share = f64::from((x - self.rect.left()) / self.rect.width().max(1.0));
        (self.from + share * self.width).max(0.0)
    }

    fn shows(&self, span: &Span<Ms>) -> bool {
        (span.end() as f64) > self.from && (span.start() as f64) < self.from + self.width
    }

    fn line(&self, ui: &Ui, ms: usize, stroke: Stroke) {
        let x = self.x(ms as f64);
        if self.rect.x_range().contains(x) {
            ui.painter().line_segment([pos2(x, self.rect.top()), pos2(x, self.rect.bottom())], stroke);
        }
    }
}

/// Wheel and drag: along the sound; with Ctrl or a pinch: closer.
fn moved(ui: &Ui, response: &Response, window: &mut Window, scale: &Scale) {
    let per_point = scale.width / f64::from(scale.rect.width().max(1.0));
    if response.dragged() {
        window.from_ms -= f64::from(response.drag_delta().x) * per_point;
    }
    if let Some(pos) = response.hover_pos() {
        let (zoom, scroll) = ui.input(|input| (input.zoom_delta(), input.smooth_scroll_delta()));
        if (zoom - 1.0).abs() > 0.001 {
            window.zoom(f64::from(zoom), Some(scale.ms(pos.x)));
        }
        window.from_ms -= f64::from(scroll.x) * per_point;
    }
}

fn waves(ui: &Ui, scale: &Scale, sound: &Sound, answer: &AnswerPage) {
    let Some(envelope) = &sound.envelope else { return };
    let palette = theme::palette(ui);
    let passages: Vec<(Span<Ms>, Color32)> = answer
        .passages
        .iter()
        .filter_map(|p| Some((p.time?, p.beat.as_ref().map_or(palette.muted, |beat| theme::beat(ui, beat)))))
        .collect();
    let step = 1.0 / ui.ctx().pixels_per_point();
    let (top, bottom) = (scale.rect.top() + MARKS, scale.rect.bottom() - 2.0);
    let (middle, reach) = (f32::midpoint(top, bottom), (bottom - top) / 2.0);
    let mut mesh = Mesh::default();
    let columns = (scale.rect.width() / step) as usize;
    let mut next = 0;
    for column in 0..columns {
        let x = scale.rect.left() + column as f32 * step;
        let (from, to) = (scale.ms(x), scale.ms(x + step));
        while passages.get(next).is_some_and(|(span, _)| (span.end() as f64) < from) {
            next += 1;
        }
        let here = passages.get(next).filter(|(span, _)| (span.start() as f64) <= to);
        let colour = here.map_or(palette.muted, |(_, colour)| *colour);
        let tall = (envelope.peak(from, to).sqrt() * reach).max(0.5);
        let bar = Rect::from_min_max(pos2(x, middle - tall), pos2(x + step, middle + tall));
        mesh.add_colored_rect(bar, colour);
    }
    ui.painter().add(Shape::mesh(mesh));
}

fn pauses(ui: &Ui, scale: &Scale, answer: &AnswerPage) {
    let Some(recording) = &answer.recording else { return };
    let palette = theme::palette(ui);
    for pause in recording.delivery.pauses.iter().filter(|pause| scale.shows(pause)) {
        let field = Rect::from_x_y_ranges(
            scale.x(pause.start() as f64)..=scale.x(pause.end() as f64),
            scale.rect.top() + MARKS..=scale.rect.bottom(),
        );
        ui.painter().rect_filled(field.intersect(scale.rect), 0.0, palette.surface);
    }
}

/// Probes and killers stand above the waves.
fn marks(ui: &Ui, scale: &Scale, answer: &AnswerPage) {
    let palette = theme::palette(ui);
    let probes = answer.passages.iter().filter(|passage| passage.asked.is_some());
    let probes = probes.filter_map(|passage| Some((passage.time?, "?", palette.accent)));
    let killers = answer.verdict.iter().flat_map(|verdict| &verdict.killers).flat_map(|k| &k.evidence);
    let killers =
        killers.filter_map(|quote| Some((answer.transcript.time_of(quote.chars)?, "!", palette.bad)));
    for (time, sign, colour) in probes.chain(killers).filter(|(time, ..)| scale.shows(time)) {
        let at =
            pos2(scale.x(time.start() as f64).max(scale.rect.left() + 7.0), scale.rect.top() + MARKS / 2.0);
        ui.painter().circle_filled(at, 7.0, colour);
        let font = FontId::proportional(theme::sizes().caption);
        ui.painter().text(at, Align2::CENTER_CENTER, sign, font, palette.surface);
    }
}

/// What is under the pointer.
fn tip(answer: &AnswerPage, ms: usize) -> String {
    let inside = |time: Span<Ms>| (time.start()..=time.end()).contains(&ms);
    let passage = answer.passages.iter().find(|passage| passage.time.is_some_and(inside));
    let mut text = words::clock(ms);
    if let Some(beat) = passage.and_then(|passage| passage.beat.as_ref()) {
        write!(text, "  ·  {}", answer.beat_name(beat)).ok();
    }
    let pauses = answer.recording.iter().flat_map(|recording| &recording.delivery.pauses);
    if let Some(pause) = pauses.into_iter().find(|pause| inside(**pause)) {
        write!(text, "  ·  pause of {:.1} s", pause.len() as f32 / 1000.0).ok();
    }
    text
}

/// The same in words.
fn twin(sound: &Sound, answer: &AnswerPage) -> String {
    let mut text = format!("Waveform, {} long.", words::clock(sound.length_ms));
    for passage in &answer.passages {
        let Some(time) = passage.time else { continue };
        if let Some(asked) = &passage.asked {
            write!(text, " Asked at {}: {asked}", words::clock(time.start())).ok();
        }
        let beat = passage.beat.as_deref().map_or("Words", |beat| answer.beat_name(beat));
        write!(text, " {beat} from {} to {}.", words::clock(time.start()), words::clock(time.end())).ok();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zooming_keeps_the_moment_under_the_pointer_where_it_is() {
        let mut window = Window::default();
        window.within(60_000);
        let scale = |window: &mut Window| {
            let (from, width) = window.within(60_000);
            Scale { rect: Rect::from_min_max(pos2(0.0, 0.0), pos2(600.0, 80.0)), from, width }
        };
        let before = scale(&mut window).x(20_000.0);
        window.zoom(3.0, Some(20_000.0));
        let after = scale(&mut window).x(20_000.0);
        assert!((before - after).abs() < 0.01, "{before} {after}");
        assert!((window.shown_ms - 20_000.0).abs() < 0.01);
    }

    #[test]
    fn the_window_never_leaves_the_sound() {
        let mut window = Window::default();
        window.zoom(1_000_000.0, Some(30_000.0));
        let (from, width) = window.within(60_000);
        assert!(width >= CLOSEST_MS && from >= 0.0 && from + width <= 60_000.1);
        window.from_ms = -5_000.0;
        assert!(window.within(60_000).0.abs() < 0.01);
        window.zoom(0.0001, None);
        assert_eq!(window.within(60_000), (0.0, 60_000.0));
        window.within(0);
    }

    #[test]
    fn the_window_follows_what_is_heard() {
        let mut window = Window::default();
        window.zoom(10.0, Some(0.0));
        window.within(60_000);
        window.follow(30_000, 60_000);
        let (from, width) = window.within(60_000);
        assert!(from <= 30_000.0 && 30_000.0 <= from + width);
    }
}
