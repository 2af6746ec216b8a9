//! The look of the window, as `assets/theme.toml` has it: colours, sizes, distances.
//!
//! No colour and no size is written anywhere else in the window.

mod file;
mod style;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use eframe::egui::Color32;
use eframe::egui::FontId;
use eframe::egui::RichText;
use eframe::egui::Ui;

pub(super) use crate::ui::theme::style::install;

/// The file, as it was when the program was built. A test holds that it can be read.
const FILE: &str = include_str!("../../../assets/theme.toml");

static THEME: LazyLock<Theme> = LazyLock::new(|| file::parse(FILE).unwrap_or_default());

/// Everything in the file.
#[derive(Debug, Default)]
pub(super) struct Theme {
    pub(super) space: Space,
    pub(super) text: TextSizes,
    pub(super) light: Palette,
    pub(super) dark: Palette,
}

/// Distances, in points.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Space {
    pub(super) xs: f32,
    pub(super) s: f32,
    pub(super) m: f32,
    pub(super) l: f32,
    pub(super) xl: f32,
    pub(super) radius: u8,
}

/// Sizes of text, in points.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct TextSizes {
    pub(super) caption: f32,
    pub(super) body: f32,
    pub(super) strong: f32,
    pub(super) heading: f32,
    pub(super) title: f32,
}

/// The colours of one theme.
#[derive(Debug, Clone, Default)]
pub(super) struct Palette {
    pub(super) window: Color32,
    pub(super) surface: Color32,
    pub(super) sunken: Color32,
    pub(super) border: Color32,
    pub(super) text: Color32,
    pub(super) muted: Color32,
    pub(super) accent: Color32,
    pub(super) on_accent: Color32,
    pub(super) soft: Color32,
    pub(super) good: Color32,
    pub(super) warn: Color32,
    pub(super) bad: Color32,
    /// The colour of each part of the story, by its id.
    pub(super) beats: BTreeMap<String, Color32>,
}

/// Distances.
pub(super) fn space() -> Space {
    THEME.space
}

/// Sizes of text.
pub(super) fn sizes() -> TextSizes {
    THEME.text
}

/// The colours that hold here.
pub(super) fn palette(ui: &Ui) -> &'static Palette {
    if ui.visuals().dark_mode { &THEME.dark } else { &THEME.light }
}

/// The largest text: what a screen is about.
pub(super) fn title(text: impl Into<String>) -> RichText {
    RichText::new(text).size(sizes().title)
}

/// What a card is about.
pub(super) fn heading(text: impl Into<String>) -> RichText {
    RichText::new(text).size(sizes().heading)
}

/// A name in a list.
pub(super) fn strong(text: impl Into<String>) -> RichText {
    RichText::new(text).size(sizes().strong)
}

/// Small and quiet.
pub(super) fn caption(ui: &Ui, text: impl Into<String>) -> RichText {
    RichText::new(text).size(sizes().caption).color(palette(ui).muted)
}

/// Quiet.
pub(super) fn muted(ui: &Ui, text: impl Into<String>) -> RichText {
    RichText::new(text).color(palette(ui).muted)
}

/// The font of plain text.
pub(super) fn body_font() -> FontId {
    FontId::proportional(sizes().body)
}

/// Plain text.
pub(super) fn body(text: impl Into<String>) -> RichText {
    RichText::new(text).size(sizes().body)
}

/// The colour of a part of the story; that of other talk for a part nobody knows.
pub(super) fn beat(ui: &Ui, id: &str) -> Color32 {
    let palette = palette(ui);
    palette.beats.get(id).or_else(|| palette.beats.get("other")).copied().unwrap_or(palette.muted)
}

/// The colour of the `n`th of several things side by side; they come round again after ten.
pub(super) fn series(ui: &Ui, n: usize) -> Color32 {
    let palette = palette(ui);
    let count = palette.beats.len().max(1);
    palette.beats.values().nth(n % count).copied().unwrap_or(palette.accent)
}

/// The colour of a score from 1 to 5.
pub(super) fn score(ui: &Ui, score: u8) -> Color32 {
    let palette = palette(ui);
    match score {
        0..=2 => palette.bad,
        3 => palette.warn,
        _ => palette.good,
    }
}
