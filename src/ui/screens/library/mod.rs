//! Everything that was kept: the sessions, how each dimension goes over them, and two of them side by side.

pub(in crate::ui) mod act;
mod compare;
mod find;
mod list;
mod plots;
mod trends;

use std::sync::Arc;

use eframe::egui::Align;
use eframe::egui::ComboBox;
use eframe::egui::Layout;
use eframe::egui::Ui;
use eframe::egui::WidgetInfo;
use eframe::egui::accesskit::Role;
use egui_material_icons::icons;

use crate::runtime::studio::Studio;
use crate::runtime::studio::library::Answered;
use crate::runtime::studio::library::Shelf;
use crate::ui::nav::Place;
use crate::ui::screens::Ask;
use crate::ui::screens::library::act::Act;
use crate::ui::screens::library::find::Found;
use crate::ui::screens::library::find::Order;
use crate::ui::screens::library::find::Wish;
use crate::ui::screens::library::list::Seen;
use crate::ui::screens::library::trends::Trends;
use crate::ui::theme;
use crate::ui::widgets;

/// What is looked at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum View {
    #[default]
    Sessions,
    Trends,
    SideBySide,
}

/// How it is looked at. What is looked at is the studio's.
#[derive(Debug, Default)]
pub(in crate::ui) struct Library {
    view: View,
    wish: Wish,
    found: Found,
    /// The session that keys act on.
    chosen: Option<String>,
    /// The session that is brought into view and given the keyboard.
    bring: Option<String>,
    /// It was, while this frame was drawn.
    held: bool,
    seen: Seen,
    /// Sessions that are to be compared: two at most, the last that were chosen.
    marked: Vec<String>,
    /// The field to search in wants the keyboard.
    writes: bool,
    trends: Trends,
}

impl Library {
    /// Draws it.
    pub(in crate::ui) fn ui(&mut self, ui: &mut Ui, studio: &Studio) -> Vec<Ask> {
        let mut asks = Vec::new();
        let shelf = studio.library.shelf();
        self.found.renew(&shelf, &self.wish);
        self.marked.retain(|id| shelf.entries.iter().any(|entry| entry.id == *id));
        if let Some(act) = Act::pressed(ui.ctx()) {
            self.act(act, studio, &mut asks);
        }
        match self.view {
            View::Sessions => self.sessions_ui(ui, studio, &shelf, &mut asks),
            View::Trends => widgets::page(ui, "", |ui| {
                self.head_ui(ui);
                self.trends_ui(ui, &shelf, &mut asks);
            }),
            View::SideBySide => widgets::page(ui, "", |ui| {
                self.head_ui(ui);
                compare::table_ui(ui, &studio.compare.table(), &mut asks);
            }),
        }
        asks
    }

    fn sessions_ui(&mut self, ui: &mut Ui, studio: &Studio, shelf: &Arc<Shelf>, asks: &mut Vec<Ask>) {
        widgets::sheet(ui, |ui| {
            self.head_ui(ui);
            if !shelf.read {
                ui.label(theme::muted(ui, "Your sessions are being read…"));
                return;
            }
            if shelf.entries.is_empty() {
                nothing_ui(ui, shelf, asks);
                return;
            }
            self.wish_ui(ui, shelf);
            self.marked_ui(ui, studio, asks);
            // What was written just now holds at once.
            self.found.renew(shelf, &self.wish);
            if self.found.entries.is_empty() {
                let why = "No session has all of this in its name, its date or its questions.";
                widgets::empty(ui, icons::ICON_SEARCH, "Nothing found", why);
                ui.vertical_centered(|ui| {
                    if widgets::quiet_button(ui, "Show all sessions").clicked() {
                        self.wish = Wish { order: self.wish.order, ..Wish::default() };
                    }
                });
                return;
            }
            self.list_ui(ui, asks);
        });
    }

    /// The title, and what can be looked at.
    fn head_ui(&mut self, ui: &mut Ui) {
        ui.horizontal(|ui| {
            ui.label(theme::title("Library"));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let views = [(View::Trends, Act::Trends), (View::Sessions, Act::Sessions)];
                if self.view == View::SideBySide {
                    ui.selectable_label(true, "Side by side").on_hover_text("Two takes of one question");
                }
                for (view, act) in views {
                    let tab = ui.selectable_label(self.view == view, act.name());
                    if tab.on_hover_text(act.tip(ui.ctx())).clicked() {
                        self.view = view;
                    }
                }
            });
        });
        ui.add_space(theme::space().s);
    }

    fn wish_ui(&mut self, ui: &mut Ui, shelf: &Shelf) {
        ui.horizontal_wrapped(|ui| {
            let name = ui.label("Search");
            let field = widgets::field(&mut self.wish.search, "name, date or question").desired_width(210.0);
            let field = ui.add(field).labelled_by(name.id).on_hover_text(Act::Search.tip(ui.ctx()));
            if std::mem::take(&mut self.writes) {
                field.request_focus();
            }
            self.question_ui(ui);
            let order = ComboBox::from_id_salt("order").width(130.0).selected_text(self.wish.order.name());
            let order = order.show_ui(ui, |ui| {
                for order in Order::ALL {
                    ui.selectable_value(&mut self.wish.order, order, order.name());
                }
            });
            let told = format!("Order: {}", self.wish.order.name());
            order.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &told));
            order.response.on_hover_text("Which session comes first");
            let (found, all) = (self.found.entries.len(), shelf.entries.len());
            let count = if found == all { format!("{all} in all") } else { format!("{found} of {all}") };
            ui.label(theme::caption(ui, count));
        });
        ui.add_space(theme::space().xs);
    }

    /// A choice of one is none.
    fn question_ui(&mut self, ui: &mut Ui) {
        if self.found.questions.len() < 2 {
            return;
        }
        let title = |id: &String| self.found.questions.iter().find(|(known, _)| known == id);
        let shown = self.wish.question.as_ref().and_then(title);
        let shown = shown.map_or_else(|| "Every question".to_owned(), |(_, title)| title.clone());
        let combo = ComboBox::from_id_salt("question").width(190.0).truncate().selected_text(&shown);
        let drawn = combo.show_ui(ui, |ui| {
            ui.selectable_value(&mut self.wish.question, None, "Every question");
            for (id, title) in &self.found.questions {
                ui.selectable_value(&mut self.wish.question, Some(id.clone()), title);
            }
        });
        let told = format!("Question: {shown}");
        drawn.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &told));
        drawn.response.on_hover_text("Only sessions with this question");
    }

    /// What is chosen to be compared.
    fn marked_ui(&mut self, ui: &mut Ui, studio: &Studio, asks: &mut Vec<Ask>) {
        if self.marked.is_empty() {
            return;
        }
        let question = self.question_of_both();
        let says = match (self.marked.len(), &question) {
            (1, _) => "One session is chosen. Choose another take of the same question.",
            (_, Some(_)) => "Two takes of one question are chosen.",
            (_, None) => "The two that are chosen have no question in common. Choose another.",
        };
        ui.horizontal_wrapped(|ui| {
            ui.label(says);
            let compare = ui.add_enabled_ui(question.is_some(), |ui| {
                widgets::primary_button(ui, "Compare").on_hover_text(Act::Compare.tip(ui.ctx())).clicked()
            });
            if compare.inner {
                self.act(Act::Compare, studio, asks);
            }
            if widgets::quiet_button(ui, "Choose none").clicked() {
                self.marked.clear();
            }
        });
        ui.add_space(theme::space().xs);
    }

    fn act(&mut self, act: Act, studio: &Studio, asks: &mut Vec<Ask>) {
        let at = self.chosen.as_ref().and_then(|id| self.found.place(id));
        let last = self.found.entries.len().checked_sub(1);
        let listed = self.view == View::Sessions;
        match act {
            Act::Next if listed => self.bring(at.map_or(Some(0), |at| last.map(|last| (at + 1).min(last)))),
            Act::Before if listed => self.bring(at.map_or(Some(0), |at| Some(at.saturating_sub(1)))),
            Act::First if listed => self.bring(Some(0)),
            Act::Last if listed => self.bring(last),
            Act::Open | Act::Delete | Act::Choose if listed => {
                let Some(entry) = at.and_then(|at| self.found.entries.get(at)).map(Arc::clone) else {
                    return;
                };
                match act {
                    Act::Delete => self.delete(&entry.id, asks),
                    Act::Choose if entry.answers.iter().any(|a| a.score.is_some()) => self.mark(&entry.id),
                    Act::Open if entry.fault.is_none() => asks.push(Ask::Open(entry.id.clone())),
                    _ => {}
                }
            }
            Act::Compare => self.compare(studio, asks),
            Act::Search => (self.view, self.writes) = (View::Sessions, true),
            Act::Trends => self.view = View::Trends,
            Act::Sessions => self.view = View::Sessions,
            _ => {}
        }
    }

    fn bring(&mut self, place: Option<usize>) {
        let entry = place.and_then(|place| self.found.entries.get(place));
        self.bring = entry.map(|entry| entry.id.clone()).or(self.bring.take());
        self.chosen = self.bring.clone().or(self.chosen.take());
    }

    /// Keys then act on the session below.
    fn delete(&mut self, id: &str, asks: &mut Vec<Ask>) {
        if let Some(at) = self.found.place(id).filter(|_| self.chosen.as_deref() == Some(id)) {
            let below = self.found.entries.get(at + 1).or_else(|| self.found.entries.get(at.checked_sub(1)?));
            self.chosen = below.map(|entry| entry.id.clone());
            self.bring = self.chosen.clone();
        }
        asks.push(Ask::Delete(id.to_owned()));
    }

    /// Chooses a session to be compared, or no longer.
    fn mark(&mut self, id: &str) {
        if let Some(at) = self.marked.iter().position(|marked| marked == id) {
            self.marked.remove(at);
            return;
        }
        self.marked.push(id.to_owned());
        if self.marked.len() > 2 {
            self.marked.remove(0);
        }
    }

    fn compare(&mut self, studio: &Studio, asks: &mut Vec<Ask>) {
        let (Some(question), [one, other]) = (self.question_of_both(), self.marked.as_slice()) else {
            return;
        };
        match studio.compare.lay(&question, [one.clone(), other.clone()]) {
            Ok(()) => self.view = View::SideBySide,
            Err(busy) => asks.push(Ask::Fault(busy.to_string())),
        }
    }

    /// A question that both chosen sessions have a judged answer to.
    fn question_of_both(&self) -> Option<String> {
        let [one, other] = self.marked.as_slice() else { return None };
        let shelf = self.found.shelf()?;
        let entry = |id: &String| shelf.entries.iter().find(|entry| entry.id == *id);
        let (one, other) = (entry(one)?, entry(other)?);
        let judged = |answer: &&Answered| answer.score.is_some();
        let in_other = |question: &str| other.answers.iter().filter(judged).any(|a| a.question == question);
        one.answers.iter().filter(judged).map(|a| &a.question).find(|question| in_other(question)).cloned()
    }
}

fn nothing_ui(ui: &mut Ui, shelf: &Shelf, asks: &mut Vec<Ask>) {
    if let Some(fault) = &shelf.fault {
        widgets::empty(ui, icons::ICON_FOLDER_OFF, "Your sessions cannot be read", fault);
        return;
    }
    let why = "What you practise and review is kept on this machine only.";
    widgets::empty(ui, icons::ICON_FOLDER_OPEN, "Nothing here yet", why);
    ui.vertical_centered(|ui| {
        if widgets::primary_button(ui, "Practise").clicked() {
            asks.push(Ask::Go(Place::Practise));
        }
    });
}
