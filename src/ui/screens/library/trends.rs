//! How one question went over the takes: the score on top, then a small plot a dimension.

use std::sync::Arc;

use eframe::egui::ComboBox;
use eframe::egui::RichText;
use eframe::egui::Ui;
use eframe::egui::WidgetInfo;
use eframe::egui::accesskit::Role;
use egui_material_icons::icons;

use crate::core::history::trend::Course;
use crate::core::history::trend::Earlier;
use crate::core::history::trend::Trend;
use crate::core::history::trend::trend;
use crate::io::session::stamp::Stamp;
use crate::runtime::studio::library::Shelf;
use crate::ui::nav::Place;
use crate::ui::screens::Ask;
use crate::ui::screens::library::Library;
use crate::ui::screens::library::plots;
use crate::ui::theme;
use crate::ui::widgets;
use crate::ui::widgets::icon_font;

/// The narrowest that a plot is, in points.
const NARROWEST: f32 = 300.0;

/// What was made of the shelf, and for which question.
#[derive(Debug, Default)]
pub(super) struct Trends {
    question: Option<String>,
    made: Option<(Arc<Shelf>, String, Trend)>,
}

impl Library {
    pub(super) fn trends_ui(&mut self, ui: &mut Ui, shelf: &Arc<Shelf>, asks: &mut Vec<Ask>) {
        let questions = judged(shelf, &self.found.questions);
        let chosen = questions.iter().find(|(id, _)| self.trends.question.as_ref() == Some(id));
        let Some((question, title)) = chosen.or(questions.first()).cloned() else {
            let why = "Here you see how each part of your answers goes, once there are takes to compare.";
            widgets::empty(ui, icons::ICON_SHOW_CHART, "No take has a score yet", why);
            ui.vertical_centered(|ui| {
                if widgets::primary_button(ui, "Practise").clicked() {
                    asks.push(Ask::Go(Place::Practise));
                }
            });
            return;
        };
        self.trends.choice_ui(ui, &questions, &title);
        let trend = self.trends.renew(shelf, &question);
        score_ui(ui, trend);
        ui.add_space(theme::space().s);
        lines_ui(ui, trend);
    }
}

impl Trends {
    fn choice_ui(&mut self, ui: &mut Ui, questions: &[(String, String)], title: &str) {
        if questions.len() < 2 {
            ui.label(theme::muted(ui, title));
            return;
        }
        ui.horizontal_wrapped(|ui| {
            ui.label("Question");
            let combo = ComboBox::from_id_salt("trend").width(260.0).truncate().selected_text(title);
            let drawn = combo.show_ui(ui, |ui| {
                for (id, title) in questions {
                    ui.selectable_value(&mut self.question, Some(id.clone()), title);
                }
            });
            let told = format!("Question: {title}");
            drawn.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &told));
        });
    }

    /// Made anew only when the shelf or the question changed.
    fn renew(&mut self, shelf: &Arc<Shelf>, question: &str) -> &Trend {
        let holds = |made: &(Arc<Shelf>, String, Trend)| Arc::ptr_eq(&made.0, shelf) && made.1 == question;
        let made = self.made.take().filter(holds);
        let made = made.unwrap_or_else(|| (Arc::clone(shelf), question.to_owned(), of(shelf, question)));
        &self.made.insert(made).2
    }
}

/// The questions that have a judged answer.
fn judged(shelf: &Shelf, questions: &[(String, String)]) -> Vec<(String, String)> {
    let answers = || shelf.entries.iter().flat_map(|entry| &entry.answers);
    let has = |id: &str| answers().any(|answer| answer.question == id && answer.score.is_some());
    questions.iter().filter(|(id, _)| has(id)).cloned().collect()
}

fn of(shelf: &Shelf, question: &str) -> Trend {
    let mut takes = Vec::new();
    for entry in shelf.entries.iter().rev() {
        let when = entry.began.map(Stamp::to_minute).unwrap_or_default();
        let answers = entry.answers.iter().filter(|answer| answer.question == question);
        takes.extend(answers.filter_map(|answer| Some((when.clone(), answer.score.as_ref()?))));
    }
    let earlier: Vec<Earlier<'_>> = takes
        .iter()
        .map(|(when, score)| Earlier {
            when,
            score: score.score,
            unprompted: score.unprompted,
            levels: &score.levels,
        })
        .collect();
    trend(&earlier)
}

fn score_ui(ui: &mut Ui, trend: &Trend) {
    widgets::card(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.label(theme::heading("Score"));
            let scores: Vec<f32> =
                trend.takes.iter().map(|take| f32::from(take.score.saturating_sub(1)) / 4.0).collect();
            course_ui(ui, crate::core::history::trend::course(&scores));
        });
        plots::score_ui(ui, trend);
        if trend.older > 0 {
            let shown = trend.takes.len();
            let text = format!("The last {shown} takes; {} older ones are in the list.", trend.older);
            ui.label(theme::caption(ui, text));
        } else if trend.takes.len() == 1 {
            ui.label(theme::caption(ui, "One take so far. With the next one there is a line to see."));
        }
    });
}

/// As many beside each other as there is room for.
fn lines_ui(ui: &mut Ui, trend: &Trend) {
    let columns = ((ui.available_width() / NARROWEST).floor() as usize).clamp(1, 3);
    for (row, lines) in trend.lines.chunks(columns).enumerate() {
        ui.columns(columns, |uis| {
            for (n, (ui, line)) in uis.iter_mut().zip(lines).enumerate() {
                widgets::column_card(ui, |ui| {
                    let name = eframe::egui::Label::new(theme::strong(&line.label)).truncate();
                    ui.add(name);
                    course_ui(ui, line.course);
                    plots::line_ui(ui, trend, line, row * columns + n);
                });
            }
        });
    }
}

/// Where something is going, in a sign and in words.
fn course_ui(ui: &mut Ui, course: Course) {
    let palette = theme::palette(ui);
    let (icon, colour) = match course {
        Course::Unknown => (icons::ICON_REMOVE, palette.muted),
        Course::Up => (icons::ICON_TRENDING_UP, palette.good),
        Course::Even => (icons::ICON_TRENDING_FLAT, palette.muted),
        Course::Down => (icons::ICON_TRENDING_DOWN, palette.bad),
    };
    ui.horizontal(|ui| {
        let sign = RichText::new(icon.codepoint).font(icon_font(18.0)).color(colour);
        ui.add(eframe::egui::Label::new(sign).selectable(false));
        ui.label(RichText::new(plots::course(course)).size(theme::sizes().caption).color(colour));
    });
}
