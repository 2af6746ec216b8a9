//! The bottom of the page: the waveform, and what makes it heard.

use std::sync::Arc;
use std::time::Duration;

use eframe::egui::Align;
use eframe::egui::ComboBox;
use eframe::egui::Layout;
use eframe::egui::Ui;
use egui_material_icons::icons;

use crate::runtime::studio::Studio;
use crate::runtime::studio::opened::page::Page;
use crate::runtime::studio::playback::SPEED_RANGE;
use crate::ui::screens::Ask;
use crate::ui::screens::review::Review;
use crate::ui::screens::review::act::Act;
use crate::ui::screens::review::wave;
use crate::ui::theme;
use crate::ui::widgets;
use crate::ui::words;

/// Speeds to choose from.
pub(super) const SPEEDS: [f32; 5] = [*SPEED_RANGE.start(), 1.0, 1.25, 1.5, *SPEED_RANGE.end()];

/// How often the place is drawn while it moves.
const FRAME: Duration = Duration::from_millis(33);

impl Review {
    pub(super) fn sound_ui(&mut self, ui: &mut Ui, page: &Arc<Page>, studio: &Studio, asks: &mut Vec<Ask>) {
        let Some(sound) = &page.sound else { return };
        let playing = studio.playback.playing();
        let at = studio.playback.at_ms().min(sound.length_ms);
        if playing.part.is_some() {
            ui.ctx().request_repaint_after(FRAME);
            self.window.follow(at, sound.length_ms);
        }
        if let Some(answer) = page.answers.get(self.answer)
            && let Some(ms) = wave::wave_ui(ui, &mut self.window, sound, answer, at)
        {
            self.play_from(page, ms, studio, asks);
        }
        ui.horizontal(|ui| self.buttons(ui, page, playing.part.is_some(), studio, asks));
        if let Some(fault) = &playing.fault {
            ui.label(eframe::egui::RichText::new(fault).color(theme::palette(ui).bad));
        }
    }

    fn buttons(
        &mut self,
        ui: &mut Ui,
        page: &Arc<Page>,
        playing: bool,
        studio: &Studio,
        asks: &mut Vec<Ask>,
    ) {
        let length = page.sound.as_ref().map_or(0, |sound| sound.length_ms);
        let play = if playing { icons::ICON_PAUSE } else { icons::ICON_PLAY_ARROW };
        for (act, icon) in
            [(Act::Back, icons::ICON_REPLAY_5), (Act::Play, play), (Act::On, icons::ICON_FORWARD_5)]
        {
            if widgets::icon_button(ui, icon, &act.tip(ui.ctx())).clicked() {
                self.act(act, page, studio, asks);
            }
        }
        let at = studio.playback.at_ms().min(length);
        ui.label(theme::body(format!("{} of {}", words::clock(at), words::clock(length))));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            for (act, icon) in [(Act::ZoomIn, icons::ICON_ZOOM_IN), (Act::ZoomOut, icons::ICON_ZOOM_OUT)] {
                if widgets::icon_button(ui, icon, &act.tip(ui.ctx())).clicked() {
                    self.act(act, page, studio, asks);
                }
            }
            let tip = Act::Loop.tip(ui.ctx());
            if widgets::toggle_button(ui, icons::ICON_REPEAT, &tip, self.looped).clicked() {
                self.act(Act::Loop, page, studio, asks);
            }
            self.speeds(ui, page, studio, asks);
        });
    }

    fn speeds(&mut self, ui: &mut Ui, page: &Arc<Page>, studio: &Studio, asks: &mut Vec<Ask>) {
        let mut chosen = self.speed;
        let shown = ComboBox::from_id_salt("speed").width(76.0).selected_text(name(self.speed));
        let response = shown.show_ui(ui, |ui| {
            for speed in SPEEDS {
                ui.selectable_value(&mut chosen, speed, name(speed));
            }
        });
        let keys = [Act::Slower, Act::Faster].map(|act| ui.ctx().format_shortcut(&act.key()));
        response.response.on_hover_text(format!("Speed ({} and {})", keys[0], keys[1]));
        if (chosen - self.speed).abs() > 0.01 {
            self.set_speed(chosen, page, studio, asks);
        }
    }
}

fn name(speed: f32) -> String {
    format!("{speed} ×")
}
