//! The disclosure clock: when it was known, told and found out, in the order of telling.

use std::fmt::Write;

use eframe::egui::Align2;
use eframe::egui::FontId;
use eframe::egui::Sense;
use eframe::egui::Stroke;
use eframe::egui::Ui;
use eframe::egui::WidgetInfo;
use eframe::egui::accesskit::Role;
use eframe::egui::vec2;

use crate::core::rubric::verdict::TimelineEvent;
use crate::core::rubric::verdict::TimelineKind;
use crate::core::rubric::verdict::Verdict;
use crate::runtime::studio::Studio;
use crate::runtime::studio::opened::page::AnswerPage;
use crate::runtime::studio::opened::page::Page;
use crate::ui::screens::Ask;
use crate::ui::screens::review::Review;
use crate::ui::screens::review::scorecard::quote_ui;
use crate::ui::theme;

/// What the clock asks for; each is there or is "not said".
const MOMENTS: [TimelineKind; 3] = [TimelineKind::Knew, TimelineKind::Told, TimelineKind::OthersKnew];

/// Height of the drawing, in points.
const HEIGHT: f32 = 58.0;

impl Review {
    pub(super) fn clock_ui(
        &mut self,
        ui: &mut Ui,
        page: &Page,
        answer: &AnswerPage,
        verdict: &Verdict,
        studio: &Studio,
        asks: &mut Vec<Ask>,
    ) {
        ui.label(theme::heading("Who knew, and when"));
        line_ui(ui, verdict);
        let mut hear = None;
        for event in &verdict.timeline {
            ui.label(theme::strong(told(event)));
            if quote_ui(ui, answer, &event.quote) {
                hear = Some(event.quote.clone());
            }
        }
        if let Some(quote) = hear {
            self.hear(page, answer, &quote, studio, asks);
        }
    }
}

/// The moments on a line; what was not said is drawn hollow.
fn line_ui(ui: &mut Ui, verdict: &Verdict) {
    let palette = theme::palette(ui);
    let mut moments: Vec<(TimelineKind, bool)> = Vec::new();
    for event in &verdict.timeline {
        if moments.last() != Some(&(event.kind, true)) {
            moments.push((event.kind, true));
        }
    }
    for kind in MOMENTS {
        if moments.iter().all(|(known, _)| *known != kind) {
            moments.push((kind, false));
        }
    }
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, spoken(&moments)));
    let width = rect.width() / moments.len() as f32;
    let y = rect.top() + 18.0;
    let ends = [eframe::egui::pos2(rect.left(), y), eframe::egui::pos2(rect.right(), y)];
    ui.painter().line_segment(ends, Stroke::new(2.0, palette.border));
    for (n, (kind, said)) in moments.iter().enumerate() {
        let at = eframe::egui::pos2(rect.left() + width * (n as f32 + 0.5), y);
        let colour = match kind {
            TimelineKind::Told => palette.good,
            TimelineKind::Hid => palette.bad,
            TimelineKind::OthersKnew | TimelineKind::Asked => palette.warn,
            TimelineKind::Knew => palette.accent,
        };
        ui.painter().circle_filled(at, 7.0, if *said { colour } else { palette.surface });
        ui.painter().circle_stroke(at, 7.0, Stroke::new(2.0, if *said { colour } else { palette.muted }));
        let font = FontId::proportional(theme::sizes().caption);
        let text = |offset: f32, text: &str, colour| {
            ui.painter().text(at + vec2(0.0, offset), Align2::CENTER_TOP, text, font.clone(), colour);
        };
        text(10.0, name(*kind), if *said { palette.text } else { palette.muted });
        if !said {
            text(24.0, "not said", palette.muted);
        }
    }
}

fn spoken(moments: &[(TimelineKind, bool)]) -> String {
    let part = |(kind, said): &(TimelineKind, bool)| match said {
        true => name(*kind).to_owned(),
        false => format!("{}: not said", name(*kind)),
    };
    moments.iter().map(part).collect::<Vec<_>>().join(", then ")
}

fn name(kind: TimelineKind) -> &'static str {
    match kind {
        TimelineKind::Knew => "You knew",
        TimelineKind::Told => "You told",
        TimelineKind::OthersKnew => "Others knew",
        TimelineKind::Asked => "You were asked",
        TimelineKind::Hid => "You kept it back",
    }
}

/// An event in words: what, whom, when, as the speaker called them.
fn told(event: &TimelineEvent) -> String {
    let mut text = name(event.kind).to_owned();
    for said in event.who.iter().chain(&event.when) {
        write!(text, " · “{said}”").ok();
    }
    text
}
