//! How one hears and is heard: microphone, speech model, voice.

use eframe::egui::Ui;

use crate::io::settings::Settings;
use crate::runtime::studio::Studio;
use crate::ui::choices;
use crate::ui::nav::Place;
use crate::ui::screens::Ask;
use crate::ui::theme;
use crate::ui::widgets;

/// Draws the card.
pub(super) fn card_ui(ui: &mut Ui, settings: &mut Settings, studio: &Studio) -> Option<Ask> {
    widgets::card(ui, |ui| {
        ui.label(theme::heading("Sound"));
        choices::microphone_ui(ui, settings, studio);
        choices::model_ui(ui, settings, studio);
        ui.checkbox(&mut settings.speak, "Say the questions aloud")
            .on_hover_text("Without it questions are shown as text only");
        if settings.speak {
            choices::voice_ui(ui, settings, studio);
            choices::pace_ui(ui, settings);
        }
        let tip = "Try the microphone, hear the voice, get a speech model";
        let try_it = widgets::quiet_button(ui, "Try all of it").on_hover_text(tip);
        try_it.clicked().then_some(Ask::Go(Place::Check))
    })
    .inner
}
