//! The interview itself.

use std::time::Duration;

use eframe::egui::Align;
use eframe::egui::Context;
use eframe::egui::Frame;
use eframe::egui::Id;
use eframe::egui::Label;
use eframe::egui::Layout;
use eframe::egui::Margin;
use eframe::egui::Modal;
use eframe::egui::Panel;
use eframe::egui::RichText;
use eframe::egui::ScrollArea;
use eframe::egui::TextEdit;
use eframe::egui::Ui;
use eframe::egui::vec2;
use egui_material_icons::icons;

use crate::core::interview::event::Kind;
use crate::core::view::Command;
use crate::core::view::Stage;
use crate::core::view::View;
use crate::runtime::studio::Studio;
use crate::runtime::studio::practise::Practice;
use crate::ui::screens::Ask;
use crate::ui::screens::practise::Practise;
use crate::ui::screens::practise::act::Act;
use crate::ui::screens::practise::act::floor_name;
use crate::ui::screens::practise::coach;
use crate::ui::screens::practise::rehearsal;
use crate::ui::screens::practise::told;
use crate::ui::screens::practise::turn;
use crate::ui::theme;
use crate::ui::widgets;
use crate::ui::words;

/// Room for the question, in points: three lines of the largest text.
const QUESTION: f32 = 100.0;

/// Width of what coaches, in points.
const COACH: f32 = 270.0;

/// From this width on there is room for it beside the words.
const ROOM_FOR_COACH: f32 = 700.0;

/// How often a clock is drawn that runs, and a ring that fills.
const CLOCK: Duration = Duration::from_millis(200);
const RING: Duration = Duration::from_millis(33);

impl Practise {
    pub(super) fn floor_ui(
        &mut self,
        ui: &mut Ui,
        practice: &Practice,
        studio: &Studio,
        asks: &mut Vec<Ask>,
    ) {
        let Some(view) = &practice.view else { return };
        if view.ring.is_some() {
            ui.ctx().request_repaint_after(RING);
        } else if view.clock.is_some_and(|clock| clock.runs_since_ms.is_some())
            || view.think_until_ms.is_some()
            || rehearsal::runs(view)
        {
            ui.ctx().request_repaint_after(CLOCK);
        }
        if !self.ending
            && let Some(act) = Act::pressed(ui.ctx())
        {
            self.act(act, view, studio, asks);
        }
        let space = theme::space();
        let frame = Frame::NONE.fill(theme::palette(ui).surface).inner_margin(Margin::same(space.m as i8));
        Panel::bottom("floor").resizable(false).frame(frame).show(ui, |ui| {
            self.controls(ui, practice, view, studio, asks);
        });
        let inside = Frame::NONE.inner_margin(Margin::same(space.l as i8));
        inside.show(ui, |ui| {
            if let Some(clock) = &view.rehearsal {
                rehearsal::strip_ui(ui, clock, practice.now_ms());
            }
            question_ui(ui, view, practice.now_ms());
            told(ui, practice);
            ui.add_space(space.s);
            self.middle(ui, view);
        });
        self.ending_ui(ui.ctx(), view, studio, asks);
    }

    /// The words, and beside them what coaches.
    fn middle(&mut self, ui: &mut Ui, view: &View) {
        let width = ui.available_width();
        let coached = view.coaching.is_some() && width >= ROOM_FOR_COACH;
        let words = if coached { width - COACH - theme::space().m } else { width };
        let height = ui.available_height();
        ui.horizontal_top(|ui| {
            ui.allocate_ui(vec2(words, height), |ui| {
                ui.set_min_size(vec2(words, height));
                ui.vertical(|ui| self.words_ui(ui, view));
            });
            if let Some(coaching) = view.coaching.as_ref().filter(|_| coached) {
                ui.vertical(|ui| {
                    ui.set_width(COACH);
                    // Where there is little room it scrolls, and covers nothing.
                    let scroll = ScrollArea::vertical().id_salt("coach").max_height(height);
                    scroll.show(ui, |ui| coach::coach_ui(ui, coaching));
                });
            }
        });
    }

    fn words_ui(&mut self, ui: &mut Ui, view: &View) {
        self.receipt_ui(ui, view);
        if view.stage == Stage::Done {
            coach::done_ui(ui, view);
            return;
        }
        ui.label(theme::caption(ui, "What is heard"));
        ScrollArea::vertical().id_salt("heard").stick_to_bottom(true).auto_shrink(false).show(ui, |ui| {
            ui.set_width(ui.available_width());
            let palette = theme::palette(ui);
            let mut job = eframe::egui::text::LayoutJob::default();
            let font = theme::body_font();
            let format = |colour| eframe::egui::TextFormat::simple(font.clone(), colour);
            job.append(&view.heard, 0.0, format(palette.text));
            let gap = if view.heard.is_empty() { 0.0 } else { 5.0 };
            job.append(&view.tentative, gap, format(palette.muted));
            if job.text.is_empty() {
                let hint = if view.commands.contains(&Command::Type) { "Nothing yet." } else { "" };
                ui.label(theme::muted(ui, hint));
            } else {
                ui.add(Label::new(job).wrap());
            }
        });
    }

    /// Why the open probe was asked, one click away.
    fn receipt_ui(&mut self, ui: &mut Ui, view: &View) {
        let Some(receipt) = view.coaching.as_ref().and_then(|coaching| coaching.receipt.as_ref()) else {
            return;
        };
        let name = if self.receipt { "Hide why this was asked" } else { "Why was this asked?" };
        if widgets::quiet_button(ui, name).clicked() {
            self.receipt = !self.receipt;
        }
        if self.receipt {
            let because = receipt.trigger.as_ref().map_or_else(
                || "You said nothing about it.".to_owned(),
                |quote| format!("You said “{}”.", quote.text),
            );
            ui.label(because);
            ui.label(theme::muted(ui, format!("It would not have been asked if {}", receipt.needless_if)));
        }
        ui.add_space(theme::space().xs);
    }

    /// The bottom: whose turn it is, the level, and everything that can be asked for.
    fn controls(
        &mut self,
        ui: &mut Ui,
        practice: &Practice,
        view: &View,
        studio: &Studio,
        asks: &mut Vec<Ask>,
    ) {
        turn::turn_ui(ui, practice, view, &studio.practise.levels());
        ui.add_space(theme::space().xs);
        let must_type = view.microphone != crate::core::interview::state::Microphone::Here;
        ui.horizontal(|ui| {
            let kind = Act::Floor.kind(view);
            let floor = ui.add_enabled_ui(kind.is_some() && !(must_type && is_answering(view)), |ui| {
                widgets::primary_button(ui, floor_name(view))
                    .on_hover_text(Act::Floor.tip(ui.ctx()))
                    .clicked()
            });
            if floor.inner {
                self.act(Act::Floor, view, studio, asks);
            }
            let keep = ui.add_enabled_ui(Act::KeepListening.kind(view).is_some(), |ui| {
                let button = widgets::quiet_button(ui, Act::KeepListening.name());
                button.on_hover_text(Act::KeepListening.tip(ui.ctx())).clicked()
            });
            if keep.inner {
                self.act(Act::KeepListening, view, studio, asks);
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| self.icons(ui, view, studio, asks));
        });
        if must_type || self.types {
            self.type_ui(ui, view, studio, asks);
        }
    }

    fn icons(&mut self, ui: &mut Ui, view: &View, studio: &Studio, asks: &mut Vec<Ask>) {
        let pause = if view.stage == Stage::Held { icons::ICON_PLAY_ARROW } else { icons::ICON_PAUSE };
        let buttons = [
            (Act::Stop, icons::ICON_STOP),
            (Act::Skip, icons::ICON_SKIP_NEXT),
            (Act::Redo, icons::ICON_REPLAY),
            (Act::SayAgain, icons::ICON_VOLUME_UP),
            (Act::Pause, pause),
            (Act::TypeInstead, icons::ICON_KEYBOARD),
        ];
        for (act, icon) in buttons {
            let possible = act == Act::TypeInstead || act.kind(view).is_some();
            let tip = act.tip(ui.ctx());
            let pressed =
                ui.add_enabled_ui(possible, |ui| widgets::icon_button(ui, icon, &tip).clicked()).inner;
            if pressed {
                self.act(act, view, studio, asks);
            }
        }
    }

    fn type_ui(&mut self, ui: &mut Ui, view: &View, studio: &Studio, asks: &mut Vec<Ask>) {
        let may = view.commands.contains(&Command::Type);
        let field = TextEdit::multiline(&mut self.typing)
            .hint_text("Type your answer; Ctrl+Enter sends it")
            .desired_rows(3)
            .desired_width(f32::INFINITY);
        let sends = ui
            .input_mut(|input| input.consume_key(eframe::egui::Modifiers::COMMAND, eframe::egui::Key::Enter));
        let response = ui.add(field);
        response.widget_info(|| {
            eframe::egui::WidgetInfo::labeled(
                eframe::egui::accesskit::Role::MultilineTextInput,
                true,
                "Your answer",
            )
        });
        let ready = may && !self.typing.trim().is_empty();
        let pressed = ui.add_enabled_ui(ready, |ui| widgets::primary_button(ui, "Send the answer").clicked());
        if ready && (pressed.inner || sends) {
            let text = std::mem::take(&mut self.typing);
            ask(Kind::Typed { text }, studio, asks);
        }
    }

    fn act(&mut self, act: Act, view: &View, studio: &Studio, asks: &mut Vec<Ask>) {
        match act {
            Act::TypeInstead => self.types = !self.types,
            Act::Stop => self.ending = true,
            _ => {
                if let Some(kind) = act.kind(view) {
                    ask(kind, studio, asks);
                }
            }
        }
    }

    /// Asks once whether the session is to end.
    fn ending_ui(&mut self, ctx: &Context, view: &View, studio: &Studio, asks: &mut Vec<Ask>) {
        if !self.ending {
            return;
        }
        let shown = Modal::new(Id::unique("end the session")).show(ctx, |ui| {
            ui.set_width(360.0);
            let is_loop = view.rehearsal.is_some();
            ui.label(theme::heading(if is_loop { "End the loop?" } else { "End the session?" }));
            ui.label("What you said so far is kept and judged.");
            if is_loop {
                ui.label("Left for later, it goes on at the question that is open.");
            }
            ui.add_space(theme::space().s);
            ui.horizontal(|ui| {
                let end = widgets::primary_button(ui, "End it").clicked();
                let leave = is_loop && widgets::quiet_button(ui, "Leave it for later").clicked();
                (end, leave, widgets::quiet_button(ui, "Go on").clicked())
            })
            .inner
        });
        let close = shown.should_close();
        let (end, leave, go_on) = shown.inner;
        if end && let Some(kind) = Act::Stop.kind(view) {
            ask(kind, studio, asks);
        }
        if leave {
            studio.practise.stop();
        }
        if end || leave || go_on || close {
            self.ending = false;
        }
    }
}

fn ask(kind: Kind, studio: &Studio, asks: &mut Vec<Ask>) {
    if let Err(refused) = studio.practise.ask(kind) {
        asks.push(Ask::Fault(refused.to_string()));
    }
}

/// Whether it is the person's turn.
fn is_answering(view: &View) -> bool {
    matches!(view.stage, Stage::Thinking | Stage::Listening | Stage::Speaking | Stage::NoMicrophone)
}

/// The question, or the probe, with the clock. It keeps its room whatever is asked.
fn question_ui(ui: &mut Ui, view: &View, now_ms: u64) {
    ui.horizontal(|ui| {
        if view.questions > 1 && view.rehearsal.is_none() {
            ui.label(theme::caption(ui, format!("Question {} of {}", view.question + 1, view.questions)));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| clock_ui(ui, view, now_ms));
    });
    let width = ui.available_width();
    ui.allocate_ui(vec2(width, QUESTION), |ui| {
        ui.set_min_size(vec2(width, QUESTION));
        let on_break = rehearsal::on_break(view, now_ms);
        let text = on_break.as_ref().or(view.caption.as_ref()).unwrap_or(&view.asked);
        let colour = if view.caption.is_some() { theme::palette(ui).accent } else { theme::palette(ui).text };
        ui.add(Label::new(RichText::new(text).size(theme::sizes().title).color(colour)).wrap());
    });
}

fn clock_ui(ui: &mut Ui, view: &View, now_ms: u64) {
    let palette = theme::palette(ui);
    if let Some(until) = view.think_until_ms.filter(|until| *until > now_ms) {
        let left = words::clock((until - now_ms + 999) as usize);
        ui.label(
            RichText::new(format!("{left} to think")).size(theme::sizes().heading).color(palette.accent),
        );
        return;
    }
    let Some(clock) = view.clock else { return };
    let spent = clock.spent_ms + clock.runs_since_ms.map_or(0, |since| now_ms.saturating_sub(since));
    let (colour, what) = match clock.limit {
        Some(limit) if spent >= limit.red_ms => (palette.bad, "time is up"),
        Some(limit) if spent >= limit.amber_ms => (palette.warn, "nearly over"),
        _ => (palette.text, ""),
    };
    let limit = clock.limit.map(|limit| format!(" of {}", words::clock(limit.red_ms as usize)));
    let text = format!("{}{}", words::clock(spent as usize), limit.unwrap_or_default());
    ui.label(RichText::new(text).size(theme::sizes().heading).color(colour));
    ui.label(RichText::new(what).size(theme::sizes().caption).color(colour));
}
