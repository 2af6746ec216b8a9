//! Where everything lies, how much it is, and how long sound is kept.

use eframe::egui::Grid;
use eframe::egui::RichText;
use eframe::egui::Ui;
use eframe::egui::vec2;

use crate::io::log::KEPT;
use crate::io::session::retention::KeepAudio;
use crate::runtime::studio::Studio;
use crate::runtime::studio::storage::Sizes;
use crate::runtime::studio::storage::Stored;
use crate::ui::screens::Ask;
use crate::ui::theme;
use crate::ui::widgets;

/// What is offered; another number of days can be set by the command.
const OFFERED: [KeepAudio; 4] =
    [KeepAudio::Always, KeepAudio::Days(90), KeepAudio::Days(30), KeepAudio::Days(7)];

/// Height of a row of figures, in points.
const TIGHT: f32 = 22.0;

/// What somebody is about to choose.
#[derive(Debug, Default)]
pub(super) struct Retention {
    /// It deletes sound, and waits for a yes.
    wanted: Option<KeepAudio>,
}

pub(super) fn folder_ui(ui: &mut Ui, studio: &Studio, asks: &mut Vec<Ask>) {
    let stored = studio.storage.stored();
    let path = studio.places.data().display().to_string();
    widgets::card(ui, |ui| {
        ui.label(theme::heading("Your data"));
        ui.label(theme::muted(
            ui,
            "Everything lies in one folder. It can be copied, moved and deleted like any other.",
        ));
        ui.label(&path);
        if let Some(sizes) = stored.sizes {
            sizes_ui(ui, sizes);
        } else {
            ui.label(theme::caption(ui, "How much it holds is being measured…"));
        }
        let logs = studio.places.logs().display().to_string();
        ui.label(theme::caption(
            ui,
            format!(
                "What the program did and what went wrong is in its log, without a word of what you say; {KEPT} days of it \
                 are kept: {logs}"
            ),
        ));
        ui.horizontal_wrapped(|ui| {
            for (name, path) in [("Copy the path", &path), ("Copy the path of the log", &logs)] {
                if widgets::quiet_button(ui, name).clicked() {
                    ui.ctx().copy_text(path.clone());
                    asks.push(Ask::Tell("The path is in the clipboard.".to_owned()));
                }
            }
            if widgets::quiet_button(ui, "Measure again").clicked() {
                asks.extend(studio.storage.measure().err().map(|busy| Ask::Fault(busy.to_string())));
            }
        });
    });
}

fn sizes_ui(ui: &mut Ui, sizes: Sizes) {
    let rest = sizes.all.saturating_sub(sizes.sessions + sizes.trash + sizes.models);
    let rows = [
        ("Sessions", sizes.sessions),
        ("Deleted, can be brought back", sizes.trash),
        ("Speech models", sizes.models),
        ("Everything else", rest),
        ("All", sizes.all),
    ];
    let grid = Grid::new("sizes")
        .num_columns(2)
        .spacing(vec2(theme::space().l, theme::space().xs))
        .min_row_height(TIGHT);
    grid.show(ui, |ui| {
        for (name, bytes) in rows {
            ui.label(theme::muted(ui, name));
            ui.label(told(bytes));
            ui.end_row();
        }
    });
}

impl Retention {
    pub(super) fn card_ui(&mut self, ui: &mut Ui, studio: &Studio, asks: &mut Vec<Ask>) {
        let stored = studio.storage.stored();
        widgets::card(ui, |ui| {
            ui.label(theme::heading("How long sound is kept"));
            let why = "Words and verdicts stay in any case. What is deleted is written into the session.";
            ui.label(theme::muted(ui, why));
            ui.horizontal_wrapped(|ui| self.choices_ui(ui, &stored, studio, asks));
            if let Some(wanted) = self.wanted {
                self.question_ui(ui, wanted, studio, asks);
            }
            stored_ui(ui, &stored);
        });
    }

    fn choices_ui(&mut self, ui: &mut Ui, stored: &Stored, studio: &Studio, asks: &mut Vec<Ask>) {
        let other = stored.keep.filter(|keep| !OFFERED.contains(keep));
        for keep in OFFERED.into_iter().chain(other) {
            let shown = self.wanted.or(stored.keep) == Some(keep);
            if !ui.selectable_label(shown, name(keep)).clicked() {
                continue;
            }
            self.wanted = None;
            if keep == KeepAudio::Always {
                asks.extend(chosen(studio, keep));
            } else if stored.keep != Some(keep) {
                self.wanted = Some(keep);
            }
        }
    }

    /// What goes cannot be brought back, so that it is asked for twice.
    fn question_ui(&mut self, ui: &mut Ui, wanted: KeepAudio, studio: &Studio, asks: &mut Vec<Ask>) {
        let KeepAudio::Days(days) = wanted else { return };
        let warns = format!(
            "The sound of every session that ended more than {days} days ago is deleted now, and that of others when \
             their time comes. It cannot be brought back."
        );
        ui.label(RichText::new(warns).color(theme::palette(ui).warn));
        ui.horizontal_wrapped(|ui| {
            if widgets::primary_button(ui, &format!("Keep sound for {days} days")).clicked() {
                self.wanted = None;
                asks.extend(chosen(studio, wanted));
            }
            if widgets::quiet_button(ui, "Leave it as it is").clicked() {
                self.wanted = None;
            }
        });
    }
}

fn chosen(studio: &Studio, keep: KeepAudio) -> Option<Ask> {
    studio.storage.keep(keep).err().map(|busy| Ask::Fault(busy.to_string()))
}

fn stored_ui(ui: &mut Ui, stored: &Stored) {
    if let Some(fault) = &stored.fault {
        ui.label(RichText::new(fault).color(theme::palette(ui).bad));
    }
    if !stored.deleted.is_empty() {
        let sessions = if stored.deleted.len() == 1 { "session" } else { "sessions" };
        let count = stored.deleted.len();
        let text =
            format!("Since the window opened the sound of {count} {sessions} was deleted, as you chose.");
        ui.label(theme::caption(ui, text));
    }
}

fn name(keep: KeepAudio) -> String {
    match keep {
        KeepAudio::Always => "Until I delete the session".to_owned(),
        KeepAudio::Days(days) => format!("{days} days"),
    }
}

/// Bytes for people.
fn told(bytes: u64) -> String {
    const UNITS: [&str; 4] = ["kB", "MB", "GB", "TB"];
    if bytes < 1_000 {
        return format!("{bytes} bytes");
    }
    let mut size = bytes as f64;
    let mut unit = "";
    for next in UNITS {
        if size < 1_000.0 {
            break;
        }
        (size, unit) = (size / 1_000.0, next);
    }
    if size < 10.0 { format!("{size:.1} {unit}") } else { format!("{size:.0} {unit}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_told_in_units_that_people_know() {
        assert_eq!(told(0), "0 bytes");
        assert_eq!(told(999), "999 bytes");
        assert_eq!(told(1_000), "1.0 kB");
        assert_eq!(told(147_951_465), "148 MB");
        assert_eq!(told(3_400_000_000), "3.4 GB");
    }
}
