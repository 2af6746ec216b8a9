//! The window: the only folder that knows egui.
//!
//! It holds no truth. It draws what [`crate::runtime::studio`] shows and asks for what the person wants; close it and open
//! it, and it shows the same. A screen reads, draws, and answers with what was asked for.

mod app;
mod choices;
mod command;
mod icon;
mod incoming;
mod keys;
mod nav;
mod screens;
mod theme;
mod widgets;
mod words;

use std::sync::Arc;

use eframe::NativeOptions;
use eframe::egui::ViewportBuilder;
use thiserror::Error;

use crate::io::places::Places;
use crate::runtime::studio::Studio;
use crate::runtime::studio::StudioError;

pub use crate::ui::app::App;

/// The size the window opens with, and the smallest it is made for, in points.
const SIZE: [f32; 2] = [1180.0, 800.0];
const SMALLEST: [f32; 2] = [720.0, 560.0];

/// Why there is no window.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum WindowError {
    /// What works behind it could not be started.
    #[error(transparent)]
    Studio(#[from] StudioError),
    /// There is no screen, as over a remote shell.
    #[error(
        "there is no screen to open a window on (neither DISPLAY nor WAYLAND_DISPLAY is set); the commands work without one, see pushback --help"
    )]
    NoScreen,
    /// The system gives no window.
    #[error("no window can be opened ({0}); the commands work without one, see pushback --help")]
    System(String),
}

/// Opens the window and returns when it is closed.
pub fn run(places: Places) -> Result<(), WindowError> {
    if !has_screen() {
        return Err(WindowError::NoScreen);
    }
    // Settings and sessions will lie there, and a fault of the first start is worth a log.
    std::fs::create_dir_all(places.data()).ok();
    tracing::info!("a window opens");
    let viewport = ViewportBuilder::default()
        .with_title("Pushback")
        .with_app_id("pushback")
        .with_icon(icon::icon())
        .with_inner_size(SIZE)
        .with_min_inner_size(SMALLEST);
    let options = NativeOptions { viewport, ..NativeOptions::default() };
    let ran = eframe::run_native(
        "pushback",
        options,
        Box::new(|made| {
            let ctx = made.egui_ctx.clone();
            let (studio, fault) = Studio::open(places, Arc::new(move || ctx.request_repaint()))?;
            Ok(Box::new(App::new(&made.egui_ctx, studio, fault.map(|fault| fault.to_string()))))
        }),
    );
    ran.map_err(|error| WindowError::System(error.to_string()))
}

/// Whether a window can be asked for; only X11 and Wayland say by a variable that it cannot.
fn has_screen() -> bool {
    let named = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"].into_iter().any(named)
}
