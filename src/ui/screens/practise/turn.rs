//! Whose turn it is, unmistakably: a word, a colour, the level, and the ring that shows the end coming.

use eframe::egui::Align2;
use eframe::egui::Color32;
use eframe::egui::FontId;
use eframe::egui::Pos2;
use eframe::egui::Rect;
use eframe::egui::Sense;
use eframe::egui::Shape;
use eframe::egui::Stroke;
use eframe::egui::Ui;
use eframe::egui::WidgetInfo;
use eframe::egui::accesskit::Role;
use eframe::egui::epaint::PathShape;
use eframe::egui::pos2;
use eframe::egui::vec2;
use egui_material_icons::MaterialIcon;
use egui_material_icons::icons;

use crate::core::interview::state::Microphone;
use crate::core::interview::state::Ring;
use crate::core::view::Stage;
use crate::core::view::View;
use crate::runtime::studio::practise::LEVELS;
use crate::runtime::studio::practise::Practice;
use crate::ui::theme;
use crate::ui::widgets;
use crate::ui::words;

/// Height of the whole, in points.
const HEIGHT: f32 = 64.0;

/// Where the level begins, in points from the left.
const LEVEL_FROM: f32 = 310.0;

/// Steps of the drawn ring.
const ARC: usize = 48;

pub(super) fn turn_ui(ui: &mut Ui, practice: &Practice, view: &View, levels: &[f32]) {
    let palette = theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::hover());
    let (colour, icon) = look(ui, view);
    let (name, hint) = names(view);
    let spoken = format!("{name}. {hint}");
    response.widget_info(|| WidgetInfo::labeled(Role::Status, true, &spoken));
    let centre = rect.left_center() + vec2(34.0, 0.0);
    ui.painter().circle_filled(centre, 24.0, colour.gamma_multiply(0.22));
    ui.painter().text(centre, Align2::CENTER_CENTER, icon.codepoint, widgets::icon_font(24.0), colour);
    if let Some(ring) = view.ring {
        ring_ui(ui, centre, share(ring, practice.now_ms()), palette.warn);
    } else {
        ui.painter().circle_stroke(centre, 27.0, Stroke::new(2.0, colour));
    }
    let left = rect.left() + 76.0;
    let heading = FontId::proportional(theme::sizes().heading);
    ui.painter().text(pos2(left, rect.center().y - 11.0), Align2::LEFT_CENTER, name, heading, colour);
    let small = FontId::proportional(theme::sizes().caption);
    ui.painter().text(pos2(left, rect.center().y + 13.0), Align2::LEFT_CENTER, &hint, small, palette.muted);
    let field = Rect::from_min_max(
        pos2(rect.left() + LEVEL_FROM, rect.top() + 6.0),
        rect.right_bottom() - vec2(4.0, 6.0),
    );
    if field.width() > 60.0 && view.microphone != Microphone::None {
        level_ui(ui, field, levels, colour);
    }
}

/// What goes on, and what to do.
fn names(view: &View) -> (&'static str, String) {
    let (name, hint) = words::stage(view.stage);
    if view.ring.is_some() {
        return ("Done?", "The answer ends when the ring is full".to_owned());
    }
    if view.behind > 0 {
        return (name, format!("{} parts are still being written down", view.behind));
    }
    // While the interviewer speaks there is nothing else to do than to listen.
    let listens = !matches!(view.stage, Stage::Ready | Stage::Asking | Stage::Opening);
    let last = view.notices.last().filter(|(at, _)| listens && recent(view, *at));
    (name, last.map_or_else(|| hint.to_owned(), |(_, notice)| words::notice(notice)))
}

/// Whether a notice belongs to this turn: none that is older than the answer's clock.
fn recent(view: &View, at_ms: u64) -> bool {
    view.clock.and_then(|clock| clock.runs_since_ms).is_none_or(|since| at_ms >= since)
}

fn look(ui: &Ui, view: &View) -> (Color32, MaterialIcon) {
    let palette = theme::palette(ui);
    match view.stage {
        Stage::Asking => (palette.accent, icons::ICON_RECORD_VOICE_OVER),
        Stage::Thinking => (palette.accent, icons::ICON_PSYCHOLOGY),
        Stage::Opening | Stage::Listening => (palette.good, icons::ICON_MIC),
        Stage::Speaking => (palette.good, icons::ICON_GRAPHIC_EQ),
        Stage::NoMicrophone => (palette.warn, icons::ICON_KEYBOARD),
        Stage::Ready | Stage::Finishing => (palette.muted, icons::ICON_HOURGLASS_EMPTY),
        Stage::Done | Stage::Over => (palette.accent, icons::ICON_CHECK),
        Stage::Held => (palette.warn, icons::ICON_PAUSE),
        Stage::Break => (palette.accent, icons::ICON_COFFEE),
    }
}

fn share(ring: Ring, now_ms: u64) -> f32 {
    let length = ring.to_ms.saturating_sub(ring.from_ms).max(1);
    (now_ms.saturating_sub(ring.from_ms) as f32 / length as f32).clamp(0.0, 1.0)
}

fn ring_ui(ui: &Ui, centre: Pos2, share: f32, colour: Color32) {
    let track = theme::palette(ui).border;
    ui.painter().circle_stroke(centre, 27.0, Stroke::new(3.0, track));
    let at = |n: usize| {
        let angle = std::f32::consts::TAU * share * n as f32 / ARC as f32 - std::f32::consts::FRAC_PI_2;
        centre + 27.0 * vec2(angle.cos(), angle.sin())
    };
    ui.painter().add(Shape::Path(PathShape::line((0..=ARC).map(at).collect(), Stroke::new(4.0, colour))));
}

/// The last seconds, the newest on the right.
fn level_ui(ui: &Ui, field: Rect, levels: &[f32], colour: Color32) {
    ui.painter().rect_filled(field, 6.0, theme::palette(ui).sunken);
    let step = field.width() / LEVELS as f32;
    let first = LEVELS - levels.len().min(LEVELS);
    for (n, level) in levels.iter().enumerate() {
        let x = field.left() + (first + n) as f32 * step;
        let tall = (level * field.height() / 2.0).max(1.0);
        let bar = Rect::from_min_max(
            pos2(x, field.center().y - tall),
            pos2(x + (step - 1.0).max(1.0), field.center().y + tall),
        );
        ui.painter().rect_filled(bar, 1.0, colour);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ring_fills_with_its_time() {
        let ring = Ring { from_ms: 1_000, to_ms: 3_000 };
        let near = |share: f32, wanted: f32| (share - wanted).abs() < 1e-6;
        assert!(
            near(share(ring, 500), 0.0) && near(share(ring, 2_000), 0.5) && near(share(ring, 9_000), 1.0)
        );
        assert!(near(share(Ring { from_ms: 5, to_ms: 5 }, 5), 0.0));
    }
}
