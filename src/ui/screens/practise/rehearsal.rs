//! What a loop shows beside an interview: its clock, its parts, the countdown of a break, and what can be done at its end.
//! Nothing of how it goes is in it before the end.

use eframe::egui::Align;
use eframe::egui::Color32;
use eframe::egui::Layout;
use eframe::egui::RichText;
use eframe::egui::Sense;
use eframe::egui::Ui;
use eframe::egui::WidgetInfo;
use eframe::egui::accesskit::Role;
use eframe::egui::vec2;

use crate::core::interview::schedule::SlotEnd;
use crate::core::interview::schedule::SlotKind;
use crate::core::view::LoopView;
use crate::core::view::PartView;
use crate::core::view::View;
use crate::runtime::studio::Studio;
use crate::runtime::studio::practise::Practice;
use crate::runtime::studio::practise::Progress;
use crate::runtime::studio::practise::Rehearse;
use crate::ui::nav::Place;
use crate::ui::screens::Ask;
use crate::ui::screens::practise::Practise;
use crate::ui::theme;
use crate::ui::widgets;
use crate::ui::words;

/// Height of the bar of parts, in points.
const BAR: f32 = 8.0;

/// A question that is asked because time was left is drawn as long as one of so many minutes.
const SPARE: u32 = 2;

/// Whether the clock has to be drawn again soon.
pub(super) fn runs(view: &View) -> bool {
    view.rehearsal.as_ref().is_some_and(|clock| clock.held_ms.is_none())
}

/// What stands in the place of the question during a break.
pub(super) fn on_break(view: &View, now_ms: u64) -> Option<String> {
    let until = view.rehearsal.as_ref()?.break_ends_ms?;
    let left = words::clock((until.saturating_sub(now_ms) + 999) as usize);
    Some(format!("A break. It goes on in {left}."))
}

/// The clock, who interviews, and the parts.
pub(super) fn strip_ui(ui: &mut Ui, clock: &LoopView, now_ms: u64) {
    let now = clock.held_ms.unwrap_or(now_ms);
    ui.horizontal(|ui| {
        ui.label(theme::strong(words::capital(&clock.host)));
        ui.label(theme::caption(ui, format!("{}  \u{b7}  {}", clock.title, part_name(clock))));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let left = (clock.began_ms + clock.length_ms).saturating_sub(now);
            let part = clock.part_ends_ms.saturating_sub(now);
            ui.label(theme::caption(ui, format!("{} left in all", words::clock(left as usize))));
            ui.label(
                RichText::new(format!("{} for this part", words::clock(part as usize)))
                    .color(pressing(ui, clock, part)),
            );
        });
    });
    bar_ui(ui, clock, now);
    ui.add_space(theme::space().s);
}

/// The colour of the time that is left for a part, in ms. Only a question can be late.
fn pressing(ui: &Ui, clock: &LoopView, left_ms: u64) -> Color32 {
    let palette = theme::palette(ui);
    let asks = clock.parts.iter().any(|part| part.now && part.kind.question().is_some());
    match left_ms {
        _ if !asks => palette.text,
        0 => palette.bad,
        1..60_000 => palette.warn,
        _ => palette.text,
    }
}

fn part_name(clock: &LoopView) -> String {
    let questions: Vec<&PartView> =
        clock.parts.iter().filter(|part| part.kind.question().is_some()).collect();
    match clock.parts.iter().find(|part| part.now).map(|part| part.kind) {
        Some(SlotKind::Opening) => "Introduction".to_owned(),
        Some(SlotKind::Break) => "Break".to_owned(),
        Some(SlotKind::Closing) => "Goodbye".to_owned(),
        Some(SlotKind::Spare(_)) => "One more question".to_owned(),
        Some(SlotKind::Question(_)) => {
            let at = questions.iter().position(|part| part.now).map_or(0, |at| at + 1);
            format!("Question {at} of {}", questions.len())
        }
        None => String::new(),
    }
}

/// One piece a part, as long as it takes; those that are over are filled.
fn bar_ui(ui: &mut Ui, clock: &LoopView, now_ms: u64) {
    let palette = theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), BAR), Sense::hover());
    let spoken = format!("{}: {} of {} parts are over", clock.title, over(clock), clock.parts.len());
    response.widget_info(|| WidgetInfo::labeled(Role::ProgressIndicator, true, &spoken));
    let long = |part: &PartView| if part.minutes == 0 { SPARE } else { part.minutes };
    let all: u32 = clock.parts.iter().map(long).sum();
    let mut x = rect.left();
    for part in &clock.parts {
        let width = rect.width() * long(part) as f32 / all.max(1) as f32;
        let piece = eframe::egui::Rect::from_min_size(
            eframe::egui::pos2(x, rect.top()),
            vec2((width - 3.0).max(2.0), BAR),
        );
        let colour = match part.end {
            Some(SlotEnd::NotReached) => palette.border,
            Some(_) => palette.accent,
            None => palette.sunken,
        };
        ui.painter().rect_filled(piece, BAR / 2.0, colour);
        if part.now {
            let length = u64::from(long(part)) * 60_000;
            let share = 1.0 - clock.part_ends_ms.saturating_sub(now_ms) as f32 / length.max(1) as f32;
            let done = eframe::egui::Rect::from_min_size(
                piece.min,
                vec2(piece.width() * share.clamp(0.0, 1.0), BAR),
            );
            ui.painter().rect_filled(done, BAR / 2.0, palette.accent);
        }
        x += width;
    }
}

fn over(clock: &LoopView) -> usize {
    clock.parts.iter().filter(|part| part.end.is_some()).count()
}

impl Practise {
    pub(super) fn loop_over_ui(
        &mut self,
        ui: &mut Ui,
        practice: &Practice,
        studio: &mut Studio,
        asks: &mut Vec<Ask>,
    ) {
        match &practice.progress {
            Progress::Kept(id) => {
                if widgets::primary_button(ui, "Read the debrief").clicked() {
                    asks.push(Ask::Debrief(id.clone()));
                }
                if widgets::quiet_button(ui, "Look back at the answers").clicked() {
                    asks.push(Ask::Open(id.clone()));
                }
            }
            Progress::Left(id) => {
                if widgets::primary_button(ui, "Go on with it").clicked() {
                    studio.practise.put_away();
                    self.rehearse(studio, Rehearse::GoOn(id.clone()), asks);
                    return;
                }
            }
            _ => {
                if let Some(rehearsal) = self.rehearsal.clone()
                    && widgets::quiet_button(ui, "Try again").clicked()
                {
                    studio.practise.put_away();
                    self.rehearse(studio, rehearsal, asks);
                    return;
                }
            }
        }
        if widgets::quiet_button(ui, "To the start page").clicked() {
            studio.practise.put_away();
            asks.push(Ask::Go(Place::Home));
        }
    }
}
