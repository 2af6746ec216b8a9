//! The speech model: which, how fast it is here, and how to get one.

use std::sync::Arc;

use eframe::egui::Align2;
use eframe::egui::CollapsingHeader;
use eframe::egui::Key;
use eframe::egui::ProgressBar;
use eframe::egui::RichText;
use eframe::egui::TextEdit;
use eframe::egui::Ui;

use crate::io::models::size_text;
use crate::io::settings::Settings;
use crate::runtime::studio::Studio;
use crate::runtime::studio::errand::Busy;
use crate::runtime::studio::picker::Picking;
use crate::runtime::studio::picker::Wanted;
use crate::runtime::studio::speech_models::Doing;
use crate::runtime::studio::speech_models::Shown;
use crate::runtime::studio::speech_models::State;
use crate::runtime::studio::speech_models::Waits;
use crate::ui::choices;
use crate::ui::screens::Ask;
use crate::ui::screens::check::Check;
use crate::ui::screens::check::models;
use crate::ui::screens::check::standing;
use crate::ui::theme;
use crate::ui::widgets;
use crate::ui::words;

/// What is in its card.
pub(super) fn card_ui(
    check: &mut Check,
    ui: &mut Ui,
    first: bool,
    settings: &mut Settings,
    studio: &Studio,
) -> Option<Ask> {
    let shown = studio.models.shown();
    ui.label(theme::muted(
        ui,
        "It turns your words into text, on this computer. It is fetched once, and only if you ask.",
    ));
    if settings.model.is_some() || shown.best.is_some() {
        choices::model_ui(ui, settings, studio);
    }
    used_ui(ui, settings, &shown);
    let asked = match &shown.now {
        Some(doing) => doing_ui(ui, doing, studio),
        None => offer_ui(ui, first, settings, &shown, studio),
    };
    if let Some(ended) = &shown.ended {
        let palette = theme::palette(ui);
        let quiet = ended.well || ended.called_off;
        ui.label(RichText::new(&ended.text).color(if quiet { palette.muted } else { palette.bad }));
    }
    let file = file_ui(check, ui, studio);
    let all = CollapsingHeader::new("All speech models").id_salt("models");
    let all = all.show(ui, |ui| models::list_ui(check, ui, settings, &shown, studio));
    asked.or(file).or(all.body_returned.flatten())
}

/// What is to be said about the one in use.
fn used_ui(ui: &mut Ui, settings: &Settings, shown: &Shown) {
    let palette = theme::palette(ui);
    let mut tell = |text: String, colour| drop(ui.label(RichText::new(text).color(colour)));
    let Some(model) = standing::used(settings, shown) else {
        if shown.read && shown.now.is_none() {
            tell(
                "There is no speech model yet. Without one you can type your answers.".to_owned(),
                palette.text,
            );
        }
        return;
    };
    match model.state {
        State::Here if model.synthetic_only => {
            tell(format!("{} understands synthetic voices only, not yours.", model.name), palette.warn);
        }
        State::Here => match model.speed {
            Some(times) if times < 1.0 => tell(
                format!(
                    "{} is {} here, so answers are read late. Take a smaller one.",
                    model.name,
                    words::speed(times)
                ),
                palette.warn,
            ),
            Some(times) => tell(format!("{} is {} here.", model.name, words::speed(times)), palette.good),
            None => tell(format!("{} is here.", model.name), palette.text),
        },
        State::Broken => {
            tell(format!("The file of {} is damaged. Remove it and get it again.", model.name), palette.bad);
        }
        State::Absent | State::Partial(_) => {
            tell(
                format!("{} was chosen and is not here. Get it, or choose another.", model.name),
                palette.warn,
            );
        }
    }
}

/// What is being done, and how to call it off.
fn doing_ui(ui: &mut Ui, doing: &Doing, studio: &Studio) -> Option<Ask> {
    let bar = |have: u64, total: u64| {
        ProgressBar::new((have as f64 / total.max(1) as f64) as f32).show_percentage()
    };
    match doing {
        Doing::Fetching { name, have, total, left_s, waits } => {
            ui.add(bar(*have, *total));
            let left = left_s.map(|left| format!(", {}", words::left(left))).unwrap_or_default();
            let text = match waits {
                None => format!("Getting {name}: {} of {}{left}", size_text(*have), size_text(*total)),
                Some(Waits::Other) => format!("Another Pushback is getting {name}; waiting for it"),
                Some(Waits::Network(why)) => format!("{why}; trying again. {} are here", size_text(*have)),
                Some(Waits::Checking) => format!("Checking {name}"),
            };
            ui.label(text);
        }
        Doing::Importing { file, have, total } => {
            ui.add(bar(*have, *total));
            ui.label(format!("Taking in {file}"));
        }
        Doing::Measuring { name } => {
            ui.horizontal(|ui| {
                ui.spinner();
                ui.label(format!("Trying how fast {name} is here…"));
            });
        }
    }
    let tip = "Stops it. What was fetched is kept.";
    if widgets::quiet_button(ui, "Stop").on_hover_text(tip).clicked() {
        studio.models.call_off();
    }
    None
}

/// The one to get where there is none.
fn offer_ui(ui: &mut Ui, first: bool, settings: &Settings, shown: &Shown, studio: &Studio) -> Option<Ask> {
    let used = standing::used(settings, shown);
    if !shown.read || used.is_some_and(|model| model.state == State::Here && !model.synthetic_only) {
        return None;
    }
    let chosen = used.filter(|model| !model.bundled && model.state != State::Here);
    let model = chosen.or_else(|| shown.models.iter().find(|model| model.recommended))?;
    if model.state == State::Here {
        return None;
    }
    let label = match model.state {
        State::Partial(have) => {
            format!("Get the rest of {} ({})", model.name, size_text(model.bytes.saturating_sub(have)))
        }
        _ => format!("Get {} ({})", model.name, size_text(model.bytes)),
    };
    let button = if first { widgets::primary_button } else { widgets::quiet_button };
    let asked = button(ui, &label).on_hover_text("Fetches it over the network, once").clicked();
    let busy = asked.then(|| studio.models.fetch(&model.name).err()).flatten();
    busy.map(|busy| Ask::Fault(busy.to_string()))
}

/// A file that the person has.
fn file_ui(check: &mut Check, ui: &mut Ui, studio: &Studio) -> Option<Ask> {
    let mut wanted = None;
    ui.horizontal_wrapped(|ui| {
        let name = ui.label("A model file of your own");
        let field = TextEdit::singleline(&mut check.file).hint_text("Path, or drop the file on the window");
        let field = ui.add(field.desired_width(280.0).align(Align2::LEFT_CENTER)).labelled_by(name.id);
        let enter = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        let path = check.file.trim().to_owned();
        let take =
            ui.add_enabled_ui(!path.is_empty(), |ui| widgets::quiet_button(ui, "Take it in").clicked()).inner;
        if (take || enter) && !path.is_empty() {
            wanted = Some(studio.models.import(path.into()));
            check.file.clear();
        }
        let open = studio.picker.shown() == Picking::Open;
        let choose =
            ui.add_enabled_ui(!open, |ui| widgets::quiet_button(ui, "Choose a file…").clicked()).inner;
        if choose {
            wanted = Some(choose_file(studio));
            check.chosen_here = true;
        }
    });
    if check.chosen_here && studio.picker.shown() == Picking::Nothing {
        ui.label(theme::caption(ui, "No file was chosen. If no window for it appeared, type the path."));
    }
    wanted.and_then(Result::err).map(|busy| Ask::Fault(busy.to_string()))
}

fn choose_file(studio: &Studio) -> Result<(), Busy> {
    let wanted = Wanted {
        title: "Choose a speech model".to_owned(),
        name: "Speech models".to_owned(),
        endings: vec!["bin".to_owned()],
    };
    let models = Arc::clone(&studio.models);
    // It is said by the models themselves that they are busy: they show what they do.
    studio.picker.pick(wanted, move |path| models.import(path).unwrap_or(()))
}
