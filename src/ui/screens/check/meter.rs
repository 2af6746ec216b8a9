//! How loud the microphone is, as a bar with its highest point; the same in words for those who do not see it.

use eframe::egui::CornerRadius;
use eframe::egui::Sense;
use eframe::egui::Stroke;
use eframe::egui::Ui;
use eframe::egui::WidgetInfo;
use eframe::egui::accesskit::Role;
use eframe::egui::pos2;
use eframe::egui::vec2;

use crate::io::capture::level::Level;
use crate::io::capture::level::METER_FROM_DB;
use crate::io::capture::level::share;
use crate::runtime::microphone::take::QUIET_DB;
use crate::ui::theme;

/// From here on it is about to be cut off, in dB.
const HOT_DB: f32 = -3.0;

/// Height of the bar, in points.
const HEIGHT: f32 = 18.0;

/// Draws it.
pub(super) fn meter_ui(ui: &mut Ui, level: Level) {
    let (palette, space) = (theme::palette(ui), theme::space());
    let width = ui.available_width();
    let (rect, response) = ui.allocate_exact_size(vec2(width, HEIGHT), Sense::hover());
    let words = words(level);
    response.widget_info(|| WidgetInfo::labeled(Role::Meter, true, &words));
    let radius = CornerRadius::same(space.radius / 2);
    let x = |db: f32| rect.left() + share(db) * rect.width();
    let painter = ui.painter_at(rect);
    painter.rect_filled(rect, radius, palette.sunken);
    let colour = match level.peak_db {
        _ if level.clipping => palette.bad,
        db if db >= HOT_DB => palette.warn,
        db if db >= QUIET_DB => palette.good,
        _ => palette.muted,
    };
    let mut filled = rect;
    filled.set_right(x(level.peak_db));
    painter.rect_filled(filled, radius, colour);
    // From this mark on a voice is loud enough.
    let mark = x(QUIET_DB);
    let colour = if level.peak_db >= QUIET_DB { palette.surface } else { palette.muted };
    painter.line_segment([pos2(mark, rect.top()), pos2(mark, rect.bottom())], Stroke::new(2.0, colour));
    if level.hold_db > METER_FROM_DB {
        let hold = x(level.hold_db).min(rect.right() - 2.0);
        painter.line_segment(
            [pos2(hold, rect.top()), pos2(hold, rect.bottom())],
            Stroke::new(3.0, palette.text),
        );
    }
    response.on_hover_text("Your voice should pass the thin mark and stay short of the right end");
}

fn words(level: Level) -> String {
    let loud = match level.hold_db {
        _ if level.clipping => "too loud",
        db if db >= QUIET_DB => "loud enough",
        db if db > METER_FROM_DB => "quiet",
        _ => "silence",
    };
    format!("Level of the microphone: {loud}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_has_its_ends_and_its_words() {
        assert!(share(-120.0).abs() < 1e-6 && (share(0.0) - 1.0).abs() < 1e-6);
        let level = |db| Level { rms_db: db, peak_db: db, hold_db: db, ..Level::default() };
        assert!(words(level(-20.0)).ends_with("loud enough") && words(level(-50.0)).ends_with("quiet"));
        assert!(words(Level { clipping: true, ..level(0.0) }).ends_with("too loud"));
    }
}
