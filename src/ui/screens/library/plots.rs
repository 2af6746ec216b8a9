//! The plots of the trends. Each has a twin in words for who cannot see it.

use eframe::egui::Align2;
use eframe::egui::Color32;
use eframe::egui::Sense;
use eframe::egui::Stroke;
use eframe::egui::Ui;
use eframe::egui::WidgetInfo;
use eframe::egui::accesskit::Role;
use eframe::egui::vec2;
use egui_plot::GridInput;
use egui_plot::GridMark;
use egui_plot::HoverPosition;
use egui_plot::LineStyle;
use egui_plot::MarkerShape;
use egui_plot::Plot;
use egui_plot::PlotResponse;
use egui_plot::Points;

use crate::core::history::share;
use crate::core::history::trend::Course;
use crate::core::history::trend::Line;
use crate::core::history::trend::Trend;
use crate::core::rubric::verdict::Disclosure;
use crate::core::rubric::verdict::Level;
use crate::ui::theme;
use crate::ui::words;

/// Heights, in points.
const SCORE: f32 = 190.0;
const LINE: f32 = 116.0;

/// Dates below a plot, in points from one to the next.
const DATES: f32 = 96.0;

/// Room for the names of levels on the left, in points.
const NAMES: f32 = 64.0;

/// So many levels are read out of each plot: the last ones.
const READ_OUT: usize = 8;

/// Markers differ, so that colour is never all that tells two lines apart.
const MARKERS: [MarkerShape; 5] =
    [MarkerShape::Circle, MarkerShape::Square, MarkerShape::Diamond, MarkerShape::Up, MarkerShape::Down];

/// Where something is going.
pub(super) fn course(course: Course) -> &'static str {
    match course {
        Course::Unknown => "too few takes to say",
        Course::Up => "getting better",
        Course::Even => "about the same",
        Course::Down => "getting worse",
    }
}

/// The score of every take, and what was offered before any probe.
pub(super) fn score_ui(ui: &mut Ui, trend: &Trend) {
    let palette = theme::palette(ui);
    let all = trend.takes.iter().enumerate();
    let scores: Vec<[f64; 2]> = all.clone().map(|(n, take)| [n as f64, f64::from(take.score)]).collect();
    let offered: Vec<[f64; 2]> = all.map(|(n, take)| [n as f64, f64::from(take.unprompted)]).collect();
    ui.horizontal_wrapped(|ui| {
        key_ui(ui, true, palette.accent, "Score");
        key_ui(ui, false, palette.warn, "Before any probe");
    });
    let told = told_scores(trend);
    let ticks: Vec<(f64, String)> = (1..=5).map(|score| (f64::from(score), score.to_string())).collect();
    let level = |y: f64| format!("{y} of 5");
    let plot = plot(ui, "score", SCORE, trend, &ticks, &level, 24.0).include_y(0.6).include_y(5.4);
    let drawn = plot.show(ui, |plot| {
        let dashed = egui_plot::Line::new("Before any probe", offered.clone()).color(palette.warn);
        plot.line(dashed.style(LineStyle::dashed_dense()).width(1.5).allow_hover(false));
        let points = Points::new("Before any probe", offered).color(palette.warn).filled(false);
        plot.points(points.shape(MarkerShape::Square).radius(5.0));
        let line = egui_plot::Line::new("Score", scores.clone()).color(palette.accent);
        plot.line(line.width(2.0).allow_hover(false));
        plot.points(Points::new("Score", scores).color(palette.accent).radius(4.0));
    });
    named(&drawn, &told);
}

/// One dimension; `n` is its place on the scorecard, which gives it its colour there, too.
pub(super) fn line_ui(ui: &mut Ui, trend: &Trend, line: &Line, n: usize) {
    let colour = theme::series(ui, n);
    let disclosure = line.levels.iter().flatten().any(|level| matches!(level, Level::Disclosed(_)));
    let ticks = ticks(disclosure);
    let names = ticks.clone();
    let level = move |y: f64| {
        let near = names.iter().find(|(at, _)| (at - y).abs() < 0.01);
        near.map(|(_, name)| name.clone()).unwrap_or_default()
    };
    let plot = plot(ui, &line.id, LINE, trend, &ticks, &level, NAMES).include_y(-0.12).include_y(1.12);
    let drawn = plot.show(ui, |plot| {
        for run in runs(&line.levels) {
            let joined = egui_plot::Line::new(&line.label, run.clone()).color(colour).width(2.0);
            plot.line(joined.allow_hover(false));
            let marker = MARKERS[n % MARKERS.len()];
            plot.points(Points::new(&line.label, run).color(colour).shape(marker).radius(4.5));
        }
    });
    named(&drawn, &told_line(line));
}

/// Lines are broken where a take has no level.
fn runs(levels: &[Option<Level>]) -> Vec<Vec<[f64; 2]>> {
    let mut runs = vec![Vec::new()];
    for (n, level) in levels.iter().enumerate() {
        match (level, runs.last_mut()) {
            (Some(level), Some(run)) => run.push([n as f64, f64::from(share(*level))]),
            _ => runs.push(Vec::new()),
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

fn ticks(disclosure: bool) -> Vec<(f64, String)> {
    let graded = [Level::Graded(0), Level::Graded(1), Level::Graded(2)];
    let disclosed = [Disclosure::Absent, Disclosure::Reactive, Disclosure::Untimed, Disclosure::Proactive];
    let tick = |level: Level, name: &str| (f64::from(share(level)), name.to_owned());
    if disclosure {
        // The long names would leave no room for the plot.
        let names = ["not said", "found out", "not when", "before"];
        disclosed.into_iter().zip(names).map(|(level, name)| tick(Level::Disclosed(level), name)).collect()
    } else {
        graded.into_iter().map(|level| tick(level, words::level(level))).collect()
    }
}

/// What all plots have in common: takes from left to right, names for what is written at the left, nothing to drag.
fn plot<'a>(
    ui: &Ui,
    id: &str,
    height: f32,
    trend: &'a Trend,
    ticks: &[(f64, String)],
    level: &'a dyn Fn(f64) -> String,
    left: f32,
) -> Plot<'a> {
    let count = trend.takes.len();
    let (marks, names) = (ticks.to_vec(), ticks.to_vec());
    let dates = ((ui.available_width() - left) / DATES).floor().max(1.0) as usize;
    let step = count.div_ceil(dates).max(1);
    let xs = move |_: GridInput| {
        let at = (0..count).rev().step_by(step);
        at.map(|n| GridMark { value: n as f64, step_size: step as f64 }).collect()
    };
    Plot::new(id.to_owned())
        .height(height)
        .sense(Sense::hover())
        .allow_zoom(false)
        .allow_drag(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_axis_zoom_drag(false)
        .allow_double_click_reset(false)
        .show_background(false)
        .show_crosshair(false)
        .grid_color(theme::palette(ui).border)
        .grid_spacing(1.0..=2.0)
        .set_margin_fraction(vec2(0.0, 0.0))
        .include_x(-0.5)
        .include_x(count as f64 - 0.5)
        .y_axis_min_width(left)
        .x_grid_spacer(xs)
        .y_grid_spacer(move |_| {
            marks.iter().map(|(value, _)| GridMark { value: *value, step_size: 1.0 }).collect()
        })
        .y_axis_formatter(move |mark, _| {
            let named = names.iter().find(|(value, _)| (value - mark.value).abs() < 0.01);
            named.map(|(_, name)| name.clone()).unwrap_or_default()
        })
        .x_axis_formatter(move |mark, _| day(trend, mark.value))
        .label_formatter(move |near| match near {
            HoverPosition::NearDataPoint { plot_name, position, .. } => {
                let take = trend.takes.get(position.x.round().max(0.0) as usize)?;
                Some(format!("{plot_name}: {}\n{}", level(position.y), take.when))
            }
            HoverPosition::Elsewhere { .. } => None,
        })
}

/// Month and day of a take.
fn day(trend: &Trend, at: f64) -> String {
    let whole = at >= 0.0 && at.fract().abs() < 0.01;
    let take = trend.takes.get(at.round().max(0.0) as usize).filter(|_| whole);
    take.and_then(|take| take.when.get(5..10)).unwrap_or_default().to_owned()
}

/// What a marker stands for.
fn key_ui(ui: &mut Ui, filled: bool, colour: Color32, name: &str) {
    let (rect, _) = ui.allocate_exact_size(vec2(14.0, 14.0), Sense::hover());
    if filled {
        ui.painter().circle_filled(rect.center(), 5.0, colour);
    } else {
        let square = Align2::CENTER_CENTER.anchor_size(rect.center(), vec2(9.0, 9.0));
        let stroke = Stroke::new(1.5, colour);
        ui.painter().rect_stroke(square, 0.0, stroke, eframe::egui::StrokeKind::Inside);
    }
    ui.label(theme::caption(ui, name));
}

fn named<R>(drawn: &PlotResponse<R>, told: &str) {
    drawn.response.widget_info(|| WidgetInfo::labeled(Role::Image, true, told));
}

fn told_scores(trend: &Trend) -> String {
    let takes = trend.takes.iter().rev().take(READ_OUT).map(|take| {
        let day = take.when.get(..10).unwrap_or_default();
        format!("{day}: {} of 5, {} before any probe", take.score, take.unprompted)
    });
    format!("Scores, the latest first: {}", takes.collect::<Vec<_>>().join("; "))
}

fn told_line(line: &Line) -> String {
    let level = |level: &Option<Level>| level.map_or("not judged", words::level);
    let levels: Vec<&str> = line.levels.iter().rev().take(READ_OUT).map(level).collect();
    format!("{}, {}; the latest first: {}", line.label, course(line.course), levels.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_broken_where_there_is_no_level() {
        let levels = [None, Some(Level::Graded(0)), Some(Level::Graded(2)), None, Some(Level::Graded(1))];
        assert_eq!(runs(&levels), [vec![[1.0, 0.0], [2.0, 1.0]], vec![[4.0, 0.5]]]);
        assert!(runs(&[]).is_empty());
    }

    #[test]
    fn every_plot_has_a_twin_in_words() {
        let line = Line {
            id: "cause".into(),
            label: "The cause".into(),
            levels: vec![Some(Level::Graded(0)), None, Some(Level::Graded(2))],
            course: Course::Up,
        };
        assert_eq!(
            told_line(&line),
            "The cause, getting better; the latest first: full, not judged, not said"
        );
    }
}
