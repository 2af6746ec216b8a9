//! Looking back at a session: what was made of it, its words, and its sound.
//!
//! The page scrolls; the sound stays at the bottom of the window, where it is at hand whatever is read.

pub(in crate::ui) mod act;
mod advice;
mod clock;
mod correct;
mod export;
mod figures;
mod head;
mod scorecard;
mod sound;
mod transcript;
mod wave;

use std::sync::Arc;

use eframe::egui::Frame;
use eframe::egui::Margin;
use eframe::egui::Panel;
use eframe::egui::Ui;
use egui_material_icons::icons;

use crate::core::span::Ms;
use crate::core::span::Span;
use crate::runtime::studio::Studio;
use crate::runtime::studio::opened::News;
use crate::runtime::studio::opened::page::AnswerPage;
use crate::runtime::studio::opened::page::Page;
use crate::ui::screens::Ask;
use crate::ui::screens::review::act::Act;
use crate::ui::screens::review::correct::Correction;
use crate::ui::screens::review::export::Export;
use crate::ui::screens::review::wave::Window;
use crate::ui::theme;
use crate::ui::widgets;

/// From this width on words and scorecard stand side by side, in points.
const SIDE_BY_SIDE: f32 = 760.0;

/// The widest that the page is drawn, in points.
const WIDEST: f32 = 1_320.0;

/// How it is looked at. What is looked at is the studio's.
#[derive(Debug)]
pub(in crate::ui) struct Review {
    /// The session that was asked for.
    id: String,
    /// The last news that was told.
    told: u64,
    /// Which answer.
    answer: usize,
    /// The word that keys act on.
    word: Option<usize>,
    /// Which line of the scorecard is open.
    line: Option<usize>,
    /// Which part of the sound is drawn.
    window: Window,
    speed: f32,
    looped: bool,
    search: String,
    /// The search field gets the keyboard with the next frame.
    searching: bool,
    /// The passage that was last brought into view.
    followed: Option<usize>,
    /// A word of the transcript that is to come into view.
    bring: Option<usize>,
    correction: Option<Correction>,
    export: Option<Export>,
}

impl Default for Review {
    fn default() -> Self {
        Self {
            id: String::new(),
            told: 0,
            answer: 0,
            word: None,
            line: None,
            window: Window::default(),
            speed: 1.0,
            looped: false,
            search: String::new(),
            searching: false,
            followed: None,
            bring: None,
            correction: None,
            export: None,
        }
    }
}

impl Review {
    /// Turns to a session.
    pub(in crate::ui) fn open(&mut self, id: &str, studio: &Studio) -> Option<Ask> {
        let (speed, looped) = (self.speed, self.looped);
        *self = Self { id: id.to_owned(), told: self.told, speed, looped, ..Self::default() };
        studio.playback.stop().ok();
        studio.playback.go_to(0);
        studio.opened.open(id).err().map(|busy| Ask::Fault(busy.to_string()))
    }

    /// Draws it.
    pub(in crate::ui) fn ui(&mut self, ui: &mut Ui, studio: &Studio) -> Vec<Ask> {
        let mut asks = Vec::new();
        let shown = studio.opened.shown();
        if let Some((n, news)) = &shown.news
            && *n != self.told
        {
            self.told = *n;
            asks.extend(told(news));
        }
        let page = shown.page.as_ref().filter(|page| page.id == self.id);
        let Some(page) = page else {
            self.nothing(ui, shown.news.as_ref().map(|(_, news)| news), &mut asks);
            return asks;
        };
        self.answer = self.answer.min(page.answers.len().saturating_sub(1));
        self.draw(ui, page, studio, &mut asks);
        asks
    }

    fn nothing(&self, ui: &mut Ui, news: Option<&News>, asks: &mut Vec<Ask>) {
        widgets::page(ui, "", |ui| match news {
            Some(News::NotOpened(why)) => {
                widgets::empty(ui, icons::ICON_ERROR, "This session cannot be opened", why);
                ui.vertical_centered(|ui| {
                    if widgets::primary_button(ui, "Back").clicked() {
                        asks.push(Ask::Back);
                    }
                });
            }
            _ if self.id.is_empty() => {
                let why = "Choose a session in the library.";
                widgets::empty(ui, icons::ICON_HEADPHONES, "Nothing is open", why);
            }
            _ => {
                ui.vertical_centered(|ui| {
                    ui.add_space(theme::space().xl);
                    ui.spinner();
                    ui.label("Opening");
                });
            }
        });
    }

    fn draw(&mut self, ui: &mut Ui, page: &Arc<Page>, studio: &Studio, asks: &mut Vec<Ask>) {
        if self.correction.is_none()
            && self.export.is_none()
            && let Some(act) = Act::pressed(ui.ctx())
        {
            self.act(act, page, studio, asks);
        }
        let space = theme::space();
        if page.sound.is_some() {
            let frame =
                Frame::NONE.fill(theme::palette(ui).surface).inner_margin(Margin::same(space.m as i8));
            Panel::bottom("sound").resizable(false).frame(frame).show(ui, |ui| {
                self.sound_ui(ui, page, studio, asks);
            });
        }
        widgets::middle(ui, "review", WIDEST, |ui| self.contents(ui, page, studio, asks));
        self.correction_ui(ui.ctx(), studio, asks);
        self.export_ui(ui.ctx(), studio, asks);
    }

    fn contents(&mut self, ui: &mut Ui, page: &Arc<Page>, studio: &Studio, asks: &mut Vec<Ask>) {
        self.head_ui(ui, page, studio, asks);
        let Some(answer) = page.answers.get(self.answer) else {
            let why = "Nothing was answered in this session.";
            widgets::empty(ui, icons::ICON_MIC_OFF, "No answer", why);
            return;
        };
        advice::advice_ui(ui, answer);
        ui.add_space(theme::space().s);
        let width = ui.available_width();
        if width < SIDE_BY_SIDE {
            self.words_ui(ui, page, answer, studio, asks);
            self.judgement_ui(ui, page, answer, studio, asks);
            return;
        }
        let gap = theme::space().m;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = gap;
            let left = (width - gap) * 0.56;
            ui.vertical(|ui| {
                ui.set_width(left);
                self.words_ui(ui, page, answer, studio, asks);
            });
            ui.vertical(|ui| {
                ui.set_width(width - gap - left);
                self.judgement_ui(ui, page, answer, studio, asks);
            });
        });
    }

    fn words_ui(
        &mut self,
        ui: &mut Ui,
        page: &Arc<Page>,
        answer: &AnswerPage,
        studio: &Studio,
        asks: &mut Vec<Ask>,
    ) {
        widgets::card(ui, |ui| self.transcript_ui(ui, page, answer, studio, asks));
    }

    fn judgement_ui(
        &mut self,
        ui: &mut Ui,
        page: &Arc<Page>,
        answer: &AnswerPage,
        studio: &Studio,
        asks: &mut Vec<Ask>,
    ) {
        let Some(verdict) = &answer.verdict else { return };
        widgets::card(ui, |ui| self.scorecard_ui(ui, page, answer, verdict, studio, asks));
        ui.add_space(theme::space().s);
        if verdict.asks_for_telling() {
            widgets::card(ui, |ui| self.clock_ui(ui, page, answer, verdict, studio, asks));
            ui.add_space(theme::space().s);
        }
        widgets::card(ui, |ui| figures::figures_ui(ui, answer, verdict));
    }

    /// Plays a part of the sound, from its first to its last moment.
    fn play(&self, page: &Page, part: Span<Ms>, studio: &Studio, asks: &mut Vec<Ask>) {
        let Some(sound) = &page.sound else { return };
        let played = studio.playback.play(sound.path.clone(), part, self.looped, self.speed);
        asks.extend(played.err().map(|busy| Ask::Fault(busy.to_string())));
    }

    /// Plays from a moment to the end.
    fn play_from(&self, page: &Page, ms: usize, studio: &Studio, asks: &mut Vec<Ask>) {
        let Some(sound) = &page.sound else { return };
        let from = ms.min(sound.length_ms);
        self.play(page, Span::from_len(from, sound.length_ms - from), studio, asks);
    }
}

/// What is worth a message.
fn told(news: &News) -> Option<Ask> {
    match news {
        News::Opened | News::NotOpened(_) => None,
        News::Corrected => Some(Ask::Tell("Corrected and judged anew. Ctrl+Z takes it back.".to_owned())),
        News::Rescored(true) => Some(Ask::Tell("Judged anew; the scorecard shows what changed.".to_owned())),
        News::Rescored(false) => Some(Ask::Tell("Judged anew; nothing changed.".to_owned())),
        News::Exported(path) => Some(Ask::Tell(format!("Exported to {}", path.display()))),
        News::Fault(why) => Some(Ask::Fault(why.clone())),
    }
}
