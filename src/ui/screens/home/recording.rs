//! A recording of an answer, heard and judged like one that was given here.

use std::sync::Arc;

use eframe::egui::Key;
use eframe::egui::Ui;
use eframe::egui::WidgetInfo;
use eframe::egui::accesskit::Role;
use egui_material_icons::icons;

use crate::io::settings::Settings;
use crate::runtime::studio::Studio;
use crate::runtime::studio::picker::Picking;
use crate::runtime::studio::picker::Wanted;
use crate::ui::screens::Ask;
use crate::ui::screens::home::act::Act;
use crate::ui::screens::home::job;
use crate::ui::theme;
use crate::ui::widgets;

/// How the names of recordings end. What a file is, is found out by what is in it.
const ENDINGS: [&str; 9] = ["wav", "mp3", "m4a", "mp4", "aac", "flac", "ogg", "oga", "mov"];

/// Room for the button beside the field, in points.
const BUTTON: f32 = 90.0;

/// What is being filled in.
#[derive(Debug, Default)]
pub(super) struct Recording {
    /// A path that is being typed.
    path: String,
    /// A file was chosen with the system's dialogue here.
    chosen_here: bool,
}

impl Recording {
    pub(super) fn card_ui(
        &mut self,
        ui: &mut Ui,
        settings: &mut Settings,
        studio: &Studio,
        asks: &mut Vec<Ask>,
    ) {
        widgets::column_card(ui, |ui| {
            let what = "Judged like an answer that you give here. Drop a sound file anywhere in this window, or choose one.";
            job::head_ui(ui, icons::ICON_HEADPHONES, "Review a recording", what);
            job::question_ui(ui, "review", settings, studio);
            job::row_ui(ui, "File", |ui| self.path_ui(ui, asks));
            ui.add_space(theme::space().s);
            let open = studio.picker.shown() == Picking::Open;
            let choose =
                ui.add_enabled_ui(!open, |ui| widgets::quiet_button(ui, "Choose a recording…")).inner;
            if choose.on_hover_text(Act::Recording.tip(ui.ctx())).clicked() {
                asks.extend(self.choose(studio));
            }
            if self.chosen_here && studio.picker.shown() == Picking::Nothing {
                let what = "No file was chosen. If no window for it appeared, type the path.";
                ui.label(theme::caption(ui, what));
            }
        });
    }

    /// For those who have the path, and where the system has no dialogue.
    fn path_ui(&mut self, ui: &mut Ui, asks: &mut Vec<Ask>) {
        let width = (ui.available_width() - BUTTON).max(80.0);
        let field = widgets::field(&mut self.path, "path of a recording").desired_width(width);
        let response = ui.add(field);
        response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, "Recording"));
        let possible = !self.path.trim().is_empty();
        let enter = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        let button = ui.add_enabled_ui(possible, |ui| widgets::quiet_button(ui, "Review")).inner;
        let pressed = button.on_hover_text("Review the recording of that path (Enter)").clicked();
        if possible && (pressed || enter) {
            asks.push(Ask::Review(std::mem::take(&mut self.path).trim().into()));
        }
    }

    /// Opens the system's dialogue. The file is reviewed as an answer to the question that is chosen now.
    pub(super) fn choose(&mut self, studio: &Studio) -> Option<Ask> {
        self.chosen_here = true;
        let wanted = Wanted {
            title: "Choose a recording".to_owned(),
            name: "Recordings".to_owned(),
            endings: ENDINGS.map(str::to_owned).to_vec(),
        };
        let recordings = Arc::clone(&studio.recordings);
        let (question, model) = (studio.question(), studio.settings().model.clone());
        let picked = studio.picker.pick(wanted, move |path| {
            // Where too many wait, the bar above shows them.
            recordings.review(path, &question, model).unwrap_or(());
        });
        picked.err().map(|busy| Ask::Fault(busy.to_string()))
    }
}
