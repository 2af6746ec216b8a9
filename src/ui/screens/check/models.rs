//! All speech models: what each is for, and what can be done with it.

use eframe::egui::Grid;
use eframe::egui::RichText;
use eframe::egui::Ui;
use eframe::egui::WidgetInfo;
use eframe::egui::accesskit::Role;

use crate::io::models::size_text;
use crate::io::settings::Settings;
use crate::runtime::studio::Studio;
use crate::runtime::studio::errand::Busy;
use crate::runtime::studio::speech_models::Model;
use crate::runtime::studio::speech_models::Shown;
use crate::runtime::studio::speech_models::State;
use crate::ui::screens::Ask;
use crate::ui::screens::check::Check;
use crate::ui::screens::check::standing;
use crate::ui::theme;
use crate::ui::widgets;
use crate::ui::words;

/// Draws the list.
pub(super) fn list_ui(
    check: &mut Check,
    ui: &mut Ui,
    settings: &mut Settings,
    shown: &Shown,
    studio: &Studio,
) -> Option<Ask> {
    let used = standing::used(settings, shown).map(|model| model.name.clone());
    let mut wanted = None;
    let free = shown.now.is_none();
    Grid::new("all speech models").num_columns(3).spacing([20.0, 8.0]).show(ui, |ui| {
        for model in &shown.models {
            about_ui(ui, model, used.as_deref() == Some(&model.name));
            ui.label(size_text(model.bytes));
            ui.add_enabled_ui(free, |ui| {
                ui.horizontal(|ui| {
                    wanted = buttons_ui(check, ui, settings, model, studio).or(wanted.take());
                });
            });
            ui.end_row();
        }
    });
    ui.label(theme::caption(ui, format!("They lie in {}", studio.models.folder().display())));
    wanted.and_then(Result::err).map(|busy| Ask::Fault(busy.to_string()))
}

fn about_ui(ui: &mut Ui, model: &Model, used: bool) {
    ui.vertical(|ui| {
        ui.set_width(330.0);
        let mut name = model.name.clone();
        if used {
            name.push_str(", in use");
        } else if model.recommended {
            name.push_str(", a good start");
        }
        ui.label(theme::strong(name));
        let good_for = if model.good_for.is_empty() { "a model of your own" } else { &model.good_for };
        let speed = model.speed.map(|times| format!("; {} here", words::speed(times))).unwrap_or_default();
        ui.label(theme::caption(ui, format!("{good_for}{speed}")));
        match model.state {
            State::Broken => {
                let text = "The file is damaged. Remove it and get it again.";
                ui.label(RichText::new(text).color(theme::palette(ui).bad));
            }
            State::Partial(have) => {
                ui.label(theme::caption(ui, format!("{} of it are here", size_text(have))));
            }
            State::Here | State::Absent => {}
        }
    });
}

/// What can be done with a model, if something was asked for.
fn buttons_ui(
    check: &mut Check,
    ui: &mut Ui,
    settings: &mut Settings,
    model: &Model,
    studio: &Studio,
) -> Option<Result<(), Busy>> {
    let name = &model.name;
    let mut press = |label: &str, what: String| {
        let button = widgets::quiet_button(ui, label).on_hover_text(&what);
        // Read out, “Get” alone would say nothing.
        button.widget_info(|| WidgetInfo::labeled(Role::Button, true, &what));
        button.clicked()
    };
    match model.state {
        State::Absent | State::Partial(_) if model.bundled => None,
        State::Absent => press("Get", format!("Get {name}")).then(|| studio.models.fetch(name)),
        State::Partial(_) => {
            press("Get the rest", format!("Get the rest of {name}")).then(|| studio.models.fetch(name))
        }
        State::Here | State::Broken => {
            let here = model.state == State::Here;
            if here && settings.model.as_ref() != Some(name) && press("Use", format!("Use {name}")) {
                settings.model = Some(name.clone());
            }
            let again = here && press("Try its speed", format!("Try how fast {name} is here"));
            if again {
                return Some(studio.models.measure(name));
            }
            let sure = check.sure.as_ref() == Some(name);
            let label = if sure { "Really remove it" } else { "Remove" };
            if model.bundled || !press(label, format!("{label}: {name}")) {
                return None;
            }
            check.sure = if sure { None } else { Some(name.clone()) };
            if sure && settings.model.as_ref() == Some(name) {
                settings.model = None;
            }
            sure.then(|| studio.models.remove(name))
        }
    }
}
