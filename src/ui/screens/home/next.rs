//! What to work on next, from what was short in the last takes.

use eframe::egui::Ui;

use crate::core::history;
use crate::core::history::Next;
use crate::core::history::Take;
use crate::runtime::studio::Studio;
use crate::runtime::studio::library::Shelf;
use crate::ui::screens::Ask;
use crate::ui::screens::home::act::Act;
use crate::ui::theme;
use crate::ui::widgets;

/// `None` where nothing was judged yet.
pub(super) fn of(shelf: &Shelf, studio: &Studio) -> Option<Next> {
    let answers = shelf.entries.iter().flat_map(|entry| entry.answers.iter().rev());
    let takes: Vec<Take<'_>> = answers
        .filter_map(|answer| {
            Some(Take { question: &answer.question, levels: &answer.score.as_ref()?.levels })
        })
        .collect();
    let questions: Vec<(String, Vec<String>)> = studio
        .packs
        .ids()
        .filter_map(|id| {
            Some((id.to_owned(), studio.packs.get(id)?.dimensions.iter().map(|d| d.id.clone()).collect()))
        })
        .collect();
    history::next(&takes, &questions)
}

pub(super) fn card_ui(ui: &mut Ui, studio: &Studio, next: &Next, asks: &mut Vec<Ask>) {
    widgets::card(ui, |ui| {
        ui.label(theme::caption(ui, "What to work on next"));
        let takes = if next.looked_at == 1 { "take" } else { "takes" };
        let short = format!("Short of full in {} of your last {} {takes}.", next.short_in, next.looked_at);
        let title =
            studio.packs.get(&next.question).map_or(next.question.as_str(), |rubric| rubric.title.as_str());
        ui.horizontal_wrapped(|ui| {
            ui.label(theme::heading(&next.label));
            ui.label(theme::muted(ui, short));
            ui.add_space(theme::space().s);
            let button = widgets::quiet_button(ui, &format!("Practise: {title}"));
            if button.on_hover_text(Act::Next.tip(ui.ctx())).clicked() {
                asks.push(Ask::Practise(next.question.clone()));
            }
        });
    });
}
