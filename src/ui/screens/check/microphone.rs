//! The microphone: which, how loud, and what is wrong with it.

use eframe::egui::ComboBox;
use eframe::egui::Rect;
use eframe::egui::Sense;
use eframe::egui::Stroke;
use eframe::egui::Ui;
use eframe::egui::WidgetInfo;
use eframe::egui::accesskit::Role;
use eframe::egui::pos2;
use eframe::egui::vec2;
use egui_material_icons::icons;

use crate::runtime::studio::Studio;
use crate::runtime::studio::check::microphone::MicrophoneState;
use crate::ui::screens::Ask;
use crate::ui::screens::check::Stands;
use crate::ui::screens::check::head;
use crate::ui::theme;
use crate::ui::widgets;

/// Quieter than this at its loudest, speech is hard to tell from the room.
const QUIET_DB: f32 = -35.0;

/// The level that the left end of the meter stands for.
const FROM_DB: f32 = -60.0;

/// The name of the microphone that the system prefers.
const DEFAULT: &str = "The system's choice";

pub(super) fn microphone_ui(ui: &mut Ui, studio: &mut Studio, asks: &mut Vec<Ask>) {
    let state = studio.check.microphone();
    widgets::card(ui, |ui| {
        let (stands, words) = verdict(&state);
        head(ui, icons::ICON_MIC, "Microphone", stands, &words);
        if !state.tried {
            ui.label(theme::muted(ui, "Nobody listens yet."));
            if widgets::primary_button(ui, "Try the microphone").clicked() {
                open(studio, asks);
            }
            return;
        }
        choice(ui, studio, &state, asks);
        meter(ui, &state);
        ui.horizontal(|ui| {
            ui.label(theme::caption(ui, "Speak as you would in an interview."));
            if widgets::quiet_button(ui, "Stop listening").clicked() {
                studio.check.close_microphone();
            }
        });
    });
}

fn open(studio: &mut Studio, asks: &mut Vec<Ask>) {
    let wanted = studio.settings().microphone.clone();
    if let Err(error) = studio.check.open_microphone(wanted.as_deref()) {
        asks.push(Ask::Fault(format!("The microphone cannot be tried ({error}); close other programs")));
    }
}

fn choice(ui: &mut Ui, studio: &mut Studio, state: &MicrophoneState, asks: &mut Vec<Ask>) {
    let mut chosen = studio.settings().microphone.clone();
    let devices = state.devices.as_deref().unwrap_or_default();
    ui.horizontal(|ui| {
        let name = ui.label("Microphone");
        let shown = chosen.clone().unwrap_or_else(|| DEFAULT.to_owned());
        let response =
            ComboBox::from_id_salt("microphone").width(320.0).selected_text(shown).show_ui(ui, |ui| {
                ui.selectable_value(&mut chosen, None, DEFAULT);
                for device in devices {
                    ui.selectable_value(&mut chosen, Some(device.name.clone()), &device.name);
                }
            });
        response.response.labelled_by(name.id);
    });
    if chosen != studio.settings().microphone {
        let kept = studio.set(|settings| settings.microphone = chosen);
        asks.extend(kept.err().map(|fault| Ask::Fault(fault.to_string())));
        open(studio, asks);
    }
}

/// How loud it is, and how loud it was a moment ago.
fn meter(ui: &mut Ui, state: &MicrophoneState) {
    let palette = theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 18.0), Sense::hover());
    let told = format!("Level {:.0} decibels", state.level.rms_db);
    response.widget_info(|| WidgetInfo::labeled(Role::Meter, true, &told));
    let share = |db: f32| ((db - FROM_DB) / -FROM_DB).clamp(0.0, 1.0);
    let x = |db: f32| rect.left() + rect.width() * share(db);
    ui.painter().rect_filled(rect, 6.0, palette.sunken);
    let colour = if state.level.clipping { palette.bad } else { palette.good };
    let bar = Rect::from_min_max(rect.min, pos2(x(state.level.rms_db), rect.bottom()));
    ui.painter().rect_filled(bar, 6.0, colour);
    let peak = x(state.level.hold_db);
    ui.painter()
        .line_segment([pos2(peak, rect.top()), pos2(peak, rect.bottom())], Stroke::new(2.0, palette.text));
    let quiet = x(QUIET_DB);
    let ends = [pos2(quiet, rect.bottom() - 4.0), pos2(quiet, rect.bottom())];
    ui.painter().line_segment(ends, Stroke::new(2.0, palette.muted));
}

fn verdict(state: &MicrophoneState) -> (Stands, String) {
    let loud = state.loudest_db.is_some_and(|db| db >= QUIET_DB);
    match state {
        MicrophoneState { tried: false, .. } => (Stands::Unknown, "not tried".to_owned()),
        MicrophoneState { open: None, fault: Some(fault), .. } => (Stands::Missing, fault.clone()),
        MicrophoneState { open: None, .. } => (Stands::Unknown, "opening".to_owned()),
        MicrophoneState { level, .. } if level.dead => {
            (Stands::Missing, "this microphone is silent: unmute it, or choose another".to_owned())
        }
        MicrophoneState { level, .. } if level.clipping => {
            (Stands::Attention, "too loud: turn it down, or move away".to_owned())
        }
        MicrophoneState { fault: Some(fault), .. } => (Stands::Attention, fault.clone()),
        _ if loud => (Stands::Good, "you can be heard".to_owned()),
        _ => (Stands::Attention, "quiet so far: speak, or turn it up".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::capture::level::Level;

    #[test]
    fn what_is_wrong_with_a_microphone_is_said() {
        let open = MicrophoneState { tried: true, open: Some("Desk".into()), ..MicrophoneState::default() };
        let with = |level: Level, loudest_db| MicrophoneState { level, loudest_db, ..open.clone() };
        let stands = |state: &MicrophoneState| verdict(state).0;
        assert_eq!(stands(&MicrophoneState::default()), Stands::Unknown);
        assert_eq!(stands(&with(Level { dead: true, ..Level::default() }, Some(-120.0))), Stands::Missing);
        assert_eq!(stands(&with(Level { clipping: true, ..Level::default() }, Some(0.0))), Stands::Attention);
        assert_eq!(stands(&with(Level::default(), Some(-50.0))), Stands::Attention);
        assert_eq!(stands(&with(Level::default(), Some(-12.0))), Stands::Good);
        let gone = MicrophoneState { open: None, fault: Some("it went away".into()), ..open };
        assert_eq!(verdict(&gone), (Stands::Missing, "it went away".to_owned()));
    }
}
