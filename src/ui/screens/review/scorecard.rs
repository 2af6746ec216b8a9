//! The scorecard: every line opens the words that earned it, and plays them.

use eframe::egui::Align;
use eframe::egui::Button;
use eframe::egui::Color32;
use eframe::egui::Layout;
use eframe::egui::RichText;
use eframe::egui::Sense;
use eframe::egui::Ui;
use eframe::egui::WidgetInfo;
use eframe::egui::accesskit::Role;
use eframe::egui::vec2;
use egui_material_icons::icons;

use crate::core::rubric::changes::Change;
use crate::core::rubric::verdict::DimensionVerdict;
use crate::core::rubric::verdict::KillerVerdict;
use crate::core::rubric::verdict::Quote;
use crate::core::rubric::verdict::Verdict;
use crate::io::report::labels;
use crate::runtime::studio::Studio;
use crate::runtime::studio::opened::page::AnswerPage;
use crate::runtime::studio::opened::page::Page;
use crate::ui::screens::Ask;
use crate::ui::screens::review::Review;
use crate::ui::theme;
use crate::ui::widgets;
use crate::ui::words;

/// Height of a line, in points.
const LINE: f32 = 34.0;

/// How much is heard around words that are played, in ms.
const AROUND_MS: usize = 120;

impl Review {
    pub(super) fn scorecard_ui(
        &mut self,
        ui: &mut Ui,
        page: &Page,
        answer: &AnswerPage,
        verdict: &Verdict,
        studio: &Studio,
        asks: &mut Vec<Ask>,
    ) {
        ui.label(theme::heading("Scorecard"));
        let mut hear = None;
        for (n, dimension) in verdict.dimensions.iter().enumerate() {
            let open = self.line == Some(n);
            if line_ui(ui, n, dimension, open) {
                self.line = (!open).then_some(n);
            }
            if open {
                hear = words_ui(ui, answer, dimension).or(hear);
            }
        }
        for killer in &verdict.killers {
            hear = killer_ui(ui, answer, killer).or(hear);
        }
        changes_ui(ui, &answer.changes);
        next_ui(ui, verdict);
        if let Some(quote) = hear {
            self.hear(page, answer, &quote, studio, asks);
        }
    }

    /// Plays words, and makes the first of them the chosen one.
    pub(super) fn hear(
        &mut self,
        page: &Page,
        answer: &AnswerPage,
        quote: &Quote,
        studio: &Studio,
        asks: &mut Vec<Ask>,
    ) {
        if let Some(word) = answer.word_at(quote.chars.start()) {
            self.choose(word, answer.transcript.words().len());
        }
        if let Some(time) = answer.transcript.time_of(quote.chars) {
            let from = time.start().saturating_sub(AROUND_MS);
            let part = crate::core::span::Span::from_len(from, time.end() + AROUND_MS - from);
            self.play(page, part, studio, asks);
        }
    }
}

/// A line of the scorecard; whether it was pressed.
fn line_ui(ui: &mut Ui, n: usize, dimension: &DimensionVerdict, open: bool) -> bool {
    let palette = theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), LINE), Sense::click());
    let name = format!("{}: {}", dimension.label, words::level(dimension.level));
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, open, &name));
    let radius = eframe::egui::CornerRadius::same(6);
    if open || response.hovered() {
        ui.painter().rect_filled(rect, radius, if open { palette.soft } else { palette.sunken });
    }
    widgets::ring(ui, &response, radius);
    let mut inside = ui.new_child(
        eframe::egui::UiBuilder::new()
            .max_rect(rect.shrink2(vec2(8.0, 0.0)))
            .layout(Layout::left_to_right(Align::Center)),
    );
    let ui = &mut inside;
    swatch(ui, theme::series(ui, n));
    // The level first, so that a long name is what is cut.
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let (reached, of) = labels::steps(dimension.level);
        let colour = if reached == 0 { palette.muted } else { palette.text };
        dots(ui, reached, of);
        let level = RichText::new(words::level(dimension.level)).size(theme::sizes().caption).color(colour);
        ui.add(eframe::egui::Label::new(level).selectable(false));
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.add(eframe::egui::Label::new(&dimension.label).selectable(false).truncate());
        });
    });
    response.clicked()
}

fn dots(ui: &mut Ui, reached: usize, of: usize) {
    let palette = theme::palette(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(of as f32 * 13.0, 12.0), Sense::hover());
    for n in 0..of {
        let at = rect.left_center() + vec2(n as f32 * 13.0 + 6.0, 0.0);
        let stroke = eframe::egui::Stroke::new(1.2, palette.muted);
        if n < reached {
            ui.painter().circle_filled(at, 4.5, palette.accent);
        } else {
            ui.painter().circle_stroke(at, 4.0, stroke);
        }
    }
}

/// The colour that stands under words in the transcript.
fn swatch(ui: &mut Ui, colour: Color32) {
    let (rect, _) = ui.allocate_exact_size(vec2(14.0, 14.0), Sense::hover());
    let line = eframe::egui::Rect::from_center_size(rect.center(), vec2(14.0, 4.0));
    ui.painter().rect_filled(line, 2.0, colour);
}

/// What an open line says; the words that are to be heard.
fn words_ui(ui: &mut Ui, answer: &AnswerPage, dimension: &DimensionVerdict) -> Option<Quote> {
    let mut hear = None;
    ui.indent(&dimension.id, |ui| {
        ui.label(theme::muted(ui, &dimension.anchor));
        if dimension.evidence.is_empty() {
            ui.label(theme::caption(ui, "You said nothing that counts for it."));
        }
        for quote in &dimension.evidence {
            if quote_ui(ui, answer, quote) {
                hear = Some(quote.clone());
            }
        }
        if dimension.unprompted != dimension.level {
            let before = format!("Before any probe: {}.", words::level(dimension.unprompted));
            ui.label(theme::caption(ui, before));
        }
        let sure = if dimension.certainty >= 0.75 {
            "clear"
        } else if dimension.certainty >= 0.5 {
            "fairly clear"
        } else {
            "a close call"
        };
        ui.label(theme::caption(ui, format!("This level was {sure}.")));
    });
    hear
}

/// Words that can be played; whether that was asked for.
pub(super) fn quote_ui(ui: &mut Ui, answer: &AnswerPage, quote: &Quote) -> bool {
    let time = answer.transcript.time_of(quote.chars);
    let at = time.map(|time| words::clock(time.start()));
    let text = match &at {
        Some(at) => format!("{} {at}  “{}”", icons::ICON_PLAY_ARROW.codepoint, quote.text),
        None => format!("“{}”", quote.text),
    };
    let button = Button::new(text).wrap().fill(theme::palette(ui).sunken);
    let response = ui.add(button);
    let name =
        at.map_or_else(|| format!("Show “{}”", quote.text), |at| format!("Play “{}” at {at}", quote.text));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    response.clicked()
}

fn killer_ui(ui: &mut Ui, answer: &AnswerPage, killer: &KillerVerdict) -> Option<Quote> {
    let palette = theme::palette(ui);
    let mut hear = None;
    ui.add_space(theme::space().xs);
    let title = format!("{} holds the score at {} or less", killer.label, killer.cap);
    ui.label(RichText::new(title).color(palette.bad).strong());
    ui.label(theme::muted(ui, &killer.meaning));
    for quote in &killer.evidence {
        if quote_ui(ui, answer, quote) {
            hear = Some(quote.clone());
        }
    }
    hear
}

/// What judging anew came to.
fn changes_ui(ui: &mut Ui, changes: &[Change]) {
    if changes.is_empty() {
        return;
    }
    ui.add_space(theme::space().s);
    ui.label(theme::strong("What changed"));
    changes.iter().for_each(|change| drop(ui.label(words::change(change))));
}

/// What an interviewer would ask now.
fn next_ui(ui: &mut Ui, verdict: &Verdict) {
    ui.add_space(theme::space().s);
    let Some(gap) = verdict.next_probe.first() else {
        ui.label(theme::muted(ui, "An interviewer would have nothing left to ask."));
        return;
    };
    ui.label(theme::strong("What would be asked next"));
    ui.label(RichText::new(&gap.say).color(theme::palette(ui).accent));
    let because = gap.receipt.trigger.as_ref().map_or_else(
        || "Because nothing was said about it.".to_owned(),
        |quote| format!("Because you said “{}”.", quote.text),
    );
    ui.label(theme::caption(ui, because));
    ui.label(theme::caption(ui, format!("Needless if {}", gap.receipt.needless_if)));
}
