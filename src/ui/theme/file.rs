//! Reads `assets/theme.toml`.

use std::collections::BTreeMap;

use eframe::egui::Color32;
use serde::Deserialize;
use serde::Deserializer;
use serde::de::Error;

use crate::ui::theme::Palette;
use crate::ui::theme::Space;
use crate::ui::theme::TextSizes;
use crate::ui::theme::Theme;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ThemeFile {
    space: SpaceFile,
    r#type: TypeFile,
    light: PaletteFile,
    dark: PaletteFile,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SpaceFile {
    xs: f32,
    s: f32,
    m: f32,
    l: f32,
    xl: f32,
    radius: u8,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TypeFile {
    caption: f32,
    body: f32,
    strong: f32,
    heading: f32,
    title: f32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PaletteFile {
    window: Hex,
    surface: Hex,
    sunken: Hex,
    border: Hex,
    text: Hex,
    muted: Hex,
    accent: Hex,
    on_accent: Hex,
    soft: Hex,
    good: Hex,
    warn: Hex,
    bad: Hex,
    beats: BTreeMap<String, Hex>,
}

struct Hex(Color32);

impl<'de> Deserialize<'de> for Hex {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Color32::from_hex(&text).map(Self).map_err(|_| D::Error::custom(format!("no colour: {text}")))
    }
}

/// The theme of a file.
pub(super) fn parse(text: &str) -> Result<Theme, toml::de::Error> {
    let ThemeFile { space, r#type, light, dark } = toml::from_str(text)?;
    let SpaceFile { xs, s, m, l, xl, radius } = space;
    let TypeFile { caption, body, strong, heading, title } = r#type;
    Ok(Theme {
        space: Space { xs, s, m, l, xl, radius },
        text: TextSizes { caption, body, strong, heading, title },
        light: palette(light),
        dark: palette(dark),
    })
}

fn palette(file: PaletteFile) -> Palette {
    Palette {
        window: file.window.0,
        surface: file.surface.0,
        sunken: file.sunken.0,
        border: file.border.0,
        text: file.text.0,
        muted: file.muted.0,
        accent: file.accent.0,
        on_accent: file.on_accent.0,
        soft: file.soft.0,
        good: file.good.0,
        warn: file.warn.0,
        bad: file.bad.0,
        beats: file.beats.into_iter().map(|(id, colour)| (id, colour.0)).collect(),
    }
}
