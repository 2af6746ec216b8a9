//! Speech models: which is used, how fast it is here, and how to get another.

use eframe::egui::Align;
use eframe::egui::Layout;
use eframe::egui::ProgressBar;
use eframe::egui::RichText;
use eframe::egui::Ui;
use eframe::egui::WidgetInfo;
use eframe::egui::accesskit::Role;
use egui_material_icons::icons;

use crate::runtime::studio::Studio;
use crate::runtime::studio::check::models::ModelRow;
use crate::runtime::studio::check::models::ModelsState;
use crate::ui::screens::Ask;
use crate::ui::screens::check::Stands;
use crate::ui::screens::check::head;
use crate::ui::theme;
use crate::ui::widgets;

pub(super) fn model_ui(ui: &mut Ui, studio: &mut Studio, path: &mut String, asks: &mut Vec<Ask>) {
    let state = studio.check.models.shown();
    let chosen = studio.settings().model.clone();
    let mut wanted = chosen.clone();
    widgets::card(ui, |ui| {
        let (stands, words) = verdict(&state, chosen.as_deref());
        head(ui, icons::ICON_NOTES, "Speech model", stands, &words);
        ui.label(theme::muted(
            ui,
            "It writes down what you say, on this machine. Larger ones understand more and take longer.",
        ));
        if let Some(fault) = &state.fault {
            ui.label(RichText::new(fault).color(theme::palette(ui).bad));
        }
        if let Some(doing) = &state.doing {
            ui.horizontal(|ui| {
                ui.label(format!("{} {}", doing.what, doing.name));
                match doing.share {
                    Some(share) => {
                        ui.add(ProgressBar::new(share).show_percentage().desired_width(220.0));
                    }
                    None => {
                        ui.spinner();
                    }
                }
                if widgets::quiet_button(ui, "Cancel").clicked() {
                    studio.check.models.cancel();
                }
            });
            if let Some(note) = &doing.note {
                ui.label(theme::caption(ui, note));
            }
        }
        if !state.listed {
            ui.spinner();
        }
        for row in &state.models {
            row_ui(ui, studio, &state, row, &mut wanted, asks);
        }
        import_ui(ui, studio, path, asks);
    });
    if wanted != chosen
        && let Err(fault) = studio.set(|settings| settings.model = wanted)
    {
        asks.push(Ask::Fault(fault.to_string()));
    }
}

fn row_ui(
    ui: &mut Ui,
    studio: &Studio,
    state: &ModelsState,
    row: &ModelRow,
    wanted: &mut Option<String>,
    asks: &mut Vec<Ask>,
) {
    let idle = state.doing.is_none();
    let chosen = wanted.as_deref() == Some(row.name.as_str());
    let used = chosen || (wanted.is_none() && state.best == Some(Ok(row.name.clone())));
    ui.horizontal(|ui| {
        ui.vertical(|ui| {
            ui.set_width((ui.available_width() - 300.0).max(160.0));
            let name = if row.recommended { format!("{} (recommended)", row.name) } else { row.name.clone() };
            ui.label(RichText::new(name).strong());
            let speed =
                state.speeds.get(&row.name).map(|speed| format!("{speed:.1} times as fast as you speak"));
            let about: Vec<String> =
                [Some(row.good_for.clone()), Some(row.size.clone()), row.broken.clone(), speed]
                    .into_iter()
                    .flatten()
                    .collect();
            ui.add(eframe::egui::Label::new(theme::caption(ui, about.join("  ·  "))).wrap());
        });
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let studio = &studio.check.models;
            let mut asked = Ok(());
            if row.installed {
                let text = if used { "Used" } else { "Use" };
                let choice = ui.selectable_label(used, text);
                let name = format!("{text} {}", row.name);
                choice.widget_info(|| WidgetInfo::selected(Role::Button, true, used, &name));
                if choice.clicked() {
                    *wanted = if chosen { None } else { Some(row.name.clone()) };
                }
                let name = format!("How fast is {} here?", row.name);
                ui.add_enabled_ui(idle, |ui| {
                    if widgets::icon_button(ui, icons::ICON_SPEED, &name).clicked() {
                        asked = studio.measure(&row.name);
                    }
                    let name = format!("Delete the model {}", row.name);
                    if !row.bundled && widgets::icon_button(ui, icons::ICON_DELETE, &name).clicked() {
                        asked = studio.remove(&row.name);
                    }
                });
            } else {
                let text = row
                    .begun
                    .as_ref()
                    .map_or_else(|| "Fetch".to_owned(), |have| format!("Go on ({have} here)"));
                let pressed = ui.add_enabled_ui(idle && !row.bundled, |ui| {
                    widgets::quiet_button(ui, &text).on_hover_text(format!("Fetch {}", row.name)).clicked()
                });
                if pressed.inner {
                    asked = studio.fetch(&row.name);
                }
            }
            asks.extend(asked.err().map(|busy| Ask::Fault(busy.to_string())));
        });
    });
}

fn import_ui(ui: &mut Ui, studio: &Studio, path: &mut String, asks: &mut Vec<Ask>) {
    ui.add_space(theme::space().s);
    ui.horizontal(|ui| {
        let name = ui.label("A model file of your own");
        ui.add(widgets::field(path, "path of a ggml file").desired_width(260.0)).labelled_by(name.id);
        let possible = !path.trim().is_empty();
        if ui.add_enabled_ui(possible, |ui| widgets::quiet_button(ui, "Take in").clicked()).inner {
            let asked = studio.check.models.import(path.trim().into());
            asks.extend(asked.err().map(|busy| Ask::Fault(busy.to_string())));
            path.clear();
        }
    });
}

fn verdict(state: &ModelsState, chosen: Option<&str>) -> (Stands, String) {
    if !state.listed {
        return (Stands::Unknown, "looking".to_owned());
    }
    let name = match (chosen, &state.best) {
        (Some(name), _) => name,
        (None, Some(Ok(name))) => name,
        (None, _) => return (Stands::Missing, "none that understands people yet".to_owned()),
    };
    match state.models.iter().find(|row| row.name == name) {
        Some(row) if row.installed && row.synthetic_only => {
            (Stands::Attention, format!("{name} understands synthetic voices only"))
        }
        Some(row) if row.installed => (Stands::Good, name.to_owned()),
        _ => (Stands::Missing, format!("{name} is not here")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(name: &str, installed: bool, synthetic_only: bool) -> ModelRow {
        ModelRow {
            name: name.into(),
            size: "57 MB".into(),
            good_for: "most people".into(),
            installed,
            begun: None,
            broken: None,
            bundled: false,
            synthetic_only,
            recommended: false,
        }
    }

    #[test]
    fn a_model_for_people_is_good_and_one_for_machines_is_not() {
        let models = vec![row("base", true, false), row("robot", true, true), row("small", false, false)];
        let state = |best| ModelsState {
            models: models.clone(),
            listed: true,
            best: Some(best),
            ..ModelsState::default()
        };
        assert_eq!(verdict(&state(Ok("base".into())), None).0, Stands::Good);
        assert_eq!(verdict(&state(Ok("base".into())), Some("robot")).0, Stands::Attention);
        assert_eq!(verdict(&state(Ok("base".into())), Some("small")).0, Stands::Missing);
        assert_eq!(verdict(&state(Err("none".into())), None).0, Stands::Missing);
        assert_eq!(verdict(&ModelsState::default(), None).0, Stands::Unknown);
    }
}
